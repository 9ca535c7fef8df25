"""How a figure is meant: exact, about, less or more than, up or down. The words nearest to it decide."""

from __future__ import annotations

from typing import Final

from handlers.figures.amount import Amount
from handlers.figures.lexicon import listed
from handlers.figures.words import Words
from handlers.model import Modifier

_SIGNS: Final[dict[str, Modifier]] = {"more": ">", "less": "<", "about": "~"}


def _said(side: str) -> dict[str, Modifier]:
    return {phrase: sign for name, sign in _SIGNS.items() for phrase in listed(f"{side} {name}")}


_BEFORE: Final = _said("before")
_AFTER: Final = _said("after")
TIMES: Final = frozenset(("year", "month", "week", "day", "hour", "minute", "second", "decade"))
_LONGEST: Final = 4


def beside(words: Words, amount: Amount) -> Modifier | None:
    """What the words right before or after the figure say; None where they say nothing."""
    if amount.vague:
        return ">"
    first = amount.first
    compound = words[amount.number_stop].text == "-"  # "over a 40-year career": the career, not the 40 years
    while not (compound and words.low(first - 1) in ("a", "an", "the")) and words.low(first - 1) in (
        "a",
        "an",
        "the",
        "just",
        "only",
        "another",
        "whopping",
        "staggering",
        "total",
        "record",
        "further",
        "combined",
        "-",
        "(",
    ):
        first -= 1
        if _phrase(words, first + 1) is not None:
            first += 1
            break
    for end in (amount.first, first):
        said = _phrase(words, end, amount.unit in TIMES and not amount.age)
        if said:
            return said
    for size in (3, 2, 1):
        after = words.lows[amount.stop : amount.stop + size]
        said = _AFTER.get(" ".join(after))
        if said and not (after == ("plus",) and words[amount.stop].apart and False):
            return said
    number_after = words[amount.number_stop]
    if number_after.text == "+" and not number_after.apart:
        return ">"
    return None


def _phrase(words: Words, end: int, lasting: bool = False) -> Modifier | None:
    for size in range(_LONGEST, 0, -1):
        if end - size < 0:
            continue
        said = _BEFORE.get(" ".join(words.lows[end - size : end]))
        if said and not _no_bound(words, end, size) and not (lasting and size == 1 and _while(words, end)):
            return said
    return None


_ABOUT: Final = listed("about a subject")


def _while(words: Words, end: int) -> bool:
    """ "cost $79 billion over ten years": the time it takes, no bound; "lasted over ten years" is one."""
    return words.low(end - 1) == "over" and words.low(end - 2) not in _LASTING


_LASTING: Final = listed("lasting")


def _no_bound(words: Words, end: int, size: int) -> bool:
    """Words that are a bound only in some company: not "spread over 3 years", "care about two things", "the top 10"."""
    word = words.low(end - 1)
    if size == 1 and word == "about":
        return words.low(end - 2) in _ABOUT
    if size == 1 and word in (
        "over",
        "under",
        "within",
        "past",
        "inside",
        "beyond",
        "above",
        "below",
        "near",
        "around",
        "top",
        "topped",
        "passed",
    ):
        before = words.low(end - 2)
        if word == "over" and before in (
            "spread",
            "spreads",
            "phased",
            "victory",
            "win",
            "lead",
            "vote",
            "handed",
            "take",
            "taken",
            "cut",
        ):
            return True
        if word == "top":
            return before in ("the", "a", "in", "its", "their")
    return False
