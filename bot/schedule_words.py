"""A schedule in people's words, `09:00 Europe/Berlin weekdays`, and what was meant by a wrong one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bot.schedule import DAYS, Schedule, holidays_of

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.I)
_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_SETS = {
    "daily": DAYS,
    "everyday": DAYS,
    "weekdays": DAYS[:5],
    "workdays": DAYS[:5],
    "weekends": DAYS[5:],
}
_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RANGE = re.compile(r"([a-z]{3,9})\s*[-–]\s*([a-z]{3,9})", re.I)
_COUNTRY = re.compile(r"holidays?[:=]([a-z]{2})", re.I)
_NOISE = {"at", "on", "every", "and", "the", "each", "day", "in", "o'clock"}


class Unclear(ValueError):
    """Words that are no schedule; the message says what was wrong and names the nearest right form."""


def parse(words: str, zone: str = "UTC") -> Schedule:
    """The schedule that somebody wrote; `zone` where the words name none. Raises Unclear."""
    at: time | None = None
    days: list[str] = []
    weekly, country = False, ""
    joined = re.sub(r"(?i)(\d)\s+(am|pm|a\.m\.|p\.m\.)(?=\W|$)", r"\1\2", words)
    for word in re.split(r"[\s,;]+", joined.strip()):
        low = word.lower().rstrip(".")
        if not low or low in _NOISE:
            continue
        if low == "weekly":
            weekly = True
        elif found := _days(low):
            days.extend(found)
        elif holidays := _COUNTRY.fullmatch(low):
            country = _country(holidays[1].upper())
        elif low in _WORDS or low[0].isdigit():
            at = clock(low)
        else:
            zone = zone_of(word)
    if at is None:
        raise Unclear("Say a time too, such as `09:00`.")
    chosen = tuple(day for day in DAYS if day in days) or (DAYS[:1] if weekly else DAYS)
    if weekly and len(chosen) > 1:
        raise Unclear(f"Once a week, on which day? Write it like `{at:%H:%M} weekly {chosen[0]}`.")
    return Schedule(at, ZoneInfo(zone), chosen, country)


def clock(word: str) -> time:
    """`9`, `9am`, `09:00`, `9.30`, `21h15`, `noon`. Raises Unclear with the nearest right form."""
    if word in _WORDS:
        return _WORDS[word]
    found = _CLOCK.fullmatch(word)
    if not found:
        raise Unclear(f"“{word[:20]}” is no time of day; write it like `09:00`.")
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower().replace(".", "")
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or (half and int(found[1]) > 12):
        nearest = f"{hour % 24:02}:{min(minute, 59):02}"
        raise Unclear(f"There is no {word}. Did you mean `{nearest}`?")
    return time(hour, minute)


def zone_of(word: str) -> str:
    """The IANA zone that a word names: whole, in any case, or by its city. Raises Unclear with the nearest ones."""
    zones = _zones()
    low = word.lower().replace(" ", "_")
    if low in zones:
        return zones[low]
    near = process.extract(low, list(zones), scorer=DamerauLevenshtein.normalized_similarity, limit=8)
    meant = list(dict.fromkeys(zones[name] for name, score, _ in near if score >= 0.5))[:3]
    suggestion = f" Did you mean {_either(meant)}?" if meant else " Write it like `Europe/Berlin`."
    raise Unclear(f"“{word[:40]}” is no time zone.{suggestion}")


def written(schedule: Schedule) -> str:
    """The schedule as `parse` reads it."""
    days = {DAYS: "daily", DAYS[:5]: "weekdays", DAYS[5:]: "weekends"}.get(schedule.days) or ",".join(schedule.days)
    holidays = f" holidays:{schedule.holidays}" if schedule.holidays else ""
    return f"{schedule.at:%H:%M} {schedule.zone.key} {days}{holidays}"


@cache
def _zones() -> dict[str, str]:
    """Zones by their whole names and, where only one has it, by their cities, in lower case."""
    names = sorted(available_timezones() - {"localtime"})
    real = [name for name in names if "/" in name and not name.startswith(("Etc/", "posix/", "right/", "SystemV/"))]
    cities: dict[str, list[str]] = {}
    for name in real:
        cities.setdefault(name.rpartition("/")[2].lower(), []).append(name)
    unique = {city: places[0] for city, places in cities.items() if len(places) == 1}
    return unique | {name.lower(): name for name in names}


def _days(word: str) -> Sequence[str]:
    if word in _SETS:
        return _SETS[word]
    if span := _RANGE.fullmatch(word):
        first, last = _day(span[1]), _day(span[2])
        if first and last:
            start, end = DAYS.index(first), DAYS.index(last)
            return [DAYS[n % 7] for n in range(start, (end if end >= start else end + 7) + 1)]
    return [day] if (day := _day(word)) else []


def _day(word: str) -> str:
    """`mon`, `monday`, `mondays`; no shorter, and nothing that only begins so."""
    low = word.lower()
    whole = low.removesuffix("s")
    return next(
        (full[:3] for full in _FULL if low == full[:3] or whole == full or (len(low) == 4 and full.startswith(low))), ""
    )


def _country(code: str) -> str:
    try:
        holidays_of(code)
    except NotImplementedError:
        raise Unclear(f"The holidays of {code} are not known; write a country like `holidays:DE`.") from None
    return code


def _either(names: Sequence[str]) -> str:
    return " or ".join(f"`{name}`" for name in names)
