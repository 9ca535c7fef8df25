"""Classes of words that the rules look for, read from lexicon.txt beside this file."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for block in Path(__file__).with_name("lexicon.txt").read_text(encoding="utf-8").split("\n\n"):
        name, colon, listed = block.strip().partition(":")
        if colon and not name.startswith("#"):
            found[name] = frozenset(word.replace("_", " ") for word in listed.split())
    return found


def listed(name: str) -> frozenset[str]:
    """The class of that name, in lower case."""
    return _classes()[name]
