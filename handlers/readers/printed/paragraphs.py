"""From lines in reading order to paragraphs: where one ends, and what becomes of the hyphen at a line's end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from handlers.readers.document import Block, Kind
from handlers.readers.printed.lines import RAISED, Line

_END = re.compile(r"[.!?:…][\"'”’»)\]]*(?:\d{1,3})?$")
_HYPHEN = re.compile(r"(\w+)-$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BULLET = re.compile(r"(?:[•●▪◦‣–—*-]|\d{1,2}[.)]|\([a-z\d]\))\s+\S")
# Words that keep a hyphen after them, unless what follows is only an ending.
_PREFIX = "self non half well much long short high low vice twenty thirty forty fifty sixty seventy eighty ninety"
_PREFIXES = frozenset(_PREFIX.split())
_ENDING = re.compile(r"(?:er|est|ly|ness|age|ages|en|ens|ened|ing|ish|land|lands|light|lights|way|ways|let|y)$")
_RAISED_MARK = re.compile(rf"{RAISED}[\d*†‡§¶,]+(?:{RAISED}[\d*†‡§¶,]+)*")


class Words:
    """The words of a document as they stand inside lines, to tell how a word that was broken is written."""

    def __init__(self, lines: list[Line]) -> None:
        self.seen: set[str] = set()
        for line in lines:
            self.seen.update(word.lower() for word in _WORD.findall(line.text))

    def glue(self, before: str, after: str) -> str:
        """The hyphen, where it belongs to the word; nothing, where the line's end made it."""
        first, second = _HYPHEN.search(before), _WORD.match(after)
        if not first or not second or not after[0].islower() or first.group(1)[-1].isdigit():
            return "-"
        head, tail = first.group(1).lower(), second.group().lower()
        if head + tail in self.seen:
            return ""
        kept = f"{head}-{tail}" in self.seen or (head in _PREFIXES and not _ENDING.match(tail))
        return "-" if kept else ""


def paragraphs(lines: list[Line], body: float, words: Words, marks: bool) -> list[Block]:
    """The paragraphs of a run of lines. `marks`: whether the document has footnotes, so that raised marks go."""
    if not lines:
        return []
    layout = _Layout(lines, body)
    made: list[list[Line]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if layout.breaks(before, line):
            made.append([line])
        else:
            made[-1].append(line)
    return [Block(_clean(_text(group, words), marks), _kind(group, body)) for group in made]


class _Layout:
    """How a document shows where a paragraph begins: by a gap, by an indent, or only by the short line before."""

    def __init__(self, lines: list[Line], body: float) -> None:
        self.body = body
        self.leading = _leading(lines)
        self.indented = _indents(lines)
        self.width = max((line.right - line.left for line in lines if abs(line.size - body) < 0.12 * body), default=0.0)
        shown = sum(self._gap(a, b) or self.indented(b) for a, b in pairwise(lines) if abs(a.size - b.size) < 0.5)
        self.silent = shown < len(lines) / 40

    def breaks(self, before: Line, line: Line) -> bool:
        """Whether a paragraph begins with `line`."""
        if abs(before.size - line.size) > 0.08 * max(before.size, line.size):
            return not _is_drop_cap(before, line)
        ended = bool(_END.search(before.text))
        short = before.right - before.left < 0.85 * self.width
        if line.page != before.page or line.bottom > before.bottom + line.size:  # another page or column
            return ended and (short or self.indented(line) or not (self.silent or line.text[0].islower()))
        if line.beside(before):
            return False
        return bool(
            self._gap(before, line)
            or _BULLET.match(line.text)
            or (self.indented(line) and line.size < 1.1 * self.body)
            or (self.silent and ended and short)
        )

    def _gap(self, before: Line, line: Line) -> bool:
        return before.bottom - line.bottom > 1.28 * self.leading * min(before.size, line.size)


def _is_drop_cap(before: Line, line: Line) -> bool:
    return (
        len(before.text) <= 2 and before.size > 1.6 * line.size and before.bottom < line.top and line.left > before.left
    )


def _leading(lines: list[Line]) -> float:
    """The distance of most lines from the one above, in heights of their letters."""
    steps = sorted((a.bottom - b.bottom) / a.size for a, b in pairwise(lines) if a.page == b.page)
    steps = [step for step in steps if 0.5 < step < 3]
    return steps[int(len(steps) * 0.4)] if steps else 1.2


def _indents(lines: list[Line]) -> Callable[[Line], bool]:
    """Tells whether a line is indented: on its page, more lines begin a little to the left of it than where it does."""
    starts: dict[int, Counter[int]] = {}
    for line in lines:
        starts.setdefault(line.page, Counter())[round(line.left)] += 1

    def indented(line: Line) -> bool:
        here = starts[line.page]
        own = sum(here[round(line.left) + off] for off in (-1, 0, 1))
        return any(
            0.5 * line.size < line.left - edge < 5 * line.size and count > max(own, 2) for edge, count in here.items()
        )

    return indented


def _text(group: list[Line], words: Words) -> str:
    text = group[0].text
    for before, line in pairwise(group):
        if _is_drop_cap(before, line):
            text += line.text
        elif text.endswith("-") and line.text:
            text = text[:-1] + words.glue(text, line.text) + line.text
        elif text.endswith(("\u2010", "—", "/")) and not text.endswith(" /"):
            text += line.text
        else:
            text += " " + line.text
    return text


def _clean(text: str, marks: bool) -> str:
    return _RAISED_MARK.sub("", text) if marks else text.replace(RAISED, "")


def _kind(group: list[Line], body: float) -> Kind:
    large = group[0].size > 1.1 * body and len(group) <= 4 and not _END.search(group[-1].text)
    return "heading" if large else "paragraph"
