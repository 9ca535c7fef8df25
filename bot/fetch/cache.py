"""What was fetched lately, by canonical URL, so that a link in five channels is fetched once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Protocol

from handlers.model import Original


@dataclass(frozen=True, slots=True)
class Fetched:
    """An original and where it came from. `note` is a sentence for the digest's reader, or ""."""

    original: Original
    canonical_url: str
    status: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Something fetched, with what is needed to ask the site whether it has changed."""

    fetched: Fetched
    asked: str  # the URL that was asked for
    at: float  # seconds on the fetcher's clock
    etag: str = ""
    last_modified: str = ""


class Cache(Protocol):
    """Where a fetcher keeps what it fetched. Used by many threads."""

    def get(self, key: str) -> Kept | None:
        """What is kept under a canonical URL."""

    def put(self, key: str, kept: Kept) -> None:
        """Keeps it, perhaps in the place of older things."""


class MemoryCache:
    """The newest things, within a number and a size, in this process."""

    def __init__(self, entries: int, megabytes: int = 64) -> None:
        self._entries = entries
        self._room = megabytes * 1_000_000
        self._size = 0
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Kept | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: str, kept: Kept) -> None:
        with self._lock:
            if (old := self._kept.pop(key, None)) is not None:
                self._size -= len(old.fetched.original.data)
            if len(kept.fetched.original.data) > self._room // 8:
                return  # one big file is not worth many articles
            self._kept[key] = kept
            self._size += len(kept.fetched.original.data)
            while self._size > self._room or len(self._kept) > self._entries:
                _, oldest = self._kept.popitem(last=False)
                self._size -= len(oldest.fetched.original.data)
