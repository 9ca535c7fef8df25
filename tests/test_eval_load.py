"""What load is measured with: made-up articles, a day's arrivals, and the parts of the bench."""

from __future__ import annotations

from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

from eval import bench, load
from eval.day import CURVE, HOUR, arrivals, busiest
from eval.prose import page, prose
from eval.stage import share
from handlers.digest import digest
from handlers.model import Original


@pytest.mark.parametrize("words", [50, 300, 600])
def test_an_article_is_as_long_as_asked_and_like_no_other(words: int) -> None:
    """The same number gives the same article."""
    assert words <= len(prose(7, words).split()) < words + 90
    assert prose(7, words) == prose(7, words) != prose(8, words)


def test_a_page_has_quotes_and_figures() -> None:
    """And is read as an article, or its speed would say nothing."""
    found = digest(Original(page(3).encode(), "text/html"))
    assert len(found.all_quotes) > 3
    assert len(found.all_figures) > 3
    assert "Another story" not in found.article.text


def test_links_come_as_the_hours_have_them() -> None:
    """Every one within the day, in order; the busiest hour is the curve's."""
    times = arrivals(50_000)
    assert times == sorted(times)
    assert 0 <= times[0] < times[-1] < 24 * HOUR
    hours = Counter(int(at // HOUR) for at in times)
    assert CURVE[hours.most_common(1)[0][0]] >= max(CURVE) - 4
    assert hours[2] < hours[9] / 8
    assert 1.5 < busiest() < 3


@pytest.mark.parametrize(("part", "value"), [(0.0, 1.0), (0.5, 3.0), (0.99, 4.0), (1.0, 4.0)])
def test_a_share_is_one_of_the_values(part: float, value: float) -> None:
    """The one below which so many lie."""
    assert share([1.0, 2.0, 3.0, 4.0], part) == value


def test_every_part_of_the_bench_can_be_run() -> None:
    """By its name, with no arguments."""
    for part in bench.PARTS:
        spec = find_spec(f"eval.{part}")
        assert spec is None or "def main(arguments" in Path(spec.origin or "").read_text()
    assert set(load.PARTS) == {"cold", "latency", "burst", "rate", "workers"}
