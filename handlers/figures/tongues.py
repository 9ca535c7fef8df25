"""How a language writes its numbers, out of CLDR (through Babel): decimal sign, words of scale, units, months.

Concepts and modifiers are read in English only; in other languages values and units are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from babel import Locale, UnknownLocaleError

from handlers.figures import money
from handlers.figures.lexicon import listed
from handlers.figures.units import of_locale

_SCALES: Final = {1000: "thousand", 10**6: "million", 10**9: "billion", 10**12: "trillion"}
_SHORTEST: Final = 3  # letters of a scale word
_GROUPED: Final = re.compile(
    r"(?<![\d.,])[0-9]{1,3}(?:,[0-9]{3})+(?![\d,])|\d\.[0-9]{1,2}\s?(?:%|per ?cent|[mb]illion)"
)
_COMMA: Final = re.compile(
    r"(?<![\d.,])(?:[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![\d.])|[0-9]{1,3}(?:\.[0-9]{3})+\s?€"
    rf"|[0-9]{{1,3}}\.[0-9]{{3}}\s(?:{'|'.join(sorted(listed('people')))})\b|[0-9]\s?(?:Mio|Mrd)\b"  # no half people
    r"|[0-9]{1,3},[0-9]{1,2}\s?(?:%|€|per ?cent|euros?\b|(?:m|b|tr)illion|[mb]n\b))"
)
_SURE: Final = re.compile(
    r"(?<![\d.,])(?:[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}(?![\d.,])|0,[0-9]{1,2}\s?(?:%|€|per ?cent\b))"
)
_SPACED: Final = re.compile(r"(?<![\d.,])[0-9]{1,3} 000(?!\d)")


@dataclass(frozen=True, slots=True)
class Tongue:
    """How numbers are written."""

    language: str = "en"
    english: bool = True
    comma: bool = False  # the decimal sign is a comma; a point, a blank or an apostrophe groups
    spaced: bool = False  # a plain blank groups
    both: bool = False  # a comma before three digits groups nevertheless
    scales: Mapping[str, str] = field(default_factory=dict)  # "Millionen" to "million"
    units: Mapping[str, str] = field(default_factory=dict)  # in lower case, to the canonical word
    months: str = ""  # a pattern


ENGLISH: Final = Tongue()


def tongue_of(language: str, text: str) -> Tongue:
    """The tongue of an article; English text with continental numbers throughout has those of the continent, and text
    with both ("1.200,5" and "45,000") takes three digits for a group behind either sign."""
    known = _tongue(language[:2].lower())
    if known.english and _GROUPED.search(text):
        return replace(known, comma=True, both=True) if _SURE.search(text) else known
    if known.english:
        return replace(known, comma=bool(_COMMA.search(text)), spaced=bool(_SPACED.search(text)))
    return known


@cache
def _tongue(language: str) -> Tongue:
    """The tongue of a language by its ISO 639-1 code; of a language that CLDR lacks, English."""
    try:
        locale = Locale.parse(language) if language and language != "en" else None
    except (UnknownLocaleError, ValueError):
        locale = None
    if locale is None:
        return ENGLISH
    symbols = locale.number_symbols.get("latn", {})
    names = {name.lower() for form in locale.months["format"].values() for name in form.values() if len(name) > 2}
    return Tongue(
        language,
        english=False,
        comma=symbols.get("decimal") == ",",
        spaced=str(symbols.get("group", "")).isspace(),
        scales=dict(_scales(locale)),
        units={surface.lower(): unit for surface, unit in (*of_locale(locale).items(), *_moneys(locale))},
        months="|".join(re.escape(name.rstrip(".")) for name in sorted(names, reverse=True)),
    )


def _scales(locale: Locale) -> Iterator[tuple[str, str]]:
    """The words that stand for a thousand, a million ..., long and short."""
    for forms in locale.compact_decimal_formats.values():
        for patterns in forms.values():
            for size, english in _SCALES.items():
                said = str(getattr(patterns.get(str(size)), "pattern", "")).replace("0", "").replace("'", "")
                word = said.replace("\u00a0", " ").strip().rstrip(".").lower()
                if len(word) >= _SHORTEST and word.isalpha():
                    yield word, english


def _moneys(locale: Locale) -> Iterator[tuple[str, str]]:
    plurals: Any = locale._data["currency_names_plural"]
    for code, english in money.tender().items():
        for surface in (locale.currencies.get(code), *(plurals.get(code) or {}).values()):
            if isinstance(surface, str):
                yield surface, english
    yield from (("euro", "euro"), ("dollar", "dollar"), ("dollars", "dollar"))
