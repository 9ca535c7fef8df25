"""A paragraph as light words: runs of digits, runs of letters, single signs. One pass, linear in the text.

spaCy cuts "A$3m", "25%" and "18-44" in ways that depend on what stands beside them; numbers and units are read from
these words instead, and only the grammar around a figure comes from spaCy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"  # 1,234,567.8
    r"|[0-9]{1,3}(?:[\u00a0\u202f\u2009'’][0-9]{3})+(?![0-9])"  # grouped by a thin space or an apostrophe
    r"|[0-9]{1,3}(?: 000)+(?![0-9])"  # 10 000
    r"|[0-9]{1,3},[0-9]{1,2}(?= ?(?:million|billion|trillion|bn\b|%))"  # 1,5 million, as in most of Europe
    r"|[0-9]+(?:\.[0-9]+)*"  # 12, 3.5, and 1.2.3, which is a version
    r"|(?<![\w.])\.[0-9]+"  # .312
    r"|[^\W\d_]+(?:['’][^\W\d_]+)?"
    r"|\S"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One light word. `apart` tells whether white space stands before it."""

    text: str
    start: int
    end: int
    apart: bool

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def digits(self) -> bool:
        return "0" <= self.text[0] <= "9" or (self.text[0] == "." and "0" <= self.text[-1] <= "9")


class Words:
    """The light words of one paragraph. Asking for a word outside gives an empty one, so that rules may look around."""

    NONE = Word("\0", -1, -1, True)

    def __init__(self, text: str) -> None:
        self.text = text
        end = 0
        found = []
        for match in _WORD.finditer(text):
            found.append(Word(match.group(), match.start(), match.end(), match.start() > end))
            end = match.end()
        self.all = found

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, index: int) -> Word:
        return self.all[index] if 0 <= index < len(self.all) else self.NONE

    def low(self, index: int) -> str:
        """The word in lower case, "" outside."""
        return self.lows[index] if 0 <= index < len(self.all) else ""

    @cached_property
    def lows(self) -> tuple[str, ...]:
        return tuple(word.text.lower() for word in self.all)
