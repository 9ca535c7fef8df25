"""Amounts: a numeral with its unit, before or after it, and two of them joined to a range.

Still words only, no grammar: what stands beside what.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from handlers.figures import money as monies
from handlers.figures.dismissed import dismissed
from handlers.figures.lexicon import listed
from handlers.figures.number_words import DASHES, SCALES, Kind, Numeral
from handlers.figures.numerals import numeral
from handlers.figures.units import measure, measures
from handlers.figures.words import Words

_MOST: Final = 5  # words that a unit may have
_PER: Final = listed("each")


@dataclass(frozen=True, slots=True)
class Amount:
    """A value or range with its unit, over the words `[first, stop)`; the numeral itself ends at `number_stop`."""

    first: int
    stop: int
    number_stop: int
    value: Decimal
    kind: Kind
    high: Decimal | None = None
    unit: str = ""
    money: bool = False
    age: bool = False
    scaled: bool = False
    vague: bool = False
    one: bool = False
    prefixed: bool = False  # its currency stands before it
    negative: bool = False
    shared: bool = False  # unit or scale lent by the amount after it
    whole: bool = False  # the numeral is digits without a point or a grouping
    counted_inside: bool = False  # the counted noun stands within: "40 deaths per 100,000"
    pair: bool = False  # one of a score or a vote, "3-1"
    before: Decimal | None = None  # where it comes from, in "from 3 to 4"

    @property
    def bare(self) -> bool:
        return not self.unit


MONTHS: Final = listed("months")


def amounts(words: Words) -> Iterator[Amount]:
    """Every amount in the paragraph, in order, ranges still in two."""
    shut = dismissed(words.text)
    at = gap = 0
    while at < len(words):
        found = numeral(words, at)
        if found is None:
            at += 1
            continue
        start = words[found.first].start
        while gap < len(shut) and shut[gap][1] <= start:
            gap += 1
        if gap < len(shut) and shut[gap][0] < words[found.stop - 1].end:
            while at < len(words) and words[at].start < shut[gap][1]:
                at += 1
            continue
        made = _with_unit(words, found)
        if made is None:
            at = found.stop
            continue
        yield made
        at = made.stop


def _with_unit(words: Words, found: Numeral) -> Amount | None:
    """The numeral with a currency before it and a unit after it; None where letters touch the digits without being one."""
    first, stop = found.first, found.stop
    sign = _sign_before(words, first)
    before = words[first - 1] if first else Words.NONE
    if words[first].digits and not words[first].apart and before.text[-1:].isalnum() and not sign:
        return None
    unit, end = ("", stop) if sign else _unit_after(words, stop)
    money = bool(sign)
    if sign:
        unit, first = sign[0], sign[1]
        end = _country_after(words, stop)
        unit, end = (_country(words, stop, unit), end) if end > stop else (unit, stop)
        if words.low(end) in ("dollars", "euros", "pounds", "yen") and words[end].apart:
            end += 1
    elif unit:
        money = unit in monies.canonical() and unit != "pound"
    tail = words[stop]
    if not unit and words[stop - 1].digits and not tail.apart and tail.text[:1].isalpha():
        return None
    made = Amount(first, end, found.stop, found.value, found.kind, None, unit, money, False, found.scaled, found.vague, found.one, bool(sign),
                  whole=words[found.first].text.isdigit() and found.stop == found.first + 1)  # fmt: skip
    return aged(words, _rated(words, _multiplied(_signed(words, made))))


def _multiplied(made: Amount) -> Amount:
    return replace(made, unit="time") if made.kind == "multiple" and not made.unit else made


def _signed(words: Words, made: Amount) -> Amount:
    """ "-3 degrees", "minus 3": below zero, where the dash touches the number and nothing stands before it."""
    before = words[made.first - 1] if made.first else Words.NONE
    negative = (before.text in ("-", "−", "–") and before.apart and not words[made.first].apart and words[made.first - 2].text.isalpha()) or (
        before.text == "−" and before.apart) or (before.low == "minus" and words.low(made.first - 2) not in ("a", "plus"))  # fmt: skip
    if not negative or made.kind not in ("digits", "words"):
        return made
    return replace(made, first=made.first - 1, value=-made.value, negative=True)


def _sign_before(words: Words, first: int) -> tuple[str, int] | None:
    """The currency before word `first` ("$", "A$", "US $", "EUR", "Rs.") and where it begins."""
    signs, before = monies.signs(), words[first - 1] if first else Words.NONE
    at = first - 1
    if before.text == "." and words[first - 2].text == "Rs":
        return ("rupee", first - 2)
    if before.text.endswith(("$", "¥")) and first > 1 and words[at - 1].text.isalpha() and not before.apart:
        joined = words[at - 1].text + before.text
        if joined in signs:
            return signs[joined], at - 1
        return signs[before.text], at
    if before.text in signs and (len(before.text) == 1 or before.text.isupper() or before.text in ("Rs", "RM")):
        return signs[before.text], at
    if before.text.upper() == "RS" and before.text != "rs":
        return "rupee", at
    return None


def _country_after(words: Words, stop: int) -> int:
    return stop + 1 if _country(words, stop, "dollar") != "dollar" else stop


def _country(words: Words, stop: int, unit: str) -> str:
    """ "$3 billion Canadian": the country's name of the money."""
    word = words[stop]
    if word.text[:1].isupper() and word.apart:
        return monies.names().get(f"{word.low} {unit.split()[-1]}", unit)
    return unit


def _unit_after(words: Words, stop: int) -> tuple[str, int]:
    """The unit that starts at word `stop` (or behind one hyphen, or "of a"), and where it ends; ("", stop) where none does."""
    at = stop
    if words[at].text in DASHES and not words[at].apart and not words[at + 1].apart:
        at += 1
    elif words.low(at) == "of" and stop and words[stop - 1].text.isalpha():
        at += 2 if words.low(at + 1) in ("a", "an") else 1
        if words.low(stop - 1) in SCALES or (at - stop == 1 and words.low(stop - 1) not in _OF_UNIT):
            return "", stop
    elif words.low(at) in ("a", "an") and words.low(stop - 1) == "half":
        at += 1
    for end in range(min(at + _MOST, len(words)), at, -1):
        surface = words.text[words[at].start : words[end - 1].end]
        if end - at > 1 and ("\n" in surface or len(surface) > 40):
            continue
        unit = _named(words, at, end, surface, touching=not words[at].apart and words[at - 1].text not in DASHES)
        if unit:
            return unit, end
    return "", stop


_OF_UNIT: Final = listed("parts of a unit")


def _named(words: Words, at: int, end: int, surface: str, touching: bool) -> str:
    found = measure(surface, touching) or measure(surface.replace("-", " "), touching)
    if not found and end - at <= 4:
        low = surface.lower()
        found = monies.names().get(low, "")
        if found and words[at].text[0].isupper() and " " not in low and words[at].text != words[at].text.upper():
            found = ""
        if not found and end - at == 1 and words[at].apart:
            found = (
                monies.signs().get(surface, "")
                if (len(surface) == 3 and surface.isupper()) or surface in ("€", "zł")
                else ""
            )
    if found == "point" and words.low(end) in ("guard", "guards", "of", "plan", "program"):
        return ""
    return found


def _rated(words: Words, made: Amount) -> Amount:
    """ "$70 a barrel", "40 per 100,000", "5 km/h": so much for each."""
    if made.bare:
        made = _rate_behind_noun(words, made)
    at = made.stop
    word = words.low(at)
    if made.unit == "percent" or (words[at].text == "/" and words[at].apart):
        return made
    if word in ("per", "each", "every") or (word in ("a", "an") and made.unit) or words[at].text == "/":
        under = numeral(words, at + 1)
        if word == "per" and under and not under.one:
            return replace(made, stop=under.stop, unit=f"{made.unit} per {_plain(under.value)}".strip())
        name = words.low(at + 1)
        each = measures().get(name) or name
        if (word == "per" and name.isalpha()) or name in _PER:
            if word in ("each", "every") and name not in ("hour", "day", "week", "month", "year", "night"):
                return made
            if not made.unit and word != "per":
                return made
            return replace(made, stop=at + 2, unit=f"{made.unit} per {each}".strip())
        if words[at].text == "-":
            return made
    if (
        words[at].text in DASHES
        and words.low(at + 1) in ("a", "an", "per")
        and words[at + 2].text in DASHES
        and made.unit
    ):
        each = measures().get(words.low(at + 3)) or words.low(at + 3)
        return replace(made, stop=at + 4, unit=f"{made.unit} per {each}")
    return made


def _rate_behind_noun(words: Words, made: Amount) -> Amount:
    """ "40 deaths per 100,000", "200 cars per day"."""
    for at in (made.stop + 1, made.stop + 2):
        if words.low(at) != "per" or not all(words[i].text.isalpha() for i in range(made.stop, at)):
            continue
        under = numeral(words, at + 1)
        if under is not None and not under.one:
            return replace(made, stop=under.stop, unit=f"per {_plain(under.value)}", counted_inside=True)
        if words.low(at + 1) in _PER:
            each = measures().get(words.low(at + 1)) or words.low(at + 1)
            return replace(made, stop=at + 2, unit=f"per {each}", counted_inside=True)
    return made


def _plain(value: Decimal) -> str:
    return format(value.normalize(), ",f") if value == value.to_integral_value() else format(value, "f")


def aged(words: Words, made: Amount) -> Amount:
    """ "25-year-old", "aged 40", "5 years old", "women over 65"."""
    skip = made.stop + (words[made.stop].text in DASHES)
    if made.unit in ("year", "month", "week", "day") and words.low(skip) in ("old", "olds"):
        return replace(made, stop=skip + 1, age=True)
    before = words.low(made.first - 1)
    if made.unit or made.scaled or not 0 < made.value < 130:
        return made
    over = before in ("over", "under", "above", "below") and words.low(made.first - 2) in _PEOPLE
    of_age = before == "of" and words.low(made.first - 2) == "age"
    turned = before in ("turned", "turns", "turning") and words.low(made.stop) != "people"
    died = before == "at" and words.low(made.first - 2) in ("died", "dies", "dead")
    was = before in ("was", "is") and words.low(made.stop) in ("when", "at") and made.whole
    if over or of_age or turned or died or was or before in ("aged", "age", "ages") or _after_name(words, made):
        return replace(made, unit="year", age=True)
    return made


def _after_name(words: Words, made: Amount) -> bool:
    """ "Maria Lopez, 45, runs it": between commas, behind a name."""
    name, behind = words[made.first - 2], words[made.stop]
    if not made.whole or made.value < 3 or words[made.first - 1].text != "," or not name.text[:1].isalpha():
        return False
    if not name.text[0].isupper() and (
        made.value < 10 or words[made.stop].text != "," or numeral(words, made.first - 2)
    ):
        return False
    return (
        behind.text in (",", ".", ";", "—")
        and not words[made.stop + 1].digits
        and words.low(made.first - 2) not in MONTHS
    )


_PEOPLE: Final = listed("aged")
