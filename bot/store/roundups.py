"""Roundups: one a channel, local date and time of day, whoever asks first."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, exists, func, or_, select, update

from bot.store.columns import EMPTY, Corrupt, unpacked
from bot.store.database import Database
from bot.store.errors import LeaseLost
from bot.store.ids import new_id
from bot.store.outbox import NewPost, enqueue
from bot.store.tables import ENDED, OPEN_POST, STALE, digests, outbox, roundups, schedules
from bot.store.times import at, due


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundupRow:
    """A roundup, claimed or ended. Its `id` serves as the request id of its posts."""

    id: str
    team: str
    channel: str
    local_date: str  # ISO
    slot: str
    state: str  # claimed, posted, empty, skipped; stale: posted, and something that it told is forgotten
    since: datetime
    until: datetime
    note: str
    lease: str
    body: Any  # what was told, as JSON; None where nothing was or it cannot be read


_TOLD_AGAIN = timedelta(days=16)  # after which no roundup tells a story for being told before
_PAGE = 500
_TOLD = ("posted", "stale", "empty")


class Roundups:
    """Queries of roundups."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(
        self, team: str, channel: str, local_date: str, slot: str, since: datetime, until: datetime, lease: timedelta
    ) -> RoundupRow | None:
        """The roundup of this channel, date and slot, ours until the lease ends; None where it is ended or another's.

        The window of the first claim stays, so a second one after a crash tells the same.
        """
        key = {"team": team, "channel": channel, "local_date": local_date, "slot": slot}
        with self._database.write(durable=True) as connection:
            now = self._database.now()
            fresh = key | {"id": new_id(), "since": since, "until": until, "created_at": now}
            add = self._database.insert(roundups).values(fresh)
            connection.execute(add.on_conflict_do_nothing(index_elements=list(key)))
            same = and_(*(roundups.c[name] == value for name, value in key.items()))
            free = and_(roundups.c.state == "claimed", or_(roundups.c.lease.is_(None), due(roundups.c.lease_until)))
            taken = update(roundups).where(same, free).values(lease=new_id(), lease_until=now + lease)
            row = connection.execute(taken.returning(*roundups.c), at(now)).mappings().one_or_none()
        return _row(row) if row else None

    def end(
        self, row: RoundupRow, state: str, posts: tuple[NewPost, ...] = (), note: str = "", body: Any = None
    ) -> None:
        """Ends a claim and puts its posts into the outbox, together. Raises LeaseLost."""
        with self._database.write(durable=True) as connection:
            if state == "posted" and not _still_there(connection, row.team, body):
                state = "stale"
            held = and_(roundups.c.id == row.id, roundups.c.state == "claimed", roundups.c.lease == row.lease)
            values = {"state": state, "note": note, "body": body, "lease": None, "lease_until": None}
            if connection.execute(update(roundups).where(held).values(values)).rowcount != 1:
                raise LeaseLost(row.id)
            enqueue(self._database, connection, posts)

    def stale(self) -> Sequence[RoundupRow]:
        """Those that told something that is forgotten since, and whose posts are all out."""
        open_post = exists().where(outbox.c.team == roundups.c.team, outbox.c.request_id == roundups.c.id, OPEN_POST)
        with self._database.read() as connection:
            chosen = select(roundups).where(STALE, ~open_post).order_by(roundups.c.id)
            return [_row(row) for row in connection.execute(chosen).mappings()]

    def told_again(self, row: RoundupRow, posts: tuple[NewPost, ...], body: Any) -> bool:
        """What a stale one tells now, and its posts, together; the words that it was posted with are kept no more.
        False where another process has told it already."""
        with self._database.write(durable=True) as connection:
            mine = and_(roundups.c.id == row.id, roundups.c.state == "stale")
            if connection.execute(update(roundups).where(mine).values(state="posted", body=body)).rowcount != 1:
                return False
            old = and_(outbox.c.team == row.team, outbox.c.request_id == row.id, outbox.c.state.in_(ENDED))
            connection.execute(update(outbox).where(old).values(body=EMPTY))
            enqueue(self._database, connection, posts)
            return True

    def ended_since(self, local_date: str) -> set[tuple[str, str, str, str]]:
        """`(team, channel, local date, slot)` of every roundup of that date or later that is ended, where one is still
        wanted."""
        place = (roundups.c.team, roundups.c.channel, roundups.c.local_date, roundups.c.slot)
        with self._database.read() as connection:
            wanted = and_(schedules.c.team == roundups.c.team, schedules.c.channel == roundups.c.channel)
            chosen = select(*place).select_from(schedules).join(roundups, wanted)
            chosen = chosen.where(roundups.c.local_date >= local_date, roundups.c.state != "claimed")
            return {(team, channel, day, slot) for team, channel, day, slot in connection.execute(chosen)}

    def last(
        self, team: str, channel: str, before: datetime | None = None, slot: str | None = None
    ) -> RoundupRow | None:
        """The channel's last roundup (in this slot) that looked at its window (which ended before `before`)."""
        here = [roundups.c.team == team, roundups.c.channel == channel, roundups.c.state.in_(_TOLD)]
        if before is not None:
            here.append(roundups.c.until < before)
        if slot is not None:
            here.append(roundups.c.slot == slot)
        with self._database.read() as connection:
            chosen = select(roundups).where(*here).order_by(roundups.c.until.desc()).limit(1)
            row = connection.execute(chosen).mappings().one_or_none()
        return _row(row) if row else None

    def skipped_before(self, team: str, channel: str, slot: str, local_date: str) -> Sequence[str]:
        """The dates whose roundup in this slot was skipped, since the last one that was not."""
        here = [roundups.c.team == team, roundups.c.channel == channel, roundups.c.slot == slot]
        with self._database.read() as connection:
            earlier = select(roundups.c.local_date, roundups.c.state).where(*here, roundups.c.local_date < local_date)
            rows = connection.execute(earlier.order_by(roundups.c.local_date.desc()).limit(31)).all()
        dates = [day for day, _ in itertools.takewhile(lambda row: row[1] == "skipped", rows)]
        return dates[::-1]


def _still_there(connection: Connection, team: str, body: Any) -> bool:
    """Whether everything that it tells is still remembered."""
    told = [request_id for story in (body or {}).get("stories", ()) for request_id in story]
    for begin in range(0, len(told), _PAGE):
        some = told[begin : begin + _PAGE]
        here = select(func.count()).where(digests.c.team == team, digests.c.request_id.in_(some))
        if connection.execute(here).scalar_one() != len(some):
            return False
    return True


def not_as_told(connection: Connection, team: str, channel: str, request_id: str, digested: datetime) -> None:
    """Marks the roundups that told of a digest which is forgotten now."""
    near = and_(roundups.c.until > digested, roundups.c.since <= digested + _TOLD_AGAIN)
    here = [roundups.c.team == team, roundups.c.channel == channel, roundups.c.state == "posted", near]
    for row in connection.execute(select(roundups).where(*here)).mappings().all():
        body = _row(row).body or {}
        stories = [*body.get("stories", ()), body.get("beside", ())]
        if any(request_id in story for story in stories):
            connection.execute(update(roundups).where(roundups.c.id == row["id"]).values(state="stale"))


def _row(row: RowMapping) -> RoundupRow:
    names = ("id", "team", "channel", "local_date", "slot", "state", "since", "until", "note")
    try:
        body = None if row["body"] is None else unpacked(row["body"])
    except Corrupt:
        body = None
    return RoundupRow(**{n: row[n] for n in names}, lease=row["lease"] or "", body=body)
