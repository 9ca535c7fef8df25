"""Quotes on whatever arrives: no exception, exact spans, and work that grows with the text and no faster."""

from __future__ import annotations

import cProfile
import pstats

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.language import Parses
from handlers.model import Article, Quote
from handlers.quotes import QuoteExtractor

EXTRACTOR = QuoteExtractor()
ODD = [
    "",
    "\x00",
    '"',
    "“",
    "”“”“”",
    "said said said said said.",
    "ALL CAPITALS: “WE WILL NEVER GIVE UP THIS TOWN,” THE MAYOR SAID.",
    "שלום “הלו עולם טוב מאוד” אמר \u202eevil\u202c “text goes here now,” he said.",
    "😀 said “😀😀 we are 😀 very happy 😀” 😀",
    "A\x00B said “nul \x00 in the middle of it,” she said\x00.",
    "“" * 300,
    "'" * 300,
    '"a" ' * 200,
    "he said " * 300,
    "the man of the house of the king of the hill of the land " * 40,
    "according to according to according to",
    "\u2028“line separator here now”\u2028 said Bo.",
    "“Nobody near these words at all.”",
]


def extracted(text: str, language: str = "en") -> list[Quote]:
    """Every quote of a text."""
    article = Article(text, language=language)
    return list(EXTRACTOR.extract(article, Parses(article)))


def check(text: str, quotes: list[Quote]) -> None:
    """Every span is the article's own words."""
    for quote in quotes:
        for passage in (quote.passage, quote.speaker and quote.speaker.mention, quote.cue):
            if passage is not None:
                assert text[passage.start : passage.end] == passage.text


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_texts_raise_nothing(text: str, language: str) -> None:
    """Marks without words, words without marks, odd characters and endless repetition."""
    check(text, extracted(text, language))


WORDS = st.sampled_from(
    ["“", "”", '"', "'", "’", " said ", " Anna Berg ", " she ", " the minister ", ", ", ". ", "\n\n", " according to ",
     " we will not go ", "😀", "\x00", "\u202e", "É", ":", " —", " told ", " that "]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=40).map("".join), st.sampled_from(["en", "de", "fr", ""]))
def test_any_mixture_has_exact_spans(text: str, language: str) -> None:
    """Whatever words and marks come together, spans are exact and in order."""
    quotes = extracted(text, language)
    check(text, quotes)
    starts = [q.passage.start for q in quotes]
    assert starts == sorted(starts)


def calls(text: str) -> int:
    """How many calls Python makes for a text: work that does not depend on the machine."""
    article = Article(text, language="en")
    parses = Parses(article)
    for _ in parses.docs(range(len(article.paragraphs)), entities=False):
        pass
    profile = cProfile.Profile()
    profile.enable()
    list(EXTRACTOR.extract(article, parses))
    profile.disable()
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "sentence",
    ["“We go now,” Anna Berg said. ", "She said the men of the town left. ", '"a b c" ', "Anna Berg "],
    ids=["marks", "reports", "bare marks", "names"],
)
def test_work_grows_with_the_text(sentence: str) -> None:
    """Four times the text takes at most six times the work, within a paragraph and over many."""
    for joint in ("", "\n\n"):
        small, large = calls((sentence + joint) * 60), calls((sentence + joint) * 240)
        assert large < 6 * small


def test_ten_thousand_marks() -> None:
    """Ten thousand marks in one paragraph and one a paragraph are read to the end."""
    text = '"we go home" said Bo. ' * 2500 + "\n\n" + "“We go home now,” said Bo.\n\n" * 200
    quotes = extracted(text)
    check(text, quotes)
    assert len(quotes) > 2000
