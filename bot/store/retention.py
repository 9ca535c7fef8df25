"""What is older than the days to keep goes: digests with their quotes and figures, and the words in what was asked and
posted, and what people said about them. The bare rows of requests and posts stay: by them nothing is done twice, and a
deleted message is followed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, exists, select, update

from bot.store.columns import EMPTY
from bot.store.database import Database
from bot.store.tables import ENDED, articles, digests, feedback, outbox, requests, roundups

BATCH = 200  # rows a transaction, so that nobody waits long for the writers' turn


def shortest(*days: int) -> int:
    """The fewest days of several wishes to keep something, of which 0 is none; 0 where nobody has one."""
    return min((wish for wish in days if wish > 0), default=0)


class Retention:
    """Forgets, a batch a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def teams(self) -> Sequence[str]:
        """Every team that has ever asked for something."""
        with self._database.read() as connection:
            return connection.execute(select(requests.c.team).distinct().order_by(requests.c.team)).scalars().all()

    def forget_before(self, team: str, before: datetime) -> int:
        """Forgets what a team has that is older; how many digests."""
        gone = 0
        while (count := self._digests(team, before)) > 0:
            gone += count
        while self._words(team, before):
            pass
        return gone

    def _digests(self, team: str, before: datetime) -> int:
        with self._database.write() as connection:
            here = digests.c.team == team, digests.c.created_at < before
            rows = connection.execute(
                select(digests.c.request_id, digests.c.article_id).where(*here).limit(BATCH)
            ).all()
            connection.execute(delete(digests).where(digests.c.request_id.in_([row.request_id for row in rows])))
            orphan = ~exists().where(digests.c.article_id == articles.c.id)
            connection.execute(delete(articles).where(articles.c.id.in_([row.article_id for row in rows]), orphan))
            return len(rows)

    def _words(self, team: str, before: datetime) -> int:
        """Empties what was pasted, posted and told in roundups; what was said of passages goes."""
        old = {
            requests: (requests.c.finished_at < before, (requests.c.text != "") | (requests.c.response_url != "")),
            outbox: (outbox.c.finished_at < before, outbox.c.state.in_(ENDED), outbox.c.body != EMPTY),
            roundups: (roundups.c.until < before, roundups.c.state != "claimed", roundups.c.body.is_not(None)),
        }
        emptied: dict[Table, dict[str, Any]] = {
            requests: {"text": "", "response_url": ""},
            outbox: {"body": EMPTY},
            roundups: {"body": None},
        }
        with self._database.write() as connection:
            count = 0
            for table, conditions in old.items():
                some = select(table.c.id).where(table.c.team == team, *conditions).limit(BATCH)
                ids = list(connection.execute(some).scalars())
                connection.execute(update(table).where(table.c.id.in_(ids)).values(emptied[table]))
                count += len(ids)
            said = delete(feedback).where(feedback.c.team == team, feedback.c.created_at < before)
            return count + connection.execute(said).rowcount
