"""What is older than the days to keep goes: digests with their quotes and figures, and the words in what was asked and
posted. The bare rows of requests and posts stay: by them nothing is done twice, and a deleted message is followed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, exists, select, update

from bot.store.columns import EMPTY
from bot.store.database import Database
from bot.store.tables import articles, digests, outbox, requests, roundups

BATCH = 200  # rows a transaction, so that nobody waits long for the writers' turn


class Retention:
    """Forgets, a batch a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def forget_before(self, before: datetime) -> int:
        """Forgets what is older, in every team; how many digests."""
        gone = 0
        while (count := self._digests(before)) > 0:
            gone += count
        while self._words(before):
            pass
        return gone

    def _digests(self, before: datetime) -> int:
        with self._database.write() as connection:
            old = select(digests.c.request_id, digests.c.article_id).where(digests.c.created_at < before).limit(BATCH)
            rows = connection.execute(old).all()
            connection.execute(delete(digests).where(digests.c.request_id.in_([row.request_id for row in rows])))
            orphan = ~exists().where(digests.c.article_id == articles.c.id)
            connection.execute(delete(articles).where(articles.c.id.in_([row.article_id for row in rows]), orphan))
            return len(rows)

    def _words(self, before: datetime) -> int:
        """Empties what was pasted, posted and told in roundups."""
        ended = ("sent", "dropped")
        old = {
            requests: (requests.c.finished_at < before, (requests.c.text != "") | (requests.c.response_url != "")),
            outbox: (outbox.c.finished_at < before, outbox.c.state.in_(ended), outbox.c.body != EMPTY),
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
                some = select(table.c.id).where(*conditions).limit(BATCH)
                ids = list(connection.execute(some).scalars())
                connection.execute(update(table).where(table.c.id.in_(ids)).values(emptied[table]))
                count += len(ids)
            return count
