"""The paragraphs of markup that is all article: an EPUB's chapter, the HTML part of an e-mail.

Pages of news sites are another matter: there most of the page is not the article (see `handlers.readers.page`).
"""

from __future__ import annotations

import re
from typing import Any

from handlers.errors import Unreadable
from handlers.readers.document import Block, Kind

_NO_TEXT = "script style head nav template noscript svg math iframe object rt rp"
_APART = (
    "p div section article li ul ol dl dt dd blockquote table tbody figure figcaption aside header footer main body"
    " pre td th center address hr"
)
_LEFT_OUT, _PARAGRAPHS = frozenset(_NO_TEXT.split()), frozenset(_APART.split())
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_UNSEEN = re.compile(r"display:\s*none|visibility:\s*hidden|max-height:\s*0(?![.\d])|mso-hide:\s*all", re.I)
_DEEPEST = 200
_LONGEST = 8 * 2**20  # bytes of one chapter or part


def tree_of(raw: bytes | str) -> Any:
    """The tree of some markup, read as browsers do. Raises Unreadable where there is none."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring((raw if isinstance(raw, bytes) else raw.encode("utf-8", "replace"))[:_LONGEST], parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("broken", "The markup in it is damaged and cannot be read.") from error
    if tree is None:
        raise Unreadable("empty", "There is no text in it.")
    return tree


def blocks_of(tree: Any) -> list[Block]:
    """Its paragraphs, headings and table rows, in order."""
    walk = _Walk()
    walk.into(tree, 0)
    walk.end()
    return walk.blocks


class _Walk:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.words: list[str] = []

    def into(self, element: Any, depth: int) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _LEFT_OUT or depth > _DEEPEST or _unseen(element):
            return
        if tag == "tr" and _is_row(element):
            self.end()
            self.blocks.append(Block(" | ".join(filter(None, map(_line, element.iterfind("*")))), "row"))
            return
        apart = tag in _PARAGRAPHS or tag in _HEADINGS
        if apart:
            self.end()
        if tag == "br":
            self.words.append("\n")
        # White space in markup means nothing but a gap between words, except where it is said to.
        self.words.append(_gap(element.text, tag))
        for child in element:
            self.into(child, depth + 1)
            self.words.append(_gap(child.tail, tag))
        if apart:
            self.end("heading" if tag in _HEADINGS else "paragraph")

    def end(self, kind: Kind = "paragraph") -> None:
        text = "".join(self.words).strip()
        self.words.clear()
        if text:
            self.blocks.append(Block(text, kind))


def _gap(text: str | None, tag: str) -> str:
    return (text or "") if tag == "pre" else re.sub(r"\s+", " ", text or "")


def _unseen(element: Any) -> bool:
    kind = f"{element.get('epub:type') or ''} {element.get('role') or ''}"
    return bool(
        _UNSEEN.search(element.get("style") or "")
        or element.get("hidden") is not None
        or any(word in kind for word in ("noteref", "pagebreak", "doc-backlink", "doc-toc"))
    )


def _is_row(row: Any) -> bool:
    """A row of a real table: several cells, short, and none that lays out a whole part of the page."""
    cells = list(row.iterfind("td")) + list(row.iterfind("th"))
    return len(cells) > 1 and all(len(_line(c)) < 200 and c.find(".//table") is None for c in cells)


def _line(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
