"""When a row is due. Waits are bounded, so a clock that was set back does not leave a row asleep."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, or_
from sqlalchemy.sql.expression import ColumnClause
from sqlalchemy.sql.schema import Column

from bot.store.columns import Instant

LONGEST_WAIT = timedelta(hours=1)


_NOW, _TOO_FAR = bindparam("now", type_=Instant), bindparam("too_far", type_=Instant)


def due(column: Column[datetime] | ColumnClause[datetime]) -> ColumnElement[bool]:
    """Whether the time in `column` has come `at` the moment that the statement is given, is not set, or lies further
    off than any wait of ours."""
    return or_(column.is_(None), column <= _NOW, column > _TOO_FAR)


def at(now: datetime) -> dict[str, datetime]:
    """What a statement with `due` in it has to be given."""
    return {"now": now, "too_far": now + LONGEST_WAIT}
