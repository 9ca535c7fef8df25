"""One message to Slack, and how blocks are spread over several where they are too many for one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]

MOST_CHARACTERS = 9_900  # of JSON; Slack refuses a message somewhere above 11,000
MOST_BLOCKS = 50


@dataclass(frozen=True)
class Message:
    """Blocks, and the text that notifications and screen readers get in their place."""

    blocks: list[Block]
    text: str

    @property
    def fits(self) -> bool:
        """Whether Slack takes it as one message."""
        return len(self.blocks) <= MOST_BLOCKS and size(self.blocks) + size(self.text) <= MOST_CHARACTERS

    def with_line(self, line: Block) -> Message:
        """The same with a line under its title and small print; as it was where that is too much for one message."""
        longer = Message([*self.blocks[:2], line, *self.blocks[2:]], self.text)
        return longer if longer.fits else self


def size(value: Any) -> int:
    """Characters of the JSON, counted in its longest form."""
    return len(json.dumps(value))


def spread(parts: Iterable[Sequence[Block]], text: str, text_further: str) -> list[Message]:
    """As few messages as hold all parts, in order; a part is never divided. Later messages carry `text_further`."""
    messages: list[Message] = []
    for part in parts:
        if messages:
            longer = Message([*messages[-1].blocks, *part], messages[-1].text)
            if longer.fits:
                messages[-1] = longer
                continue
        messages.append(Message(list(part), text_further if messages else text))
    return messages
