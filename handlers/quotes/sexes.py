"""Lets the article's own words tell the sex of its people: "his wife", "herself", "he"."""

from __future__ import annotations

from collections import Counter, defaultdict

from handlers.quotes.grammar import Grammar
from handlers.quotes.names import Run
from handlers.quotes.scene import Place, Scene
from handlers.quotes.words import FEMALE_NOUNS, MALE_NOUNS

_OWN = {"his": "m", "himself": "m", "he": "m", "her": "f", "herself": "f", "she": "f"}


def learn_sexes(scene: Scene) -> None:
    """Lets "his wife", "herself" and "he" tell the sex of the one person that their sentence has named before."""
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for place in scene.places:
        grammar = place.grammar
        if grammar is None:
            continue
        for k, word in enumerate(grammar.lower):
            weight = _weight(grammar, k) if word in _OWN and place.marked[k] < 0 else 0
            if not weight:
                continue
            first = grammar.start[grammar.bounds[grammar.sentence[k]][0]]
            near = {r.chain.number: r for r in scene.names.before(grammar.start[k], 4) if r.start >= first}
            people = [r for r in near.values() if r.chain.person > 0]
            if len(people) == 1 and _subject(place, people[0]):
                votes[people[0].chain.number][_OWN[word]] += weight
    for number, told in votes.items():
        chain = scene.names.chains[number]
        if not chain.sex and max(told.values()) > max(1, 2 * min(told["m"], told["f"])):
            chain.gender.update(told)


def _subject(place: Place, run: Run) -> bool:
    grammar = place.parsed
    token = grammar.token_at(run.end - 1)
    return token < len(grammar) and grammar.dep[token] in ("nsubj", "nsubjpass") and place.marked[token] < 0


def _weight(grammar: Grammar, at: int) -> int:
    """How far a pronoun means the subject of its sentence: a reflexive and "his wife" do, "he" often."""
    if grammar.tag[at] == "PRP$":
        return 2 * (grammar.lower[grammar.head[at]] in MALE_NOUNS | FEMALE_NOUNS)
    return 2 if grammar.lower[at].endswith("self") else int(grammar.dep[at] == "nsubj")
