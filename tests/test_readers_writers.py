"""Files that LibreOffice, Chromium, TeX, pandoc and others write are read with hardly a word lost or added."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from system import lacking
from writers import FOOTNOTE, WRITERS, Known, missing, pdf_office

from eval.pages.story import stories
from eval.text_score import text_f1
from handlers.digest import read
from handlers.errors import Unreadable
from handlers.model import Original

pytestmark = pytest.mark.system
KNOWN = [Known(story.title, story.author, story.paragraphs) for story in (stories()[0], stories()[5])]


@pytest.fixture(scope="module", autouse=True)
def programs() -> None:
    """The programs that write the files."""
    if programs := missing():
        lacking(", ".join(programs))


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.title[:12])
def test_what_a_tool_writes_is_read_whole(writer: str, known: Known, tmp_path: Path) -> None:
    """F1 of runs of four words is at least .99, the title is the title, and the byline is never wrong."""
    article = read(Original(WRITERS[writer](known, tmp_path).read_bytes()))
    gold = f"{known.text} {FOOTNOTE}" if "TeX" in writer else known.text
    assert text_f1(gold, article.text) >= 0.99
    assert article.title == known.title
    assert article.byline in {known.byline, ""}


def test_a_scan_is_read_by_recognition(tmp_path: Path) -> None:
    """Printed, turned into pictures, and read back; the article says so."""
    from PIL import Image

    printed = pdf_office(KNOWN[0], tmp_path)
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", printed, tmp_path / "page"], check=True)
    first, *more = [Image.open(path) for path in sorted(tmp_path.glob("page*.png"))]
    first.save(tmp_path / "scan.pdf", save_all=True, append_images=more, resolution=150)
    article = read(Original((tmp_path / "scan.pdf").read_bytes()))
    assert text_f1(KNOWN[0].text, article.text) >= 0.9
    assert article.notes[0].startswith("This PDF is a scan")


def test_a_pdf_that_libreoffice_locked_is_said_in_words(tmp_path: Path) -> None:
    """A password to open it."""
    option = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}'
    pdf_office(KNOWN[0], tmp_path)
    command = [
        "soffice",
        "--headless",
        "--convert-to",
        f"pdf:writer_pdf_Export:{option}",
        "--outdir",
        tmp_path / "locked",
    ]
    subprocess.run([*command, tmp_path / "word.docx"], check=True, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"})
    with pytest.raises(Unreadable) as raised:
        read(Original((tmp_path / "locked" / "word.pdf").read_bytes()))
    assert raised.value.code == "encrypted"
