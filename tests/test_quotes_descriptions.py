"""Pronouns that take up a description, offices behind names, and voices that a transcript names once."""

from __future__ import annotations

import pytest

from handlers.language import Parses, language_of
from handlers.model import Article, Speaker
from handlers.quotes import QuoteExtractor
from handlers.quotes.identity import Identity
from handlers.quotes.lexicon import Lexicon
from handlers.quotes.mentions import Mention
from handlers.quotes.scene import Place, Scene


def read(text: str) -> tuple[Scene, Identity]:
    """A text's scene, parsed, with whoever its mentions are."""
    article = Article(text, language="en")
    scene = Scene(article, Parses(article), Lexicon.stored())
    scene.parse(set(range(len(scene.places))))
    return scene, Identity(scene)


def last(scene: Scene, word: str) -> tuple[Place, Mention]:
    """The last mention whose head is a word."""
    found = [(p, m) for p in scene.places for m in p.mentions if p.parsed.lower[m.head] == word]
    return found[-1]


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        ("Iain Marr swam out. The Scot shrugged as he spoke.", "he", "Iain Marr"),
        ("Iain Marr met Ugo Bassi. The foreman wept as he spoke.", "he", "The foreman"),
        ("Iain Marr sang badly. The crowd booed when he spoke.", "he", "Iain Marr"),
        ("Iain Marr sang. His mother, Vera Holm, wept as she spoke.", "she", "Vera Holm"),
        ("His manager, the Dutchman Wim de Boer, spoke.", "manager", "Wim de Boer"),
        ("The developer, Harrow Homes, was asked to come. It spoke.", "it", "Harrow Homes"),
        ("“Ida is a marvel,” said the 46-year-old.", "old", "the 46-year-old"),
        ("Sixteen-year-old Ida Orr met Vera Holm. The teenager spoke.", "teenager", "Ida Orr"),
        ("The boys spoke of Ida Orr. The old lions spoke.", "lions", "The old lions"),
        ("One trader wept. Another spoke.", "another", "another trader"),
        (
            "The cars were wet and the villagers angry. Some villagers left. Many spoke.",
            "many",
            "many of the villagers",
        ),
        ("Villagers came. The trees were wet. Many spoke.", "many", ""),
    ],
)
def test_whom_a_mention_means(text: str, word: str, shown: str) -> None:
    """A pronoun takes up the description before it; a description means the one person whom it fits, or stays one."""
    scene, identity = read(text)
    assert identity.speaker(*last(scene, word)).shown == shown


@pytest.mark.parametrize(
    ("text", "word", "role"),
    [
        ("Ida Orr, co-founder and chief executive, spoke.", "orr", "co-founder and chief executive"),
        ("The fiddler Ida Orr, a friend for years, spoke.", "orr", "fiddler"),
        ("Sixteen-year-old substitute Ida Orr scored.", "orr", "Sixteen-year-old substitute"),
        ("Tired lead singer Ida Orr-Webb spoke.", "webb", "Tired lead singer"),
        ("“No,” the coroner, Dr Ida Orr, said.", "orr", "coroner"),
    ],
)
def test_an_office_is_told_whole(text: str, word: str, role: str) -> None:
    """Both offices of one who has two; what somebody does before whose friend they are."""
    scene, identity = read(text)
    assert identity.speaker(*last(scene, word)).role == role


def speakers(text: str) -> list[Speaker]:
    """Who speaks each quote of a text, in its own language."""
    article = Article(text, language=language_of(text))
    return [q.speaker for q in QuoteExtractor().extract(article, Parses(article)) if q.speaker]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "La maire de Brellac, Odile Le Braz, l’a fermée. « Nous n’avons plus rien à chauffer », a-t-elle dit.",
            "Odile Le Braz",
            "maire de Brellac",
        ),
        (
            "« Et qui va payer tout cela ? » a demandé Jean d’Estrel, chef de file de l’opposition.",
            "Jean d’Estrel",
            "chef de file de l’opposition",
        ),
        (
            "Auch Bürgermeister Anton Gruber meldete sich zu Wort: „Ohne die Brücke ist der Ort verloren.“",
            "Anton Gruber",
            "Bürgermeister",
        ),
    ],
)
def test_offices_in_french_and_german(text: str, name: str, role: str) -> None:
    """They stand before a name or behind it, and "auch" is none."""
    assert [(s.name, s.role) for s in speakers(text)] == [(name, role)]


def test_a_label_with_a_name_in_brackets_is_that_person_from_then_on() -> None:
    """A chair is named once; what the lines before say that people are is told with their turns."""
    text = (
        "The chief executive of Brill Water, Ida Orr, came before the committee on Tuesday.\n\n"
        "CHAIR (Vera Holm): Did you swim in the river this summer?\n\nORR: I did not.\n\n"
        "CHAIR: Would you?\n\nORR: With a hot shower afterwards."
    )
    turns = [(s.name, s.role) for s in speakers(text) if s.mention.text.isupper()]
    assert turns == [("Vera Holm", "chair"), ("Ida Orr", "chief executive of Brill Water")] * 2
