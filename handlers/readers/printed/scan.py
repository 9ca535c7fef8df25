"""A scanned PDF, read by tesseract where that is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import Any

from handlers.errors import Unreadable
from handlers.readers.document import Block

MOST_SCANNED = 10  # pages: recognition takes seconds a page
_SECONDS = 60
_RESOLUTION = 200  # dots an inch
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_])")


def recognised(document: Any) -> tuple[list[Block], str]:
    """The paragraphs of the first pages, and a note that says how they were read. Raises Unreadable."""
    program = shutil.which("tesseract")
    if program is None:
        raise Unreadable("scanned", "This PDF is a scan without text: share one that was made searchable.")
    blocks: list[Block] = []
    count = min(len(document), MOST_SCANNED)
    for number in range(count):
        for paragraph in re.split(r"\n\s*\n", _page(program, document[number])):
            blocks.append(Block(_BROKEN_WORD.sub("", paragraph.strip()).replace("\n", " ")))
    if not any(block.text for block in blocks):
        raise Unreadable("scanned", "This PDF is a scan, and no text could be made out in it.")
    pages = "" if count == len(document) else f" Only the first {count} of {len(document)} pages were read."
    return blocks, f"This PDF is a scan: its words were recognised from a picture and may be wrong.{pages}"


def _page(program: str, page: Any) -> str:
    width, height = page.get_size()
    scale = min(
        _RESOLUTION / 72, 4_000 / max(width, height, 1)
    )  # no page, however large it says it is, fills the memory
    pixels = page.render(scale=scale, grayscale=True).to_numpy()
    picture = b"P5 %d %d 255\n" % (pixels.shape[1], pixels.shape[0]) + pixels.tobytes()
    try:
        done = subprocess.run(  # noqa: S603 - the program's own path, no argument of a stranger's
            [program, "stdin", "stdout"],
            input=picture,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            env={"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise Unreadable("scanned", "This PDF is a scan, and its text could not be recognised.") from error
    return str(done.stdout, "utf-8", "replace")
