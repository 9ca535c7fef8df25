"""Pure questions about URLs: the one key of an article, where a redirector leads, whether there may be an article.

Two links with one key are one article, so a doubt keeps them apart: a digest too many is better than one missing.
courlan's own list of trackers is not used: it takes `gallery` and `glossary` for trackers, and would join articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urldefrag, urlencode, urlsplit, urlunsplit

from url_normalize import url_normalize

from bot import link_rules as rules
from bot.link_targets import unwrapped

__all__ = ["canonical", "is_probably_article", "same_site", "unwrapped"]

Params = list[tuple[str, str]]

_PASSES = 6  # after which a key is taken as it is
_WEB = re.compile(r"https?://", re.I)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.I)
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.I)
_AMP_NAME = re.compile(r"(?:\.amp|!amp)(?=\.html?$|$)|^amp-(?=\d+\.html$)", re.I)
_FORMS = ("amp", "amphtml", "print")  # names in a path that say how the page looks
_NUMBERED = {  # sites whose last name ends in the article's number: the rest of the path changes with the edition
    "apnews.com": (re.compile(r"(?:^|-)([0-9a-f]{32})$"), "/article/{}"),
    "msn.com": (re.compile(r"^ar-([A-Za-z0-9]{6,})$"), "/ar-{}"),
    "reuters.com": (re.compile(r"(?:^|-)id([A-Z]{2}[0-9A-Z]{6,})$"), "/article/id{}"),
}
_MEDIUM = re.compile(r"-?([0-9a-f]{10,12})$")


@lru_cache(maxsize=256)  # a link is asked for several times on its way
def canonical(url: str) -> str:
    """The key of the article behind a URL: a URL itself, though not always one that works. Never raises.

    What is no web address comes back as it was, without the space around it.
    """
    key = url.strip()
    for _ in range(_PASSES):
        before, key = key, _once(unwrapped(key))
        if key == before:
            break
    return key


def distinct(urls: Iterable[str]) -> list[str]:
    """The first link to each article."""
    first: dict[str, str] = {}
    for url in urls:
        first.setdefault(canonical(url), url)
    return list(first.values())


def same_site(one: str, other: str) -> bool:
    """Whether two URLs belong to one host in its several forms, so that a page at one may speak for the other."""
    try:
        first, second = urlsplit(one), urlsplit(other)
        ports = (first.port, second.port)
    except ValueError:
        return False
    hosts = _host(first.hostname or ""), _host(second.hostname or "")
    plain = [port in (None, 80, 443) for port in ports]
    return bool(hosts[0]) and hosts[0] == hosts[1] and (all(plain) or ports[0] == ports[1])


def is_probably_article(url: str) -> bool:
    """Whether a link that nobody asked about is worth a fetch. Doubts are settled by the page itself, later."""
    try:
        parts = urlsplit(unwrapped(url.strip()))
    except ValueError:
        return False
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return False
    host, path = _host(parts.hostname), unquote(parts.path)
    if _under(host, rules.NO_ARTICLES) or any(h.search(host) and p.search(path) for h, p in rules.NO_ARTICLE_ROOMS):
        return False
    if rules.NO_ARTICLE_FILES.search(path) or rules.MASTODON_POST.match(path):
        return False
    names = [name for name in _INDEX.sub("", path).lower().split("/") if name]
    if not names:
        return _names_an_article(parts.query)
    if names[0] in rules.NO_ARTICLE_WORDS and not any(_articlish(name) for name in names[1:]):
        return False
    if all(name in rules.SECTIONS or name in rules.NO_ARTICLE_WORDS for name in names):
        return _names_an_article(parts.query)
    return len(names) > 1 or _articlish(names[0]) or _names_an_article(parts.query)


def _once(url: str) -> str:
    if not _WEB.match(url):
        return url
    try:
        parts = urlsplit(url_normalize(urldefrag(url)[0]) or url)
        port = parts.port
        params = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=200, encoding="latin-1")
    except (ValueError, UnicodeError):
        return url
    host = _host(parts.hostname or "")
    path = _path(host, parts.path)
    params = [(n, v) for n, v in params if not _tracks(host, path, n.lower(), v) and not _lays_out(host, n.lower(), v)]
    host, path, params = _site(host, path, sorted(params, key=lambda pair: pair[0]))
    shown = f"[{host}]" if ":" in host else host
    plain = port in (None, 80, 443) and "." in host and not _is_address(host)
    netloc = shown if port in (None, 80, 443) else f"{shown}:{port}"
    query = urlencode(params, encoding="latin-1", quote_via=quote)
    return urlunsplit(
        SplitResult("https" if plain else parts.scheme, netloc, path, query, _fragment(urldefrag(url)[1]))
    )


def _host(host: str) -> str:
    """The host without the names of devices before it."""
    host = host.lower().rstrip(".")
    if _is_address(host):
        return ip_address(host).compressed
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
    while True:
        first, _, rest = host.partition(".")
        if first not in rules.DEVICES or "." not in rest:
            break
        host = rest
    for pattern, same in rules.SAME_HOSTS:
        host = pattern.sub(same, host)
    return rules.SAME_HOST.get(host, host)


def _path(host: str, path: str) -> str:
    path = _SESSION.sub("", path)
    path = _INDEX.sub("/", path)
    names = path.strip("/").split("/")
    if names[:2] == ["platform", "amp"]:
        names = names[2:] or names
    if host == "cnn.com" and names[:1] == ["cnn"]:
        names = names[1:]
    last = names[-1]
    if host.endswith("spiegel.de"):
        last = last.removesuffix("-amp")
    names[-1] = _AMP_NAME.sub("", last)
    names = ["articleshow" if name == "amp_articleshow" else name for name in names]
    rest = [name for name in names if name.lower() not in _FORMS]
    leads = names[0].lower() in _FORMS and any("-" in name for name in rest)
    if rest and len(rest) < len(names) and (leads or any(_articlish(name) for name in rest)):
        names = rest
    return "/" + "/".join(names).rstrip("/") if any(names) else "/"


def _tracks(host: str, path: str, name: str, value: str) -> bool:
    if name in rules.TRACKING or name.startswith(rules.TRACKING_PREFIXES):
        return True
    if name in rules.TRACKING_AT.get(host, ()):
        return True
    if name not in rules.PERHAPS_TRACKING or value.isdigit():
        return False
    if name in ("sid", "session"):
        return bool(rules.SESSION.fullmatch(value))
    return bool(rules.CHANNEL.fullmatch(value)) or _names_itself(path)


def _lays_out(host: str, name: str, value: str) -> bool:
    if name == "m" and not host.endswith((".blogspot.com", "blogger.com")):
        return False
    values = rules.LAYOUT.get(name)
    return values is not None and (not values or value.lower() in values.split())


def _site(host: str, path: str, params: Params) -> tuple[str, str, Params]:
    """What is special about single sites."""
    names, given = path.strip("/").split("/"), dict(params)
    if host == "youtu.be" and names[0]:
        return "youtube.com", "/watch", [("v", names[0])]
    if host == "youtube.com":
        if names[0] in ("shorts", "live", "embed", "v") and len(names) > 1:
            return host, "/watch", [("v", names[1])]
        if names == ["watch"] and "v" in given:
            return host, path, [("v", given["v"])]
    if host == "x.com" and "status" in names[:-1]:
        return host, f"/i/status/{names[names.index('status') + 1]}", []
    if host == "redd.it" and names[0]:
        return "reddit.com", f"/comments/{names[0]}", []
    if host == "reddit.com" and "comments" in names[:-1]:
        at = names.index("comments")
        comment = names[at + 3 : at + 4]
        return host, "/".join(["/comments", names[at + 1], *(["_", *comment] if comment else [])]), []
    if host.endswith((".wikipedia.org", ".wiktionary.org", ".wikinews.org")):
        host = host.replace(".m.", ".")
        if path == "/w" and list(given) == ["title"]:
            return host, "/wiki/" + quote(given["title"].encode("latin-1").replace(b" ", b"_"), safe="/:(),'!"), []
    if host in _NUMBERED and (number := _NUMBERED[host][0].search(names[-1])):
        return host, _NUMBERED[host][1].format(number[1]), []
    if host == "open.substack.com" and names[0] == "pub" and names[2:3] == ["p"]:
        return f"{names[1]}.substack.com", "/" + "/".join(names[2:]), params
    if (host == "medium.com" or host.endswith(".medium.com")) and (post := _MEDIUM.search(names[-1])):
        return "medium.com", f"/p/{post[1]}", []
    return host, path, params


def _fragment(fragment: str) -> str:
    """Kept only where a page's script takes it for a path."""
    fragment = fragment.partition(":~:")[0]
    kept = fragment.startswith(("!", "/")) and len(fragment) > 1
    return quote(unquote(fragment), safe="!/?=&:,-._~") if kept else ""


def _articlish(name: str) -> bool:
    """Whether one name in a path looks like one article's: a slug, a number, a page."""
    words = len(re.findall(r"[-_]", name))
    return words >= 2 or bool(re.search(r"\d{4}|\.(?:s?html?|php|aspx?|pdf|docx?|odt|rtf|epub|txt|md)$", name, re.I))


def _names_itself(path: str) -> bool:
    """Whether a path names one article without help from the query."""
    last = path.rpartition("/")[2]
    return _articlish(last) or ("-" in last and bool(re.search(r"/(?:19|20)\d\d/", path)))


def _names_an_article(query: str) -> bool:
    return bool(
        re.search(
            r"(?:^|&)(?:p|id|aid|article|article_?id|story|story_?id|post|post_?id|news_?id|itemid)=\w", query, re.I
        )
    )


def _under(host: str, hosts: frozenset[str]) -> bool:
    labels = host.split(".")
    return any(".".join(labels[i:]) in hosts for i in range(len(labels) - 1))


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
