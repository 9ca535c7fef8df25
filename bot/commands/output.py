"""The one way to stdout: UTF-8, whatever the locale says."""

from __future__ import annotations

import sys


def write(text: str) -> None:
    """The result, or a part of it."""
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
