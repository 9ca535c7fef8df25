"""A site's turns, shared by every worker: each fetch takes the next free moment and waits for it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from bot.store.columns import EPOCH
from bot.store.database import Database

_TAKE = """
    INSERT INTO paces (team, channel, method, not_before) VALUES ('', :host, 'fetch', :next)
    ON CONFLICT (team, channel, method) DO UPDATE SET not_before =
        CASE WHEN paces.not_before BETWEEN :now AND :latest THEN paces.not_before ELSE :now END + :delay
    RETURNING not_before
"""
_LATEST = timedelta(minutes=5)  # a turn further off than that was taken by a clock that was wrong
_MICROSECOND = timedelta(microseconds=1)


class Turns:
    """Whose turn it is at a site."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, host: str, delay: timedelta) -> float:
        """Takes the next turn at a host, `delay` after the one before; how many seconds to wait for it."""
        now = (self._database.now() - EPOCH) // _MICROSECOND
        step, latest = delay // _MICROSECOND, now + _LATEST // _MICROSECOND
        given = {"host": host[:255], "now": now, "next": now + step, "delay": step, "latest": latest}
        with self._database.write() as connection:
            after: int = connection.execute(text(_TAKE), given).scalar_one()
        return max(0.0, (after - step - now) / 1_000_000)
