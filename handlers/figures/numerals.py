"""Numerals: digits and number words to exact values, "two and a half million" as well as "1 in 5" and "thousands".

Grammar over the light words of a paragraph. Every rule takes the words and a place and gives the numeral that starts
there, or None; none of them looks further than a few words, so reading a paragraph is linear.

A vague plural ("thousands", "dozens", "several hundred") has the value of its scale, its lower bound, and says so (`vague`):
"thousands" are more than 1000, whatever else they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from handlers.figures.words import Words

Kind = Literal["digits", "words", "fraction", "vague", "odds", "multiple"]

SMALL: Final = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
}
TENS: Final = {
    w: v
    for v, w in zip(range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True)
}
SCALES: Final = {
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15, "lakh": 10**5, "lakhs": 10**5,
    "crore": 10**7, "crores": 10**7,
}  # fmt: skip
SHORT_SCALES: Final = {
    "bn": 10**9,
    "tn": 10**12,
    "trn": 10**12,
    "mn": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "bln": 10**9,
    "mil": 10**6,
    "mm": 10**6,
}
GLUED_SCALES: Final = {"m": 10**6, "b": 10**9, "k": 10**3, "t": 10**12}
PLURAL_SCALES: Final = {"dozens": 12, "scores": 20, "tens": 10, "hundreds": 100} | {
    s + "s": v for s, v in SCALES.items() if not s.endswith("s")
}
PARTS: Final = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4} | {
    form: n
    for n, word in enumerate("third fourth fifth sixth seventh eighth ninth tenth".split(), 3)
    for form in (word, word + "s")
} | {"hundredth": 100, "hundredths": 100, "thousandth": 1000, "thousandths": 1000}  # fmt: skip
GLYPHS: Final = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8), "⅕": (1, 5)}  # fmt: skip
DASHES: Final = frozenset("-‐‑–—")
MULTIPLES: Final = {"twice": 2, "thrice": 3}
VERBS: Final = {
    form: (value, up)
    for stem, value, up in (("doubl", 2, True), ("tripl", 3, True), ("trebl", 3, True), ("quadrupl", 4, True), ("quintupl", 5, True))
    for form in (stem + "e", stem + "ed", stem + "es", stem + "ing")
}  # fmt: skip
HALVES: Final = frozenset(("halve", "halved", "halves", "halving"))
SERIAL: Final = 9  # digits without grouping; longer runs are serial numbers
LONGEST: Final = 40  # digits; longer runs are serial numbers


@dataclass(frozen=True, slots=True)
class Numeral:
    """A value, exact, and the words `[first, stop)` that give it."""

    first: int
    stop: int
    value: Decimal
    kind: Kind
    scaled: bool = False  # holds a scale word ("million"), so a shared scale is not lent to it
    vague: bool = False
    one: bool = False  # a bare "one"


def ratio(over: int | Decimal, under: int | Decimal) -> Decimal:
    """The quotient; where it has no end, to the 16 digits that a float holds."""
    exact = Decimal(over) / Decimal(under)
    return exact if len(exact.as_tuple().digits) <= 16 else Decimal(repr(float(exact)))


def numeral(words: Words, at: int) -> Numeral | None:
    """The longest numeral that starts at word `at`."""
    word = words.low(at)
    if words[at].digits or word in GLYPHS:
        found = _digits(words, at)
    else:
        found = _fraction(words, at) or _vague(words, at) or _spelled(words, at) or _multiple(words, at)
    return found and (_odds(words, found) or _fold(words, found) or found)


def _digits(words: Words, at: int) -> Numeral | None:
    text = words[at].text
    if text in GLYPHS:
        return Numeral(at, at + 1, ratio(*GLYPHS[text]), "fraction")
    plain = "".join(c for c in text if c.isascii() and (c.isdigit() or c == "."))
    if plain.count(".") > 1 or len(plain) > LONGEST or (text.isdigit() and len(text) > SERIAL):
        return None
    value, stop = Decimal(plain), at + 1
    if words[stop].text in GLYPHS and not words[stop].apart:
        value, stop = value + ratio(*GLYPHS[words[stop].text]), stop + 1
    elif slash := _slashed(words, stop if words[stop].digits else at):
        whole = value if words[stop].digits else Decimal(0)
        return Numeral(at, (stop if words[stop].digits else at) + 3, whole + slash, "fraction")
    return _scaled(words, Numeral(at, stop, value, "digits"))


def _slashed(words: Words, at: int) -> Decimal | None:
    """ "3/4": a proper fraction with a small base, so that neither "9/11" nor "24/7" is one."""
    over, slash, under = words[at], words[at + 1], words[at + 2]
    if (
        slash.text not in ("/", "⁄")
        or slash.apart
        or not under.digits
        or under.apart
        or not (over.text.isdigit() and under.text.isdigit())
    ):
        return None
    top, base = int(over.text[:4]), int(under.text[:4])
    return ratio(top, base) if top < base <= 10 and words[at + 3].text not in ("/", "⁄") else None


def _scaled(words: Words, found: Numeral) -> Numeral:
    """With the scale words that follow: "3 million", "3bn", "3.5m", "2-million"."""
    stop, value, scaled = found.stop, found.value, found.scaled
    while True:
        at = stop + 1 if words[stop].text in DASHES and words.low(stop + 1) in SCALES else stop
        word, glued = words.low(at), not words[at].apart
        factor = (
            SCALES.get(word) or SHORT_SCALES.get(word, 0) if found.kind == "digits" or scaled else SCALES.get(word, 0)
        )
        if word == "mm" and not (glued and found.first and words[found.first - 1].text.endswith("$")):
            factor = 0
        if not factor and word in ("hundred", "dozen") and not scaled and value < 100:
            factor = 100 if word == "hundred" else 12
        if (
            not factor
            and glued
            and not scaled
            and words[at].text in ("m", "k", "K", "M", "B", "b", "T", "t")
            and found.kind == "digits"
        ):
            factor = _glued_scale(words, at, found)
        if not factor or len(str(value)) > LONGEST:
            return replace(found, stop=stop, value=value, scaled=scaled)
        value, stop, scaled = value * factor, at + 1, True
        half = _and_part(words, stop) if words.low(at) in SCALES else None
        if half:
            value, stop = value + half[0] * factor, half[1]


def _glued_scale(words: Words, at: int, found: Numeral) -> int:
    """ "3m" is a million after a currency sign and before something counted, metres before "deep" or "sprint"."""
    sign, following = words[found.first - 1].text if found.first else "", words.low(at + 1)
    letter = words[at].text
    if sign.endswith(("$", "£", "€", "¥", "₹")):
        return GLUED_SCALES[letter.lower()]
    if letter in ("k", "K"):
        return 0 if found.value in (4, 8) and letter == "K" else 1000
    if (
        letter == "m"
        and words[at + 1].apart
        and following.endswith("s")
        and following not in _METRE_WORDS
        and following[:-1] not in _METRE_WORDS
    ):
        return 10**6
    return 10**6 if letter == "M" else 10**9 if letter in ("b", "B") and found.value < 1000 else 0


_METRE_WORDS: Final = frozenset(
    "hurdles freestyle breaststroke backstroke as is was across finals heats relays races sprints butterflies waves yachts".split()
)


def _small(words: Words, at: int) -> int | None:
    return SMALL.get(words.low(at))


def _spelled(words: Words, at: int) -> Numeral | None:
    """ "two hundred and fifty thousand", "a dozen", "half a million", "two and a half million"."""
    word, stop = words.low(at), at
    if word in ("a", "an", "per"):
        following = words.low(at + 1)
        if word == "per" or following not in SCALES and following not in ("hundred", "dozen"):
            return None
        stop, current = at + 1, 1
    elif word in SMALL or word in TENS:
        current = 0
    elif (
        word == "half"
        and words.low(at + 1) in ("a", "an")
        and (words.low(at + 2) in SCALES or words.low(at + 2) == "dozen")
    ):
        half = _spelled(words, at + 1)
        return half and replace(half, first=at, value=half.value / 2)
    elif word in ("hundred", "dozen", "million", "billion", "trillion", "thousand") and words.low(at - 1) not in (
        "the",
        "first",
    ):
        return (
            Numeral(at, at + 1, Decimal(SCALES.get(word) or {"hundred": 100, "dozen": 12}[word]), "words", scaled=True)
            if word == "dozen"
            else None
        )
    else:
        return None
    total, seen, last = Decimal(0), False, None
    value = Decimal(current)
    while True:
        here = stop
        if seen and words[here].text in DASHES and not words[here].apart and not words[here + 1].apart:
            here += 1
        elif seen and words.low(here) == "and" and (value + total) % 100 == 0 and value + total > 0:
            here += 1
        word = words.low(here)
        if word in SMALL and _fits(value, SMALL[word]):
            value, last = value + SMALL[word], SMALL[word]
        elif word in TENS and value % 100 == 0 and (value or not seen):
            value, last = value + TENS[word], TENS[word]
        elif word == "hundred" and 0 < value < 100:
            value *= 100
        elif word == "dozen" and 0 < value < 100 and not total:
            return Numeral(at, here + 1, value * 12, "words", scaled=True)
        elif word in SCALES and value and (not total or total % (SCALES[word] * 1000) == 0):
            total, value = total + value * SCALES[word], Decimal(0)
        else:
            break
        stop, seen = here + 1, True
    if not seen and not (words.low(at) in ("a", "an") and stop > at + 1):
        return None
    whole = total + value
    scaled = total > 0 or whole >= 100
    part = _and_part(words, stop)
    if part:
        step = _last_scale(words, at, stop)
        found = Numeral(at, part[1], whole + part[0] * step, "words", scaled)
        return _scaled(words, found) if step == 1 else found
    return Numeral(at, stop, whole, "words", scaled, one=whole == 1 and last == 1 and stop == at + 1)


def _fits(value: Decimal, small: int) -> bool:
    return value % 100 == 0 or (value % 10 == 0 and value % 100 >= 20 and 0 < small < 10)


def _last_scale(words: Words, first: int, stop: int) -> int:
    return SCALES.get(words.low(stop - 1), 1) if stop - first > 1 else 1


def _and_part(words: Words, at: int) -> tuple[Decimal, int] | None:
    """ "and a half", "-and-a-half", "and three quarters" after a whole number."""
    skip = [i for i in range(at, at + 7) if words[i].text not in DASHES]
    if len(skip) < 3 or words.low(skip[0]) != "and":
        return None
    over, part = words.low(skip[1]), words.low(skip[2])
    if part not in ("half", "quarter", "quarters", "third", "thirds"):
        return None
    top = 1 if over in ("a", "one") else SMALL.get(over, 0)
    return (ratio(top, PARTS[part]), skip[2] + 1) if 0 < top < PARTS[part] else None


def _fraction(words: Words, at: int) -> Numeral | None:
    """ "a third of", "three-quarters", "half the", "a quarter of a million"."""
    word, top, stop = words.low(at), 1, at
    if word == "half":
        if words.low(at - 1) in (
            "first",
            "second",
            "other",
            "better",
            "latter",
            "final",
            "last",
            "opening",
            "top",
            "bottom",
            "one",
            "a",
        ):
            return None
        found = _half(words, at)
    else:
        top = 1 if word in ("a", "an") else SMALL.get(word, 0)
        stop = at + 2 if words[at + 1].text in DASHES else at + 1
        under = PARTS.get(words.low(stop), 0)
        if not under or not 0 < top < under or (top > 1) != (words.low(stop).endswith(("s", "halves"))):
            return None
        if top == 1 and not _fraction_follows(words, at, stop + 1):
            return None
        found = Numeral(at, stop + 1, ratio(top, under), "fraction")
    if (
        found
        and words.low(found.stop) == "of"
        and words.low(found.stop + 1) in ("a", "one")
        and words.low(found.stop + 2) in SCALES
    ):
        factor = SCALES[words.low(found.stop + 2)]
        return Numeral(at, found.stop + 3, Decimal(top) * factor / PARTS[words.low(found.stop - 1)], "words", True)
    return found


def _half(words: Words, at: int) -> Numeral | None:
    following = words.low(at + 1)
    if following in (
        "of",
        "the",
        "its",
        "their",
        "his",
        "her",
        "our",
        "a",
        "an",
        "that",
        "this",
        "those",
        "these",
        "all",
        "as",
        "what",
        "my",
        "your",
    ):
        if following in ("a", "an") and (words.low(at + 2) in SCALES or words.low(at + 2) in ("dozen", "hundred")):
            return None
        return Numeral(at, at + 1, Decimal("0.5"), "fraction")
    if words.low(at - 1) in (
        "by",
        "than",
        "about",
        "nearly",
        "almost",
        "around",
        "roughly",
        "in",
    ) and following not in ("time", "year", "past"):
        return Numeral(at, at + 1, Decimal("0.5"), "fraction")
    if words[at + 1].text in DASHES and words.low(at + 2) in (
        "hour",
        "mile",
        "point",
        "percentage",
        "inch",
        "million",
        "billion",
    ):
        return Numeral(at, at + 1, Decimal("0.5"), "fraction")
    return None


_COMPARED: Final = frozenset(
    "more less fewer higher lower bigger smaller larger cheaper faster of in to from since".split()
)


def _fraction_follows(words: Words, at: int, stop: int) -> bool:
    """Whether "a third" is a part ("a third of") and no ordinal ("a third man")."""
    following = words.low(stop)
    if words.low(at) in ("a", "an"):
        if following == "of" and words.low(stop - 1) != "second":
            return True
        before = words.low(at - 1)
        return (
            (
                following in ("more", "less", "fewer", "higher", "lower", "bigger", "smaller", "larger", "cheaper")
                and words.low(stop - 1) != "half"
            )
            or (before in ("by", "than", "nearly", "almost", "about", "around", "roughly") and not following.isalpha())
            or (before == "by" and following in _COMPARED)
        )
    return (
        following == "of"
        or words[stop - 2].text in DASHES
        or not following.isalpha()
        or words.low(at - 1) in ("by", "than", "about", "nearly")
    )


def _vague(words: Words, at: int) -> Numeral | None:
    """ "thousands", "tens of thousands", "a few hundred", "several dozen", "dozens"."""
    word = words.low(at)
    if word in PLURAL_SCALES:
        if word in ("tens", "scores") and words.low(at + 1) != "of":
            return None
        value, stop = PLURAL_SCALES[word], at + 1
        while words.low(stop) == "of" and words.low(stop + 1) in PLURAL_SCALES and stop - at < 5:
            value, stop = value * PLURAL_SCALES[words.low(stop + 1)], stop + 2
        return Numeral(at, stop, Decimal(value), "vague", True, vague=True)
    few = at + 1 if word == "a" else at
    if words.low(few) in ("few", "several", "many", "couple") and (words.low(few) not in ("few", "couple") or few > at):
        stop = few + 2 if words.low(few) == "couple" and words.low(few + 1) == "of" else few + 1
        scale = words.low(stop)
        value = SCALES.get(scale) or {"hundred": 100, "dozen": 12, "tens": 10, "hundreds": 100, "thousands": 1000}.get(
            scale, 0
        )
        if value:
            factor = 2 if words.low(few) == "couple" else 1
            return Numeral(at, stop + 1, Decimal(value * factor), "vague", True, vague=True)
    return None


def _multiple(words: Words, at: int) -> Numeral | None:
    """ "twice", "doubled", "threefold"."""
    word = words.low(at)
    if word in MULTIPLES:
        return Numeral(at, at + 1, Decimal(MULTIPLES[word]), "multiple", True)
    if word in VERBS:
        return Numeral(at, at + 1, Decimal(VERBS[word][0]), "multiple", True)
    if word in HALVES:
        return Numeral(at, at + 1, Decimal("0.5"), "multiple", True)
    if word.endswith("fold") and (word[:-4] in SMALL or word[:-4] in TENS):
        return Numeral(at, at + 1, Decimal(SMALL.get(word[:-4]) or TENS[word[:-4]]), "multiple", True)
    return None


def _fold(words: Words, found: Numeral) -> Numeral | None:
    """ "3-fold", "2x"."""
    at = found.stop + 1 if words[found.stop].text in DASHES else found.stop
    if words[at].apart or found.kind not in ("digits", "words"):
        return None
    if words.low(at) == "fold" or (words.low(at) in ("x", "×") and found.kind == "digits" and not words[at + 1].digits):
        return replace(found, stop=at + 1, kind="multiple", scaled=True)
    return None


def _odds(words: Words, found: Numeral) -> Numeral | None:
    """ "1 in 5", "nine out of 10", "one in every three": a part of a whole."""
    if found.kind not in ("digits", "words") or found.value != int(found.value) or not 0 < found.value < 1000:
        return None
    at = found.stop
    if words.low(at) == "out" and words.low(at + 1) == "of":
        at += 2
    elif words.low(at) == "in":
        at += 1
    else:
        return None
    at += words.low(at) == "every"
    under = _digits(words, at) if words[at].digits else _spelled(words, at)
    if under is None or under.one or not found.value < under.value or under.value != int(under.value):
        return None
    if not _round_base(found, under) or words.low(under.stop) in _SPANS or words[under.stop].text in ("%", "/", ":"):
        return None
    return Numeral(found.first, under.stop, ratio(found.value, under.value), "odds", True)


_SPANS: Final = frozenset(
    "years year months month days day weeks week hours hour minutes minute seconds games matches starts overs p a innings attempts percent per".split()
)


def _round_base(found: Numeral, under: Numeral) -> bool:
    return under.value <= 20 and found.value <= 10 or under.value % 10 == 0 and not 1900 <= under.value <= 2100
