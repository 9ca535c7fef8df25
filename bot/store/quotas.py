"""Rations of requests: so many an hour for a person, and for a workspace.

A ration fills up evenly, and a whole hour's worth may be used at once. One row each is kept beside the outbox's paces:
by when everything that was taken so far would have been there at an even pace.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from bot.store.database import Database
from bot.store.outbox import hold
from bot.store.tables import paces

METHOD = "asked"  # no kind of post: the outbox does not look at these rows
HOUR = timedelta(hours=1)


class Quotas:
    """Queries of rations."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, team: str, rations: Mapping[str, int], *, ahead: bool) -> dict[str, timedelta]:
        """Takes one out of each of the team's rations, which are so many an hour by name; 0 is without an end.

        What it has to wait for, and how long; nothing where all were there. `ahead`: it is taken all the same, out of
        what comes later; otherwise it is taken only where all were there.
        """
        counted = {name: HOUR / per_hour for name, per_hour in rations.items() if per_hour > 0}
        with self._database.write() as connection:
            now = self._database.now()
            mine = select(paces.c.channel, paces.c.not_before).where(
                paces.c.team == team, paces.c.method == METHOD, paces.c.channel.in_(counted)
            )
            taken = {name: max(at, now) for name, at in connection.execute(mine.with_for_update()).all()}
            after = {name: taken.get(name, now) + each for name, each in counted.items()}
            waits = {name: at - now - HOUR for name, at in after.items() if at - now > HOUR}
            if ahead or not waits:
                for name, at in after.items():
                    hold(self._database, connection, team, name, METHOD, at)
            return waits
