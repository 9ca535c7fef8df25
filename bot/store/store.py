"""The store: every table's queries in one place, and the transaction that ends a request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.store import digests as digest_rows
from bot.store import requests as request_rows
from bot.store import saving, schema, tables, withdrawals
from bot.store.channels import Channels
from bot.store.database import Database, connect, now_utc
from bot.store.digests import Digests
from bot.store.errors import LeaseLost, StoreError
from bot.store.feedback import Feedbacks
from bot.store.installations import Installations, OAuthStates
from bot.store.memory import Memory
from bot.store.outbox import NewPost, Outbox, enqueue
from bot.store.overview import Overview
from bot.store.quotas import Quotas
from bot.store.requests import DELETED, NewRequest, Request, Requests
from bot.store.retention import Retention
from bot.store.roundups import Roundups
from bot.store.schedules import Schedules
from bot.store.turns import Turns
from handlers.model import Digest


class Store:
    """What is on disk. One a process; safe to use from any thread."""

    def __init__(self, database: Database, token_keys: Sequence[str] = ()) -> None:
        self.database = database
        self.requests = Requests(database)
        self.outbox = Outbox(database)
        self.quotas = Quotas(database)
        self.digests = Digests(database)
        self.memory = Memory(database)
        self.turns = Turns(database)
        self.overview = Overview(database)
        self.retention = Retention(database)
        self.channels = Channels(database)
        self.installations = Installations(database, token_keys)
        self.oauth_states = OAuthStates(database)
        self.feedback = Feedbacks(database)
        self.schedules = Schedules(database)
        self.roundups = Roundups(database)

    def now(self) -> datetime:
        """The store's clock."""
        return self.database.now()

    def finish(
        self,
        request: Request,
        state: str,
        posts: Callable[[Sequence[Request]], Sequence[NewPost]],
        *,
        reason: str = "",
        digest: Digest | None = None,
        canonical_url: str = "",
    ) -> None:
        """Ends a claimed request, stores its digest and puts its posts into the outbox: all of it or nothing.

        `posts` is given the other requests of the message as they stand. Raises LeaseLost where the claim is ours no
        more; then nothing is stored.
        """
        ready = None if digest is None else saving.Ready.of(digest, canonical_url)
        with self.database.write() as connection:
            others = request_rows.others(connection, request)
            if any(other.kind == DELETED for other in others):
                request_rows.end(connection, request, "cancelled", "The message was deleted.", self.now())
                return
            request_rows.end(connection, request, state, reason, self.now())
            if ready is not None:
                saving.save(self.database, connection, request, ready)
            enqueue(self.database, connection, posts(others))

    def replace(
        self, request: Request, first: Request, digest: Digest, canonical_url: str, posts: Sequence[NewPost]
    ) -> None:
        """Ends a claimed request to read an article again: the digest of `first` becomes this one, in its place and
        time. Where that is gone meanwhile, nothing happens. Raises LeaseLost."""
        ready = saving.Ready.of(digest, canonical_url)
        with self.database.write() as connection:
            standing = saving.place(connection, first)
            request_rows.end(connection, request, "done" if standing else "nothing", "", self.now())
            if standing:
                saving.save(self.database, connection, first, ready)
                saving.put_back(connection, first, standing)
                enqueue(self.database, connection, posts)

    def say(self, request: Request, posts: Sequence[NewPost]) -> None:
        """Puts posts into the outbox while the claim is ours. Raises LeaseLost where it is ours no more."""
        with self.database.write() as connection:
            if not request_rows.held(connection, request):
                raise LeaseLost(request.id)
            enqueue(self.database, connection, posts)

    def take_out(self, gone: Sequence[NewRequest], signs: withdrawals.Signs) -> int:
        """An edit took links or files out of a message; those that are not yet read are cancelled. How many."""
        return withdrawals.links(self.database, gone, signs)

    def take_back_message(self, mark: NewRequest, *, digest_too: bool, remember: bool) -> int:
        """A message is deleted: it gets nothing more; with `digest_too` its digests go. How many were cancelled."""
        return withdrawals.message(self.database, mark, digest_too=digest_too, remember=remember)

    def take_back_file(self, team: str, file_id: str, *, digest_too: Callable[[str], bool]) -> None:
        """An upload is deleted, wherever it was shared; `digest_too` says for a channel whether its digest goes."""
        for request in self.requests.of_file(team, file_id):
            with self.database.write(durable=True) as connection:
                one = [tables.requests.c.team == team, tables.requests.c.id == request.id]
                withdrawals.withdraw(self.database, connection, one, digest_too=digest_too(request.channel))

    def take_back(self, team: str, request_id: str, posts: Sequence[NewPost] = ()) -> None:
        """A digest is removed; `posts` go out beside."""
        with self.database.write(durable=True) as connection:
            one = [tables.requests.c.team == team, tables.requests.c.id == request_id]
            withdrawals.withdraw(self.database, connection, one, digest_too=True)
            enqueue(self.database, connection, posts)

    def take_back_post(self, team: str, channel: str, posted_ts: str) -> None:
        """Somebody deleted the first message of a digest: the rest of it goes too."""
        with self.database.write(durable=True) as connection:
            here = digest_rows.posted_as(team, channel, posted_ts)
            withdrawals.withdraw(self.database, connection, [tables.requests.c.id.in_(here)], digest_too=True)

    def forget_channel(self, team: str, channel: str) -> None:
        """The app was removed from a channel: its wishes and schedules go, and nothing more is read or posted there."""
        self.requests.cancel_channel(team, channel)
        self.outbox.drop_channel(team, channel, "not_in_channel")
        self.forget_wishes(team, channel)

    def forget_wishes(self, team: str, channel: str) -> None:
        """A channel's settings and schedules go."""
        self.schedules.forget(team, channel)
        self.channels.forget(team, channel)

    def forget_installation(self, team: str) -> None:
        """The app was removed from a workspace: its tokens go, and nothing more is read or posted there."""
        self.installations.forget(team)
        self.requests.cancel_channel(team)
        self.outbox.drop_team(team, "app_uninstalled")

    def close(self) -> None:
        """Gives every connection back."""
        self.database.close()


def open_store(database_url: str, token_keys: Sequence[str] = (), clock: Callable[[], datetime] = now_utc) -> Store:
    """The store at this URL. A SQLite file is made and brought up to date; a PostgreSQL database must be up to date
    already (`pullquote migrate`), for others may be using it. Raises StoreError."""
    database = connect(database_url, clock)
    try:
        if database.is_sqlite:
            schema.upgrade(database)
        else:
            schema.check(database)
        return Store(database, token_keys)
    except StoreError:
        database.close()
        raise
