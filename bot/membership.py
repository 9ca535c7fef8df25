"""Which channels a person may read, asked of Slack when it matters, and known while somebody turns pages.

`users.conversations` answers for a person with the channels that they and we are both allowed to see, and needs no
scope beyond `channels:read` and `groups:read`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock

from slack_sdk import WebClient

from bot.attempts import ERRORS, refusal_of

log = logging.getLogger(__name__)

GOOD_FOR = 10.0  # seconds
_PAGE = 999
_MOST_PAGES = 10


class NotTold(Exception):
    """Slack does not say which channels somebody is in. Who cannot be shown to be allowed sees nothing."""


class Membership:
    """Safe to use from many threads."""

    def __init__(self, client_for: Callable[[str], WebClient], clock: Callable[[], float] = time.monotonic) -> None:
        self._client_for = client_for
        self._clock = clock
        self._lock = Lock()
        self._known: dict[tuple[str, str], tuple[float, frozenset[str]]] = {}

    def channels(self, team: str, user: str) -> frozenset[str]:
        """The channels that this person is in, as far as we may know. Raises NotTold, and UnknownWorkspace."""
        with self._lock:
            until, known = self._known.get((team, user), (0.0, frozenset()))
        if self._clock() < until:
            return known
        try:
            found = frozenset(self._asked(team, user))
        except ERRORS as error:
            log.warning("Slack does not say which channels somebody is in: %s", refusal_of(error).code)
            raise NotTold from error
        with self._lock:
            now = self._clock()
            self._known = {who: kept for who, kept in self._known.items() if kept[0] > now}
            self._known[team, user] = (now + GOOD_FOR, found)
        return found

    def _asked(self, team: str, user: str) -> set[str]:
        found: set[str] = set()
        cursor = ""
        for _ in range(_MOST_PAGES):
            told = self._client_for(team).users_conversations(
                user=user, types="public_channel,private_channel", limit=_PAGE, cursor=cursor or None
            )
            found |= {str(channel["id"]) for channel in told["channels"]}
            cursor = str((told.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                break
        return found
