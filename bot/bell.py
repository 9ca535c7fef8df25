"""A bell between threads: who waits hears every ring since they last looked, so none is missed."""

from __future__ import annotations

import threading


class Bell:
    """`count` before looking for work, then `wait(count, seconds)` where there was none."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self.count = 0

    def ring(self) -> None:
        """Wakes everyone who waits."""
        with self._condition:
            self.count += 1
            self._condition.notify_all()

    def call_one(self) -> None:
        """Wakes one of those who wait: there is something for one of them, and ten that look cost as much as work."""
        with self._condition:
            self.count += 1
            self._condition.notify()

    def wait(self, heard: int, seconds: float) -> None:
        """Until the next ring after `heard`, or so many seconds."""
        with self._condition:
            self._condition.wait_for(lambda: self.count != heard, seconds)
