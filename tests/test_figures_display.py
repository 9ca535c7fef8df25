"""A figure shown within its sentence, by the one place that lays it out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.wording import A_FEW_MORE, figure_lines
from handlers.model import Article, Figure

SENTENCE = "After a long debate the council agreed to spend 40 million euros on a new bridge over the river."


def shown(text: str, figure: str, width: int) -> tuple[str, str, str]:
    """What stands before a figure, the figure, what stands behind it."""
    article, start = Article(text), text.index(figure)
    place = article.passage(start, start + len(figure))
    (line,) = figure_lines(article, [Figure(place, Decimal(1), article.passage(0, len(text)))], width)
    at = next(index for index, (_, bold) in enumerate(line.runs) if bold)
    before, after = ("".join(words for words, _ in runs) for runs in (line.runs[:at], line.runs[at + 1 :]))
    return before, line.runs[at][0], after


@pytest.mark.parametrize(
    ("width", "wanted"),
    [
        (
            200,
            (
                "After a long debate the council agreed to spend ",
                "40 million euros",
                " on a new bridge over the river.",
            ),
        ),
        (50, ("…agreed to spend ", "40 million euros", " on a new bridge over the river.")),
        (5, ("… ", "40…", " …")),
    ],
)
def test_a_sentence_is_cut_on_word_borders(width: int, wanted: tuple[str, str, str]) -> None:
    """The whole sentence where there is room, else whole words on both sides, with an ellipsis."""
    assert shown(SENTENCE, "40 million euros", width) == wanted


def test_a_long_sentence_is_cut_on_both_sides_of_its_figure() -> None:
    """Whole words stay, as many before the figure as behind it."""
    text = f"The mayor, who had been ill, said so. {SENTENCE[:-1]} that parts the old town from the harbour."
    assert shown(text, "40 million euros", 80) == (
        "…the council agreed to spend ",
        "40 million euros",
        " on a new bridge over the river…",
    )


def test_a_figure_at_the_start_leaves_the_room_to_what_follows() -> None:
    """The side that needs less gives the rest to the other."""
    before, figure, after = shown(
        "Forty ships left the harbour before the storm came in and sank all the others.", "Forty", 30
    )
    assert (before, figure) == ("", "Forty")
    assert after == " ships left the harbour…"


@given(st.text(alphabet="ab \n", max_size=80), st.text(alphabet="ab \n", max_size=80), st.integers(8, 90))
def test_nothing_is_much_wider_than_asked_and_the_figure_stays_whole(before: str, after: str, width: int) -> None:
    """The width holds but for the few letters that are not worth a cut, on either side."""
    runs = shown(f"{before} 77 {after}", "77", width)
    assert runs[1] == "77"
    assert sum(map(len, runs)) <= width + 2 * (A_FEW_MORE + 1)
    assert set("".join(runs)) <= set("ab 7…")
