"""A schedule in people's words, `09:00 Europe/Berlin weekdays`, and what was meant by a wrong one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time
from zoneinfo import ZoneInfo

from bot.schedule import DAYS, Schedule, holidays_of
from bot.schedule_zones import Unclear, country_of, either, folded, nearest, zone_of, zones

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.I)
_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_SETS = {
    "daily": DAYS,
    "everyday": DAYS,
    "weekdays": DAYS[:5],
    "workdays": DAYS[:5],
    "weekday": DAYS[:5],
    "workday": DAYS[:5],
    "weekends": DAYS[5:],
    "weekend": DAYS[5:],
}
_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RANGE = re.compile(r"([a-z]{2,9})\s*[-–]\s*([a-z]{2,9})", re.I)
_COUNTRY = re.compile(r"holidays?[:=](\w+)", re.I)
_NOISE = {"at", "on", "every", "and", "the", "each", "day", "in", "o'clock", "time", "please"}
_NAMED = (*_SETS, "weekly", *_FULL)
_NEVER = dict.fromkeys(("hourly", "monthly", "yearly", "biweekly", "fortnightly"), ("daily", "weekly"))
_SURELY = 0.6  # likeness of a misspelt day


def parse(words: str, zone: str = "UTC") -> Schedule:
    """The schedule that somebody wrote; `zone` where the words name none. Raises Unclear."""
    at: time | None = None
    days: list[str] = []
    weekly, country = False, ""
    for word in _split(words):
        low = word.lower().rstrip(".!")
        if not low or low in _NOISE:
            continue
        if low == "weekly":
            weekly = True
        elif found := _days(low):
            days.extend(found)
        elif holidays := _COUNTRY.fullmatch(low):
            country = _country(holidays[1])
        elif low in _WORDS or low[0].isdigit():
            if at is not None:
                raise Unclear(f"One time a roundup: save `{at:%H:%M}` first, then another for `{clock(low):%H:%M}`.")
            at = clock(low)
        else:
            zone = _zone(word)
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


def written(schedule: Schedule) -> str:
    """The schedule as `parse` reads it."""
    days = {DAYS: "daily", DAYS[:5]: "weekdays", DAYS[5:]: "weekends"}.get(schedule.days) or ",".join(schedule.days)
    holidays = f" holidays:{schedule.holidays}" if schedule.holidays else ""
    return f"{schedule.at:%H:%M} {schedule.zone.key} {days}{holidays}"


def _split(words: str) -> list[str]:
    """The words; a time and its half of the day, a zone of several words, and holidays with their country are one."""
    joined = re.sub(r"(?i)(\d)\s+(am|pm|a\.m\.|p\.m\.)(?=\W|$)", r"\1\2", words)
    joined = re.sub(r"(?i)\b(holidays?\s*[:=])\s+", r"\1", joined)
    apart = re.split(r"[\s,;]+", joined.strip())
    found: list[str] = []
    while apart:
        many = next((n for n in (3, 2) if len(apart) >= n and folded("_".join(apart[:n])) in zones()), 1)
        found.append("_".join(apart[:many]))
        del apart[:many]
    return found


def _zone(word: str) -> str:
    """The zone of a word that is nothing else, unless it is more like one of a schedule's other words."""
    low = word.lower()
    if low in _NEVER:
        raise Unclear(f"A roundup comes on days of the week. Did you mean {either(_NEVER[low])}?")
    if low in ("holiday", "holidays"):
        raise Unclear("Whose holidays? Write it like `holidays:DE`.")
    name, score = max(nearest(word, dict.fromkeys(_NAMED)), key=lambda pair: pair[1])
    if folded(word) not in zones() and score >= _SURELY and score > max(s for _, s in nearest(word, zones())):
        raise Unclear(f"“{word[:40]}” is no day. Did you mean `{name}`?")
    return zone_of(word)


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
    """`mon`, `monday`, `mondays`, `mo`; nothing else that only begins so."""
    low = word.lower()
    whole = low.removesuffix("s")
    begins = len(low) in (2, 4)
    return next(
        (full[:3] for full in _FULL if low == full[:3] or whole == full or (begins and full.startswith(low))), ""
    )


def _country(name: str) -> str:
    code = country_of(name)
    try:
        holidays_of(code)
    except NotImplementedError:
        raise Unclear(f"The holidays of {name[:40]} are not known; write a country like `holidays:DE`.") from None
    return code
