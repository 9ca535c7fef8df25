"""What the page draws: every block, and a stranger's text, which stays text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import keep_picture, visit, write
from playwright.sync_api import Browser, Page, expect
from rich_message import HOSTILE, rich_message
from small_app import SmallApp

from bot.sandbox.server import Sandbox

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("chromium")]


@pytest.fixture(scope="module")
def rich(slack: Sandbox, small_app: SmallApp, chromium: Browser) -> Iterator[Page]:
    """A page with one message that holds every kind of block."""
    slack.control.reset(keep_connections=True)
    with visit(chromium, f"{slack.url}/#newsroom") as opened:
        slack.control.post_raw("newsroom", rich_message(slack.control.user_id("priya")))
        expect(opened.locator("h3.block-header")).to_be_visible()
        keep_picture(opened, "blocks")
        yield opened


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("h3.block-header", "Harbour vote"),
        (".block-context strong", "The Gazette"),
        ("blockquote", "“No, it is ours.”"),
        (".rich-text strong", "Mara Lind"),
        (".rich-text em strong", "both"),
        (".rich-text s", "gone"),
        (".rich-text code", "x = 1"),
        (".rich-text pre", "two\n  lines"),
        ("ul.rich-list[data-indent='0'] > li", "25 percent"),
        ("ul.rich-list[data-indent='1'] > li", "of goods"),
        ("ol.rich-list[start='2'] > li", "second"),
        (".rich-text .mention >> nth=0", "@Priya Raman"),
        (".rich-text .emoji", "🎉"),
        (".rich-text time", "November 14, 2023"),
        (".fields > div >> nth=1", "Channels\n3"),
        (".block-button.primary", "All quotes"),
        (".block-button.danger", "Remove"),
        (".attachment .lines", "From elsewhere"),
    ],
)
def test_blocks_are_drawn_as_slack_draws_them(where: str, words: str, rich: Page) -> None:
    """Each block and each style of rich text becomes the element that it is."""
    expect(rich.locator("article", has_text="Harbour vote").locator(where).first).to_have_text(
        words, use_inner_text=True
    )


def test_dangerous_button_asks_first(app: SmallApp, slack: Sandbox, page: Page) -> None:
    """A button with a question tells the app only after yes."""
    slack.control.post_raw("newsroom", rich_message(slack.control.user_id("priya")))
    button = page.locator("article").last.get_by_role("button", name="Remove")
    button.click()
    page.get_by_role("dialog", name="Remove it?").get_by_role("button", name="Keep").click()
    assert app.pressed == []
    button.click()
    with page.expect_response("**/control/action"):
        page.get_by_role("dialog", name="Remove it?").get_by_role("button", name="Yes, remove").click()
    assert app.pressed == ["remove"]


@pytest.mark.parametrize("words", HOSTILE)
def test_strangers_text_is_drawn_letter_by_letter(words: str, slack: Sandbox, rich: Page) -> None:
    """Markup, mentions and marks in rich text and plain text stay the characters that they are."""
    text = {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
    blocks = [
        {"type": "rich_text", "elements": [text]},
        {"type": "header", "text": {"type": "plain_text", "text": words, "emoji": False}},
    ]
    ts = slack.control.post_raw("newsroom", {"text": "x", "blocks": blocks})
    drawn = rich.locator(f"article[data-ts='{ts}']")
    for where in (".rich-text", "h3"):
        expect(drawn.locator(where)).to_have_text(words)
    assert drawn.locator(":is(.rich-text, h3) :is(img, script, a, .mention, strong)").count() == 0


def test_typed_markup_reaches_nobody_as_markup(slack: Sandbox, page: Page) -> None:
    """`<!channel>` and `<img>` that a person types are words: escaped on the way, drawn as typed."""
    write(page, "<!channel> <img src=x onerror=alert(1)> & more")
    message = page.locator("article", has_text="& more")
    expect(message).to_contain_text("<!channel> <img src=x onerror=alert(1)> & more")
    assert slack.control.messages("newsroom")[-1]["text"].startswith("&lt;!channel&gt; &lt;img")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x"])
def test_links_that_would_run_something_are_words(url: str, slack: Sandbox, rich: Page) -> None:
    """Only http, https and mailto become links."""
    text = {"type": "rich_text_section", "elements": [{"type": "link", "url": url, "text": "press"}]}
    blocks = [
        {"type": "rich_text", "elements": [text]},
        {"type": "section", "text": {"type": "mrkdwn", "text": f"<{url}|press>"}},
    ]
    ts = slack.control.post_raw("newsroom", {"text": "x", "blocks": blocks})
    drawn = rich.locator(f"article[data-ts='{ts}']")
    expect(drawn).to_contain_text("press")
    assert drawn.get_by_role("link").count() == 0


DRAW = """async (text) => {
  const { drawMrkdwn } = await import("/js/mrkdwn.js");
  const place = document.createElement("div");
  place.append(...drawMrkdwn(text));
  return place.innerHTML.replaceAll(/ (target|rel|href|title|class|role|aria-label)="[^"]*"/g, "");
}"""


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("*bold* and _so_ ~on~", "<div><strong>bold</strong> and <em>so</em> <s>on</s></div>"),
        ("*_both_*", "<div><strong><em>both</em></strong></div>"),
        ("2*3*4 and snake_case_name", "<div>2*3*4 and snake_case_name</div>"),
        ("* not bold * _ nor this _", "<div>* not bold * _ nor this _</div>"),
        ("*over\ntwo lines*", "<div>*over\ntwo lines*</div>"),
        ("`a *b* &lt;c&gt;`", "<div><code>a *b* &lt;c&gt;</code></div>"),
        ("```x\n*y*```after", "<pre>x\n*y*</pre><div>after</div>"),
        ("so\n```never closed", "<div>so\n```never closed</div>"),
        ("&gt; one\n&gt; two\nthree", "<blockquote>one\ntwo</blockquote><div>three</div>"),
        ("<https://example.org/a|the *one*>", "<div><a>the *one*</a></div>"),
        ("<https://example.org/a?b=1&amp;c=2>", "<div><a>https://example.org/a?b=1&amp;c=2</a></div>"),
        ("see https://example.org/a.", "<div>see <a>https://example.org/a</a>.</div>"),
        ("<javascript:alert(1)|x>", "<div>&lt;javascript:alert(1)|x&gt;</div>"),
        ("&lt;!channel&gt;", "<div>&lt;!channel&gt;</div>"),
        ("<!here> <!subteam^S1|@desk>", "<div><span>@here</span> <span>@desk</span></div>"),
        ("<!date^1700000000^{date_num}^https://example.org|then>", "<div><a>11/14/2023</a></div>"),
        (":tada: :no_such_emoji: 10:30:45", "<div><span>🎉</span> :no_such_emoji: 10:30:45</div>"),
        ("&amp;lt; stays escaped once", "<div>&amp;lt; stays escaped once</div>"),
    ],
)
def test_mrkdwn_is_read_as_slack_reads_it(typed: str, drawn: str, rich: Page) -> None:
    """Marks only at the edges of words, links and mentions only in angle brackets, everything else as it stands."""
    assert rich.evaluate(DRAW, typed) == drawn
