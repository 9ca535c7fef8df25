"""What people said about a quote or figure: kept with its span, for evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.store.database import Database
from bot.store.tables import feedback


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One person's verdict on one passage. verdict: `not_speaker`, `not_quote`, `not_figure`, `wrong_value` ..."""

    team: str
    channel: str
    request_id: str
    user: str
    verdict: str
    start: int
    end: int
    text: str
    created_at: datetime | None = None


class Feedbacks:
    """Queries of feedback."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, told: Feedback) -> bool:
        """Keeps it; False where the same person said the same before."""
        with self._database.write() as connection:
            add = self._database.insert(feedback).values(
                team=told.team, channel=told.channel, request_id=told.request_id, user_id=told.user,
                verdict=told.verdict, start_at=told.start, end_at=told.end, text=told.text,
                created_at=self._database.now(),
            )  # fmt: skip
            new = add.on_conflict_do_nothing().returning(feedback.c.id)
            return connection.execute(new).scalar() is not None

    def of(self, team: str) -> Iterator[Feedback]:
        """All of a team's, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(select(feedback).where(feedback.c.team == team).order_by(feedback.c.id)).all()
        for row in rows:
            yield Feedback(
                team=row.team, channel=row.channel, request_id=row.request_id, user=row.user_id, verdict=row.verdict,
                start=row.start_at, end=row.end_at, text=row.text, created_at=row.created_at,
            )  # fmt: skip
