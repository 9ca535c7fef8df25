"""Writes of several threads in one transaction: what is slow about a durable write is the disk, once a commit.

Who comes first writes for all who have come meanwhile. Each is answered only when its own is on the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy import Connection

from bot.store.database import Database

Given = TypeVar("Given")
Answer = TypeVar("Answer")


class Together(Generic[Given, Answer]):
    """`write(connection, given)` for each, durably. One that fails, fails alone."""

    def __init__(self, database: Database, write: Callable[[Connection, Given], Answer]) -> None:
        self._database = database
        self._write = write
        self._lock = Lock()
        self._turn = Lock()
        self._waiting: list[tuple[Given, Future[Answer]]] = []

    def __call__(self, given: Given) -> Answer:
        """The answer to this one. Raises what `write` or the commit raises."""
        mine: Future[Answer] = Future()
        with self._lock:
            self._waiting.append((given, mine))
        with self._turn:
            if not mine.done():
                with self._lock:
                    batch, self._waiting = self._waiting, []
                self._do(batch)
        return mine.result()

    def _do(self, batch: list[tuple[Given, Future[Answer]]]) -> None:
        try:
            with self._database.write(durable=True, first=True) as connection:
                answers = [self._write(connection, given) for given, _ in batch]
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever gave it, who must not wait for ever
            if len(batch) == 1:
                batch[0][1].set_exception(error)
            else:
                for one in batch:
                    self._do([one])
            return
        for (_, future), answer in zip(batch, answers, strict=True):
            future.set_result(answer)
