"""Which events the bot gets, and how they look: subscriptions, scopes and membership decide, as in Slack."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.sandbox import app_manifest
from bot.sandbox.delivery import Delivery
from bot.sandbox.state import Channel, Json, Team

if TYPE_CHECKING:
    from bot.sandbox.local import LocalSlack

_SCOPES = {
    "app_mention": "app_mentions:read",
    "file_deleted": "files:read",
    "file_shared": "files:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
}
_OF_ANY_CHANNEL = {"member_joined_channel", "member_left_channel", "channel_left", "group_left"}
_PLURAL = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


def bare(message: Json) -> Json:
    """A message without its metadata, which Slack shows only on request."""
    return {name: value for name, value in message.items() if name != "metadata"}


def tell(slack: LocalSlack, team: Team, event: Json, channel: Channel | None = None) -> None:
    """Send an event to the bot, where it is installed, subscribed, allowed and present."""
    if _wanted(team, event, channel):
        event_id = slack.ids.make("Ev")
        payload = envelope(slack, team, event_id, event, channel)
        slack.deliverer.send(Delivery("events_api", event["type"], payload, team.id, event_id=event_id))


def _wanted(team: Team, event: Json, channel: Channel | None) -> bool:
    kind = str(event["type"])
    needed = _SCOPES.get(kind, "")
    if kind == "message" and channel:
        kind, needed = f"message.{_PLURAL[channel.kind]}", f"{channel.scope}:history"
    elif kind in _OF_ANY_CHANNEL and channel:
        needed = f"{channel.scope}:read"
    if team.installation is None or kind not in app_manifest.EVENTS:
        return kind in {"app_uninstalled", "tokens_revoked"} and kind in app_manifest.EVENTS
    if needed and needed not in team.installation.scopes:
        return False
    return channel is None or team.bot_user in channel.members or kind in ("channel_left", "group_left")


def envelope(slack: LocalSlack, team: Team, event_id: str, event: Json, channel: Channel | None) -> Json:
    """The outer object of an event."""
    return {
        "token": slack.verification_token,
        "team_id": team.id,
        "context_team_id": team.id,
        "context_enterprise_id": None,
        "api_app_id": slack.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team.id,
                "user_id": team.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": bool(channel and channel.is_ext_shared),
        "event_context": f"4-{event_id}",
    }


def message_event(channel: Channel, message: Json) -> Json:
    """A message as an event."""
    shown = _for_event(channel, message)
    return {**shown, "channel": channel.id, "event_ts": message["ts"], "channel_type": _type_of(channel)}


def mention_event(channel: Channel, message: Json) -> Json:
    """A message that names the bot, as the event beside it."""
    kept = ("user", "text", "ts", "thread_ts", "parent_user_id", "blocks", "files", "team", "client_msg_id")
    shown = {name: value for name, value in _for_event(channel, message).items() if name in kept}
    return {"type": "app_mention", **shown, "channel": channel.id, "event_ts": message["ts"]}


def changed_event(channel: Channel, ts: str, message: Json, previous: Json) -> Json:
    """An edit, as an event."""
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": _for_event(channel, message),
        "previous_message": _for_event(channel, previous),
        "channel": channel.id,
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
        "channel_type": _type_of(channel),
    }


def deleted_event(channel: Channel, ts: str, previous: Json) -> Json:
    """A deletion, as an event."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": _for_event(channel, previous),
        "channel": channel.id,
        "hidden": True,
        "deleted_ts": previous["ts"],
        "ts": ts,
        "event_ts": ts,
        "channel_type": _type_of(channel),
    }


def _type_of(channel: Channel) -> str:
    return channel.kind


def _for_event(channel: Channel, message: Json) -> Json:
    """Without metadata; in a shared channel files are stubs that `files.info` must fill."""
    shown = bare(message)
    if channel.is_ext_shared and shown.get("files"):
        shown["files"] = [stub(file) for file in shown["files"]]
    return shown


def stub(file: Json) -> Json:
    """A file of a Slack Connect channel as an event has it."""
    return {"id": file["id"], "mode": "file_access", "file_access": "check_file_info", "created": file["created"]}
