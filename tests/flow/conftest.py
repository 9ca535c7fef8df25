"""Fixtures of the tests that run the real thing: the bot in the local Slack; a small app in it, and its page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import chromium, visit
from playwright.sync_api import Browser, Page
from running import running, settled
from small_app import SmallApp

from bot.app import Bot
from bot.sandbox.server import Sandbox

__all__ = ["chromium"]


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    """A local Slack."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def wishes() -> dict[str, object]:
    """Settings of the bot beyond the usual ones; a module has its own where it wants some."""
    return {}


@pytest.fixture(scope="module")
def bot(slack: Sandbox, wishes: dict[str, object], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """The bot in it."""
    with running(slack, tmp_path_factory.mktemp("bot"), **wishes) as running_bot:
        yield running_bot


@pytest.fixture
def clean(slack: Sandbox, bot: Bot) -> Iterator[None]:
    """A test leaves an empty inbox and outbox behind."""
    yield
    settled(slack, bot)


@pytest.fixture(scope="module")
def small_app(chromium: Browser, slack: Sandbox) -> Iterator[SmallApp]:
    """A small app in it. Asks for the browser: without one nothing need start."""
    with SmallApp(slack) as app:
        yield app


@pytest.fixture
def app(small_app: SmallApp) -> SmallApp:
    """The small app, with nothing saved yet."""
    small_app.saved, small_app.pressed = {}, []
    return small_app


@pytest.fixture
def anew(slack: Sandbox, small_app: SmallApp) -> None:
    """The local Slack as at the start."""
    slack.control.reset(keep_connections=True)


@pytest.fixture
def page(chromium: Browser, slack: Sandbox, anew: None) -> Iterator[Page]:
    """The page at #newsroom, on a desk."""
    with visit(chromium, f"{slack.url}/#newsroom") as opened:
        yield opened
