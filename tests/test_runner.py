"""The runner of one machine: who may run, what is taken up, and how it stops."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asking import LEASE, new_post, new_request
from hand_made import DIGEST
from slack_sdk import WebClient
from sqlalchemy.exc import OperationalError

from bot.fetch import Fetched
from bot.outbox import Poster
from bot.pipeline import Pipeline
from bot.runner.embedded import EmbeddedRunner
from bot.runner.lock import OnlyBot
from bot.sandbox.server import Sandbox
from bot.settings import load
from bot.store import Request, Store, StoreError, open_store
from handlers.model import Original

URL = "https://news.example/2026/03/02/harbour-to-close-for-eleven-weeks"


class House:
    """A runner over a store and the local Slack; what is fetched, a test decides."""

    def __init__(self, store: Store, slack: Sandbox) -> None:
        self.store = store
        self.slack = slack.control
        self.channel = self.slack.channel_id("newsroom")
        self.fetch: Callable[[Request], None] = lambda request: None
        client = WebClient(slack.bot_token, base_url=slack.api_url)
        self.poster = Poster(store, lambda team: client, pace=timedelta(0))
        settings = load(workers=2, drain_seconds=2.0)
        pipeline = Pipeline(
            store, settings, self._fetch, lambda original: DIGEST, lambda *place: "", posts_wait=self.poster.wake
        )  # fmt: skip
        self.runner = EmbeddedRunner(pipeline, self.poster, store, settings)

    def _fetch(self, request: Request) -> Fetched:
        self.fetch(request)
        return Fetched(Original(b"bytes"), request.canonical_url, 200)

    def ask(self, number: int = 0) -> str:
        """Somebody posts a link; the message's time stamp."""
        ts = self.slack.post_message("newsroom", "an article")
        self.store.requests.accept(new_request(f"{URL}-{number}", ts, channel=self.channel, asked="mention"))
        self.runner.wake()
        return ts

    def answered(self, ts: str, seconds: float = 20) -> bool:
        """Waits for the check mark."""
        return self.slack.wait_for(lambda: "white_check_mark" in self.slack.reactions("newsroom", ts), seconds)


@pytest.fixture
def house(sqlite_store: Store, slack: Sandbox) -> Iterator[House]:
    """A runner that is stopped at the end."""
    made = House(sqlite_store, slack)
    yield made
    made.runner.stop()


def test_requests_are_answered_as_they_come(house: House) -> None:
    """Started, it works by itself."""
    house.runner.start()
    for ts in [house.ask(number) for number in range(5)]:
        assert house.answered(ts)


def test_what_a_crash_left_is_taken_up_at_once(house: House) -> None:
    """Alone on its file, it waits for no lease: neither a request's nor a post's."""
    ts = house.ask()
    assert house.store.requests.claim(timedelta(minutes=30))
    house.store.outbox.add([new_post("left", channel=house.channel, thread_ts=ts)])
    assert house.store.outbox.claim(timedelta(minutes=30))
    house.runner.start()
    assert house.answered(ts)
    assert "left" in [m["text"] for m in house.slack.replies("newsroom", ts)]


def test_a_second_bot_on_one_file_is_refused_with_words(house: House, sqlite_store: Store) -> None:
    """Its message names the process and what to do; once the first has stopped, another may run."""
    house.runner.start()
    url = sqlite_store.database.engine.url
    program = (
        "from pathlib import Path; from bot.runner.lock import OnlyBot\n"
        f"OnlyBot(Path({url.database!r})).take()"
    )  # fmt: skip
    second = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert "another bot (process" in second.stderr
    assert "several need PostgreSQL" in second.stderr
    house.runner.stop()
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_one_that_may_not_run_stops_all_the_same(house: House, sqlite_store: Store) -> None:
    """Whoever is refused cleans up after itself without a second complaint."""
    other = OnlyBot(Path(str(sqlite_store.database.engine.url.database)))
    other.take()
    with pytest.raises(StoreError, match="another bot"):
        house.runner.start()
    house.runner.stop()
    other.give_back()


def test_the_right_to_run_ends_with_the_process(tmp_path: Path) -> None:
    """However it ends: nothing has to be cleaned up after a SIGKILL."""
    program = (
        "from pathlib import Path; from bot.runner.lock import OnlyBot; import time\n"
        f"lock = OnlyBot(Path({str(tmp_path / 'x.db')!r})); lock.take(); print('taken', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        first.stdout.readline()
        first.send_signal(signal.SIGKILL)
    assert subprocess.run([sys.executable, "-c", program.replace("time.sleep(60)", "")], check=False).returncode == 0


def test_stopping_lets_work_under_way_end(house: House) -> None:
    """What is being read is read and kept; nothing new is taken up."""
    reading, go_on = threading.Event(), threading.Event()

    def slow(request: Request) -> None:
        reading.set()
        go_on.wait(10)

    house.fetch = slow
    house.runner.start()
    house.ask()
    assert reading.wait(10)
    stopping = threading.Thread(target=house.runner.stop)
    stopping.start()
    late = house.ask(1)
    go_on.set()
    stopping.join()
    states = [r.state for ts in (late,) for r in house.store.requests.of_message("T1", house.channel, ts)]
    assert states == ["accepted"]
    assert house.store.requests.counts()["working"] == 0
    assert house.store.digests.recent("T1", [house.channel])


def test_stopping_waits_no_longer_than_it_was_told(house: House) -> None:
    """What takes longer is taken up again at the next start."""
    forever = threading.Event()
    house.fetch = lambda request: forever.wait(30) and None
    house.runner.start()
    house.ask()
    house.slack.wait_for(lambda: house.store.requests.counts()["working"] == 1)
    began = time.monotonic()
    house.runner.stop()
    assert time.monotonic() - began < 5
    assert house.store.requests.release_all() == 1
    forever.set()


def test_a_database_that_is_away_is_waited_for(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The threads live on, and the work goes on with the first look that succeeds."""
    away = {"looks": 3}
    claim = house.store.requests.claim

    def unreachable(lease: timedelta) -> Request | None:
        if away["looks"]:
            away["looks"] -= 1
            raise OperationalError("SELECT 1", {}, Exception("gone"))
        return claim(lease)

    monkeypatch.setattr("bot.runner.embedded._AWAY", 0.05)
    monkeypatch.setattr(house.store.requests, "claim", unreachable)
    house.runner.start()
    assert house.answered(house.ask())


def test_a_mistake_of_ours_ends_no_thread(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is logged, and the next request is taken up."""
    monkeypatch.setattr("bot.runner.embedded._AWAY", 0.05)
    claim, left = house.store.requests.claim, [1, 1]

    def broken(lease: timedelta) -> Request | None:
        if left:
            left.pop()
            raise KeyError("a mistake")
        return claim(lease)

    monkeypatch.setattr(house.store.requests, "claim", broken)
    house.runner.start()
    assert house.answered(house.ask())


def test_a_store_opened_by_hand_does_not_need_the_right_to_run(house: House, sqlite_store: Store) -> None:
    """Looking at failed requests, or exporting, goes on beside a running bot."""
    house.runner.start()
    ts = house.ask()
    assert house.answered(ts)
    beside = open_store(str(sqlite_store.database.engine.url))
    assert beside.requests.counts()["accepted"] == 0
    assert beside.requests.claim(LEASE) is None
    beside.close()


def test_the_clock_of_the_store_is_utc(sqlite_store: Store) -> None:
    """Aware, and now."""
    assert abs(sqlite_store.now() - datetime.now(UTC)) < timedelta(minutes=1)
