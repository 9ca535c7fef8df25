"""From the blocks of an office document to an article: what DOCX, ODT, PPTX, RTF and EPUB have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from handlers.model import Article, Original
from handlers.readers.archive import Archive
from handlers.readers.bylines import names
from handlers.readers.dates import iso_date
from handlers.readers.tidy import one_line, tidy, to_limit

Kind = Literal["title", "heading", "paragraph", "row"]

_BY = re.compile(r"(?:by|par|von|por)\s+\S.{2,80}$", re.I)
_DATED = re.compile(r"^.{0,40}\b(?:19|20)\d\d\b.{0,20}$")
_LONGEST_TITLE = 150
_SENTENCE_END = re.compile(r"[.!?:;,…][\"'”’»)\]]*$")
_UNTITLED = re.compile(
    r"(?:microsoft word - |untitled|document\d*$|.*\.(?:docx?|odt|rtf|pdf|pptx?|tex|dvi|html?)$|\s*$)", re.I
)
_FIRST = 6  # blocks at the top in which byline and date stand


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table row."""

    text: str
    kind: Kind = "paragraph"


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says of itself in its properties."""

    title: str = ""
    author: str = ""  # whoever made the file
    byline: str = ""  # whoever wrote the article
    published: str = ""
    publisher: str = ""
    language: str = ""


def core_properties(archive: Archive) -> Said:
    """The properties of an OOXML file. Its dates tell when the file was made, not when the article appeared."""
    if "docProps/core.xml" not in archive:
        return Said()
    root = archive.xml("docProps/core.xml")
    found = {str(e.tag).rpartition("}")[2]: e.text or "" for e in root if isinstance(e.tag, str)}
    return Said(found.get("title", ""), found.get("creator", ""))


def article_of(original: Original, blocks: Iterable[Block], said: Said, notes: tuple[str, ...] = ()) -> Article:
    """The article. The title is the block that is styled as one, else the file's own, else a first heading."""
    kept = list(_tidied(blocks))
    text, cut = to_limit("".join(_spaced(kept)))
    return Article(
        text=text,
        url=original.url,
        title=_title(kept, said.title),
        byline=_byline(kept, said),
        publisher=one_line(said.publisher),
        published=said.published or _date(kept),
        language=said.language[:2].lower(),
        notes=notes + cut,
    )


def _tidied(blocks: Iterable[Block]) -> Iterator[Block]:
    top: set[str] = set()
    for number, block in enumerate(blocks):
        text = tidy(block.text)
        if number < 2 * _FIRST:
            if block.kind != "row" and text.lower() in top:
                continue  # a title page, and the same title again above the text
            top.add(text.lower())
        if text:
            yield Block(text, block.kind)


def _spaced(blocks: list[Block]) -> Iterator[str]:
    """A blank line between paragraphs, none between a table's rows."""
    before = None
    for block in blocks:
        if before is not None:
            yield "\n" if before == block.kind == "row" else "\n\n"
        yield block.text
        before = block.kind


def _title(blocks: list[Block], said: str) -> str:
    styled = next((b.text for b in blocks if b.kind == "title"), "")
    if styled:
        return one_line(styled)
    said = one_line(said)
    if said and not _UNTITLED.match(said):
        return said
    if blocks and blocks[0].kind == "heading":
        return one_line(blocks[0].text)
    return title_of("\n\n".join(block.text for block in blocks[:_FIRST]))


def _byline(blocks: list[Block], said: Said) -> str:
    written = byline_in([block.text for block in blocks])
    return written or names([said.byline or (said.author if _stands(blocks, said.author) else "")])


def byline_in(paragraphs: list[str]) -> str:
    """The names in a line "By …" at the top of a text."""
    lines = (p for p in [p for p in paragraphs if p][:_FIRST] if _BY.match(p) and not p.endswith((".", ":", "?", "!")))
    return names([next(lines, "")])


def _stands(blocks: list[Block], said: str) -> bool:
    """A file's author is whoever made the file; it is the byline where the text names them at its top."""
    return bool(said.strip()) and any(one_line(said).lower() in b.text.lower() for b in blocks[:_FIRST])


def _date(blocks: list[Block]) -> str:
    return next((d for b in blocks[:_FIRST] if _DATED.match(b.text) and (d := iso_date(b.text))), "")


def title_of(text: str) -> str:
    """The first line where it stands alone, or with as short a line below it, and is no sentence; else nothing."""
    top, _, rest = text.partition("\n\n" if "\n\n" in text else "\n")
    lines = top.split("\n")
    if not rest.strip() or len(lines) > 3 or any(len(x) > _LONGEST_TITLE or _SENTENCE_END.search(x) for x in lines):
        return ""
    return lines[0] if any(len(line) > len(lines[0]) for line in rest.split("\n")) else ""
