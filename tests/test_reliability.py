"""Faults around the store: full disks, locked files, torn files, clocks that jump, a Slack that is away."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from asking import LEASE, Clock, claimed, finish, new_post, new_request
from hand_made import DIGEST
from slack_sdk import WebClient
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.outbox import Poster
from bot.sandbox.server import Sandbox
from bot.store import Store, database, open_store


def accept(store: Store, number: int) -> bool:
    """Accepts one of many requests."""
    return store.requests.accept(new_request(f"https://news.example/{number}", f"1700000000.{number:06}"))


def accepted(store: Store) -> int:
    """How many requests stand."""
    return store.requests.counts()["accepted"]


def test_a_full_disk_refuses_and_loses_nothing(sqlite_store: Store) -> None:
    """What does not fit is refused, so that Slack sends it again; what was accepted stands; with room it goes on."""
    room = {"pages": 80}

    @event.listens_for(sqlite_store.database.engine, "begin")
    def limit(connection: object) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={room['pages']}")  # type: ignore[attr-defined]

    taken: list[bool] = []

    def fill() -> None:
        while True:
            taken.append(accept(sqlite_store, len(taken)))

    with pytest.raises(OperationalError, match="full"):
        fill()
    assert accepted(sqlite_store) == len(taken) > 0
    room["pages"] = 1_000_000
    assert accept(sqlite_store, 10_000)
    assert accepted(sqlite_store) == len(taken) + 1


def test_a_locked_file_is_waited_for(sqlite_store: Store) -> None:
    """Another program that holds the file for a while costs time and nothing else."""
    other = sqlite3.connect(str(sqlite_store.database.engine.url.database), check_same_thread=False)
    other.isolation_level = None
    other.execute("BEGIN IMMEDIATE")
    letting_go = threading.Timer(0.3, other.execute, ["COMMIT"])
    letting_go.start()
    assert accept(sqlite_store, 1)
    letting_go.join()
    other.close()


def test_a_file_locked_for_too_long_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The event is then not acknowledged, and comes again."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    store = open_store(f"sqlite:///{tmp_path}/pullquote.db")
    other = sqlite3.connect(f"{tmp_path}/pullquote.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        accept(store, 1)
    other.close()
    assert accept(store, 1)
    store.close()


@pytest.mark.parametrize("missing", [0, 1, 100, 4_096, 4_120, 20_000])
def test_a_file_after_a_power_cut_opens_and_goes_on(sqlite_store: Store, tmp_path: Path, missing: int) -> None:
    """However much of the last writes never reached the disk: what is left is whole, and work goes on with it."""
    for number in range(50):
        accept(sqlite_store, number)
    finish(sqlite_store, claimed(sqlite_store), "done", new_post(), digest=DIGEST)
    source, cut = Path(str(sqlite_store.database.engine.url.database)), tmp_path / "cut.db"
    shutil.copy(source, cut)
    log = source.with_name(source.name + "-wal").read_bytes()
    cut.with_name("cut.db-wal").write_bytes(log[: len(log) - missing])
    store = open_store(f"sqlite:///{cut}")
    with store.database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    left = accepted(store)
    assert left == 50 if missing == 0 else left <= 51
    accept(store, 999)
    while request := store.requests.claim(LEASE):
        finish(store, request)
    assert accepted(store) == 0
    store.close()


def test_what_is_accepted_is_on_the_disk(sqlite_store: Store) -> None:
    """The file is synchronised with the disk before a listener goes on, and before Slack is called to say something; a
    reaction may be set twice."""
    seen: list[tuple[str, int]] = []

    @event.listens_for(sqlite_store.database.engine, "commit")
    def commits(connection: object) -> None:
        mode = connection.exec_driver_sql("PRAGMA synchronous").scalar()  # type: ignore[attr-defined]
        seen.append((step, mode))

    step = "accept"
    accept(sqlite_store, 1)
    step = "work"
    request = sqlite_store.requests.claim(LEASE)
    assert request is not None
    reaction = new_post(kind="react", body={"name": "eyes", "timestamp": "1700000000.000100"})
    finish(sqlite_store, request, "done", new_post(), reaction)
    for step in ("post", "react"):
        post = sqlite_store.outbox.claim(LEASE)
        assert post is not None
        assert post.kind == step
    modes = {name: [mode for at, mode in seen if at == name][-1] for name in ("accept", "work", "post", "react")}
    assert modes == {"accept": 2, "work": 1, "post": 2, "react": 1}


@pytest.mark.parametrize("jump", [{"days": -2}, {"days": 2}, {"minutes": -90}])
def test_a_clock_that_is_set_holds_no_post_back(store: Store, jump: dict[str, float]) -> None:
    """Neither one that waits, nor one under lease, nor a channel that has to pause."""
    store.database.now = clock = Clock()
    store.outbox.add([new_post("waits"), new_post("leased", channel="C2"), new_post("paused", channel="C3")])
    first = store.outbox.claim(LEASE)
    assert first is not None
    store.outbox.wait(first, clock.at.replace(minute=50), "ratelimited", uncertain=False, rated=True)
    assert store.outbox.claim(LEASE)
    clock.pass_(**jump)
    due = []
    while post := store.outbox.claim(LEASE):
        due.append(post.body["text"])
    assert sorted(due) == ["leased", "paused", "waits"]


class Desk:
    """A poster that a test drives by hand."""

    def __init__(self, store: Store, slack: Sandbox, api_url: str = "") -> None:
        self.clock = store.database.now = Clock(datetime.now(UTC))
        self.channel = slack.control.channel_id("newsroom")
        self.ts = slack.control.post_message("newsroom", "an article")
        client = WebClient(slack.bot_token, base_url=api_url or slack.api_url, timeout=2)
        self.poster = Poster(store, lambda team: client)
        store.outbox.add([new_post("at last", channel=self.channel, thread_ts=self.ts, request_id="r1", part="0")])

    def minutes(self, number: int) -> None:
        """So much time passes, a few seconds at a time, and whatever is due is tried."""
        for _ in range(number * 12):
            while self.poster.post_next():
                pass
            self.clock.pass_(seconds=5)


def test_slack_away_for_ten_minutes(sqlite_store: Store, slack: Sandbox) -> None:
    """Answering 503 all the while: the digest is posted once, when it is back; it was asked for with longer pauses."""
    desk = Desk(sqlite_store, slack)
    slack.control.fail_next("*", status=503, times=1000)
    desk.minutes(10)
    assert slack.control.replies("newsroom", desk.ts) == []
    assert len(slack.control.calls("chat.postMessage")) + len(slack.control.calls("conversations.replies")) < 40
    slack.control.reset()
    ts = slack.control.post_message("newsroom", "an article")
    with sqlite_store.database.write() as connection:
        connection.exec_driver_sql(f"UPDATE outbox SET thread_ts = '{ts}'")
    desk.minutes(1)
    assert [m["text"] for m in slack.control.replies("newsroom", ts)] == ["at last"]


def test_slack_out_of_reach(sqlite_store: Store, slack: Sandbox) -> None:
    """No connection at all: nothing was sent, so nothing has to be looked up; it is posted once there is one."""
    desk = Desk(sqlite_store, slack, api_url="http://127.0.0.1:9/api/")
    desk.minutes(2)
    there = WebClient(slack.bot_token, base_url=slack.api_url)
    desk.poster = Poster(sqlite_store, lambda team: there)
    desk.minutes(1)
    assert [m["text"] for m in slack.control.replies("newsroom", desk.ts)] == ["at last"]
    assert slack.control.calls("conversations.replies") == []


def test_listeners_are_not_held_up_by_workers(sqlite_store: Store) -> None:
    """While threads claim and finish without a pause, requests are accepted in their turn."""
    stop = threading.Event()
    for number in range(200):
        accept(sqlite_store, number)

    def work() -> None:
        while not stop.is_set() and (request := sqlite_store.requests.claim(LEASE)):
            finish(sqlite_store, request, "done", digest=DIGEST)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    assert all(accept(sqlite_store, number) for number in range(200, 230))
    stop.set()
    for worker in workers:
        worker.join()
