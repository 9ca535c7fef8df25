"""Transcripts and interviews: paragraphs that open with who speaks ("DR. FALK: …", "Q: …") and need no marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from handlers.model import Article, Quote, Speaker
from handlers.quotes.names import Chain, Names
from handlers.quotes.words import ROLE_OF_TITLE, TITLES, several

_CAPITALS = r"[^\W\d_a-zß-öø-ÿ](?:[^\W\d_a-zß-öø-ÿ]|[.'’\-])*"
_LABEL = re.compile(
    rf"(?P<who>{_CAPITALS}(?:[ \u00a0]{_CAPITALS}){{0,5}}|(?:[^\W\d_a-zß-öø-ÿ][\w.'’\-]*[ \u00a0]?){{1,4}}?)"
    r"(?:[ \u00a0]?\([^)]{1,60}\))?[ \u00a0]?:[ \u00a0]+(?=\S)"
)
_FEWEST = 3  # turns that make a transcript
_SHARE = 0.3  # of the paragraphs
_NO_VOICE = several("note update editor's date photo video watch read subject from to source sources correction by tip")
_NO_ROLE = several("mr mrs ms miss sir dame dr lord lady")
_QUESTIONS = several("Q F Question QUESTION Frage FRAGE")
_ASKED = _QUESTIONS | several("A R Answer ANSWER Antwort ANTWORT Réponse RÉPONSE")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a transcript: the paragraph, its label, and where what is said begins. Offsets are the article's."""

    paragraph: int
    start: int
    end: int
    said: int


def turns(article: Article) -> list[Turn]:
    """The turns of an article that is, in good part, a transcript; none of any other article."""
    found = []
    for i, place in enumerate(article.paragraphs):
        label = _LABEL.match(place.text)
        if label and label.end() < len(place) and label.group("who").split()[0].lower() not in _NO_VOICE:
            start, end = label.span("who")
            found.append(Turn(i, place.start + start, place.start + end, place.start + label.end()))
    text = article.text
    voices = Counter(text[t.start : t.end].split()[-1].lower() for t in found)
    again = [
        t for t in found if voices[text[t.start : t.end].split()[-1].lower()] > 1 or text[t.start : t.end].isupper()
    ]
    return again if len(again) >= _FEWEST and len(again) >= _SHARE * len(article.paragraphs) else []


def quotes(
    article: Article, found: list[Turn], names: Names, role_of: Callable[[Chain], str] | None = None
) -> Iterator[Quote]:
    """Each turn as a direct quote of whoever its label names; marks around a whole turn stay outside.

    In an interview of questions and answers ("Q:", "A:") the answers are the words of whoever the lines before the
    first question are about, and where somebody is, the questions are no quotes.
    """
    voices: dict[str, Chain] = {}  # whom a label means that gave the name once: "CHAIR (Dame Ruth Halloran):"
    asked = {article.text[t.start : t.end] for t in found} <= _ASKED
    guest = _guest(article, found, names) if asked else None
    for turn in found:
        place = article.paragraphs[turn.paragraph]
        label = article.text[turn.start : turn.end]
        if guest and label in _QUESTIONS:
            continue
        start, end = turn.said, place.end
        if article.text[start] in '“"„«' and article.text[end - 1] in '”"“»' and end - start > 2:
            start, end = start + 1, end - 1
        said = article.passage(start, end)
        run = names.at(turn.start, turn.end)
        known = run and turn.end - turn.start > 1 and not label.lower().startswith("the ")
        within = names.at(turn.end, turn.said) if article.text[turn.end : turn.said].lstrip().startswith("(") else None
        if within is not None and within.chain.person > 0:
            voices[label] = within.chain
        named = voices.get(label) or _initials(label, names) or (run.chain if run and known else None)
        chain = guest or named
        office = label.lower() if label in voices and label.lower() in TITLES else ""
        title = run.title if run and chain is run.chain else office
        role = ROLE_OF_TITLE.get(title, title) if title not in _NO_ROLE else ""
        role = role or (role_of(chain) if role_of and chain else "")
        mention = article.passage(turn.start, turn.end)
        yield Quote(said, "direct", Speaker(mention, chain.name if chain else "", role))


def _initials(label: str, names: Names) -> Chain | None:
    """Whose initials a label is: "MS" of Mo Sissoko."""
    if not 1 < len(label) < 4 or not label.isupper():
        return None
    fitting = [c for c in names.chains if len(c.words) > 1 and "".join(w[0] for w in c.words).upper() == label]
    return fitting[0] if len({c.number for c in fitting}) == 1 else None


def _guest(article: Article, found: list[Turn], names: Names) -> Chain | None:
    """Whom the lines before the first question are about: the person that they name most, and first."""
    told = names.before(found[0].start, len(names.runs))[::-1]
    people = [r.chain for r in told if r.chain.person > 0 and r.chain.name not in article.byline]
    heard = Counter(c.number for c in people)
    return max(people, key=lambda c: (heard[c.number], len(c.words) > 1, -c.first), default=None)
