"""Listeners that come at the same time share one commit, and none answers for another's mistake."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from asking import new_request
from sqlalchemy import event

from bot.store import Store
from bot.store.together import Together


def commits(store: Store) -> list[int]:
    """Counts commits from now on."""
    counted = [0]

    def one(_: object) -> None:
        counted[0] += 1

    event.listen(store.database.engine, "commit", one)
    return counted


def test_who_comes_meanwhile_shares_the_commit(store: Store) -> None:
    """While one is writing twenty come; they take one more commit together, and all are told what is true of them."""
    held, let_go = threading.Event(), threading.Event()
    counted = commits(store)

    def slowly(connection: object, number: int) -> int:
        if number == 0:
            held.set()
            assert let_go.wait(20)
        return number * 2

    together = Together(store.database, slowly)
    with ThreadPoolExecutor(21) as threads:
        first = threads.submit(together, 0)
        assert held.wait(20)
        others = [threads.submit(together, n) for n in range(1, 21)]
        while len(together._waiting) < 20:
            threading.Event().wait(0.005)
        let_go.set()
        assert first.result(20) == 0
        assert [one.result(20) for one in others] == [n * 2 for n in range(1, 21)]
    assert counted[0] == 2


def test_one_that_fails_fails_alone(store: Store) -> None:
    """The others of its transaction are written all the same."""
    store.requests.accept(new_request("https://news.example/stands"))
    with ThreadPoolExecutor(12) as threads:
        news = [new_request(f"https://news.example/{n}", f"1700000001.{n:06}") for n in range(11)]
        broken = new_request(team=None)  # type: ignore[arg-type]
        told = [threads.submit(store.requests.accept, new) for new in (*news[:5], broken, *news[5:])]
        failed = [one for one in told if one.exception(20) is not None]
    assert len(failed) == 1
    assert sum(one.result() for one in told if one not in failed) == 11
    assert store.requests.counts()["accepted"] == 12


def test_the_same_from_many_threads_is_new_once(store: Store) -> None:
    """A redelivery that comes at the same time is nothing, in one transaction or in two."""
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(store.requests.accept, [new_request()] * 8)) == 1


def test_nobody_is_told_before_it_is_on_the_disk(store: Store) -> None:
    """A commit that fails is everybody's failure, one by one."""

    def failing(_: object) -> None:
        raise OSError("the disk is full")

    event.listen(store.database.engine, "commit", failing)
    with pytest.raises(OSError, match="full"):
        store.requests.accept(new_request())
    event.remove(store.database.engine, "commit", failing)
    assert store.requests.counts()["accepted"] == 0
