"""When a roundup is due: pure functions of a schedule and a clock. APScheduler only ticks.

A roundup belongs to a local date. It is due at the first moment at which the clock on that channel's wall shows its
time or a later one: a time that the clock jumps over comes when it has jumped, one that comes twice counts once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from holidays import HolidayBase

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LATEST = timedelta(hours=6)  # how late a roundup is still worth posting
LOOK_BACK = 7  # days that a machine may have slept, whose roundups are then told as skipped
_LONGEST_JUMP = timedelta(hours=3)  # of a clock; a zone that leaves out a whole day leaves out its roundup
_MOST_DAYS_AHEAD = 400


@dataclass(frozen=True, slots=True)
class Schedule:
    """A time of day, in a zone, on some days of the week."""

    at: time
    zone: ZoneInfo
    days: tuple[str, ...] = DAYS
    holidays: str = ""  # ISO 3166 code of the country whose public holidays are left out

    def on(self, day: date) -> bool:
        """Whether this local date has a roundup."""
        return DAYS[day.weekday()] in self.days and not (self.holidays and day in holidays_of(self.holidays))

    def instant(self, day: date) -> datetime | None:
        """When the roundup of this local date is due, in UTC; None where the zone leaves that date out."""
        wanted = datetime.combine(day, self.at)
        first = wanted.replace(tzinfo=self.zone, fold=0).astimezone(UTC)
        if _wall(first, self.zone) == wanted:
            return first
        # The clock jumps over it. Read with the offset before the jump it lies after it, and the other way round.
        earlier = wanted.replace(tzinfo=self.zone, fold=1).astimezone(UTC)
        jump = _first_at_or_after(earlier, first, wanted, self.zone)
        return jump if _wall(jump, self.zone) - wanted <= _LONGEST_JUMP else None

    def next(self, now: datetime, count: int = 3) -> Sequence[datetime]:
        """The next times, in the channel's zone."""
        today = now.astimezone(self.zone).date()
        found: list[datetime] = []
        for ahead in range(-1, _MOST_DAYS_AHEAD):
            day = today + timedelta(days=ahead)
            moment = self.instant(day) if self.on(day) else None
            if moment is not None and moment > now:
                found.append(moment.astimezone(self.zone))
            if len(found) == count:
                break
        return found


@dataclass(frozen=True, slots=True)
class Due:
    """The roundup of a local date that is due."""

    day: date
    at: datetime
    late: timedelta

    @property
    def too_late(self) -> bool:
        """Whether nobody wants it any more; the next one says that it was skipped."""
        return self.late > LATEST


def due(schedule: Schedule, now: datetime, since: datetime) -> Iterator[Due]:
    """The roundups that were due after `since` and at `now` or before, oldest first, a week back at most."""
    today = now.astimezone(schedule.zone).date()
    for back in range(LOOK_BACK, -2, -1):
        day = today - timedelta(days=back)
        moment = schedule.instant(day) if schedule.on(day) else None
        if moment is not None and since < moment <= now:
            yield Due(day, moment, now - moment)


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def _first_at_or_after(low: datetime, high: datetime, wanted: datetime, zone: ZoneInfo) -> datetime:
    """The first second in `(low, high]` at which the wall shows `wanted` or later, by halving."""
    seconds = int((high - low).total_seconds())
    below, above = 0, seconds
    while above - below > 1:
        middle = (below + above) // 2
        if _wall(low + timedelta(seconds=middle), zone) >= wanted:
            above = middle
        else:
            below = middle
    return low + timedelta(seconds=above)


@lru_cache(maxsize=32)
def holidays_of(country: str) -> HolidayBase:
    """The public holidays of a country. Raises NotImplementedError where it is not known."""
    import holidays

    return holidays.country_holidays(country)
