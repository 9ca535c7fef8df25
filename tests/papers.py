"""PDFs made by hand, line by line, where a test needs them drawn in a certain order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Drawn:
    """A line on a page: its words, its place in points from the bottom left, the size of its letters."""

    text: str
    x: float
    y: float
    size: float = 10


def pdf(*pages: list[Drawn], rotate: int = 0, title: str = "") -> bytes:
    """A PDF of these pages, in Helvetica, A4, each line drawn in the order given.

    With `rotate`, the page is stored turned, and says by how much to turn it to be read.
    """
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    objects.append(f"<< /Title ({title}) >>".encode("latin-1"))
    kids = []
    for page in pages:
        drawn = "\n".join(_drawn(d, rotate) for d in page)
        stream = drawn.encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def column(text: str, x: float, top: float, width: int, size: float = 10, leading: float = 12) -> list[Drawn]:
    """A text set in lines of `width` signs, from `top` down."""
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) + 1 > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [Drawn(words, x, top - n * leading, size) for n, words in enumerate([*lines, line])]


def _drawn(line: Drawn, rotate: int) -> str:
    x, y = line.x, line.y
    place = {
        0: f"1 0 0 1 {x} {y}",
        90: f"0 1 -1 0 {595 - y} {x}",
        180: f"-1 0 0 -1 {595 - x} {842 - y}",
        270: f"0 -1 1 0 {y} {842 - x}",
    }
    return f"BT /F1 {line.size} Tf {place[rotate]} Tm ({_escaped(line.text)}) Tj ET"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
