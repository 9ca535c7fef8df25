"""A stranger's reader, as docs/handlers.md shows it, is built as a package, installed and used."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SUBTITLES = """1
00:00:01,000 --> 00:00:04,000
<i>“We will never accept it,”</i> the mayor
said to the council.

2
00:00:04,500 --> 00:00:06,000
It was past midnight.
"""
READ = """
import sys
from handlers.digest import read
from handlers.model import Original
print(read(Original(open(sys.argv[1], "rb").read())).text)
"""


def _blocks(language: str) -> list[str]:
    page = (ROOT / "docs" / "handlers.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", page, re.S)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with the reader of docs/handlers.md in it, built as a wheel."""
    package = tmp_path_factory.mktemp("package")
    (package / "pullquote_subtitles.py").write_text(_blocks("python")[0], encoding="utf-8")
    (package / "pyproject.toml").write_text(_blocks("toml")[0], encoding="utf-8")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=package, check=True)
    folder = tmp_path_factory.mktemp("packages")
    with zipfile.ZipFile(next((package / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(folder)
    return folder


def test_a_strangers_reader_gets_the_originals_of_its_format(installed: Path, tmp_path: Path) -> None:
    """Once installed, it is found by its entry point and is the surest reader of subtitles."""
    film = tmp_path / "film.srt"
    film.write_text(SUBTITLES, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(installed), str(ROOT)])}
    read = subprocess.run([sys.executable, "-c", READ, film], env=env, capture_output=True, text=True, check=True)
    assert read.stdout.split("\n\n") == [
        "“We will never accept it,” the mayor said to the council.",
        "It was past midnight.\n",
    ]


def test_the_reader_of_the_page_is_thirty_lines_long() -> None:
    """The page promises a reader in thirty lines."""
    code = _blocks("python")[0]
    body = code[code.index("_CUE") :]
    assert len([line for line in body.splitlines() if line.strip()]) <= 30
