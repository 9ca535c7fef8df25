"""Numerals with their units, in the paragraph's order: still words only, no grammar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from handlers.figures import money
from handlers.figures.ages import aged
from handlers.figures.amount import Amount
from handlers.figures.dismissed import dismissed
from handlers.figures.lexicon import listed
from handlers.figures.number_words import Numeral
from handlers.figures.numerals import numeral
from handlers.figures.rates import rated
from handlers.figures.unit_words import country_behind, sign_before, unit_behind
from handlers.figures.words import Words

_NUMBERED: Final = listed("numbered things")
_SPELLED: Final = listed("spelled numbered things")
_WEIGHT: Final = listed("weight")
_PAYING: Final = listed("paying")
_TIMES: Final = listed("numbered times")
_HEAT: Final = listed("heat")
_DEGREES: Final = {"C": "degree celsius", "F": "degree fahrenheit"}


def amounts(words: Words) -> Iterator[Amount]:
    """Every amount in the paragraph that no pattern dismisses, ranges still in two."""
    shut = dismissed(words.text, words.tongue.months, words.tongue.comma)
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
            at = _code_end(words, at)
            continue
        made = _with_unit(words, found)
        if made is not None:
            yield made
        at = made.stop if made is not None else _code_end(words, found.stop)


def _code_end(words: Words, at: int) -> int:
    """Where a number that only names ends, with what touches it behind a dash: "Boeing 787-9", "pp. 44-51"."""
    while words[at].text in ("-", "–", "/") and words[at + 1].digits and not (words[at].apart or words[at + 1].apart):
        at += 2
    return at


def _with_unit(words: Words, found: Numeral) -> Amount | None:
    """The numeral with a currency before it or a unit behind it; None where other letters touch the digits."""
    first, end, sign = found.first, found.stop, sign_before(words, found.first)
    if sign is not None:
        first, unit = sign
        unit, end = country_behind(words, found.stop, unit)
    else:
        if words[first].digits and not words[first].apart and first and words[first - 1].text[-1].isalnum():
            return None
        unit, end = unit_behind(words, found.stop)
        tail = words[found.stop]
        if not unit and words[found.stop - 1].digits and not tail.apart and tail.text[0].isalpha():
            return None
        if (not unit or unit == "won" or (len(tail.text) == 1 and tail.text.isalpha() and not tail.apart)) and _numbers(
            words, found
        ):
            return None  # "Apartment 12C" has no temperature
    tail = words[found.stop]
    if (
        not unit
        and tail.text in _DEGREES
        and tail.apart
        and found.kind == "digits"
        and not _HEAT.isdisjoint(words.lows)
    ):
        unit, end = _DEGREES[tail.text], found.stop + 1  # "temperatures above 35 C"
    if unit == "pound" and _is_money(words, found, end):
        unit = "pound sterling"
    made = Amount(
        first,
        end,
        found.stop,
        found.value,
        found.kind,
        unit=unit or ("time" if found.kind == "multiple" else ""),
        money=sign is not None or (unit != "pound" and unit in money.canonical()),
        scaled=found.scaled,
        vague=found.vague,
        one=found.one,
        prefixed=sign is not None,
        whole=found.stop == found.first + 1 and words[found.first].text.isdigit(),
    )
    if found.kind == "odds" and words.low(first + 1) not in ("in", "out"):  # "one patient in six"
        made = replace(made, number_stop=first + 1, counted_inside=True)
    if made.bare and words.lows[max(0, made.first - 2) : made.first] == ("factor", "of"):
        made = replace(made, unit="time")
    return aged(words, rated(words, _of_one(words, _signed(words, made))))


def _is_money(words: Words, found: Numeral, end: int) -> bool:
    """Whether pounds are money: a word of weight or "of" beside them says no, a million or a word of money yes."""
    near = words.lows[max(0, found.first - 12) : end + 8]
    if words.low(end) == "of" or words[found.stop].text == "-" or not _WEIGHT.isdisjoint(near):
        return False
    return found.value >= 10**6 or "£" in words.text or not _PAYING.isdisjoint(near)


def _numbers(words: Words, found: Numeral) -> bool:
    """Whether it numbers what stands before it: "page 12", "World War Two", "Type-2"; not "on race day 200 people"."""
    at = found.first - 1
    at -= words[at].text in ("-", ".")
    name, behind = words.low(at), words.low(found.stop)
    if found.kind == "words":
        return found.stop == found.first + 1 and (name in _SPELLED or f"{words.low(at - 1)} {name}" in _SPELLED)
    number, letter = words[found.first].text, words[found.stop - 1].text  # "Apartment 4B" is no four billion
    if found.kind != "digits" or not number.isdigit() or len(number) > 4 or (found.scaled and len(letter) > 1):
        return False
    if name in _TIMES and words[found.stop].apart and (behind.endswith("s") or behind == "people"):
        return False
    return name in _NUMBERED or f"{words.low(at - 1)} {name}" in _NUMBERED


def _of_one(words: Words, made: Amount) -> Amount:
    """ "half of 1 percent": the part of the one is the value."""
    if made.kind != "fraction" or made.unit or words.low(made.stop) != "of":
        return made
    whole = numeral(words, made.stop + 1)
    if whole is None or whole.value != 1:
        return made
    unit, end = unit_behind(words, whole.stop)
    return replace(made, stop=end, unit=unit) if unit else made


def _signed(words: Words, made: Amount) -> Amount:
    """ "-3 degrees", "minus 3": below zero, where the dash touches the number and nothing touches the dash."""
    at = made.first - 1
    sign, number = words[at], words[made.first]
    if made.kind not in ("digits", "words") or at < 0:
        return made
    dash = sign.text in ("-", "−", "–") and not number.apart and sign.apart and not words[at - 1].digits
    minus = sign.low == "minus" and words.low(at - 1) not in ("a", "plus", "or")
    return replace(made, first=at, value=-made.value, negative=True) if dash or minus else made
