"""The seed article: its quotes, their speakers, and what is no quote."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.digest import extract
from handlers.model import Article, Digest, Quote
from handlers.rank import rank

SEED = Path(__file__).parent.parent / "seeds" / "sheinbaum-2025-05-04.txt"
SHEINBAUM, TRUMP = "Claudia Sheinbaum", "Trump"


@pytest.fixture(scope="module")
def digest() -> Digest:
    """Everything found in the seed, ranked."""
    return rank(extract(Article(SEED.read_text(encoding="utf-8"), language="en"), ["quotes"]))


def found(digest: Digest, begins: str) -> Quote:
    """The quote that begins with these words, marks aside."""
    return next(q for q in extracted(digest) if q.passage.text.startswith(begins))


def extracted(digest: Digest) -> tuple[Quote, ...]:
    """The quotes before near-repeats are joined."""
    return extract(digest.article, ["quotes"]).all_quotes


@pytest.mark.parametrize(
    ("begins", "ends", "mention", "name"),
    [
        ("I said to him: 'No, President Trump,", "our sovereignty is not for sale'", "Sheinbaum", SHEINBAUM),
        ("We will never accept", "on our territory,", "she", SHEINBAUM),
        ("The immediate southern territory of our border is now entirely", "total control,", "Trump", TRUMP),
        ("The cartels wage war in America", "which we do,", "Trump", TRUMP),
        ("The immediate southern territory of our border is now completely", "total control,", "he", TRUMP),
        ("We want to help him. We want to help Mexico", "like that. You can't", "he", TRUMP),
    ],
)
def test_direct_quotes_are_exact(digest: Digest, begins: str, ends: str, mention: str, name: str) -> None:
    """Marked or not, a direct quote has its very words and its speaker."""
    quote = found(digest, begins)
    assert quote.kind == "direct"
    assert quote.passage.text.endswith(ends)
    assert quote.speaker is not None
    assert (quote.speaker.mention.text, quote.speaker.name) == (mention, name)


def test_fragments_are_one_mixed_quote_of_the_president(digest: Digest) -> None:
    """The two fragments stand in one reported clause, and "the Mexican president" is Claudia Sheinbaum."""
    quote = next(q for q in extracted(digest) if "“true” although “not as described”" in q.passage.text)
    assert quote.kind == "mixed"
    assert quote.speaker is not None
    assert quote.speaker.mention.text == "The Mexican president"
    assert (quote.speaker.name, quote.speaker.role) == (SHEINBAUM, "Mexican president")


@pytest.mark.parametrize(
    ("words", "mention"),
    [
        ("has seized thousands of kilos of fentanyl", "a spokesman for the agency"),
        ("the main cause of death for Americans aged 18 to 44", "the CDC"),
        ("to receive more intelligence from the United States", "the report"),
    ],
)
def test_reported_speech_has_the_speaker_as_the_article_has_it(digest: Digest, words: str, mention: str) -> None:
    """Indirect speech is found, and nobody is guessed."""
    quote = next(q for q in extracted(digest) if words in q.passage.text)
    assert quote.kind == "indirect"
    assert quote.speaker is not None
    assert quote.speaker.mention.text == mention
    assert not quote.speaker.name or quote.speaker.name in mention


@pytest.mark.parametrize("words", ["Carlos Moreno", "Shutterstock", "revealed Sheinbaum", "during an event"])
def test_credits_and_cues_are_in_no_quote(digest: Digest, words: str) -> None:
    """A photo credit is nobody's words, and a lost closing mark does not swallow the cue."""
    assert not any(words in q.passage.text for q in extracted(digest))


def test_near_equal_quotes_are_one_that_occurs_twice(digest: Digest) -> None:
    """The two "southern territory" quotes are one entry that knows both places."""
    told = [q for q in digest.all_quotes if "southern territory" in q.passage.text]
    assert len(told) == 1
    assert len(told[0].repeats) == 1
    assert "southern territory" in told[0].repeats[0].text


def test_key_quotes_are_five_voices_own_words(digest: Digest) -> None:
    """The key quotes are direct before anything else, from both presidents, best first."""
    assert len(digest.quotes) == 5
    assert {q.speaker.name for q in digest.quotes if q.speaker} >= {SHEINBAUM, TRUMP}
    assert sum(q.kind == "direct" for q in digest.quotes) >= 4
