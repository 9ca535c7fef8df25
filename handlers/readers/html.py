"""HTML pages as news sites make them."""

from __future__ import annotations

import re

from handlers.errors import Unreadable
from handlers.model import Article, Original
from handlers.readers.tidy import one_line, tidy, to_limit

_HEAD = re.compile(rb"<(?:!doctype\s+html|html|head|body|article)[\s>]", re.I)


class HtmlReader:
    """Reads the article out of an HTML page."""

    name = "html"

    def accepts(self, original: Original) -> float:
        """0.9 where the bytes begin as a page does."""
        return 0.9 if _HEAD.search(original.data[:4096].replace(b"\x00", b"")) else 0.0

    def read(self, original: Original) -> Article:
        """The article of the page. Raises Unreadable where the page holds none."""
        from trafilatura import bare_extraction, extract

        found = bare_extraction(original.data, url=original.url or None, with_metadata=True, include_comments=False)
        text = extract(original.data, url=original.url or None, include_comments=False)
        if not found or not text:
            raise Unreadable("no_article", "There is no article on this page.")
        text, notes = to_limit(tidy(text))
        said: dict[str, str | None] = found if isinstance(found, dict) else found.as_dict()
        return Article(
            text=text,
            url=original.url,
            canonical_url=said.get("url") or "",
            title=one_line(said.get("title") or ""),
            byline=one_line(said.get("author") or ""),
            publisher=one_line(said.get("sitename") or ""),
            published=said.get("date") or "",
            notes=notes,
        )
