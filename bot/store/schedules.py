"""When each channel wants its roundup."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, or_, select

from bot.store.database import Database
from bot.store.ids import new_id
from bot.store.tables import schedules


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRow:
    """One time of day at which a channel gets a roundup. What the words mean is `bot.schedule`'s."""

    team: str
    channel: str
    at: str  # HH:MM, local
    zone: str
    days: str
    user: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    id: str = ""
    created_at: datetime | None = None


class Schedules:
    """Queries of schedules."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, row: ScheduleRow) -> None:
        """Keeps a schedule; one at the same time of the same channel is replaced. One that changes begins anew: what
        it would have been due at before is not caught up."""
        values = {"zone": row.zone, "days": row.days, "user_id": row.user, "options": json.dumps(row.options)}
        fresh = {
            "id": new_id(),
            "team": row.team,
            "channel": row.channel,
            "at": row.at,
            "created_at": self._database.now(),
        }
        with self._database.write(durable=True) as connection:
            add = self._database.insert(schedules).values(values | fresh)
            new = add.excluded
            changed = or_(*(schedules.c[name] != new[name] for name in ("zone", "days", "options")))
            begin = values | {"created_at": fresh["created_at"]}
            key = ["team", "channel", "at"]
            connection.execute(add.on_conflict_do_update(index_elements=key, set_=begin, where=changed))

    def of(self, team: str, channel: str) -> Sequence[ScheduleRow]:
        """The channel's schedules, by time of day."""
        return self._select(schedules.c.team == team, schedules.c.channel == channel)

    def all(self) -> Sequence[ScheduleRow]:
        """Every schedule of every team: for the tick."""
        return self._select()

    def last_zone(self, team: str, channel: str) -> str:
        """The zone that was chosen last, in this channel or else in the team; "" where none was."""
        here = (schedules.c.channel == channel).desc()
        chosen = select(schedules.c.zone).where(schedules.c.team == team).order_by(here, schedules.c.created_at.desc())
        with self._database.read() as connection:
            return connection.execute(chosen.limit(1)).scalar() or ""

    def forget(self, team: str, channel: str, at: str | None = None) -> int:
        """Ends the channel's schedule at this time, or all of them; how many."""
        here = [schedules.c.team == team, schedules.c.channel == channel]
        with self._database.write(durable=True) as connection:
            gone = delete(schedules).where(*here, *([schedules.c.at == at] if at is not None else []))
            return connection.execute(gone).rowcount

    def _select(self, *conditions: Any) -> Sequence[ScheduleRow]:
        chosen = select(schedules).where(*conditions).order_by(schedules.c.team, schedules.c.channel, schedules.c.at)
        with self._database.read() as connection:
            return [_row(row) for row in connection.execute(chosen).mappings()]


def _row(row: RowMapping) -> ScheduleRow:
    names = ("id", "team", "channel", "at", "zone", "days", "created_at")
    return ScheduleRow(user=row["user_id"], options=json.loads(row["options"]), **{n: row[n] for n in names})
