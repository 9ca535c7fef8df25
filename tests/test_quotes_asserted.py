"""What is no reported speech, since nobody says anything; and what is all the same."""

from __future__ import annotations

import pytest

from handlers.language import Parses
from handlers.model import Article
from handlers.quotes import QuoteExtractor
from handlers.quotes.asserted import asserts
from handlers.quotes.lexicon import Lexicon
from handlers.quotes.scene import Scene

REFUSALS = [
    ("The brewery {declined} [to comment on the closure].", False),
    ("The harbour board {refused} [to say how many berths were empty].", False),
    ("The harbour board refused to {say} [how many berths were empty].", False),
    ("A spokeswoman {declined} [to answer questions about the fire].", False),
    ("Officials would not {say} [whether the ferry was insured].", False),
    ("The brewery did not {respond} [to a request for comment].", False),
    ("The sergeant {said} [nothing about the arrests].", False),
    ("The painting, {thought} [to be worth £3m], was found in a barn.", False),
    ("The duke is {said} [to be furious about the sale].", False),
    ("Two brothers are {believed} [to have left the valley] on Friday.", False),
    ("The minister {refused} [to sign the deal].", True),
    ("Villagers {believe} that [the mill is haunted].", True),
    ("The duke {said} that [nothing had been sold].", True),
    ("The duke did not {say} that [the mill had been sold].", True),
    ("The minister {wants} [to sign the deal].", True),
    ("The brothers were {told} by the judge [to stay away].", True),
]


@pytest.mark.parametrize(("text", "said"), REFUSALS)
def test_whoever_declines_to_speak_says_nothing(text: str, said: bool) -> None:
    """Refusals to speak and what "is thought" are nobody's words; a refusal to act, a belief and a denial are."""
    plain = text.translate(str.maketrans("", "", "{}[]"))
    cue, first, last = text.index("{"), text.index("["), text.index("]")
    shift = 2 if cue < first else 0
    scene = Scene(article := Article(plain, language="en"), Parses(article), Lexicon.stored())
    scene.parse({0})
    grammar = scene.places[0].parsed
    at = (grammar.token_at(cue), grammar.token_at(first - shift), grammar.token_at(last - shift - 1))
    assert asserts(scene.lexicon, grammar, *at) is said


@pytest.mark.parametrize("text", [t for t, said in REFUSALS if not said])
def test_a_refusal_is_no_quote(text: str) -> None:
    """Nothing is reported."""
    lead = "Rain fell on the valley all week, and the ferry stayed in port."
    article = Article(f"{lead}\n\n{text.translate(str.maketrans('', '', '{}[]'))}", language="en")
    assert [q.passage.text for q in QuoteExtractor().extract(article, Parses(article))] == []
