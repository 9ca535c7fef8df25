"""What a team has read: lists and counts over the channels that whoever asks may read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Subquery, func, select

from bot.store.columns import Corrupt, unpacked
from bot.store.database import Database
from bot.store.digests import Posted, posted, posted_at
from bot.store.ids import key_of
from bot.store.tables import articles, digests, quotes, requests
from handlers.model import Article

Counted = Sequence[tuple[str, int]]
NEWEST = 1_000  # digests in which it is counted who is heard and read most: a very full month would take too long
_TIMES = func.count().label("times")


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was read in a time."""

    articles: int
    quotes: int
    figures: int


class Overview:
    """Lists and counts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def made(
        self, team: str, channels: Sequence[str], since: datetime, until: datetime, limit: int, offset: int = 0
    ) -> Sequence[Posted]:
        """The digests of a time, newest first."""
        newest = digests.c.created_at.desc(), digests.c.request_id.desc()
        here = *_made(team, channels, since), digests.c.created_at < until
        page = select(digests.c.request_id).where(*here).order_by(*newest).limit(limit).offset(offset).subquery()
        chosen = posted_at().join(page, page.c.request_id == digests.c.request_id).order_by(*newest)
        with self._database.read() as connection:
            return [posted(row) for row in connection.execute(chosen).mappings()]

    def teams(self) -> Sequence[str]:
        """Every team that has a digest."""
        with self._database.read() as connection:
            return connection.execute(select(digests.c.team).distinct().order_by(digests.c.team)).scalars().all()

    def channels(self, team: str) -> Sequence[str]:
        """Every channel that has a digest."""
        with self._database.read() as connection:
            return (
                connection.execute(select(digests.c.channel).where(digests.c.team == team).distinct()).scalars().all()
            )

    def of_url(self, team: str, canonical_url: str) -> Sequence[Posted]:
        """Every digest of an article, by the URL that it goes by or the one that was posted."""
        key = key_of(canonical_url)
        asked = select(requests.c.id).where(requests.c.team == team, requests.c.canonical_url == canonical_url)
        this = (digests.c.url_key == key) | digests.c.request_id.in_(asked)
        with self._database.read() as connection:
            chosen = posted_at().where(digests.c.team == team, this).order_by(digests.c.request_id)
            return [posted(row) for row in connection.execute(chosen).mappings()]

    def counts(self, team: str, channels: Sequence[str], since: datetime) -> Counts:
        """How many articles, quotes and figures since then."""
        sums = (func.count(), func.sum(digests.c.quoted), func.sum(digests.c.counted))
        with self._database.read() as connection:
            row = connection.execute(select(*sums).where(*_made(team, channels, since))).one()
        return Counts(*(int(number or 0) for number in row))

    def publishers(self, team: str, channels: Sequence[str], since: datetime, limit: int) -> Counted:
        """Who published most of what was read since then, of the `NEWEST` digests."""
        newest = _newest(team, channels, since)
        of = select(articles.c.publisher, _TIMES).join(newest, newest.c.article_id == articles.c.id)
        return self._most(of, articles.c.publisher, limit)

    def speakers(self, team: str, channels: Sequence[str], since: datetime, limit: int) -> Counted:
        """Who was quoted most since then, in the `NEWEST` digests."""
        newest = _newest(team, channels, since)
        of = select(quotes.c.speaker, _TIMES).join(newest, newest.c.request_id == quotes.c.request_id)
        return self._most(of, quotes.c.speaker, limit)

    def texts(self, team: str, request_ids: Iterable[str]) -> dict[str, Article]:
        """The articles of some digests, by request; without those that are damaged."""
        here = [digests.c.team == team, digests.c.request_id.in_(list(request_ids))]
        chosen = select(digests.c.request_id, articles.c.body).join(articles, articles.c.id == digests.c.article_id)
        with self._database.read() as connection:
            rows = connection.execute(chosen.where(*here)).all()
        return {request_id: article for request_id, body in rows if (article := _article(body)) is not None}

    def _most(self, of: Select[Any], name: Column[str], limit: int) -> Counted:
        most = of.where(name != "").group_by(name).order_by(_TIMES.desc(), name).limit(limit)
        with self._database.read() as connection:
            return [(word, count) for word, count in connection.execute(most)]


def _newest(team: str, channels: Sequence[str], since: datetime) -> Subquery:
    columns = digests.c.request_id, digests.c.article_id
    newest = select(*columns).where(*_made(team, channels, since)).order_by(digests.c.created_at.desc())
    return newest.limit(NEWEST).subquery()


def _made(team: str, channels: Sequence[str], since: datetime) -> list[ColumnElement[bool]]:
    return [digests.c.team == team, digests.c.channel.in_(channels), digests.c.created_at >= since]


def _article(body: bytes) -> Article | None:
    try:
        known: dict[str, Any] = unpacked(body)["article"]
        return Article(**{**known, "notes": tuple(known.get("notes", ()))})
    except (Corrupt, KeyError, TypeError):
        return None
