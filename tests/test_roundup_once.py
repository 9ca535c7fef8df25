"""Exactly one roundup a channel and local date: whatever crashes, however many run, whatever clocks do."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from asking import Clock, claimed, finish, new_request
from crashes import Crash, crashing
from hand_made import DIGEST
from slack_sdk import WebClient

from bot.outbox import Poster
from bot.roundup import LEASE, Roundups, row_of
from bot.sandbox.server import Sandbox
from bot.schedule_words import parse
from bot.store import Store, open_store
from bot.store.outbox import Outbox
from bot.store.roundups import Roundups as Rows

STEPS: list[tuple[type, str]] = [
    (Rows, "claim"), (Rows, "end"), (Outbox, "claim"), (WebClient, "api_call"), (Outbox, "sent"),
]  # fmt: skip
NINE = datetime(2026, 6, 3, 9, 0, tzinfo=UTC)


def prepared(database_url: str, clock: Callable[[], datetime], channel: str, at: str = "09:00") -> None:
    """A channel with a schedule and one article, a day before."""
    store = open_store(database_url, clock=clock)
    store.schedules.put(row_of(parse(at), "T1", channel, "U1"))
    finish(store, claimed(store, new_request(channel=channel)), digest=DIGEST)
    store.close()


def live(slack: Sandbox, database_url: str, clock: Clock) -> None:
    """One life of the bot after nine o'clock: it ticks and posts until nothing is left, leases of before included."""
    store = open_store(database_url, clock=clock)
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    poster = Poster(store, lambda team: client)
    maker = Roundups(store, lambda *place: "")
    try:
        store.outbox.release_all()
        idle = 0
        while idle < 4:
            worked = bool(maker.tick()) or poster.post_next()
            idle = 0 if worked else idle + 1
            clock.pass_(seconds=1 if worked else LEASE.total_seconds() / 2 + 1)
    finally:
        store.close()


def lives(slack: Sandbox, database: Path, at: int) -> list[str]:
    """A life that crashes at this step, and one more; what stands in Slack at the end is checked."""
    slack.control.reset()
    clock, channel = Clock(NINE - timedelta(hours=20)), slack.control.channel_id("newsroom")
    url = f"sqlite:///{database}"
    prepared(url, clock, channel)
    clock.at = NINE
    with crashing(STEPS, {at}) as steps:
        for _ in range(2):
            try:
                live(slack, url, clock)
                break
            except Crash:
                clock.pass_(seconds=1)
    told = [m for m in slack.control.messages("newsroom") if m.get("metadata")]
    assert len(told) == 1, (at, steps[at - 1] if at else "")
    assert "Roundup" in json.dumps(told[0])
    return steps


def test_a_crash_at_any_step_makes_it_once(sandbox: Sandbox, tmp_path: Path) -> None:
    """Before and after each commit and each call to Slack, the instant between posting and recording among them."""
    steps = lives(sandbox, tmp_path / "0.db", 0)
    assert {"after Roundups.claim", "after Roundups.end", "after WebClient.api_call", "before Outbox.sent"} <= set(
        steps
    )
    for number in range(1, len(steps) + 1):
        lives(sandbox, tmp_path / f"{number}.db", number)


THIRD = """
import sys
from datetime import UTC, datetime
from bot.roundup import Roundups
from bot.store import open_store
store = open_store(sys.argv[1], clock=lambda: datetime(2026, 6, 3, 9, 0, 1, tzinfo=UTC))
maker = Roundups(store, lambda *place: "")
print("ready", flush=True)
sys.stdin.readline()
print(sum(maker.tick() for _ in range(20)))
"""


def test_three_processes_at_once_make_it_once(up_to_date_url: str) -> None:
    """Each ticks twenty times from the same moment on: on a SQLite file, and on PostgreSQL."""
    clock = Clock(NINE - timedelta(hours=20))
    prepared(up_to_date_url, clock, "C1")
    run, pipe = [sys.executable, "-c", THIRD, up_to_date_url], subprocess.PIPE
    three = [subprocess.Popen(run, stdin=pipe, stdout=pipe, text=True) for _ in range(3)]
    for process in three:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in three:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = [int(process.communicate(timeout=60)[0]) for process in three]
    assert sum(ended) == 1
    store = open_store(up_to_date_url, clock=lambda: NINE + timedelta(minutes=1))
    assert store.outbox.waiting() == 1
    store.close()


@pytest.mark.parametrize(
    ("at", "begins", "made"),
    [
        ("02:30 Europe/Berlin", datetime(2026, 10, 24, 20, tzinfo=UTC), ["2026-10-25"]),  # 02:30 comes twice
        ("02:30 Europe/Berlin", datetime(2026, 3, 28, 20, tzinfo=UTC), ["2026-03-29"]),  # 02:30 does not come
        ("00:00 America/Santiago", datetime(2026, 9, 5, 20, tzinfo=UTC), ["2026-09-06"]),  # midnight is jumped over
        ("01:45 Australia/Lord_Howe", datetime(2026, 4, 4, 8, tzinfo=UTC), ["2026-04-05"]),  # half an hour comes twice
    ],
)
def test_a_night_in_which_clocks_change_has_one_roundup(
    tmp_path: Path, at: str, begins: datetime, made: list[str]
) -> None:
    """Ticked every five minutes of twelve hours."""
    clock, url = Clock(begins - timedelta(minutes=1)), f"sqlite:///{tmp_path}/pullquote.db"
    prepared(url, clock, "C1", at)
    store = open_store(url, clock=clock)
    maker, ended = Roundups(store, lambda *place: ""), 0
    for _ in range(12 * 12):
        clock.pass_(minutes=5)
        ended += maker.tick()
    assert ended == len(made)
    assert [day for _, _, day, _ in store.roundups.ended_since("2026-01-01")] == made
    store.close()


def test_a_schedule_that_changes_its_zone_begins_anew(sqlite_store: Store) -> None:
    """Nine o'clock of the new zone, long past today, is not caught up."""
    clock = sqlite_store.database.now = Clock(NINE - timedelta(days=3))
    sqlite_store.schedules.put(row_of(parse("09:00 America/New_York"), "T1", "C1", "U1"))
    clock.at = NINE + timedelta(hours=1)
    maker = Roundups(sqlite_store, lambda *place: "")
    maker.tick()
    sqlite_store.schedules.put(row_of(parse("09:00 Asia/Tokyo"), "T1", "C1", "U1"))
    assert sqlite_store.schedules.last_zone("T1", "C2") == "Asia/Tokyo"
    assert maker.tick() == 0


def test_one_channels_mistake_keeps_no_other_waiting(sqlite_store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """It is logged, and tried again; the others have their roundup."""
    clock = sqlite_store.database.now = Clock(NINE - timedelta(hours=20))
    for channel in ("C1", "C2"):
        sqlite_store.schedules.put(row_of(parse("09:00"), "T1", channel, "U1"))
        finish(sqlite_store, claimed(sqlite_store, new_request(channel=channel)), digest=DIGEST)
    clock.at = NINE
    maker = Roundups(sqlite_store, lambda *place: "")
    whole = maker._view

    def broken(team: str, channel: str, *more: Any) -> Any:
        if channel == "C1":
            raise RuntimeError("a mistake")
        return whole(team, channel, *more)

    maker._view = broken  # type: ignore[method-assign]
    assert maker.tick() == 1
    assert "C1" in caplog.text
