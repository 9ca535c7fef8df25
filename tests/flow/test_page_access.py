"""The page for those who do not see it, see it badly, or cannot bear things that move."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import PHONE, Asked, visit
from playwright.sync_api import Browser, Page, expect
from rich_message import rich_message
from small_app import SmallApp

from bot.sandbox.server import Sandbox

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("chromium")]

CHECKS = (Path(__file__).parent / "access_checks.js").read_text()


@pytest.fixture(scope="module")
def furnished(chromium: Browser) -> Iterator[tuple[Sandbox, str]]:
    """A local Slack with a thread, reactions, files and a whisper; and the address of the thread."""
    with Sandbox() as slack, SmallApp(slack):
        control = slack.control
        ts = control.post_message("newsroom", "Look at *this*, @priya: https://example.org/a", user="tomasz")
        control.react("newsroom", ts, "tada")
        control.post_raw("newsroom", rich_message(control.user_id("priya")), thread_ts=ts)
        control.upload("newsroom", b"<p>Words</p>", "story.html", media_type="text/html")
        control.slash("newsroom", "words")
        control.post_message("random", "Unseen", user="priya")
        yield slack, f"{slack.url}/#{control.channel_id('newsroom')}/{ts}"


def _nothing(page: Page) -> None:
    """As the page stands."""


def _modal(page: Page) -> None:
    """With a modal that shows an error."""
    page.locator(".thread-pane").get_by_role("button", name="All quotes").click()
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog").get_by_role("alert").first).to_be_visible()


def _menu(page: Page) -> None:
    """With a message's toolbar and its menu."""
    page.locator("article").first.hover()
    page.get_by_role("button", name="More actions").first.click()


def _emoji(page: Page) -> None:
    """With the emoji picker."""
    page.get_by_role("button", name="Emoji", exact=True).first.click()


def _completion(page: Page) -> None:
    """With completions offered."""
    page.get_by_role("textbox", name="Message", exact=True).press_sequentially("@")


def _switcher(page: Page) -> None:
    """With the channel switcher."""
    page.keyboard.press("Control+k")


def faults(page: Page) -> list[str]:
    """What is wrong with the page once it has come to rest."""
    found: list[str] = []
    for _ in range(20):
        found = page.evaluate(CHECKS)
        if not found:
            break
        page.wait_for_timeout(250)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("opened", [_nothing, _modal, _menu, _emoji, _completion, _switcher])
def test_everything_has_a_name_and_can_be_read(
    opened: Callable[[Page], None], scheme: str, chromium: Browser, furnished: tuple[Sandbox, str]
) -> None:
    """Each control has a name, ids are single, references lead somewhere, letters stand out from their ground."""
    slack, url = furnished
    with visit(chromium, url, color_scheme=scheme, reduced_motion="reduce") as page:
        expect(page.locator(".thread-pane article")).to_have_count(2)
        slack.control.post_message("random", "Unseen", user="priya")
        expect(page.locator(".channel-row .count")).to_be_visible()
        opened(page)
        assert faults(page) == []
    for view in slack.control.views():
        slack.control.close_view(view["id"])


def test_phone_has_names_too(chromium: Browser, furnished: tuple[Sandbox, str]) -> None:
    """The same on a phone, with the drawer open."""
    slack, _ = furnished
    with visit(chromium, f"{slack.url}/#newsroom", viewport=PHONE, has_touch=True, reduced_motion="reduce") as page:
        page.get_by_role("button", name="Channels").click()
        expect(page.get_by_role("link", name="newsroom")).to_be_in_viewport()
        assert faults(page) == []


def test_new_message_is_said_aloud(chromium: Browser, furnished: tuple[Sandbox, str]) -> None:
    """What somebody else writes in the open channel goes to the live region, with who wrote it."""
    slack, _ = furnished
    with visit(chromium, f"{slack.url}/#newsroom") as page:
        slack.control.post_message("newsroom", "Did you hear", user="priya")
        expect(page.locator("[aria-live=polite]")).to_have_text("Priya Raman: Did you hear")


def test_page_asks_nobody_else_for_anything(chromium: Browser, furnished: tuple[Sandbox, str]) -> None:
    """Every request of the page goes to the local Slack; an image elsewhere is not fetched."""
    slack, url = furnished
    asked: list[Asked] = []
    image = {"type": "image", "image_url": "https://example.org/pixel.png", "alt_text": "A pixel"}
    with visit(chromium, url, asked=asked, forgiven="Content Security Policy") as page:
        slack.control.post_raw("newsroom", {"text": "x", "blocks": [image]})
        expect(page.get_by_role("img", name="A pixel")).to_be_attached()
    elsewhere = {url: failure for url, failure in asked if not url.startswith(slack.url)}
    assert elsewhere == {"https://example.org/pixel.png": "csp"}
    assert len(asked) > 1
