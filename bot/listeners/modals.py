"""Modals: all quotes and all figures of a digest, its menu, and a channel's settings.

Each is opened at once, and nothing is lost where Slack has forgotten the click meanwhile.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.blocks import all_found, more, replies, settings_modal
from bot.blocks import schedule as roundups
from bot.blocks.all_found import KIND_OF, Place, View, all_view, gone_view
from bot.listeners.at_once import at_once, called
from bot.listeners.desk import Desk
from bot.listeners.menu import read_again, remove
from bot.pipeline import suited
from bot.store import Corrupt, Feedback, StoredDigest

log = logging.getLogger(__name__)

HOME = "direct"  # kept in a view that was opened from App Home: the person's conversation with us, or ""


def register(app: App, desk: Desk) -> None:
    """Listens to the buttons under a digest, to those that turn a page, and to settings being saved."""

    @app.action(re.compile("|".join(KIND_OF)))
    def opened(ack: Ack, body: dict[str, Any], action: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        place = Place(str(action["value"]), KIND_OF[action["action_id"]])
        view = view_at(desk, str(context.team_id or ""), place)
        called(lambda: at_once(client).views_open(trigger_id=body["trigger_id"], view=view))
        ack()

    @app.action(re.compile(f"{all_found.BACK}|{all_found.ON}"))
    def turned(ack: Ack, body: dict[str, Any], action: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        shown = body["view"]
        view = view_at(desk, str(context.team_id or ""), Place.of(shown).turned(action["action_id"]))
        called(lambda: at_once(client).views_update(view_id=shown["id"], hash=shown["hash"], view=view))
        ack()

    @app.action(more.MENU)
    def chosen(ack: Ack, body: dict[str, Any], action: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        what, request_id = more.chosen(action["selected_option"]["value"])
        if what in ("refresh", "remove"):
            (read_again if what == "refresh" else remove)(desk, str(context.team_id or ""), request_id, body)
            ack()
            return
        stored = stored_digest(desk, str(context.team_id or ""), request_id)
        if stored is None:
            view = gone_view()
        elif what == "report":
            view = more.report_view(stored.digest, request_id, stored.channel)
        else:
            wishes = desk.store.channels.get(stored.team, stored.channel)
            view = more.markdown_view(suited(stored.digest, wishes, desk.settings))
        called(lambda: at_once(client).views_open(trigger_id=body["trigger_id"], view=view))
        ack()

    @app.view(more.REPORT)
    def reported(ack: Ack, body: dict[str, Any], view: View, context: BoltContext) -> None:
        place, team = json.loads(view["private_metadata"]), str(context.team_id or "")
        stored = stored_digest(desk, team, place["request"])
        if stored is None:
            ack(response_action="update", view=gone_view())
            return
        found = more.reported(view, stored.digest)
        if found is None:
            ack(response_action="errors", errors={more.WRONG: "That does not go with what you chose above."})
            return
        passage, verdict = found
        desk.store.feedback.add(
            Feedback(
                team=team,
                channel=place["channel"],
                request_id=place["request"],
                user=body["user"]["id"],
                verdict=verdict,
                start=passage.start,
                end=passage.end,
                text=passage.text,
            )
        )
        ack(response_action="update", view=more.thanks_view())

    @app.view(settings_modal.CALLBACK)
    def saved(ack: Ack, view: View, context: BoltContext) -> None:
        team, channel = str(context.team_id or ""), settings_modal.channel_of(view)
        try:
            wished = settings_modal.wishes(view, desk.store.channels.get(team, channel))
        except settings_modal.Wrong as wrong:
            ack(response_action="errors", errors=wrong.errors)
            return
        desk.store.channels.put(team, channel, wished)
        ack()


def open_settings(
    desk: Desk, client: WebClient, team: str, channel: str, trigger_id: str, kept: Mapping[str, str] | None = None
) -> str:
    """Opens the modal with a channel's settings; words for the person where Slack does not open it."""
    view = settings_of(desk, team, channel, kept)
    opened = called(lambda: at_once(client).views_open(trigger_id=trigger_id, view=view))
    return "" if opened else replies.try_again()


def settings_of(desk: Desk, team: str, channel: str, kept: Mapping[str, str] | None = None) -> View:
    """The modal with a channel's settings as they are; `kept` comes along."""
    known, bot = desk.store.channels.get(team, channel), desk.settings
    when = roundups.summary(channel, desk.schedules(team, channel), desk.store.now())
    return settings_modal.settings_view(channel, known, bot.max_quotes, bot.max_figures, when, kept)


def view_at(desk: Desk, team: str, place: Place) -> View:
    """The modal at a place, or one that says that the digest is gone."""
    stored = stored_digest(desk, team, place.request_id)
    if stored is None:
        return gone_view()
    link_url = stored.canonical_url and (stored.digest.article.url or stored.canonical_url)
    return all_view(stored.digest, place, link_url=link_url)


def stored_digest(desk: Desk, team: str, request_id: str) -> StoredDigest | None:
    """A digest, found by its own team alone; None where it is gone or damaged."""
    try:
        return desk.store.digests.get(team, request_id)
    except Corrupt:
        log.exception("a digest cannot be shown")
        return None
