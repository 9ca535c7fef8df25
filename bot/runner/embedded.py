"""The runner of one machine: threads of the bot's own process claim requests from the inbox, under leases."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.bell import Bell
from bot.outbox import Poster
from bot.pipeline import Pipeline
from bot.runner.lock import OnlyBot
from bot.settings import Settings
from bot.store import Store

log = logging.getLogger(__name__)

_IDLE = 1.0  # seconds between two looks for a request that waits for another attempt, or whose lease ran out
_AWAY = 2.0
_LAST = 1.0  # seconds for a post that is under way, when all time to drain is spent


class EmbeddedRunner:
    """Drives the pipeline and the poster. Refuses a SQLite file that another process drives."""

    def __init__(self, pipeline: Pipeline, poster: Poster, store: Store, settings: Settings) -> None:
        self._pipeline = pipeline
        self._poster = poster
        self._store = store
        self._settings = settings
        self._bell = Bell()
        self._stopping = threading.Event()
        url = store.database.engine.url
        self._only = OnlyBot(Path(url.database)) if store.database.is_sqlite and url.database else None
        self._threads = [
            threading.Thread(target=self._run, name=f"worker-{n}", daemon=True) for n in range(settings.workers)
        ]

    def start(self) -> None:
        """Begins. Raises StoreError where another bot drives this SQLite file.

        Alone on its file, it takes up at once what a crash left under lease.
        """
        if self._only is not None:
            self._only.take()
            left = self._store.requests.release_all() + self._store.outbox.release_all()
            if left:
                log.info("taking up %d requests and posts that were left", left)
        self._poster.start()
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """A request was accepted."""
        self._bell.call_one()

    def stop(self) -> None:
        """Takes up nothing more, and lets what is under way come to its end within `drain_seconds`.

        What does not is taken up again at the next start.
        """
        ends = time.monotonic() + self._settings.drain_seconds
        self._stopping.set()
        self._bell.ring()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(max(0.0, ends - time.monotonic()))
        self._poster.stop(max(_LAST, ends - time.monotonic()))
        if self._only is not None:
            self._only.give_back()

    def _run(self) -> None:
        while not self._stopping.is_set():
            heard = self._bell.count
            seconds = _IDLE
            try:
                if self._pipeline.work_next():
                    continue
            except SQLAlchemyError as error:
                log.error("the database cannot be reached: %s", type(error).__name__)
                seconds = _AWAY
            except Exception:  # the edge of the thread: a mistake of ours must not end the work for good
                log.exception("a request failed in a way that was not foreseen")
                seconds = _AWAY
            self._bell.wait(heard, seconds)
