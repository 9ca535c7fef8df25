"""Names stay whole, and a description is the one person whom it can mean."""

from __future__ import annotations

import pytest

from handlers.language import Parses
from handlers.model import Article, Speaker
from handlers.quotes import QuoteExtractor
from handlers.quotes.demonyms import demonym
from handlers.quotes.lexicon import Lexicon
from handlers.quotes.reports import reporter
from handlers.quotes.scene import Scene


def speakers(text: str) -> list[Speaker]:
    """Who speaks each quote of a text."""
    article = Article(text, language="en")
    return [q.speaker for q in QuoteExtractor().extract(article, Parses(article)) if q.speaker]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "“The kilns are cold,” said Yusuf al-Amin. Al-Amin said the fuel had run out. “We wait,” al-Amin said.",
            ["Yusuf al-Amin"] * 3,
        ),
        (
            "Joris van den Berg sold his barn. “It was time,” van den Berg said. “I am old,” Mr Van den Berg added.",
            ["Joris van den Berg"] * 2,
        ),
        ("“The nets are torn,” said Carla de la Vega. “All of them,” de la Vega said.", ["Carla de la Vega"] * 2),
        ("“The nets are torn,” said Mr van der Laan.", ["van der Laan"]),
        ("“The nets are torn,” said Faisal bin Nasser al-Harbi.", ["Faisal bin Nasser al-Harbi"]),
        ("“The nets are torn,” said K. M. Iyer.", ["K. M. Iyer"]),
        ("“It tore,” said Róisín O’Grady. “I mend them,” said O’Grady.", ["Róisín O’Grady"] * 2),
        ("Vera Holm drove the van Thursday. “It was dark,” Holm said.", ["Vera Holm"]),
    ],
)
def test_particles_and_initials_belong_to_a_name(text: str, names: list[str]) -> None:
    """The short form with its particle, in either case, is the same person."""
    assert [s.name for s in speakers(text)] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Matteo Ricciardi won the stage. “My legs hurt,” the Italian said.", "Matteo Ricciardi"),
        ("Anke Visser won and Tom Hale came last. “My legs hurt,” the Dutchwoman said.", "Anke Visser"),
        ("The Swede Nils Ekberg beat Matteo Ricciardi. “My legs hurt,” the Swede said.", "Nils Ekberg"),
        ("Nils Ekberg beat Matteo Ricciardi. “My legs hurt,” the Italian said.", ""),
        ("“My legs hurt,” the Germans said.", ""),
        ("Dawn French spoke first. “My legs hurt,” French said.", "Dawn French"),
        ("Ella Marsh, 16, swam with Jo Pell, 44. “I was cold,” the teenager said.", "Ella Marsh"),
        ("Ella Marsh, 16, swam with Jo Pell, 44. “I was cold,” the 44-year-old said.", "Jo Pell"),
        ("Ella Marsh, 16, swam with Kim Pell, 17. “I was cold,” the teenager said.", ""),
        ("Commissioner Vasko spoke. “It is safe,” the province’s water commissioner said.", "Vasko"),
        ("Commissioner Vasko spoke. “It is safe,” the deputy commissioner said.", ""),
        ("President Vasko spoke. “It is safe,” the Turkish president said.", ""),
        ("Lena Orr, who said that the dam leaked, was ill.", "Lena Orr"),
    ],
)
def test_a_description_is_whom_alone_it_can_mean(text: str, name: str) -> None:
    """Where they come from, how old they are and their office tell; where two people fit, nobody is named."""
    assert [s.name for s in speakers(text)] == [name]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Many villagers were angry. “Nobody warned us,” said one.", ["one of the villagers"]),
        ("Some nurses have left. “I could not sleep at night,” said another.", ["another of the nurses"]),
        ("“Nobody warned us,” said one.", [""]),
        ("“Nobody warned us,” said one villager.", ["one villager"]),
        ("The institute, which said that the dam leaked, was closed.", ["The institute"]),
    ],
)  # fmt: skip
def test_what_stands_for_others_is_shown_as_they_are(text: str, shown: list[str]) -> None:
    """ "One" tells nothing without the people whom the article told of before, nor does "which" without its noun."""
    assert [s.shown for s in speakers(text)] == shown


def test_a_dateline_speaks_for_nobody() -> None:
    """What the parser hangs on a dateline hangs on the sentence behind it."""
    found = speakers("KESSELHAVEN, Nov 3 (NWS) - Minister Ana Prado said that the tunnel was safe.")
    assert [s.name for s in found] == ["Ana Prado"]


def test_a_demonym_is_known_by_its_form() -> None:
    """Endings of English on the names of places and languages; titles, papers and places are none."""
    people = "Italian Dutchwoman German Swede Dane Pole Turk Scot Briton Spaniard Serb Afghan Peruvian Argentine Swiss"
    others = "Pentagon Kremlin Times Guardian Crown Chairman Falcon Roman Cameron Jordan Chad Mali Congo Norman Vatican"
    assert [w for w in people.split() if not demonym(w)] == []
    assert [w for w in others.split() if demonym(w)] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The firm issued a statement saying that the dam was safe.", "firm"),
        ("Lena Orr met farmers saying that the dam was unsafe.", "farmers"),
    ],
)
def test_whoever_makes_a_statement_says_it(text: str, name: str) -> None:
    """What a thing says that somebody makes is theirs; people that somebody meets speak for themselves."""
    scene = Scene(article := Article(text, language="en"), Parses(article), Lexicon.stored())
    scene.parse({0})
    grammar = scene.places[0].parsed
    assert grammar.words[reporter(grammar, grammar.lower.index("saying"))[0]] == name
