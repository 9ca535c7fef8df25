"""The runner of many machines, on a real PostgreSQL."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from asking import LEASE, claimed, new_post, new_request
from databases import Postgres
from hand_made import DIGEST
from slack_sdk import WebClient
from sqlalchemy.exc import OperationalError

from bot.app import Worker
from bot.fetch import Fetched
from bot.outbox import Poster
from bot.pipeline import Pipeline
from bot.runner import procrastinate
from bot.runner.procrastinate import ProcrastinateRunner
from bot.sandbox.server import Sandbox
from bot.settings import load
from bot.store import Request, Store, open_store
from handlers.model import Original

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("postgresql")]
URL = "https://news.example/2026/03/02/harbour-to-close-for-eleven-weeks"


class Machine:
    """One of several machines on one database."""

    def __init__(self, url: str, slack: Sandbox, *, works: bool = True) -> None:
        self.store = open_store(url)
        self.taken: list[str] = []
        self.fetch: Callable[[Request], Any] = lambda request: None
        client = WebClient(slack.bot_token, base_url=slack.api_url)
        poster = Poster(self.store, lambda team: client, pace=timedelta(0))
        settings = load(workers=2, drain_seconds=3.0, worker_gone_seconds=1.0)
        pipeline = Pipeline(
            self.store, settings, self._fetch, lambda original: DIGEST, lambda *place: "", posts_wait=poster.wake
        )  # fmt: skip
        self.runner = ProcrastinateRunner(pipeline, poster, self.store, settings, works=works)

    def _fetch(self, request: Request) -> Fetched:
        self.taken.append(request.id)
        self.fetch(request)
        return Fetched(Original(b"bytes"), request.canonical_url, 200)


class Site:
    """Machines on one database and one Slack, all stopped at the end."""

    def __init__(self, url: str, slack: Sandbox) -> None:
        self.url = url
        self.slack = slack
        self.channel = slack.control.channel_id("newsroom")
        self.machines: list[Machine] = []

    def machine(self, *, works: bool = True) -> Machine:
        """Another machine, not yet started."""
        self.machines.append(Machine(self.url, self.slack, works=works))
        return self.machines[-1]

    def ask(self, store: Store, number: int = 0) -> str:
        """Somebody posts a link; its time stamp."""
        ts = self.slack.control.post_message("newsroom", "an article")
        store.requests.accept(new_request(f"{URL}-{number}", ts, channel=self.channel, asked="mention"))
        return ts

    def answered(self, *posted: str, seconds: float = 30) -> list[int]:
        """Waits for every check mark; how many digests each has."""
        control = self.slack.control

        def all_marked() -> bool:
            return all("white_check_mark" in control.reactions("newsroom", ts) for ts in posted)

        control.wait_for(all_marked, seconds)
        return [len([m for m in control.replies("newsroom", ts) if m.get("metadata")]) for ts in posted]


@pytest.fixture
def site(postgres: Postgres, template: str, slack: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A fresh database."""
    monkeypatch.setattr(procrastinate, "CALL_SECONDS", 0.2)
    monkeypatch.setattr(procrastinate, "_AWAY", 0.2)
    with postgres.fresh(template) as url:
        made = Site(url, slack)
        yield made
        for machine in made.machines:
            machine.runner.stop()
            machine.store.close()


def test_machines_share_the_work_and_double_none_of_it(site: Site) -> None:
    """Two workers and a bot that only listens: each request is read by one."""
    listening, first, second = site.machine(works=False), site.machine(), site.machine()
    for machine in site.machines:
        machine.runner.start()
    posted = []
    for number in range(20):
        posted.append(site.ask(listening.store, number))
        listening.runner.wake()
    assert site.answered(*posted) == [1] * 20
    assert listening.taken == []
    assert len(first.taken) + len(second.taken) == 20


def test_a_request_without_a_job_gets_one(site: Site) -> None:
    """Accepted by a process that ended before it could call: whoever looks next calls for it."""
    machine = site.machine()
    ts = site.ask(machine.store)
    machine.runner.start()
    assert site.answered(ts) == [1]


def test_a_request_that_waits_in_the_queue_is_not_put_there_again(site: Site) -> None:
    """However many wait, a look finds only those that nobody has called for; one job each."""
    listening = site.machine(works=False)
    for number in range(3):
        site.ask(listening.store, number)
    assert len(listening.store.requests.due()) == 3
    listening.runner.start()
    site.slack.control.wait_for(lambda: not listening.store.requests.due(), 30)
    listening.runner.wake()
    with listening.store.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM jobs.procrastinate_jobs").scalar() == 3
    assert listening.store.requests.counts()["accepted"] == 3


def test_links_of_a_message_keep_their_order(site: Site) -> None:
    """Over machines too: the next is handed out when the one before has ended."""
    for _ in range(2):
        site.machine().runner.start()
    store = site.machines[0].store
    ts = site.slack.control.post_message("newsroom", "three articles")
    news = [new_request(f"{URL}-{n}", ts, channel=site.channel, asked="mention") for n in range(3)]
    store.requests.accept_all(news)
    assert site.answered(ts) == [3]
    order = [r.id for r in store.requests.of_message("T1", site.channel, ts)]
    parts = [m["metadata"]["event_payload"]["request_id"] for m in site.slack.control.replies("newsroom", ts)]
    assert parts == order


def test_a_channels_posts_keep_their_order(site: Site) -> None:
    """Whichever machine posts them: three machines of four posting threads each, twenty messages."""
    store = site.machine(works=False).store
    thread = site.slack.control.post_message("newsroom", "an article")
    told = [f"number {n}" for n in range(20)]
    store.outbox.add([new_post(text, channel=site.channel, thread_ts=thread) for text in told])
    for machine in (site.machines[0], site.machine(works=False), site.machine(works=False)):
        machine.runner.start()
    site.slack.control.wait_for(lambda: not store.outbox.waiting(), 30)
    assert [message["text"] for message in site.slack.control.replies("newsroom", thread)] == told


def test_machines_take_turns_at_a_site(site: Site) -> None:
    """Each fetch of it waits for those of all machines before it; another site is free at once."""
    settings = load(
        workers=0, database_url=site.url, slack_bot_token="xoxb-1", fetch_host_delay_seconds=60.0, drain_seconds=1.0
    )
    first, second = Worker(settings), Worker(settings)
    waits = [worker._turn("news.example") for worker in (first, second, first)]
    assert waits[0] == 0.0
    assert 30 < waits[1] < 60 < 90 < waits[2] < 120
    assert second._turn("other.example") == 0.0
    for worker in (first, second):
        worker.children.close()
        worker.store.close()


def test_what_a_dead_worker_held_is_taken_up_soon(site: Site) -> None:
    """Its heart stands still, its jobs are taken away, and its request is free long before the lease ends."""
    dead, held, forever = site.machine(), threading.Event(), threading.Event()

    def hang(request: Request) -> None:
        held.set()
        forever.wait(60)

    dead.fetch = hang
    dead.runner.start()
    ts = site.ask(dead.store)
    assert held.wait(20)
    with dead.store.database.write() as connection:  # as if it had been killed: nobody beats its heart any more
        connection.exec_driver_sql("UPDATE jobs.procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
        connection.exec_driver_sql(
            "CREATE RULE silent AS ON UPDATE TO jobs.procrastinate_workers WHERE NEW.id = "
            "(SELECT min(id) FROM jobs.procrastinate_workers) DO INSTEAD NOTHING"
        )
    site.machine().runner.start()
    assert site.answered(ts) == [1]
    forever.set()
    time.sleep(0.5)
    assert site.answered(ts) == [1]


def test_stopping_lets_work_under_way_end(site: Site) -> None:
    """And takes up nothing new."""
    machine, reading, go_on = site.machine(), threading.Event(), threading.Event()

    def slow(request: Request) -> None:
        reading.set()
        go_on.wait(10)

    machine.fetch = slow
    machine.runner.start()
    site.ask(machine.store)
    assert reading.wait(20)
    stopping = threading.Thread(target=machine.runner.stop)
    stopping.start()
    site.ask(machine.store, 1)
    go_on.set()
    stopping.join()
    assert machine.store.requests.counts()["working"] == 0
    assert len(machine.taken) == 1


def test_a_database_that_is_away_is_waited_for(site: Site, postgres: Postgres) -> None:
    """Stopped under a working machine and started again, many looks later: what comes meanwhile is refused, so that
    Slack tells it again; the next request is answered as if nothing had been."""
    machine = site.machine()
    machine.runner.start()
    assert site.answered(site.ask(machine.store)) == [1]
    postgres.stop()
    try:
        with pytest.raises(OperationalError):
            site.ask(machine.store, 2)
        time.sleep(2)
    finally:
        postgres.start()
    assert site.answered(site.ask(machine.store, 1)) == [1]


def test_a_job_for_a_request_that_is_done_is_nothing(site: Site) -> None:
    """A job may run twice."""
    machine = site.machine()
    request = claimed(machine.store, new_request(channel=site.channel))
    machine.store.finish(request, "done", lambda others: ())
    machine.runner._take(request.id)
    assert machine.taken == []
    assert machine.store.requests.claim(LEASE) is None
