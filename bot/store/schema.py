"""The schema's versions: up, down, and whether a database is at the newest.

Alembic is loaded where there is something to change: at most starts there is not.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DatabaseError

from bot.store.database import Database
from bot.store.errors import StoreError

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 7_015_501  # of PostgreSQL: two that migrate at once take turns


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, on this connection."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["connection"] = connection
    return made


def newest() -> str:
    """The newest version that this program knows."""
    return versions()[-1]


def versions() -> list[str]:
    """The versions that this program knows, oldest first: what the names of the migrations begin with."""
    return sorted(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def current(database: Database) -> str:
    """The version of a database, "" where it is empty. Raises StoreError where it cannot be read."""
    try:
        with database.read() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return ""
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""
    except DatabaseError as error:
        raise StoreError(f"{_name(database)} cannot be opened: {_words(error)}") from None


def upgrade(database: Database, to: str = "head") -> None:
    """Brings a database up. Raises StoreError."""
    if to == "head" and _is_newest(database):
        return
    from alembic import command

    _run(database, lambda connection: command.upgrade(config(connection), to))


def downgrade(database: Database, to: str) -> None:
    """Takes a database back to a version, "base" for an empty one. Raises StoreError."""
    from alembic import command

    _run(database, lambda connection: command.downgrade(config(connection), to))


def check(database: Database) -> None:
    """Raises StoreError where a database is not at the newest version."""
    if not _is_newest(database):
        raise StoreError(f"{_name(database)} is not up to date: run pullquote migrate")


def _is_newest(database: Database) -> bool:
    at = current(database)
    if at and at not in versions():
        raise StoreError(f"{_name(database)} was made by a newer version ({at}); use that one, or migrate down with it")
    return at == newest()


def _run(database: Database, step: Callable[[Connection], None]) -> None:
    from alembic.util import CommandError

    try:
        with database.write(durable=True) as connection:
            if not database.is_sqlite:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            step(connection)
    except CommandError as error:
        raise StoreError(f"{_name(database)} cannot be migrated: {error}") from None
    except (DatabaseError, OSError) as error:
        raise StoreError(f"{_name(database)} cannot be migrated: {_words(error)}") from None


def _name(database: Database) -> str:
    return f"the database {database.engine.url.render_as_string(hide_password=True)}"


def _words(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]
