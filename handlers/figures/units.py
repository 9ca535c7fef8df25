"""Units of measure: surface forms to one canonical word, out of CLDR (through Babel).

The canonical word is CLDR's own identifier ("kilogram", "mile per hour"), in a form that people read. To CLDR's list
come every SI prefix on its long names ("gigatonne"), and the few spellings of newspapers that it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from babel import Locale

from handlers.figures.lexicon import listed

_READABLE: Final = {
    "concentr-permyriad": "basis point",
    "concentr-permillion": "part per million",
    "concentr-milligram-ofglucose-per-deciliter": "milligram per deciliter",
    "temperature-celsius": "degree celsius",
    "temperature-fahrenheit": "degree fahrenheit",
    "temperature-generic": "degree",
    "energy-foodcalorie": "calorie",
    "energy-kilowatt-hour": "kilowatt-hour",
    "volume-acre-foot": "acre-foot",
    "mass-ounce-troy": "troy ounce",
    "acceleration-g-force": "g",
    "length-light-year": "light-year",
    "pressure-pound-force-per-square-inch": "pound per square inch",
    "pressure-millimeter-ofhg": "millimeter of mercury",
    "torque-pound-force-foot": "pound-foot",
    "torque-newton-meter": "newton-meter",
}
# CLDR names that are common words in news, or that nobody measures there.
_LEFT_OUT: Final = re.compile(
    r"concentr-(?:item|portion|mole$)|graphics-(?:em|dot$)|length-(?:earth|solar|mile-scand|point)|light-solar"
    r"|mass-(?:earth|solar|grain)|speed-(?:light|beaufort)|volume-(?:drop|dram|jigger|pinch|dessert|cup-metric|pint-metric)"
    r"|pressure-gasoline|area-dunam|-person$|duration-(?:quarter|night)|angle-revolution"
)
_SPELLINGS: Final = """
percent: % ％ per_cent pct pc percents
percentage point: percentage_point percentage_points percent_point percent_points per_cent_points %_points pp ppt
basis point: basis_point basis_points bps bp
point: point points pts
time: time times
kilogram: kilo kilos kgs
pound: lbs
tonne: tonne tonnes metric_tonnes metric_tonne
kilometer per hour: kph kmh km/hr kmph
mile per hour: mph
horsepower: hp bhp ps
cubic centimeter: cc
cubic foot: cubic_feet cu_ft
square foot: sq_ft sqft
square kilometer: sq_km
square mile: sq_mi
square meter: sq_m sqm
barrel: bbl
barrel per day: bpd b/d
megabit per second: mbps megabits_per_second
gigabit per second: gbps gigabits_per_second
frame per second: fps frames_per_second
revolution per minute: rpm
megapixel: mp
milliampere-hour: mah milliamp_hours milliampere_hours
megawatt-hour: mwh
gigawatt-hour: gwh
terawatt-hour: twh
newton-meter: nm newton_metres
pound-foot: pound-feet pound_feet lb-ft lb_ft
second: sec secs
minute: mins
hour: hrs
year: yr yrs
fortnight: fortnight fortnights
decibel: decibel decibels db
nit: nits
degree: ° º
degree celsius: ºc celsius centigrade degrees_centigrade degrees_c
degree fahrenheit: ºf fahrenheit degrees_f
light-year: light_years light_year
""".strip()
_PREFIXES: Final = ("kilo", "mega", "giga", "tera", "peta", "exa", "milli", "micro", "nano", "pico")
_PREFIXED: Final = listed("prefixed units")
# Short forms that are also words or names: they count only where they touch the digits ("5g", "30m").
_TOUCHING: Final = listed("touching units")
_EVEN_APART: Final = frozenset(("ft", "mi", "ha", "bar", "ml", "W", "V", "Nm", "MP", "kt"))


@cache
def measures() -> dict[str, str]:
    """Surface form (words in lower case, short forms in their own case) to canonical word."""
    table = of_locale(Locale("en", "GB")) | of_locale(Locale("en"))
    for line in _SPELLINGS.splitlines():
        name, _, surfaces = line.partition(": ")
        table.update((surface.replace("_", " "), name) for surface in surfaces.split())
    for prefix in _PREFIXES:
        for base in _PREFIXED:
            name = prefix + base.replace("metre", "meter").replace("litre", "liter")
            for ending in ("", "s"):
                table.setdefault(prefix + base + ending, name)
            if base == "watt":
                table.update(dict.fromkeys((f"{name}{gap}hour{s}" for gap in " -" for s in ("", "s")), f"{name}-hour"))
    return table | {"C": "degree celsius", "F": "degree fahrenheit"}


def of_locale(locale: Locale) -> dict[str, str]:
    """What CLDR has in one language."""
    table: dict[str, str] = {}
    for identifier, forms in locale._data["unit_patterns"].items():
        if "-" in identifier and not _LEFT_OUT.search(identifier):
            name = _READABLE.get(identifier) or identifier.split("-", 1)[1].replace("-", " ")
            for surface in _surfaces(forms):
                table.setdefault(surface, name)
    return table


def _surfaces(forms: Any) -> list[str]:
    """The long names in lower case and the short ones as they are, of one CLDR unit."""
    found = []
    for form in ("long", "short"):
        for pattern in (forms.get(form) or {}).values():
            if isinstance(pattern, str) and pattern.startswith("{0}"):
                surface = pattern[3:].replace("\u00a0", " ").strip()
                found.append(surface.lower() if form == "long" else surface)
    return found


def measure(surface: str, touching: bool, foreign: Mapping[str, str] | None = None) -> str:
    """The canonical word of a unit's surface form, "" where it is none. `touching` where it touches the digits.

    `foreign` are the surface forms of another language, in lower case.
    """
    low = surface.lower()
    if not touching and low in _TOUCHING and surface not in _EVEN_APART:
        return ""
    if foreign is not None:
        return foreign.get(low, "") or foreign.get(low.removeprefix("d'").removeprefix("d’"), "")
    table = measures()
    if surface in table:
        return table[surface]
    return table.get(low, "") if len(low) > 2 or low in _LOW else ""


_LOW: Final = frozenset(
    (
        "hp",
        "mb",
        "gb",
        "kb",
        "tb",
        "bp",
        "pp",
        "ps",
        "cc",
        "mp",
        "ºc",
        "ºf",
        "°c",
        "°f",
        "kg",
        "km",
        "cm",
        "mm",
        "oz",
        "lb",
    )
)
