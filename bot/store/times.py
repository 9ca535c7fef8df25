"""When a row is due. Waits are bounded, so a clock that was set back does not leave a row asleep."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_
from sqlalchemy.sql.expression import ColumnClause
from sqlalchemy.sql.schema import Column

LONGEST_WAIT = timedelta(hours=1)


def due(column: Column[datetime] | ColumnClause[datetime], now: datetime) -> ColumnElement[bool]:
    """Whether the time in `column` has come, is not set, or lies further off than any wait of ours."""
    return or_(column.is_(None), column <= now, column > now + LONGEST_WAIT)
