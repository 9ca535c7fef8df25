"""The shortcut "Digest an article", from anywhere in Slack: a form, and what it asks for."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.attempts import ERRORS
from bot.blocks import ask_form, replies
from bot.links import canonical, distinct
from bot.listeners.at_once import at_once, called
from bot.listeners.desk import Desk, Place
from bot.listeners.links import bare_links
from bot.listeners.messages import SHORTEST_TEXT
from bot.store import NewRequest

SHORTCUT = "digest_article"


def register(app: App, desk: Desk) -> None:
    """Listens to the shortcut, and to its form being sent."""

    @app.shortcut(SHORTCUT)
    def opened(ack: Ack, shortcut: dict[str, Any], client: WebClient) -> None:
        called(lambda: at_once(client).views_open(trigger_id=shortcut["trigger_id"], view=ask_form.form_view()))
        ack()

    @app.view(ask_form.CALLBACK)
    def sent(ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        typed, channel = ask_form.filled(view)
        team, user = str(context.team_id or ""), str(body["user"]["id"])
        found = asked(typed, team, channel, user, str(view["id"]), desk.settings.links_per_message)
        if not found:
            ack(response_action="errors", errors={ask_form.ARTICLE: replies.no_article()})
        elif not may_post(at_once(client), channel):
            ack(response_action="errors", errors={ask_form.WHERE: replies.not_there()})
        else:
            new, many, limit = desk.accept(found), len(distinct(bare_links(typed))), desk.settings.links_per_message
            if new and many > limit:
                desk.whisper(Place(team, channel, ""), user, replies.limited(limit, many), f"form {view['id']}")
            ack()


def asked(typed: str, team: str, channel: str, user: str, once: str, limit: int) -> list[NewRequest]:
    """What the form asks for: links up to the limit, or the text itself; nothing where it holds neither."""
    place = {"team": team, "channel": channel, "thread_ts": "", "message_ts": once, "user": user, "asked": "shortcut"}
    urls = distinct(bare_links(typed))[:limit]
    if urls:
        return [NewRequest(**place, kind="link", locator=url, canonical_url=canonical(url)) for url in urls]
    return [NewRequest(**place, kind="text", text=typed)] if len(typed) >= SHORTEST_TEXT else []


def may_post(client: WebClient, channel: str) -> bool:
    """Whether we are in the channel; where Slack does not say, posting will tell. A direct message has no members."""
    if channel.startswith("D"):
        return True
    try:
        return bool(client.conversations_info(channel=channel)["channel"].get("is_member"))
    except SlackApiError as error:
        return str(error.response.get("error")) != "channel_not_found"
    except ERRORS:
        return True
