"""Plain text, in any encoding. Nothing but header lines is left out of its words.

Header lines are the lines at the very top that name themselves (`date 2025-05-04`, `Title: …`, `By: …`). A first line
that stands alone, is short and is no sentence is the title, and stays in the text; otherwise there is no title, and
whoever shows the article shows the file's name. A photo credit that is glued to a sentence stays where it is.
"""

from __future__ import annotations

import re

from handlers.model import Article, Original
from handlers.readers.bylines import names
from handlers.readers.decode import decode, looks_like_text
from handlers.readers.document import byline_in, title_of
from handlers.readers.tidy import tidy, to_limit, unwrapped, visible

_FIELDS = {
    "title": "title", "headline": "title", "author": "byline", "authors": "byline", "byline": "byline", "by": "byline",
    "date": "published", "published": "published", "publisher": "publisher", "outlet": "publisher",
    "language": "language", "url": "url", "link": "url",
}  # fmt: skip
_HEADER = re.compile(rf"\s*({'|'.join(_FIELDS)})\s*[:=]\s*(\S.*?)\s*$", re.I)
_BARE_DATE = re.compile(r"\s*(date|published)\s+(\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)?)\s*$", re.I)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)?$")


class TextReader:
    """Reads plain text."""

    name = "text"

    def accepts(self, original: Original) -> float:
        """0.1 for whatever is text: any other reader that knows it is surer."""
        return 0.1 if looks_like_text(original.data) else 0.0

    def read(self, original: Original) -> Article:
        """The article: the text, without its header lines."""
        raw, notes = to_limit(visible(decode(original.data)))
        said, body = header(raw)
        text = tidy(unwrapped(body))
        return Article(
            text=text,
            url=original.url or said.get("url", ""),
            canonical_url=said.get("url", "") if original.url else "",
            title=said.get("title", "") or title_of(text),
            byline=names([said.get("byline", "")]) or byline_in(text.split("\n", 12)),
            publisher=said.get("publisher", ""),
            published=said.get("published", ""),
            language=said.get("language", "")[:2].lower(),
            notes=notes,
        )


def header(text: str) -> tuple[dict[str, str], str]:
    """What the header lines say, and the text after them. Where a line at the top is none, the header has ended."""
    said: dict[str, str] = {}
    lines = text.split("\n")
    for number, line in enumerate(lines):
        found = _HEADER.match(line) or _BARE_DATE.match(line)
        field = _FIELDS[found.group(1).lower()] if found else ""
        if not found or (field == "published" and not _ISO.match(found.group(2))):
            if line.strip():
                return said, "\n".join(lines[number:])
            continue
        said.setdefault(field, found.group(2))
    return said, ""
