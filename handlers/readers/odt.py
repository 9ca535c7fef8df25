"""ODT, as LibreOffice, Google Docs and Word write it.

Read: body text, tables (a row a line), text boxes, and footnotes after the text. Not read: headers and footers,
comments, tracked deletions, tables of contents.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handlers.model import Article, Original
from handlers.readers.archive import Archive, first_member
from handlers.readers.document import Block, Kind, Said, article_of

_TYPE = b"application/vnd.oasis.opendocument.text"
_NO_TEXT = (
    "tracked-changes annotation annotation-end forms sequence-decls table-of-content title desc note-citation ruby-text"
)
_LEFT_OUT = frozenset(_NO_TEXT.split())


class OdtReader:
    """Reads ODT."""

    name = "odt"

    def accepts(self, original: Original) -> float:
        """0.95 where the zip's first member says so."""
        return 0.95 if first_member(original.data).startswith(_TYPE) else 0.0

    def read(self, original: Original) -> Article:
        """The article. Raises Unreadable where the file is locked, damaged or too large."""
        archive = Archive(original.data, "ODT file")
        if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise archive.locked()
        root = archive.xml("content.xml")
        text = root.find("{*}body/{*}text")
        if text is None:
            raise archive.broken()
        asides: list[Any] = []
        blocks = list(_children(text, _title_styles(root), asides))
        while asides:
            blocks += _children(asides.pop(0), frozenset(), asides)
        return article_of(original, blocks, _said(archive))


def _children(parent: Any, titles: frozenset[str], asides: list[Any]) -> Iterator[Block]:
    for child in parent:
        tag = _tag(child)
        if tag in {"p", "h"}:
            style = _attribute(child, "style-name")
            kind: Kind = "title" if style in titles else "heading" if tag == "h" else "paragraph"
            yield Block("".join(_text(child, asides)), kind)
        elif tag == "table":
            yield from _table(child, titles, asides)
        elif tag not in _LEFT_OUT:
            yield from _children(child, titles, asides)


def _text(element: Any, asides: list[Any]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        tag = _tag(child)
        if tag in {"s", "tab"}:
            yield " "
        elif tag == "line-break":
            yield "\n"
        elif tag in {"note-body", "text-box"}:
            asides.append(child)
        elif tag not in _LEFT_OUT:
            yield from _text(child, asides)
        yield child.tail or ""


def _table(table: Any, titles: frozenset[str], asides: list[Any]) -> Iterator[Block]:
    for row in table.iter("{*}table-row"):
        cells = [[block.text for block in _children(cell, titles, asides)] for cell in row.iterfind("{*}table-cell")]
        if len(cells) == 1 or any(sum(len(text) > 200 for text in cell) for cell in cells):
            yield from (Block(text) for cell in cells for text in cell)
        else:
            yield Block(" | ".join(text for text in (" ".join(cell).strip() for cell in cells) if text), "row")


def _title_styles(root: Any) -> frozenset[str]:
    """The style `Title`, and those automatic styles that inherit from it."""
    styles = root.iterfind("{*}automatic-styles/{*}style")
    return frozenset(
        ["Title", *(_attribute(s, "name") for s in styles if _attribute(s, "parent-style-name") == "Title")]
    )


def _said(archive: Archive) -> Said:
    if "meta.xml" not in archive:
        return Said()
    found: dict[str, str] = {}
    for element in archive.xml("meta.xml").iterfind("{*}meta/*"):
        found.setdefault(_tag(element), element.text or "")
    return Said(found.get("title", ""), found.get("initial-creator", "") or found.get("creator", ""))


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.items() if key.rpartition("}")[2] == name), "")
