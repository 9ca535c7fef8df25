"""A scanned PDF, read by tesseract where that is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from typing import Any

from handlers.errors import Unreadable
from handlers.readers.document import Block

MOST_SCANNED = 5  # pages: recognition takes seconds a page
_SECONDS = 20  # for all pages together
_MOST_PIXELS = 3_000  # along the longer side
_RESOLUTION = 200  # dots an inch
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_])")


def recognised(document: Any) -> tuple[list[Block], str]:
    """The paragraphs of the first pages, and a note that says how they were read. Raises Unreadable."""
    program = shutil.which("tesseract")
    if program is None:
        raise Unreadable("scanned", "This PDF is a scan without text: share one that was made searchable.")
    blocks: list[Block] = []
    done, count, end = 0, len(document), time.monotonic() + _SECONDS
    for number in range(min(count, MOST_SCANNED)):
        text = _page(program, document, number, end - time.monotonic())
        if text is None:
            break
        done += 1
        for paragraph in re.split(r"\n\s*\n", text):
            blocks.append(Block(_BROKEN_WORD.sub("", paragraph.strip()).replace("\n", " ")))
    if not any(block.text for block in blocks):
        raise Unreadable("scanned", "This PDF is a scan, and no text could be made out in it.")
    pages = "" if done == count else f" Only the first {done} of {count} pages were read."
    return blocks, f"This PDF is a scan: its words were recognised from a picture and may be wrong.{pages}"


def _page(program: str, document: Any, number: int, seconds: float) -> str | None:
    """The words of a page; None where that takes too long or fails."""
    import pypdfium2

    try:
        page = document[number]
        width, height = page.get_size()
        # No page, however large it says it is, fills the memory.
        scale = min(_RESOLUTION / 72, _MOST_PIXELS / max(width, height, 1))
        pixels = page.render(scale=scale, grayscale=True).to_numpy()
    except pypdfium2.PdfiumError:
        return ""
    picture = b"P5 %d %d 255\n" % (pixels.shape[1], pixels.shape[0]) + pixels.tobytes()
    try:
        done = subprocess.run(  # noqa: S603 - the program's own path, no argument of a stranger's
            [program, "stdin", "stdout"],
            input=picture,
            capture_output=True,
            timeout=max(seconds, 0.1),
            check=True,
            env={"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return str(done.stdout, "utf-8", "replace")
