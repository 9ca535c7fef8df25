"""The real bot against the real local Slack: a fixture, and the questions that tests ask of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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


def under(slack: Sandbox, channel: str, ts: str) -> list[Json]:
    """The replies in a message's thread."""
    return [message for message in slack.control.replies(channel, ts) if message["ts"] != ts]


def settled(slack: Sandbox, bot: Bot, seconds: float = 30) -> None:
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
