"""What happened, in order: the stream that the page follows, and a bell for whoever waits."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

from bot.sandbox.state import Json

_KEPT = 5_000


class Changes:
    """A numbered log of changes, the last few thousand of them."""

    def __init__(self) -> None:
        self.seq = 0
        self.moves = 0  # rises with changes, and with calls and deliveries, which the page does not see
        self._log: deque[Json] = deque(maxlen=_KEPT)
        self._bell = asyncio.Event()

    def tell(self, kind: str, team: str, **fields: Any) -> None:
        """Add a change and wake everybody."""
        self.seq += 1
        self._log.append({"type": kind, "seq": self.seq, "team": team, **fields})
        self.moved()

    def moved(self) -> None:
        """Wake whoever waits, without a change for the page."""
        self.moves += 1
        self._bell.set()
        self._bell = asyncio.Event()

    def after(self, seq: int) -> list[Json]:
        """The changes after `seq`; a single `reset` where some of them are forgotten, or `seq` was never reached."""
        if seq == self.seq:
            return []
        if seq > self.seq or not self._log or self._log[0]["seq"] > seq + 1:
            return [{"type": "reset", "seq": self.seq, "team": ""}]
        return [change for change in self._log if change["seq"] > seq]

    async def ring(self, seconds: float) -> bool:
        """Wait until something happens; False after that many seconds."""
        try:
            await asyncio.wait_for(self._bell.wait(), seconds)
        except TimeoutError:
            return False
        return True
