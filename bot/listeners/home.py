"""App Home: drawn when somebody opens it, with the digests of the channels that they may read at that moment.

It is drawn aside, after the acknowledgement: whoever opens it again sees it again, so nothing is kept for it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.blocks import home
from bot.blocks.message import Block
from bot.blocks.schedule import line
from bot.blocks.search import direct_of
from bot.listeners.at_once import at_once, called
from bot.listeners.desk import Desk
from bot.listeners.modals import HOME, open_settings
from bot.membership import NotTold
from bot.roundup import schedule_of
from bot.store import Posted

log = logging.getLogger(__name__)


def register(app: App, desk: Desk) -> None:
    """Listens to App Home being opened, to what stands in it, and to the form for the emoji."""

    @app.event("app_home_opened")
    def opened(event: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        if event.get("tab") == "home":
            team, user, direct = str(context.team_id or ""), str(event["user"]), str(event.get("channel") or "")
            desk.aside(lambda: publish(desk, client, team, user, direct=direct))

    @app.action(re.compile(f"{home.OLDER}|{home.NEWEST}"))
    def turned(ack: Ack, body: dict[str, Any], action: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        before = datetime.fromisoformat(str(action["value"])) if action["action_id"] == home.OLDER else None
        team, user, direct = str(context.team_id or ""), str(body["user"]["id"]), direct_of(body["view"])
        desk.aside(lambda: publish(desk, client, team, user, direct=direct, before=before))
        ack()

    @app.action(home.CHOOSE_CHANNEL)
    def chosen(ack: Ack, body: dict[str, Any], action: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        channel, kept = str(action.get("selected_conversation") or ""), {HOME: direct_of(body["view"])}
        if channel:
            open_settings(desk, client, str(context.team_id or ""), channel, body["trigger_id"], kept)
        ack()

    @app.action(home.CHOOSE_EMOJI)
    def emoji_asked(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        team, user, direct = str(context.team_id or ""), str(body["user"]["id"]), direct_of(body["view"])
        if desk.may_choose_emoji(team, user):
            view = home.emoji_view(desk.emoji(team), direct)
            called(lambda: at_once(client).views_open(trigger_id=body["trigger_id"], view=view))
        else:  # the button is of an earlier time
            desk.aside(lambda: publish(desk, client, team, user, direct=direct))
        ack()

    @app.view(home.EMOJI_FORM)
    def emoji_chosen(
        ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext, client: WebClient
    ) -> None:
        team, user, emoji = str(context.team_id or ""), str(body["user"]["id"]), home.emoji_of(view)
        wrong = "" if emoji else "Write its name, such as newspaper."
        wrong = wrong if desk.may_choose_emoji(team, user) else "Only who looks after Pullquote here may change it."
        if wrong:
            ack(response_action="errors", errors={"emoji": wrong})
            return
        desk.store.channels.put(team, "", replace(desk.store.channels.get(team, ""), emoji=emoji, emoji_by=user))
        direct = direct_of(view)
        desk.aside(lambda: publish(desk, client, team, user, direct=direct))
        ack()


def publish(
    desk: Desk, client: WebClient, team: str, user: str, *, direct: str = "", before: datetime | None = None
) -> None:
    """Draws App Home for one person; `direct` is their conversation with us."""
    readable = {*_channels(desk, team, user), *([direct] if direct else [])}
    found = desk.store.digests.recent(team, sorted(readable), home.MOST_RECENT + 1, before)
    view = home.home_view(
        [_recent(posted) for posted in found],
        desk.store.now(),
        turned=before is not None,
        emoji=home.Emoji(desk.emoji(team), desk.emoji_by(team), desk.may_choose_emoji(team, user)),
        roundups=_roundups(desk, team, readable),
        direct=direct,
    )
    called(lambda: client.views_publish(user_id=user, view=view))


def _channels(desk: Desk, team: str, user: str) -> frozenset[str]:
    try:
        return desk.membership.channels(team, user)
    except NotTold:
        return frozenset()


def _recent(posted: Posted) -> home.Recent:
    return home.Recent(
        title=posted.title,
        publisher=posted.publisher,
        url=posted.canonical_url,
        channel=posted.channel,
        created_at=posted.created_at,
    )


def _roundups(desk: Desk, team: str, readable: Collection[str]) -> list[Block]:
    rows = [row for row in desk.store.schedules.all() if row.team == team and row.channel in readable]
    return [line(row.channel, schedule_of(row), desk.store.now()) for row in rows]
