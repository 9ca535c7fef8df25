"""The words that numbers are made of, and what a numeral is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

Kind = Literal["digits", "words", "fraction", "vague", "odds", "multiple"]

_TO_NINETEEN: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS: Final = "third fourth fifth sixth seventh eighth ninth tenth"

SMALL: Final = {word: value for value, word in enumerate(_TO_NINETEEN.split())}
TENS: Final = {word: value * 10 for value, word in enumerate(_TENS.split(), 2)}
SCALES: Final[dict[str, int]] = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
    "lakh": 10**5,
    "lakhs": 10**5,
    "crore": 10**7,
    "crores": 10**7,
}
GROUPS: Final = {"hundred": 100, "dozen": 12}
SHORT_SCALES: Final[dict[str, int]] = {
    short: 10**power
    for power, shorts in {
        3: "k",
        6: "m mn mln mio mil mm",
        9: "b bn bln mrd mld milliard milliards",
        12: "t tn trn",
    }.items()
    for short in shorts.split()
}
PLURAL_SCALES: Final[dict[str, int]] = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100} | {
    scale + "s": value for scale, value in SCALES.items() if not scale.endswith("s")
}
PARTS: Final = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4, "hundredth": 100, "hundredths": 100} | {
    form: under for under, word in enumerate(_ORDINALS.split(), 3) for form in (word, word + "s")
}
GLYPHS: Final = {
    "½": (1, 2),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅕": (1, 5),
    "⅛": (1, 8),
    "⅜": (3, 8),
} | {
    "⅝": (5, 8),
    "⅞": (7, 8),
}
DASHES: Final = frozenset("-‐‑–—")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A value, exact, and the words `[first, stop)` that give it."""

    first: int
    stop: int
    value: Decimal
    kind: Kind
    scaled: bool = False  # holds a scale word ("million"), so no scale is lent to it
    vague: bool = False
    one: bool = False  # a bare "one"


def ratio(over: int | Decimal, under: int | Decimal) -> Decimal:
    """The quotient; where it has no end, to the digits that a float holds."""
    exact = Decimal(over) / Decimal(under)
    return exact if len(exact.as_tuple().digits) <= 16 else Decimal(repr(float(exact)))
