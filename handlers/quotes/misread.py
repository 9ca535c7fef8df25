"""Names that the parser took for something else where they open a sentence: "And Skelly called ..."."""

from __future__ import annotations

from handlers.quotes.grammar import FINITE, Grammar
from handlers.quotes.names import Names

_VERBS = FINITE | {"VBN"}  # a name is misread beside a verb that may be, too
_KNOWN = frozenset({"NN", "PR", "DT", "WP", "WD"})  # beginnings of tags that are left as they are
_ASIDE = frozenset({"RB", "RBR"})  # between subject and verb: "Marsh later said"
_BEFORE = frozenset({"CC", "IN", "RB"})  # before the subject that opens a sentence: "And Skelly called"


def mend(grammar: Grammar, names: Names) -> None:
    """Makes known names that open a sentence, stand before its verb and are tagged as no noun that verb's subjects."""
    for first, last in grammar.bounds:
        opened = first + (last > first + 1 and grammar.tag[first] in _BEFORE and not _named(grammar, names, first))
        if not _named(grammar, names, opened):
            continue
        verb = opened + 1
        while verb < last and grammar.tag[verb] in _ASIDE:
            verb += 1
        if verb < last and grammar.tag[verb] in _VERBS:
            _subject(grammar, opened, verb)


def _named(grammar: Grammar, names: Names, token: int) -> bool:
    """Whether a word that is tagged as no noun is a name that the article has more than once."""
    word = grammar.words[token]
    if not word[0].isupper() or not word.isalpha() or len(word) < 3 or grammar.tag[token][:2] in _KNOWN:
        return False
    run = names.at(grammar.start[token], grammar.end[token])
    return run is not None and run.end == grammar.end[token] and run.chain.count > 1


def _subject(grammar: Grammar, token: int, verb: int) -> None:
    if _under(grammar, verb, token):  # the verb takes the place of the name
        root = grammar.head[token] == token
        grammar.dep[verb] = grammar.dep[token]
        grammar.head[verb] = verb if root else grammar.head[token]
    for child, head in enumerate(grammar.head):
        if head == token and child not in (token, verb):
            grammar.head[child] = verb
    grammar.tag[token], grammar.dep[token], grammar.head[token] = "NNP", "nsubj", verb
    grammar.changed()


def _under(grammar: Grammar, token: int, top: int) -> bool:
    """Whether a token stands under another."""
    while grammar.head[token] != token:
        token = grammar.head[token]
        if token == top:
            return True
    return False
