"""The one key of an article, redirectors, and which links are worth a fetch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import canonical, is_probably_article, same_site, unwrapped
from eval.urls import Pair, pairs, wrong

PAIRS = pairs()


def _words(text: str) -> set[str]:
    return set(text.split())


ARTICLES = """
https://www.nytimes.com/2024/05/01/us/bridge-opens.html
https://www.bbc.com/news/articles/c0abc1d2e3fo
https://www.bbc.com/news/world-us-canada-68900000
https://edition.cnn.com/2024/05/01/us/bridge-opens/index.html
https://apnews.com/article/bridge-opens-0123456789abcdef
https://www.reuters.com/world/us/bridge-opens-2024-05-01/
https://www.theguardian.com/us-news/2024/may/01/bridge-opens
https://www.spiegel.de/politik/bruecke-offen-a-0abc1234
https://ann.substack.com/p/bridge-opens
https://medium.com/@ann/bridge-opens-0123456789ab
https://example.com/bridge-opens-early
https://example.com/?p=512
https://example.com/news.php?id=512
https://example.com/blog/bridge
https://example.com/press/releases/2024/bridge.pdf
https://www.who.int/publications/i/report.docx
https://en.wikipedia.org/wiki/Golden_Gate_Bridge
https://arxiv.org/abs/2405.00001
https://www.linkedin.com/pulse/bridge-opens-ann-bell
https://www.google.com/amp/s/www.example.com/news/bridge-opens-early
https://www.google.com/url?q=https://example.com/news/bridge-opens-early
http://127.0.0.1:8765/news/sheinbaum
http://localhost:8765/news/two-outlets-one-event.html
https://t.co/abcDEF1234
https://www.msn.com/en-us/news/us/bridge-opens/ar-AA1nXYZ
https://live.example.com/live/2024/storm-hits-the-coast
https://example.com/video/the-bridge-that-opened-early
""".strip().splitlines()

NO_ARTICLES = """
https://www.nytimes.com
https://www.nytimes.com/
https://www.bbc.com/news
https://www.theguardian.com/world
https://www.theguardian.com/uk/sport
https://example.com/index.html
https://example.com/about
https://example.com/tag/bridges
https://example.com/login?next=/news
https://www.youtube.com/watch?v=dQw4w9WgXcQ
https://youtu.be/dQw4w9WgXcQ
https://vimeo.com/123456789
https://open.spotify.com/episode/4abcdefghijklmnopqrstu
https://podcasts.apple.com/us/podcast/the-daily/id1200361736
https://x.com/ann/status/1785000000000000000
https://mastodon.example/@ann/112233445566778899
https://bsky.app/profile/ann.example/post/3kabc
https://www.facebook.com/ann/posts/10160000000000000
https://www.instagram.com/p/Cabc/
https://www.reddit.com/r/news/comments/1abcde/bridge_opens/
https://www.linkedin.com/in/ann-bell-0123456
https://github.com/ann/bridge-opens-early
https://gist.github.com/ann/0123456789abcdef
https://gitlab.com/ann/bridge/-/merge_requests/12
https://docs.google.com/document/d/1abc-def-ghi/edit
https://drive.google.com/file/d/1abc/view
https://meet.google.com/abc-defg-hij
https://us02web.zoom.us/j/81234567890
https://acme.atlassian.net/browse/ABC-1234
https://www.figma.com/file/abc/the-bridge-design
https://acme.slack.com/archives/C012345/p1714500000000000
https://www.google.com/search?q=bridge+opens+early
https://www.google.com/maps/place/golden-gate-bridge
https://www.amazon.com/dp/B00ABC1234
https://example.com/photos/bridge-2024-05-01.jpg
https://example.com/releases/tool-1-2-3.tar.gz
https://example.com/table-of-figures-2024.csv
https://en.wikipedia.org/wiki/File:Golden_Gate_Bridge_2024.jpg
https://l.facebook.com/l.php?u=https%3A%2F%2Fyoutu.be%2FdQw4w9WgXcQ
mailto:ann@example.com
ftp://example.com/news/bridge-opens-early
not a link
https://[broken/news/bridge-opens-early
""".strip().splitlines()

_PARTS = """
https http :// / // . .. ? # & = ; % %2F %zz www. m. amp. amp /amp/ print index.html example.com youtu.be
medium.com google.com/amp/s/ google.com/url?q= l.facebook.com/l.php?u= web.archive.org/web/2024/ utm_source=x
ref=a id=1 p=2 a-b-c 2024 é ü.de %C3%A9 [::1] :80 :8080 @ status 123 x.com comments reddit.com
en.m.wikipedia.org w index.php title=A_b ! :~:text=x !/a 127.0.0.1 .amp .html
"""
_MADE = st.builds(
    lambda head, parts: head + "".join(parts),
    st.sampled_from(["https://", "http://example.com/", ""]),
    st.lists(st.sampled_from(sorted(_words(_PARTS))), max_size=12),
)


def test_own_pairs_are_many_and_all_right() -> None:
    """Every pair of the table has one key or two, as the table says."""
    assert len(PAIRS) >= 200
    assert wrong(PAIRS) == ([], [])


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.first[:60])
def test_a_key_of_a_key_is_the_key(pair: Pair) -> None:
    """Asking twice changes nothing."""
    for url in (pair.first, pair.second):
        assert canonical(canonical(url)) == canonical(url)


@given(st.one_of(_MADE, st.text(max_size=60), st.text(max_size=60).map(lambda text: "https://" + text)))
def test_any_text_has_a_key_that_is_its_own_key(url: str) -> None:
    """No text breaks the functions, and a key stays itself."""
    key = canonical(url)
    assert canonical(key) == key
    unwrapped(url)
    is_probably_article(url)
    same_site(url, key)


@given(
    st.sampled_from(["id", "p", "article", "story", "v", "doc", "page"]), st.integers(1, 10**9), st.integers(1, 10**9)
)
def test_parameters_that_name_articles_keep_them_apart(name: str, one: int, other: int) -> None:
    """Two values of such a parameter are two keys."""
    made = [canonical(f"https://example.com/read-all-about-it?utm_source=x&{name}={value}") for value in (one, other)]
    assert (made[0] == made[1]) == (one == other)


@pytest.mark.parametrize("url", ARTICLES)
def test_links_that_may_hold_an_article(url: str) -> None:
    """Such a link is fetched though nobody asked about it."""
    assert is_probably_article(url)


@pytest.mark.parametrize("url", NO_ARTICLES)
def test_links_that_hold_no_article(url: str) -> None:
    """Such a link gets nothing unless somebody asks."""
    assert not is_probably_article(url)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.example.com/a", "https://amp.example.com/b", True),
        ("http://example.com/a", "https://example.com/b", True),
        ("https://ann.example.com/a", "https://example.com/b", False),
        ("https://ann.blogspot.com/a", "https://ben.blogspot.com/b", False),
        ("https://example.com/a", "https://example.com.evil.example/b", False),
        ("http://127.0.0.1:8765/a", "http://127.0.0.1:8766/b", False),
        ("http://127.0.0.1:8765/a", "http://127.0.0.1/b", False),
        ("not a link", "not a link", False),
        ("https://example.com:99999/a", "https://example.com/a", False),
    ],
)
def test_only_a_page_of_the_same_host_speaks_for_an_address(one: str, other: str, same: bool) -> None:
    """A stranger's page cannot take another site's key."""
    assert same_site(one, other) is same
