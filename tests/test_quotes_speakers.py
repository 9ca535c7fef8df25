"""Who speaks where grammar tells it outright: the ranking has no say there."""

from __future__ import annotations

import pytest

from handlers.digest import extract
from handlers.model import Article

CASES = [
    pytest.param(
        "The bridge has a defender. Nadia Brooke, the engineer who built it, said:\n\n"
        '"It will stand for a hundred years."\n\nTom Vale, a clerk, said "nobody asked for it".',
        "It will stand",
        "Nadia Brooke",
        id="the paragraph before leads in with a colon",
    ),
    pytest.param(
        '"We waited all night for the boat," said Nadia Brooke, a nurse. "Nobody came.\n\n'
        '"In the morning we walked.\n\n"Then it rained."\n\nTom Vale disagrees.',
        "Then it rained",
        "Nadia Brooke",
        id="a quotation runs on over paragraphs",
    ),
    pytest.param(
        'Nadia Brooke left early. Brooke later defended the vote, calling the chairman "a man of many umbrellas".',
        "a man of",
        "Nadia Brooke",
        id="whoever is called something does not say it",
    ),
    pytest.param(
        'The plan is dead. It was, in Nadia Brooke\'s words, "a bridge to nobody in particular".',
        "a bridge to",
        "Nadia Brooke",
        id="the words belong to their owner",
    ),
    pytest.param(
        'Nadia Brooke runs the harbour. "They will close the gates at noon", she has affirmed.',
        "They will close",
        "Nadia Brooke",
        id="the comma stands behind the mark",
    ),
    pytest.param(
        'Nadia Skelly came late. I know Skelly well. And Skelly called Tom Vale "a really smart clerk".',
        "a really smart",
        "Nadia Skelly",
        id="the parser takes a name for another word",
    ),
]


@pytest.mark.parametrize(("text", "begins", "name"), CASES)
def test_whoever_grammar_names_speaks(text: str, begins: str, name: str) -> None:
    """The quote that begins so is said by the one of that name."""
    found = extract(Article(text, language="en"), ["quotes"]).all_quotes
    quote = next(q for q in found if begins in q.passage.text)
    assert quote.speaker is not None
    assert quote.speaker.name == name
