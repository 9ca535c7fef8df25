"""Roles as a reader expects them behind a name, and phrases that name no speaker."""

from __future__ import annotations

import pytest

from handlers.language import Parses
from handlers.model import Article, Speaker
from handlers.quotes import QuoteExtractor
from handlers.quotes.lexicon import stem
from handlers.quotes.role_words import tells, trimmed


def speakers(text: str) -> list[Speaker | None]:
    """Who speaks each quote of a text."""
    article = Article(text, language="en")
    return [q.speaker for q in QuoteExtractor().extract(article, Parses(article))]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("“We will sign it on Monday,” President Harrow said.", "Harrow", "president"),
        ("Sen. Lena Ostrow said: “We will sign it on Monday.”", "Lena Ostrow", "senator"),
        ("“We will sign it on Monday,” said Prime Minister Ivo Brandl.", "Ivo Brandl", "prime minister"),
        (
            "“We will sign it on Monday,” said the company’s chief executive, Lena Ostrow.",
            "Lena Ostrow",
            "the company’s chief executive",
        ),
        ("“We will sign it on Monday,” said Lena Ostrow, a farmer.", "Lena Ostrow", "farmer"),
        ("“We will sign it on Monday,” Chief Executive Lena Ostrow said.", "Lena Ostrow", "chief executive"),
        ("“We will sign it on Monday,” said lead author Dr Lena Ostrow.", "Lena Ostrow", "lead author"),
        ("“We will sign it on Monday,” said Det Ch Insp Paul Reeves.", "Paul Reeves", "detective chief inspector"),
        (
            "“We will sign it on Monday,” said Sir Paul Reeves, the council’s chair.",
            "Sir Paul Reeves",
            "the council’s chair",
        ),
        ("“We will sign it on Monday,” said Paul Reeves, R-Ohio.", "Paul Reeves", ""),
        ("Her brother Paul Reeves said: “We will sign it on Monday.”", "Paul Reeves", ""),
    ],
)
def test_a_role_reads_well_behind_the_name(text: str, name: str, role: str) -> None:
    """Titles lose their capital and are written out; a possessive keeps its article."""
    found = speakers(text)
    assert [(s.name, s.role) for s in found if s] == [(name, role)]


def test_how_somebody_spoke_is_nobody() -> None:
    """A voice that breaks is no speaker of the quotation behind it."""
    found = speakers(
        "“He opened it,” said the captain, Lena Ostrow, her voice breaking. “Ten men walked out behind him.”"
    )
    assert [s.name for s in found if s] == ["Lena Ostrow", "Lena Ostrow"]


def test_an_apostrophe_cuts_no_phrase() -> None:
    """The owner before "growers’" belongs to the speaker's mention."""
    found = speakers("The provincial growers’ board said that it expects the largest crop since 1961.")
    assert [s.mention.text for s in found if s] == ["The provincial growers’ board"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“It is over,” he said.", ""),
        ("“It is over,” the pilot said.", "the pilot"),
        ("Paul Reeves spoke last. “It is over,” he said.", "Paul Reeves"),
        ("A man in a hat came in. Paul Reeves had gone. A boy sat down. “It is over,” he said.", ""),
        ("The court heard from Paul Reeves. A study found mould. “It is over,” he said.", "Paul Reeves"),
    ],
)
def test_nobody_is_shown_by_a_pronoun(text: str, shown: str) -> None:
    """A reader is shown a name, a description, or nobody."""
    assert speakers(text)[-1].shown == shown  # type: ignore[union-attr]


def test_a_role_says_what_somebody_is() -> None:
    """Places, owners and things beside a name are no role; the words of a clause around one are left out."""
    score = {"use": -5.0, "voter": -1.0}
    told = ["mayor of Brell", "Apple CEO", "harbour pilot", "31-year-old volunteer", "Senate Majority Leader"]
    assert [r for r in told if not tells(r, stem(r.split()[-1].lower()), score)] == []
    nothing = ["New Jersey", "the Post's", "CNN’s", "no candidate", "up", "Secretary of", "use"]
    assert [r for r in nothing if tells(r, stem(r.split()[-1].lower()), score)] == []
    assert trimmed("who was chief strategist of the union") == "chief strategist of the union"
    assert trimmed("another partner at Crane") == "partner at Crane"
    assert trimmed("president of Brell Dairy stated") == "president of Brell Dairy"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Secretary of State Emma Strand said the talks would go on.", "Emma Strand"),
        ("The undersecretary for Political Affairs Emma Strand said the talks would go on.", "Emma Strand"),
        ("Socialist Emma Strand lost. The vote was close. Emma Strand said she would be back.", "Emma Strand"),
        (
            "Jean Claude Dufour came. Mr. Dufour said the talks would go on. Claude Dufour was tired.",
            "Jean Claude Dufour",
        ),
    ],
)
def test_a_name_is_without_the_words_before_it(text: str, name: str) -> None:
    """The end of an office, or a word put before a name that the article has without it, is no part of it."""
    assert [s.name for s in speakers(text) if s] == [name]


def test_a_pronoun_is_nobody_that_is_no_person() -> None:
    """ "He" is no country and no acronym, however near they stand."""
    text = "Tom Okafor came home on Friday. NATO and Saudi Arabia were silent.\n\n“I am glad to be back,” he said."
    assert [s.name for s in speakers(text) if s] == ["Tom Okafor"]


@pytest.mark.parametrize(
    "headline",
    [
        "Emma Strand Quits As Mayor Of Brell After Report On Flood.",
        "Angry Mayor Emma Strand Quits After Report On Brell Flood",
        "Emma Strand: ‘Nobody Asked Me About Any Of This’",
    ],
)
def test_a_headline_names_whom_the_article_calls_by_surname(headline: str) -> None:
    """Its other capitals are part of nobody's name."""
    found = speakers(f"{headline}\n\n“There is nothing left for me to do here,” Strand said on Friday.")
    assert found
    assert {s.name for s in found if s} == {"Emma Strand"}
