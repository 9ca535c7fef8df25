"""A real Chromium over the local Slack. Where there is none the tests say so; on CI that is a failure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

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
DESK = {"width": 1360, "height": 860}
PHONE = {"width": 390, "height": 844}
_PATIENCE_MS = 15_000


def _executable() -> str:
    found = next((path for name in _NAMES if (path := shutil.which(name))), "")
    if not found:
        reason = "Chromium is not installed: run scripts/system-packages"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run."""
    executable = _executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(_ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def visit(chromium: Browser, url: str, **options: object) -> Iterator[Page]:
    """A fresh page at `url`, once its messages are drawn. Whatever the page complains of fails the test."""
    options = {
        "viewport": DESK,
        "color_scheme": "light",
        "locale": "en-US",
        "timezone_id": "America/New_York",
    } | options
    context: BrowserContext = chromium.new_context(**options)  # type: ignore[arg-type]
    context.set_default_timeout(_PATIENCE_MS)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
    page.goto(url)
    page.wait_for_selector(".pane-head-row h1")
    yield page
    context.close()
    # A refused call is answered with status 400, which the browser reports as an error of its own.
    assert not [words for words in complaints if "status of 400" not in words]


Visit = Callable[..., AbstractContextManager[Page]]


def keep_picture(page: Page, name: str) -> None:
    """Leaves a picture of the page in the folder that PULLQUOTE_PICTURES names, for whoever wants to look."""
    if folder := os.environ.get("PULLQUOTE_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png")
