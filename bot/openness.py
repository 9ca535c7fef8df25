"""Whether a channel is open to everybody in its workspace, asked of Slack when it matters, and known for a minute."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

from slack_sdk import WebClient

from bot.attempts import ERRORS
from bot.workspaces import UnknownWorkspace

GOOD_FOR = 60.0  # seconds


class Openness:
    """Safe to use from many threads."""

    def __init__(self, client_for: Callable[[str], WebClient], clock: Callable[[], float] = time.monotonic) -> None:
        self._client_for = client_for
        self._clock = clock
        self._lock = Lock()
        self._known: dict[tuple[str, str], tuple[float, bool]] = {}

    def is_public(self, team: str, channel: str) -> bool:
        """Whether it is a public channel that no other workspace shares. Where Slack does not say, it is not: of a
        group message it says nothing without a scope that we need for nothing else."""
        if channel.startswith("D"):
            return False
        with self._lock:
            until, known = self._known.get((team, channel), (0.0, False))
        if self._clock() < until:
            return known
        found = self._asked(team, channel)
        with self._lock:
            now = self._clock()
            self._known = {place: kept for place, kept in self._known.items() if kept[0] > now}
            self._known[team, channel] = (now + GOOD_FOR, found)
        return found

    def _asked(self, team: str, channel: str) -> bool:
        try:
            told = self._client_for(team).conversations_info(channel=channel)["channel"]
        except (UnknownWorkspace, *ERRORS):
            return False
        shared = told.get("is_ext_shared") or told.get("is_pending_ext_shared")
        return bool(told.get("is_channel")) and not told.get("is_private") and not shared
