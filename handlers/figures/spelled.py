"""Numerals in words: "two hundred and fifty thousand", "a dozen", "half a million", "two and a half million"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from handlers.figures.digits import and_part, scaled
from handlers.figures.number_words import DASHES, GROUPS, SCALES, SMALL, TENS, Numeral
from handlers.figures.words import Words


def spelled(words: Words, at: int) -> Numeral | None:
    """The numeral in words that starts at word `at`."""
    word, following = words.low(at), words.low(at + 1)
    if word in ("a", "an"):
        return _added(words, at, at + 1, 1) if following in SCALES or following in GROUPS else None
    if word == "half" and following in ("a", "an"):
        whole = spelled(words, at + 1)
        return whole and replace(whole, first=at, value=whole.value / 2)
    if word == "dozen" and words.low(at - 1) != "the":
        return Numeral(at, at + 1, Decimal(12), "words", scaled=True)
    return _added(words, at, at, 0) if word in SMALL or word in TENS else None


def _added(words: Words, first: int, stop: int, begun: int) -> Numeral | None:
    """The words from `stop` on added up, as far as they go on making one number."""
    total, value, seen = Decimal(0), Decimal(begun), False
    while True:
        here = stop + (seen and _joins(words, stop, total + value))
        word = words.low(here)
        if word in SMALL and _fits(value, SMALL[word]):
            value += SMALL[word]
        elif word in TENS and value % 100 == 0 and (value or not seen):
            value += TENS[word]
        elif word in GROUPS and 0 < value < 100 and (word == "hundred" or not total):
            value *= GROUPS[word]
        elif word in SCALES and value and (not total or total % (SCALES[word] * 1000) == 0):
            total, value = total + value * SCALES[word], Decimal(0)
        else:
            break
        stop, seen = here + 1, True
        if word == "dozen":
            break
    return _with_part(words, first, stop, total + value, total > 0) if seen else None


def _with_part(words: Words, first: int, stop: int, whole: Decimal, has_scale: bool) -> Numeral:
    """With "and a half" behind it, which counts in the last scale: "two and a half million", "a million and a half"."""
    said = _decimals(words, stop) if not has_scale and whole < 1000 else ""
    if said:
        point = Decimal(f"{whole}.{said}")
        return scaled(words, Numeral(first, stop + 1 + len(said), point, "digits", False))
    grouped = has_scale or whole >= 100 or words.low(stop - 1) == "dozen"
    part = and_part(words, stop)
    if part is None:
        return Numeral(first, stop, whole, "words", grouped, one=whole == 1 and stop == first + 1)
    step = SCALES.get(words.low(stop - 1), 1)
    return scaled(words, Numeral(first, part[1], whole + part[0] * step, "words", grouped))


def _decimals(words: Words, at: int) -> str:
    """The digits of "eleven point two five" behind its whole number, "" where there are none."""
    said = ""
    while words.low(at) == "point" and SMALL.get(words.low(at + 1 + len(said)), 10) < 10:
        said += str(SMALL[words.low(at + 1 + len(said))])
    return said


def _joins(words: Words, at: int, so_far: Decimal) -> bool:
    """Whether the word at `at` only ties two number words: the hyphen of "twenty-five", the "and" after a hundred."""
    if words[at].text in DASHES:
        return not words[at].apart and not words[at + 1].apart
    return words.low(at) == "and" and so_far % 100 == 0


def _fits(value: Decimal, small: int) -> bool:
    return value % 100 == 0 or (value % 10 == 0 and value % 100 >= 20 and 0 < small < 10)
