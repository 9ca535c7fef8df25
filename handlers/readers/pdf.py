"""PDF, as browsers, offices and TeX write it.

Running heads and feet go, hyphens at a line's end are undone, columns are read one after the other, and footnotes
follow the text. A scan is read by tesseract where that is installed. Scripts and attachments in a PDF are not touched.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from handlers.errors import Unreadable
from handlers.model import Article, Original
from handlers.readers.document import Block, Said, article_of
from handlers.readers.printed.columns import in_order
from handlers.readers.printed.furniture import body_size, notes_apart, without_furniture
from handlers.readers.printed.lines import Line, lines_of
from handlers.readers.printed.paragraphs import Words, paragraphs
from handlers.readers.printed.scan import MOST_SCANNED, recognised
from handlers.readers.tidy import LONGEST_TEXT

MOST_PAGES = 2_000
_PASSWORD = 4  # PDFium's number for "needs a password"
_UNREADABLE = re.compile("[\N{REPLACEMENT CHARACTER}\ue001-\uf8ff]")


class PdfReader:
    """Reads PDF."""

    name = "pdf"

    def accepts(self, original: Original) -> float:
        """0.95 where the mark of a PDF stands in the first kilobyte."""
        return 0.95 if b"%PDF-" in original.data[:1024] else 0.0

    def read(self, original: Original) -> Article:
        """The article. Raises Unreadable where the file is locked, damaged, or a scan that cannot be read."""
        document = _opened(original.data)
        try:
            pages, notes = _pages(document)
            if _is_scan(pages):
                blocks, scanned = recognised(document)
                return article_of(original, blocks, Said(), (*notes, scanned))
            said = document.get_metadata_dict()
            blocks = blocks_of(pages)
            return article_of(original, blocks, Said(said.get("Title", ""), said.get("Author", "")), notes)
        finally:
            document.close()


def blocks_of(pages: list[list[Line]]) -> list[Block]:
    """The paragraphs of the pages' lines: the text's, then the footnotes'."""
    pages = without_furniture(pages)
    size = body_size(pages)
    words = Words([line for page in pages for line in page])
    split = [notes_apart(page, size) for page in pages]
    body = [line for page, _ in split for line in page]
    below = [line for _, page in split for line in page]
    blocks = paragraphs(body, size, words, bool(below))
    return [*_titled(blocks, body, size), *paragraphs(below, size, words, True)]


def _opened(raw: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(raw)  # type: ignore[no-untyped-call]
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise Unreadable("encrypted", "This PDF is locked with a password.") from error
        raise Unreadable("broken", "This PDF is damaged and cannot be opened.") from error


def _pages(document: Any) -> tuple[list[list[Line]], tuple[str, ...]]:
    """The lines of the pages in reading order, up to the limits."""
    import pypdfium2

    pages: list[list[Line]] = []
    letters, count = 0, len(document)
    for number in range(min(count, MOST_PAGES)):
        if letters > LONGEST_TEXT:
            break
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            pages.append([])
            continue
        pages.append(in_order(_lines(page, number)))
        letters += sum(len(line.text) for line in pages[-1])
        page.close()
    return pages, (f"Only the first {len(pages)} of {count} pages were read.",) if len(pages) < count else ()


def _lines(page: Any, number: int) -> list[Line]:
    """The lines that stand upright as the page is shown; where none does, those that stand upright after a turn."""
    text_page = page.get_textpage()
    turned, width = page.get_rotation() // 90, page.get_mediabox()[2]
    tries = (lines_of(text_page, number, turn, width) for turn in (turned, 0, 1, 3))
    lines = next((lines for lines in tries if len(lines) > 2), [])
    text_page.close()
    return lines


def _is_scan(pages: list[list[Line]]) -> bool:
    """Whether there is hardly a letter in it, or its letters stand for nothing."""
    text = "".join(line.text for page in pages for line in page)
    return len(text) < 20 * min(len(pages), MOST_SCANNED) or len(_UNREADABLE.findall(text)) > 0.3 * len(text)


def _titled(blocks: list[Block], body: list[Line], size: float) -> list[Block]:
    """The blocks, the heading in the largest letters of the first page marked as the title."""
    first = [line for line in body if line.page == (body[0].page if body else 0)]
    largest = max((line for line in first if len(line.text) > 3), key=lambda line: line.size, default=None)
    if largest is None or largest.size < 1.25 * size:
        return blocks
    for number, block in enumerate(blocks):
        if block.kind == "heading" and largest.text[:20] in block.text:
            return [*blocks[:number], replace(block, kind="title"), *blocks[number + 1 :]]
    return blocks
