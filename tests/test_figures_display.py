"""A figure shown within its sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.figures.display import cut
from handlers.model import Article, Figure

SENTENCE = "After a long debate the council agreed to spend 40 million euros on a new bridge over the river."


def figure_in(text: str, shown: str) -> tuple[Figure, Article]:
    article, start = Article(text), text.index(shown)
    return Figure(article.passage(start, start + len(shown)), Decimal(1), article.passage(0, len(text))), article


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
        (50, ("…agreed to spend ", "40 million euros", " on a new bridge…")),
        (20, ("…", "40 million euros", "…")),
        (5, ("", "40 million euros", "")),
    ],
)
def test_a_sentence_is_cut_on_word_borders(width: int, wanted: tuple[str, str, str]) -> None:
    """The whole sentence where there is room, else whole words on both sides, with an ellipsis; the figure always."""
    assert cut(*figure_in(SENTENCE, "40 million euros"), width) == wanted


def test_a_figure_at_the_start_leaves_the_room_to_what_follows() -> None:
    """The side that needs less gives the rest to the other."""
    before, shown, after = cut(*figure_in("Forty ships left the harbour before the storm came in.", "Forty"), 30)
    assert (before, shown) == ("", "Forty")
    assert after == " ships left the harbour…"


@given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40), st.integers(0, 60))
def test_nothing_is_wider_than_asked_nor_cut_within_a_word(before: str, after: str, width: int) -> None:
    """Every shown word is a word of the sentence, and the width holds unless the figure alone is wider."""
    text = f"{before} 77 {after}"
    shown = cut(*figure_in(text, "77"), width)
    assert sum(map(len, shown)) <= max(width, 2)
    assert shown[1] == "77"
    assert set("".join(shown).replace("…", " ").split()) <= set(text.split())
