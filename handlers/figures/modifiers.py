"""How a figure is meant: exact, about, less or more than, up or down. The words nearest to it decide."""

from __future__ import annotations

from typing import Final

from handlers.figures.amounts import Amount
from handlers.figures.words import Words
from handlers.model import Modifier

_BEFORE: Final[dict[str, Modifier]] = {
    **dict.fromkeys((
        "more than", "over", "above", "at least", "greater than", "higher than", "larger than", "bigger than", "exceeding", "exceeded", "exceeds", "exceed", "in excess of",
        "upwards of", "upward of", "north of", "no less than", "not less than", "no fewer than", "a minimum of", "minimum of", "minimum", "beyond", "better than",
        "longer than", "older than", "well over", "just over", "surpassed", "surpassing", "surpass", "topped", "topping", "top", "a little over", "taller than", "heavier than",
        "faster than", "deeper than", "further than", "farther than", "as little as", "as low as", "as few as", "starting at", "starts at", "starting from", "from just",
        ">", "≥", "slightly more than", "comfortably over", "slightly over", "more than just", "passed", "wider than", "later than", "only above"), ">"),
    **dict.fromkeys((
        "less than", "fewer than", "under", "below", "up to", "at most", "no more than", "not more than", "as many as", "as much as", "a maximum of", "maximum of", "maximum",
        "lower than", "smaller than", "just under", "just below", "shy of", "just shy of", "short of", "within", "no higher than", "no longer than", "not exceeding",
        "not quite", "not even", "south of", "cheaper than", "younger than", "shorter than", "<", "≤", "a little under", "as high as", "capped at", "limited to", "slightly less than",
        "slightly below", "slightly under", "well below", "well under", "as long as", "at a maximum of", "inside", "sub"), "<"),
    **dict.fromkeys((
        "about", "around", "roughly", "approximately", "some", "nearly", "almost", "close to", "near", "an estimated", "estimated", "circa", "~", "≈", "approx", "approx.",
        "in the region of", "somewhere around", "or so", "more or less", "nearer", "virtually", "practically", "something like", "an average of", "on the order of",
        "in the neighborhood of", "as near as", "nearing", "approaching", "pushing", "to about", "give or take", "the best part of", "towards"), "~"),
}  # fmt: skip
_BEFORE.pop("an average of")
_AFTER: Final[dict[str, Modifier]] = {
    **dict.fromkeys(("or more", "or higher", "or above", "or older", "or over", "and over", "and above", "and older", "and up", "or greater", "or better", "plus", "+", "or longer",
                     "at least", "at the least", "and counting", "upwards", "and more"), ">"),
    **dict.fromkeys(("or less", "or fewer", "or below", "or lower", "or under", "and under", "and below", "and younger", "or younger", "at most", "at the most", "maximum",
                     "or earlier", "tops", "or shorter"), "<"),
    **dict.fromkeys(("or so", "-ish", "-odd", "ish", "- odd", "- ish", "or thereabouts", "give or take", "odd"), "~"),
}  # fmt: skip
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


_ABOUT: Final = frozenset(
    "care cares cared talk talks talked talking think thinks thought thinking know knows knew worry worries worried ask asks asked "
    "speak spoke write writes wrote learn learned hear heard concerned complain complained told tell feel felt questions concerns "
    "information story stories book books claims film reports what how all something nothing".split()
)


def _while(words: Words, end: int) -> bool:
    """ "cost $79 billion over ten years": the time it takes, no bound; "lasted over ten years" is one."""
    return words.low(end - 1) == "over" and words.low(end - 2) not in _LASTING


_LASTING: Final = frozenset(
    "lasted lasts last take takes took taken for spent spend aged is was are were been wait waited by of after well just since with served has had have".split()
)


def _no_bound(words: Words, end: int, size: int) -> bool:
    """Words that are a bound only in some company: "over" after "spread", "some" before a plural count, "top" as a place."""
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
