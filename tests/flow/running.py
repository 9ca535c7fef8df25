"""The real bot against the real local Slack: a fixture, and the questions that tests ask of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from block_checks import check_message, check_view

from bot.app import Bot
from bot.sandbox.server import Sandbox
from bot.settings import Settings, load

Json = dict[str, Any]


def settings_for(slack: Sandbox, folder: Path, **more: object) -> Settings:
    """The settings of a bot in this local Slack, with its database in a folder."""
    given: dict[str, object] = {
        "slack_bot_token": slack.bot_token,
        "slack_app_token": slack.app_token,
        "slack_signing_secret": slack.signing_secret,
        "slack_api_url": slack.api_url,
        "database_url": f"sqlite:///{folder}/pullquote.db",
        "allow_private_networks": "127.0.0.0/8",
        "fetch_host_delay_seconds": 0.0,
        "workers": 2,
    }
    return load(**(given | more))


@contextmanager
def running(slack: Sandbox, folder: Path, *, listens: bool = True, **more: object) -> Iterator[Bot]:
    """A bot that runs in this process until the block ends; `listens`: over Socket Mode, which is waited for."""
    bot = Bot(settings_for(slack, folder, **more))
    bot.start()
    try:
        if listens:
            slack.control.wait_for_bot()
        yield bot
    finally:
        bot.stop()
    check_payloads(slack)


def check_payloads(slack: Sandbox) -> int:
    """Whatever the bot sent in blocks is within Slack's limits, and nothing in it pings; how many there were."""
    checked = 0
    for call in slack.control.calls():
        sent = {name: _parsed(call["args"].get(name)) for name in ("blocks", "view", "text")}
        if call["method"].startswith("views."):
            check_view(sent["view"])
        elif sent["blocks"]:
            check_message(sent["blocks"], sent["text"])
        checked += bool(sent["view"] or sent["blocks"])
        if call["method"] == "chat.postMessage":
            assert str(call["args"].get("unfurl_links")).lower() in ("0", "false")
    return checked


def _parsed(value: Any) -> Any:
    """A field of a call, which is JSON inside a form where it is no plain word."""
    return json.loads(value) if isinstance(value, str) and value[:1] in "[{" else value


def under(slack: Sandbox, channel: str, ts: str) -> list[Json]:
    """The replies in a message's thread."""
    return [message for message in slack.control.replies(channel, ts) if message["ts"] != ts]


def settled(slack: Sandbox, bot: Bot, seconds: float = 90) -> None:
    """Waits until nothing is left to read or to post."""

    def idle() -> bool:
        open_requests = bot.store.requests.counts()
        return not (open_requests["accepted"] or open_requests["working"] or bot.store.outbox.waiting())

    slack.control.wait_for(idle, seconds)


def words(message: Json) -> str:
    """All the words of a message's blocks, as a person reads them."""
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("text"), str):
                found.append(value["text"])
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(message.get("blocks") or [])
    return "".join(found) or str(message.get("text") or "")


def page(slack: Sandbox, mark: str, more: str = "") -> str:
    """The link of an article that no other test posts."""
    return slack.control.publish(
        f"{mark}-story",
        f"<html><head><title>{mark} story</title></head><body><article><h1>{mark} story</h1>"
        f"<p>“We will rebuild the {mark} bridge before winter comes,” said Mayor Ada Brandt on Monday.</p>"
        f"<p>The council set aside $14 million for the work, which will take 18 months. {more}</p>"
        "<p>Residents had waited since the flood in spring, when the old crossing was swept away at night.</p>"
        "</article></body></html>",
    )


def answered(slack: Sandbox, channel: str, ts: str, count: int = 1) -> list[Json]:
    """The thread's replies, once there are so many."""

    def enough() -> list[Json]:
        found = under(slack, channel, ts)
        return found if len(found) >= count else []

    return slack.control.wait_for(enough, 60)
