"""What every listener stands at: the store for its one INSERT, and the bell that wakes the runner."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.settings import Settings
from bot.store import NewRequest, Store


@dataclass(frozen=True)
class Desk:
    """Put together once, in `bot.app`."""

    store: Store
    settings: Settings
    wake: Callable[[], None]

    def accept(self, requests: Iterable[NewRequest]) -> int:
        """Puts the requests on disk, then wakes the runner. How many were new: one that stands already is nothing."""
        new = sum(self.store.requests.accept(request) for request in requests)
        if new:
            self.wake()
        return new
