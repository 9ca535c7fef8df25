"""How a figure is meant: exact, about, less or more than. The words nearest to it decide."""

from __future__ import annotations

from typing import Final

from handlers.figures.amount import Amount
from handlers.figures.lexicon import listed
from handlers.figures.words import Words
from handlers.model import Modifier

_SIGNS: Final[dict[str, Modifier]] = {"more": ">", "less": "<", "about": "~"}
_TIMES: Final = ("year", "month", "week", "day", "hour", "minute", "second", "decade")
_PERIODS: Final = (
    "seasons",
    "quarters",
    "games",
    "matches",
    "meetings",
    "rounds",
    "sessions",
    "terms",
    "nights",
    "summers",
)
_PERCENT: Final = ("%", "percent")
_ARTICLES: Final = ("a", "an", "the")
_SKIPPED: Final = listed("between a bound and its figure")
_ABOUT: Final = listed("about a subject")
_LASTING: Final = listed("lasting")
_SPREAD: Final = listed("spread over")
_INCHING: Final = listed("inching")
_LONGEST: Final = 4  # words of a phrase


def _said(side: str) -> dict[str, Modifier]:
    return {phrase: sign for name, sign in _SIGNS.items() for phrase in listed(f"{side} {name}")}


_BEFORE: Final = _said("before")
_AFTER: Final = _said("after")


def beside(words: Words, amount: Amount) -> Modifier | None:
    """What the words right before or after the figure say; None where they say nothing."""
    if amount.vague:
        return ">"
    counted = words.low(amount.stop)
    lasting = (amount.unit in _TIMES and not amount.age) or (amount.bare and counted in _PERIODS)
    before = _phrase(words, amount.first, lasting) or _phrase(words, _skipped(words, amount), lasting)
    if before:
        return before
    behind = words.lows[amount.stop : amount.stop + 3]
    after = next((_AFTER[said] for size in (3, 2, 1) if (said := " ".join(behind[:size])) in _AFTER), None)
    number_end = words[amount.number_stop]
    return after or (">" if number_end.text == "+" and not number_end.apart else None)


def _skipped(words: Words, amount: Amount) -> int:
    """The place before the small words before the figure: "nearly a record 300".

    Not before the article of a compound: "over a 40-year career" is over the career.
    """
    at, compound = amount.first, words[amount.number_stop].text == "-"
    while words.low(at - 1) in _SKIPPED and not (compound and words.low(at - 1) in _ARTICLES):
        if _phrase(words, at):
            break
        at -= 1
    return at


def _phrase(words: Words, end: int, lasting: bool = False) -> Modifier | None:
    """What the longest known phrase that ends before word `end` says; `lasting` for a figure that is a time."""
    for size in range(min(_LONGEST, end), 0, -1):
        said = _BEFORE.get(" ".join(words.lows[end - size : end]))
        if words.lows[end - size : end] == ("from", "just") and words.low(end - size - 1) in ("up", "down"):
            return None
        ahead = words[end - size - 1]
        if words.lows[end - size : end] == ("up", "to") and (ahead.low in _INCHING or ahead.low in _PERCENT):
            return None  # "edged up to 4 percent", "rose 12 % up to 215"
        if said and size == 2 and words.low(end - 1) == "than" and ahead.digits:
            return None  # "38,000 more than twelve months earlier"
        if said and not (size == 1 and _is_no_bound(words, end - 1, lasting)):
            return said
    return None


def _is_no_bound(words: Words, at: int, lasting: bool) -> bool:
    """Words that are a bound only in some company: not "spread over 3 years", "care about two things", "the top 10"."""
    word, before = words.low(at), words.low(at - 1)
    if word == "about":
        return before in _ABOUT
    if word == "over":
        return before in _SPREAD or (lasting and before not in _LASTING)  # "cost $79 billion over ten years"
    return word == "top" and before in ("the", "a", "in", "its", "their")
