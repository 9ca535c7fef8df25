"""Column types that behave the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import re
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Integer, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only an INTEGER key


class Corrupt(ValueError):
    """A stored value that cannot be read back; the row is left alone and reported."""


class Instant(TypeDecorator[datetime]):
    """An aware datetime, stored as microseconds since 1970 in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        """Microseconds. A naive datetime is a mistake and raises."""
        return None if value is None else (value - EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        """The datetime, in UTC."""
        return None if value is None else EPOCH + value * _MICROSECOND


class Words(TypeDecorator[str]):
    """Text of strangers. What no database holds (NUL, half a surrogate pair) becomes U+FFFD, so spans stay true."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """The text, storable."""
        return None if value is None else _UNSTORABLE.sub("\ufffd", value)


class Packed(TypeDecorator[Any]):
    """JSON, compressed; its checksum tells a damaged one. Read back with `unpacked`, so one bad row spoils no query."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> bytes | None:
        """The bytes; some that are packed already stay as they are."""
        if value is None or isinstance(value, bytes):
            return value
        return packed(value)


def packed(value: Any) -> bytes:
    """What a `Packed` column holds of a value."""
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode(), 6)


EMPTY = packed({})  # a `Packed` that has been emptied


def unpacked(stored: bytes) -> Any:
    """What a `Packed` column was given. Raises Corrupt."""
    try:
        return json.loads(zlib.decompress(stored))
    except (zlib.error, ValueError, TypeError) as error:
        raise Corrupt(f"a stored value is damaged: {error}") from error
