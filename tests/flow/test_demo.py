"""`pullquote sandbox` as a newcomer meets it: the page opens at an answered article, and everything on it works."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from browser import keep_picture, visit, write
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("chromium")]

TALL = {"width": 1440, "height": 1200}
READING_MS = 60_000


@pytest.fixture(scope="module")
def address(chromium: Browser) -> Iterator[str]:
    """The address that the command prints, from a process of its own."""
    command = [sys.executable, "-m", "bot", "sandbox", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        yield re.findall(r"http://127\.0\.0\.1:\d+/\S*", said)[0]
        process.terminate()
        assert process.wait() == 0


@pytest.fixture
def demo(chromium: Browser, address: str) -> Iterator[Page]:
    """The page at the printed address."""
    with visit(chromium, address, viewport=TALL, reduced_motion="reduce") as page:
        yield page


def digest_of(page: Page) -> Locator:
    """The digest in the thread at the side."""
    return page.get_by_role("complementary", name="Thread").locator("article").nth(1)


def test_demo_opens_at_the_digest(demo: Page) -> None:
    """In the thread stands the digest: title, five quotes in their speakers' names, the figures, how many in all."""
    digest = digest_of(demo)
    expect(digest.locator(".author")).to_have_text("Pullquote")
    expect(digest.get_by_role("link", name="Sheinbaum says she refused")).to_be_visible()
    expect(digest.locator("blockquote")).to_have_count(5)
    for speaker in ("Claudia Sheinbaum", "Trump"):
        expect(digest.locator("strong", has_text=speaker).first).to_be_visible()
    for words in (
        "“We will never accept the presence of the American army on our territory,”",
        "said twice",
        "119 million",
        "25%",
        "thousands of kilos",
        "quotes and",
    ):
        expect(digest).to_contain_text(words)
    expect(demo.locator(".channel-pane article .reaction[data-name=white_check_mark]")).to_be_visible()
    keep_picture(demo, "demo")


def test_quote_links_to_its_sentence(demo: Page) -> None:
    """Each quote has a link that opens the article at the sentence."""
    links = digest_of(demo).locator("blockquote").get_by_role("link")
    expect(links).to_have_count(5)
    assert all("#:~:text=" in str(link.get_attribute("href")) for link in links.all())


def test_all_quotes_open_in_a_modal(demo: Page) -> None:
    """The button shows as many quotes as were found, in a modal that Esc closes."""
    digest_of(demo).get_by_role("button", name="All quotes").click()
    modal = demo.get_by_role("dialog")
    expect(modal).to_contain_text("our sovereignty is not for sale")
    number = re.findall(r"· (\d+) quotes", modal.inner_text())[0]
    expect(modal.locator("blockquote")).to_have_count(int(number))
    keep_picture(demo, "all-quotes")
    demo.keyboard.press("Escape")
    expect(modal).to_have_count(0)


def test_link_typed_into_the_page_is_answered(demo: Page, address: str) -> None:
    """Somebody who posts another link gets a digest in its thread, live."""
    write(demo, f"And this? {address.partition('#')[0]}news/sorrel-bridge-reopens")
    message = demo.locator(".channel-pane article", has_text="And this?")
    expect(message.locator(".thread-summary")).to_contain_text("1 reply", timeout=READING_MS)
    message.locator(".thread-summary").click()
    expect(digest_of(demo)).to_contain_text("Sorrel Bridge reopens")
