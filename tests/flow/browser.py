"""A real Chromium over the local Slack. Where there is none the tests say so; on CI that is a failure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from system import lacking

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Asked = tuple[str, str | None]  # a URL, and why it did not answer
DESK = {"width": 1360, "height": 860}
PHONE = {"width": 390, "height": 844}
_PATIENCE_MS = 15_000


def _executable() -> str:
    found = next((path for name in _NAMES if (path := shutil.which(name))), "")
    if not found:
        lacking("Chromium")
    return found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a module. Not for the whole run: while it is open, `asyncio.run` works in no other test."""
    executable = _executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(_ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def visit(
    chromium: Browser,
    url: str,
    *,
    asked: list[tuple[str, str | None]] | None = None,
    forgiven: str = "",
    **options: Any,
) -> Iterator[Page]:
    """A fresh page at `url`, once its channel is drawn; `asked` gets each URL that it asks for, and why that failed.

    Whatever the page complains of fails the test, but for what holds the words `forgiven`.
    """
    look = {"viewport": DESK, "color_scheme": "light", "locale": "en-US", "timezone_id": "Europe/Paris"}
    context = chromium.new_context(**(look | options))
    context.set_default_timeout(_PATIENCE_MS)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
    for ended in ("requestfinished", "requestfailed"):
        page.on(ended, lambda request: asked.append((request.url, request.failure)) if asked is not None else None)
    page.goto(url)
    page.wait_for_selector(".pane-head-row h1")
    yield page
    context.close()
    # A refused call is answered with status 400, which the browser reports as an error of its own.
    expected = ("status of 400", forgiven or "status of 400")
    assert not [words for words in complaints if not any(part in words for part in expected)]


def write(page: Page, words: str, box: str = "Message") -> None:
    """Types words and sends them."""
    page.get_by_role("textbox", name=box, exact=True).fill(words)
    page.keyboard.press("Enter")


def keep_picture(page: Page, name: str) -> None:
    """Leaves a picture of the page in the folder that PULLQUOTE_PICTURES names, for whoever wants to look."""
    if folder := os.environ.get("PULLQUOTE_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png")
