"""DOCX, as Word, LibreOffice and Google Docs write it.

Read: body text, tables (a row a line), text boxes, and footnotes and endnotes after the text. Not read: headers and
footers, comments, deleted and hidden text, field codes, macros.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handlers.errors import Unreadable
from handlers.model import Article, Original
from handlers.readers.archive import Archive, names_in
from handlers.readers.document import Block, article_of, core_properties

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_LEFT_OUT = {
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "delInstrText",
    "Fallback",
    "rPr",
    "pPr",
    "sectPr",
    "tblPr",
    "commentReference",
}
_TITLES = {"title"}


class DocxReader:
    """Reads DOCX."""

    name = "docx"

    def accepts(self, original: Original) -> float:
        """0.95 for a zip with a Word document; 0.5 for the container of locked and old Word files, to say so."""
        if "word/document.xml" in names_in(original.data):
            return 0.95
        return 0.5 if original.data.startswith(_OLE) else 0.0

    def read(self, original: Original) -> Article:
        """The article. Raises Unreadable where the file is locked, old, damaged or too large."""
        if original.data.startswith(_OLE):
            raise _old(original.data)
        archive = Archive(original.data, "DOCX file")
        blocks = [*_blocks(archive.xml("word/document.xml"), _styles(archive))]
        for part in ("word/footnotes.xml", "word/endnotes.xml"):
            if part in archive:
                blocks += _notes(archive.xml(part))
        return article_of(original, blocks, core_properties(archive))


def _old(raw: bytes) -> Unreadable:
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return Unreadable("encrypted", "This file is locked with a password.")
    return Unreadable("unsupported", "This is a file of an old Office version: save it as DOCX or PDF and share that.")


def _styles(archive: Archive) -> dict[str, str]:
    """Style id -> the style's name, which writers leave in English."""
    if "word/styles.xml" not in archive:
        return {}
    named = {}
    for style in archive.xml("word/styles.xml").iter("{*}style"):
        name = style.find("{*}name")
        named[_attribute(style, "styleId")] = "" if name is None else _attribute(name, "val").lower()
    return named


def _blocks(root: Any, styles: dict[str, str]) -> Iterator[Block]:
    body = root.find("{*}body")
    yield from _children(root if body is None else body, styles)


def _children(parent: Any, styles: dict[str, str]) -> Iterator[Block]:
    for child in parent:
        tag = _tag(child)
        if tag == "p":
            yield from _paragraph(child, styles)
        elif tag == "tbl":
            yield from _table(child, styles)
        elif tag not in _LEFT_OUT:
            yield from _children(child, styles)


def _paragraph(paragraph: Any, styles: dict[str, str]) -> Iterator[Block]:
    boxes: list[Any] = []
    text = "".join(_text(paragraph, boxes))
    style = paragraph.find("{*}pPr/{*}pStyle")
    name = "" if style is None else styles.get(_attribute(style, "val"), _attribute(style, "val").lower())
    if name.startswith("toc "):
        return
    yield Block(text, "title" if name in _TITLES else "heading" if name.startswith("heading") else "paragraph")
    for box in boxes:
        yield from _children(box, styles)


def _text(element: Any, boxes: list[Any]) -> Iterator[str]:
    for child in element:
        tag = _tag(child)
        if tag in _LEFT_OUT or (tag == "r" and child.find("{*}rPr/{*}vanish") is not None):
            continue
        if tag == "t":
            yield child.text or ""
        elif tag in {"tab", "ptab"}:
            yield " "
        elif tag in {"br", "cr"}:
            yield "\n"
        elif tag == "noBreakHyphen":
            yield "-"
        elif tag == "txbxContent":
            boxes.append(child)
        else:
            yield from _text(child, boxes)


def _table(table: Any, styles: dict[str, str]) -> Iterator[Block]:
    """A row a line. A table of one cell, or one whose cells hold whole paragraphs, only lays out the page."""
    rows = [
        [[b.text for b in _children(cell, styles)] for cell in row.iterfind("{*}tc")] for row in table.iterfind("{*}tr")
    ]
    for row in rows:
        if len(row) == 1 or any(sum(len(text) > 200 for text in cell) for cell in row):
            yield from (Block(text) for cell in row for text in cell)
        else:
            yield Block(" | ".join(text for text in (" ".join(cell).strip() for cell in row) if text), "row")


def _notes(root: Any) -> Iterator[Block]:
    for note in root:
        if _attribute(note, "type") not in {"separator", "continuationSeparator", "continuationNotice"}:
            yield from _children(note, {})


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _attribute(element: Any, name: str) -> str:
    return str(element.get(_W + name) or element.get(_STRICT + name) or "")
