"""Everything from one database into another, and the proof that it arrived: counts and hashes of every table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, func, select, text

from bot.store import schema
from bot.store.database import Database
from bot.store.errors import StoreError
from bot.store.tables import metadata

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Copied:
    """One table, as it is in both databases. The hash does not depend on the order of rows."""

    table: str
    rows: int
    hash: str


def copy(old: Database, new: Database) -> list[Copied]:
    """Copies every row. Raises StoreError, and leaves the new database as it was, where that one is not empty or where
    what arrived is not what was sent. Both must be up to date; nobody else should write meanwhile."""
    schema.check(old)
    schema.check(new)
    with old.read() as reading, new.write(durable=True) as writing:
        for table in metadata.sorted_tables:
            if writing.execute(select(func.count()).select_from(table)).scalar_one():
                raise StoreError(f"the new database is not empty: it has rows in {table.name}")
        for table in metadata.sorted_tables:
            rows = _rows(reading, table)
            while page := [dict(row) for row in islice(rows, _PAGE)]:
                writing.execute(table.insert(), page)
            _count_on(writing, table)
        return [_compared(reading, writing, table) for table in metadata.sorted_tables]


def _rows(connection: Connection, table: Table) -> Iterator[Any]:
    """A table's rows, without holding them all."""
    streamed = connection.execution_options(stream_results=True, yield_per=_PAGE)
    yield from streamed.execute(select(table).order_by(*table.primary_key.columns)).mappings()


def _count_on(connection: Connection, table: Table) -> None:
    """PostgreSQL goes on numbering after the last row."""
    number = table.autoincrement_column
    if connection.dialect.name == "postgresql" and number is not None and number.type.python_type is int:
        last = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}"  # noqa: S608
        connection.execute(text(f"{last} HAVING max(id) IS NOT NULL"))


def _compared(reading: Connection, writing: Connection, table: Table) -> Copied:
    old, new = _proof(reading, table), _proof(writing, table)
    if old != new:
        raise StoreError(f"{table.name} did not arrive as it was sent ({old.rows} rows, {new.rows} arrived)")
    return new


def _proof(connection: Connection, table: Table) -> Copied:
    count, total = 0, 0
    for row in _rows(connection, table):
        count += 1
        values = repr([bytes(v) if isinstance(v, memoryview) else v for v in row.values()])
        total += int.from_bytes(sha256(values.encode("utf-8", "surrogatepass")).digest(), "big")
    return Copied(table.name, count, f"{total % 2**256:064x}")
