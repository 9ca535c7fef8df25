"""Ways to ask beside a link in a message: naming the app, the chosen emoji, and the shortcut on a message.

Each asks about a message. The shortcut brings the whole message along; the others name it, and the pipeline reads it.
"""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.blocks import replies
from bot.listeners.desk import Desk
from bot.listeners.messages import requests
from bot.store import NewPost, NewRequest

SHORTCUT = "digest_message"


def register(app: App, desk: Desk) -> None:
    """Listens to `app_mention`, `reaction_added` and the message shortcut."""

    @app.event("app_mention")
    def mentioned(event: dict[str, Any], context: BoltContext) -> None:
        named = {**event, "text": f"<@{context.bot_user_id}> {event.get('text') or ''}"}
        asked = list(requests(named, context, desk.settings.links_per_message))
        parent = event.get("thread_ts")
        if asked:
            desk.accept(asked)
        elif parent and parent != event["ts"]:
            desk.accept([about(context, event["channel"], parent, parent, event.get("user") or "", "mention")])
        else:
            desk.post([help_for(event, context)])

    @app.event("reaction_added")
    def reacted(event: dict[str, Any], context: BoltContext) -> None:
        item = event.get("item") or {}
        if event.get("reaction") == desk.settings.emoji and item.get("type") == "message":
            ts = str(item["ts"])
            desk.accept([about(context, item["channel"], ts, ts, event.get("user") or "", "emoji")])

    @app.shortcut(SHORTCUT)
    def on_message(ack: Ack, shortcut: dict[str, Any], context: BoltContext) -> None:
        message, channel = shortcut["message"], shortcut["channel"]["id"]
        named = {**message, "channel": channel, "text": f"<@{context.bot_user_id}> {message.get('text') or ''}"}
        found = list(requests(named, context, desk.settings.links_per_message, by=shortcut["user"]["id"]))
        if not found:
            desk.post([nothing_in(shortcut, context)])
        desk.accept(found)
        ack()


def about(context: BoltContext, channel: str, ts: str, thread: str, user: str, asked: str) -> NewRequest:
    """Asks for whatever the message at `ts` links to."""
    return NewRequest(
        team=str(context.team_id or ""),
        channel=channel,
        thread_ts=thread,
        message_ts=ts,
        user=user,
        kind="message",
        locator=ts,
        asked=asked,
    )


def help_for(event: dict[str, Any], context: BoltContext) -> NewPost:
    """What the app can do, for who named it and asked for nothing."""
    return NewPost(
        team=str(context.team_id or ""),
        channel=event["channel"],
        kind="ephemeral",
        body={"user": event["user"], "text": replies.help_text()},
        request_id=f"help {event['channel']} {event['ts']}",
        part="help",
    )


def nothing_in(shortcut: dict[str, Any], context: BoltContext) -> NewPost:
    """The answer to a shortcut on a message without a link or file."""
    return NewPost(
        team=str(context.team_id or ""),
        channel=shortcut["channel"]["id"],
        kind="ephemeral",
        body={"user": shortcut["user"]["id"], "text": replies.nothing_there()},
        request_id=f"shortcut {shortcut['trigger_id']}",
        part="nothing",
    )
