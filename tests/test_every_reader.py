"""One test run over every reader: its golden originals, who recognises them, and what damage does to them."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from golden.write import HERE, originals, read_by

from handlers import Reader, installed_readers
from handlers.digest import read
from handlers.errors import Unreadable
from handlers.model import Original
from seeds import SEEDS, Seed, page

READERS = {reader.name: reader for reader in installed_readers()}
GOLDENS = [path for name in READERS for path in originals(name)]
_HEAVY = ("pypdfium2", "lxml", "trafilatura", "htmldate", "charset_normalizer", "ftfy", "markdown_it")


def surest(original: Original) -> Reader:
    """The reader that gets an original."""
    return max(READERS.values(), key=lambda reader: reader.accepts(original))


def named(path: Path) -> str:
    """A golden's name in a report."""
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("name", READERS)
def test_a_reader_has_goldens_that_two_tools_wrote(name: str) -> None:
    """Every reader brings at least two golden originals."""
    assert len(list(originals(name))) >= 2


@pytest.mark.parametrize("path", GOLDENS, ids=named)
def test_a_golden_original_is_read_as_before(path: Path) -> None:
    """The article is the one that was looked over when the golden was written."""
    golden = json.loads(path.with_suffix(path.suffix + ".json").read_text(encoding="utf-8"))
    assert read_by(path.parent.name, path) == golden


@pytest.mark.parametrize("path", GOLDENS, ids=named)
def test_an_original_is_recognised_by_its_bytes(path: Path) -> None:
    """A false name and media type change nothing."""
    original = Original(path.read_bytes(), media_type="image/png", file_name="holiday.jpg")
    assert surest(original).name == path.parent.name


@pytest.mark.parametrize("path", GOLDENS, ids=named)
def test_a_damaged_original_gets_an_answer(path: Path) -> None:
    """Cut short, with bytes changed, with a part left out: an article or a reason, never another error."""
    whole, chance = path.read_bytes(), random.Random(path.name)
    reasons = []
    for _ in range(12):
        at = chance.randrange(len(whole))
        changed = bytearray(whole)
        changed[at] = chance.randrange(256)
        for damaged in (whole[:at], bytes(changed), whole[:at] + whole[at + 200 :]):
            try:
                READERS[path.parent.name].read(Original(damaged))
            except Unreadable as error:
                reasons.append(error.reason)
    assert all(reason.endswith(".") and "\n" not in reason for reason in reasons)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.slug)
def test_a_seed_is_read_with_its_title_and_day(seed: Seed) -> None:
    """The seed articles come out with the title and the day that the news site says, where the file says them."""
    article = read(Original(page(seed), seed.served_type, url=f"http://127.0.0.1/news/{seed.route}"))
    assert article.title == seed.title
    assert article.published[:10] in {seed.published, ""}
    assert len(article.paragraphs) >= 8


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (bytes(range(256)) * 20, "unsupported"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "unsupported"),
        (b"PK\x03\x04" + bytes(200), "unsupported"),
        (b"%PDF-1.7\nnothing", "broken"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_word(raw: bytes, code: str) -> None:
    """Each kind of trouble has its code."""
    with pytest.raises(Unreadable) as raised:
        read(Original(raw))
    assert raised.value.code == code


def test_reading_a_text_imports_no_other_formats_library() -> None:
    """Start-up counts: a library is imported by its reader, when it reads."""
    code = (
        "import sys; from handlers import installed_readers; from handlers.model import Original\n"
        f"text = Original(open({str(HERE.parent.parent / 'seeds' / 'sheinbaum-2025-05-04.txt')!r}, 'rb').read())\n"
        "max(installed_readers(), key=lambda reader: reader.accepts(text)).read(text)\n"
        f"print([name for name in {_HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
