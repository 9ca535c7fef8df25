"""Fixtures of the tests that run the real thing: a browser, the local Slack with a small app in it, its page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import chromium, visit
from playwright.sync_api import Browser, Page
from small_app import SmallApp

from bot.sandbox.server import Sandbox

__all__ = ["chromium"]


@pytest.fixture(scope="module")
def world(chromium: Browser) -> Iterator[tuple[Sandbox, SmallApp]]:
    """A local Slack with a small app in it. Asks for the browser first: without one nothing need start."""
    with Sandbox() as slack, SmallApp(slack) as app:
        yield slack, app


@pytest.fixture
def app(world: tuple[Sandbox, SmallApp]) -> SmallApp:
    """The small app, with nothing saved yet."""
    world[1].saved, world[1].pressed = {}, []
    return world[1]


@pytest.fixture
def slack(world: tuple[Sandbox, SmallApp]) -> Sandbox:
    """The local Slack as at the start."""
    world[0].control.reset(keep_connections=True)
    return world[0]


@pytest.fixture
def page(chromium: Browser, slack: Sandbox) -> Iterator[Page]:
    """The page at #newsroom, on a desk."""
    with visit(chromium, f"{slack.url}/#newsroom") as opened:
        yield opened
