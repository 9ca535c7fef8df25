"""Stories: the quick ways to put articles together give what the slow and plain ones give."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.model import Article, Digest
from handlers.stories import ENOUGH, Telling, stories
from handlers.stories.alike import HALVING_HOURS, LEAST, Vector, likenesses, terms, vectors
from handlers.stories.cluster import average_linkage

LARGE = 450  # articles
AT = datetime(2026, 1, 1, tzinfo=UTC)
SYLLABLES = ("ba", "cor", "del", "fen", "gar", "hin", "jo", "kel", "lam", "mur", "nes", "pol")


def made(count: int, seed: int) -> list[Article]:
    """Articles of words as often as Zipf's law has them; every third tells the event of the one before."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 4)))) for _ in range(4_000)]
    often = list(itertools.accumulate(1 / (n + 10) for n in range(len(words))))
    articles: list[Article] = []
    matter: list[str] = []
    for number in range(count):
        if number % 3 != 2:
            matter = [word.title() for word in chance.choices(words[400:], k=9)]
        told = [*chance.choices(words, cum_weights=often, k=60), *matter]
        chance.shuffle(told)
        articles.append(Article("The " + " ".join(told) + ".", title=" ".join(matter[:3]), language="en"))
    return articles


def every_likeness(batch: Sequence[Vector], times: Sequence[datetime]) -> dict[tuple[int, int], float]:
    """Of every pair, with nothing left out."""
    found = {}
    for (i, one), (j, other) in itertools.combinations(enumerate(batch), 2):
        cosine = sum(weight * other[word] for word, weight in one.items() if word in other)
        likeness = cosine * 0.5 ** (abs((times[j] - times[i]).total_seconds()) / 3600 / HALVING_HOURS)
        if likeness >= LEAST:
            found[i, j] = likeness
    return found


def plainly_linked(count: int, pairs: Mapping[tuple[int, int], float], enough: float) -> list[list[int]]:
    """Average linkage by its definition: of all groups the two that are most alike join, until none are."""
    groups = [[n] for n in range(count)]

    def mean(a: list[int], b: list[int]) -> float:
        return math.fsum(pairs.get((min(i, j), max(i, j)), 0.0) for i in a for j in b) / (len(a) * len(b))

    while len(groups) > 1:
        best, a, b = max((mean(a, b), -m, -n) for (m, a), (n, b) in itertools.combinations(enumerate(groups), 2))
        if best < enough:
            break
        groups[-a] = sorted(groups[-a] + groups.pop(-b))
    return sorted(groups)


def test_stories_are_those_that_looking_at_every_pair_makes() -> None:
    """Where only pairs are kept that may matter, no story changes."""
    articles = made(LARGE, seed=5)
    times = [AT + timedelta(minutes=n) for n in range(len(articles))]
    batch = vectors([terms(article) for article in articles])
    quick = average_linkage(len(batch), likenesses(batch, times, ENOUGH), ENOUGH)
    slow = average_linkage(len(batch), every_likeness(batch, times), ENOUGH)
    assert quick == slow
    assert sum(len(group) == 2 for group in quick) > LARGE // 8


def test_a_small_batch_has_the_likeness_of_every_pair() -> None:
    """To the last but rounding."""
    articles = made(60, seed=6)
    times = [AT + timedelta(hours=5 * n) for n in range(len(articles))]
    batch = vectors([terms(article) for article in articles])
    assert likenesses(batch, times) == pytest.approx(every_likeness(batch, times))


@given(seed=st.integers(0, 10**6), count=st.integers(2, 14), enough=st.sampled_from([0.05, 0.2, 0.5]))
@settings(max_examples=60)
def test_groups_are_those_of_average_linkage_by_its_definition(seed: int, count: int, enough: float) -> None:
    """Whatever is how alike."""
    chance = random.Random(seed)
    pairs = {p: chance.random() for p in itertools.combinations(range(count), 2) if chance.random() < 0.5}
    assert average_linkage(count, pairs, enough) == plainly_linked(count, pairs, enough)


@pytest.mark.parametrize("count", [1, 5, LARGE])
def test_the_order_in_which_articles_come_makes_no_story(count: int) -> None:
    """Shuffled, they make the same stories."""
    tellings = [
        Telling(str(n), AT + timedelta(minutes=n), Digest(article).outline, lambda a=article: Digest(a))  # type: ignore[misc]
        for n, article in enumerate(made(count, seed=7))
    ]
    shuffled = random.Random(1).sample(tellings, len(tellings))
    told, again = ({frozenset(t.key for t in s.tellings) for s in stories(some)} for some in (tellings, shuffled))
    assert told == again
