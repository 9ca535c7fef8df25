"""docs/reliability.md names a test in every line, and each of them exists."""

from __future__ import annotations

import re
from pathlib import Path

from bot.attempts import Refusal, next_attempt

PAGE = Path("docs/reliability.md").read_text(encoding="utf-8")


def test_every_line_of_the_table_is_a_test() -> None:
    """By file and name."""
    table = PAGE.split("## What may happen")[1].split("\nFor more requests")[0]
    lines = [
        line for line in table.splitlines() if line.startswith("| ") and not line.startswith(("| what |", "| ---"))
    ]
    assert len(lines) > 30
    for line in lines:
        shown = line.rstrip(" |").rsplit("|", 1)[1]
        file = ""
        for path, name in re.findall(r"`([\w/]*\.py)?::(\w+)`", shown):
            file = path or file
            assert f"def {name}(" in Path("tests", file).read_text(encoding="utf-8"), line
        assert file, line


def test_every_error_of_slack_on_the_page_is_known() -> None:
    """None of them is waited out as one that we do not know."""
    table = PAGE.split("## What Slack answers")[1]
    named = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    for code in re.findall(r"`(\w+)`", " ".join(named)):
        decision = next_attempt(Refusal(code), 8, kind="react" if "react" in code or "message_not" in code else "post")
        known = decision.do != "wait" or decision.seconds in (1.0, 300.0)
        assert known, code
