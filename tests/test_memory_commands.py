"""`pullquote export` and `pullquote roundup`: forms, formulas, mistakes, and memory that does not grow with rows."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from asking import claimed, finish, new_request
from hand_made import ARTICLE, DIGEST

from bot.cli import main
from bot.commands.export import _lines
from bot.store import open_store
from eval.roundup_bench import CHANNELS, fill

MEASURED = """
import resource, sys
from bot.cli import main
code = main(["export", "--format", "csv"])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The database of the commands."""
    made = f"sqlite:///{tmp_path}/pullquote.db"
    monkeypatch.setenv("PULLQUOTE_DATABASE_URL", made)
    return made


@pytest.fixture
def read(url: str) -> str:
    """With one digest in it, whose title is a formula."""
    store = open_store(url)
    digest = replace(DIGEST, article=replace(ARTICLE, title="=HYPERLINK(1)"))
    finish(store, claimed(store, new_request()), digest=digest, canonical_url="https://news.example/a")
    store.close()
    return url


def printed(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> str:
    """What a command prints."""
    assert main(arguments) == 0
    return capfdbinary.readouterr().out.decode()


def test_json_has_one_digest_a_line(read: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """With every quote and figure, and where it was posted."""
    (line,) = printed(capfdbinary, "export").splitlines()
    told = json.loads(line)
    assert (told["team"], told["channel"]) == ("T1", "C1")
    assert [q["text"] for q in told["quotes"]] == [q.passage.text for q in DIGEST.all_quotes]
    assert len(told["figures"]) == len(DIGEST.all_figures)


def test_csv_computes_nothing(read: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """One line a quote or figure; a title that begins a formula does not."""
    rows = list(csv.DictReader(printed(capfdbinary, "export", "--format", "csv").splitlines(keepends=True)))
    assert len(rows) == len(DIGEST.all_quotes) + len(DIGEST.all_figures)
    assert {row["title"] for row in rows} == {"'=HYPERLINK(1)"}
    first = rows[0]
    assert ARTICLE.text[int(first["start"]) : int(first["end"])] == first["text"]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1+1", "'+1+1"),
        ("-1+cmd", "'-1+cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("-0.35", "-0.35"),
        ("a = b", "a = b"),
    ],
)
def test_a_cell_that_would_be_computed_is_words(cell: str, written: str) -> None:
    """A number stays a number, also one below nothing."""
    assert list(csv.reader(_lines([[cell, 3.5]]).splitlines(keepends=True))) == [[written, "3.5"]]


def test_markdown_has_the_digests(read: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """One after the other."""
    assert printed(capfdbinary, "export", "--format", "markdown").count("## ") == 1


def test_since_leaves_out_what_is_older(read: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A date in UTC; a mistake is one line."""
    assert printed(capfdbinary, "export", "--since", "2999-01-01") == ""
    assert main(["export", "--since", "31.3."]) == 2


def test_a_large_memory_is_exported_in_little(tmp_path: Path, url: str) -> None:
    """A hundred thousand quotes and figures take no more memory than a tenth of them, but for what a page needs."""
    peaks = []
    for first, count in ((0, 200), (200, 1_800)):
        store = open_store(url)
        fill(store, count, spoken=25, counted=25, few=5, searched=False, first=first)
        store.close()
        with (tmp_path / "rows").open("wb") as out:
            run = [sys.executable, "-c", MEASURED]
            ended = subprocess.run(run, stdout=out, stderr=subprocess.PIPE, timeout=120, check=True)
        peaks.append(int(ended.stderr.split()[-1]))
    assert len((tmp_path / "rows").read_bytes().splitlines()) == 100_001
    assert peaks[1] < peaks[0] + 25


def test_a_roundup_is_printed_without_slack(url: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Of a date, by the channel's id; nothing is claimed or posted."""
    store = open_store(url)
    fill(store, 5)
    store.close()
    said = printed(capfdbinary, "roundup", CHANNELS[0], "--date", "2026-06-02", "--dry-run")
    assert "Roundup" in said
    assert "Tuesday 2 June" in said
    assert "3 articles" in said
    nothing = printed(capfdbinary, "roundup", CHANNELS[0], "--date", "2020-01-01", "--dry-run")
    assert nothing.startswith("No article was read there")
    store = open_store(url)
    assert store.outbox.waiting() == 0
    assert store.roundups.last("T0BENCH", CHANNELS[0]) is None
    store.close()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["roundup", "C9", "--dry-run"], "Channels with digests: C1"),
        (["roundup", "newsroom"], "give its id"),
        (["roundup", "C1", "--date", "yesterday"], "write it like"),
        (["roundup", "C1", "--date", "31.3.2026"], "did you mean 2026-03-31?"),
        (["roundup", "C1", "--date", "2026-2-30"], "did you mean 2026-02-28?"),
        (["roundup", "C1", "--date", "2026/13/07"], "did you mean 2026-12-07?"),
        (["roundup", "C1", "--date", "0-0-0"], "write it like"),
        (["roundup", "C1", "--date", "9999-99-99999"], "write it like"),
        (["roundup", "#c1"], "did you mean C1?"),
    ],
)
def test_a_mistake_gets_the_right_form(
    read: str, capfdbinary: pytest.CaptureFixture[bytes], arguments: list[str], words: str
) -> None:
    """In one line."""
    assert main(arguments) == 2
    assert words in capfdbinary.readouterr().err.decode()


def test_a_roundup_is_made_once_a_date(read: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """It waits in the outbox for a running bot; a second one of the same date is refused."""
    assert "running bot" in printed(capfdbinary, "roundup", "C1")
    assert main(["roundup", "C1"]) == 2
    store = open_store(read)
    assert store.outbox.waiting() == 1
    store.close()
