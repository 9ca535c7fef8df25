"""The bot as a process of its own, killed at random instants: every request ends with exactly one digest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from databases import Postgres
from killing import Site, kill_at_random, patient_slack

from bot.sandbox.server import Sandbox


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
