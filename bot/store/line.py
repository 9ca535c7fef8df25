"""Who may write next: a lock that is passed on in the order in which threads came, but who answers Slack goes first.

Python's own lock goes to whoever happens to ask at the right moment, and then a listener may wait for twenty others.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Line:
    """One at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._taken = False
        self._first: deque[Lock] = deque()
        self._rest: deque[Lock] = deque()

    @contextmanager
    def turn(self, *, first: bool = False) -> Iterator[None]:
        """The caller's turn, until the block ends. `first`: before everybody who waits and is not."""
        self._take(self._first if first else self._rest)
        try:
            yield
        finally:
            self._pass_on()

    def _take(self, waiting: deque[Lock]) -> None:
        with self._lock:
            if not self._taken:
                self._taken = True
                return
            mine = Lock()
            mine.acquire()
            waiting.append(mine)
        mine.acquire()  # until it is passed on to us

    def _pass_on(self) -> None:
        with self._lock:
            if waiting := self._first or self._rest:
                waiting.popleft().release()
            else:
                self._taken = False
