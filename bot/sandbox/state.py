"""What the local Slack remembers: workspaces with their people, channels, messages, files and views, in memory."""

from __future__ import annotations

import secrets
from bisect import insort
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


class Refused(Exception):
    """A call that Slack refuses: `error` is Slack's word for it, `extra` what stands beside it in the answer."""

    def __init__(self, error: str, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.extra = extra


@dataclass
class Channel:
    """A conversation of any kind. `kind` is Slack's: channel, group, im, mpim."""

    id: str
    name: str
    kind: str
    creator: str
    created: int
    members: list[str] = field(default_factory=list)
    user: str = ""  # im: the person
    topic: str = ""
    purpose: str = ""
    is_archived: bool = False
    is_ext_shared: bool = False
    messages: dict[str, Json] = field(default_factory=dict)  # by ts
    order: list[str] = field(default_factory=list)  # every ts, rising
    reacted: dict[str, dict[str, list[str]]] = field(default_factory=dict)  # ts -> emoji -> people

    @property
    def is_private(self) -> bool:
        """Whether only its members know that it is there."""
        return self.kind != "channel"

    @property
    def scope(self) -> str:
        """The first half of the scopes that open it."""
        return {"channel": "channels", "group": "groups"}.get(self.kind, self.kind)

    def add(self, message: Json) -> None:
        """Put a message in its place."""
        self.messages[message["ts"]] = message
        insort(self.order, message["ts"])

    def remove(self, ts: str) -> None:
        """Forget a message."""
        del self.messages[ts]
        self.order.remove(ts)
        self.reacted.pop(ts, None)

    def thread(self, ts: str) -> list[Json]:
        """The replies under `ts`, in order, without their parent."""
        found = (self.messages[other] for other in self.order)
        return [message for message in found if message.get("thread_ts") == ts and message["ts"] != ts]

    def shown(self, ts: str) -> Json:
        """A message as Slack shows it: with its reactions and the state of its thread."""
        message = dict(self.messages[ts])
        if reacted := self.reacted.get(ts):
            message["reactions"] = [{"name": n, "users": list(u), "count": len(u)} for n, u in reacted.items()]
        if message.get("thread_ts") == ts:
            replies = self.thread(ts)
            people = list(dict.fromkeys(reply["user"] for reply in replies))
            message |= {"reply_count": len(replies), "reply_users": people, "reply_users_count": len(people)}
            message |= {"latest_reply": replies[-1]["ts"] if replies else ts, "is_locked": False, "subscribed": False}
        return message


@dataclass
class Installation:
    """The app in one workspace."""

    bot_token: str
    bot_id: str
    bot_user: str
    scopes: tuple[str, ...]
    refresh_token: str = ""
    expires_at: float = 0.0


@dataclass
class Team:
    """A workspace."""

    id: str
    name: str
    domain: str
    users: dict[str, Json] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    files: dict[str, Json] = field(default_factory=dict)
    bytes_of: dict[str, bytes] = field(default_factory=dict)  # file id -> what was uploaded
    ephemeral: dict[str, Json] = field(default_factory=dict)  # ts -> {channel, user, message}
    views: dict[str, list[Json]] = field(default_factory=dict)  # user -> open modals, top last
    homes: dict[str, Json] = field(default_factory=dict)  # user -> the Home tab
    installation: Installation | None = None
    bot_user: str = ""
    bot_id: str = ""

    @property
    def you(self) -> str:
        """The person who acts where nobody is named."""
        return next(str(user["id"]) for user in self.users.values() if not user["is_bot"])

    def im_with(self, user: str) -> Channel | None:
        """The direct conversation of a person with the bot."""
        return next((c for c in self.channels.values() if c.kind == "im" and c.user == user), None)

    def view(self, view_id: str) -> Json | None:
        """An open modal, or a Home view, by its id."""
        everywhere = [view for stack in self.views.values() for view in stack] + list(self.homes.values())
        return next((view for view in everywhere if view["id"] == view_id), None)


@dataclass
class World:
    """Everything. A reset makes a new one; the app's own credentials stay."""

    teams: dict[str, Team] = field(default_factory=dict)
    dead_tokens: dict[str, str] = field(default_factory=dict)  # token -> the error it now gets
    codes: dict[str, Json] = field(default_factory=dict)  # OAuth codes not yet exchanged

    @property
    def first(self) -> Team:
        """The workspace that is meant where none is named."""
        return next(iter(self.teams.values()))

    def team_of(self, token: str) -> Team | None:
        """The workspace whose bot holds this token."""
        for team in self.teams.values():
            if team.installation and secrets.compare_digest(team.installation.bot_token.encode(), token.encode()):
                return team
        return None
