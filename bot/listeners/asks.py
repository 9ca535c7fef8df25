"""Ways to ask beside a link in a message: naming the app, the chosen emoji, and the shortcut on a message.

Each asks about a message. The shortcut brings the whole message along; the others name it, and the pipeline reads it.
"""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.blocks import replies
from bot.emoji_names import first_name
from bot.listeners.desk import Desk, Place
from bot.listeners.messages import over_the_limit, requests, written_by_bot
from bot.store import NewRequest

SHORTCUT = "digest_message"


def register(app: App, desk: Desk) -> None:
    """Listens to `app_mention`, `reaction_added` and the message shortcut."""
    limit = desk.settings.links_per_message

    @app.event("app_mention")
    def mentioned(event: dict[str, Any], context: BoltContext) -> None:
        place = Place.of(context, event["channel"])
        user, parent, ts = str(event.get("user") or ""), event.get("thread_ts"), str(event["ts"])
        if written_by_bot(event, place):
            return
        found = list(requests(event, place, limit, asked="mention"))
        if found:
            desk.accept(found)
        elif parent and parent != ts:
            desk.accept([about(place, parent, user, "mention", ts)])
        else:
            desk.whisper(place, user, desk.help(place.team, place.channel), f"help {ts}")

    @app.event("reaction_added")
    def reacted(event: dict[str, Any], context: BoltContext) -> None:
        item = event.get("item") or {}
        name, wanted = str(event.get("reaction") or ""), desk.emoji(str(context.team_id or ""))
        if first_name(name) == first_name(wanted) and item.get("type") == "message":
            place = Place.of(context, item["channel"])
            if event.get("user") == place.bot_user:
                return  # one of our own signs
            user, at = str(event.get("user") or ""), str(event.get("event_ts") or "")
            desk.accept([about(place, str(item["ts"]), user, "emoji", at)])

    @app.shortcut(SHORTCUT)
    def on_message(ack: Ack, shortcut: dict[str, Any], context: BoltContext) -> None:
        place, user = Place.of(context, shortcut["channel"]["id"]), shortcut["user"]["id"]
        at = str(shortcut["action_ts"])
        found = list(requests(shortcut["message"], place, limit, asked="shortcut", by=user, as_of=at))
        new = desk.accept(found)
        words = over_the_limit(shortcut["message"], "shortcut", limit) if new else ""
        if words or not found:
            desk.whisper(place, user, words or replies.nothing_there(), f"shortcut {at}")
        ack()


def about(place: Place, ts: str, user: str, asked: str, at: str) -> NewRequest:
    """Asks at this time for whatever the message at `ts` links to."""
    return NewRequest(
        team=place.team,
        channel=place.channel,
        thread_ts=ts,
        message_ts=ts,
        user=user,
        kind="message",
        locator=ts,
        canonical_url=f"{asked} {at}",  # no URL: what tells this asking from the next one about the same message
        asked=asked,
        as_of=at,
    )
