"""Fixtures that several rooms share: a store on either database, and a local Slack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from databases import Postgres, has_postgres
from hypothesis import HealthCheck, settings
from system import lacking

from bot.store import Store, open_store, schema
from bot.store.database import connect

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox

settings.register_profile(
    "pullquote", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # a timing is no test
settings.load_profile("pullquote")

ON_POSTGRES = pytest.param("postgresql", marks=[pytest.mark.system, pytest.mark.xdist_group("postgresql")])


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for the whole run."""
    if not has_postgres():
        lacking("PostgreSQL")
    with Postgres("-c fsync=off") as server:
        yield server


@pytest.fixture(params=["sqlite", ON_POSTGRES])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database, of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/pullquote.db"
        return
    with request.getfixturevalue("postgres").fresh() as url:
        yield url


@pytest.fixture(scope="session")
def template(postgres: Postgres) -> str:
    """The name of a PostgreSQL database that is up to date, to copy."""
    name = postgres.make()
    database = connect(postgres.url(name))
    schema.upgrade(database)
    database.close()
    return name


@pytest.fixture(params=["sqlite", ON_POSTGRES])
def up_to_date_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database that a store can be opened on, of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/pullquote.db"
        return
    with request.getfixturevalue("postgres").fresh(request.getfixturevalue("template")) as url:
        yield url


@pytest.fixture
def store(up_to_date_url: str) -> Iterator[Store]:
    """A store, on either database."""
    opened = open_store(up_to_date_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    """A store on a SQLite file, for what does not depend on the database."""
    opened = open_store(f"sqlite:///{tmp_path}/pullquote.db")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """A local Slack for the whole run."""
    from bot.sandbox.server import Sandbox

    with Sandbox() as served:
        yield served


@pytest.fixture
def slack(sandbox: Sandbox) -> Sandbox:
    """The local Slack with a fresh world."""
    sandbox.control.reset()
    return sandbox
