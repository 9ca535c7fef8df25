"""One database: SQLite (a file, WAL) or PostgreSQL, with the same two ways in: `read()` and `write()`."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Engine, Select, bindparam, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.errors import StoreError
from bot.store.line import Line

T = TypeVar("T")
BUSY_SECONDS = 15  # how long a writer waits for another process's
_LONGEST_LOG = 10_000  # pages of SQLite's write-ahead log, should nobody tidy up


def now_utc() -> datetime:
    """The clock of the store, unless it is given another."""
    return datetime.now(UTC)


class Database:
    """An engine and its transactions. On SQLite writers of this process stand in line: waiting in SQLite's own busy
    loop is neither fair nor quick."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = now_utc) -> None:
        self.engine = engine
        self.now = clock
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._line = Line() if self.is_sqlite else None
        self._closed = False
        event.listen(engine, "checkin", self._back)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, *, durable: bool = False, first: bool = False) -> Iterator[Connection]:
        """A transaction that writes; `first`: before others that wait.

        A `durable` one is on the disk when it ends, power cut or not, and everything before it too; the others survive
        a crash of the process, and a power cut leaves them out whole. PostgreSQL is always durable.
        """
        turn = self._line.turn(first=first) if self._line else nullcontext()
        with turn, self.engine.connect() as connection:
            if self.is_sqlite:
                connection = connection.execution_options(begin="IMMEDIATE", durable=durable)
            with connection.begin():
                yield connection

    @contextmanager
    def claiming(
        self,
        which: Select[T],
        key: Column[T],
        given: Mapping[str, object],
        durable: Callable[[Connection, T], bool] = lambda *_: False,
    ) -> Iterator[tuple[Connection, T | None]]:
        """A writing transaction, and the row that `which` chooses by its `key`, `given` its parameters. SQLite is asked
        before it, without standing in line: most looks find nothing, and they must hold up nobody. `durable` says it of
        the row that is found."""
        if not self.is_sqlite:
            with self.write() as connection:
                yield connection, connection.execute(which, given).scalar()
            return
        while True:
            with self.read() as connection:
                seen = connection.execute(which, given).scalar()
                if seen is None:
                    yield connection, None
                    return
                lasting = durable(connection, seen)
            with self.write(durable=lasting) as connection:
                if connection.execute(_again(which, key), {**given, "seen": seen}).scalar() is not None:
                    yield connection, seen
                    return

    def insert(self, table: Any) -> Any:
        """An INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
        return insert_for(table, is_sqlite=self.is_sqlite)

    def tidy(self) -> None:
        """Moves what SQLite has in its write-ahead log into the file, beside those who write. Otherwise whoever commits
        when the log is long would do it, which may be a listener, and it takes as long as the disk does."""
        if self.is_sqlite:
            with closing(self.engine.raw_connection()) as connection, suppress(sqlite3.OperationalError):
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)")  # what hinders it, hinders writers, who say so

    def close(self) -> None:
        """Gives every connection back; one that a thread still uses, as soon as it is done."""
        self._closed = True
        self.engine.dispose()

    def _back(self, connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        if self._closed and connection is not None:
            record.invalidate()


@lru_cache
def _again(which: Select[T], key: Column[T]) -> Select[T]:
    """Whether `which`, a statement that is made once, still chooses the row that was seen."""
    return which.where(key == bindparam("seen"))


def parse(database_url: str) -> URL:
    """The URL, with the driver that we install. Raises StoreError where it names no database that we know."""
    try:
        url = make_url(database_url)
    except ArgumentError:
        raise StoreError("PULLQUOTE_DATABASE_URL must be like sqlite:///file.db or postgresql://host/name") from None
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise StoreError(f"PULLQUOTE_DATABASE_URL names {url.drivername}; only sqlite and postgresql can be used")
    return url


def connect(database_url: str, clock: Callable[[], datetime] = now_utc) -> Database:
    """The database at this URL; nothing is opened yet. Raises StoreError."""
    url = parse(database_url)
    try:
        if url.get_backend_name() == "sqlite":
            return Database(_sqlite(url), clock)
        return Database(create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20), clock)
    except (NoSuchModuleError, ModuleNotFoundError):
        raise StoreError("PostgreSQL needs its driver: pip install 'pullquote[postgres]'") from None


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise StoreError("PULLQUOTE_DATABASE_URL must name a file: what is accepted has to outlive the process")
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, pool_size=32)

    @event.listens_for(engine, "connect")
    def opened(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions begin when we say so, below
        _write_ahead(connection)
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA wal_autocheckpoint={_LONGEST_LOG}")

    @event.listens_for(engine, "begin")
    def begins(connection: Connection) -> None:
        options = connection.get_execution_options()
        synchronous = "FULL" if options.get("durable") else "NORMAL"
        if connection.info.get("synchronous") != synchronous:
            connection.exec_driver_sql(f"PRAGMA synchronous={synchronous}")
            connection.info["synchronous"] = synchronous
        connection.exec_driver_sql(f"BEGIN {options.get('begin', 'DEFERRED')}")

    return engine


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turns on the write-ahead log. While two open a new file at once, SQLite refuses one without waiting for it."""
    ends = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > ends:
                raise
            time.sleep(0.02)


def insert_for(table: Any, *, is_sqlite: bool) -> Any:
    """An INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`, in one database's words."""
    return sqlite.insert(table) if is_sqlite else postgresql.insert(table)
