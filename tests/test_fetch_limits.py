"""Hostile servers on real sockets: every limit holds, and each breach is said in words."""

from __future__ import annotations

import gzip
import socket
import ssl
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from threading import Event

import brotli
import pytest
import zstandard
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from false_site import Site, drip, moved, page, response
from hypothesis import given
from hypothesis import strategies as st

from bot.fetch import BadAnswer, Fetcher, FetchError, TooLarge, TooManyRedirects, TooSlow, Unreachable
from bot.fetch.body import unpacked
from bot.fetch.page import is_html, look
from bot.settings import load

MEGABYTE = 1_000_000
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.fixture
def site() -> Iterator[Site]:
    """A site that answers as the test says."""
    with Site() as served:
        yield served


@pytest.fixture
def fetcher() -> Fetcher:
    """A fetcher with small limits of bytes."""
    opened = (ip_network("127.0.0.0/8"),)
    return Fetcher(load(allow_private_networks=opened, fetch_bytes=MEGABYTE, fetch_unpacked_bytes=3 * MEGABYTE))


@pytest.fixture
def hurried() -> Fetcher:
    """A fetcher with a short limit of time."""
    return Fetcher(load(allow_private_networks=(ip_network("127.0.0.0/8"),), fetch_seconds=0.5))


def _steps(site: Site) -> dict[str, Iterator[bytes]]:
    """Answers that never end, or come a byte at a time."""
    return {
        "silence": drip(b"", b"", site.wait),
        "status line": drip(b"H", b"T", site.wait),
        "head": drip(HEAD + b"X-A: ", b"a", site.wait),
        "heads": drip(HEAD, b"X-A: a\r\n", site.wait),
        "body": drip(HEAD + b"Content-Length: 900000\r\n\r\n", b"a", site.wait),
        "chunks": drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n", site.wait),
        "endless body": drip(HEAD + b"\r\n", b"a", site.wait),
        "interim answers": drip(b"", b"HTTP/1.1 102 Processing\r\n\r\n", site.wait),
    }


@pytest.mark.parametrize("kind", list(_steps(Site())))
def test_no_drip_outlasts_the_clock(site: Site, hurried: Fetcher, kind: str) -> None:
    """However slowly or endlessly a server sends, the fetch ends, and says that the site is slow."""
    with pytest.raises(TooSlow) as caught:
        hurried.fetch(site.on("/news/a-b-c", _steps(site)[kind]))
    assert caught.value.retry


def test_an_endless_head_is_cut(site: Site, fetcher: Fetcher) -> None:
    """A head of megabytes is no answer."""
    with pytest.raises(BadAnswer):
        fetcher.fetch(site.on("/news/a-b-c", HEAD + b"X-A: " + b"a" * 4 * MEGABYTE + b"\r\n\r\n"))


def _packed(name: str, body: bytes) -> bytes:
    if name == "br":
        return bytes(brotli.compress(body, quality=5))
    if name == "zstd":
        return zstandard.compress(body)
    return {"gzip": gzip.compress, "deflate": zlib.compress}[name](body)


CODINGS = ("gzip", "deflate", "br", "zstd")


@pytest.mark.parametrize("coding", CODINGS)
def test_packed_pages_are_unpacked(site: Site, fetcher: Fetcher, coding: str) -> None:
    """Every coding that is asked for is understood, chunked too."""
    body = _packed(coding, page())
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(body[i : i + 50]), body[i : i + 50]) for i in range(0, len(body), 50))
    head = HEAD + f"Content-Encoding: {coding}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    assert fetcher.fetch(site.on("/news/a-b-c", head + chunks + b"0\r\n\r\n")).original.data == page()


@pytest.mark.parametrize("coding", CODINGS)
def test_a_bomb_does_not_go_off(site: Site, fetcher: Fetcher, coding: str) -> None:
    """A few kilobytes that unpack to hundreds of megabytes are given up at the limit."""
    bomb = _packed(coding, bytes(60 * MEGABYTE))
    with pytest.raises(TooLarge) as caught:
        fetcher.fetch(site.on("/news/a-b-c", response(bomb, f"Content-Encoding: {coding}")))
    assert "3 MB" in caught.value.reason


@pytest.mark.parametrize(
    ("codings", "body"),
    [
        ("gzip", b"no gzip at all"),
        ("br", b"\xff" * 200),
        ("zstd", b"(\xb5/\xfd" + b"\xff" * 50),
        ("deflate", b"\xff" * 50),
        ("compress", b"x"),
        ("gzip, gzip, gzip", b"x"),
        ("gzip", gzip.compress(page())[:-30]),
        ("br", _packed("br", page())[:-30]),
        ("zstd", _packed("zstd", page())[:-30]),
    ],
)
def test_broken_packing_is_said(site: Site, fetcher: Fetcher, codings: str, body: bytes) -> None:
    """Damaged, unknown, many-layered or cut short: no garbage is read as an article."""
    with pytest.raises(BadAnswer):
        fetcher.fetch(site.on("/news/a-b-c", response(body, f"Content-Encoding: {codings}")))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (HEAD + b"Content-Length: 999999999999\r\n\r\n", TooLarge),
        (response(page(), length=len(page()) + 500), BadAnswer),
        (HEAD + b"Content-Length: -5\r\n\r\nhello", BadAnswer),
        (HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", BadAnswer),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello", BadAnswer),
        (HEAD + b"\r\n" + b"a" * 2 * MEGABYTE, TooLarge),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + (b"3e8\r\n" + b"a" * 1000 + b"\r\n") * 1100, TooLarge),
        (b"SSH-2.0-OpenSSH_9.6\r\n", BadAnswer),
        (b"", BadAnswer),
        (b"HTTP/9.9 abc\r\n\r\n", BadAnswer),
        (HEAD + b"Bad Header\r\n\r\n", BadAnswer),
        (moved("http://[broken/"), FetchError),
        (moved("http://" + "a" * 10_000 + "/"), FetchError),
    ],
)
def test_lies_and_noise_are_errors(site: Site, fetcher: Fetcher, answer: bytes, error: type[FetchError]) -> None:
    """Lengths that lie, bodies without an end and other protocols end in words, never in a traceback."""
    with pytest.raises(error):
        fetcher.fetch(site.on("/news/a-b-c", answer))


def test_a_length_that_says_too_little_is_the_page(site: Site, fetcher: Fetcher) -> None:
    """What goes beyond the announced length is not read."""
    assert fetcher.fetch(site.on("/news/a-b-c", response(page() + b"more", length=len(page())))).original.data == page()


def test_circles_and_long_chains_end(site: Site, fetcher: Fetcher) -> None:
    """Redirects, refreshes and both in turns are counted together."""
    site.on("/a", moved("/b"))
    site.on("/b", response(page("x", '<meta http-equiv="refresh" content="0; url=/a">')))
    site.on("/self", moved("/self"))
    site.on("/grows", lambda asked: moved(asked.path + "?x"))
    for path in ("/a", "/self", "/grows"):
        with pytest.raises(TooManyRedirects):
            fetcher.fetch(site.url + path)


def test_a_site_that_does_not_answer_is_said(site: Site, fetcher: Fetcher) -> None:
    """A closed port, and a name that does not exist."""
    with Site() as closed:
        url = closed.url
    with pytest.raises(Unreachable) as caught:
        fetcher.fetch(url)
    assert (caught.value.code, caught.value.retry) == ("unreachable", True)

    def nothing(*_: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(Unreachable) as caught:
        Fetcher(load(), resolver=nothing).fetch("https://no-such-name.example/news/a-b-c")  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.retry) == ("no_such_host", False)


def test_a_certificate_that_is_not_valid_is_said(fetcher: Fetcher, tmp_path: Path) -> None:
    """A site that signs its own certificate is not read; nor is one that speaks no TLS at all."""
    with Site(tls=_self_signed(tmp_path)) as false, pytest.raises(Unreachable) as caught:
        fetcher.fetch(false.url.replace("http:", "https:") + "/news/a-b-c")
    assert (caught.value.code, caught.value.retry) == ("certificate", False)
    assert false.asked == []
    with Site() as plain, pytest.raises(Unreachable) as caught:
        fetcher.fetch(plain.url.replace("http:", "https:") + "/news/a-b-c")
    assert caught.value.code == "tls"


def _self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    (folder / "site.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "site.pem")
    return context


def test_a_lookup_that_hangs_is_given_up(fetcher: Fetcher) -> None:
    """The system's resolver has no limit of its own; the fetch has."""
    hang = Event()
    slow = Fetcher(load(fetch_seconds=0.2), resolver=lambda *_: hang.wait(30) and [])  # type: ignore[arg-type]
    try:
        with pytest.raises(TooSlow):
            slow.fetch("https://slow.example/news/a-b-c")
    finally:
        hang.set()


@given(st.lists(st.binary(max_size=200), max_size=5), st.sampled_from(["", *CODINGS, "gzip, br", "identity"]))
def test_any_bytes_unpack_or_are_refused(chunks: list[bytes], codings: str) -> None:
    """Random bytes end in bytes or in a FetchError."""
    with suppress(FetchError):
        assert len(b"".join(unpacked(chunks, codings, 500, 5000))) <= 5000


@given(st.binary(max_size=300), st.integers(1, 40), st.sampled_from(CODINGS))
def test_whatever_is_packed_comes_out_the_same(body: bytes, size: int, coding: str) -> None:
    """Chunk borders do not matter."""
    packed = _packed(coding, body)
    chunks = [packed[i : i + size] for i in range(0, len(packed), size)]
    assert b"".join(unpacked(chunks, coding, MEGABYTE, MEGABYTE)) == body


_PIECES = [
    "<meta ",
    "<link ",
    "<html",
    "<base href=",
    "<!--",
    "-->",
    "<script",
    "</script>",
    "<noscript>",
    "</noscript>",
    ">",
    '"',
    "'",
    "=",
    "http-equiv=refresh ",
    'content="0; url=/x"',
    "rel=canonical ",
    "href=/y",
    "<title>",
    "é",
    "\x00",
    " ",
    "&amp;",
    "<",
    "a",
]


@given(
    st.lists(st.sampled_from(_PIECES), max_size=30).map("".join),
    st.sampled_from(["https://example.com/a", "http://[broken", ""]),
)
def test_any_page_can_be_looked_at(text: str, url: str) -> None:
    """Broken markup says nothing, or says something; it never fails, and names no scheme but the web's."""
    seen = look(text.encode(), url)
    assert all(not found or found.startswith(("http://", "https://")) for found in (seen.canonical, seen.refresh))


@pytest.mark.parametrize(
    ("head", "again"),
    [
        ("", "<meta "),
        ("", "<script>"),
        ("", "<!--"),
        ("", '<link rel="'),
        ("", "<title"),
        ("", "<style"),
        ("", "&"),
        ("<meta a=", "'\""),
        ("<meta ", "a= "),
        ('<meta http-equiv=refresh content="', " "),
        ('"isAccessibleForFree"', " "),
    ],
)
def test_a_page_made_to_be_slow_is_looked_at_all_the_same(head: str, again: str) -> None:
    """Patterns that a hostile page could make backtrack would not end within the suite's limit."""
    look((head + again * (600_000 // len(again))).encode(), "https://example.com/")


@pytest.mark.parametrize(
    ("body", "media_type", "html"),
    [
        (b"<!doctype html><p>x", "", True),
        (b"\xef\xbb\xbf\n <html>", "text/plain", True),
        (b"<p>x", "text/html", True),
        (b"<?xml version='1.0'?><rss>", "text/xml", False),
        (b"%PDF-1.7 <html>", "text/html", False),
        (b"plain words", "text/html", False),
    ],
)
def test_a_page_is_known_by_its_bytes(body: bytes, media_type: str, html: bool) -> None:
    """The declared type only settles doubts."""
    assert is_html(body, media_type) is html
