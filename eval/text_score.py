"""How alike two texts are: F1 over runs of four words, so that order counts and white space does not."""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"\w+")


def shingles(text: str, length: int = 4) -> Counter[tuple[str, ...]]:
    """The runs of `length` words, with how often each occurs; a shorter text is one run."""
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + length]) for i in range(max(1, len(words) - length + 1)))


def text_f1(gold: str, got: str) -> float:
    """F1 of the runs in `got` against those in `gold`."""
    wanted, found = shingles(gold), shingles(got)
    right = sum((wanted & found).values())
    return 2 * right / (wanted.total() + found.total()) if right else 0.0
