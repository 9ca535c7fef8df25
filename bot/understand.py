"""Runs the understanding of articles in child processes with limits on memory, CPU and wall time.

`Children` keeps one more child than may work at a time, warm, so that an article after a crash waits for no model to
load. Every child is started by one keeper thread. What a child answers is JSON, and each span in it is checked against
the article's text again (`handlers.wire.load`).
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.frames import Json
from bot.process import Lost, Process
from bot.settings import Settings
from handlers import wire
from handlers.errors import Unreadable
from handlers.model import Article, Digest, Original

log = logging.getLogger(__name__)

ARTICLES = 500  # that one child reads before a fresh one takes its place
GROWTH = 64  # megabytes that a child may keep beyond what it had when it was ready
_START_SECONDS = 45.0
_HOPELESS = 3  # starts that failed in a row: from then on nobody waits for the next
_CLOSE_SECONDS = 5.0
_LONGEST_PAUSE = 30.0  # between two starts, where children do not start

_CLOSED = "the children have been closed"
_NO_START = "The part of Pullquote that reads articles does not start; its log says why."
_REASONS = {
    "too_slow": "It takes too long to read and was given up. A shorter or simpler file would work.",
    "crashed": "It could not be read: the file is damaged, or made to break its readers.",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """The pool at one moment. `lost`: how often a child died, or was ended, over an article, by code."""

    alive: int
    idle: int
    started: int
    lost: dict[str, int]
    megabytes: int  # of the largest child


class Children:
    """A pool of children that can be killed. Safe to use from many threads; `close` ends them."""

    def __init__(self, settings: Settings, spares: int = 1) -> None:
        self._settings = settings
        self._most = settings.children + spares if settings.workers else 0  # without workers nobody asks
        self._turns = threading.BoundedSemaphore(settings.children)
        self._changed = threading.Condition()
        self._idle: deque[Process] = deque()
        self._alive: set[Process] = set()
        self._starting = 0
        self._failed_starts = 0
        self._started = 0
        self._lost: Counter[str] = Counter()
        self._closed = False
        self._keeper = threading.Thread(target=self._keep, name="children", daemon=True)
        self._keeper.start()

    def digest(self, original: Original, timeout: float | None = None) -> Digest:
        """The digest of an original. Raises Unreadable, also with `too_slow`, `too_large` and `crashed`."""
        return self._ask("digest", original, timeout)

    def read(self, original: Original, timeout: float | None = None) -> Article:
        """The article alone. Raises like `digest`."""
        return self._ask("read", original, timeout).article

    def pids(self) -> list[int]:
        """The children's process ids, for doctors and tests."""
        with self._changed:
            return sorted(child.pid for child in self._alive)

    def able(self) -> bool:
        """Whether an article can be read now, or as soon as another is."""
        with self._changed:
            return (not self._closed and len(self._alive) > self._starting) or not self._most

    def counts(self) -> Counts:
        """What the pool holds, and what became of children so far."""
        with self._changed:
            alive, idle, started, lost = list(self._alive), len(self._idle), self._started, dict(self._lost)
        return Counts(len(alive), idle, started, lost, max(map(_megabytes, alive), default=0))

    def close(self) -> None:
        """Ends the children, those at work too. Afterwards `digest` raises RuntimeError."""
        with self._changed:
            self._closed = True
            idle = list(self._idle)
            self._idle.clear()
            for child in self._alive:
                child.kill()  # whoever waits for a working child finds it lost, and cleans up
            self._changed.notify_all()
        for child in idle:
            self._drop(child)
        with self._changed:
            self._changed.wait_for(lambda: not self._alive, _CLOSE_SECONDS)
        self._keeper.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _ask(self, task: str, original: Original, timeout: float | None) -> Digest:
        form = {
            "task": task,
            "media_type": original.media_type,
            "file_name": original.file_name,
            "url": original.url,
        }
        seconds = self._settings.understand_seconds if timeout is None else timeout
        with self._turns:
            while True:
                child = self._take()
                try:
                    answer = child.ask(form, original.data, seconds)
                except Lost as lost:
                    self._drop(child)
                    if self._closed:
                        raise RuntimeError(_CLOSED) from None  # no fault of the article: it is for another run
                    log.warning("child lost: %s", _one_line(lost))
                    with self._changed:
                        self._lost[lost.code] += 1
                    if lost.code != "unheard":
                        raise Unreadable(lost.code, _REASONS[lost.code]) from None
                except BaseException:
                    self._drop(child)
                    raise
                else:
                    self._give_back(child, answer)
                    return _digest(answer)

    def _take(self) -> Process:
        deadline = time.monotonic() + _START_SECONDS
        while True:
            with self._changed:
                while not self._idle:
                    if self._closed:
                        raise RuntimeError(_CLOSED)
                    late = not self._changed.wait(deadline - time.monotonic())
                    if late or self._failed_starts >= _HOPELESS:
                        raise Unreadable("crashed", _NO_START)
                child = self._idle.pop()
            if child.alive:
                return child
            self._drop(child)

    def _give_back(self, child: Process, answer: Json) -> None:
        try:
            for level, line in answer["log"]:
                log.log(level, "child %d: %s", child.pid, _one_line(line))
            worn = answer["megabytes"] > child.megabytes + GROWTH or child.articles >= ARTICLES
        except (KeyError, TypeError, ValueError):  # no child of ours speaks so
            worn = True
        if worn:
            self._drop(child)
        else:
            self._offer(child)

    def _offer(self, child: Process) -> None:
        """Lets a child that is ready work, or ends it where the pool has been closed meanwhile."""
        with self._changed:
            if not self._closed:
                self._idle.append(child)
                self._changed.notify_all()
                return
        self._drop(child)

    def _drop(self, child: Process) -> None:
        """Ends a child; the keeper starts another."""
        child.stop()
        with self._changed:
            self._alive.discard(child)
            self._changed.notify_all()

    def _keep(self) -> None:
        """The keeper thread: starts a child whenever there are too few. A spare waits until the others are ready."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._too_few())
                if self._closed:
                    return
                try:
                    child = Process(self._settings.understand_megabytes, self._settings.understand_cpu_seconds)
                except OSError as error:
                    log.error("no child could be started: %s", error)
                    self._changed.wait(self._pause())
                    continue
                self._alive.add(child)
                self._starting += 1
                self._started += 1
            threading.Thread(target=self._welcome, args=(child,), name="child-start", daemon=True).start()

    def _too_few(self) -> bool:
        return len(self._alive) < (self._most if not self._starting else self._settings.children)

    def _pause(self) -> float:
        """How long to wait before the next start: nothing at first, longer while starts fail. The lock is held."""
        self._failed_starts += 1
        return float(min(0.1 * 2**self._failed_starts, _LONGEST_PAUSE))

    def _welcome(self, child: Process) -> None:
        """Waits until a child is ready, and lets it work."""
        try:
            child.megabytes = child.ready(_START_SECONDS)["megabytes"]
        except (Lost, KeyError) as error:
            with self._changed:
                if not self._closed:
                    log.error("a child did not start: %s", _one_line(error))
                    self._changed.wait_for(lambda: self._closed, self._pause())
                self._starting -= 1
            self._drop(child)
            return
        with self._changed:
            self._failed_starts = 0
            self._starting -= 1
        self._offer(child)


def _megabytes(child: Process) -> int:
    """What a child holds in memory now; on a system that does not say, what it held when it was ready."""
    try:
        pages = int(Path(f"/proc/{child.pid}/statm").read_text().split()[1])
    except (OSError, IndexError):  # it has just ended
        return child.megabytes
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024**2


def _one_line(said: object) -> str:
    """What a child said, as no more than one line of the log."""
    return " | ".join(str(said).split("\n"))


def _digest(answer: Json) -> Digest:
    """The digest in an answer. A child is not trusted: what is no digest counts as a crash."""
    if "code" in answer:
        raise Unreadable(str(answer["code"]), str(answer["reason"]))
    try:
        return wire.load(answer["digest"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        log.warning("a child's answer is no digest: %r", error)
        raise Unreadable("crashed", _REASONS["crashed"]) from None
