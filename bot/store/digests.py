"""Digests as they were posted, and the articles behind them: how they are asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import RowMapping, Select, delete, exists, select

from bot.store.columns import Corrupt, unpacked
from bot.store.database import Database
from bot.store.ids import key_of
from bot.store.tables import articles, digests
from handlers import wire
from handlers.model import Digest, Outline

T = TypeVar("T")
log = logging.getLogger(__name__)
_PAGE = 200
_DAMAGED = (KeyError, TypeError, ValueError, ArithmeticError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """Where and when an article was digested; no text of the article but its title."""

    request_id: str
    team: str
    channel: str
    thread_ts: str
    message_ts: str
    posted_ts: str  # of its first message; "" until that is out
    user: str
    asked: str
    created_at: datetime
    canonical_url: str
    title: str
    publisher: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDigest(Posted):
    """A digest with its place."""

    digest: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredOutline(Posted):
    """A digest's outline with its place; the rest of it stays packed until it is asked for."""

    outline: Outline
    packed: bytes

    def digest(self) -> Digest:
        """The whole digest; one whose passages are damaged is only its article, and reported."""
        try:
            return wire.load(unpacked(self.packed))
        except _DAMAGED as error:
            log.error("digest %s is shown without its passages: %s", self.request_id, error)
            return Digest(self.outline.article)


class Digests:
    """Queries of digests. Each asks for the team first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, team: str, request_id: str) -> StoredDigest | None:
        """The digest that a request got. Raises Corrupt where its row is damaged."""
        with self._database.read() as connection:
            chosen = _whole().where(digests.c.team == team, digests.c.request_id == request_id)
            row = connection.execute(chosen).mappings().one_or_none()
        return _stored(row) if row else None

    def standing(self, team: str, channel: str, canonical_url: str, but_of: str = "") -> Posted | None:
        """The first digest of this URL that stands in the channel, but that of the request `but_of`. Others count
        though they were accepted later: a link that was edited away and put back keeps its place."""
        here = [digests.c.team == team, digests.c.channel == channel, digests.c.url_key == key_of(canonical_url)]
        if but_of:
            here.append(digests.c.request_id != but_of)
        with self._database.read() as connection:
            row = (
                connection.execute(posted_at().where(*here).order_by(digests.c.request_id).limit(1)).mappings().first()
            )
        return posted(row) if row else None

    def recent(
        self, team: str, channels: Sequence[str], limit: int = 20, before: datetime | None = None
    ) -> Sequence[Posted]:
        """The last digests of some channels, newest first; `before` turns the page."""
        here = [digests.c.team == team, digests.c.channel.in_(channels)]
        if before:
            here.append(digests.c.created_at < before)
        with self._database.read() as connection:
            rows = connection.execute(posted_at().where(*here).order_by(digests.c.created_at.desc()).limit(limit))
            return [posted(row) for row in rows.mappings()]

    def window(self, team: str, channel: str | None, since: datetime, until: datetime) -> Iterator[StoredDigest]:
        """Digests made in `[since, until)`, oldest first, a page at a time; a damaged row is reported and left out."""
        return _sound(self._rows(team, channel, since, until), _stored)

    def outlines(self, team: str, channel: str, since: datetime, until: datetime) -> Iterator[StoredOutline]:
        """The same of one channel, as outlines."""
        return _sound(self._rows(team, channel, since, until), _outlined)

    def outlines_of(self, team: str, request_ids: Sequence[str]) -> Iterator[StoredOutline]:
        """The outlines of the digests that these requests got, oldest first, without those that are gone."""
        for begin in range(0, len(request_ids), _PAGE):
            some = digests.c.request_id.in_(request_ids[begin : begin + _PAGE])
            with self._database.read() as connection:
                chosen = _whole().where(digests.c.team == team, some).order_by(digests.c.request_id)
                rows = connection.execute(chosen).mappings().all()
            yield from _sound(rows, _outlined)

    def latest(self, team: str, channel: str, since: datetime, until: datetime, limit: int) -> Sequence[StoredOutline]:
        """The outlines of a channel's newest digests made in `[since, until)`, oldest first."""
        return list(_sound(self._newest(_whole(), team, channel, since, until, limit), _outlined))

    def newest(self, team: str, channel: str, since: datetime, until: datetime, limit: int) -> Sequence[Posted]:
        """The same, of each its place alone."""
        return [posted(row) for row in self._newest(posted_at(), team, channel, since, until, limit)]

    def _newest(
        self, asked: Select[Any], team: str, channel: str, since: datetime, until: datetime, limit: int
    ) -> Sequence[RowMapping]:
        here = [digests.c.team == team, digests.c.channel == channel]
        here += [digests.c.created_at >= since, digests.c.created_at < until]
        newest = digests.c.created_at.desc(), digests.c.request_id.desc()
        with self._database.read() as connection:
            return connection.execute(asked.where(*here).order_by(*newest).limit(limit)).mappings().all()[::-1]

    def _rows(self, team: str, channel: str | None, since: datetime, until: datetime) -> Iterator[RowMapping]:
        last = ""
        here = [digests.c.team == team, digests.c.created_at >= since, digests.c.created_at < until]
        if channel is not None:
            here.append(digests.c.channel == channel)
        while True:
            page = _whole().where(*here, digests.c.request_id > last).order_by(digests.c.request_id).limit(_PAGE)
            with self._database.read() as connection:
                rows = connection.execute(page).mappings().all()
            yield from rows
            if len(rows) < _PAGE:
                return
            last = rows[-1]["request_id"]

    def forget_url(self, team: str, canonical_url: str, channels: Sequence[str] | None = None) -> Sequence[Posted]:
        """Deletes every digest of a URL (in these channels) with its quotes and figures; what was deleted."""
        here = [digests.c.team == team, digests.c.url_key == key_of(canonical_url)]
        if channels is not None:
            here.append(digests.c.channel.in_(channels))
        return self._forget(here)

    def forget_message(self, team: str, channel: str, message_ts: str) -> Sequence[Posted]:
        """Deletes the digests that a message asked for; what was deleted."""
        return self._forget([digests.c.team == team, digests.c.channel == channel, digests.c.message_ts == message_ts])

    def forget_request(self, team: str, request_id: str) -> Sequence[Posted]:
        """Deletes the digest of one request; what was deleted."""
        return self._forget([digests.c.team == team, digests.c.request_id == request_id])

    def forget_before(self, team: str, before: datetime) -> int:
        """Deletes digests older than `before`; how many."""
        return len(self._forget([digests.c.team == team, digests.c.created_at < before]))

    def _forget(self, conditions: list[Any]) -> Sequence[Posted]:
        with self._database.write() as connection:
            gone = [posted(row) for row in connection.execute(posted_at().where(*conditions)).mappings()]
            connection.execute(delete(digests).where(*conditions))
            if gone:
                orphan = ~exists().where(digests.c.article_id == articles.c.id)
                connection.execute(delete(articles).where(articles.c.team == gone[0].team, orphan))
            return gone


_PLACE = (
    *(c for c in digests.c if c.name != "article_id"),
    articles.c.canonical_url,
    articles.c.title,
    articles.c.publisher,
)


def posted_at() -> Select[Any]:
    """Asks for `Posted` rows."""
    return select(*_PLACE).join(articles, articles.c.id == digests.c.article_id)


def posted_as(team: str, channel: str, posted_ts: str) -> Select[tuple[str]]:
    """Asks for the request whose digest has this for its first message."""
    here = digests.c.team == team, digests.c.channel == channel, digests.c.posted_ts == posted_ts
    return select(digests.c.request_id).where(*here)


def _whole() -> Select[Any]:
    return select(*_PLACE, articles.c.body).join(articles, articles.c.id == digests.c.article_id)


def _place(row: RowMapping) -> dict[str, Any]:
    names = ("request_id", "team", "channel", "thread_ts", "message_ts", "posted_ts", "asked", "created_at")
    return {"user": row["user_id"]} | {n: row[n] for n in (*names, "canonical_url", "title", "publisher")}


def posted(row: RowMapping) -> Posted:
    """What `posted_at` found."""
    return Posted(**_place(row))


def _stored(row: RowMapping) -> StoredDigest:
    try:
        return StoredDigest(**_place(row), digest=wire.load(unpacked(row["body"])))
    except _DAMAGED as error:
        raise Corrupt(f"the digest of request {row['request_id']} is damaged: {error}") from error


def _outlined(row: RowMapping) -> StoredOutline:
    try:
        outline = wire.load_outline(unpacked(row["body"]))
    except _DAMAGED as error:
        raise Corrupt(f"the digest of request {row['request_id']} is damaged: {error}") from error
    return StoredOutline(**_place(row), outline=outline, packed=row["body"])


def _sound(rows: Iterable[RowMapping], read: Callable[[RowMapping], T]) -> Iterator[T]:
    """Those that can be read."""
    for row in rows:
        try:
            yield read(row)
        except Corrupt as error:
            log.error("digest %s is left out: %s", row["request_id"], error)
