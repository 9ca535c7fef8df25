"""Coming and going: invited to a channel, removed from it, uninstalled from a workspace."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from slack_bolt import App, BoltContext

from bot.blocks import replies
from bot.listeners.desk import Desk, Place


def register(app: App, desk: Desk) -> None:
    """Listens to joining and leaving, and to the end of an installation."""

    @app.event("member_joined_channel")
    def joined(event: dict[str, Any], context: BoltContext) -> None:
        place = Place.of(context, event["channel"])
        if event.get("user") == place.bot_user:
            greet(place, desk, str(event.get("event_ts") or ""))

    @app.event("channel_left")
    @app.event("group_left")
    def removed(event: dict[str, Any], context: BoltContext) -> None:
        """We were; `member_left_channel` comes only to those who stay."""
        desk.store.forget_channel(str(context.team_id or ""), event["channel"])

    @app.event("app_uninstalled")
    def uninstalled(context: BoltContext) -> None:
        desk.store.forget_installation(str(context.team_id or ""))

    @app.event("tokens_revoked")
    def revoked(event: dict[str, Any], context: BoltContext) -> None:
        if (event.get("tokens") or {}).get("bot"):
            desk.store.forget_installation(str(context.team_id or ""))


def greet(place: Place, desk: Desk, at: str) -> None:
    """One short hello, once for as long as the app stays: what it does, and how to change it."""
    known = desk.store.channels.get(place.team, place.channel)
    if not known.greeted:
        desk.answer(place, replies.hello(), f"hello {at}")
        desk.store.channels.put(place.team, place.channel, replace(known, greeted=True))
