"""So much for each: "$70 a barrel", "40 deaths per 100,000", "5 km/h"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from handlers.figures.amount import Amount
from handlers.figures.lexicon import listed
from handlers.figures.number_words import DASHES
from handlers.figures.numerals import numeral
from handlers.figures.units import measures
from handlers.figures.words import Words

_EACH: Final = listed("each")
_WHEN: Final = ("ago", "before", "earlier", "later", "after")
_TIMES: Final = ("hour", "day", "week", "month", "year", "night")


def rated(words: Words, made: Amount) -> Amount:
    """The amount with what it is for each of, in its unit: "dollar per barrel". Per cent a year stay per cent."""
    if made.unit == "percent":
        return made
    if made.bare:
        made = _behind_noun(words, made)
    at = made.stop
    word, name = words.low(at), words.low(at + 1)
    if word in DASHES and made.unit and name in ("a", "an", "per") and words[at + 2].text in DASHES:
        return replace(made, stop=at + 4, unit=f"{made.unit} per {_canonical(words.low(at + 3))}")  # "$15-an-hour"
    if word == "per":
        return _per(words, made, at)
    if made.bare or name not in _EACH or (name in _TIMES and _is_when(words, at + 2)):
        return made
    slash = word == "/" and not words[at].apart
    if word in ("a", "an") or slash or (word in ("each", "every") and name in _TIMES):
        return replace(made, stop=at + 2, unit=f"{made.unit} per {_canonical(name)}")
    return made


def _is_when(words: Words, at: int) -> bool:
    """ "a year ago", "a year on, ..."; not "three hours a day on it"."""
    return words.low(at) in _WHEN or (words.low(at) == "on" and not words[at + 1].text[0].isalpha())


def _per(words: Words, made: Amount, at: int, inside: bool = False) -> Amount:
    """With the "per" at word `at`: a number, or any noun."""
    under, name = numeral(words, at + 1), words.low(at + 1)
    if under is not None and not under.one:
        stop, each = under.stop, _plain(under.value)
    elif name.isalpha() and (not inside or name in _EACH):
        stop, each = at + 2, _canonical(name)
        joined = f"{name}-{words.low(at + 3)}"
        if words.low(at + 2) == "-" and joined in measures():
            stop, each = at + 4, _canonical(joined)  # "per megawatt-hour"
    else:
        return made
    return replace(made, stop=stop, unit=f"{made.unit} per {each}".strip(), counted_inside=inside)


def _behind_noun(words: Words, made: Amount) -> Amount:
    """ "40 deaths per 100,000", "200 cars per day"."""
    for at in (made.stop + 1, made.stop + 2):
        if words.low(at) == "per" and all(words[i].text.isalpha() for i in range(made.stop, at)):
            return _per(words, made, at, inside=True)
    return made


def _canonical(name: str) -> str:
    return measures().get(name, name)


def _plain(value: Decimal) -> str:
    return format(value.to_integral_value(), ",f") if not value % 1 else format(value, "f")
