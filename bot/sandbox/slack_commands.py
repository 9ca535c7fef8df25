"""Slack's own commands, those that one needs to try the app: bring it in, send it away, set a topic, archive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.sandbox import operations
from bot.sandbox.state import Channel, Refused, Team

if TYPE_CHECKING:
    from bot.sandbox.local import LocalSlack


@dataclass(frozen=True)
class Typed:
    """One command of Slack's own as a person typed it."""

    slack: LocalSlack
    team: Team
    channel: Channel
    user: str
    text: str

    def named(self) -> str:
        """The person whom it names."""
        return self.slack.user(self.team, self.text.strip() or "@")

    def tell(self) -> None:
        """Tell the page how the channel now stands."""
        conversation = operations.conversation(self.team, self.channel)
        self.slack.changes.tell("channel", self.team.id, channel=conversation)


def _invite(typed: Typed) -> None:
    operations.join(typed.slack, typed.team, typed.channel, typed.named(), typed.user)


def _remove(typed: Typed) -> None:
    operations.leave(typed.slack, typed.team, typed.channel, typed.named())


def _topic(typed: Typed) -> None:
    typed.channel.topic = typed.text.strip()
    typed.tell()


def _archive(typed: Typed) -> None:
    typed.channel.is_archived = True
    typed.tell()


_RUN: dict[str, Callable[[Typed], None]] = {
    "/invite": _invite,
    "/remove": _remove,
    "/topic": _topic,
    "/archive": _archive,
}
COMMANDS = (
    {"command": "/invite", "description": "Bring somebody into this channel", "usage_hint": "@somebody"},
    {"command": "/remove", "description": "Take somebody out of this channel", "usage_hint": "@somebody"},
    {"command": "/topic", "description": "Say what this channel is about", "usage_hint": "[topic]"},
    {"command": "/archive", "description": "Close this channel", "usage_hint": ""},
)


def run(slack: LocalSlack, team: Team, channel: Channel, user: str, command: str, text: str) -> bool:
    """Do what a command of Slack's own says; False where it is none of these."""
    if command not in _RUN:
        return False
    if channel.kind in {"im", "mpim"}:
        raise Refused("not_supported_here")
    _RUN[command](Typed(slack, team, channel, user, text))
    return True
