"""One Web API call: its arguments, whatever way they came, and who calls."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.sandbox.state import Channel, Installation, Json, Refused, Team

if TYPE_CHECKING:
    from bot.sandbox.local import LocalSlack

_TRUE = {"true", "1", "True"}


def missing(*names: str) -> Refused:
    """The refusal of a call that lacks arguments."""
    messages = [f"[ERROR] missing required field: {name}" for name in names]
    return Refused("invalid_arguments", response_metadata={"messages": messages})


@dataclass
class Call:
    """What a method sees."""

    slack: LocalSlack
    method: str
    arguments: Json
    token: str
    client: tuple[str, str] = ("", "")  # client id and secret of HTTP basic authentication

    team_called: Team | None = None

    @property
    def team(self) -> Team:
        """The workspace of the token."""
        if self.team_called is None:
            raise Refused("not_authed")
        return self.team_called

    @property
    def installation(self) -> Installation:
        """The installation whose token it is."""
        if self.team.installation is None:
            raise Refused("account_inactive")
        return self.team.installation

    def text(self, name: str, default: str = "") -> str:
        """An argument as text."""
        value = self.arguments.get(name)
        return default if value is None else str(value)

    def required(self, *names: str) -> tuple[str, ...]:
        """Arguments that must be there."""
        lacking = [name for name in names if self.arguments.get(name) in (None, "")]
        if lacking:
            raise missing(*lacking)
        return tuple(self.text(name) for name in names)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """An argument as yes or no."""
        value = self.arguments.get(name)
        if value is None or value == "":
            return default
        return value if isinstance(value, bool) else str(value) in _TRUE

    def number(self, name: str, default: int, high: int) -> int:
        """An argument as a count between 1 and `high`."""
        try:
            value = int(self.text(name) or default)
        except ValueError:
            raise Refused("invalid_limit") from None
        if value < 1:
            raise Refused("invalid_limit")
        return min(value, high)

    def parsed(self, name: str, error: str) -> Any:
        """An argument that is JSON, perhaps inside a form field; None where it is absent."""
        value = self.arguments.get(name)
        if not isinstance(value, str) or value == "":
            return None if value == "" else value
        try:
            return json.loads(value)
        except ValueError:
            raise Refused(error) from None

    def need(self, scope: str) -> None:
        """Refuse where the token lacks a scope."""
        have = self.installation.scopes
        if scope not in have:
            raise Refused("missing_scope", needed=scope, provided=",".join(have))

    def channel(self, *, name: str = "channel", scope: str = "", member: bool = False) -> Channel:
        """The conversation that an argument names, if the bot may know of it; perhaps with a scope, and as a member."""
        (named,) = self.required(name)
        team = self.team
        bare = named.removeprefix("#")
        found = team.channels.get(bare) or next((c for c in team.channels.values() if c.name and c.name == bare), None)
        if found is None or (found.is_private and team.bot_user not in found.members):
            raise Refused("channel_not_found")
        if scope:
            self.need(f"{found.scope}:{scope}")
        if member and team.bot_user not in found.members:
            raise Refused("not_in_channel")
        return found

    def user(self, name: str = "user") -> Json:
        """The person that an argument names."""
        (named,) = self.required(name)
        found = self.team.users.get(named)
        if found is None:
            raise Refused("user_not_found")
        return found


@dataclass(frozen=True)
class Method:
    """A Web API method: what it does, the scopes that it needs, and the kind of token (`bot`, `app`, or `none`)."""

    run: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    token: str = "bot"  # noqa: S105


def page(call: Call, found: list[Json], name: str, default: int = 100, high: int = 1000) -> Json:
    """One page of a list, with Slack's cursor."""
    start = 0
    if cursor := call.text("cursor"):
        kind, _, number = cursor.partition(":")
        if kind != "next" or not number.isdecimal() or int(number) > len(found):
            raise Refused("invalid_cursor")
        start = int(number)
    end = start + call.number("limit", default, high)
    following = f"next:{end}" if end < len(found) else ""
    return {name: found[start:end], "response_metadata": {"next_cursor": following}}
