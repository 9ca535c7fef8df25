"""Ids that sort by the time they were made, and keys of fixed length."""

from __future__ import annotations

import secrets
import time
from hashlib import sha256
from threading import Lock

_lock = Lock()
_last = 0


def new_id() -> str:
    """24 hexadecimal digits: microseconds, rising within a process, then chance. Unique across processes."""
    global _last
    with _lock:
        _last = max(_last + 1, time.time_ns() // 1000)
        return f"{_last:014x}{secrets.token_hex(5)}"


def key_of(words: str) -> str:
    """A key for words of any length."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
