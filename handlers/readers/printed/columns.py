"""The lines of a page in reading order.

Writers draw a page in the order in which it is read, nearly always; that order is kept. It is given up for the order of
the places where a page draws two columns line by line, side by side, or jumps up and down.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from handlers.readers.printed.lines import Line

_BIN = 2.0  # points
_WIDEST = 14_400.0  # no page is wider, whatever a damaged file says
_NARROWEST = 5.0
_FEWEST = 6  # lines that make a column
_CROSSING = 0.08  # of a page's lines may cross a gutter: a headline, a picture's caption


def in_order(lines: list[Line]) -> list[Line]:
    """The lines in reading order, those on one baseline in one column joined."""
    gutters = gutters_of(lines)
    whole = _whole(lines, gutters)
    if gutters and _interleaved(whole):
        return _by_column(whole, gutters)
    return _by_height(whole) if not gutters and _scrambled(whole) else whole


def gutters_of(lines: list[Line]) -> list[float]:
    """The middles of the white bands that part the page into columns of prose, from the left."""
    if len(lines) < 2 * _FEWEST:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    if right - left > _WIDEST:
        return []
    counts = [0] * (int((right - left) / _BIN) + 2)
    for line in lines:
        for number in range(int((line.left - left) / _BIN), int((line.right - left) / _BIN) + 1):
            counts[number] += 1
    found: list[float] = []
    start = None
    for number, count in enumerate(counts):
        if count <= _CROSSING * len(lines):
            start = number if start is None else start
            continue
        if start is not None and start and (number - start) * _BIN >= _NARROWEST:
            found.append(left + (start + number) / 2 * _BIN)
        start = None
    edges = [left, *found, right]
    columns = list(pairwise(edges))
    return found if found and all(_is_prose(lines, a, b) for a, b in columns) else []


def _is_prose(lines: list[Line], left: float, right: float) -> bool:
    """Whether enough lines stand there, and most of them fill the column's width: a table's cells do not."""
    rows: dict[int, list[Line]] = {}
    for line in lines:
        if line.left >= left - 2 and line.right <= right + 2:
            rows.setdefault(round(line.bottom / 3), []).append(line)
    if len(rows) < _FEWEST:
        return False
    widths = [max(line.right for line in row) - min(line.left for line in row) for row in rows.values()]
    return median(widths) > 0.6 * (right - left)


def _whole(lines: list[Line], gutters: list[float]) -> list[Line]:
    made: list[Line] = []
    for line in lines:
        last = made[-1] if made else None
        if last and last.beside(line) and line.left > last.left and not _parted(last, line, gutters):
            made[-1] = last.joined(line, " " if line.left - last.right > 0.08 * line.size else "")
        else:
            made.append(line)
    return made


def _parted(a: Line, b: Line, gutters: list[float]) -> bool:
    return any(a.right <= gutter + _NARROWEST and b.left >= gutter - _NARROWEST for gutter in gutters)


def _interleaved(lines: list[Line]) -> bool:
    """Whether the page goes from column to column on one baseline, again and again."""
    pairs = sum(a.beside(b) and a.right < b.left for a, b in pairwise(lines))
    return pairs > len(lines) * 0.15


def _scrambled(lines: list[Line]) -> bool:
    """Whether the page jumps upwards more often than a caption or a running head can explain."""
    jumps = sum(b.bottom > a.top for a, b in pairwise(lines))
    return jumps > max(4, len(lines) * 0.15)


def _by_height(lines: list[Line]) -> list[Line]:
    return _whole(sorted(lines, key=lambda line: (-round(line.bottom / 2), line.left)), [])


def _by_column(lines: list[Line], gutters: list[float]) -> list[Line]:
    """Bands between the lines that cross a gutter; in each band, one column after the other."""
    ordered: list[Line] = []
    band: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.bottom):
        if any(line.left < gutter - _NARROWEST and line.right > gutter + _NARROWEST for gutter in gutters):
            ordered += [*_columns(band, gutters), line]
            band = []
        else:
            band.append(line)
    return ordered + _columns(band, gutters)


def _columns(band: list[Line], gutters: list[float]) -> list[Line]:
    return sorted(
        band, key=lambda line: (sum(line.left > gutter - _NARROWEST for gutter in gutters), -line.bottom, line.left)
    )
