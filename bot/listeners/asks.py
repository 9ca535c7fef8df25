"""Ways to ask beside a link in a message: naming the app, the chosen emoji, and the shortcut on a message.

Each asks about a message. The shortcut brings the whole message along; the others name it, and the pipeline reads it.
"""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.blocks import replies
from bot.listeners.desk import Desk, Place
from bot.listeners.messages import requests
from bot.store import NewPost, NewRequest

SHORTCUT = "digest_message"


def register(app: App, desk: Desk) -> None:
    """Listens to `app_mention`, `reaction_added` and the message shortcut."""
    limit = desk.settings.links_per_message

    @app.event("app_mention")
    def mentioned(event: dict[str, Any], context: BoltContext) -> None:
        place = Place.of(context, event["channel"])
        user, parent = str(event.get("user") or ""), event.get("thread_ts")
        found = list(requests(event, place, limit, asked="mention"))
        if found:
            desk.accept(found)
        elif parent and parent != event["ts"]:
            desk.accept([about(place, parent, user, "mention")])
        else:
            desk.post([private(place, user, replies.help_text(), f"help {place.channel} {event['ts']}")])

    @app.event("reaction_added")
    def reacted(event: dict[str, Any], context: BoltContext) -> None:
        item = event.get("item") or {}
        if event.get("reaction") == desk.settings.emoji and item.get("type") == "message":
            place = Place.of(context, item["channel"])
            desk.accept([about(place, str(item["ts"]), str(event.get("user") or ""), "emoji")])

    @app.shortcut(SHORTCUT)
    def on_message(ack: Ack, shortcut: dict[str, Any], context: BoltContext) -> None:
        place, user = Place.of(context, shortcut["channel"]["id"]), shortcut["user"]["id"]
        found = list(requests(shortcut["message"], place, limit, asked="shortcut", by=user))
        if found:
            desk.accept(found)
        else:
            desk.post([private(place, user, replies.nothing_there(), f"shortcut {shortcut['trigger_id']}")])
        ack()


def about(place: Place, ts: str, user: str, asked: str) -> NewRequest:
    """Asks for whatever the message at `ts` links to."""
    return NewRequest(
        team=place.team,
        channel=place.channel,
        thread_ts=ts,
        message_ts=ts,
        user=user,
        kind="message",
        locator=ts,
        asked=asked,
    )


def private(place: Place, user: str, words: str, once: str) -> NewPost:
    """A short answer that only this person sees, given once under this key."""
    return NewPost(
        team=place.team,
        channel=place.channel,
        kind="ephemeral",
        body={"user": user, "text": words},
        request_id=once,
        part="answer",
    )
