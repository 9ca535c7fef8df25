"""The outbox: what is to be posted, in order a lane, each row claimed before Slack is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, bindparam, exists, func, literal, or_, select, text, update

from bot.store.columns import EMPTY, Corrupt, unpacked
from bot.store.database import Database, insert_for
from bot.store.ids import new_id
from bot.store.tables import ENDED, OPEN_POST, digests, outbox, paces, requests
from bot.store.times import at, due

Json = dict[str, Any]
_BEFORE_IS_OPEN = text(f"before.{OPEN_POST}")
MESSAGES = ("post", "ephemeral", "respond")  # kinds that people see as a message


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPost:
    """One call to Slack that has to happen: a message, or a change of one.

    kind and its `body`: `post` {blocks, text}, `update` {ts, blocks, text}, `delete` {ts}, `react` and `unreact`
    {name, timestamp}, `ephemeral` {user, blocks, text}, `respond` {url, ...} to a response_url, `retract` {} of
    whatever the request has posted by the time that its turn comes.
    """

    team: str
    channel: str
    kind: str
    body: Json = field(repr=False)
    thread_ts: str = ""
    request_id: str = ""
    part: str = ""  # what has a request and a part exists once, ever
    after: int | None = None  # place in the same list of the post that must be out first; its thread is ours too

    @property
    def lane(self) -> str:
        """Rows of one lane go out in order; messages of a channel share one, reactions of a message another."""
        if self.kind in ("react", "unreact"):
            return f"reactions {self.body['timestamp']}"
        return f"{self.kind} {self.request_id}" if self.kind in ("ephemeral", "respond") else "messages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A claimed row of the outbox."""

    id: int
    team: str
    channel: str
    lane: str
    kind: str
    body: Json = field(repr=False)
    thread_ts: str
    request_id: str
    part: str
    attempts: int  # this one included
    uncertain: bool  # Slack may have it from an earlier attempt
    created_at: datetime
    lease: str
    lease_until: datetime


class Outbox:
    """Queries of the outbox."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, posts: Sequence[NewPost]) -> None:
        """Puts posts on disk, to go out in this order."""
        with self._database.write(durable=True, first=True) as connection:
            enqueue(self._database, connection, posts)

    def claim(self, lease: timedelta) -> Post | None:
        """The oldest post that heads its lane, is due and whose channel's pace allows it; None where there is none.

        The claim is on the disk before this returns, so that after a power cut too the next attempt knows that Slack
        may have been called; but not a reaction's, which may be set twice. Raises Corrupt, once a row, for one that
        cannot be read: it is dropped.
        """
        now = self._database.now()
        with self._database.claiming(_NEXT, outbox.c.id, at(now), durable=_says_something) as (connection, found):
            if found is None:
                return None
            uncertain = connection.execute(_UNCERTAIN, {"row": found}).scalar_one()
            taken = {"row": found, "new_lease": new_id(), "new_until": now + lease}
            row = connection.execute(_TAKE, taken).mappings().one()
            try:
                return _post(connection, row, uncertain)
            except Corrupt as error:
                _drop(connection, row["id"], str(error), now)
                broken = str(error)
        raise Corrupt(f"outbox row {found}: {broken}")

    def sent(self, post: Post, posted_ts: str, pace: timedelta) -> bool:
        """Records that a post is out, and holds its channel for `pace`. False where another claim recorded it first."""
        with self._database.write() as connection:
            now = self._database.now()
            if connection.execute(_SENT, {"row": post.id, "ts": posted_ts, "ended": now}).rowcount != 1:
                return False
            if post.kind == "retract":  # nothing that is taken back is kept
                mine = and_(outbox.c.team == post.team, outbox.c.request_id == post.request_id)
                connection.execute(update(outbox).where(mine, outbox.c.state.in_(ENDED)).values(body=EMPTY))
            if post.kind == "post":
                hold(self._database, connection, post.team, post.channel, "", now + pace)
                first = and_(
                    digests.c.team == post.team, digests.c.request_id == post.request_id, digests.c.posted_ts == ""
                )
                connection.execute(update(digests).where(first).values(posted_ts=posted_ts))
            return True

    def wait(self, post: Post, until: datetime | None, error: str, *, uncertain: bool, rated: bool = False) -> None:
        """Puts a post back until then. `rated`: Slack counts, so further calls of the kind wait as well, messages in
        the channel, others in the team."""
        values = {"state": "waiting", "lease": None, "lease_until": None, "not_before": until, "error": error}
        with self._database.write() as connection:
            connection.execute(update(outbox).where(_held(post)).values(values | {"uncertain": uncertain}))
            if rated and until:
                place = (post.channel, "") if post.kind == "post" else ("", post.kind)
                hold(self._database, connection, post.team, *place, until)

    def replace(self, post: Post, body: Json) -> None:
        """Another body for a post that Slack does not take as it is; it is tried again at once."""
        with self._database.write() as connection:
            values = {"state": "waiting", "lease": None, "lease_until": None, "body": body, "uncertain": False}
            connection.execute(update(outbox).where(_held(post)).values(values))

    def drop(self, post: Post, error: str, reason: str = "") -> None:
        """Gives a post up, and what should have followed it. With a `reason` its request has failed."""
        with self._database.write() as connection:
            now = self._database.now()
            _drop(connection, post.id, error, now)
            if reason and post.request_id:
                failed = update(requests).where(requests.c.team == post.team, requests.c.id == post.request_id)
                connection.execute(failed.values(state="failed", reason=reason, finished_at=now))
                _warn(connection, post.id)

    def drop_team(self, team: str, error: str) -> int:
        """Gives up everything that waits for a team whose token is gone."""
        return self._give_up(error, outbox.c.team == team)

    def drop_channel(self, team: str, channel: str, error: str) -> int:
        """Gives up everything that waits for a channel that we are in no more."""
        return self._give_up(error, outbox.c.team == team, outbox.c.channel == channel)

    def _give_up(self, error: str, *conditions: Any) -> int:
        with self._database.write() as connection:
            waiting = update(outbox).where(*conditions, OPEN_POST)
            values = {"state": "dropped", "error": error, "finished_at": self._database.now()}
            return connection.execute(waiting.values(values)).rowcount

    def release_all(self) -> int:
        """Ends every lease: for the only bot of a database, at its start, when no claim can be alive."""
        with self._database.write() as connection:
            freed = (
                update(outbox).where(outbox.c.state == "sending").values(state="waiting", lease=None, lease_until=None)
            )
            return connection.execute(freed).rowcount

    def posted(self, team: str, request_id: str) -> Sequence[tuple[str, str, str]]:
        """`(channel, part, ts)` of the messages that a request has in Slack, in order."""
        with self._database.read() as connection:
            out = and_(outbox.c.team == team, outbox.c.request_id == request_id, outbox.c.kind == "post")
            chosen = select(outbox.c.channel, outbox.c.part, outbox.c.posted_ts).where(out, outbox.c.state == "sent")
            return [(channel, part, ts) for channel, part, ts in connection.execute(chosen.order_by(outbox.c.id)) if ts]

    def waiting(self) -> int:
        """How many posts are not out yet."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(outbox).where(OPEN_POST)).scalar_one()


def enqueue(database: Database, connection: Connection, posts: Sequence[NewPost]) -> None:
    """Adds posts inside a transaction. A `post` whose request and part stand already is left as it is."""
    ids: list[int | None] = []
    for post in posts:
        keyed = post.request_id and post.part
        values = {
            "team": post.team, "channel": post.channel, "lane": post.lane, "kind": post.kind, "body": post.body,
            "thread_ts": post.thread_ts, "request_id": post.request_id, "part": post.part,
            "post_key": f"{post.request_id} {post.part}" if keyed else None,
            "after_id": None if post.after is None else ids[post.after],
            "uncertain": False, "created_at": database.now(),
        }  # fmt: skip
        ids.append(connection.execute(_add(database.is_sqlite), values).scalar())


@lru_cache
def _add(is_sqlite: bool) -> Any:
    add = insert_for(outbox, is_sqlite=is_sqlite)
    return add.on_conflict_do_nothing(index_elements=["post_key"]).returning(outbox.c.id)


def hold(database: Database, connection: Connection, team: str, channel: str, method: str, until: datetime) -> None:
    """Nothing of this method ("": messages) goes to the channel ("": anywhere in the team) before then."""
    values = {"team": team, "channel": channel, "method": method, "not_before": until}
    connection.execute(_hold(database.is_sqlite), values)


@lru_cache
def _hold(is_sqlite: bool) -> Any:
    add = insert_for(paces, is_sqlite=is_sqlite)
    changed = {"not_before": add.excluded.not_before}
    return add.on_conflict_do_update(index_elements=["team", "channel", "method"], set_=changed)


def _post(connection: Connection, row: RowMapping, uncertain: bool) -> Post:
    names = (
        "id",
        "team",
        "channel",
        "lane",
        "kind",
        "thread_ts",
        "request_id",
        "part",
        "created_at",
        "lease",
        "lease_until",
    )
    same = {name: row[name] for name in names}
    if row["after_id"] and not row["thread_ts"]:
        lead = select(outbox.c.posted_ts, outbox.c.thread_ts).where(outbox.c.id == row["after_id"])
        posted_ts, thread_ts = connection.execute(lead).one()
        same["thread_ts"] = thread_ts or posted_ts
    return Post(**same, attempts=row["attempts"], uncertain=uncertain, body=unpacked(row["body"]))


def _held(post: Post) -> Any:
    return and_(outbox.c.id == post.id, outbox.c.state == "sending", outbox.c.lease == post.lease)


def _drop(connection: Connection, post_id: int, error: str, now: datetime) -> None:
    values = {"state": "dropped", "error": error, "finished_at": now, "lease": None, "lease_until": None}
    connection.execute(update(outbox).where(outbox.c.id == post_id).values(values))
    followers = and_(outbox.c.after_id == post_id, outbox.c.kind.in_(MESSAGES), OPEN_POST)
    connection.execute(update(outbox).where(followers).values(values))


def _warn(connection: Connection, post_id: int) -> None:
    """The check mark that should have followed a post that was given up becomes a warning sign."""
    marks = and_(outbox.c.after_id == post_id, outbox.c.kind == "react", OPEN_POST)
    for row_id, body in connection.execute(select(outbox.c.id, outbox.c.body).where(marks)).all():
        warning = {**unpacked(body), "name": "warning"}
        connection.execute(update(outbox).where(outbox.c.id == row_id).values(body=warning))


def _next() -> Select[int]:
    before, lead = outbox.alias("before"), outbox.alias("lead")
    opened = ("waiting", "sending")
    lane = and_(before.c.team == outbox.c.team, before.c.channel == outbox.c.channel, before.c.lane == outbox.c.lane)
    not_head = exists().where(lane, before.c.id < outbox.c.id, _BEFORE_IS_OPEN)
    follows = exists().where(lead.c.id == outbox.c.after_id, lead.c.state.in_(opened))
    here = and_(paces.c.team == outbox.c.team, paces.c.channel.in_((outbox.c.channel, literal(""))))
    same_call = or_(paces.c.method == outbox.c.kind, and_(paces.c.method == "", outbox.c.kind == "post"))
    held = exists().where(here, same_call, ~due(paces.c.not_before))
    free = or_(
        and_(outbox.c.state == "waiting", due(outbox.c.not_before)),
        and_(outbox.c.state == "sending", due(outbox.c.lease_until)),
    )
    heads = select(outbox.c.id).where(OPEN_POST, free, ~not_head, ~follows, ~held)
    return heads.order_by(outbox.c.id).limit(1).with_for_update(skip_locked=True)


def _says_something(connection: Connection, row: int) -> bool:
    return connection.execute(_KIND, {"row": row}).scalar() not in ("react", "unreact")


# Statements of every post, made once: making one costs as much as running it.
_NEXT = _next()
_ROW = outbox.c.id == bindparam("row")
_KIND = select(outbox.c.kind).where(_ROW)
_UNCERTAIN = select(outbox.c.uncertain).where(_ROW)
_TAKE = (
    update(outbox)
    .where(_ROW)
    .values(
        state="sending", uncertain=True, lease=bindparam("new_lease"), lease_until=bindparam("new_until"),
        not_before=None, attempts=outbox.c.attempts + 1,
    )
    .returning(*outbox.c)
)  # fmt: skip
_SENT = (
    update(outbox)
    .where(_ROW, outbox.c.state.in_(("sending", "waiting")))
    .values(
        state="sent", posted_ts=bindparam("ts"), finished_at=bindparam("ended"), lease=None, lease_until=None, error=""
    )
)
