"""Stories as several outlets tell them: which figures stand side by side, which as changed, and which not at all."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import pytest
from told_events import EVENTS as FIRST
from told_events import Event
from told_further import FURTHER

import seeds
from handlers.digest import digest
from handlers.model import Original
from handlers.stories.disagree import Account, changes, disagreements

Matter = frozenset[tuple[str, str]]
MISSED = 1  # matters of either set of events that may be missed
EVENTS = FIRST | FURTHER


@cache
def accounts(event: Event) -> list[Account]:
    """The event's articles, read."""
    return [
        Account(
            digest(Original(a.text.encode(), media_type="text/plain")), a.letter, datetime.fromisoformat(a.published)
        )
        for a in event.accounts
    ]


def shown(event: Event) -> set[Matter]:
    """The matters that are set side by side."""
    letters = [account.letter for account in event.accounts]
    return {
        frozenset((letters[n], figure.passage.text) for n, figure in matter.sides)
        for matter in disagreements(accounts(event))
    }


@pytest.mark.parametrize("name", EVENTS)
def test_no_figures_are_set_side_by_side_that_agree(name: str) -> None:
    """Nor such as are about other matters: of that, readers must never be told."""
    event = EVENTS[name]
    assert shown(event) - event.differ == set()


@pytest.mark.parametrize("events", [FIRST, FURTHER])
def test_figures_that_disagree_are_set_side_by_side(events: dict[str, Event]) -> None:
    """Each outlet once, with its newest."""
    missed = {(name, matter) for name, event in events.items() for matter in event.differ - shown(event)}
    assert len(missed) <= MISSED, missed


@pytest.mark.parametrize("name", EVENTS)
def test_what_one_outlet_changes_is_a_change(name: str) -> None:
    """Not a disagreement with itself."""
    event = EVENTS[name]
    letters = [account.letter for account in event.accounts]
    told = {(letters[c.now[0]], c.now[1].passage.text, c.before[1].passage.text) for c in changes(accounts(event))}
    assert told == event.change


def test_the_ferry_has_four_dead_in_one_outlet_and_three_in_the_other() -> None:
    """However each words it; and how many were aboard and saved; but who is in hospital when, is no disagreement."""
    pages = [seed for seed in seeds.SEEDS if seed.slug.startswith("halden-ferry-fire")]
    told = disagreements([Account(digest(Original(seeds.page(s), url=f"https://{s.slug}.example/a"))) for s in pages])
    values = {tuple(str(figure.value) for _, figure in matter.sides) for matter in told}
    assert values == {("3", "4"), ("127", "131"), ("164", "170"), ("35", "40")}
