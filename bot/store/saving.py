"""How a digest is stored: its article, itself, and the rows that memory is searched by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, delete, select, update

from bot.store.columns import packed
from bot.store.database import Database
from bot.store.ids import key_of, new_id
from bot.store.requests import Request
from bot.store.tables import articles, digests, figures, quotes
from handlers import wire
from handlers.model import Digest


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
            quoted=len(ready.quotes), counted=len(ready.figures),
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
