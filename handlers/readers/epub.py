"""EPUB 2 and 3: the chapters in the order of the book's spine, without its table of contents."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from handlers.model import Article, Original
from handlers.readers.archive import Archive, first_member
from handlers.readers.dates import iso_date
from handlers.readers.document import Block, Said, article_of
from handlers.readers.markup import blocks_of, tree_of

_TYPE = b"application/epub+zip"
_PAGES = {"application/xhtml+xml", "text/html", "text/x-oeb1-document"}
_FONTS_ONLY = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}


class EpubReader:
    """Reads EPUB."""

    name = "epub"

    def accepts(self, original: Original) -> float:
        """0.95 where the zip's first member says so."""
        return 0.95 if first_member(original.data).startswith(_TYPE) else 0.0

    def read(self, original: Original) -> Article:
        """The article. Raises Unreadable where the book is locked, damaged or too large."""
        archive = Archive(original.data, "EPUB file")
        _refuse_locked(archive)
        container = archive.xml("META-INF/container.xml")
        rootfile = container.find("{*}rootfiles/{*}rootfile")
        if rootfile is None:
            raise archive.broken()
        path = str(rootfile.get("full-path", ""))
        package = archive.xml(path)
        blocks = [block for name in _chapters(package, path) if name in archive for block in _chapter(archive, name)]
        return article_of(original, blocks, _said(package))


def _refuse_locked(archive: Archive) -> None:
    """A book whose text is encrypted; one that only hides its fonts is open."""
    if "META-INF/encryption.xml" not in archive:
        return
    methods = {m.get("Algorithm") for m in archive.xml("META-INF/encryption.xml").iter("{*}EncryptionMethod")}
    if methods - _FONTS_ONLY:
        raise archive.locked()


def _chapters(package: Any, path: str) -> Iterator[str]:
    listed = {e.get("id"): e for e in package.iterfind("{*}manifest/{*}" + "item")}
    for reference in package.iterfind("{*}spine/{*}itemref"):
        part = listed.get(reference.get("idref"))
        if part is None or part.get("media-type") not in _PAGES or reference.get("linear") == "no":
            continue
        if "nav" not in (part.get("properties") or "").split():
            yield posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(part.get("href") or "")))


def _chapter(archive: Archive, name: str) -> list[Block]:
    return blocks_of(tree_of(archive.read(name)))


def _said(package: Any) -> Said:
    found: dict[str, list[str]] = {}
    for element in package.iterfind("{*}metadata/*"):
        if isinstance(element.tag, str) and element.text:
            found.setdefault(element.tag.rpartition("}")[2], []).append(element.text)
    first = {name: values[0] for name, values in found.items()}
    return Said(
        title=first.get("title", ""),
        byline=", ".join(found.get("creator", [])),
        published=iso_date(first.get("date", "")),
        publisher=first.get("publisher", ""),
        language=first.get("language", ""),
    )
