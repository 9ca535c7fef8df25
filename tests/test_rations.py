"""Rate limits: nothing is lost by them, and whoever meets one is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from asking import LEASE, Clock, new_request
from sqlalchemy import select

from bot.rations import put_off, refused
from bot.settings import Settings, load
from bot.store import Store, open_store
from bot.store.columns import unpacked
from bot.store.tables import outbox


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(up_to_date_url: str, clock: Clock):
    """A store, on either database, whose clock we move."""
    opened = open_store(up_to_date_url, clock=clock)
    yield opened
    opened.close()


def settings(**limits: int) -> Settings:
    return load(**({"user_requests_per_hour": 0, "team_requests_per_hour": 0} | limits))


def ask(store: Store, count: int, user: str = "U1", first: int = 0) -> None:
    """Posts so many links, each in a message of its own."""
    for number in range(first, first + count):
        new = new_request(f"https://news.example/{number}", f"1700000000.{number:06}", user=user)
        assert store.requests.accept(new)


def claim(store: Store) -> Any:
    return store.requests.claim(LEASE)


def put_off_all(store: Store, limits: Settings) -> list[str]:
    """What the limits say to each request in turn, until none is due."""
    said = []
    while (request := claim(store)) is not None:
        assert request.attempts == 1
        said.append(put_off(store, request, limits))
        if not said[-1]:
            store.finish(request, "done", lambda others: [])
    return said


def waiting(store: Store) -> list[str]:
    """The words that wait to be said."""
    with store.database.read() as connection:
        return [unpacked(body)["text"] for body in connection.execute(select(outbox.c.body)).scalars()]


def test_what_goes_beyond_is_read_later_at_the_limits_pace(store: Store, clock: Clock) -> None:
    """Six an hour: the seventh waits ten minutes, the eighth twenty; both are read, and not counted again."""
    ask(store, 8)
    assert put_off_all(store, settings(user_requests_per_hour=6)) == [""] * 6 + ["person"] * 2
    clock.pass_(minutes=9)
    assert claim(store) is None
    for _ in range(2):
        clock.pass_(minutes=10)
        late = claim(store)
        assert late.attempts == 2
        store.finish(late, "done", lambda others: [])
    assert store.requests.counts()["accepted"] == 0


def test_one_person_holds_up_no_other(store: Store) -> None:
    """Each has a ration of their own."""
    ask(store, 3)
    ask(store, 1, user="U2", first=3)
    assert put_off_all(store, settings(user_requests_per_hour=2)) == ["", "", "person", ""]


def test_a_workspace_has_a_ration_too(store: Store) -> None:
    """Many persons together can be too many."""
    for number in range(3):
        ask(store, 1, user=f"U{number}", first=number)
    assert put_off_all(store, settings(team_requests_per_hour=2)) == ["", "", "workspace"]


def test_who_meets_the_limit_is_told_once(store: Store) -> None:
    """In words, and not for every link."""
    ask(store, 9)
    put_off_all(store, settings(user_requests_per_hour=6))
    (words,) = waiting(store)
    assert "None is lost" in words


def test_none_waits_longer_than_an_hour(store: Store, clock: Clock) -> None:
    """A hundred at one an hour are all read within the next."""
    ask(store, 20)
    put_off_all(store, settings(user_requests_per_hour=1))
    clock.pass_(minutes=60)
    left = 0
    while (request := claim(store)) is not None:
        store.finish(request, "done", lambda others: [])
        left += 1
    assert left == 19


def test_a_ration_fills_up_again(store: Store, clock: Clock) -> None:
    """After an hour all of it is there."""
    for hour in range(3):
        ask(store, 4, first=hour * 4)
        assert put_off_all(store, settings(user_requests_per_hour=4)) == [""] * 4
        clock.pass_(minutes=60)


def test_a_limit_of_nothing_is_none(store: Store) -> None:
    """0 switches a limit off."""
    ask(store, 30)
    assert set(put_off_all(store, settings())) == {""}


def test_too_many_commands_are_refused_in_words(store: Store, clock: Clock) -> None:
    """And a refused one does not count against who types on."""
    limits = settings(commands_per_hour=2)
    assert [refused(store, "T1", "U1", limits) for _ in range(2)] == ["", ""]
    assert "2 commands" in refused(store, "T1", "U1", limits)
    assert refused(store, "T1", "U1", limits)
    assert refused(store, "T1", "U2", limits) == ""
    assert refused(store, "T2", "U1", limits) == ""
    clock.pass_(minutes=31)
    assert refused(store, "T1", "U1", limits) == ""


def test_a_ration_is_no_pace_of_the_outbox(tmp_path: Path, clock: Clock) -> None:
    """Posts go out however much somebody asked for."""
    store = open_store(f"sqlite:///{tmp_path}/p.db", clock=clock)
    ask(store, 3)
    put_off_all(store, settings(user_requests_per_hour=1, team_requests_per_hour=1))
    assert store.outbox.claim(LEASE) is not None
    store.close()
