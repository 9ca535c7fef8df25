"""A time zone in people's words: its IANA name in any case, a city, a country that has but one; else the nearest ones.

What a clock shows only for half of the year ("PST", "UTC+2") is no place, and is answered with one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

NEAR = 0.5  # likeness from which a name may have been meant
MOST = 3
_CITIES = {  # large ones that share the clock of another
    "America/Chicago": "austin dallas houston minneapolis",
    "America/Los_Angeles": "las_vegas portland san_diego san_francisco seattle",
    "America/New_York": "atlanta boston cleveland miami philadelphia washington washington_dc",
    "America/Toronto": "montreal ottawa",
    "Asia/Ho_Chi_Minh": "hanoi saigon",
    "Asia/Jerusalem": "tel_aviv",
    "Asia/Kolkata": "bangalore bengaluru chennai delhi hyderabad mumbai new_delhi",
    "Asia/Shanghai": "beijing guangzhou shenzhen",
    "Asia/Tokyo": "kyoto osaka",
    "Australia/Sydney": "canberra",
    "Europe/Berlin": "cologne frankfurt hamburg koln munchen munich stuttgart",
    "Europe/London": "birmingham edinburgh glasgow leeds manchester",
    "Europe/Madrid": "barcelona sevilla seville valencia",
    "Europe/Paris": "lille lyon marseille toulouse",
    "Europe/Rome": "milan milano napoli naples roma torino turin",
    "Europe/Vienna": "wien",
    "Europe/Warsaw": "krakow",
    "Europe/Zurich": "bern geneva geneve",
}
_CLOCKS = {
    "est edt et": "America/New_York",
    "cst cdt ct": "America/Chicago",
    "mst mdt mt": "America/Denver",
    "pst pdt pt": "America/Los_Angeles",
    "hst": "Pacific/Honolulu",
    "bst": "Europe/London",
    "cest": "Europe/Berlin",
    "eest": "Europe/Athens",
    "ist": "Asia/Kolkata",
    "jst": "Asia/Tokyo",
    "kst": "Asia/Seoul",
    "sgt": "Asia/Singapore",
    "aest aedt": "Australia/Sydney",
    "nzst nzdt": "Pacific/Auckland",
}
_SHIFTED = {word: zone for words, zone in _CLOCKS.items() for word in words.split()}
_OFFSET = re.compile(r"(?:utc|gmt)?([+-])(\d{1,2})(?::?00)?", re.I)


class Unclear(ValueError):
    """Words that are no schedule; the message says what was wrong and names the nearest right form."""


def zone_of(word: str) -> str:
    """The IANA zone that a word names. Raises Unclear with the nearest ones."""
    name = folded(word)
    if name in (known := zones()):
        return known[name]
    if name in _SHIFTED:
        raise Unclear(f"“{word[:40]}” names no place, and changes with the summer. Did you mean `{_SHIFTED[name]}`?")
    if offset := _OFFSET.fullmatch(name):
        fixed = f"Etc/GMT{'-' if offset[1] == '+' else '+'}{int(offset[2])}"
        all_year = f" (`{fixed}` keeps it all year.)" if fixed in available_timezones() else ""
        raise Unclear(f"“{word[:40]}” knows no summer time. Name a city, such as `Europe/Berlin`.{all_year}")
    if several := _countries().get(name):
        raise Unclear(f"There are several time zones in {word[:40]}. Did you mean {either(several[:MOST])}?")
    meant = list(dict.fromkeys(known[near] for near, score in nearest(word, known) if score >= NEAR))[:MOST]
    suggestion = f" Did you mean {either(meant)}?" if meant else " Write it like `Europe/Berlin`."
    raise Unclear(f"“{word[:40]}” is no time zone.{suggestion}")


def country_of(name: str) -> str:
    """The two letters of a country, by them or by its name; "" where there is none of that name."""
    return name.upper() if len(name) == 2 else _codes().get(folded(name), "")


def nearest(word: str, names: Mapping[str, object]) -> Sequence[tuple[str, float]]:
    """The names that are most like a word, with their likeness."""
    found = process.extract(folded(word), list(names), scorer=DamerauLevenshtein.normalized_similarity, limit=8)
    return [(name, score) for name, score, _ in found]


def either(names: Sequence[str]) -> str:
    """Names to choose from."""
    return " or ".join(f"`{name}`" for name in names)


def folded(word: str) -> str:
    """In lower case, without accents."""
    plain = unicodedata.normalize("NFD", word.lower().replace(" ", "_"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


@cache
def zones() -> dict[str, str]:
    """Zones by their whole names, by their cities where only one has it, and by countries with one zone."""
    names = sorted(available_timezones() - {"localtime"})
    real = [name for name in names if "/" in name and not name.startswith(("Etc/", "posix/", "right/", "SystemV/"))]
    cities: dict[str, list[str]] = defaultdict(list)
    for name in sorted(real, key=lambda name: name not in _in_use()):
        cities[name.rpartition("/")[2].lower()].append(name)
    unique = {city: places[0] for city, places in cities.items() if len({*places} & _in_use() or places) == 1}
    large = {city: zone for zone, named in _CITIES.items() for city in named.split()}
    countries = {country: there[0] for country, there in _countries().items() if len(there) == 1}
    whole = {name.lower(): name for name in names if name.lower() not in _SHIFTED}
    return countries | unique | large | whole


@cache
def _in_use() -> frozenset[str]:
    return frozenset(zone for _, zone in _table("zone.tab", 0, 2))


@cache
def _codes() -> dict[str, str]:
    return {folded(name): code for code, name in _table("iso3166.tab", 0, 1)}


@cache
def _countries() -> dict[str, list[str]]:
    """The zones of each country that is named first where its clocks are listed."""
    names = {code: name for name, code in _codes().items()}
    found: dict[str, list[str]] = defaultdict(list)
    for codes, zone in _table("zone1970.tab", 0, 2):
        found[names[codes[:2]]].append(zone)
    return dict(found)


def _table(name: str, *columns: int) -> list[tuple[str, str]]:
    lines = (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[columns[0]], row[columns[1]]) for row in rows]
