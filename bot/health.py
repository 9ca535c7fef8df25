"""How a bot or worker is: what `/readyz` and `/metrics` ask at that moment."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.store import Store
from bot.understand import Children


class Health:
    """Asks the store, the children, and whether Slack is `connected` (None: there is no connection to ask about)."""

    def __init__(self, store: Store, children: Children, connected: Callable[[], bool] | None = None) -> None:
        self._store = store
        self._children = children
        self.connected = connected

    def ready(self) -> dict[str, bool]:
        """What must work, and whether it does. A process that is stopping is not ready."""
        states = {"database": self._database_answers(), "children": self._children.able()}
        return states | ({"slack": self.connected()} if self.connected else {})

    def gauges(self) -> dict[str, float]:
        """Values by the names of `bot.metrics.HELP`. Raises SQLAlchemyError."""
        counts, children = self._store.requests.counts(), self._children.counts()
        return {
            "pullquote_requests_open accepted": counts["accepted"],
            "pullquote_requests_open working": counts["working"],
            "pullquote_queue_age_seconds": counts["age"],
            "pullquote_outbox_waiting": self._store.outbox.waiting(),
            "pullquote_children idle": children.idle,
            "pullquote_children alive": children.alive,
            "pullquote_children_started_total": children.started,
            **{f"pullquote_children_lost_total {code}": count for code, count in children.lost.items()},
            "pullquote_child_megabytes": children.megabytes,
            "pullquote_connected": float(self.connected() if self.connected else 1),
        }

    def _database_answers(self) -> bool:
        try:
            with self._store.database.read() as connection:
                return connection.execute(text("SELECT 1")).scalar() == 1
        except SQLAlchemyError:
            return False
