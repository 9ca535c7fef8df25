"""Phrases that stand for one another: a description and its apposition, a relative pronoun and its noun."""

from __future__ import annotations

from handlers.quotes.described import names_origin
from handlers.quotes.grammar import Grammar
from handlers.quotes.lexicon import stem
from handlers.quotes.mentions import Mention
from handlers.quotes.names import Chain, Names
from handlers.quotes.scene import NO_CUE, Place, Scene

_MAY_SPEAK = -3.0  # the score of a word from which it may be a verb of speech


def apposed(names: Names, grammar: Grammar, head: int) -> Chain | None:
    """Whoever a phrase has behind it in apposition: "his manager, the Dutchman Wim de Graaf"."""
    for other in grammar.children[head]:
        if grammar.dep[other] == "appos" and grammar.tag[other].startswith("NNP"):
            run = names.at(grammar.start[other], grammar.end[other])
            if run is None or names_origin(run.chain):
                return apposed(names, grammar, other)
            return run.chain
    return None


def posts(scene: Scene, grammar: Grammar, mention: Mention) -> bool:
    """Whether a verb is read as a noun behind a name: "Saleh posts on X: “…”"."""
    head = mention.head
    named = head > mention.first and grammar.tag[head - 1].startswith("NNP")
    verb = grammar.tag[head] == "NNS" and grammar.dep[head] == "ROOT" and grammar.words[head].islower()
    return named and verb and scene.lexicon.marked.get(stem(grammar.lower[head]), NO_CUE) > _MAY_SPEAK


def noun_before(place: Place, mention: Mention) -> Mention | None:
    """The noun that a relative clause belongs to."""
    grammar = place.parsed
    at = grammar.head[mention.head]
    for _ in range(4):
        if grammar.dep[at] == "relcl":
            noun = grammar.head[at]
            return next((m for m in place.mentions if m.head == noun and m.kind != "pronoun"), None)
        at = grammar.head[at]
    return None
