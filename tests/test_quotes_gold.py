"""Quotes on sentences written for the purpose: pinned floors, one class of difficulty at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.quote_gold import Tally, cases, tallies
from handlers.quotes import QuoteExtractor

GOLD = Path(__file__).parent / "gold" / "quotes.tsv"


@pytest.fixture(scope="module")
def counted() -> dict[str, Tally]:
    """The tally of each class."""
    return tallies(cases(GOLD), QuoteExtractor())


FLOORS = {  # class: (found, right speaker, right name) of its quotes, at least
    "pronoun": (10, 10, 10),
    "fragment": (8, 8, 8),
    "rare-verb": (10, 10, 10),
    "described": (10, 10, 10),
    "nearer": (10, 10, 9),
    "body": (9, 9, 9),
    "unbalanced": (10, 10, 10),
    "floating": (20, 20, 20),
    "paragraphs": (7, 7, 7),
    "colon-dash": (8, 7, 7),
    "nested": (8, 8, 8),
    "according": (8, 8, 8),
    "indirect": (12, 12, 12),
    "unmarked": (3, 3, 3),
    "transcript": (4, 4, 2),
    "tweet": (3, 3, 3),
    "relative": (5, 5, 5),
    "inversion": (5, 5, 5),
    "role": (5, 5, 4),
    "office": (10, 10, 10),
    "dateline": (3, 3, 3),
    "three-deep": (3, 3, 3),
    "age": (2, 2, 2),
    "passive": (2, 1, 1),
    "heading": (2, 2, 2),
}


@pytest.mark.parametrize("group", sorted(FLOORS))
def test_no_class_slides_below_its_floor(counted: dict[str, Tally], group: str) -> None:
    """As many quotes, speakers and names are right as when the floor was pinned."""
    tally = counted[group]
    assert tally.found >= FLOORS[group][0]
    assert tally.spoken >= FLOORS[group][1]
    assert tally.named >= FLOORS[group][2]


def test_titles_are_no_quotes(counted: dict[str, Tally]) -> None:
    """Of eight titles and scare quotes at most two are taken for somebody's words."""
    assert counted["title"].false <= 2


def test_teasers_and_calls_to_readers_are_no_quotes(counted: dict[str, Tally]) -> None:
    """What points to another article, or asks readers to write, is nobody's words."""
    assert counted["teaser"].false == 0


def test_the_gold_is_large_enough() -> None:
    """At least 150 sentences, in at least fifteen classes."""
    found = cases(GOLD)
    assert len(found) >= 150
    assert len({c.group for c in found}) >= 15
