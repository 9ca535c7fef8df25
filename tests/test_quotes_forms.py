"""Quotes in other forms and languages: transcripts, German, French, and languages without rules."""

from __future__ import annotations

import pytest

from handlers.language import Parses
from handlers.model import Article, Quote
from handlers.quotes import SPEAKERS_FOR, QuoteExtractor

GERMAN = """„Wir werden das Gesetz noch in diesem Jahr ändern“, sagte Bundesministerin Petra Hollweg am Montag. \
„Daran führt kein Weg vorbei.“

Der Sprecher der Bahn sagte: „Die Strecke bleibt bis Freitag gesperrt.“

»Das ist ein schlechter Witz«, schrieb Oppositionschef Jan Tiedemann.

„Mir reicht es jetzt“, sagte er. Der Film „Die lange Nacht am Meer“ läuft im Mai.

„So geht das nicht weiter“, so Hollweg."""

FRENCH = """« Nous ne céderons pas aux menaces », a déclaré Claire Montfort, la maire. « Nous tiendrons bon. »

Le porte-parole du gouvernement a affirmé : « La réforme sera votée avant l’été. »

« Je n’en savais rien », dit-elle. Selon Paul Verdier, « la situation reste fragile ».

« C’est trop tard », regrette M. Verdier. « On verra bien », a-t-il ajouté."""

TRANSCRIPT = """Town meeting, excerpt

CHAIR ELLA NORD: Good evening. The first speaker is Dr. Ivo Marek of the water office.

DR. MAREK: Thank you. We have water for ninety days.

CHAIR NORD: “And then?”

DR. MAREK: Then we have none.

[Applause]"""


def extracted(text: str, language: str) -> list[Quote]:
    """Every quote of a text."""
    article = Article(text, language=language)
    return list(QuoteExtractor().extract(article, Parses(article)))


def voices(text: str, language: str) -> list[tuple[str, str, str]]:
    """First words, mention and name of every quote."""
    found = []
    for quote in extracted(text, language):
        speaker = quote.speaker
        begins = " ".join(quote.passage.text.split()[:2])
        found.append((begins, speaker.mention.text if speaker else "", speaker.name if speaker else ""))
    return found


def test_german_quotes_have_their_speakers() -> None:
    """Inversion, colon, "so", a pronoun, low marks and pointed ones; a title has nobody."""
    assert voices(GERMAN, "de") == [
        ("Wir werden", "Bundesministerin Petra Hollweg", "Petra Hollweg"),
        ("Daran führt", "Bundesministerin Petra Hollweg", "Petra Hollweg"),
        ("Die Strecke", "Der Sprecher der Bahn", ""),
        ("Das ist", "Oppositionschef Jan Tiedemann", "Jan Tiedemann"),
        ("Mir reicht", "er", "Jan Tiedemann"),
        ("Die lange", "", ""),
        ("So geht", "Hollweg", "Petra Hollweg"),
    ]


def test_french_quotes_have_their_speakers() -> None:
    """Inversion with and without an auxiliary, a colon, "selon", and pronouns."""
    found = voices(FRENCH, "fr")
    assert [name for _, _, name in found] == [
        "Claire Montfort", "Claire Montfort", "", "Claire Montfort", "Paul Verdier", "Paul Verdier", "Paul Verdier"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "«No vamos a vender la casa», dijo Ana Ríos."),
        ("it", "“Non abbiamo paura di nessuno”, ha detto Carla Bini."),
        ("sv", "”Vi ger oss inte utan strid”, sade Karin Ek."),
        ("ja", "「私たちは決して あきらめ ない」と田中氏は述べた。"),
    ],
)
def test_other_languages_have_marked_quotes_without_a_speaker(language: str, text: str) -> None:
    """Where there are no rules, nobody is guessed."""
    assert language not in SPEAKERS_FOR
    (quote,) = extracted(text, language)
    assert quote.kind == "direct"
    assert quote.speaker is None


def test_a_transcript_needs_no_marks() -> None:
    """Each turn is a quote of whoever its label names, in the fullest form; stage directions are nobody's."""
    assert voices(TRANSCRIPT, "en") == [
        ("Good evening.", "CHAIR ELLA NORD", "ELLA NORD"),
        ("Thank you.", "DR. MAREK", "Ivo Marek"),
        ("And then?", "CHAIR NORD", "ELLA NORD"),
        ("Then we", "DR. MAREK", "Ivo Marek"),
    ]


def test_an_interview_keeps_its_letters() -> None:
    """Q and A are mentions without a name."""
    text = "Q: When did you leave the house?\n\nA: At nine, before the storm.\n\nQ: Alone?\n\nA: With my brother Karl."
    assert [(m, n) for _, m, n in voices(text, "en")] == [("Q", ""), ("A", ""), ("Q", ""), ("A", "")]


def test_an_interview_has_a_guest() -> None:
    """Answers are the words of whoever the lines before the first question name; then the questions are no quotes."""
    text = (
        "Lena Ostrow keeps bees.\n\nQ: How many?\n\nA: Two hundred thousand.\n\nQ: Why?\n\nA: They came with the house."
    )
    assert [n for _, _, n in voices(text, "en")] == ["Lena Ostrow", "Lena Ostrow"]


def test_initials_are_labels() -> None:
    """Two letters stand for the name that has them."""
    text = "Lena Ostrow met Paul Lund.\n\nLO: How many bees?\n\nPL: Enough.\n\nLO: Do they sting?\n\nPL: Only guests."
    assert [n for _, _, n in voices(text, "en")] == ["Lena Ostrow", "Paul Lund", "Lena Ostrow", "Paul Lund"]


def test_one_colon_is_no_transcript() -> None:
    """An article with a colon or two is read as an article."""
    text = "Update: the road is open again.\n\n“We are glad of it,” Anna Berg said.\n\nNothing else happened in town."
    assert [n for _, _, n in voices(text, "en")] == ["Anna Berg"]


def test_entities_come_only_where_they_are_asked_for() -> None:
    """A paragraph parsed without entities gets the very same ones when somebody asks later."""
    article = Article("Anna Berg met Paul Lund in Oslo on Monday.", language="en")
    later, at_once = Parses(article), Parses(article)
    ((_, bare),) = later.docs([0], entities=False)
    assert not bare.ents
    ((_, named),) = later.docs([0])
    ((_, whole),) = at_once.docs([0])
    assert [(e.text, e.label_) for e in named.ents] == [(e.text, e.label_) for e in whole.ents] != []
