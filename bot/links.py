"""Pure questions about URLs: the one key of an article, where a redirector leads, whether there may be an article.

Two links with one key are one article, so a doubt keeps them apart: a digest too many is better than one missing.
courlan's own list of trackers is not used: it takes `gallery` and `glossary` for trackers, and would join articles.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urldefrag, urlencode, urlsplit, urlunsplit

from url_normalize import url_normalize

from bot import link_rules as rules

Params = list[tuple[str, str]]

_HOPS = 6  # redirectors within redirectors that are undone
_WEB = re.compile(r"https?://", re.I)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.I)
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.I)
_PROOFPOINT_3 = re.compile(r"^https?://urldefense\.(?:us|com)/v3/__(https?:/{1,2}.+?)__;([^!$]*)", re.I)
_PROOFPOINT_2 = re.compile(r"^https?://urldefense\.proofpoint\.com/v2/url\?(?:.*&)?u=([^&]+)", re.I)
_MEDIUM = re.compile(r"-?([0-9a-f]{10,12})$")


def canonical(url: str) -> str:
    """The key of the article behind a URL: a URL itself, though not always one that works. Never raises.

    What is no web address comes back as it was, without the space around it.
    """
    key = url.strip()
    for _ in range(_HOPS):
        before, key = key, _once(unwrapped(key))
        if key == before:
            break
    return key


def unwrapped(url: str) -> str:
    """Where a redirector, an archive or an AMP cache leads, as far as the URL says so itself. Never raises."""
    for _ in range(_HOPS):
        inner = _inner(url)
        if not inner or not _WEB.match(inner) or inner == url:
            break
        url = inner
    return url


def same_site(one: str, other: str) -> bool:
    """Whether two URLs belong to one host in its several forms, so that a page at one may speak for the other."""
    try:
        first, second = urlsplit(one), urlsplit(other)
        ports = (first.port, second.port)
    except ValueError:
        return False
    hosts = _host(first.hostname or ""), _host(second.hostname or "")
    return bool(hosts[0]) and hosts[0] == hosts[1] and len({p for p in ports if p not in (None, 80, 443)}) <= 1


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
    return rules.SAME_HOST.get(host, host)


def _path(host: str, path: str) -> str:
    path = _SESSION.sub("", path)
    path = _INDEX.sub("/", path)
    names = path.strip("/").split("/")
    if host.endswith("theverge.com") and names[:2] == ["platform", "amp"]:
        names = names[2:]
    if host == "cnn.com" and names[:1] == ["cnn"]:
        names = names[1:]
    last = names[-1]
    if host.endswith("spiegel.de"):
        last = last.removesuffix("-amp")
    last = re.sub(r"(?:\.amp|!amp)(?=\.html?$|$)", "", last, flags=re.I)
    names[-1] = last
    rest = [name for name in names if name.lower() not in ("amp", "amphtml", "print")]
    if len(rest) < len(names) and rest and any(_articlish(name) for name in rest):
        names = rest
    return "/" + "/".join(names).rstrip("/") if any(names) else "/"


def _tracks(host: str, path: str, name: str, value: str) -> bool:
    if name in rules.TRACKING or name.startswith(rules.TRACKING_PREFIXES):
        return True
    if name in rules.TRACKING_AT.get(host, ()):
        return True
    return name in rules.PERHAPS_TRACKING and not value.isdigit() and _names_itself(path)


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
    if (host == "medium.com" or host.endswith(".medium.com")) and (post := _MEDIUM.search(names[-1])):
        return "medium.com", f"/p/{post[1]}", []
    return host, path, params


def _fragment(fragment: str) -> str:
    """Kept only where a page's script takes it for a path."""
    fragment = fragment.partition(":~:")[0]
    kept = fragment.startswith(("!", "/")) and len(fragment) > 1
    return quote(unquote(fragment), safe="!/?=&:,-._~") if kept else ""


def _inner(url: str) -> str:
    if found := _PROOFPOINT_3.match(url):
        return _one_scheme(found[1])
    if found := _PROOFPOINT_2.match(url):
        return unquote(found[1].replace("-", "%").replace("_", "/"))
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https"):
        return ""
    rest = host + parts.path + ("?" + parts.query if parts.query else "")
    if found := rules.AMP_CACHE.match(rest):
        secure = any(found.groups()[:-1])
        return f"{'https' if secure else 'http'}://{found[found.lastindex or 0]}"
    if found := rules.IN_PATH.match(rest):
        return _one_scheme(unquote(found[1]) if "%3a" in found[1][:12].lower() else found[1])
    for hosts, paths, names in rules.REDIRECTORS:
        if hosts.search(host) and paths.search(parts.path):
            given = dict(parse_qsl(parts.query, max_num_fields=200)) if parts.query.count("&") < 200 else {}
            return next((given[name] for name in names if _WEB.match(given.get(name, ""))), "")
    return ""


def _one_scheme(url: str) -> str:
    """With both slashes after the scheme, one of which some servers swallow."""
    return re.sub(r"^(https?):/+", r"\1://", url, flags=re.I)


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
