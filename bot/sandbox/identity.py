"""Ids, tokens and timestamps in Slack's shapes."""

from __future__ import annotations

import itertools
import random
import string
import time

_LETTERS = string.ascii_uppercase + string.digits
_TOKEN = string.ascii_letters + string.digits


class Identities:
    """Hands out ids that never repeat within one sandbox, and timestamps that only rise."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)
        self._count = itertools.count(1)
        self._last_microsecond = 0

    def make(self, prefix: str) -> str:
        """An id such as `C07K3QX9A1F`: the prefix, then ten letters and digits."""
        count, tail = next(self._count), ""
        for _ in range(4):
            count, rest = divmod(count, len(_LETTERS))
            tail = _LETTERS[rest] + tail
        return f"{prefix}0{''.join(self._random.choices(_LETTERS, k=5))}{tail}"

    def token(self, length: int = 24) -> str:
        """Letters and digits that nobody guesses by accident."""
        return "".join(self._random.choices(_TOKEN, k=length))

    def hexadecimal(self, length: int) -> str:
        """The same of the signs 0 to f."""
        return "".join(self._random.choices("0123456789abcdef", k=length))

    def digits(self, length: int) -> str:
        """A number of that many digits that does not begin with 0."""
        return str(self._random.randrange(10 ** (length - 1), 10**length))

    def timestamp(self) -> str:
        """A message timestamp, later than every one before."""
        self._last_microsecond = max(time.time_ns() // 1000, self._last_microsecond + 1)
        return f"{self._last_microsecond // 1_000_000}.{self._last_microsecond % 1_000_000:06d}"
