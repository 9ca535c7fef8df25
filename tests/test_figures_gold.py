"""Floors: what the project's own gold must give at least, so that quality cannot slide unnoticed."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from eval.figure_salience import NAMES, genres, own, places, shares
from eval.figures import GOLD, false_alarms, load, score
from handlers.figures.rank import WEIGHTS

FLOORS = {
    "tuned": {"value": 99.5, "unit": 99.5, "modifier": 98.5, "strict": 96.5, "relaxed": 97.0},
    "held": {"value": 98.5, "unit": 97.5, "modifier": 94.0, "strict": 89.5, "relaxed": 92.5},
    "wire": {"value": 98.5, "unit": 98.0, "modifier": 96.0, "strict": 80.0, "relaxed": 83.5},
    "agency": {"value": 97.5, "unit": 97.0, "modifier": 95.0, "strict": 83.0, "relaxed": 88.0},
    "press": {"value": 98.5, "unit": 95.5, "modifier": 92.0, "strict": 83.5, "relaxed": 86.5},
    "genres": {"value": 97.0, "unit": 95.0, "modifier": 91.5, "strict": 82.0, "relaxed": 83.5},
}
FALSE_ALARMS = {"tuned": 0, "held": 1, "wire": 1, "agency": 4, "press": 3, "genres": 1}
SALIENCE = {"own": (77, 97, 97), "genres": (55, 100, 100), "key": (83, 100, 100)}  # first / among 3 / among 5, in %
CHECKSUMS = {
    "tuned": "6077309cf2be745c",
    "held": "dfc1b53af9266c7e",
    "wire": "146ea689bac4b49f",
    "agency": "d57375a547c16e58",
    "press": "673fd295d4a89b8f",
    "genres": "958e76e7f28163c4",
}


@pytest.mark.parametrize("half", FLOORS)
def test_gold_gives_at_least_its_floors(half: str) -> None:
    """F1 by level, over the sentences with figures and those without."""
    table = score(load(half))
    below = {level: table[level]["all"].f1 for level, floor in FLOORS[half].items() if table[level]["all"].f1 < floor}
    assert below == {}


@pytest.mark.parametrize("half", FLOORS)
def test_sentences_without_figures_give_none(half: str) -> None:
    """Next to none of the sentences that hold only dates, names, codes and the like is given a figure."""
    wrong, free = false_alarms(load(half))
    assert free > 30
    assert wrong <= FALSE_ALARMS[half]


@pytest.mark.parametrize("half", FLOORS)
def test_floors_belong_to_this_gold(half: str) -> None:
    """Whoever changes gold looks at the floors, too."""
    assert hashlib.sha256((GOLD / f"figures-{half}.jsonl").read_bytes()).hexdigest()[:16] == CHECKSUMS[half]


@pytest.mark.parametrize("kind", SALIENCE)
def test_the_headlines_figure_is_among_the_first(kind: str) -> None:
    """Where the headline is taken off, as often as this; and those marked as key."""
    chosen = [case for case in (own() if kind == "own" else genres()) if case.kind == kind]
    reached = shares(places(chosen, np.array([WEIGHTS[name] for name in NAMES])))
    assert all(got >= floor for got, floor in zip(reached, SALIENCE[kind], strict=True)), reached
