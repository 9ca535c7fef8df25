"""What a page says of its article: title, byline, publisher, date, address, paywall.

JSON-LD first, then meta tags, then what the page shows; htmldate settles the date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from handlers.readers.bylines import names
from handlers.readers.page.linked import Linked
from handlers.readers.tidy import one_line

_SEPARATOR = re.compile(r"\s+[|–—»·•:-]\s+|\s*\|\s*")
_WORDS = re.compile(r"\w+")
_STAMP = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?")
_LOCKED = frozenset(["locked", "metered", "premium", "paid", "subscriber", "subscription"])
_AUTHOR_METAS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "dcterms.creator",
    "cxenseparse:author",
)
_DATE_METAS = (
    "article:published_time",
    "parsely-pub-date",
    "datepublished",
    "date",
    "dc.date.issued",
    "pubdate",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author(?:s|-?name|__name|-link|_name)?|vcard|contributor)(?:$|[\s_-])", re.I
)
_VARIANT = re.compile(r"^(?:www\d?|m|mobile|amp|edition)\.")
_BYLINE_TAGS = ("span", "p", "div", "a", "address", "h3", "h4", "li")


@dataclass(frozen=True, slots=True)
class PageSaid:
    """What a page says of its article."""

    title: str = ""
    byline: str = ""
    publisher: str = ""
    published: str = ""
    canonical_url: str = ""
    paywalled: bool = False


def said_by(tree: Any, linked: Linked, url: str) -> PageSaid:
    """What the page says of its article."""
    metas = _metas(tree)
    publisher = _publisher(metas, linked)
    return PageSaid(
        title=_title(tree, metas, linked, publisher),
        byline=_byline(tree, metas, linked, publisher),
        publisher=publisher,
        published=_published(tree, metas, linked, url),
        canonical_url=_canonical(tree, metas, url),
        paywalled=linked.free() is False or metas.get("article:content_tier", "").lower() in _LOCKED,
    )


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        value = one_line(unescape(meta.get("content") or ""))
        if name and value:
            key = name.strip().lower()
            # Two authors are often two tags of one name.
            found[key] = f"{found[key]}; {value}" if key in _AUTHOR_METAS and key in found else found.get(key, value)
    return found


def _title(tree: Any, metas: dict[str, str], linked: Linked, publisher: str) -> str:
    heads = [text for h1 in tree.iter("h1") if 8 < len(text := one_line(h1.text_content())) < 300]
    said = [linked.text("headline"), metas.get("og:title", ""), metas.get("twitter:title", "")]
    named = _without_site(next((one_line(t) for t in said if t), ""), publisher)
    page = _without_site(one_line(tree.findtext(".//title") or ""), publisher)
    close = max(heads, key=lambda head: _alike(head, named or page), default="")
    if not named:
        return close if _alike(close, page) > 0.5 else page or close
    # A headline that search engines get is often cut short; the page shows the whole one.
    cut = named.rstrip(".… ")
    return close if close.startswith(cut) and len(close) < 3 * len(cut) else named


def _alike(a: str, b: str) -> float:
    one, other = set(_WORDS.findall(a.lower())), set(_WORDS.findall(b.lower()))
    return len(one & other) / max(1, len(one | other))


def _without_site(title: str, publisher: str) -> str:
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    end = parts[-1].strip().lower()
    site = publisher.lower()
    if end and (end == site or (site and (end in site or site in end))):
        return one_line(title[: title.rindex(parts[-1])].rstrip(" |–—»·•:-"))
    return title


def _byline(tree: Any, metas: dict[str, str], linked: Linked, publisher: str) -> str:
    return (
        names([*linked.names("author"), *linked.names("creator")], publisher)
        or next((made for key in _AUTHOR_METAS if (made := names([metas.get(key, "")], publisher))), "")
        or names(_shown_bylines(tree), publisher)
    )


def _shown_bylines(tree: Any) -> list[str]:
    """The first element that the page marks as its byline."""
    for element in tree.iter(*_BYLINE_TAGS):
        marked = (element.get("rel") or "").lower() == "author" or (element.get("itemprop") or "").lower() == "author"
        if marked or _BYLINE.search(
            f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}"
        ):
            text = one_line(element.text_content())
            if 4 < len(text) < 160 and names([text]):
                return [text]
    return []


def _publisher(metas: dict[str, str], linked: Linked) -> str:
    said = [*linked.names("publisher"), metas.get("og:site_name", ""), metas.get("application-name", "")]
    site = [
        str(node.get("name") or "")
        for node in linked.nodes
        if node.get("@type") in ("WebSite", "NewsMediaOrganization")
    ]
    return one_line(
        next((name for name in (*said, *site) if name and "." not in name[-5:]), next(filter(None, said), ""))
    )


def _published(tree: Any, metas: dict[str, str], linked: Linked, url: str) -> str:
    """A stamp from the page where htmldate agrees with its day; else htmldate's day."""
    stamps = [linked.text("datePublished"), *(metas.get(name, "") for name in _DATE_METAS)]
    stamps += [t.get("datetime") or "" for t in tree.iter("time") if t.get("datetime")][:3]
    made = [iso for stamp in stamps if (iso := stamp_of(stamp))]
    day = _settled(tree, url)
    return next((iso for iso in made if iso[:10] == day), day or next(iter(made), ""))


def _settled(tree: Any, url: str) -> str:
    from htmldate import find_date

    return str(find_date(tree, original_date=True, extensive_search=True, url=url or None) or "")


def stamp_of(text: str) -> str:
    """A date, or a date and time with its offset, in ISO 8601; a time without an offset is left out."""
    found = _STAMP.match(text.strip())
    if not found:
        return ""
    year, month, day, hour, minute, second, offset = found.groups()
    try:
        if not (hour and offset):
            return datetime(int(year), int(month), int(day)).date().isoformat()
        return datetime.fromisoformat(
            f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{'+00:00' if offset == 'Z' else offset}"
        ).isoformat()
    except ValueError:
        return ""


def _canonical(tree: Any, metas: dict[str, str], url: str) -> str:
    """The address that the page gives as its own, if it lies on the same site: a page cannot speak for another's."""
    links = [
        link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower().strip() == "canonical"
    ]
    for address in (*links, metas.get("og:url", "")):
        try:
            whole = urljoin(url, address.strip()) if address.strip() else ""
            host = urlsplit(whole).hostname or ""
            scheme = urlsplit(whole).scheme
        except ValueError:
            continue
        if scheme in ("http", "https") and host and (not url or _same_site(host, urlsplit(url).hostname or "")):
            return whole
    return ""


def _same_site(one: str, other: str) -> bool:
    """Whether two hosts are one site's: the same, or one below the other, www, mobile and AMP hosts taken as one."""
    a, b = (_VARIANT.sub("", host.lower()) for host in (one, other))
    return a == b or a.endswith("." + b) or b.endswith("." + a)
