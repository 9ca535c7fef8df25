"""What an HTML page says about itself in its first part: where it moved, its canonical URL, whether it is open.

Pure, and safe on hostile bytes: bounded input, patterns that cannot backtrack far, no parser. The article itself is
read in a child process.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import urljoin

_LOOKED_AT = 512 * 1024
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|script)\b", re.I)
_TAG = re.compile(r"<(html|meta|link|base|input|noscript|/noscript|title)\b([^<>]{0,4000})>", re.I)
_ATTRIBUTE = re.compile(
    r"""([a-z⚡_:][a-z0-9_:.-]{0,40})(?:\s{0,20}=\s{0,20}("[^"]{0,4000}"|'[^']{0,4000}'|[^\s"'>]{1,4000}))?""", re.I
)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,500})", re.I)
_REFRESH = re.compile(r"\s{0,20}(\d{0,6})[\d.]{0,6}\s{0,20}[;,]?\s{0,20}(?:url\s{0,20}=\s{0,20})?(.*)", re.I | re.S)
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s{0,20}:\s{0,20}"?(?:false|no)\b', re.I)
_WORDS = 4000  # characters of them that are kept
_WAITS = 10  # seconds that a refresh may announce and still count as a redirect
_BARE = 1500  # characters of words below which a page is only a step on the way


@dataclass(frozen=True, slots=True)
class Page:
    """What was seen. URLs are absolute."""

    title: str = ""
    canonical: str = ""
    refresh: str = ""  # where the page sends its reader at once
    amp: bool = False
    password: bool = False  # it asks for one
    subscription: bool = False  # it says that only a part of it is free
    words: str = ""  # the first words that it shows


def is_html(body: bytes, media_type: str) -> bool:
    """Whether the bytes are a page, by their looks first and the declared type second."""
    head = body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and (bool(_PAGE.search(head)) or "html" in media_type)


def look(body: bytes, url: str) -> Page:
    """What the page at `url` says about itself."""
    text = _without_comments(body[:_LOOKED_AT].decode("utf-8", "replace"))
    seen: dict[str, str] = {}
    base, hidden, amp, password = url, False, False, False
    for tag in _TAG.finditer(text):
        name, given = tag[1].lower(), _attributes(tag[2])
        if name in ("noscript", "/noscript"):
            hidden = name == "noscript"
        elif name == "html":
            amp = amp or "amp" in given or "⚡" in given
        elif name == "base" and given.get("href"):
            base = _join(url, given["href"]) or url
        elif name == "link" and "canonical" in given.get("rel", "").lower().split():
            seen.setdefault("canonical", given.get("href", ""))
        elif name == "meta":
            _note_meta(given, seen, hidden)
        elif name == "input":
            password = password or given.get("type", "").lower() == "password"
    words = _words(text)
    refresh = seen.get("refresh") or (seen.get("hidden refresh", "") if len(words) < _BARE else "")
    title = _TITLE.search(text)
    return Page(
        title=" ".join(html.unescape(title[1]).split()) if title else "",
        canonical=_join(base, seen.get("canonical", "")),
        refresh=_target(refresh, base),
        amp=amp,
        password=password,
        subscription=bool(_NOT_FREE.search(text)) or seen.get("tier", "") in ("locked", "metered"),
        words=words,
    )


def _words(text: str) -> str:
    """The first words outside tags, scripts and styles. One pass: an end that is missing ends the page."""
    kept: list[str] = []
    at, lower = 0, text.lower()
    while len(kept) < 5 * _WORDS:
        start = text.find("<", at)
        kept.append(text[at : start if start >= 0 else len(text)])
        if start < 0:
            break
        raw = next((name for name in ("script", "style") if lower.startswith(name, start + 1)), "")
        begin = lower.find(f"</{raw}", start) if raw else start
        end = text.find(">", begin) if begin >= 0 else -1
        if end < 0:
            break
        at = end + 1
    return " ".join(html.unescape(" ".join(kept)).split())[:_WORDS]


def _note_meta(given: dict[str, str], seen: dict[str, str], hidden: bool) -> None:
    if given.get("http-equiv", "").lower() == "refresh":
        # Inside <noscript> a refresh is for browsers without scripts, unless the page is nothing but that.
        seen.setdefault("hidden refresh" if hidden else "refresh", given.get("content", ""))
    elif given.get("property", "").lower() == "article:content_tier":
        seen.setdefault("tier", given.get("content", "").strip().lower())


def _target(refresh: str, base: str) -> str:
    found = _REFRESH.fullmatch(refresh[:4000])
    if not found or not found[2].strip() or int(found[1] or 0) > _WAITS:
        return ""
    return _join(base, found[2].strip().strip("'\""))


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(text):
        bare = value[1:-1] if value[:1] in ('"', "'") else value
        found.setdefault(name.lower(), html.unescape(bare).strip())
    return found


def _join(base: str, href: str) -> str:
    if not href:
        return ""
    try:
        joined = urljoin(base, href)
    except ValueError:
        return ""
    return joined if joined.lower().startswith(("http://", "https://")) else ""


def _without_comments(text: str) -> str:
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start + 4)
        if end < 0:
            return "".join(kept)
        at = end + 3
    return "".join((*kept, text[at:]))
