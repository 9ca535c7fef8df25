"""HTML pages as news sites make them: trafilatura's extraction, with a second opinion on every line.

What the page says of its article comes from JSON-LD, then meta tags, then the page itself (`page.said`).
"""

from __future__ import annotations

import itertools
import re
from typing import Any

from handlers.errors import Unreadable
from handlers.model import Article, Original
from handlers.readers.decode import decode
from handlers.readers.page.linked import Linked
from handlers.readers.page.said import said_by
from handlers.readers.page.second import second_opinion
from handlers.readers.page.several import single_out
from handlers.readers.page.walls import PAYWALLED, has_gate, refusal
from handlers.readers.tidy import joined, one_line, tidy, to_limit

_HEAD = re.compile(rb"<(?:!doctype\s+html|html|head|body|article)[\s>]", re.I)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_DECLARED = re.compile(r"charset=[\"']?([\w-]+)", re.I)
_RULE = re.compile(r"[|\s:-]+$")
_OPEN = 400  # words: a page that shows more of an article, and does not say otherwise, is open
_LONGEST_MARKUP = 2_500_000  # signs
_MOST_TAGS = 100_000
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]{0,30})\s[^<>]{4000,}")
_MOST_ATTRIBUTES = 200
_NO_TEXT = re.compile(r"<(script|style|svg|noscript)\b(?![^>]{0,200}ld\+json)[^>]*>.*?</\1\s*>|<!--.*?-->", re.I | re.S)
_LARGEST_CELL = 1_000  # letters


class HtmlReader:
    """Reads the article out of an HTML page."""

    name = "html"

    def accepts(self, original: Original) -> float:
        """0.9 where the bytes begin as a page does."""
        return 0.9 if _HEAD.search(original.data[:4096].replace(b"\x00", b"")) else 0.0

    def read(self, original: Original) -> Article:
        """The article of the page. Raises Unreadable where the page holds none, and says what it holds instead."""
        tree, cut = _tree(original)
        linked = Linked(tree)
        said = said_by(tree, linked, original.url)
        single_out(tree, original.url, said.title, "LiveBlogPosting" in linked.types)
        lines = second_opinion(tree, _lines(tree, original.url), said.title)
        body = _body_of(linked)
        words = sum(len(line.split()) for line in lines)
        # A page that is drawn by script has its text only there; where it parts the paragraphs, it is the better one.
        if len(body.split()) > 2 * words or (len(lines) == 1 and "\n" in body.strip()):
            lines = [line for part in body.split("\n") if (line := one_line(part))]
        if (refused := refusal(tree, lines, bool(linked.article))) is not None:
            raise refused
        paywalled = said.paywalled or (linked.free() is None and words < _OPEN and has_gate(tree))
        text, notes = to_limit(tidy(joined(lines)))
        return Article(
            text=text,
            url=original.url,
            canonical_url=said.canonical_url,
            title=said.title,
            byline=said.byline,
            publisher=said.publisher,
            published=said.published,
            paywalled=paywalled,
            notes=(*cut, *notes, PAYWALLED) if paywalled else (*cut, *notes),
        )


def _tree(original: Original) -> tuple[Any, tuple[str, ...]]:
    """The page's tree, and a note where only its beginning was read."""
    from lxml import etree, html

    declared = _DECLARED.search(original.media_type)
    named = _CHARSET.search(original.data[:4096])
    text = decode(original.data, declared.group(1) if declared else named.group(1).decode() if named else "")
    text, notes = _within_limits(text)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)  # type: ignore[no-untyped-call]
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser)  # type: ignore[no-untyped-call]
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("no_article", "There is no article on this page.") from error
    _unlay(tree)
    return tree, notes


def _within_limits(markup: str) -> tuple[str, tuple[str, ...]]:
    """The markup, a very long page's without scripts and styles and cut at the limit; no tag of endless attributes."""
    markup = _LONG_TAG.sub(_bare, markup)
    if len(markup) <= _LONGEST_MARKUP and markup.count("<") <= _MOST_TAGS:
        return markup, ()
    markup = _NO_TEXT.sub("", markup)
    tags = itertools.islice(re.finditer("<", markup), _MOST_TAGS, None)
    end = min(_LONGEST_MARKUP, next((tag.start() for tag in tags), len(markup)))
    if end >= len(markup):
        return markup, ()
    return markup[:end], ("Only the beginning of this very long page was read.",)


def _bare(found: re.Match[str]) -> str:
    # The parser looks at every attribute before for each further one.
    return found.group() if found.group().count("=") < _MOST_ATTRIBUTES else f"<{found.group(1)}"


def _unlay(tree: Any) -> None:
    """Tables that only lay out the page become plain containers: one whose cell holds more than any figure does."""
    for table in tree.iter("table"):
        cells = list(table.iter("td"))
        if cells and max(len(cell.text_content()) for cell in cells) > _LARGEST_CELL:
            for part in table.iter("table", "tbody", "tr", "td", "th"):
                part.tag = "div"


def _lines(tree: Any, url: str) -> list[str]:
    """The lines that trafilatura takes for the article's, without a table's frame and a list's dashes."""
    from trafilatura import extract

    text = extract(tree, url=url or None, include_comments=False) or ""
    lines = []
    for line in text.split("\n"):
        bare = line.strip()
        if bare.startswith("|"):
            bare = "" if _RULE.match(bare) else " | ".join(filter(None, (cell.strip() for cell in bare.split("|"))))
        lines.append(one_line(bare.removeprefix("- ")))
    return [line for line in lines if line]


def _body_of(linked: Linked) -> str:
    """The text that JSON-LD gives, where it is text."""
    body = linked.text("articleBody")
    return re.sub(r"<[^>]{1,200}>", " ", body) if "<" in body else body
