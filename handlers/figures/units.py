"""Units of measure and money: surface forms to one canonical word, out of CLDR (through Babel).

The canonical word of a measure is CLDR's own identifier ("kilogram", "mile per hour"); of money, CLDR's English name
("Australian dollar"), with the bare word where everybody says it so ("dollar", "euro", "yen").
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from babel import Locale
from babel.core import get_global

_PLAIN: Final = {
    "concentr-permyriad": "basis point",
    "energy-kilowatt-hour": "kilowatt-hour",
    "volume-acre-foot": "acre-foot",
    "temperature-celsius": "degree celsius",
    "temperature-fahrenheit": "degree fahrenheit",
    "temperature-generic": "degree",
    "angle-degree": "degree",
    "energy-foodcalorie": "calorie",
    "mass-ounce-troy": "troy ounce",
    "acceleration-g-force": "g",
    "concentr-milligram-ofglucose-per-deciliter": "milligram per deciliter",
    "concentr-permillion": "part per million",
    "length-light-year": "light-year",
    "pressure-pound-force-per-square-inch": "pound per square inch",
    "pressure-millimeter-ofhg": "millimeter of mercury",
    "torque-pound-force-foot": "pound-foot",
}
# CLDR names that are common words in news, or things that nobody measures there.
_LEFT_OUT: Final = re.compile(
    r"concentr-(item|portion)|graphics-(em|dot$)|length-(earth|solar|mile-scand|point)|light-solar|mass-(earth|solar|grain)"
    r"|speed-(light|beaufort)|volume-(drop|dram|jigger|pinch|dessert|cup-metric|pint-metric)|pressure-gasoline"
    r"|area-dunam|-person$|duration-(quarter|night)|angle-revolution|concentr-mole|volume-pint-imp|torque-newton$"
)
# What newspapers write and CLDR does not list: slips of form, not a table of units.
_SPELLINGS: Final = {
    "%": "percent", "％": "percent", "per cent": "percent", "pct": "percent", "percents": "percent",
    "percentage point": "percentage point", "percentage points": "percentage point", "percent point": "percentage point",
    "per cent points": "percentage point", "percent points": "percentage point", "pp": "percentage point", "ppt": "percentage point",
    "basis points": "basis point", "basis point": "basis point", "bps": "basis point", "bp": "basis point",
    "point": "point", "points": "point", "pts": "point",
    "kilo": "kilogram", "kilos": "kilogram", "kgs": "kilogram", "lbs": "pound", "tonnes": "tonne", "tonne": "tonne",
    "kph": "kilometer per hour", "kmh": "kilometer per hour", "km/hr": "kilometer per hour", "mph": "mile per hour",
    "hp": "horsepower", "bhp": "horsepower", "ps": "horsepower", "cc": "cubic centimeter", "sq ft": "square foot", "sq km": "square kilometer",
    "sq mi": "square mile", "sq m": "square meter", "sqft": "square foot", "bpd": "barrel per day", "b/d": "barrel per day", "bbl": "barrel",
    "mbps": "megabit per second", "gbps": "gigabit per second", "fps": "frame per second", "rpm": "revolution per minute",
    "megapixels": "megapixel", "mp": "megapixel", "megabits per second": "megabit per second", "gigabits per second": "gigabit per second",
    "sec": "second", "secs": "second", "mins": "minute", "hrs": "hour", "yr": "year", "yrs": "year", "mos": "month",
    "fortnight": "fortnight", "fortnights": "fortnight", "decibels": "decibel", "decibel": "decibel", "db": "decibel",
    "nits": "nit", "megaton": "megaton", "megatons": "megaton", "gigatons": "gigaton", "gigatonnes": "gigatonne", "megatonnes": "megatonne",
    "kiloton": "kiloton", "kilotons": "kiloton", "megawatt hours": "megawatt-hour", "megawatt hour": "megawatt-hour", "mwh": "megawatt-hour",
    "gigawatt hours": "gigawatt-hour", "gwh": "gigawatt-hour", "terawatt hours": "terawatt-hour", "twh": "terawatt-hour",
    "gigawatts": "gigawatt", "terawatts": "terawatt", "light years": "light-year", "mah": "milliampere-hour",
    "cubic feet": "cubic foot", "cu ft": "cubic foot", "nautical miles": "nautical mile", "degrees c": "degree celsius",
    "degrees f": "degree fahrenheit", "celsius": "degree celsius", "fahrenheit": "degree fahrenheit", "centigrade": "degree celsius",
    "degrees centigrade": "degree celsius", "°": "degree", "º": "degree", "ºc": "degree celsius", "ºf": "degree fahrenheit",
    "teraflops": "teraflop", "petaflops": "petaflop", "exaflops": "exaflop", "pound-feet": "pound-foot", "lb ft": "pound-foot",
    "pound feet": "pound-foot", "nm": "newton-meter", "newton metres": "newton-meter", "newton meters": "newton-meter",
    "tons": "ton", "metric tons": "tonne", "metric tonnes": "tonne", "long tons": "ton", "carats": "carat", "acre feet": "acre-foot",
    "times": "time", "time": "time", "pc": "percent",
    "kilowatt hours": "kilowatt-hour", "kilowatt hour": "kilowatt-hour", "kilobytes": "kilobyte",
}  # fmt: skip
# Short forms that are also words or names; they count only when glued to the digits ("5g", "30m").
_GLUED: Final = frozenset(
    "m g h s c k t v w a j l n b d y f in pt ac ha au ft st tn kt mi qt pm am gr em dm fur rad rev deg cd c. bar cl da mol ml pl gal".split()
)
_GLUED_OK_APART: Final = frozenset(("ft", "mi", "ha", "bar", "ml", "deg", "w", "v", "kt"))
_BARE: Final = {"USD": "dollar", "EUR": "euro", "GBP": "pound sterling", "JPY": "yen", "CNY": "yuan", "INR": "rupee", "RUB": "ruble",
    "KRW": "won", "CHF": "franc", "TRY": "lira", "ZAR": "rand", "BRL": "real", "ILS": "shekel", "UAH": "hryvnia", "NGN": "naira"}  # fmt: skip
_SIGNS: Final = {
    "US$": "USD", "C$": "CAD", "AU$": "AUD", "S$": "SGD", "¥": "JPY", "￥": "JPY", "￡": "GBP", "₽": "RUB", "₺": "TRY", "₦": "NGN", "₴": "UAH",
    "฿": "THB", "₸": "KZT", "₡": "CRC", "₲": "PYG", "₵": "GHS", "RM": "MYR", "RMB": "CNY", "RS": "INR", "STG": "GBP", "zł": "PLN",
}  # fmt: skip
_MONEY_WORDS: Final = {
    "dollar": "dollar", "buck": "dollar", "pound": "pound", "quid": "pound sterling", "sterling": "pound sterling", "pound sterling": "pound sterling",
    "rouble": "ruble", "renminbi": "yuan", "reais": "real", "rand": "rand", "peso": "peso", "franc": "franc", "krona": "krona", "kronor": "krona",
    "krone": "krone", "kroner": "krone", "dinar": "dinar", "dirham": "dirham", "riyal": "riyal", "rial": "rial", "shilling": "shilling",
    "rupee": "rupee", "lira": "lira", "lire": "lira", "won": "won", "yuan": "yuan", "ruble": "ruble", "shekel": "shekel", "cent": "cent", "pence": "penny",
    "penny": "penny", "bitcoin": "bitcoin", "bitcoins": "bitcoin", "ether": "ether",
}  # fmt: skip


@cache
def measures() -> dict[str, str]:
    """Surface form (words in lower case, short forms in their own case) to canonical word."""
    table: dict[str, str] = {}
    for locale in (Locale("en"), Locale("en", "GB")):
        patterns = locale._data["unit_patterns"]
        for identifier in patterns:
            if _LEFT_OUT.search(identifier) or identifier.count("-") == 0:
                continue
            name = _PLAIN.get(identifier) or identifier.split("-", 1)[1].replace("-", " ")
            for form in ("long", "short"):
                for pattern in (patterns[identifier].get(form) or {}).values():
                    if isinstance(pattern, str) and pattern.startswith("{0}"):
                        surface = pattern[3:].strip().replace("\u00a0", " ")
                        table.setdefault(surface.lower() if form == "long" else surface, name)
    table.update(_SPELLINGS)
    table.update({"C": "degree celsius", "F": "degree fahrenheit"})
    for watt in ("kilowatt", "megawatt", "gigawatt", "terawatt"):
        table.setdefault(f"{watt}-hours", f"{watt}-hour")
        table.setdefault(f"{watt}-hour", f"{watt}-hour")
    return table


@cache
def longest() -> int:
    """The most light words that a unit's surface form has."""
    return max(len(re.findall(r"[^\W\d_]+|\S", surface)) for surface in (*measures(), *money_words()))


@cache
def money_signs() -> dict[str, str]:
    """Currency signs and ISO codes, as they stand before or after a number, to canonical word."""
    locale = Locale("en")
    signs = {sign: code for code, sign in locale.currency_symbols.items() if code in _tender()}
    codes = {
        code: code
        for code in _tender()
        if code not in ("ALL", "TOP", "CUP", "MOP", "LAK", "BAM", "PEN", "GEL", "SOS", "TRY")
    }
    return {sign: _money_name(code) for sign, code in {**codes, **signs, **_SIGNS}.items()}


@cache
def money_words() -> dict[str, str]:
    """Names of money in lower case, one and many, to canonical word."""
    locale = Locale("en")
    table: dict[str, str] = {}
    for code in _tender():
        name = _money_name(code)
        for surface in (locale.currencies[code], *(locale._data["currency_names_plural"].get(code) or {}).values()):
            if isinstance(surface, str):
                table.setdefault(surface.lower(), name)
    heads: dict[str, set[str]] = {}
    for surface, name in table.items():
        heads.setdefault(surface.split()[-1], set()).add(name)
    known = {name.split()[-1] for name in table.values()} | set(table)
    for head, names in heads.items():
        singular = head[:-1] if head.endswith("s") and head[:-1] in known else head
        table.setdefault(head, next(iter(names)) if len(names) == 1 else _MONEY_WORDS.get(singular, singular))
    for word, name in _MONEY_WORDS.items():
        table[word] = table[word + "s"] = name
    table.update({"pounds": "pound", "us dollar": "dollar", "us dollars": "dollar", "u.s. dollars": "dollar", "american dollars": "dollar",
                  "sterling": "pound sterling", "pounds sterling": "pound sterling", "euro": "euro", "euros": "euro"})  # fmt: skip
    return {
        word: name
        for word, name in table.items()
        if word not in ("real", "gold", "mark", "marks", "sol", "unit", "units")
    }


@cache
def _tender() -> frozenset[str]:
    """The codes of what is legal tender somewhere today."""
    return frozenset(
        code
        for spans in get_global("territory_currencies").values()
        for code, _, end, tender in spans
        if tender and not end
    ) & frozenset(Locale("en").currencies)


def _money_name(code: str) -> str:
    return _BARE.get(code) or (Locale("en").currencies[code][:1] + _small_head(Locale("en").currencies[code])[1:])


def _small_head(name: str) -> str:
    *first, last = name.split()
    return " ".join([*first, last.lower()])


def measure(surface: str, glued: bool) -> str:
    """The canonical word of a unit's surface form, "" where it is none. `glued` when it touches the number."""
    table, low = measures(), surface.lower()
    if not glued and low in _GLUED and (low not in _GLUED_OK_APART or surface != low):
        return ""
    if surface in table:
        return table[surface]
    if low in table and (len(low) > 2 or low in _SPELLINGS):
        return table[low]
    return ""
