"""Subjects behind an opening phrase, which a parser takes for more about the name in it."""

from __future__ import annotations

import pytest

from handlers.language import Parses
from handlers.model import Article
from handlers.quotes import QuoteExtractor

SPEAKERS = [
    (
        "In a letter to Mayor Dan Holt, a coalition of parents wrote that the school was unsafe.",
        "a coalition of parents",
    ),
    (
        "During a visit to Governor Lee Marsh, the president of the union said nothing had changed.",
        "the president of the union",
    ),
    ("In Oslo, Karen Holt, a former teacher from Bergen, said that nothing had changed.", "Karen Holt"),
    ("In Oslo, Dan Rose, who owns the mill, said that nothing had changed.", "Dan Rose"),
    ("Last year in Berlin, the union, which has 4,000 members, warned that the plant would close.", "the union"),
    # the parser was right about these
    ("Mayor Karen Holt, a former teacher, said that nothing had changed.", "Mayor Karen Holt"),
    ("At a meeting with Karen Holt, the mayor, Dan Rose said the road would be closed.", "Dan Rose"),
    ("In Oslo, Bergen and Tromso, officials said that nothing had changed.", "officials"),
    ("Stacy Baker of Columbia, South Carolina says she really thinks the bridge can stand.", "Stacy Baker of Columbia"),
]


@pytest.mark.parametrize(("text", "mention"), SPEAKERS, ids=[m for _, m in SPEAKERS])
def test_who_speaks_behind_an_opening_phrase(text: str, mention: str) -> None:
    """The phrase before the comma is where or how it was said, and not who said it."""
    article = Article(text, language="en")
    (quote,) = QuoteExtractor().extract(article, Parses(article))
    assert quote.speaker is not None
    assert quote.speaker.mention.text == mention
