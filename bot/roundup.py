"""The path of one roundup: claim its date, gather what was digested since the last one, make stories, lay out, post.

The claim is a row that exists once for a channel, local date and time of day; its end and its posts are one
transaction.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError

from bot.blocks.message import Message
from bot.blocks.roundup import roundup_messages
from bot.blocks.roundup_parts import Place, RoundupView
from bot.blocks.roundup_view import roundup_view
from bot.schedule import DAYS, LOOK_BACK, Due, Schedule, due
from bot.store import LeaseLost, NewPost, RoundupRow, ScheduleRow, Store, StoredOutline
from handlers.stories import Telling, stories

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
DAY, WEEK = timedelta(days=1), timedelta(days=7)  # a window is of a week and a day at most, a weekly one's of two weeks
MONTH = timedelta(days=30)
BESIDE = 300  # earlier articles that tell which words are common in a channel
COMMITTING = timedelta(minutes=1)  # a digest made so long before an instant may come to stand after it
LATE = timedelta(minutes=15)  # from which a roundup says that it is late
NOTHING = "empty"
Permalink = Callable[[str, str, str], str]


@dataclass(frozen=True, slots=True)
class Window:
    """The time that a roundup is about, and the clock that its channel reads."""

    since: datetime
    until: datetime
    zone: ZoneInfo


class Roundups:
    """Makes the roundups that are due. Safe to run in any number of processes."""

    def __init__(
        self,
        store: Store,
        permalink: Permalink,
        wake: Callable[[], None] = lambda: None,
        late: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._store = store
        self._late = late
        self._permalink = permalink
        self._wake = wake

    def tick(self) -> int:
        """Makes every roundup that is due now; how many were ended here."""
        now = self._store.now()
        ended = 0
        done = self._store.roundups.ended_since((now - timedelta(days=LOOK_BACK + 2)).date().isoformat())
        for row in self._store.schedules.all():
            with _apart(row.channel):
                for one in self._due(row, now):
                    if (row.team, row.channel, one.day.isoformat(), row.at) not in done:
                        ended += self._make(row, one)
        for told in self._store.roundups.stale():
            with _apart(told.channel):
                self._tell_again(told)
        return ended

    def preview(self, team: str, channel: str, window: Window) -> RoundupView | None:
        """The roundup of a window, made and not posted; None where nothing was digested."""
        return self._view(team, channel, window, notes=[])

    def make_now(self, team: str, channel: str, window: Window, day: date, slot: str) -> RoundupRow | None:
        """Makes one roundup at once, under its own slot of that date; None where it stands already."""
        claimed = self._store.roundups.claim(team, channel, day.isoformat(), slot, window.since, window.until, LEASE)
        if claimed is not None:
            self._finish(claimed, window.zone, [])
        return claimed

    def _due(self, row: ScheduleRow, now: datetime) -> Iterator[Due]:
        made = row.created_at or now
        yield from due(schedule_of(row), now, made)

    def _make(self, row: ScheduleRow, one: Due) -> bool:
        window = self._window(row, one.at)
        day = one.day.isoformat()
        claimed = self._store.roundups.claim(row.team, row.channel, day, row.at, window.since, window.until, LEASE)
        if claimed is None:
            return False
        if one.too_late:
            self._store.roundups.end(claimed, "skipped", note=f"skipped {day}")
            return True
        self._late(max(0.0, one.late.total_seconds()))
        notes = self._skipped(row, one.day)
        if one.late >= LATE:
            notes.append(f"This roundup was due at {row.at}; Pullquote was not running then.")
        return self._finish(claimed, window.zone, notes)

    def _window(self, row: ScheduleRow, until: datetime) -> Window:
        """Since the channel's last roundup; a weekly one tells the week, whatever daily ones told of it. Where there
        was none, a day (a week), or since it was asked for, if that is longer."""
        weekly = len(schedule_of(row).days) == 1
        last = self._store.roundups.last(row.team, row.channel, before=until, slot=row.at if weekly else None)
        since = last.until if last else min(until - (WEEK if weekly else DAY), row.created_at or until)
        return Window(max(since, until - WEEK * (2 if weekly else 1) - DAY), until, ZoneInfo(row.zone))

    def _skipped(self, row: ScheduleRow, day: date) -> list[str]:
        """That the roundups right before this one were skipped."""
        dates = self._store.roundups.skipped_before(row.team, row.channel, row.at, day.isoformat())
        if not dates:
            return []
        told = ", ".join(f"{date.fromisoformat(d):%-d %B}" for d in dates)
        return [f"No roundup came on {told}: Pullquote was not running."]

    def _finish(self, claimed: RoundupRow, zone: ZoneInfo, notes: list[str]) -> bool:
        window = Window(claimed.since, claimed.until, zone)
        view = self._view(claimed.team, claimed.channel, window, notes)
        messages = roundup_messages(view) if view else self._empty(claimed, window)
        body = self._body(claimed, window, view) if view else None
        state = "posted" if view else NOTHING
        self._store.roundups.end(claimed, state, tuple(_posts(claimed, messages)), body=body)
        self._wake()
        log.info("roundup channel=%s date=%s %s", claimed.channel, claimed.local_date, state)
        return True

    def _tell_again(self, told: RoundupRow) -> None:
        """A roundup of which something was taken back: its messages become what is left of it, or go."""
        known = told.body or {}
        window = Window(told.since, told.until, ZoneInfo(known.get("zone", "UTC")))
        view = self._view(told.team, told.channel, window, known.get("notes", []))
        posts = []
        messages = roundup_messages(view) if view else []
        for number, (channel, _, ts) in enumerate(self._store.outbox.posted(told.team, told.id)):
            kind, words = ("update", _sent(messages[number])) if number < len(messages) else ("delete", {})
            posts.append(
                NewPost(team=told.team, channel=channel, kind=kind, body={"ts": ts, **words}, request_id=told.id)
            )
        body = self._body(told, window, view) if view else None
        if self._store.roundups.told_again(told, tuple(posts), body):
            self._wake()
            log.info("roundup channel=%s date=%s told again", told.channel, told.local_date)

    def _body(self, row: RoundupRow, window: Window, view: RoundupView) -> dict[str, Any]:
        """What was told, by request, so that the next one tells what is new, and this one can be told again."""
        return {
            "stories": [list(story.requests) for story in view.stories],
            "beside": sorted(_told(self._store.roundups.last(row.team, row.channel, before=window.until))),
            "zone": window.zone.key,
            "notes": list(view.notes),
        }

    def _view(self, team: str, channel: str, window: Window, notes: list[str]) -> RoundupView | None:
        found = self._store.digests
        last = self._store.roundups.last(team, channel, before=window.until)
        told_before = _told(last)
        follows = last is not None and last.until == window.since
        stored = {
            d.request_id: d
            for d in found.outlines(
                team, channel, window.since - (COMMITTING if follows else timedelta(0)), window.until
            )
            if d.created_at >= window.since or d.request_id not in told_before
        }
        if not stored:
            return None
        before = sorted(told_before - stored.keys())
        every = {d.request_id: d for d in found.outlines_of(team, before)} | stored
        told = [Telling(d.request_id, d.created_at, d.outline, d.digest, d.publisher) for d in every.values()]
        earlier = found.latest(team, channel, window.since - MONTH, window.since, BESIDE)
        made = stories(told, beside=(d.outline.article for d in earlier if d.request_id not in every))
        return roundup_view(
            [s for s in made if any(t.key in stored for t in s.tellings)],
            self._places(every),
            new=frozenset(stored),
            since=window.since.astimezone(window.zone),
            until=window.until.astimezone(window.zone),
            notes=notes,
        )

    def _places(self, every: Mapping[str, StoredOutline]) -> dict[str, Place]:
        """Where each article and its digest are; Slack is asked for a link when it is told, and once."""

        @cache
        def thread(stored_at: tuple[str, str, str]) -> str:
            return self._permalink(*stored_at) if stored_at[2] else ""

        found = {}
        for key, stored in every.items():
            article = stored.outline.article
            url = article.canonical_url or article.url or stored.canonical_url
            there = partial(thread, (stored.team, stored.channel, stored.posted_ts))
            found[key] = Place(url, stored.publisher, there)
        return found

    def _empty(self, claimed: RoundupRow, window: Window) -> list[Message]:
        if not self._store.channels.get(claimed.team, claimed.channel).roundup_empty:
            return []
        when = f"{window.since.astimezone(window.zone):%A %H:%M}"
        return [Message([], f"No article was posted here since {when}.")]


@contextmanager
def _apart(channel: str) -> Iterator[None]:
    """One channel's mistake must not keep the others waiting."""
    try:
        yield
    except LeaseLost:
        log.info("roundup of channel=%s is another's", channel)
    except SQLAlchemyError:
        raise
    except Exception:  # whatever it is, it is tried again
        log.exception("roundup of channel=%s failed", channel)


def schedule_of(row: ScheduleRow) -> Schedule:
    """A row as a schedule. Raises ValueError where it holds none."""
    days = tuple(day for day in DAYS if day in row.days.split(","))
    return Schedule(time.fromisoformat(row.at), ZoneInfo(row.zone), days or DAYS, str(row.options.get("holidays", "")))


def row_of(schedule: Schedule, team: str, channel: str, user: str) -> ScheduleRow:
    """A schedule as a row."""
    options = {"holidays": schedule.holidays} if schedule.holidays else {}
    at, days = f"{schedule.at:%H:%M}", ",".join(schedule.days)
    return ScheduleRow(team=team, channel=channel, at=at, zone=schedule.zone.key, days=days, user=user, options=options)


def _posts(claimed: RoundupRow, messages: Sequence[Message]) -> Iterator[NewPost]:
    """The first message in the channel, the others in its thread."""
    for number, message in enumerate(messages):
        yield NewPost(
            team=claimed.team,
            channel=claimed.channel,
            kind="post",
            body=_sent(message),
            request_id=claimed.id,
            part=str(number),
            after=0 if number else None,
        )


def _sent(message: Message) -> dict[str, Any]:
    return {"blocks": message.blocks, "text": message.text} if message.blocks else {"text": message.text}


def _told(last: RoundupRow | None) -> set[str]:
    """The requests that a roundup told of."""
    body = last.body if last else None
    return {key for story in body["stories"] for key in story} if body else set()
