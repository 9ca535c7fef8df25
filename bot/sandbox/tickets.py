"""What Slack hands out with an interaction and takes back for a while: trigger ids and response URLs."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox.state import Refused

if TYPE_CHECKING:
    from bot.sandbox.local import LocalSlack


@dataclass
class Trigger:
    """Leave to open one view for one person."""

    team: str
    user: str
    good_until: float
    view_id: str = ""  # the modal that it came from
    used: bool = False


class Triggers:
    """Trigger ids: three seconds, one use."""

    def __init__(self, slack: LocalSlack) -> None:
        self._slack = slack
        self._made: dict[str, Trigger] = {}

    def make(self, team: str, user: str, view_id: str = "") -> str:
        """A fresh trigger id."""
        name = f"{self._slack.ids.digits(13)}.{self._slack.ids.digits(12)}.{self._slack.ids.token(32).lower()}"
        self._made[name] = Trigger(team, user, time.monotonic() + self._slack.settings.trigger_seconds, view_id)
        return name

    def look(self, name: str, team: str) -> Trigger:
        """The trigger of that id, not yet used up. Refuses an unknown, used or late one."""
        trigger = self._made.get(name)
        if trigger is None or trigger.team != team:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if time.monotonic() > trigger.good_until:
            raise Refused("expired_trigger_id")
        return trigger


@dataclass
class ResponseUrl:
    """Leave to answer in a channel, to one person or to all."""

    team: str
    channel: str
    user: str
    good_until: float
    uses: int
    thread_ts: str = ""
    message_ts: str = ""  # the message with the button, which may be replaced


class ResponseUrls:
    """Response URLs: half an hour, five uses."""

    def __init__(self, slack: LocalSlack) -> None:
        self._slack = slack
        self._made: dict[str, ResponseUrl] = {}

    def make(self, team: str, channel: str, user: str, *, thread_ts: str = "", message_ts: str = "") -> str:
        """A fresh URL."""
        settings, name = self._slack.settings, self._slack.ids.token(24)
        until = time.monotonic() + settings.response_url_seconds
        self._made[name] = ResponseUrl(team, channel, user, until, settings.response_url_uses, thread_ts, message_ts)
        return f"{self._slack.url}/response/{team}/{self._slack.ids.digits(13)}/{name}"

    def use(self, name: str) -> ResponseUrl:
        """Count one use. Refuses an unknown, late or used-up one."""
        found = self._made.get(name)
        if found is None or time.monotonic() > found.good_until:
            raise Refused("expired_url")
        if found.uses <= 0:
            raise Refused("used_url")
        found.uses -= 1
        return found
