"""From a page's glyphs to its lines.

A line here is a run of glyphs on one baseline without a wide gap, in the order in which the page draws them; a table's
row, or two columns side by side, are several lines.
"""

from __future__ import annotations

import ctypes
import importlib
import math
import re
from dataclasses import dataclass, replace
from typing import Any

RAISED = "\ue000"  # stands before a raised digit or sign, which may be a footnote's mark
_HYPHENS = frozenset([0x02, 0xAD, 0xFFFE])  # how PDFium gives a hyphen at a line's end
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_MARK = re.compile(r"[\d*†‡§¶]")
_SPACES = frozenset([0x00, 0x09, 0x0A, 0x0D, 0x20, 0xA0])
_Box = tuple[float, float, float, float]  # left, bottom, right, top
_WIDEST_GAP = 0.9  # of the letters' height; a wider one may be a gutter


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, its box in points from the page's bottom left, the height of its letters."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    page: int = 0

    @property
    def size(self) -> float:
        """The height of its letters."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Halfway up."""
        return (self.top + self.bottom) / 2

    def beside(self, other: Line) -> bool:
        """Whether both stand on one baseline."""
        return abs(self.bottom - other.bottom) < 0.4 * min(self.size, other.size)

    def joined(self, other: Line, gap: str = " ") -> Line:
        """This line and another to the right of it, as one."""
        return replace(self, text=self.text.rstrip() + gap + other.text.lstrip(), right=other.right)


@dataclass(slots=True)
class _Run:
    """A line that is being put together."""

    parts: list[str]
    left: float
    bottom: float
    right: float
    top: float

    def takes(self, box: _Box) -> bool:
        """Whether a glyph goes on with this line."""
        left, bottom, right, top = box
        size = max(self.top - self.bottom, top - bottom)
        level = abs((bottom + top) - (self.bottom + self.top)) / 2 < 0.45 * size
        # Every letter of a ligature has the ligature's box.
        onward = left > self.right - 0.6 * size or (left >= self.left and right >= self.right - 0.1)
        return level and onward and left - self.right < _WIDEST_GAP * (self.top - self.bottom)

    def add(self, sign: str, box: _Box, spaced: bool) -> None:
        """Takes a glyph; a raised digit or sign gets its mark."""
        if spaced:
            self.parts.append(" ")
        size, whole = box[3] - box[1], self.top - self.bottom
        if size < 0.85 * whole and box[1] > self.bottom + 0.12 * whole and _MARK.match(sign):
            self.parts.append(RAISED)
        elif size > 1.15 * whole and len(self.parts) <= 3 and _MARK.match(self.parts[0]):
            self.parts.insert(0, RAISED)  # the line began with a raised mark: a footnote
            self.bottom, self.top = box[1], box[3]
        self.parts.append(sign)
        self.right = max(self.right, box[2])

    def line(self, page: int) -> Line:
        """The line."""
        return Line("".join(self.parts).strip(), self.left, self.bottom, self.right, self.top, page)


def lines_of(text_page: Any, page: int, turned: int = 0, width: float = 0.0) -> list[Line]:
    """The lines of one page, in the order in which it draws them. `turned`: quarter turns with which it is shown."""
    pdfium: Any = importlib.import_module("pypdfium2.raw")  # bound to C while it loads: no type checker can follow
    handle, rectangle = text_page.raw, pdfium.FS_RECTF()
    at = ctypes.byref(rectangle)
    lines: list[Line] = []
    run: _Run | None = None
    spaced = False
    for index in range(pdfium.FPDFText_CountChars(handle)):
        code = pdfium.FPDFText_GetUnicode(handle, index)
        if code in _SPACES:
            spaced = True
            continue
        if not pdfium.FPDFText_GetLooseCharBox(handle, index, at) or rectangle.top <= rectangle.bottom:
            continue
        box = _shown(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top, turned, width)
        if run is not None and run.takes(box):
            run.add(_sign(code), box, spaced)
        elif _upright(pdfium.FPDFText_GetCharAngle(handle, index), turned):
            lines += [run.line(page)] if run is not None else []
            run = _Run([_sign(code)], *box)
        spaced = False
    lines += [run.line(page)] if run is not None else []
    return [line for line in lines if line.text]


def _shown(left: float, bottom: float, right: float, top: float, turned: int, width: float) -> _Box:
    """A box as it is seen on a page that is shown with quarter turns to the right."""
    if turned == 1:
        return bottom, width - right, top, width - left
    if turned == 2:
        return -right, -top, -left, -bottom
    return (-top, left, -bottom, right) if turned == 3 else (left, bottom, right, top)


def _upright(angle: float, turned: int) -> bool:
    """Not a stamp along the page's edge, nor a watermark across it."""
    return angle < 0 or abs(math.cos(angle + turned * math.pi / 2)) > 0.98


def _sign(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    known = code < 0x110000 and not 0xD800 <= code < 0xE000
    return _LIGATURES.get(code) or (chr(code) if known else "\N{REPLACEMENT CHARACTER}")
