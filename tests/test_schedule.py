"""A roundup is due once a local date, at the first moment when the wall shows its time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.schedule import LATEST, Schedule, due

START, END = date(2025, 3, 1), date(2027, 3, 1)
ZONES = sorted(available_timezones())
TIMES = (time(0, 0), time(0, 30), time(2, 30), time(9, 0), time(23, 45))


def transitions(zone: ZoneInfo) -> list[datetime]:
    """The moments between START and END at which the zone's offset changes, to the minute."""
    moment = datetime.combine(START, time(), UTC) - timedelta(days=2)
    end = datetime.combine(END, time(), UTC) + timedelta(days=2)
    step, found = timedelta(hours=6), []
    while moment < end:
        if moment.astimezone(zone).utcoffset() != (moment + step).astimezone(zone).utcoffset():
            inner = moment
            while inner.astimezone(zone).utcoffset() == (inner + timedelta(minutes=1)).astimezone(zone).utcoffset():
                inner += timedelta(minutes=1)
            found.append(inner + timedelta(minutes=1))
        moment += step
    return found


def reference(zone: ZoneInfo, at: time, changes: list[datetime]) -> dict[date, datetime]:
    """For each local date, the first moment whose wall time is `at` or later.

    The wall is walked piece by piece, between two changes of its offset; each piece shows each of its times once.
    """
    bounds = [datetime.combine(START, time(), UTC) - timedelta(days=2), *changes]
    ends = [*changes, datetime.combine(END, time(), UTC) + timedelta(days=2)]
    first: dict[date, datetime] = {}
    for begin, end in zip(bounds, ends, strict=True):
        offset = begin.astimezone(zone).utcoffset()
        assert offset is not None
        day = (begin + offset).date()
        while datetime.combine(day, time(), UTC) - offset < end:
            moment = max(datetime.combine(day, at, UTC) - offset, begin)
            if moment < end and (moment + offset).date() == day:
                first.setdefault(day, moment)
            day += timedelta(days=1)
    for change in changes:  # a jump over the wanted time into the next date
        before = (change - timedelta(minutes=1)).astimezone(zone).date()
        wanted = datetime.combine(before, at)
        if before not in first and wanted <= change.astimezone(zone).replace(tzinfo=None):
            first[before] = change
    return {day: moment for day, moment in first.items() if START <= day < END}


def test_every_zone_over_two_years_fires_once_a_date() -> None:
    """Each zone of tzdata, at times that clocks jump over and that come twice: as the walk along the wall says."""
    for name in ZONES:
        zone = ZoneInfo(name)
        changes = transitions(zone)
        for at in TIMES:
            schedule = Schedule(at, zone)
            if not changes and at != TIMES[0]:
                continue  # a zone without changes is the same at any time
            expected = reference(zone, at, changes)
            days = [START + timedelta(days=n) for n in range((END - START).days)]
            got = {day: moment for day in days if (moment := schedule.instant(day)) is not None}
            assert got == expected, (name, at)


@pytest.mark.parametrize(
    ("zone", "day", "at", "utc"),
    [
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), "2026-03-29T01:00"),  # jumped over: when the clock has jumped
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), "2026-10-25T00:30"),  # comes twice: the first
        ("America/New_York", date(2026, 3, 8), time(2, 0), "2026-03-08T07:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03T15:30"),  # a jump of half an hour
        ("Asia/Kathmandu", date(2026, 6, 1), time(9, 0), "2026-06-01T03:15"),
        ("Africa/Cairo", date(2026, 4, 24), time(0, 0), "2026-04-23T22:00"),  # midnight itself is jumped over
    ],
)
def test_hard_hours(zone: str, day: date, at: time, utc: str) -> None:
    """Hours that do not exist, exist twice, or lie on odd offsets."""
    moment = Schedule(at, ZoneInfo(zone)).instant(day)
    assert moment is not None
    assert moment.strftime("%Y-%m-%dT%H:%M") == utc


def test_a_date_that_a_zone_left_out_has_no_roundup() -> None:
    """Samoa went from 29 to 31 December 2011."""
    schedule = Schedule(time(9), ZoneInfo("Pacific/Apia"))
    assert schedule.instant(date(2011, 12, 30)) is None
    assert schedule.instant(date(2011, 12, 31)) is not None


def test_days_and_holidays_are_left_out() -> None:
    """Weekdays without Germany's unity day."""
    schedule = Schedule(time(9), ZoneInfo("Europe/Berlin"), ("mon", "tue", "wed", "thu", "fri"), "DE")
    assert not schedule.on(date(2025, 10, 3))
    assert not schedule.on(date(2025, 10, 4))
    assert schedule.on(date(2025, 10, 6))


def test_the_next_three_times_are_shown() -> None:
    """In the channel's own time, over a weekend."""
    schedule = Schedule(time(9), ZoneInfo("Europe/Berlin"), ("mon", "tue", "wed", "thu", "fri"))
    now = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)  # Thursday, 09:00 in Berlin: that one is due now
    told = [moment.strftime("%a %d %H:%M") for moment in schedule.next(now)]
    assert told == ["Fri 27 09:00", "Mon 30 09:00", "Tue 01 09:00"]


def test_what_was_slept_through_is_due_late_or_too_late() -> None:
    """A machine that wakes on the third day: two are too late, the last one is worth posting."""
    schedule = Schedule(time(9), ZoneInfo("UTC"))
    since = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
    found = list(due(schedule, datetime(2026, 6, 4, 11, 0, tzinfo=UTC), since))
    assert [d.day.day for d in found] == [2, 3, 4]
    assert [d.too_late for d in found] == [True, True, False]
    assert found[-1].late == timedelta(hours=2) < LATEST


def test_nothing_is_due_before_the_schedule_was_made() -> None:
    """A schedule made at noon for nine o'clock begins tomorrow."""
    made = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
    schedule = Schedule(time(9), ZoneInfo("UTC"))
    assert list(due(schedule, made + timedelta(hours=1), made)) == []
    assert [d.day.day for d in due(schedule, made + timedelta(hours=22), made)] == [2]
