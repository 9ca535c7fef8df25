"""Whom a message notifies: what Slack would read as a mention in its text and blocks."""

from __future__ import annotations

import re

from bot.sandbox.state import Channel, Json, Team

_PING = re.compile(r"<(?:!(?P<range>here|channel|everyone)|@(?P<user>[UW][A-Z0-9]+))(?:\|[^<>]*)?>")


def of_bot(team: Team, channel: Channel, message: Json) -> list[Json]:
    """The pings of a message of the bot; its blocks count where it has any, as they are what is shown."""
    if message.get("bot_id") != team.bot_id:
        return []
    where = {"channel": channel.id, "ts": message["ts"]}
    return [where | ping for ping in within(message.get("blocks") or message.get("text", ""))]


def within(value: object) -> list[Json]:
    """Every person and group that a text, or a block and all that is in it, notifies."""
    if isinstance(value, str):
        return [{k: v for k, v in found.groupdict().items() if v} for found in _PING.finditer(value)]
    if isinstance(value, list):
        return [ping for part in value for ping in within(part)]
    if not isinstance(value, dict):
        return []
    kind = value.get("type")
    if kind == "broadcast":
        return [{"range": value["range"]}]
    if kind == "user" and "user_id" in value:
        return [{"user": value["user_id"]}]
    if kind in {"mrkdwn", "markdown"}:
        return within(value.get("text", ""))
    return [ping for part in value.values() if isinstance(part, dict | list) for ping in within(part)]
