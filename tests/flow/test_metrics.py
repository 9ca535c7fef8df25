"""`/metrics`, `/healthz` and `/readyz` of a bot that works: true to life, and each bot's own."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from running import running, settled

from bot.app import Bot
from bot.sandbox.server import Sandbox


def free_port() -> int:
    """A loopback port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def get(bot: Bot, path: str) -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{bot.settings.http_port}{path}", trust_env=False)


def values(bot: Bot) -> dict[tuple[str, ...], float]:
    """Every sample by name and labels."""
    families = text_string_to_metric_families(get(bot, "/metrics").text)
    return {(s.name, *(str(v) for _, v in sorted(s.labels.items()))): s.value for f in families for s in f.samples}


@pytest.fixture(scope="module")
def bot(slack: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot that has answered one link, and found no page behind another."""
    port = free_port()
    with running(slack, tmp_path_factory.mktemp("bot"), http_port=port, http_host="127.0.0.1") as running_bot:
        slack.control.post_message("newsroom", f"{slack.url}/news/sheinbaum-2025-05-04", user="ines")
        slack.control.post_message("newsroom", f"{slack.url}/news/2026/no-such-page", user="ines")
        slack.control.wait_for(lambda: b'outcome="nothing"' in running_bot.metrics.text(), 20)
        settled(slack, running_bot)
        yield running_bot


def test_what_was_done_is_counted(bot: Bot) -> None:
    """By its outcome, with the time that each step took."""
    found = values(bot)
    assert found["pullquote_request_seconds_count", "auto", "done"] == 1
    assert found["pullquote_request_seconds_count", "auto", "nothing"] == 1
    for step in ("fetch", "understand", "store", "request", "post"):
        assert found["pullquote_step_seconds_count", step] >= 1
    assert found["pullquote_steps_total", "done", "understand"] == 1
    assert found["pullquote_slack_calls_total", "chat.postMessage", "ok"] == 1
    assert found["pullquote_acknowledge_seconds_count", "event"] >= 2
    assert found["pullquote_post_wait_seconds_count", "post"] == 1


def test_what_is_waiting_is_told(bot: Bot) -> None:
    """Nothing, now that all is done; and the children are there."""
    found = values(bot)
    assert found["pullquote_requests_open", "accepted"] == found["pullquote_requests_open", "working"] == 0
    assert found["pullquote_queue_age_seconds",] == found["pullquote_outbox_waiting",] == 0
    assert found["pullquote_children", "alive"] >= 1
    assert 0 < found["pullquote_child_megabytes",] < 1000
    assert found["pullquote_database_up",] == found["pullquote_connected",] == 1


def test_no_label_names_a_person_a_channel_or_a_site(slack: Sandbox, bot: Bot) -> None:
    """Labels are short lists of our own words: nothing private, and no label without an end."""
    text = get(bot, "/metrics").text
    state = slack.control.state()
    private = [state["teams"][0]["id"], *(c["id"] for c in state["channels"]), *(u["id"] for u in state["users"])]
    assert not [word for word in [*private, "127.0.0.1", "sheinbaum"] if word in text]


def test_slacks_refusals_are_counted_by_method(slack: Sandbox, bot: Bot) -> None:
    """With Slack's own word for it."""
    slack.control.fail_next("chat.postMessage", error="internal_error")
    slack.control.post_message("newsroom", f"{slack.url}/news/valmora-rate-rise", user="ines")
    settled(slack, bot)
    assert values(bot)["pullquote_slack_calls_total", "chat.postMessage", "internal_error"] == 1


def test_ready_means_that_each_part_works(slack: Sandbox, bot: Bot) -> None:
    """Without Slack the bot is alive and not ready."""
    answer = get(bot, "/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "children": True, "slack": True})
    slack.control.fail_next("apps.connections.open", times=2, error="internal_error")
    slack.control.drop_connections()
    slack.control.wait_for(lambda: get(bot, "/readyz").status_code == 503, 20)
    assert get(bot, "/readyz").json()["slack"] is False
    assert get(bot, "/healthz").status_code == 200
    slack.control.wait_for(lambda: get(bot, "/readyz").status_code == 200, 40)


def test_two_bots_in_a_process_count_for_themselves(tmp_path: Path, bot: Bot) -> None:
    """Each has a registry of its own."""
    with Sandbox() as slack, running(slack, tmp_path, listens=False) as other:
        assert b'outcome="done"' not in other.metrics.text()
        assert b'outcome="done"' in bot.metrics.text()
