"""Markdown, with or without front matter: its words without its marks."""

from __future__ import annotations

import re

from handlers.model import Article, Original
from handlers.readers.dates import iso_date
from handlers.readers.decode import decode, looks_like_text
from handlers.readers.document import Said, article_of
from handlers.readers.markup import blocks_of, tree_of
from handlers.readers.tidy import to_limit, visible

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*\n", re.S)
_PAIR = re.compile(r"""^(\w+):[ \t]*["']?(.+?)["']?[ \t]*$""", re.M)
_KINDS = tuple(
    re.compile(mark, re.M)
    for mark in (
        r"^#{1,6} \S", r"^(?:```|~~~)", r"^\S.*\n(?:={3,}|-{3,})\s*$", r"^\|?[ :]*-{3,}[ :|-]*\|[ :|-]*$",
        r"^> \S", r"\[[^\]\n]+\]\([^)\s]+\)", r"\*\*\S[^*\n]*\*\*", r"^\[\^?[\w-]+\]: ",
        r"(?<!\w)[*_]\S[^*_\n]*\S[*_](?!\w)",
    )
)  # fmt: skip
_NOTE = re.compile(r"^\[\^[\w-]+\]:[ \t]*(\S.*(?:\n(?![ \t]*\n|\[\^).+)*)", re.M)
_NOTE_MARK = re.compile(r"\[\^[\w-]+\](?!:)")
_ENDINGS = (".md", ".markdown", ".mdown", ".mkd")
_SAMPLE = 20_000


class MarkdownReader:
    """Reads Markdown."""

    name = "markdown"

    def accepts(self, original: Original) -> float:
        """0.4 for a text with at least two kinds of Markdown's marks, or one where its name says Markdown too."""
        if not looks_like_text(original.data):
            return 0.0
        sample = visible(decode(original.data[:_SAMPLE]))
        kinds = sum(bool(kind.search(sample)) for kind in _KINDS) + bool(_FRONT.match(sample))
        named = original.file_name.lower().endswith(_ENDINGS) or original.media_type.startswith("text/markdown")
        return 0.4 if kinds + named >= 2 else 0.0

    def read(self, original: Original) -> Article:
        """The article."""
        from markdown_it import MarkdownIt

        text, notes = to_limit(visible(decode(original.data)))
        said, body = _front(text)
        footnotes = _NOTE.findall(body)
        body = "\n\n".join([_NOTE_MARK.sub("", _NOTE.sub("", body)), *footnotes])
        page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(body)
        return article_of(original, blocks_of(tree_of(page)), said, notes)


def _front(text: str) -> tuple[Said, str]:
    """What the front matter says, and the text after it."""
    found = _FRONT.match(text)
    if not found:
        return Said(), text
    pairs = {name.lower(): value for name, value in _PAIR.findall(found.group(1))}
    said = Said(
        title=pairs.get("title", ""),
        byline=pairs.get("author", ""),
        published=iso_date(pairs.get("date", "")),
        publisher=pairs.get("publisher", ""),
        language=pairs.get("lang", ""),
    )
    return said, text[found.end() :]
