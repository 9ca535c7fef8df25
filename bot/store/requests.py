"""The inbox: requests accepted, claimed under a lease, and ended once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, bindparam, case, exists, func, or_, select, text, update

from bot.store.database import Database
from bot.store.errors import LeaseLost
from bot.store.ids import key_of, new_id
from bot.store.tables import OPEN_REQUEST, outbox, requests
from bot.store.times import at, due
from bot.store.together import Together

_NOTHING: Mapping[str, object] = {}
_BEFORE_IS_OPEN = text(f"before.{OPEN_REQUEST}")
DELETED = "deleted"  # the kind of a row that stands for a message which is gone: nothing of it is read any more


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequest:
    """Somebody asks for a digest of one link, upload or pasted text, at a place."""

    team: str
    channel: str
    thread_ts: str  # where the digest goes; "" for a message of its own in the channel
    message_ts: str  # the message that asked, or another word that names this asking alone
    user: str
    kind: str  # link, file, text; message: whatever the message at `locator` links to
    locator: str = ""  # URL, or Slack file id
    canonical_url: str = ""
    asked: str = "auto"  # auto, command, mention, shortcut, emoji, cli
    text: str = ""
    response_url: str = ""
    as_of: str = ""  # the version of the message that asks, as Slack's time stamp; later versions have the last word

    @property
    def key(self) -> str:
        """What makes it another request than the others of its message."""
        return key_of(self.canonical_url or self.locator or self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(NewRequest):
    """A request as it stands in the inbox."""

    id: str
    state: str
    reason: str
    attempts: int
    failures: int
    accepted_at: datetime
    finished_at: datetime | None
    lease: str


_SAME = [f.name for f in fields(Request) if f.name not in ("user", "lease")]


def request_of(row: RowMapping) -> Request:
    """A row as a value."""
    return Request(user=row["user_id"], lease=row["lease"] or "", **{name: row[name] for name in _SAME})


def values(new: NewRequest, now: datetime) -> dict[str, Any]:
    """A new request as a row."""
    same = {f.name: getattr(new, f.name) for f in fields(NewRequest) if f.name != "user"}
    return {**same, "id": new_id(), "user_id": new.user, "key": new.key, "accepted_at": now}


class Requests:
    """Queries of the inbox."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._accept_together: Together[Sequence[NewRequest], int] = Together(database, self._accept)
        self._add = _add(database)

    def accept(self, new: NewRequest) -> bool:
        """Puts a request on disk; False where its key stands already. The one INSERT of a listener."""
        return self.accept_all([new]) == 1

    def accept_all(self, news: Iterable[NewRequest]) -> int:
        """Puts requests on disk, in order, in one commit; how many were new."""
        return self._accept_together(tuple(news))

    def _accept(self, connection: Connection, news: Sequence[NewRequest]) -> int:
        now = self._database.now()
        standing = (values(new, now) for new in news if not _deleted(connection, new))
        return sum(connection.execute(self._add, row).scalar() is not None for row in standing)

    def claim(self, lease: timedelta) -> Request | None:
        """The oldest request that is due and free, now ours until the lease ends; None where there is none.

        Links of one message are read one after the other, so that their digests come in the message's order; one that
        waits for another attempt does not hold up the rest. The same link twice in a channel is read once the first is
        ended, for it is answered with a word on that one.
        """
        return self._claim(_OLDEST, lease)

    def claim_one(self, request_id: str, lease: timedelta) -> Request | None:
        """This request, where it is due and free: for a runner whose job names it."""
        return self._claim(_THIS_ONE, lease, {"request_id": request_id})

    def due(self, limit: int = 1000) -> Sequence[str]:
        """The ids of requests that could be claimed now and wait in no queue, oldest first: for a runner that hands
        them out."""
        chosen = _CLAIMABLE if self._database.is_sqlite else _CLAIMABLE.where(_WITHOUT_JOB)
        with self._database.read() as connection:
            given = at(self._database.now())
            return list(connection.execute(chosen.order_by(requests.c.id).limit(limit), given).scalars())

    def free(self, request_id: str) -> None:
        """Ends the claim of a worker that is gone."""
        with self._database.write() as connection:
            held = update(requests).where(requests.c.id == request_id, requests.c.state == "working")
            connection.execute(held.values(state="accepted", lease=None, lease_until=None))

    def release(self, request: Request, not_before: datetime | None = None, *, failed: bool = False) -> None:
        """Gives a claim back, to be taken again at `not_before`; `failed` counts an error. A lost lease is fine."""
        with self._database.write() as connection:
            connection.execute(
                update(requests)
                .where(_held(request))
                .values(
                    state="accepted", lease=None, lease_until=None, not_before=not_before,
                    failures=requests.c.failures + int(failed),
                )
            )  # fmt: skip

    def release_all(self) -> int:
        """Gives every claim back: for the only bot of a database, at its start, when no claim can be alive."""
        with self._database.write() as connection:
            freed = update(requests).where(requests.c.state == "working")
            return connection.execute(freed.values(state="accepted", lease=None, lease_until=None)).rowcount

    def get(self, team: str, request_id: str) -> Request | None:
        """The team's request of this id."""
        return next(iter(self._select(requests.c.team == team, requests.c.id == request_id)), None)

    def of_message(self, team: str, channel: str, message_ts: str) -> Sequence[Request]:
        """The requests that one message made, in order."""
        return self._select(*message(team, channel, message_ts))

    def of_file(self, team: str, file_id: str) -> Sequence[Request]:
        """The requests for one upload, wherever it was shared."""
        return self._select(requests.c.team == team, requests.c.kind == "file", requests.c.locator == file_id)

    def failed(self, team: str | None = None, limit: int = 100) -> Sequence[Request]:
        """Requests that failed, newest first; of every team for who runs the bot."""
        conditions = [requests.c.state == "failed", *([requests.c.team == team] if team else [])]
        return self._select(*conditions, newest=True, limit=limit)

    def retry(self, request_id: str) -> bool:
        """Lets a failed request be tried again from the start; False where it has not failed."""
        with self._database.write(durable=True) as connection:
            again = update(requests).where(requests.c.id == request_id, requests.c.state == "failed")
            values = {"state": "accepted", "reason": "", "attempts": 0, "failures": 0, "finished_at": None}
            if connection.execute(again.values(values)).rowcount != 1:
                return False
            given_up = update(outbox).where(outbox.c.request_id == request_id, outbox.c.state == "dropped")
            connection.execute(given_up.values(post_key=None))
            return True

    def cancel_channel(self, team: str, channel: str = "") -> int:
        """Cancels whatever is open in a channel, or in the whole team; how many."""
        place = [requests.c.team == team, *([requests.c.channel == channel] if channel else [])]
        with self._database.write(durable=True) as connection:
            return _cancel(connection, place, self._database.now())

    def counts(self) -> dict[str, int]:
        """How many requests are open, by state, and how old the oldest is in seconds (`age`)."""
        grouped = select(requests.c.state, func.count(), func.min(requests.c.accepted_at)).where(OPEN_REQUEST)
        with self._database.read() as connection:
            rows = connection.execute(grouped.group_by(requests.c.state)).all()
        found = {"accepted": 0, "working": 0} | {state: count for state, count, _ in rows}
        oldest = min((accepted_at for _, _, accepted_at in rows), default=self._database.now())
        return found | {"age": max(0, int((self._database.now() - oldest).total_seconds()))}

    def _claim(self, which: Select[str], lease: timedelta, given: Mapping[str, object] = _NOTHING) -> Request | None:
        given = {**given, **at(self._database.now())}
        with self._database.claiming(which, requests.c.id, given) as (connection, found):
            if found is None:
                return None
            taken = {
                "state": "working",
                "lease": new_id(),
                "lease_until": self._database.now() + lease,
                "not_before": None,
            }
            claimed = update(requests).where(requests.c.id == found).returning(*requests.c)
            row = connection.execute(claimed.values(attempts=requests.c.attempts + 1, **taken)).mappings().one()
            return request_of(row)

    def _select(self, *conditions: Any, newest: bool = False, limit: int | None = None) -> Sequence[Request]:
        order = requests.c.id.desc() if newest else requests.c.id
        with self._database.read() as connection:
            rows = connection.execute(select(requests).where(*conditions).order_by(order).limit(limit))
            return [request_of(row) for row in rows.mappings()]


def others(connection: Connection, request: Request) -> Sequence[Request]:
    """The other requests of the message, none of which can end before this transaction does."""
    place = {"team": request.team, "channel": request.channel, "message_ts": request.message_ts}
    rows = connection.execute(_OF_MESSAGE, place).mappings()
    return [request_of(row) for row in rows if row["id"] != request.id]


def end(connection: Connection, request: Request, state: str, reason: str, now: datetime) -> None:
    """Ends a claim, inside the transaction that stores what came of it. Raises LeaseLost where it is ours no more."""
    ended = {"row": request.id, "held": request.lease, "new_state": state, "why": reason, "at": now}
    if connection.execute(_END, ended).rowcount != 1:
        raise LeaseLost(request.id)


def message(team: Any, channel: Any, message_ts: Any) -> list[Any]:
    """The rows of one message."""
    return [requests.c.team == team, requests.c.channel == channel, requests.c.message_ts == message_ts]


def _add(database: Database) -> Any:
    """Inserts a row, unless its key stands; its id where it counts as new.

    The same asking again changes nothing. Somebody who asks for what nobody had asked for takes that row over; who asks
    anew, or an edit that puts a link back, lets it be read where it had come to nothing.
    """
    add = database.insert(requests)
    asked = add.excluded.asked != "auto"
    takes_over = and_(requests.c.asked == "auto", asked, requests.c.state != "done")
    newer = requests.c.as_of < add.excluded.as_of
    put_back = and_(newer, requests.c.state == "cancelled")
    anew = and_(or_(takes_over, and_(newer, asked)), requests.c.state.in_(("nothing", "failed", "cancelled")))
    fresh: dict[str, Any] = {"state": "accepted", "attempts": 0, "failures": 0, "reason": "", "finished_at": None}
    changed = {name: case((or_(anew, put_back), value), else_=requests.c[name]) for name, value in fresh.items()}
    changed |= {name: case((asked, add.excluded[name]), else_=requests.c[name]) for name in ("asked", "user_id")}
    changed["as_of"] = case((newer, add.excluded.as_of), else_=requests.c.as_of)
    return add.on_conflict_do_update(
        index_elements=["team", "channel", "message_ts", "key"],
        set_=changed,
        where=or_(takes_over, anew, put_back, and_(newer, requests.c.state.in_(("accepted", "working")))),
    ).returning(requests.c.id)


def _deleted(connection: Connection, new: NewRequest) -> bool:
    """Whether the message is known to be gone: word of its end may come before the message itself."""
    where = {"team": new.team, "channel": new.channel, "message_ts": new.message_ts}
    return bool(connection.execute(_IS_DELETED, where).scalar())


def held(connection: Connection, request: Request) -> bool:
    """Whether the claim is still ours; it is until this transaction ends."""
    return connection.execute(_IS_HELD, {"row": request.id, "held": request.lease}).scalar() is not None


def _held(request: Request) -> Any:
    return and_(requests.c.id == request.id, requests.c.state == "working", requests.c.lease == request.lease)


def _free() -> Any:
    waiting = and_(requests.c.state == "accepted", due(requests.c.not_before))
    return or_(waiting, and_(requests.c.state == "working", due(requests.c.lease_until)))


def _claimable() -> Select[str]:
    before = requests.alias("before")
    here = and_(before.c.team == requests.c.team, before.c.channel == requests.c.channel, before.c.id < requests.c.id)
    ahead = or_(before.c.state == "working", and_(before.c.state == "accepted", due(before.c.not_before)))
    same_message = exists().where(here, before.c.message_ts == requests.c.message_ts, ahead)
    same_link = exists().where(here, before.c.key == requests.c.key, _BEFORE_IS_OPEN)
    return select(requests.c.id).where(OPEN_REQUEST, _free(), ~same_message, ~same_link)


def _cancel(connection: Connection, place: list[Any], now: datetime) -> int:
    values = {"state": "cancelled", "finished_at": now, "lease": None, "lease_until": None}
    return connection.execute(update(requests).where(*place, OPEN_REQUEST).values(values)).rowcount


# Statements of every request and every look for one, made once: making one costs as much as running it.
_IS_DELETED = select(
    exists().where(
        *message(bindparam("team"), bindparam("channel"), bindparam("message_ts")), requests.c.kind == DELETED
    )
)
_OF_MESSAGE = (
    select(requests)
    .where(*message(bindparam("team"), bindparam("channel"), bindparam("message_ts")))
    .order_by(requests.c.id)
    .with_for_update()
)
_HELD = and_(requests.c.id == bindparam("row"), requests.c.state == "working", requests.c.lease == bindparam("held"))
_IS_HELD = select(requests.c.id).where(_HELD).with_for_update()
_END = (
    update(requests)
    .where(_HELD)
    .values(
        state=bindparam("new_state"), reason=bindparam("why"), finished_at=bindparam("at"), lease=None,
        lease_until=None, response_url="",
    )
)  # fmt: skip
_CLAIMABLE = _claimable()
_WITHOUT_JOB = text(
    "NOT EXISTS (SELECT 1 FROM jobs.procrastinate_jobs AS job "
    "WHERE job.queueing_lock = requests.id AND job.status = 'todo')"
)
_OLDEST = _CLAIMABLE.order_by(requests.c.id).limit(1).with_for_update(skip_locked=True)
_THIS_ONE = _CLAIMABLE.where(requests.c.id == bindparam("request_id")).with_for_update(skip_locked=True)
