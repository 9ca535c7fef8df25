"""A crash at every single step of the path, one after the other: each request still ends with exactly one digest."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asking import Clock, new_request
from crashes import Crash, crashing
from hand_made import DIGEST
from slack_sdk import WebClient

from bot.fetch import Fetched
from bot.outbox import Poster
from bot.pipeline import Pipeline
from bot.sandbox.server import Sandbox
from bot.settings import load
from bot.store import Store, open_store
from bot.store.outbox import Outbox
from bot.store.requests import Requests
from handlers.model import Original

STEPS: list[tuple[type, str]] = [
    (Requests, "accept_all"), (Requests, "claim"), (Outbox, "add"), (Store, "finish"), (Outbox, "claim"),
    (WebClient, "api_call"), (Outbox, "sent"),
]  # fmt: skip


def live(slack: Sandbox, database: Path, clock: Clock, channel: str, ts: str) -> None:
    """One life of the bot: Slack delivers its event until it is acknowledged, and everything that is due is done."""
    store = open_store(f"sqlite:///{database}", clock=clock)
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    poster = Poster(store, lambda team: client)
    original = Fetched(Original(b"an article"), "https://news.example/a", 200)
    pipeline = Pipeline(store, load(), lambda request: original, lambda bytes_: DIGEST, lambda *place: "")
    try:
        store.requests.release_all()
        store.outbox.release_all()
        store.requests.accept_all([new_request(channel=channel, message=ts, asked="mention")])
        idle = 0
        while idle < 2:
            worked = pipeline.work_next() or poster.post_next()
            idle = 0 if worked else idle + 1
            clock.pass_(seconds=1)
    finally:
        store.close()


def lives(slack: Sandbox, database: Path, crashes: set[int]) -> list[str]:
    """As many lives as it takes; the steps that they went through. Checks what stands in Slack at the end."""
    clock = Clock(datetime.now(UTC) - timedelta(minutes=20))
    channel, ts = slack.control.channel_id("newsroom"), slack.control.post_message("newsroom", "an article")
    with crashing(STEPS, crashes) as steps:
        for _ in range(len(crashes) + 1):
            try:
                live(slack, database, clock, channel, ts)
                break
            except Crash:
                clock.pass_(seconds=1)
    told = [m for m in slack.control.replies("newsroom", ts) if m.get("metadata")]
    assert len(told) == 1, [steps[n - 1] for n in sorted(crashes) if n <= len(steps)]
    assert list(slack.control.reactions("newsroom", ts)) == ["white_check_mark"]
    return steps


def test_a_crash_at_any_step_loses_nothing_and_doubles_nothing(slack: Sandbox, tmp_path: Path) -> None:
    """After each commit and each call to Slack: the instant between posting and recording is one of them."""
    steps = lives(slack, tmp_path / "0.db", set())
    assert {"after WebClient.api_call", "before Outbox.sent", "before Store.finish", "after Store.finish"} <= set(steps)
    for number in (n for n, step in enumerate(steps, 1) if step.startswith("after")):  # where one ends, the next begins
        lives(slack, tmp_path / f"{number}.db", {number})


@pytest.mark.parametrize("seed", range(12))
def test_several_crashes_in_a_row_lose_nothing_and_double_nothing(slack: Sandbox, tmp_path: Path, seed: int) -> None:
    """A bot that comes up only to go down again, up to five times."""
    chance = random.Random(seed)
    lives(slack, tmp_path / "pullquote.db", set(chance.sample(range(2, 50), 5)))
