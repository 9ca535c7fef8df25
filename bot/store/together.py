"""Writes of several threads in one transaction: what is slow about a durable write is the disk, once a commit.

Who comes first writes for all who have come meanwhile. Each is answered only when its own is on the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy import Connection

from bot.store.database import Database

Given = TypeVar("Given")
Answer = TypeVar("Answer")


@dataclass(slots=True)
class _One(Generic[Given, Answer]):
    """What one thread gave. `called` is let go when it is written, or when it is that thread's turn to write."""

    given: Given
    answer: Future[Answer] = field(default_factory=Future)
    called: Lock = field(default_factory=Lock)


class Together(Generic[Given, Answer]):
    """`write(connection, given)` for each, durably. One that fails, fails alone."""

    def __init__(self, database: Database, write: Callable[[Connection, Given], Answer]) -> None:
        self._database = database
        self._write = write
        self._lock = Lock()
        self._writing = False
        self._waiting: list[_One[Given, Answer]] = []

    def __call__(self, given: Given) -> Answer:
        """The answer to this one. Raises what `write` or the commit raises."""
        mine: _One[Given, Answer] = _One(given)
        mine.called.acquire()
        with self._lock:
            self._waiting.append(mine)
            waits, self._writing = self._writing, True
        if waits:
            mine.called.acquire()
        if not mine.answer.done():
            self._write_for_all()
        return mine.answer.result()

    def _write_for_all(self) -> None:
        """Writes what has come, calls everyone whose it was at once, and the first of those who came meanwhile."""
        with self._lock:
            batch, self._waiting = self._waiting, []
        self._do(batch)
        with self._lock:
            self._writing = bool(self._waiting)
            after = self._waiting[:1]
        for one in (*batch, *after):
            one.called.release()

    def _do(self, batch: list[_One[Given, Answer]]) -> None:
        try:
            with self._database.write(durable=True, first=True) as connection:
                answers = [self._write(connection, one.given) for one in batch]
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever gave it, who must not wait for ever
            if len(batch) == 1:
                batch[0].answer.set_exception(error)
            else:
                for one in batch:
                    self._do([one])
            return
        for one, answer in zip(batch, answers, strict=True):
            one.answer.set_result(answer)
