"""JSON-LD: what a page says of its article for machines, read even where the JSON is broken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

_MOST = 400_000  # characters of one script
_ARTICLE = re.compile(
    r"^(?:News|Blog|Report|Opinion|Review|Analysis|Satirical|Scholarly|Tech|Background|Advertiser|LiveBlog|Social|Media)*"
    r"(?:Article|Posting)$|^Report(?:age)?NewsArticle$"
)
_LIST_PAGES = frozenset(["CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage"])
_COMMA = re.compile(r",\s*([}\]])")
_COMMENT = re.compile(r"<!--|-->|/\*.*?\*/|//\s*<!\[CDATA\[|//\s*\]\]>|<!\[CDATA\[|\]\]>", re.S)
_CONTROL = re.compile(r"[\x00-\x1f]")
_FIELD = re.compile(
    r'"(headline|datePublished|dateModified|isAccessibleForFree|articleBody)"\s*:\s*("(?:[^"\\]|\\.)*"|true|false)',
    re.I | re.S,
)
_NAMED = re.compile(r'"author"\s*:\s*[\[{][^\]]*?"name"\s*:\s*"((?:[^"\\]|\\.)*)"', re.S)

Node = dict[str, Any]


class Linked:
    """The nodes of a page's JSON-LD, and the one that is its article."""

    def __init__(self, tree: Any) -> None:
        scripts = [s.text_content()[:_MOST] for s in tree.iterfind(".//script[@type]") if "ld+json" in s.get("type")]
        self.nodes: list[Node] = [node for script in scripts for node in _nodes(script)]
        self._by_id = {str(n["@id"]): n for n in self.nodes if isinstance(n.get("@id"), str) and len(n) > 1}
        self.article = self._article()

    @property
    def types(self) -> frozenset[str]:
        """The types of all nodes."""
        return frozenset(kind for node in self.nodes for kind in types_of(node))

    @property
    def is_list(self) -> bool:
        """Whether the page says that it lists articles and has none itself."""
        return not self.article and bool(self.types & _LIST_PAGES)

    def text(self, name: str) -> str:
        """A field of the article as text, "" where it is none."""
        return _text(self.article.get(name))

    def names(self, name: str) -> list[str]:
        """The names of the persons or bodies in a field of the article."""
        return [found for value in _listed(self.article.get(name)) if (found := self._name(value))]

    def free(self) -> bool | None:
        """Whether the article can be read without paying; None where the page does not say."""
        said = self.article.get("isAccessibleForFree")
        if said is None:
            said = next((n["isAccessibleForFree"] for n in self.nodes if "isAccessibleForFree" in n), None)
        return None if said is None else str(said).strip().rpartition("/")[2].lower() not in {"false", "0", "no"}

    def _name(self, value: Any) -> str:
        if isinstance(value, dict):
            whole = self._by_id.get(str(value.get("@id")), value) if "name" not in value else value
            return _text(whole.get("name")) or " ".join(
                filter(None, (_text(whole.get(n)) for n in ("givenName", "familyName")))
            )
        text = _text(value)
        return "" if text.startswith(("http:", "https:", "#", "/")) else text

    def _article(self) -> Node:
        """The fullest of the nodes that are articles and not merely mentioned by another."""
        found = [n for n in self.nodes if any(_ARTICLE.search(kind) for kind in types_of(n))]
        return max(
            found,
            key=lambda n: (bool(n.get("headline")), bool(n.get("datePublished")), bool(n.get("author"))),
            default={},
        )


def types_of(node: Node) -> list[str]:
    """The types of a node, without a namespace."""
    return [str(kind).rpartition("/")[2].rpartition(":")[2] for kind in _listed(node.get("@type"))]


def _nodes(script: str) -> Iterator[Node]:
    for value in _parsed(script):
        yield from _flat(value, 0)


def _flat(value: Any, depth: int) -> Iterator[Node]:
    """The nodes at the top, in @graph, in lists, and the main entity; not every node that is mentioned."""
    if depth > 4:
        return
    if isinstance(value, list):
        for one in value[:200]:
            yield from _flat(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(name), list | dict):
                yield from _flat(value[name], depth + 1)


def _parsed(script: str) -> Iterator[Any]:
    script = _COMMENT.sub(" ", script).strip().rstrip(";").strip()
    for attempt in (script, _COMMA.sub(r"\1", _CONTROL.sub(" ", script)), unescape(script)):
        try:
            yield json.loads(attempt, strict=False)
            return
        except (ValueError, RecursionError):
            continue
    yield from _several(script)


def _several(script: str) -> Iterator[Any]:
    """Objects one after the other without a comma; failing that, the fields that can be made out."""
    decoder, at, found = json.JSONDecoder(strict=False), 0, False
    while at < len(script) and (at := script.find("{", at)) >= 0:
        try:
            value, at = decoder.raw_decode(script, at)
        except (ValueError, RecursionError):
            break
        found = True
        yield value
    if found:
        return
    fields: Node = {}
    for name, value in _FIELD.findall(script):
        fields.setdefault(name, _loose(value))
    if author := _NAMED.search(script):
        fields["author"] = _loose(f'"{author.group(1)}"')
    if fields:
        yield {"@type": "NewsArticle", **fields}


def _loose(value: str) -> Any:
    try:
        return json.loads(value, strict=False)
    except ValueError:
        return value.strip('"')


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("@value", value.get("name"))
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str)), "")
    return unescape(value).strip() if isinstance(value, str) else ""
