"""Pure questions about URLs: the one key of an article, where a redirector leads, whether there may be an article.

Two links with one key are one article, so a doubt keeps them apart: a digest too many is better than one missing.
"""

from __future__ import annotations

from urllib.parse import urlsplit


def canonical(url: str) -> str:
    """The key of the article behind a URL."""
    return url


def unwrapped(url: str) -> str:
    """Where a redirector, an archive or an AMP cache leads, as far as the URL says so itself."""
    return url


def same_site(one: str, other: str) -> bool:
    """Whether two URLs belong to one site, so that a page at one may speak for the other."""
    return urlsplit(one).hostname == urlsplit(other).hostname


def is_probably_article(url: str) -> bool:
    """Whether a link that nobody asked about is worth a fetch."""
    return bool(urlsplit(url).path.strip("/"))
