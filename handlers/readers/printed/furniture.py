"""What pages carry beside the article: running heads and feet, page numbers, a browser's print marks, footnotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from handlers.readers.printed.lines import RAISED, Line

_ZONE = 4  # lines at the top and at the bottom of a page in which furniture stands
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.I)
_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite|página)?\s*(?:\d{1,4}|[ivxl]{1,6})\s*(?:(?:of|/|von|sur|de)\s*\d{1,4})?\W*$", re.I
)
_PRINTED = re.compile(
    r"(?:(?:https?|file)://\S+(?:\s+\d+/\d+)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d\d(?:\s?[AP]M)?.*)$"
)
_RIGHTS = re.compile(r"(?:©|\(c\) ?\d|copyright\b).{0,100}$|.{0,100}\ball rights reserved\W*$", re.I)
_NOTE = re.compile(rf"{RAISED}?(\d{{1,3}}|[*†‡§¶]+)(?![\d,%])\.?\s*(?=\S)")


def without_furniture(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without what is repeated from page to page at the same height, and without page numbers."""
    repeated = _repeated(pages)
    heights = {(round(height), of) for height, of, _ in repeated}
    kept = []
    for page in pages:
        zone = _zone(page)
        edge = {id(line) for line in zone}
        body = _extent([line for line in page if id(line) not in edge])
        gone = {id(line) for line in zone if _is_furniture(line, page, repeated, heights, body)}
        kept.append([line for line in page if id(line) not in gone])
    return kept


def notes_apart(page: list[Line], body_size: float) -> tuple[list[Line], list[Line]]:
    """The page's lines without its footnotes, and the footnotes.

    A footnote begins low on the page, with a mark that is raised or that the page has raised above, and goes on to the
    end of its column.
    """
    called = {found.group(1) for line in page for found in re.finditer(rf"\S{RAISED}(\d{{1,3}}|[*†‡§¶]+)", line.text)}
    if not page or not called:
        return page, []
    middle = (max(line.top for line in page) + min(line.bottom for line in page)) / 2
    rest: list[Line] = []
    notes: list[Line] = []
    last: Line | None = None
    for line in page:
        mark = _NOTE.match(line.text)
        marked = line.text.startswith(RAISED) or line.size < 0.95 * body_size
        begins = bool(mark and marked and mark.group(1) in called and line.bottom < middle)
        goes_on = (
            last is not None
            and line.top < last.top
            and line.left < last.left + 5 * line.size
            and line.size <= last.size * 1.1
        )
        if begins or goes_on:
            notes.append(line)
            last = line
        else:
            rest.append(line)
            last = None
    return rest, notes


def body_size(pages: list[list[Line]]) -> float:
    """The height of most letters."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


_Row = tuple[float, str, str]


def _zone(page: list[Line]) -> list[Line]:
    ordered = sorted(page, key=lambda line: -line.bottom)
    return ordered if len(ordered) <= 2 * _ZONE else ordered[:_ZONE] + ordered[-_ZONE:]


def _row(line: Line) -> _Row:
    return round(line.bottom), f"{round(line.size)}", _DIGITS.sub("#", line.text.lower())


def _repeated(pages: list[list[Line]]) -> set[_Row]:
    if len(pages) < 2:
        return set()
    found: defaultdict[_Row, set[int]] = defaultdict(set)
    for number, page in enumerate(pages):
        for line in _zone(page):
            height, size, words = _row(line)
            for near in (height - 1, height, height + 1):
                found[(near, size, words)].add(number)
    enough = max(2, len(pages) // 5)
    return {row for row, numbers in found.items() if len(numbers) >= enough}


def _extent(lines: list[Line]) -> tuple[float, float]:
    return (min(line.bottom for line in lines), max(line.top for line in lines)) if lines else (0.0, 0.0)


def _is_furniture(
    line: Line, page: list[Line], repeated: set[_Row], heights: set[tuple[int, str]], body: tuple[float, float]
) -> bool:
    if _row(line) in repeated or _PRINTED.match(line.text) or _RIGHTS.match(line.text):
        return True
    outside = line.bottom > body[1] or line.top < body[0]
    first, last = max(other.bottom for other in page), min(other.bottom for other in page)
    at_edge = line.bottom in (first, last)
    if _NUMBER.match(line.text) and (at_edge or (round(line.bottom), f"{round(line.size)}") in heights):
        return True
    return bool(outside and body[1] and at_edge and (round(line.bottom), f"{round(line.size)}") in heights)
