"""`pullquote migrate`, `copy` and `requests`: what who runs the bot does with its database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.commands.failure import Exit, Failure
from bot.commands.output import write
from bot.commands.settings import settings
from bot.runner.lock import OnlyBot
from bot.store import Request, Store, StoreError, open_store, schema
from bot.store.copying import copy as copy_rows
from bot.store.database import Database, connect, parse


def migrate(to: str) -> Exit:
    """Brings the database to a version: `head`, `base` for none, or one that has been."""
    with settings() as known, _words(), _alone(known.database_url) as database:
        before = schema.current(database)
        if to == "head":
            schema.upgrade(database)
        elif to == "base" or (before and to < before):
            schema.downgrade(database, to)
        else:
            schema.upgrade(database, to)
        write(f"{before or 'empty'} -> {schema.current(database) or 'empty'}\n")
    return Exit.DONE


def copy(old_url: str, new_url: str) -> Exit:
    """Copies everything from one database into another that is empty, and proves that it arrived."""
    with settings(), _words():
        _is_there(old_url, "the URL")
    with settings(), _words(), _alone(old_url) as old, _alone(new_url) as new:
        schema.upgrade(new)
        for table in copy_rows(old, new):
            write(f"{table.table:16} {table.rows:>9} rows  {table.hash[:16]}\n")
    return Exit.DONE


def show_requests(failed: bool) -> Exit:
    """Lists requests that failed, with the reason that people were given; or says how many are open."""
    with opened() as store:
        if failed:
            for request in store.requests.failed():
                where = f"{request.id}  {request.accepted_at:%Y-%m-%d %H:%M}  {request.channel}"
                write(f"{where}  {_what(request)}: {request.reason}\n")
            return Exit.DONE
        counts = store.requests.counts()
        write(f"{counts['accepted']} waiting, {counts['working']} at work, {store.outbox.waiting()} posts to go out\n")
        write(f"the oldest waits {counts['age']} s; {len(store.requests.failed())} failed (--failed lists them)\n")
    return Exit.DONE


def retry(request_ids: Sequence[str]) -> Exit:
    """Lets failed requests be tried again, all of them where none is named; a running bot takes them up."""
    with opened() as store:
        known = {request.id for request in store.requests.failed(limit=10_000)}
        unknown = [request_id for request_id in request_ids if request_id not in known]
        if unknown:
            raise Failure(Exit.USAGE, f"No failed request has the id {unknown[0]} (pullquote requests --failed lists).")
        done = sum(store.requests.retry(request_id) for request_id in request_ids or sorted(known))
        write(f"{done} will be tried again\n")
    return Exit.DONE


def reseal() -> Exit:
    """Seals every stored token with the newest key. A running bot goes on: it knows the older keys too."""
    from bot.settings import token_keys

    with settings() as known, _words():
        _is_there(known.database_url, "PULLQUOTE_DATABASE_URL")
        store = open_store(known.database_url, token_keys(known))
        try:
            write(f"{store.installations.reseal()} sealed with the newest key\n")
        finally:
            store.close()
    return Exit.DONE


def _what(request: Request) -> str:
    """A link without what may be secret in it, or what else was asked about."""
    return request.locator.partition("?")[0] if request.kind == "link" else request.kind


@contextmanager
def opened() -> Iterator[Store]:
    """The store that the settings name, which has to be there. A StoreError is a Failure."""
    with settings() as known, _words():
        _is_there(known.database_url, "PULLQUOTE_DATABASE_URL")
        store = open_store(known.database_url)
        try:
            yield store
        finally:
            store.close()


def _is_there(url: str, told_by: str) -> None:
    """SQLite would make a file that is not there, and say that it holds nothing. Raises Failure."""
    known = parse(url)
    file = Path(known.database or "").absolute()
    if known.get_backend_name() == "sqlite" and not file.exists():
        raise Failure(Exit.USAGE, f"There is no database at {file}: look at {told_by}, or start pullquote run first.")


@contextmanager
def _alone(url: str) -> Iterator[Database]:
    """A database, and on SQLite the certainty that no bot runs on it."""
    database = connect(url)
    path = database.engine.url.database if database.is_sqlite else None
    only = OnlyBot(Path(path)) if path else None
    try:
        if only is not None:
            only.take()
        yield database
    finally:
        if only is not None:
            only.give_back()
        database.close()


@contextmanager
def _words() -> Iterator[None]:
    """What cannot be done, as one line."""
    try:
        yield
    except StoreError as error:
        raise Failure(Exit.USAGE, f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
