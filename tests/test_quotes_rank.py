"""Rank: near-repeats, scores, and which quotes are key."""

from __future__ import annotations

import pytest

from eval.quote_choices import agreement, chosen_in_seeds
from handlers import wire
from handlers.digest import extract
from handlers.model import Article, Digest, Quote, QuoteKind, Speaker
from handlers.quotes.rank import rank_quotes
from handlers.rank import rank


def made(*quotes: tuple[str, str, QuoteKind]) -> Digest:
    """A digest of quotes: (speaker, words, kind)."""
    text = "\n\n".join(f"{who}: {words}" for who, words, _ in quotes)
    article = Article(text, language="en")
    found, at = [], 0
    for who, words, kind in quotes:
        start = text.index(f"{who}: {words}", at)
        said = start + len(who) + 2
        speaker = Speaker(article.passage(start, start + len(who)), who)
        found.append(Quote(article.passage(said, said + len(words)), kind, speaker))
        at = said
    return Digest(article, all_quotes=tuple(found))


def test_near_repeats_are_one_quote_with_two_places() -> None:
    """A word changed does not make a second quote."""
    digest = made(
        ("Ada", "The whole valley is now entirely in the hands of the water company.", "direct"),
        ("Bo", "Nobody asked us about any of it.", "direct"),
        ("Ada", "The whole valley is now completely in the hands of the water company.", "direct"),
    )
    every, key = rank_quotes(digest, 5)
    assert len(every) == len(key) == 2
    assert [p.start for p in every[0].repeats] == [digest.all_quotes[2].passage.start]


def test_ranking_twice_changes_nothing() -> None:
    """What was joined once stays joined."""
    digest = made(("Ada", "We will not sell this house to anybody.", "direct"))
    twice = made(
        ("Ada", "We will not sell this house to anybody.", "direct"),
        ("Ada", "We will not sell this house to anybody!", "direct"),
    )
    for one in (digest, twice):
        every, _ = rank_quotes(one, 5)
        again, _ = rank_quotes(Digest(one.article, all_quotes=every), 5)
        assert again == every


@pytest.mark.parametrize("limit", [0, 1, 3, 50])
def test_never_more_than_asked_for(limit: int) -> None:
    """The key quotes are at most so many, each with a score between 0 and 1."""
    digest = made(*((f"Voice{i}", f"This is what number {i} had to say about it.", "direct") for i in range(12)))
    every, key = rank_quotes(digest, limit)
    assert len(key) == min(limit, 12)
    assert all(0 <= q.score <= 1 for q in every)


def test_own_words_come_before_reported_ones() -> None:
    """Of two alike, the direct quote is the better one."""
    digest = made(
        ("Ada", "that the bridge would be closed until the end of the summer", "indirect"),
        ("Bo", "We will keep this bridge open until the very last day of summer.", "direct"),
    )
    assert rank_quotes(digest, 1)[1][0].kind == "direct"


def test_another_voice_comes_before_the_same_one_again() -> None:
    """Five quotes of one person do not fill the digest when others speak nearly as well."""
    digest = made(
        *(("Ada", words, "direct") for words in (
            "We have waited for this railway for thirty years.", "The tunnel will be dug from both of its ends.",
            "My grandfather drew the first map of the line.", "Engineers come cheap and mountains do not.",
        )),
        ("Bo", "I would have spent the money on the hospital.", "direct"),
    )  # fmt: skip
    assert "Bo" in {q.speaker.name for q in rank_quotes(digest, 3)[1] if q.speaker}


def test_the_seeds_have_the_quotes_that_a_reader_chose() -> None:
    """At least six of ten key quotes of the seeds are among those chosen by hand."""
    counts = [agreement(rank(extract(article, ["quotes"])), chosen) for article, chosen in chosen_in_seeds()]
    assert sum(h for h, _ in counts) >= 0.6 * sum(m for _, m in counts)


POLL = """A Brackwater University poll shows Mayor Ida Strand leading Tom Okafor by nine points, with 13 per cent \
supporting neither of them.

The council said that the bridge would stay shut until the second week of April because its northern bearing had \
failed."""


def test_reported_words_that_are_no_clause_are_no_key_quote() -> None:
    """Half a sentence tells nobody what was said; a clause does."""
    digest = rank(extract(Article(POLL, language="en")))
    assert any("until the second week of April" in q.passage.text for q in digest.quotes)
    assert all(q.whole for q in digest.quotes)
    halves = [q for q in digest.all_quotes if not q.whole]
    assert halves, "the poll's finding is still among all quotes"
    assert wire.load(wire.dump(digest)).all_quotes == digest.all_quotes
