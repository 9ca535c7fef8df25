"""The schema on disk, up and down, on both databases; and what is said where a database cannot be used."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from databases import Postgres
from filled import fill
from sqlalchemy import inspect

from bot.store import StoreError, open_store, schema
from bot.store.database import Database, connect
from bot.store.tables import metadata


def test_the_migrations_make_the_tables_that_the_code_knows(database_url: str) -> None:
    """Nothing is left to migrate after the newest version."""
    database = connect(database_url)
    schema.upgrade(database)
    with database.read() as connection:
        options = {"compare_type": True, "include_object": _ours}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    database.close()


def _ours(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
    """What memory is searched by belongs to one kind of database and is in migrations alone."""
    words = (kind == "index" and str(name).endswith("_words")) or (kind == "column" and reflected and name == "words")
    return not words and not (kind == "table" and reflected and name not in metadata.tables)


def test_every_version_goes_down_and_up_again(database_url: str) -> None:
    """Step by step to an empty database, and back."""
    database = connect(database_url)
    schema.upgrade(database)
    while schema.current(database):
        schema.downgrade(database, "-1")
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    schema.upgrade(database)
    schema.check(database)
    database.close()


def test_what_is_stored_goes_down_to_every_version_and_up_again(up_to_date_url: str) -> None:
    """With a row in every table: what a version has columns for stays as it was, and the newest finds all of it."""
    store = fill(open_store(up_to_date_url))
    database, before = store.database, rows(store.database)
    filled = {table for table, told in before.items() if told}
    assert filled >= {"requests", "outbox", "digests", "articles", "quotes", "figures", "channels", "schedules"}
    for version in schema.versions()[-2::-1]:
        schema.downgrade(database, version)
        assert schema.current(database) == version
        there = rows(database)
        assert {name: kept(told, before[name]) for name, told in there.items()} == there
        schema.upgrade(database)
        schema.check(database)
        again = rows(database)
        assert {name: kept(told, again[name]) for name, told in there.items()} == there
        assert {name: len(told) for name, told in again.items()} == {name: len(told) for name, told in before.items()}
        assert [quote.speaker for quote in store.memory.quotes("T1", ["C1"], "not sound")]
        assert store.requests.counts()["accepted"] == 1
    store.close()


def rows(database: Database) -> dict[str, list[dict[str, str]]]:
    """Everything in those of our tables that there are, as it lies in them, but what PostgreSQL makes of it itself."""
    found = {}
    there = set(inspect(database.engine).get_table_names())
    with database.read() as connection:
        for table in metadata.sorted_tables:
            if table.name in there:
                order = ", ".join(column.name for column in table.primary_key)
                told = connection.exec_driver_sql(f"SELECT * FROM {table.name} ORDER BY {order}").mappings()
                found[table.name] = [{n: repr(value) for n, value in row.items() if n != "words"} for row in told]
    return found


def kept(narrow: list[dict[str, str]], wide: list[dict[str, str]]) -> list[dict[str, str]]:
    """Of some rows the columns that others of the same table have."""
    return [{name: row[name] for name in other} for other, row in zip(narrow, wide, strict=True)]


def test_the_versions_are_those_that_the_migrations_name() -> None:
    """The names of the files are as good as Alembic's own list, which takes half a second to load."""
    scripts = ScriptDirectory.from_config(schema.config())
    assert schema.versions() == [script.revision for script in scripts.walk_revisions()][::-1]
    assert schema.newest() == scripts.get_current_head()


def test_a_database_of_a_newer_version_is_refused_with_words(database_url: str) -> None:
    """Rather than read wrongly."""
    database = connect(database_url)
    schema.upgrade(database)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(StoreError, match="newer version"):
        open_store(database_url)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "must be like sqlite"),
        ("mysql://host/name", "only sqlite and postgresql"),
        ("sqlite://", "must name a file"),
        ("sqlite:////nowhere/at/all.db", "unable to open"),
        ("postgresql://nobody@/x?host=/nowhere", "cannot be opened"),
    ],
)
def test_a_database_that_cannot_be_used_is_named_in_one_line(url: str, words: str) -> None:
    """What is wrong, and with which."""
    with pytest.raises(StoreError, match=words) as caught:
        open_store(url)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """It is left as it was."""
    path = tmp_path / "notes.db"
    path.write_text("not a database at all\n" * 100)
    with pytest.raises(StoreError, match="not a database"):
        open_store(f"sqlite:///{path}")
    assert path.read_text().startswith("not a database")


def test_a_password_stays_out_of_words() -> None:
    """An error names the database, not its password."""
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://user:secret@127.0.0.1:1/x")
    assert "secret" not in str(caught.value)


@pytest.mark.system
@pytest.mark.xdist_group("postgresql")
def test_postgresql_is_brought_up_to_date_on_purpose(postgres: Postgres) -> None:
    """Others may be using it: a bot refuses an old schema instead of changing it."""
    with postgres.fresh() as url, pytest.raises(StoreError, match="pullquote migrate"):
        open_store(url)


def test_two_that_open_a_new_file_at_once_both_get_it(tmp_path: Path) -> None:
    """One makes it, the other waits."""
    with ThreadPoolExecutor(2) as pool:
        for store in pool.map(open_store, [f"sqlite:///{tmp_path}/new.db"] * 2):
            store.close()
