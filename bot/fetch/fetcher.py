"""The path of one fetch: canonical URL, cache, hop by hop to the page, and what the page says about itself."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import unquote, urldefrag, urlsplit

from ssrfguard import Resolver

from bot.fetch.cache import Cache, Fetched, Kept, MemoryCache
from bot.fetch.errors import BadAnswer, FetchError, TooManyRedirects
from bot.fetch.gate import Gate
from bot.fetch.page import Page, is_html, look
from bot.fetch.request import Answer, Visit
from bot.fetch.turns import Turns
from bot.fetch.walls import note, refusal, wall
from bot.links import canonical, is_probably_article, same_site, unwrapped
from bot.settings import Settings
from handlers.model import Original

FRESH_SECONDS = 300.0  # that something fetched is good without asking the site
_FILE_NAME = re.compile(r"filename\*?=(?:utf-8'[^']*')?\"?([^\";]+)", re.I)


@dataclass(frozen=True, slots=True)
class _Arrived:
    """The last answer of a chain of redirects, and its page."""

    answer: Answer
    page: Page


class Fetcher:
    """Fetches articles. Safe to use from many threads; one a process is enough."""

    def __init__(
        self,
        settings: Settings,
        cache: Cache | None = None,
        resolver: Resolver | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._gate = Gate(settings.allow_private_networks, resolver)
        self._cache = MemoryCache(settings.fetch_cache_entries) if cache is None else cache
        self._turns = Turns(settings.fetch_host_delay_seconds)
        self._clock = clock

    def fetch(self, url: str) -> Fetched:
        """What is behind a link. Raises FetchError."""
        url = unwrapped(url.strip().replace(" ", "%20"))
        fragment = urldefrag(url)[1].partition(":~:")[0]  # a live blog's link names the post that is meant
        fetched = self._fetched(url)
        if not fragment:
            return fetched
        original = fetched.original
        return replace(fetched, original=replace(original, url=f"{original.url}#{fragment}"))

    def _fetched(self, url: str) -> Fetched:
        self._gate.check(url)
        key = canonical(url)
        kept = self._kept(key, url)
        if kept and self._fresh(kept):
            return kept.fetched
        with Visit(self._settings, self._gate, self._turns) as visit:
            visit.begin(url)
            kept = self._kept(key, url)
            if kept and self._fresh(kept):
                return kept.fetched  # another thread fetched it while this one waited for its turn
            arrived = self._follow(visit, url, kept)
            if arrived.answer.status == 304 and kept:
                return self._keep(key, url, replace(kept, at=self._clock())).fetched
            _raise_for(arrived)
            arrived = self._without_amp(visit, arrived)
        answer = arrived.answer
        if "no-store" in answer.headers.get("cache-control", ""):
            return _fetched(arrived)
        etag, modified = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
        return self._keep(key, url, Kept(_fetched(arrived), url, self._clock(), etag, modified)).fetched

    def _kept(self, key: str, url: str) -> Kept | None:
        """What the cache has of this article. The open part of a page is none for a link that may open all of it."""
        kept = self._cache.get(key)
        return kept if kept and (not kept.fetched.note or kept.asked == url) else None

    def _fresh(self, kept: Kept) -> bool:
        return self._clock() - kept.at < FRESH_SECONDS

    def _keep(self, key: str, url: str, kept: Kept) -> Kept:
        for name in {key, canonical(kept.fetched.original.url)}:
            self._cache.put(name, replace(kept, asked=url))
        return kept

    def _follow(self, visit: Visit, url: str, kept: Kept | None = None) -> _Arrived:
        for _ in range(self._settings.fetch_redirects + 1):
            answer = visit.get(url, _conditions(kept, url))
            html = not answer.location and is_html(answer.body, answer.media_type)
            page = look(answer.body, url) if html else Page()
            target = answer.location or (page.refresh if answer.status < 400 else "")
            if not target or (not answer.location and urldefrag(target)[0] == urldefrag(url)[0]):
                return _Arrived(answer, page)
            url = unwrapped(target)
        raise TooManyRedirects()

    def _without_amp(self, visit: Visit, arrived: _Arrived) -> _Arrived:
        """The page that an AMP page is a copy of; the copy where that page cannot be read."""
        page, url = arrived.page, arrived.answer.url
        whole_url = page.canonical
        if not page.amp or not same_site(whole_url, url) or urldefrag(whole_url)[0] == urldefrag(url)[0]:
            return arrived
        try:
            whole = self._follow(visit, whole_url)
            _raise_for(whole)
        except FetchError:
            return arrived
        return arrived if note(whole.page) and not note(page) else whole


@lru_cache(maxsize=8)
def fetcher(settings: Settings) -> Fetcher:
    """The one fetcher for these settings, with its cache and its turns."""
    return Fetcher(settings)


def fetch(url: str, settings: Settings) -> Fetched:
    """What is behind a link. Raises FetchError."""
    return fetcher(settings).fetch(url)


def _conditions(kept: Kept | None, url: str) -> dict[str, str]:
    if kept is None or kept.fetched.original.url != urldefrag(url)[0]:
        return {}
    asked = {"If-None-Match": kept.etag, "If-Modified-Since": kept.last_modified}
    return {name: value for name, value in asked.items() if value}


def _raise_for(arrived: _Arrived) -> None:
    answer, page = arrived.answer, arrived.page
    if answer.status >= 400:
        raise refusal(answer.status, page, answer.headers, answer.retry_after)
    if answer.status >= 300:
        raise BadAnswer("The site says that the page has moved, but not where to. Please check the link.")
    if (error := wall(page, answer.url, answer.headers)) is not None:
        raise error


def _fetched(arrived: _Arrived) -> Fetched:
    answer, page = arrived.answer, arrived.page
    final = urldefrag(answer.url)[0]
    original = Original(answer.body, answer.media_type, _file_name(answer), final)
    return Fetched(original, _key(page, final), answer.status, note(page))


def _key(page: Page, final: str) -> str:
    """The article's key: what the page names, where it may speak for its address and names an article."""
    named = page.canonical
    return canonical(named if named and same_site(named, final) and is_probably_article(named) else final)


def _file_name(answer: Answer) -> str:
    found = _FILE_NAME.search(answer.headers.get("content-disposition", ""))
    name = unquote(found[1] if found else urlsplit(answer.url).path)
    return name.replace("\\", "/").rpartition("/")[2].strip()[:200]
