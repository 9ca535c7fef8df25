"""The tick: APScheduler, in memory, calls what is due; what is due is decided by rows and `bot.schedule`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)

SECONDS = 15


class Ticking:
    """Calls each task every so many seconds, one call of a task at a time."""

    def __init__(self, tasks: dict[str, tuple[Callable[[], object], float]]) -> None:
        self._scheduler = BackgroundScheduler(timezone=UTC)
        for name, (task, seconds) in tasks.items():
            self._scheduler.add_job(
                _safely(name, task), "interval", seconds=seconds, id=name, max_instances=1, coalesce=True,
                misfire_grace_time=None,
            )  # fmt: skip

    def start(self) -> None:
        """Begins to tick."""
        self._scheduler.start()

    def stop(self) -> None:
        """Ticks no more; a call under way is waited for."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)


def _safely(name: str, task: Callable[[], object]) -> Callable[[], None]:
    def call() -> None:
        try:
            task()
        except SQLAlchemyError as error:
            log.error("%s: the database cannot be reached: %s", name, type(error).__name__)
        except Exception:  # the edge of the scheduler's thread: a mistake of ours must not end the ticking
            log.exception("%s failed", name)

    return call
