"""Money: currency signs, ISO codes and names to one canonical word, out of CLDR (through Babel).

The canonical word is CLDR's English name ("Australian dollar"), and the bare word where everybody says it so ("dollar",
"euro", "yen"). A bare "peso" or "franc" keeps its bare name, because no country is said.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from babel import Locale
from babel.core import get_global

_BARE: Final = {
    "USD": "dollar",
    "EUR": "euro",
    "GBP": "pound sterling",
    "JPY": "yen",
    "CNY": "yuan",
    "INR": "rupee",
    "RUB": "ruble",
    "KRW": "won",
    "CHF": "franc",
    "TRY": "lira",
    "ZAR": "rand",
    "BRL": "real",
    "ILS": "shekel",
    "UAH": "hryvnia",
    "NGN": "naira",
}
# Signs that newspapers use beside CLDR's.
_SIGNS: Final = {
    "US$": "USD",
    "C$": "CAD",
    "AU$": "AUD",
    "S$": "SGD",
    "￥": "JPY",
    "￡": "GBP",
    "₽": "RUB",
    "₺": "TRY",
    "₦": "NGN",
    "₴": "UAH",
    "฿": "THB",
    "RM": "MYR",
    "RMB": "CNY",
    "Rs": "INR",
    "zł": "PLN",
    "SFr": "CHF",
    "Fr": "CHF",
    "TL": "TRY",
    "NIS": "ILS",
    "R": "ZAR",
    "kr": "SEK",
}
_WORDS: Final = """
dollar: buck bucks us_dollar us_dollars u.s._dollar u.s._dollars american_dollars dollars dollar
euro: euro euros
pound: pound pounds
pound sterling: quid sterling pounds_sterling pound_sterling british_pounds
ruble: rouble roubles
yuan: renminbi yuan
real: reais
won: won
cent: cent cents
penny: penny pence
bitcoin: bitcoin bitcoins
ether: ether
""".strip()
_AMBIGUOUS: Final = frozenset(
    ("real", "gold", "mark", "marks", "sol", "lev", "leu", "dram", "tala", "pula", "kip", "rights")
)
_LIKE_WORDS: Final = frozenset(
    ("ALL", "TOP", "CUP", "MOP", "LAK", "BAM", "PEN", "GEL", "SOS", "TRY", "CAD")
)  # CAD is design, too


@cache
def signs() -> dict[str, str]:
    """Currency signs and ISO codes, as they stand beside a number, to canonical word."""
    locale = Locale("en")
    table = {code: code for code in _tender() - _LIKE_WORDS} | {"CAD": "CAD"}
    table |= {sign: code for code, sign in locale.currency_symbols.items() if code in _tender()} | _SIGNS
    return {sign: _name(code) for sign, code in table.items()}


@cache
def names() -> dict[str, str]:
    """Names of money in lower case, one and many, to canonical word."""
    locale, table = Locale("en"), dict[str, str]()
    for code in _tender():
        plurals = locale._data["currency_names_plural"].get(code) or {}
        for surface in (locale.currencies[code], *plurals.values()):
            if isinstance(surface, str):
                table.setdefault(surface.lower(), _name(code))
    table |= _heads(table)
    for line in _WORDS.splitlines():
        name, _, surfaces = line.partition(": ")
        table.update((surface.replace("_", " "), name) for surface in surfaces.split())
    return {word: name for word, name in table.items() if word not in _AMBIGUOUS}


def _heads(table: dict[str, str]) -> dict[str, str]:
    """The last words alone: "yen" is one country's, "pesos" are many's and stay "peso"."""
    owners: dict[str, set[str]] = {}
    for surface, name in table.items():
        owners.setdefault(surface.split()[-1], set()).add(name)
    heads = {}
    for head, known in owners.items():
        bare = {name.split()[-1] for name in known}
        heads[head] = next(iter(known)) if len(known) == 1 else min(bare)
    return heads


@cache
def canonical() -> frozenset[str]:
    """Every canonical word of money."""
    return frozenset(names().values()) | frozenset(signs().values())


@cache
def tender() -> dict[str, str]:
    """Codes of legal tender to canonical word."""
    return {code: _name(code) for code in _tender()}


@cache
def _tender() -> frozenset[str]:
    """The codes of what is legal tender somewhere today."""
    territories = get_global("territory_currencies").values()
    return frozenset(code for spans in territories for code, _, end, tender in spans if tender and not end) & frozenset(
        Locale("en").currencies
    )


def _name(code: str) -> str:
    first, _, last = Locale("en").currencies[code].rpartition(" ")
    return _BARE.get(code) or f"{first} {last.lower()}".strip()
