"""Numerals in digits: grouping, decimals, fractions with a slash or a glyph, and the scale words behind them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from handlers.figures import money
from handlers.figures.lexicon import listed
from handlers.figures.number_words import DASHES, GLYPHS, GROUPS, PARTS, SCALES, SHORT_SCALES, SMALL, Numeral, ratio
from handlers.figures.words import Words

_METRES: Final = listed("metres")
_TALL: Final = ("high", "long", "tall", "deep", "wide", "thick", "sprint", "race", "final", "hurdles", "dash")
_MONEY_SIGNS: Final = ("$", "£", "€", "¥", "₹")
_SERIAL: Final = 9  # digits without grouping; longer runs are serial numbers
_DOTTED: Final = ("mio", "mln", "mrd", "mld", "mill")
_LONGEST: Final = 40  # digits at all


def digits(words: Words, at: int) -> Numeral | None:
    """The numeral in digits that starts at word `at`, with its scale: "3.5", "2 1/2", "3bn", "10 million"."""
    text = words[at].text
    if text in GLYPHS:
        return Numeral(at, at + 1, ratio(*GLYPHS[text]), "fraction")
    plain = "".join(c for c in text if c in "0123456789.")
    if plain.count(".") > 1 or len(plain) > _LONGEST or (text.isdigit() and len(text) > _SERIAL):
        return None
    value, stop = Decimal(plain), at + 1
    if words[stop].text in GLYPHS and not words[stop].apart:
        return scaled(words, Numeral(at, stop + 1, value + ratio(*GLYPHS[words[stop].text]), "digits"))
    over = stop if words[stop].digits else at
    part = _slashed(words, over)
    if part is not None:
        return Numeral(at, over + 3, part + (value if over > at else 0), "fraction")
    return scaled(words, Numeral(at, stop, value, "digits"))


def _slashed(words: Words, at: int) -> Decimal | None:
    """ "3/4": a proper fraction with a small base, so that neither "9/11" nor "24/7" is one."""
    over, slash, under = words[at], words[at + 1], words[at + 2]
    if slash.text not in ("/", "⁄") or slash.apart or under.apart or not (over.text.isdigit() and under.text.isdigit()):
        return None
    if len(over.text) > 2 or len(under.text) > 2 or words[at + 3].text in ("/", "⁄"):
        return None
    return ratio(int(over.text), int(under.text)) if int(over.text) < int(under.text) <= 10 else None


def scaled(words: Words, found: Numeral) -> Numeral:
    """The numeral with the scale words that follow it: "3 million", "3bn", "3.5m", "2-million"."""
    while len(str(found.value)) <= _LONGEST:
        hyphen = words[found.stop].text in DASHES and words.low(found.stop + 1) in SCALES
        at = found.stop + hyphen
        factor = _factor(words, at, found)
        if not factor:
            break
        dot = words.low(at) in _DOTTED and words[at + 1].text == "." and not words[at + 1].apart
        found = replace(found, stop=at + 1 + dot, value=found.value * factor, scaled=True)
        half = and_part(words, found.stop) if words.low(at) in SCALES else None
        if half:
            found = replace(found, stop=half[1], value=found.value + half[0] * factor)
    return found


def _factor(words: Words, at: int, found: Numeral) -> int:
    """What the scale word at `at` multiplies the numeral by, 0 where it is none."""
    word = words.low(at)
    if word in SCALES:
        return SCALES[word]
    if found.scaled or found.kind != "digits":
        return 0
    if word in GROUPS and found.value < 100:
        return GROUPS[word]
    if len(word) > 1 and word != "mm":
        return SHORT_SCALES.get(word, 0)
    return _letter(words, at, found) if word in SHORT_SCALES and not words[at].apart else 0


def _letter(words: Words, at: int, found: Numeral) -> int:
    """ "3m" is a million after a currency sign or before something counted, and metres before "deep" or "sprint"."""
    letter, low, behind = words[at].text, words.low(at), words.low(at + 1)
    before = words[found.first - 1].text if found.first else ""
    if before.endswith(_MONEY_SIGNS) or before in money.signs():
        return SHORT_SCALES[low]
    if low == "k":
        return 0 if letter == "K" and found.value in (4, 8) else 1000
    if letter == "m" and words[at + 1].text in DASHES:
        return 0 if words.low(at + 2) in _TALL else 10**6  # "a 2.4m-member union", "a 30m-high wall"
    if letter == "m" and words[at + 1].apart and (behind.endswith("s") or behind == "people") and behind not in _METRES:
        return 10**6
    return SHORT_SCALES[low] if letter == "M" or (low == "b" and found.value < 1000) else 0


def and_part(words: Words, at: int) -> tuple[Decimal, int] | None:
    """ "and a half", "-and-a-half", "and three quarters" behind a whole number, and where it ends."""
    skip = [i for i in range(at, at + 7) if words[i].text not in DASHES]
    if len(skip) < 3 or words.low(skip[0]) != "and" or words.low(skip[2]) not in PARTS:
        return None
    over, under = words.low(skip[1]), PARTS[words.low(skip[2])]
    top = 1 if over == "a" else SMALL.get(over, 0)
    return (ratio(top, under), skip[2] + 1) if 0 < top < under <= 4 else None
