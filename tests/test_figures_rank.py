"""Ranked figures: the same one once, the one that matters first."""

from __future__ import annotations

from handlers.figures import FigureExtractor
from handlers.figures.rank import rank_figures
from handlers.language import Parses
from handlers.model import Article, Digest

TEXT = (
    "The city will spend $40 million on a new bridge.\n"
    "One worker said the old bridge, built in 1931, had two lanes.\n"
    "Work starts in three years. The mayor called the $40 million well spent.\n"
    "About 12,000 people cross it every day, and three people were hurt on it."
)


def ranked(text: str, limit: int, title: str = "") -> Digest:
    article = Article(text, title=title, language="en")
    digest = Digest(article, all_figures=tuple(FigureExtractor().extract(article, Parses(article))))
    every, key = rank_figures(digest, limit)
    return Digest(article, figures=key, all_figures=every)


def test_a_value_said_twice_is_one_entry_with_its_further_place() -> None:
    """The first place is the entry, the second its repeat."""
    digest = ranked(TEXT, 5)
    (sum_of_money,) = [f for f in digest.all_figures if f.unit == "dollar"]
    assert [p.start for p in sum_of_money.repeats] == [TEXT.rindex("$40 million")]


def test_the_same_number_of_other_things_stays_apart() -> None:
    """Three years are not three people."""
    assert [f.concept for f in ranked(TEXT, 9).all_figures if f.value == 3] == ["Work", "people"]


def test_money_said_twice_and_first_is_the_first_key_figure() -> None:
    """Repetition, the first sentence and money beat a bare "one", which comes last."""
    key = ranked(TEXT, 9).figures
    assert key[0].passage.text == "$40 million"
    assert key[-1].passage.text == "One"


def test_the_figure_of_the_title_comes_first() -> None:
    """What the headline uses is what the article is about."""
    assert ranked(TEXT, 1, title="12,000 cross ageing bridge").figures[0].passage.text == "12,000"


def test_limits_and_scores_hold() -> None:
    """No more key figures than asked for; scores between 0 and 1, best first; all figures in the article's order."""
    digest = ranked(TEXT, 2)
    scores = [f.score for f in digest.figures]
    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= f.score <= 1 for f in digest.all_figures)
    assert [f.passage.start for f in digest.all_figures] == sorted(f.passage.start for f in digest.all_figures)
    assert ranked(TEXT, 0).figures == ()


def test_a_digest_ranked_twice_stays_the_same() -> None:
    """Repeats that were joined once are kept, not counted again."""
    once = ranked(TEXT, 3)
    every, key = rank_figures(once, 3)
    assert (every, key) == (once.all_figures, once.figures)


def test_a_figure_of_the_first_line_is_shown_where_the_text_says_it() -> None:
    """The title stands over a digest anyway, so the sentence of the text is the entry and the title its repeat."""
    text = "Ferry with 82 aboard sinks\nA ferry carrying 82 passengers sank off Sorvåg on Thursday.\nFive boats came."
    first = ranked(text, 3).figures[0]
    assert first.passage.start == text.rindex("82")
    assert [place.start for place in first.repeats] == [text.index("82")]


def test_ages_and_what_is_said_to_somebody_come_late() -> None:
    """Money and people beat an age, also one that stands first; "you have ten minutes" is of no use to readers."""
    text = (
        "Maria Lopez, 45, runs a farm that lost 300 sheep to the flood.\n"
        "“You have ten minutes,” she told her son.\nShe will get $4 million."
    )
    assert [figure.passage.text for figure in ranked(text, 2).figures] == ["300", "$4 million"]
