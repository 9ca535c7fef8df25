"""What people take back: a link edited away, a message or a file deleted, a digest removed.

Events of one message may come in any order, and again. So an edit says which version of the message it is of (`as_of`),
what is taken back before it was asked for is remembered, and a deleted message leaves a row of kind `deleted`.

With a digest goes everything that was made of it: what is searched, what people said about it, the words that were
posted and pasted. Roundups that told it are told again without it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, exists, or_, select, update

from bot.store import requests as request_rows
from bot.store.columns import EMPTY
from bot.store.database import Database
from bot.store.outbox import NewPost, enqueue
from bot.store.requests import DELETED, NewRequest, Request, request_of
from bot.store.roundups import not_as_told
from bot.store.tables import ENDED, OPEN_REQUEST, articles, digests, feedback, outbox, requests

Signs = Callable[[Request, Sequence[Request]], Sequence[NewPost]]
CLOSED = {"state": "cancelled", "lease": None, "lease_until": None}


def links(database: Database, gone: Sequence[NewRequest], signs: Signs) -> int:
    """Cancels what an edit took out of a message and is not yet read; how many. `signs`: what the message gets then,
    given one that was cancelled and the others of the message."""
    with database.write(durable=True) as connection:
        found = [one for new in gone if (one := _taken_out(database, connection, new)) is not None]
        if found:
            enqueue(database, connection, signs(found[0], request_rows.others(connection, found[0])))
        return len(found)


def _taken_out(database: Database, connection: Connection, new: NewRequest) -> Request | None:
    now = database.now()
    here = and_(*request_rows.message(new.team, new.channel, new.message_ts), requests.c.key == new.key)
    older = requests.c.as_of < new.as_of
    closed = update(requests).where(here, OPEN_REQUEST, older)
    row = connection.execute(closed.values(**CLOSED, as_of=new.as_of, finished_at=now).returning(*requests.c))
    if (cancelled := row.mappings().one_or_none()) is not None:
        return request_of(cancelled)
    values = request_rows.values(new, now) | {"state": "cancelled", "finished_at": now}
    add = database.insert(requests).values(values)
    key = ["team", "channel", "message_ts", "key"]
    later = and_(requests.c.state == "cancelled", requests.c.as_of < add.excluded.as_of)
    connection.execute(add.on_conflict_do_update(index_elements=key, set_={"as_of": add.excluded.as_of}, where=later))
    return None


def message(database: Database, mark: NewRequest, *, digest_too: bool, remember: bool) -> int:
    """A message is deleted: what it asked for and is not yet read is cancelled, and with `digest_too` its digests go.
    `remember`: it may still arrive. `mark` names its place. How many requests were cancelled."""
    with database.write(durable=True) as connection:
        place = request_rows.message(mark.team, mark.channel, mark.message_ts)
        cancelled = withdraw(database, connection, place, digest_too=digest_too)
        if remember:
            values = request_rows.values(mark, database.now()) | {"kind": DELETED, "state": "cancelled"}
            connection.execute(database.insert(requests).values(values).on_conflict_do_nothing())
        return cancelled


def withdraw(database: Database, connection: Connection, which: Sequence[Any], *, digest_too: bool) -> int:
    """Cancels these requests where they are open; with `digest_too` what they have in Slack is taken back, and what
    was stored goes. How many were cancelled."""
    now = database.now()
    cancelled = connection.execute(update(requests).where(*which, OPEN_REQUEST).values(**CLOSED, finished_at=now))
    rows = connection.execute(select(requests.c.id, requests.c.team, requests.c.channel).where(*which)).all()
    if digest_too and rows:
        for request_id, team, channel in rows:
            _take_back(database, connection, request_id, team, channel, now)
        _forget(connection, rows[0].team, [row.id for row in rows])
    return cancelled.rowcount


def _take_back(
    database: Database, connection: Connection, request_id: str, team: str, channel: str, now: datetime
) -> None:
    """What was never tried does not go out. What may be out is looked up when its turn comes: the row that takes it
    back stands in the same lane, behind it."""
    mine = and_(outbox.c.team == team, outbox.c.request_id == request_id)
    untried = update(outbox).where(mine, outbox.c.state == "waiting", ~outbox.c.uncertain, outbox.c.kind != "retract")
    connection.execute(untried.values(state="dropped", error="taken_back", finished_at=now))
    tried = or_(outbox.c.state.in_(("sending", "waiting")), and_(outbox.c.state == "sent", outbox.c.posted_ts != ""))
    if connection.execute(select(exists().where(mine, outbox.c.kind == "post", tried))).scalar():
        retract = NewPost(
            team=team, channel=channel, kind="retract", body={}, request_id=request_id, part="retract"
        )  # fmt: skip
        enqueue(database, connection, [retract])


def _forget(connection: Connection, team: str, request_ids: Sequence[str]) -> None:
    these = and_(digests.c.team == team, digests.c.request_id.in_(request_ids))
    told = connection.execute(select(digests.c.request_id, digests.c.channel, digests.c.created_at).where(these)).all()
    for request_id, channel, at in told:
        not_as_told(connection, team, channel, request_id, at)
    connection.execute(delete(digests).where(these))
    orphan = ~exists().where(digests.c.article_id == articles.c.id)
    connection.execute(delete(articles).where(articles.c.team == team, orphan))
    connection.execute(delete(feedback).where(feedback.c.team == team, feedback.c.request_id.in_(request_ids)))
    asked = and_(requests.c.team == team, requests.c.id.in_(request_ids))
    connection.execute(update(requests).where(asked).values(text="", response_url=""))
    ended = and_(outbox.c.team == team, outbox.c.request_id.in_(request_ids), outbox.c.state.in_(ENDED))
    connection.execute(update(outbox).where(ended).values(body=EMPTY))
