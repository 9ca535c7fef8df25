"""Who drives the pipeline: threads of one process on SQLite, any number of processes on PostgreSQL."""

from __future__ import annotations

from typing import Protocol

from bot.outbox import Poster
from bot.pipeline import Pipeline
from bot.settings import Settings
from bot.store import Store, StoreError


class Runner(Protocol):
    """Drives requests and posts until it is stopped."""

    def start(self) -> None:
        """Begins. Raises StoreError where it may not."""

    def wake(self) -> None:
        """A request was accepted."""

    def stop(self) -> None:
        """Takes up nothing more, and lets what is under way come to its end."""


def runner_for(pipeline: Pipeline, poster: Poster, store: Store, settings: Settings) -> Runner:
    """The runner that suits the store's database. With no `workers` on PostgreSQL, others do the reading."""
    if store.database.is_sqlite:
        from bot.runner.embedded import EmbeddedRunner

        return EmbeddedRunner(pipeline, poster, store, settings)
    try:
        from bot.runner.procrastinate import ProcrastinateRunner
    except ModuleNotFoundError:
        raise StoreError("PostgreSQL needs more packages: pip install 'pullquote[postgres]'") from None
    return ProcrastinateRunner(pipeline, poster, store, settings, works=settings.workers > 0)
