"""Slack at its worst, with the whole bot: sockets that end in every way, a dead token, late answers, a stop."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from running import answered, page, running, settled, under, words
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from bot.app import Bot
from bot.sandbox.server import Sandbox
from bot.store import NewRequest, Store
from bot.store.ids import new_id
from bot.store.requests import values
from bot.store.tables import requests

PATIENCE = 90  # seconds; a machine may be busy


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    """A local Slack that delivers again soon what was not acknowledged."""
    with Sandbox(retry_delays=[0.5] * 100) as sandbox:
        yield sandbox


@pytest.mark.parametrize("how", ["reset", "close", "refresh", "link_disabled", "silent"])
def test_a_socket_that_ends_is_replaced(slack: Sandbox, bot: Bot, how: str) -> None:
    """What was posted meanwhile is answered once: after a TCP reset, Slack's own farewell, or mere silence."""
    slack.control.drop_connections(how)
    ts = slack.control.post_message("newsroom", page(slack, f"socket{how.replace('_', '')}"), user="ines")
    slack.control.wait_for(lambda: under(slack, "newsroom", ts), PATIENCE)
    settled(slack, bot)
    assert len(under(slack, "newsroom", ts)) == 1


@pytest.mark.parametrize("error", ["is_archived", "not_in_channel", "channel_not_found"])
def test_a_channel_that_takes_no_message_stops_nobody_else(slack: Sandbox, bot: Bot, error: str) -> None:
    """The digest is given up there; the next channel's is posted."""
    slack.control.fail_next("chat.postMessage", error=error, channel="research")
    lost = slack.control.post_message("research", page(slack, f"lost{error.replace('_', '')}"), user="ines")
    ts = slack.control.post_message("newsroom", page(slack, f"kept{error.replace('_', '')}"), user="ines")
    answered(slack, "newsroom", ts)
    settled(slack, bot)
    assert under(slack, "research", lost) == []
    assert slack.control.reactions("research", lost).keys() <= {"warning"}


def test_a_full_disk_leaves_to_slack_what_does_not_fit(slack: Sandbox, bot: Bot) -> None:
    """Nothing is acknowledged that is not on the disk; Slack tells it again, and with room it is answered, once."""
    with full(bot.store):
        known = len(slack.control.events())
        ts = slack.control.post_message("newsroom", page(slack, "full"), user="ines")
        slack.control.wait_for(lambda: len(attempts(slack, known, ts)) > 2, PATIENCE)
        assert attempts(slack, known, ts)[:2] == [None, None]
        assert bot.store.requests.of_message(*place(slack), ts) == []
    slack.control.wait_for(lambda: under(slack, "newsroom", ts), PATIENCE)
    settled(slack, bot)
    assert len(under(slack, "newsroom", ts)) == 1


@contextmanager
def full(store: Store) -> Iterator[None]:
    """Until the block ends the database's file cannot grow, and there is no room left in it for a request."""
    engine, most = store.database.engine, [1]

    def limit(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={most[0]}")

    event.listen(engine, "begin", limit)
    refused = 0
    while refused < 50:
        new = NewRequest(team="T9", channel="C9", thread_ts="", message_ts=new_id(), user="U9", kind="text")
        try:
            with store.database.write() as connection:
                connection.execute(requests.insert().values(values(new, store.now()) | {"state": "nothing"}))
        except OperationalError:
            refused += 1
    try:
        yield
    finally:
        most[0] = 1_000_000_000


def place(slack: Sandbox) -> tuple[str, str]:
    """The newsroom's team and id."""
    return slack.control.state()["teams"][0]["id"], slack.control.channel_id("newsroom")


def attempts(slack: Sandbox, after: int, ts: str) -> list[float | None]:
    """How long each delivery of a message took to be acknowledged; None where it was not."""
    told = [one for one in slack.control.events(after) if ts in json.dumps(one)]
    return [attempt["ack_ms"] for one in told for attempt in one["attempts"]]


def test_a_burst_waits_for_its_turn(slack: Sandbox, bot: Bot) -> None:
    """Slack counts one message a second a channel, and answers 429 beyond; all digests come, each once."""
    slack.control.settings(rate_limit=True)
    stamps = [slack.control.post_message("newsroom", page(slack, f"burst{n}"), user="ines") for n in range(4)]
    slack.control.wait_for(lambda: all(under(slack, "newsroom", ts) for ts in stamps), PATIENCE)
    settled(slack, bot)
    slack.control.settings(rate_limit=False)
    assert [len(under(slack, "newsroom", ts)) for ts in stamps] == [1] * 4


@pytest.mark.parametrize("uses", [{"response_url_seconds": 0.0}, {"response_url_uses": 0}])
def test_an_answer_that_comes_too_late_for_its_address_comes_all_the_same(
    slack: Sandbox, bot: Bot, uses: dict[str, float]
) -> None:
    """A `response_url` lives half an hour and five uses; later the person is told by an ephemeral message."""
    slack.control.settings(**uses)
    before = len(slack.control.calls("chat.postEphemeral"))
    slack.control.slash("newsroom", f"{slack.url}/news/{'-'.join(uses)}-is-not-there", user="lou")
    slack.control.wait_for(lambda: len(slack.control.calls("chat.postEphemeral")) > before, PATIENCE)
    settled(slack, bot)
    slack.control.settings(response_url_seconds=1800.0, response_url_uses=5)
    assert "There is no page at that address" in words(slack.control.ephemeral("newsroom", "lou")[-1])


def test_a_stop_lets_what_is_under_way_end(tmp_path: Path) -> None:
    """SIGTERM while an article is being read: its digest is posted, and the process ends with 0."""
    with Sandbox() as slack:
        environment = {**os.environ, **slack.environment(), "PULLQUOTE_DATABASE_URL": f"sqlite:///{tmp_path}/p.db"}
        with subprocess.Popen([sys.executable, "-m", "bot", "run"], env=environment) as process:
            slack.control.wait_for_bot(PATIENCE)
            body = (
                f"<article><p>“It holds,” said Ada Brandt, the mayor.</p><p>{'It took 18 months. ' * 40}</p></article>"
            )
            ts = slack.control.post_message("newsroom", slack.control.publish("held-story", body, delay=2.0))
            slack.control.wait_for(lambda: slack.control.fetched() == ["held-story"], PATIENCE)
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
        assert "Ada Brandt" in words(under(slack, "newsroom", ts)[0])


def test_a_revoked_token_ends_all_work_and_nothing_breaks(tmp_path: Path) -> None:
    """The workspace's posts are given up, the bot lives on."""
    with Sandbox() as slack, running(slack, tmp_path) as bot:
        ts = slack.control.post_message("newsroom", page(slack, "revoked"), user="ines")
        slack.control.revoke()
        settled(slack, bot)
        assert bot.store.requests.counts()["age"] == 0
        assert len(under(slack, "newsroom", ts)) <= 1
