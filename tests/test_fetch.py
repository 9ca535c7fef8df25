"""What a fetch brings: redirects, canonical URLs, the cache, turns, and what a page says about itself."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_network

import pytest
from false_site import Asked, Site, moved, page, response

from bot.fetch import BadAnswer, Fetcher, FetchError, MemoryCache, Refused, Walled, fetch
from bot.fetch.fetcher import FRESH_SECONDS
from bot.fetch.turns import Turns
from bot.fetch.walls import SUBSCRIPTION
from bot.settings import Settings, load

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


@pytest.fixture
def site() -> Iterator[Site]:
    """A site that answers as the test says."""
    with Site() as served:
        yield served


@pytest.fixture
def settings() -> Settings:
    """Settings that open this machine, and wait for nobody."""
    return load(allow_private_networks=(ip_network("127.0.0.0/8"),), fetch_host_delay_seconds=0.0)


@pytest.fixture
def fetcher(settings: Settings) -> Fetcher:
    """A fetcher with an empty cache."""
    return Fetcher(settings)


def test_a_page_comes_with_what_the_reader_needs(site: Site, fetcher: Fetcher) -> None:
    """Bytes, media type with charset, file name, final URL, key and status."""
    url = site.on("/news/bridge-opens-early", response(page(), media_type="text/html; charset=iso-8859-1"))
    got = fetcher.fetch(url + "?utm_source=slack#:~:text=bridge")
    assert got.original.data == page()
    assert got.original.media_type == "text/html; charset=iso-8859-1"
    assert got.original.file_name == "bridge-opens-early"
    assert got.original.url == url + "?utm_source=slack"
    assert got.canonical_url == url
    assert (got.status, got.note) == (200, "")


def test_a_request_is_polite_and_carries_nothing_of_ours(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that says who asks; no proxy, credentials or cookies out of this machine's environment."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    fetcher.fetch(site.on("/news/a-b-c", response(page())))
    headers = site.asked[0].headers
    assert "Pullquote/" in headers["user-agent"]
    assert headers["accept-encoding"] == "gzip, deflate, br, zstd"
    assert not {"authorization", "cookie", "referer", "proxy-authorization"} & set(headers)


def test_a_file_behind_a_link_comes_as_it_is(site: Site, fetcher: Fetcher) -> None:
    """A PDF keeps its bytes, and the name that the site gives it."""
    named = response(
        PDF, 'Content-Disposition: attachment; filename="../../report 2024.pdf"', media_type="application/pdf"
    )
    got = fetcher.fetch(site.on("/download", named))
    assert (got.original.data, got.original.file_name) == (PDF, "report 2024.pdf")
    extended = response(PDF, "Content-Disposition: attachment; filename*=UTF-8''Bericht%20M%C3%A4rz.pdf")
    assert fetcher.fetch(site.on("/other", extended)).original.file_name == "Bericht März.pdf"


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"]
)
@pytest.mark.parametrize(
    "to", ["/news/bridge", "news/bridge", "//{host}/news/bridge", "http://{host}/news/bridge", "?go=1"]
)
def test_redirects_are_followed(site: Site, fetcher: Fetcher, status: str, to: str) -> None:
    """Relative, without a scheme, absolute: the article is at the end."""
    host = site.url.removeprefix("http://")
    site.on("/news/bridge", response(page()))

    def start(asked: Asked) -> bytes:
        return response(page()) if "go=1" in asked.path else moved(to.format(host=host), status)

    got = fetcher.fetch(site.on("/start", start))
    assert got.original.data == page()
    assert got.original.url == site.url + ("/start?go=1" if "go" in to else "/news/bridge")


def test_cookies_of_one_fetch_stay_in_it(site: Site, fetcher: Fetcher) -> None:
    """A site that sends round until its cookie comes back gets it; the next fetch begins without."""

    def door(asked: Asked) -> bytes:
        if "cookie" in asked.headers:
            return response(page(), "Cache-Control: no-store")
        return response(b"", "Location: /door", "Set-Cookie: seen=1; Path=/", status="302 Found")

    url = site.on("/door", door)
    fetcher.fetch(url)
    fetcher.fetch(url)
    assert ["cookie" in asked.headers for asked in site.asked] == [False, True, False, True]


@pytest.mark.parametrize(
    "refresh",
    [
        '<meta http-equiv="refresh" content="0; url=/news/bridge">',
        "<META HTTP-EQUIV='Refresh' CONTENT='3;URL=/news/bridge'>",
        '<meta content="0;/news/bridge" http-equiv=refresh>',
        "<noscript><meta http-equiv=refresh content=\"0;URL='/news/bridge'\"></noscript><script>go()</script>",
    ],
)
def test_a_page_that_sends_on_is_followed(site: Site, fetcher: Fetcher, refresh: str) -> None:
    """`<meta http-equiv=refresh>` counts as a redirect."""
    site.on("/news/bridge", response(page()))
    got = fetcher.fetch(site.on("/step", response(page("<p>One moment.</p>", refresh))))
    assert got.original.url == site.url + "/news/bridge"


@pytest.mark.parametrize(
    "head",
    [
        '<meta http-equiv="refresh" content="300; url=/elsewhere">',
        '<meta http-equiv="refresh" content="5">',
        '<meta http-equiv="refresh" content="1; url=/live">',
        '<!-- <meta http-equiv="refresh" content="0; url=/elsewhere"> -->',
        '<noscript><meta http-equiv="refresh" content="0; url=/elsewhere"></noscript>',
        '<meta http-equiv="refresh" content="0; url=javascript:alert(1)">',
        '<meta http-equiv="refresh" content="0; url=file:///etc/passwd">',
    ],
)
def test_a_page_that_only_reloads_is_the_page(site: Site, fetcher: Fetcher, head: str) -> None:
    """A live page's reload, a comment, a hint for browsers without scripts or another scheme move nobody."""
    assert fetcher.fetch(site.on("/live", response(page(head=head)))).original.url == site.url + "/live"


@pytest.mark.parametrize(
    ("path", "named", "key"),
    [
        ("/news/bridge?x=1", "/news/bridge-opens-early", "/news/bridge-opens-early"),
        ("/news/bridge", "{url}/news/bridge-opens-early/?utm_source=x", "/news/bridge-opens-early"),
        ("/news/bridge-opens", "/", "/news/bridge-opens"),
        ("/news/bridge-opens", "/news", "/news/bridge-opens"),
        ("/news/bridge-opens", "https://elsewhere.example/news/another-story", "/news/bridge-opens"),
        ("/news/bridge-opens", "javascript:alert(1)", "/news/bridge-opens"),
        ("/news/bridge-opens", "http://[broken", "/news/bridge-opens"),
    ],
)
def test_the_key_is_what_the_page_names_where_it_may(
    site: Site, fetcher: Fetcher, path: str, named: str, key: str
) -> None:
    """A page speaks for articles of its own host; a home page, a section or a stranger's address is no key."""
    head = f'<link rel="canonical" href="{named.format(url=site.url)}">'
    site.on(path.partition("?")[0], response(page(head=head)))
    assert fetcher.fetch(site.url + path).canonical_url == site.url + key


def test_an_amp_page_leads_to_its_article(site: Site, fetcher: Fetcher) -> None:
    """The whole page is read in the place of its AMP copy."""
    site.on("/news/bridge-opens-early", response(page(title="Whole")))
    amp = page(head='<link rel="canonical" href="/news/bridge-opens-early">', html=" ⚡", title="Copy")
    got = fetcher.fetch(site.on("/a/1", response(amp)))
    assert b"Whole" in got.original.data
    assert got.canonical_url == site.url + "/news/bridge-opens-early"


def test_an_amp_page_is_read_where_its_article_cannot_be(site: Site, fetcher: Fetcher) -> None:
    """A copy is better than nothing."""
    amp = page(head='<link rel="canonical" href="/news/gone-for-good">', html=" amp", title="Copy")
    assert b"Copy" in fetcher.fetch(site.on("/a/1", response(amp))).original.data


def test_a_link_in_five_channels_is_fetched_once(site: Site, fetcher: Fetcher) -> None:
    """Within minutes the cache answers, whatever trackers the link carries."""
    url = site.on("/news/bridge-opens-early", response(page()))
    for tail in ("", "?utm_source=a", "?fbclid=b", "/", "#comments"):
        assert fetcher.fetch(url + tail).original.data == page()
    assert len(site.asked) == 1


def test_a_live_blogs_link_names_its_post(site: Site, fetcher: Fetcher) -> None:
    """The fragment that was asked for stays on the URL, out of the cache too."""
    url = site.on("/world/live-storm-hits-coast", response(page()))
    for fragment in ("#block-1", "#block-2", ""):
        assert fetcher.fetch(url + fragment).original.url == url + fragment


def test_later_the_site_is_asked_whether_it_changed(site: Site, settings: Settings) -> None:
    """Conditions go with the second request; 304 brings the kept page, and makes it fresh again."""
    now = [0.0]

    def serve(asked: Asked) -> bytes:
        if asked.headers.get("if-none-match") == '"v1"':
            return response(b"", status="304 Not Modified")
        return response(page(), 'ETag: "v1"', "Last-Modified: Wed, 01 May 2024 10:00:00 GMT")

    fetcher = Fetcher(settings, clock=lambda: now[0])
    url = site.on("/news/bridge-opens-early", serve)
    first = fetcher.fetch(url)
    now[0] += FRESH_SECONDS + 1
    assert fetcher.fetch(url) == first
    assert site.asked[1].headers["if-modified-since"] == "Wed, 01 May 2024 10:00:00 GMT"
    fetcher.fetch(url)
    assert len(site.asked) == 2


def test_a_page_that_may_not_be_kept_is_not(site: Site, fetcher: Fetcher) -> None:
    """`no-store` holds."""
    url = site.on("/news/bridge-opens-early", response(page(), "Cache-Control: private, no-store"))
    fetcher.fetch(url)
    fetcher.fetch(url)
    assert len(site.asked) == 2


def test_an_open_part_does_not_stand_for_a_gift(site: Site, fetcher: Fetcher) -> None:
    """A link that opens the whole article is fetched though the open part is in the cache; then it serves both."""
    shut = page(head='<script type="application/ld+json">{"isAccessibleForFree": false}</script>')

    def serve(asked: Asked) -> bytes:
        return response(page() if "unlocked_article_code" in asked.path else shut)

    url = site.on("/news/bridge-opens-early", serve)
    assert fetcher.fetch(url).note == SUBSCRIPTION
    assert fetcher.fetch(url).note == SUBSCRIPTION
    assert len(site.asked) == 1
    assert fetcher.fetch(url + "?unlocked_article_code=1.abc").note == ""
    assert fetcher.fetch(url).note == ""
    assert len(site.asked) == 2


def test_the_cache_keeps_within_its_room(site: Site, settings: Settings) -> None:
    """The oldest goes first, and one big file does not push everything out."""
    cache = MemoryCache(2, megabytes=1)
    fetcher = Fetcher(settings, cache)
    urls = [site.on(f"/news/article-number-{n}", response(page())) for n in range(3)]
    big = site.on("/news/report-in-full.pdf", response(b"%PDF" + bytes(200_000), media_type="application/pdf"))
    for url in (*urls, big):
        fetcher.fetch(url)
    assert [cache.get(url) is not None for url in (*urls, big)] == [False, True, True, False]


def test_one_connection_at_a_time_to_a_host(site: Site, fetcher: Fetcher) -> None:
    """However many threads fetch, a host sees one of them."""

    def slow(asked: Asked) -> Iterator[bytes]:
        site.wait(0.03)
        yield response(page())

    urls = [site.on(f"/news/article-number-{n}", slow) for n in range(6)]
    with ThreadPoolExecutor(6) as threads:
        assert all(got.status == 200 for got in threads.map(fetcher.fetch, urls))
    assert site.most_open == 1


def test_turns_at_a_host_have_a_pause_between_them() -> None:
    """The next turn comes a pause after the last one's end; our own hosts have none, and nobody waits for ever."""
    turns = Turns(0.1)
    ended = []
    for host, own in (("a", False), ("a", False), ("b", True), ("b", True)):
        with turns.turn(host, 5, own=own) as came:
            assert came
            ended.append(time.monotonic())
    assert ended[1] - ended[0] >= 0.1
    with turns.turn("a", 0.01) as came:
        assert not came
    with turns.turn("c", 1) as came, turns.turn("c", 0.01) as second:
        assert (came, second) == (True, False)


def test_a_proxy_is_given_the_checked_address(settings: Settings) -> None:
    """It gets the address in the name's place, and no private one; what the settings open is reached without it."""
    names = {"example.com": "93.184.215.14", "evil.example": "10.0.0.1"}

    def resolve(host: str, port: int, *_: int) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (names.get(host, host), port))]

    with Site() as proxy, Site() as inside:
        proxied = Fetcher(settings.model_copy(update={"proxy": proxy.url}), resolver=resolve)
        for url in ("https://example.com/news/a-b-c", "http://example.com/news/a-b-d"):
            with pytest.raises(FetchError):
                proxied.fetch(url)
        assert [asked.path for asked in proxy.asked] == ["93.184.215.14:443"] * 2
        with pytest.raises(Refused):
            proxied.fetch("https://evil.example/news/a-b-c")
        assert proxied.fetch(inside.on("/news/a-b-c", response(page()))).status == 200
        assert len(proxy.asked) == 2


def test_two_threads_with_one_link_fetch_it_once(site: Site, fetcher: Fetcher) -> None:
    """Whoever waited for a turn looks into the cache before asking."""

    def slow(asked: Asked) -> Iterator[bytes]:
        site.wait(0.05)
        yield response(page())

    url = site.on("/news/bridge-opens-early", slow)
    with ThreadPoolExecutor(4) as threads:
        assert len({got.original.data for got in threads.map(fetcher.fetch, [url] * 4)}) == 1
    assert len(site.asked) == 1


_GATE = page("<h1>Sign in</h1><form><input type=password name=p></form>", title="Sign in")
_CHALLENGE = page("<p>Verify you are human by completing the action below.</p>", title="Just a moment...")
_CONSENT = page("<p>Before you continue: accept all cookies or manage your cookies.</p>", title="Your privacy")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (response(_GATE), "login"),
        (response(_CHALLENGE), "bot_wall"),
        (response(_CHALLENGE, status="403 Forbidden"), "bot_wall"),
        (response(_CHALLENGE, status="503 Service Unavailable"), "bot_wall"),
        (response(page(), "cf-mitigated: challenge", status="403 Forbidden"), "bot_wall"),
        (response(page("<p>Please enable JS and disable any ad blocker</p>"), status="403 Forbidden"), "bot_wall"),
        (response(_CONSENT), "consent"),
        (response(b"", status="401 Unauthorized"), "login"),
        (response(page(), status="402 Payment Required"), "paywall"),
    ],
)
def test_walls_are_told_apart_and_said_in_words(site: Site, fetcher: Fetcher, answer: bytes, code: str) -> None:
    """A login, a consent page, a wall against programs and a shut subscription each have their own words."""
    with pytest.raises(Walled) as caught:
        fetcher.fetch(site.on("/news/bridge-opens-early", answer))
    assert caught.value.code == code
    assert "Upload the article" in caught.value.reason
    assert not caught.value.retry


@pytest.mark.parametrize(
    "body",
    [
        page(title="Just a moment: a history of waiting"),
        page(title="Access denied: how banks lock people out"),
        page(f"<p>{'We asked whether you are a robot, and he said no. ' * 40}</p><form><input type=password></form>"),
        page(f"<div>We value your privacy. Accept all cookies.</div><p>{'The bridge will open in May. ' * 60}</p>"),
        page(title="How to sign in to anything"),
    ],
)
def test_articles_about_walls_are_articles(site: Site, fetcher: Fetcher, body: bytes) -> None:
    """A banner, a login box in the margin or a headline makes no wall."""
    assert fetcher.fetch(site.on("/news/bridge-opens-early", response(body))).original.data == body


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>', ""),
        ('<script type="application/ld+json">{"isAccessibleForFree" : false}</script>', ""),
        ('<meta property="article:content_tier" content="locked">', ""),
        ("", "<p>The bridge will open. Subscribe to continue reading.</p>"),
    ],
)
def test_a_subscription_is_noted(site: Site, fetcher: Fetcher, head: str, body: str) -> None:
    """The open part is read, and the note says that it is a part."""
    assert fetcher.fetch(site.on("/news/bridge-opens", response(page(body, head)))).note == SUBSCRIPTION


@pytest.mark.parametrize(
    ("status", "code", "retry"),
    [
        ("404 Not Found", "not_found", False),
        ("410 Gone", "not_found", False),
        ("403 Forbidden", "forbidden", False),
        ("400 Bad Request", "forbidden", False),
        ("451 Unavailable For Legal Reasons", "unavailable", False),
        ("429 Too Many Requests", "busy", True),
        ("500 Internal Server Error", "site_error", True),
        ("503 Service Unavailable", "site_error", True),
        ("408 Request Timeout", "site_error", True),
    ],
)
def test_a_status_that_says_no_is_said_in_words(
    site: Site, fetcher: Fetcher, status: str, code: str, retry: bool
) -> None:
    """Each has a reason for the person, and says whether to try again."""
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(site.on("/news/a-b-c", response(page(), "Retry-After: 120", status=status)))
    assert (caught.value.code, caught.value.retry) == (code, retry)
    assert caught.value.retry_after == (120 if retry else None)
    assert caught.value.reason.endswith(".")


@pytest.mark.parametrize("status", ["304 Not Modified", "300 Multiple Choices", "302 Found"])
def test_a_redirect_without_a_target_is_no_page(site: Site, fetcher: Fetcher, status: str) -> None:
    """An answer that nobody asked for, or that leads nowhere, is said."""
    with pytest.raises(BadAnswer):
        fetcher.fetch(site.on("/news/a-b-c", response(b"", status=status)))


def test_no_reason_holds_a_token(site: Site, fetcher: Fetcher) -> None:
    """A link's query and user name are in no error."""
    for url in (
        site.url + "/gone?token=secret",
        f"http://secret:secret@127.0.0.1:{site.port}/",
        "ftp://secret@x/secret",
    ):
        with pytest.raises(FetchError) as caught:
            fetcher.fetch(url)
        assert "secret" not in str(caught.value) + repr(caught.value)


def test_the_door_has_one_fetcher_for_the_same_settings(site: Site, settings: Settings) -> None:
    """`fetch` shares its cache between calls."""
    url = site.on("/news/bridge-opens-early", response(gzip.compress(page()), "Content-Encoding: gzip"))
    assert fetch(url, settings).original.data == page()
    assert fetch(url, settings.model_copy()).original.data == page()
    assert len(site.asked) == 1
