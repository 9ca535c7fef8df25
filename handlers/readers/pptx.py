"""PPTX, slide by slide in the order shown: titles, text, tables. Not read: notes, masters, hidden slides, charts."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from handlers.model import Article, Original
from handlers.readers.archive import Archive, names_in
from handlers.readers.document import Block, Kind, article_of, core_properties

_REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_REFERENCE = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_FURNITURE = {"dt", "ftr", "sldNum", "hdr"}


class PptxReader:
    """Reads PPTX."""

    name = "pptx"

    def accepts(self, original: Original) -> float:
        """0.95 for a zip with a presentation."""
        return 0.95 if "ppt/presentation.xml" in names_in(original.data) else 0.0

    def read(self, original: Original) -> Article:
        """The article. Raises Unreadable where the file is locked, damaged or too large."""
        archive = Archive(original.data, "PPTX file")
        blocks = [block for slide in _slides(archive) for block in _slide(slide)]
        return article_of(original, blocks, core_properties(archive))


def _slides(archive: Archive) -> Iterator[Any]:
    targets = {r.get("Id"): str(r.get("Target", "")) for r in archive.xml("ppt/_rels/presentation.xml.rels")}
    for listed in archive.xml("ppt/presentation.xml").iterfind("{*}sldIdLst/{*}sldId"):
        target = targets.get(listed.get(_REFERENCE) or listed.get(_STRICT_REFERENCE), "")
        name = posixpath.normpath(posixpath.join("ppt", target)).lstrip("/")
        if name in archive and (slide := archive.xml(name)).get("show") != "0":
            yield slide


def _slide(slide: Any) -> Iterator[Block]:
    shapes = [(_place(shape), number, shape) for number, shape in enumerate(_shapes(slide.find("{*}cSld/{*}spTree")))]
    for _, _, shape in sorted(shapes, key=lambda placed: placed[:2]):
        kind = _kind(shape)
        for paragraph in () if kind is None else shape.iterfind("{*}txBody/{*}p"):
            yield Block(_text(paragraph), kind or "paragraph")
        for row in shape.iter("{*}tr"):
            cells = (" ".join(_text(p) for p in cell.iter("{*}p")).strip() for cell in row.iterfind("{*}tc"))
            yield Block(" | ".join(cell for cell in cells if cell), "row")


def _shapes(tree: Any) -> Iterator[Any]:
    for shape in () if tree is None else tree:
        tag = str(shape.tag).rpartition("}")[2]
        if tag == "grpSp":
            yield from _shapes(shape)
        elif tag in {"sp", "graphicFrame"}:
            yield shape


def _place(shape: Any) -> tuple[int, int]:
    """Titles first; other shapes as the file orders them, which is how they were laid and how they are read aloud."""
    return (0 if _kind(shape) in {"title", "heading"} else 1), 0


def _kind(shape: Any) -> Kind | None:
    """None for dates, footers and slide numbers."""
    placeholder = shape.find("{*}nvSpPr/{*}nvPr/{*}ph")
    of = "" if placeholder is None else placeholder.get("type", "")
    if of in _FURNITURE:
        return None
    return "title" if of == "ctrTitle" else "heading" if of == "title" else "paragraph"


def _text(paragraph: Any) -> str:
    parts = []
    for element in paragraph.iter("{*}t", "{*}br", "{*}tab"):
        tag = str(element.tag).rpartition("}")[2]
        parts.append((element.text or "") if tag == "t" else "\n" if tag == "br" else " ")
    return "".join(parts)
