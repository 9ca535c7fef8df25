"""HTML: what belongs to the article, what the page says of it, walls, paywalls, pages of several articles."""

# ruff: noqa: E501 - pages have long lines

from __future__ import annotations

import json

import pytest

from eval.articles import by_reader, by_trafilatura, judged, pages, totals
from handlers.errors import Unreadable
from handlers.model import Article, Original
from handlers.readers.html import HtmlReader
from handlers.readers.page.phrases import is_about_author, is_foreign
from handlers.readers.page.said import stamp_of
from handlers.readers.page.walls import PAYWALLED

URL = "https://www.paper.example/2025/bridge"
PARAGRAPHS = [
    "The bridge over the Calder opened to trains on Tuesday, fourteen months after cracks were found in eleven hangers.",
    "“We did not want to be back here in five years,” said Tomas Okafor, the chief engineer of the rail authority.",
    "Shops beside the station lost four in ten of their customers, a survey by the chamber of commerce found in June.",
    "Trains will run every twelve minutes at first, and every six minutes from the middle of January, the authority said.",
]
BODY = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)


def page(body: str = f"<article><h1>Bridge opens</h1>{BODY}</article>", head: str = "") -> bytes:
    """A page."""
    return f"<!doctype html><html><head><title>Bridge opens</title>{head}</head><body>{body}</body></html>".encode()


def linked(**said: object) -> str:
    """A script of JSON-LD."""
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **said}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def read(raw: bytes, url: str = URL) -> Article:
    """The article of a page."""
    return HtmlReader().read(Original(raw, "text/html", url=url))


def lines(raw: bytes, url: str = URL) -> list[str]:
    """Its paragraphs."""
    return [paragraph.text for paragraph in read(raw, url).paragraphs]


def test_pages_of_many_styles_are_read_better_than_by_trafilatura_alone() -> None:
    """The floors of `python -m eval.articles`: the words, foreign lines, title, byline and date."""
    made = pages()
    own = totals([judged(one, by_reader(one)) for one in made])
    plain = totals([judged(one, by_trafilatura(one)) for one in made])
    assert own["f1"] >= max(0.995, plain["f1"])
    assert own["foreign"] <= 4
    assert own["foreign_quotes"] == 0
    assert min(own["title"], own["byline"], own["date"]) == 1.0


@pytest.mark.parametrize(
    "foreign",
    [
        "<figure><img src=a><figcaption>The bridge at dawn, 3 hours before the first train crossed it.</figcaption></figure>",
        '<div class="related-stories"><p>Ferry operators brace for a 70% fall in the number of their passengers.</p></div>',
        '<aside class="promo"><p>“I will miss the boat”: commuters look back on 14 months without a bridge.</p></aside>',
        "<p>READ MORE: Varn tunnel to close for 9 weekends</p>",
        '<div class="newsletterSignup"><p>Five stories that move the world, in your inbox at six in the morning.</p></div>',
        '<div class="share-bar"><p>Share this article on Facebook and X, or copy the link.</p></div>',
        "<p>Photograph: Mira Koss/The Sentinel</p>",
        "<p>Advertisement</p>",
        '<blockquote class="pull-quote">“We did not want to be back here in five years”</blockquote>',
        '<section id="comments"><p>I have crossed it for 40 years and nobody ever asked me what I think of it.</p></section>',
    ],
)
def test_what_stands_between_the_paragraphs_is_left_out(foreign: str) -> None:
    """Captions, teasers, boxes, share bars, credits, pull quotes and comments, though trafilatura keeps some."""
    body = "".join(f"<p>{p}</p>{foreign if n == 1 else ''}" for n, p in enumerate(PARAGRAPHS))
    assert lines(page(f"<article><h1>Bridge opens</h1><div>{body}</div></article>")) == PARAGRAPHS


@pytest.mark.parametrize(
    "line",
    [
        "“Follow us,” the guide said, and 40 people followed her into the tunnel.",
        "Read more than one book a week, and you will have read 3,000 before you are 60.",
        "By 1931 the bridge carried 80 trains a day.",
        "The reporter is by all accounts a careful one, and she did not share his view.",
        "Photographers waited outside for six hours.",
        "Loading the trucks took all night.",
        "Watchmen found the door open at 4 a.m.",
        "Updated rules come into force in 2026, the ministry said.",
        "The mayor announced it on Twitter.",
        "Copyright law was changed in 14 countries at once.",
        "Writing by hand is good for the memory, a study of 400 pupils finds.",
        "Newsletter writers earn as little as 3 dollars an hour.",
        "Getty Images said on Tuesday that it would sue.",
        "By continuing to borrow, the city risks its rating.",
        "This site is protected by law and 200 metres of fence.",
        "The troops left in March, he told legislators. Carlos Moreno / Nurphoto / Shutterstock",
    ],
)
def test_a_sentence_that_begins_like_a_button_stays(line: str) -> None:
    """Only the whole line tells."""
    assert not is_foreign(line)


@pytest.mark.parametrize(
    "line",
    [
        "By Samira Quist",
        "Share Tweet Email",
        "Updated 3 hours ago",
        "June 12, 2025",
        "4 min read",
        "Getty Images",
        "Copyright 2025 The Paper",
        "Jo Ek/Reuters",
        "Reporting by Jo Ek; Editing by Bo Li",
    ],
)
def test_a_line_that_is_a_button_or_a_stamp_goes(line: str) -> None:
    """Bylines, buttons, times."""
    assert is_foreign(line)


def test_who_wrote_it_is_told_from_who_is_in_it() -> None:
    """A line about the author, at the end, is none of the article's."""
    assert is_about_author("Samira Quist is a staff writer who covers the harbour.")
    assert not is_about_author("The harbour is a place of work for 400 people.")


def test_a_paragraph_that_trafilatura_drops_is_taken_in() -> None:
    """Between kept ones, among the same parent's children."""
    quoted = (
        "<blockquote>“A bridge can be mended in a year, and a habit cannot, however much one wishes it.”</blockquote>"
    )
    body = BODY.replace("</p>", f"</p>{quoted}", 1)
    assert "habit cannot" in read(page(f"<article><h1>Bridge opens</h1><div>{body}</div></article>")).text


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        (linked(headline="Bridge opens at last"), "title", "Bridge opens at last"),
        ('<meta property="og:title" content="Bridge opens | The Paper"><meta property="og:site_name" content="The Paper">', "title", "Bridge opens"),
        (linked(headline="x", author={"name": "By Ann Lee"}), "byline", "Ann Lee"),
        (linked(headline="x", author=[{"name": "Ann Lee"}, {"name": "Bo Ek"}]), "byline", "Ann Lee, Bo Ek"),
        (linked(headline="x", author="https://paper.example/ann"), "byline", ""),
        ('<meta name="author" content="Ann Lee, Science Editor">', "byline", "Ann Lee"),
        (linked(headline="x", publisher={"name": "The Paper"}), "publisher", "The Paper"),
        (linked(headline="x", datePublished="2025-11-04T23:30:00-05:00"), "published", "2025-11-04T23:30:00-05:00"),
        ('<meta property="article:published_time" content="2025-11-04">', "published", "2025-11-04"),
        ('<link rel="canonical" href="/2025/bridge-opens">', "canonical_url", "https://www.paper.example/2025/bridge-opens"),
        ('<link rel="canonical" href="https://amp.paper.example/b">', "canonical_url", "https://amp.paper.example/b"),
        ('<link rel="canonical" href="https://evil.example/b">', "canonical_url", ""),
        ('<link rel="canonical" href="javascript:alert(1)">', "canonical_url", ""),
    ],
)  # fmt: skip
def test_what_a_page_says_of_its_article(head: str, field: str, value: str) -> None:
    """JSON-LD first, then meta tags; a canonical address counts on the same site only."""
    assert getattr(read(page(head=head)), field) == value


@pytest.mark.parametrize(
    "script",
    [
        '{"@graph":[{"@type":"WebSite","name":"P"},{"@type":["NewsArticle"],"headline":"Right one"}]}',
        '[{"@type":"BreadcrumbList"},{"@type":"ReportageNewsArticle","headline":"Right one"}]',
        '{"@type":"NewsArticle","headline":"Right one",}',
        '{"@type":"NewsArticle",\n"description":"a "raw" mark and\na break","headline":"Right one"}',
        '<!-- {"@type":"NewsArticle","headline":"Right one"} -->',
        '{"@type":"WebPage","mainEntity":{"@type":"Article","headline":"Right one"}}',
        '{"@type":"WebPage"}{"@type":"Article","headline":"Right one"}',
    ],
)
def test_json_ld_is_read_in_all_its_forms(script: str) -> None:
    """Graphs, lists, main entities, and JSON that is broken."""
    head = f'<script type="application/ld+json">{script}</script>'
    assert read(page(head=head)).title == "Right one"


@pytest.mark.parametrize(
    ("stamp", "iso"),
    [
        ("2025-11-04T15:42:00Z", "2025-11-04T15:42:00+00:00"),
        ("2025-11-04T15:42:00.123+0100", "2025-11-04T15:42:00+01:00"),
        ("2025-11-04 15:42", "2025-11-04"),
        ("2025-13-04", ""),
        ("yesterday", ""),
    ],
)
def test_a_stamp_keeps_its_offset_and_invents_none(stamp: str, iso: str) -> None:
    """A time without an offset is no time."""
    assert stamp_of(stamp) == iso


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("<h1>Just a moment...</h1><p>Checking your browser before accessing.</p>", "human"),
        ("<h2>Access denied</h2><p>Reference #18.2f</p>", "human"),
        ("<h1>Before you continue to The Paper</h1><p>We use cookies and data to measure.</p><button>Agree</button>", "cookies"),
        ("<form><p>Log in to continue reading</p><input type='password'></form>", "signing in"),
        ("<h1>Latest</h1>" + "<a href='/x'>A teaser of six words here</a>" * 3, "no article"),
        ("<video src=a></video><p>12,418 views</p>", "no article"),
        ("", "no article"),
    ],
)  # fmt: skip
def test_a_wall_is_said_in_words(body: str, word: str) -> None:
    """A check for robots, a question about cookies, a login, a page without an article."""
    with pytest.raises(Unreadable) as raised:
        read(page(body))
    assert raised.value.code == "no_article"
    assert word in raised.value.reason


@pytest.mark.parametrize(
    ("head", "tail", "paywalled"),
    [
        (linked(headline="x", isAccessibleForFree=False), "", True),
        (linked(headline="x", isAccessibleForFree="False"), "", True),
        (linked(headline="x", isAccessibleForFree="http://schema.org/False"), "", True),
        (linked(headline="x", isAccessibleForFree=True), "<div>Subscribe to continue reading</div>", False),
        ('<meta property="article:content_tier" content="metered">', "", True),
        ("", "<div class=gate>Subscribe to continue reading this story.</div>", True),
        ("", "", False),
    ],
)
def test_a_paywall_is_told(head: str, tail: str, paywalled: bool) -> None:
    """By what the page says for machines, else by its gate; the digest then says what it covers."""
    article = read(page(f"<article><h1>Bridge opens</h1>{BODY}</article>{tail}", head))
    assert article.paywalled is paywalled
    assert (PAYWALLED in article.notes) is paywalled
    assert "Subscribe" not in article.text


def test_of_several_articles_the_pages_own_is_read() -> None:
    """Endless scroll: the others are whole articles too."""
    other = "".join(
        f"<p>The council met for {n} hours, and the clerk, who has seen worse, wrote it all down.</p>"
        for n in range(12)
    )
    body = f"<div><article><h2>Other</h2>{other}</article><article><h2>Bridge opens</h2>{BODY * 2}</article></div>"
    head = '<meta property="og:title" content="Bridge opens">'
    assert set(lines(page(body, head))) == set(PARAGRAPHS)


def test_a_fragment_points_to_one_post_of_a_live_blog() -> None:
    """Without a fragment all posts are read."""
    posts = "".join(f'<article id="block-{n}"><p>{p} {p.lower()}</p></article>' for n, p in enumerate(PARAGRAPHS))
    raw = page(
        f"<main><h1>Bridge</h1>{posts}</main>", linked(headline="Bridge").replace("NewsArticle", "LiveBlogPosting")
    )
    assert len(lines(raw)) == 4
    assert [line.startswith("Shops") for line in lines(raw, URL + "#block-2")] == [True]


def test_a_page_drawn_by_script_is_read_from_its_json_ld() -> None:
    """The markup is empty; the text is there for machines."""
    raw = page("<div id=root></div>", linked(headline="Bridge", articleBody="\n".join(PARAGRAPHS)))
    assert lines(raw) == PARAGRAPHS


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1", "utf-16"])
def test_a_page_is_read_in_its_charset(charset: str) -> None:
    """From the header, the mark, the meta tag, or the bytes."""
    raw = page(head=f'<meta charset="{charset}">').decode().replace("Tomas", "Tomás")
    assert "Tomás" in read(raw.encode(charset.replace("iso-8859-1", "windows-1252"))).text
