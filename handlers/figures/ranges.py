"""Neighbouring amounts joined to a range, told apart as a pair, or sharing a unit or a scale.

"from 12 to 15" is one figure with a low and a high end. "fell from 7.1 % to 4 %", "won 3-1" and "passed by 52 votes to
48" are two figures each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from handlers.figures.ages import aged
from handlers.figures.amount import Amount
from handlers.figures.number_words import DASHES, SCALES, SHORT_SCALES
from handlers.figures.scores import is_score, sides
from handlers.figures.trend import DOWN, MOVING, UP
from handlers.figures.words import Words

_FACTORS: Final = {**SCALES, **SHORT_SCALES, "dozen": 12, "hundred": 100}
_LISTED: Final = frozenset(("to", "and", "or", ",", "/", "through", *DASHES))
_CHANGE: Final = UP | DOWN | MOVING


def joined(words: Words, found: list[Amount]) -> Iterator[Amount]:
    """The amounts in order: ranges as one, pairs marked, units and scales lent to the first by the second."""
    at = 0
    while at < len(found):
        if at + 1 < len(found) and found[at + 1].first - found[at].stop <= 3:
            between = words.lows[found[at].stop : found[at + 1].first]
            if len(between) == 2 and between[0] == "-" and between[1] in ("or", "to", "and"):
                between = between[1:]  # "a two- or three-week period"
            found[at] = first = _lent(words, found[at], found[at + 1], between)
            span = _range(words, first, found[at + 1], between)
            if span is not None:
                yield aged(words, span)
                at += 2
                continue
            found[at], found[at + 1] = _told_apart(words, first, found[at + 1], between)
        yield found[at]
        at += 1


def _lent(words: Words, first: Amount, second: Amount, between: tuple[str, ...]) -> Amount:
    """ "5 and 6 million", "$3-4 billion", "2 to 3 percent": the first takes what the second has."""
    if first.stop != first.number_stop or (first.one and between[:1] == ("and",)):
        return first
    if between not in ((",", "or"), (",", "and")) and (len(between) != 1 or between[0] not in _LISTED):
        return first
    if first.kind == "fraction" and between == ("to",):
        return first  # "rose by a quarter to $9 billion"
    made, counted = first, ("digits", "words")
    if second.scaled and not first.scaled and second.kind in counted and first.kind in counted and not first.negative:
        scale = _scale(words, second)
        if scale > 1 and first.value < 1000 and not (first.prefixed and first.value * scale > second.value * 2):
            made = replace(made, value=first.value * scale, scaled=True, shared=True)
    if not first.unit and second.unit not in ("", "time") and not (first.whole and second.prefixed):
        made = replace(made, unit=second.unit, money=second.money, age=second.age, shared=True)
    return made


def _scale(words: Words, amount: Amount) -> Decimal:
    """The first scale word in an amount: a million of "6 million"."""
    for at in range(amount.first + 1, amount.number_stop):
        word = words.low(at)
        factor = _FACTORS.get(word) if len(word) > 1 or amount.kind == "digits" else None
        if factor:
            return Decimal(factor)
    return Decimal(1)


def _range(words: Words, first: Amount, second: Amount, between: tuple[str, ...]) -> Amount | None:
    """The two as one range, or None where they are two figures."""
    if len(between) != 1 or first.value >= second.value or "multiple" in (first.kind, second.kind) or first.vague:
        return None
    if first.unit and not second.unit:
        if not (first.money or first.age) or between[0] not in ("to", "and", *DASHES):
            return None
        second = replace(second, unit=first.unit, money=first.money)
    if first.unit and second.unit.startswith(f"{first.unit} per "):
        first = replace(first, unit=second.unit)  # "$5 to $6 a share"
    if first.unit and first.unit != second.unit:
        return None
    before = words.low(first.first - 1)
    if not _spans(words, first, second, between[0], before):
        return None
    age = first.age or second.age or before in ("aged", "ages")
    return replace(
        second,
        first=first.first,
        value=first.value,
        high=second.value,
        age=age,
        prefixed=first.prefixed or second.prefixed,
        one=False,
        unit=second.unit or ("year" if age else ""),
    )


def _spans(words: Words, first: Amount, second: Amount, sign: str, before: str) -> bool:
    """Whether what stands between the two makes a range of them."""
    if sign in DASHES:
        touching = not words[first.stop].apart and not words[second.first].apart
        return (touching or sign in "–—") and not is_score(words, first, second)
    if sign in ("to", "through"):
        if not first.value and second.unit.endswith("per hour"):
            return True  # "from zero to 60 mph"
        if before == "by" and first.unit and not first.shared:
            return False  # "cut it by $200 to $299"
        near = second.value <= 3 * first.value or not (
            before in _CHANGE or before == "by"
        )  # "rose by 9,000 to 221,000"
        return (
            near and not (before == "from" and _changes(words, first.first - 1)) and not is_score(words, first, second)
        )
    if sign == "and":
        return before == "between" or (before == "ages" and first.age)
    near = second.value <= 2 * first.value or second.value - first.value <= 2
    return sign == "or" and near and not (first.scaled and not first.shared)


def _told_apart(words: Words, first: Amount, second: Amount, between: tuple[str, ...]) -> tuple[Amount, Amount]:
    """Two figures that belong together: the ends of a change, or a score."""
    if between[-1:] == ("to",) and words.low(first.first - 1) == "from":
        second = second if second.unit or not first.unit else replace(second, unit=first.unit, money=first.money)
        return first, replace(second, before=first.value)
    if between in (("to",), ("and",)) and first.unit == "year" and second.whole and second.bare and second.value < 120:
        by = words.low(first.first - 1) == "by" and between == ("to",)  # "raised it by two years to 64"
        if by or (first.age and between == ("and",) and words.low(first.first - 1) == "aged"):
            return first, replace(second, unit="year", age=first.age)
    if named := sides(words, first, second):
        return replace(first, pair=True, side=named[0]), replace(second, pair=True, side=named[1])
    score = len(between) == 1 and (between[0] in DASHES or between[0] == "to") and first.bare and second.bare
    score |= between == ("/",) and is_score(words, first, second)  # odds
    return (replace(first, pair=True), replace(second, pair=True)) if score else (first, second)


def _changes(words: Words, at: int) -> bool:
    """Whether a word of change stands within a few words before `at`, in the same clause."""
    for here in range(at - 1, max(-1, at - 9), -1):
        word = words.low(here)
        if word in _CHANGE:
            return True
        if word in (".", ";", ":"):
            return False
    return False
