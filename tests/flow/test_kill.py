"""The bot as a process of its own, killed at random instants: every request ends with exactly one digest."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from bot.store import Store, open_store

CHANNELS = [f"desk-{n}" for n in range(10)]
REQUESTS = 100
KILLS = 8
SEED = 20_260_302


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    """A local Slack that delivers again what was not acknowledged, and soon."""
    with Sandbox(ack_seconds=1.5, retry_delays=[0.5] * 60) as sandbox:
        for name in CHANNELS:
            sandbox.control.make_channel(name)
            sandbox.control.invite(name, "pullquote")
        yield sandbox


def page(number: int) -> str:
    """An article of its own."""
    return (
        f"<html><head><title>Bridge {number} reopens</title></head><body><article><h1>Bridge {number} reopens</h1>"
        f"<p>“Bridge number {number} will carry trains again before winter comes,” Mayor Ada Brandt said on Monday.</p>"
        f"<p>The council has set aside ${number + 10} million for the work, which takes 18 months in all.</p>"
        "<p>Residents had waited since the flood in spring, when the old crossing was swept away at night.</p>"
        "</article></body></html>"
    )


@contextmanager
def bot_process(slack: Sandbox, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`pullquote run`, ended with SIGKILL."""
    environment = {
        **os.environ, **slack.environment(),
        "PULLQUOTE_DATABASE_URL": f"sqlite:///{folder}/pullquote.db",
        "PULLQUOTE_FETCH_HOST_DELAY_SECONDS": "0",
    }  # fmt: skip
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen([sys.executable, "-m", "bot", "-v", "run"], env=environment, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def post_all(slack: Sandbox, urls: list[str], posted: list[tuple[str, str]]) -> None:
    """Posts a link every fifth of a second, while the bot lives or not."""
    for number, url in enumerate(urls):
        channel = CHANNELS[number % len(CHANNELS)]
        posted.append((channel, slack.control.post_message(channel, f"Number {number}: {url}")))
        time.sleep(0.2)


def digests(slack: Sandbox) -> Counter[str]:
    """How many digests each message has in its thread, by its time stamp."""
    found: Counter[str] = Counter()
    state = slack.control.state()
    for messages in state["messages"].values():
        for message in messages:
            if (message.get("metadata") or {}).get("event_type") == "pullquote_digest":
                found[message["thread_ts"]] += 1
    return found


def all_ended(store: Store) -> bool:
    """Whether everything accepted is done and posted."""
    counts = store.requests.counts()
    return not (counts["accepted"] or counts["working"] or store.outbox.waiting())


def test_a_bot_killed_at_random_answers_every_request_once(slack: Sandbox, tmp_path: Path) -> None:
    """A hundred links, and a SIGKILL whenever chance says so: no digest is lost, none doubled, none left half done."""
    chance = random.Random(SEED)
    urls = [slack.control.publish(f"bridge-{number}", page(number)) for number in range(REQUESTS)]
    posted: list[tuple[str, str]] = []
    people = threading.Thread(target=post_all, args=(slack, urls, posted))
    people.start()
    for _ in range(KILLS):
        with bot_process(slack, tmp_path):
            slack.control.wait_for_bot(30)
            time.sleep(chance.uniform(0.0, 2.5))
    people.join()
    with bot_process(slack, tmp_path):
        slack.control.wait_for_bot(30)
        slack.control.wait_for(lambda: len(digests(slack)) == REQUESTS, 60)
        store = open_store(f"sqlite:///{tmp_path}/pullquote.db")
        slack.control.wait_for(lambda: all_ended(store), 30)
        store.close()
    found = digests(slack)
    assert {ts: found[ts] for _, ts in posted} == {ts: 1 for _, ts in posted}
    signs = [set(slack.control.reactions(channel, ts)) for channel, ts in posted]
    assert signs == [{"white_check_mark"}] * REQUESTS
