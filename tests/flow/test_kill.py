"""The bot as a process of its own, killed at random instants: every request ends with exactly one digest."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import Postgres
from killing import CHANNELS, Site, kill_at_random, page, patient_slack

from bot.sandbox.server import Sandbox
from bot.store import open_store


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    """A Slack for the test on SQLite."""
    with patient_slack() as made:
        yield made


def test_a_bot_killed_at_random_answers_every_request_once(slack: Sandbox, tmp_path: Path) -> None:
    """A hundred links, and a SIGKILL whenever chance says so: none lost, none doubled, no sign left behind."""
    site = Site(slack, tmp_path, f"sqlite:///{tmp_path}/pullquote.db")
    kill_at_random(site, requests=100, kills=5, seed=20_260_302)
    assert len(site.posted) == 100
    assert site.wrong() == {}


def test_a_bot_that_is_asked_to_stop_ends_well_and_loses_nothing(tmp_path: Path) -> None:
    """SIGTERM in the midst of work: it ends by itself, with code 0; the next one finishes what is left."""
    with patient_slack() as slack:
        site = Site(slack, tmp_path, f"sqlite:///{tmp_path}/pullquote.db")
        urls = site.publish(6)
        with site.process() as bot:
            slack.control.wait_for_bot(60)
            site.post(urls, every=0.05).join()
            bot.terminate()
            assert bot.wait(30) == 0
        with site.process():
            site.wait(len(urls), 60)
        assert site.wrong() == {}


@pytest.mark.system
@pytest.mark.xdist_group("postgresql")
def test_workers_and_database_killed_at_random_answer_every_request_once(
    postgres: Postgres, template: str, tmp_path: Path
) -> None:
    """On PostgreSQL: a worker beside the bots, bots killed, a crash of the database under them."""
    with patient_slack() as slack, postgres.fresh(template) as url:
        site = Site(slack, tmp_path, url)
        with site.process("worker", workers="2") as worker:
            kill_at_random(site, 20, 2, 7, more=lambda n: postgres.crash() if n == 1 else None)
            assert worker.poll() is None
        assert site.wrong() == {}


@pytest.mark.system
@pytest.mark.xdist_group("postgresql")
def test_a_worker_that_sleeps_past_its_claim_finds_its_work_done_and_posts_nothing(
    postgres: Postgres, template: str, tmp_path: Path
) -> None:
    """SIGSTOP in the midst of a fetch, another worker takes the request over and answers it, SIGCONT: one digest."""
    soon = {"worker_gone_seconds": "2"}
    with patient_slack() as slack, postgres.fresh(template) as url:
        site, store = Site(slack, tmp_path, url), open_store(url)
        link = slack.control.publish("bridge-0", page(0), delay=5.0)
        with site.process(workers="0", **soon), site.process("worker", **soon) as sleeper:
            slack.control.wait_for_bot(60)
            site.post([link], every=0.0).join()
            slack.control.wait_for(lambda: "eyes" in slack.control.reactions(*site.posted[0]), 60)
            slack.control.wait_for(lambda: not store.outbox.waiting(), 60)
            sleeper.send_signal(signal.SIGSTOP)
            assert store.requests.counts()["working"] == 1
            slack.control.publish("bridge-0", page(0))
            with site.process("worker", **soon):
                site.wait(1, 60)
                sleeper.send_signal(signal.SIGCONT)
                slack.control.wait_for(lambda: "request lost" in (tmp_path / "log").read_text(), 60)
        assert len(slack.control.replies(CHANNELS[0], site.posted[0][1])) == 1
        assert site.wrong() == {}
        store.close()
