"""One connection at a time to a host, with a pause between two."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_FORGET = 1000  # hosts that are remembered


@dataclass
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    users: int = 0
    free_at: float = 0.0


class Turns:
    """Who may talk to which host. Safe to use from many threads of one process."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, seconds: float, *, own: bool = False) -> Iterator[bool]:
        """Waits for this thread's turn, at most so long; gives whether it came. A host of our `own` needs no pause."""
        with self._lock:
            known = self._hosts.setdefault(host, _Host())
            known.users += 1
        came = False
        try:
            began = time.monotonic()
            came = known.lock.acquire(timeout=max(0.0, seconds))
            wait = known.free_at - time.monotonic() if came else 0.0
            if came and wait > seconds - (time.monotonic() - began):
                known.lock.release()
                came = False
            elif wait > 0:
                time.sleep(wait)
            yield came
        finally:
            if came:
                known.free_at = time.monotonic() + (0.0 if own else self._pause)
                known.lock.release()
            with self._lock:
                known.users -= 1
                self._tidy()

    def _tidy(self) -> None:
        if len(self._hosts) > _FORGET:
            now = time.monotonic()
            self._hosts = {h: known for h, known in self._hosts.items() if known.users or known.free_at > now}
