"""Who goes first: acknowledgements before work, listeners before other writers, one thread of those that wait."""

from __future__ import annotations

import threading

from bot.bell import Bell
from bot.courtesy import Courtesy
from bot.store.line import Line


def test_work_waits_until_the_answer_is_out() -> None:
    """What begins while somebody is being answered comes after the answer."""
    courtesy, begun, told = Courtesy(), threading.Event(), []

    def work() -> None:
        begun.set()
        courtesy.give_way()
        told.append("work")

    with courtesy.answering():
        thread = threading.Thread(target=work)
        thread.start()
        begun.wait()
        told.append("answer")
    thread.join()
    assert told == ["answer", "work"]


def test_work_goes_on_under_answers_that_never_end() -> None:
    """Giving way ends by itself."""
    courtesy = Courtesy()
    with courtesy.answering():
        courtesy.give_way()


def test_writers_come_in_order_and_those_who_answer_slack_first() -> None:
    """Of five who wait for a sixth, the two who go first do, and each kind goes in the order in which it came."""
    line = Line()
    told: list[str] = []
    threads: list[threading.Thread] = []
    with line.turn():
        for name, first in (("a", False), ("b", True), ("c", False), ("d", True), ("e", False)):
            thread = threading.Thread(target=_write, args=(line, name, first, told))
            thread.start()
            threads.append(thread)
            while len(line._first) + len(line._rest) < len(threads):
                pass
    for thread in threads:
        thread.join()
    assert told == ["b", "d", "a", "c", "e"]


def _write(line: Line, name: str, first: bool, told: list[str]) -> None:
    with line.turn(first=first):
        told.append(name)


def test_a_writer_that_fails_passes_its_turn_on() -> None:
    """An exception holds up nobody."""
    line = Line()
    for _ in range(2):
        try:
            with line.turn():
                raise ValueError
        except ValueError:
            pass
    with line.turn(first=True):
        pass


def test_a_call_for_one_wakes_one() -> None:
    """The others go on waiting, and hear of it when they have waited long enough."""
    bell, woken = Bell(), threading.Semaphore(0)

    def wait() -> None:
        bell.wait(0, 60)
        woken.release()

    threads = [threading.Thread(target=wait) for _ in range(3)]
    for thread in threads:
        thread.start()
    while len(bell._condition._waiters) < len(threads):  # type: ignore[attr-defined]
        pass
    bell.call_one()
    woken.acquire()
    assert len(bell._condition._waiters) == 2  # type: ignore[attr-defined]
    bell.ring()
    for thread in threads:
        thread.join()
