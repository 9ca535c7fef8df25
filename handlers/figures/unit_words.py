"""The unit beside a number: a currency before it, a unit's name or sign behind it."""

from __future__ import annotations

from typing import Final

from handlers.figures import money
from handlers.figures.lexicon import listed
from handlers.figures.number_words import DASHES, SCALES, SHORT_SCALES
from handlers.figures.units import measure
from handlers.figures.words import Words

_MOST: Final = 5  # words that a unit may have
_OF_UNIT: Final = listed("parts of a unit")


def sign_before(words: Words, first: int) -> tuple[int, str] | None:
    """Where the currency right before word `first` begins ("$", "A$", "EUR", "Rs."), and its canonical word."""
    signs, at = money.signs(), first - 1
    before = words[at]
    if before.text == "." and words.low(at - 1) == "rs":
        return at - 1, "rupee"
    if before.text in ("$", "¥") and at > 0 and not before.apart and words[at - 1].text + before.text in signs:
        return at - 1, signs[words[at - 1].text + before.text]
    sign = before.text in signs and (
        len(before.text) == 1 or before.text.isupper() or before.text in ("Rs", "SFr", "kr")
    )
    if before.text in ("R", "NIS", "TL", "Fr") and not _is_sum(words, first):
        return None
    return (at, signs[before.text]) if sign and at >= 0 else None


def _is_sum(words: Words, first: int) -> bool:
    """Whether a number is written as a sum is, where what stands before it may be a code: "R12,500", "NIS 220m"."""
    scale = words.low(first + 1)
    return "," in words[first].text or scale in SCALES or scale in SHORT_SCALES


def country_behind(words: Words, stop: int, unit: str) -> tuple[str, int]:
    """ "$3 billion Canadian": the country's name of the money, and where it ends; so does "$3 million dollars"."""
    word = words[stop]
    if word.text[:1].isupper() and word.apart:
        name = money.names().get(f"{word.low} {unit.split()[-1]}")
        if name is not None:
            return name, stop + 1
    said_twice = word.apart and money.names().get(word.low) in (unit, unit.split()[-1], unit.split()[0])
    return unit, stop + said_twice


def unit_behind(words: Words, stop: int) -> tuple[str, int]:
    """The unit that starts at word `stop`, behind a hyphen or "of", and where it ends; ("", stop) where none does."""
    at = _begin(words, stop)
    if at is None:
        return "", stop
    touching = not words[at].apart and words[at - 1].text not in DASHES
    for end in range(min(at + _MOST, len(words)), at, -1):
        surface = words.text[words[at].start : words[end - 1].end]
        unit = _named(words, at, end, surface, touching) if len(surface) < 40 else ""
        if unit:
            return unit, end
    return "", stop


def _begin(words: Words, stop: int) -> int | None:
    """Where a unit may begin: "3 kilos", "3-kilo", "thousands of kilos", "half a kilo"; not "two million of"."""
    before = words.low(stop - 1)
    if words[stop].text in DASHES and not words[stop].apart and not words[stop + 1].apart:
        return stop + 1
    if not words.tongue.english and words.low(stop) in ("de", "di"):
        return stop + 1  # "millones de euros"
    if words.low(stop) == "of" and before.isalpha():
        article = words.low(stop + 1) in ("a", "an")
        if before in SCALES or (not article and before not in _OF_UNIT):
            return None
        return stop + 1 + article
    return stop + 1 if words.low(stop) in ("a", "an") and before == "half" else stop


def _named(words: Words, at: int, end: int, surface: str, touching: bool) -> str:
    """The canonical word of a surface form, a measure or a money."""
    found = (
        measure(surface, touching, words.tongue.units)
        or measure(surface, touching)
        or measure(surface.replace("-", " "), touching)
    )
    if found == "point" and words.low(end) in ("guard", "guards", "of", "plan", "program"):
        return ""
    if found:
        return found
    name = surface[0].isupper() and " " not in surface and not surface.isupper()  # "Rand" is a person
    if surface.lower() in money.names() and not name:
        return money.names()[surface.lower()]
    code = (len(surface) == 3 and surface.isupper()) or surface in ("€", "zł", "kr", "TL")
    return money.signs().get(surface, "") if code and words[at].apart else ""
