"""Work gives way to whoever is being answered: the threads of a process share one lock of Python's, and Slack waits for
an acknowledgement, while nobody waits that closely for a digest."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST = 0.05  # seconds that one step gives way for: under a stream that never ends work goes on all the same
AFTER = 0.005  # seconds after an answer in which the next is likely


class Courtesy:
    """Counts who is being answered."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._answering = 0
        self._last = 0.0

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Slack waits for what happens in the block."""
        with self._condition:
            self._answering += 1
        try:
            yield
        finally:
            with self._condition:
                self._answering -= 1
                self._last = time.monotonic()
                if not self._answering:
                    self._condition.notify_all()

    def give_way(self) -> None:
        """Before a step of work: waits while somebody is being answered, or was just now, but not for long."""
        ends = time.monotonic() + LONGEST
        while time.monotonic() < ends:
            with self._condition:
                self._condition.wait_for(lambda: not self._answering, max(0.0, ends - time.monotonic()))
                quiet = time.monotonic() - self._last
            if quiet >= AFTER:
                return
            time.sleep(AFTER - quiet)
