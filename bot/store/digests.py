"""Digests as they were posted, the articles behind them, and the rows that memory is searched by."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, Select, and_, delete, exists, select, update

from bot.store.columns import Corrupt, packed, unpacked
from bot.store.database import Database
from bot.store.ids import key_of, new_id
from bot.store.requests import Request
from bot.store.tables import articles, digests, figures, quotes
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
        here = [digests.c.team == team, digests.c.channel == channel]
        here += [digests.c.created_at >= since, digests.c.created_at < until]
        newest = digests.c.created_at.desc(), digests.c.request_id.desc()
        with self._database.read() as connection:
            rows = connection.execute(_whole().where(*here).order_by(*newest).limit(limit)).mappings().all()
        return list(_sound(rows[::-1], _outlined))

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

    def forget_posted(self, team: str, channel: str, posted_ts: str) -> Sequence[Posted]:
        """Deletes the digest whose first message this is, for somebody deleted that; what was deleted."""
        return self._forget([digests.c.team == team, digests.c.channel == channel, digests.c.posted_ts == posted_ts])

    def forget_request(self, team: str, request_id: str) -> Sequence[Posted]:
        """Deletes the digest of one request; what was deleted."""
        return self._forget([digests.c.team == team, digests.c.request_id == request_id])

    def forget_before(self, team: str, before: datetime) -> int:
        """Deletes digests older than `before`; how many."""
        return len(self._forget([digests.c.team == team, digests.c.created_at < before]))

    def forget_team(self, team: str) -> int:
        """Deletes every digest of a team; how many."""
        return len(self._forget([digests.c.team == team]))

    def _forget(self, conditions: list[Any]) -> Sequence[Posted]:
        with self._database.write() as connection:
            gone = [posted(row) for row in connection.execute(posted_at().where(*conditions)).mappings()]
            connection.execute(delete(digests).where(*conditions))
            if gone:
                orphan = ~exists().where(digests.c.article_id == articles.c.id)
                connection.execute(delete(articles).where(articles.c.team == gone[0].team, orphan))
            return gone


@dataclass(frozen=True, slots=True)
class Ready:
    """A digest made ready to be stored, which takes longer than storing it, so that no writer waits for it."""

    digest: Digest
    canonical_url: str  # what the request's link led to
    body: bytes
    quotes: Sequence[dict[str, Any]]
    figures: Sequence[dict[str, Any]]

    @classmethod
    def of(cls, digest: Digest, canonical_url: str) -> Ready:
        """Its rows, and its packed form."""
        return cls(digest, canonical_url, packed(wire.dump(digest)), [*_quote_rows(digest)], [*_figure_rows(digest)])


def save(database: Database, connection: Connection, request: Request, ready: Ready) -> None:
    """Stores a digest inside the transaction that ends its request."""
    now, article = database.now(), ready.digest.article
    url = ready.canonical_url or request.canonical_url
    url_key = key_of(url or request.locator or article.text)
    values = {
        "id": new_id(), "team": request.team, "url_key": url_key, "text_hash": key_of(article.text),
        "canonical_url": url, "title": article.title,
        "publisher": article.publisher, "published": article.published[:64], "language": article.language[:16],
        "body": ready.body, "created_at": now,
    }  # fmt: skip
    add = database.insert(articles).values(values)
    kept = add.on_conflict_do_update(index_elements=["team", "url_key", "text_hash"], set_={"body": add.excluded.body})
    article_id = connection.execute(kept.returning(articles.c.id)).scalar_one()
    place = {"request_id": request.id, "team": request.team, "channel": request.channel, "created_at": now}
    connection.execute(delete(digests).where(digests.c.request_id == request.id))
    connection.execute(
        digests.insert().values(
            **place, thread_ts=request.thread_ts, message_ts=request.message_ts, user_id=request.user,
            asked=request.asked, url_key=url_key, article_id=article_id,
        )
    )  # fmt: skip
    if ready.quotes:
        connection.execute(quotes.insert(), [place | row for row in ready.quotes])
    if ready.figures:
        connection.execute(figures.insert(), [place | row for row in ready.figures])


def place(connection: Connection, request: Request) -> dict[str, Any] | None:
    """Where and since when the request's digest stands; None where it is gone."""
    here = select(digests.c.posted_ts, digests.c.created_at).where(_of(request)).with_for_update()
    row = connection.execute(here).mappings().one_or_none()
    return None if row is None else dict(row)


def put_back(connection: Connection, request: Request, standing: dict[str, Any]) -> None:
    """Gives a digest that was saved again the place and time that it had."""
    connection.execute(update(digests).where(_of(request)).values(standing))
    for table in (quotes, figures):
        made = {"created_at": standing["created_at"]}
        connection.execute(update(table).where(table.c.request_id == request.id).values(made))


def _of(request: Request) -> Any:
    return and_(digests.c.team == request.team, digests.c.request_id == request.id)


def _quote_rows(digest: Digest) -> Iterator[dict[str, Any]]:
    keys = {q.passage for q in digest.quotes}
    for quote in digest.all_quotes:
        speaker = quote.speaker
        yield {
            "kind": quote.kind, "score": quote.score,
            "start_at": quote.passage.start, "end_at": quote.passage.end, "text": quote.passage.text,
            "speaker": speaker.shown if speaker else "", "role": speaker.role if speaker else "",
            "is_key": quote.passage in keys,
        }  # fmt: skip


def _figure_rows(digest: Digest) -> Iterator[dict[str, Any]]:
    keys = {f.passage for f in digest.figures}
    for figure in digest.all_figures:
        yield {
            "start_at": figure.passage.start, "end_at": figure.passage.end, "text": figure.passage.text,
            "value": format(figure.value, "f"), "unit": figure.unit[:255], "modifier": figure.modifier,
            "value_high": None if figure.value_high is None else format(figure.value_high, "f"),
            "concept": figure.concept, "sentence": figure.sentence.text,
            "score": figure.score, "is_key": figure.passage in keys,
        }  # fmt: skip


_PLACE = (
    *(c for c in digests.c if c.name != "article_id"),
    articles.c.canonical_url,
    articles.c.title,
    articles.c.publisher,
)


def posted_at() -> Select[Any]:
    """Asks for `Posted` rows."""
    return select(*_PLACE).join(articles, articles.c.id == digests.c.article_id)


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
