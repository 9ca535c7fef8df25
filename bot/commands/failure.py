"""How a command ends: the exit codes that scripts rely on, and the one line that says what went wrong."""

from __future__ import annotations

import sys
from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of every command."""

    DONE = 0
    FAILED = 1  # a mistake of ours
    USAGE = 2  # wrong usage or settings
    UNFETCHED = 3  # could not be fetched
    UNREADABLE = 4  # nothing to read: unsupported, no article, empty
    PARTLY = 5  # partly done
    INTERRUPTED = 130  # Ctrl-C, as a shell has it
    PIPE_CLOSED = 141  # whoever read the output has left, as a shell has it


class Failure(Exception):
    """Something that the command cannot do. `reason` is one sentence for the person."""

    def __init__(self, code: Exit, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def complain(reason: str) -> None:
    """One line on stderr, whatever the reason holds."""
    line = " ".join("".join(c if c.isprintable() else " " for c in reason).split())
    print(f"pullquote: {line}", file=sys.stderr)  # noqa: T201 - the command line's own voice
