"""A site's turns, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from asking import Clock

from bot.store import Store
from bot.store.turns import Turns

HALF = timedelta(seconds=0.5)


@pytest.fixture
def clock(store: Store) -> Clock:
    """The store's clock, for the test to set."""
    store.database.now = clock = Clock()
    return clock


def test_fetches_of_a_site_take_turns(store: Store, clock: Clock) -> None:
    """One after the other, whoever asks; another site does not wait; a site that rested is free at once."""
    turns = [Turns(store.database) for _ in range(3)]
    assert [turn.take("a.example", HALF) for turn in turns] == [0.0, 0.5, 1.0]
    assert turns[0].take("b.example", HALF) == 0.0
    clock.pass_(seconds=1)
    assert turns[0].take("a.example", HALF) == 0.5
    clock.pass_(seconds=10)
    assert turns[0].take("a.example", HALF) == 0.0


def test_a_clock_that_is_set_back_blocks_no_site(store: Store, clock: Clock) -> None:
    """A turn that lies hours ahead was taken by a clock that was wrong."""
    turns = Turns(store.database)
    turns.take("a.example", HALF)
    clock.pass_(hours=-3)
    assert turns.take("a.example", HALF) == 0.0
