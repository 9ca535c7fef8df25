"""Subjects that the parser lost behind an opening phrase: "In a letter to Mayor Holt, a group of parents wrote ...".

It takes the subject for more about the name before the comma. A phrase that a preposition opens holds no subject, and
a finite verb has one: so it is what follows the comma.
"""

from __future__ import annotations

from handlers.quotes.grammar import FINITE, SUBJECTS, Grammar

_MEASURES = frozenset({"RB", "JJ", "CD", "NNS", "NN", "DT"})  # "only days before", "a year after"
_LONGEST = 3  # words of a measure before its preposition


def mend(grammar: Grammar) -> None:
    """Makes each of them its verb's subject again."""
    lost = _lost_subjects(grammar)
    for subject, verb in lost:
        for wrong in grammar.children[verb]:
            if grammar.dep[wrong] in ("nsubj", "nsubjpass") and wrong < subject:
                grammar.dep[wrong] = "pobj"
        grammar.dep[subject], grammar.head[subject] = "nsubj", verb
    if lost:
        grammar.changed()


def _lost_subjects(grammar: Grammar) -> list[tuple[int, int]]:
    """`(subject, verb)` for every sentence whose subject hangs on a name of its opening phrase."""
    found = []
    for first, last in grammar.bounds:
        opener = _opener(grammar, first, last)
        verb = next((k for k in range(opener + 1, last) if grammar.head[k] == k), -1) if opener >= 0 else -1
        if verb >= 0 and grammar.finite(verb):
            subject = _lost(grammar, opener, verb)
            if subject >= 0:
                found.append((subject, verb))
    return found


def _opener(grammar: Grammar, first: int, last: int) -> int:
    """The preposition that opens a sentence, -1 where none does."""
    for k in range(first, min(last, first + _LONGEST + 1)):
        if grammar.tag[k] == "IN":
            return k
        if grammar.tag[k] not in _MEASURES:
            return -1
    return -1


def _lost(grammar: Grammar, opener: int, verb: int) -> int:
    left, right = grammar.edges
    known = [c for c in grammar.children[verb] if grammar.dep[c] in SUBJECTS]
    if any(grammar.tag[left[c] - 1] != "IN" or c > verb for c in known):
        return -1
    for k in range(opener + 1, verb):
        hangs = grammar.dep[k] == "appos" or (grammar.dep[k] == "conj" and not known)
        if not hangs or not grammar.tag[k].startswith(("NN", "PRP")) or grammar.words[left[k] - 1] != ",":
            continue
        if not FINITE.isdisjoint(grammar.tag[opener : left[k]]):
            return -1
        closed = _behind(grammar, right[k] + 1)
        if closed == verb or (not known and grammar.words[closed] == ","):
            return k
    return -1


def _behind(grammar: Grammar, at: int) -> int:
    """The token at a place, or the one behind the adverbs and auxiliaries there."""
    while at < len(grammar) - 1 and (grammar.tag[at] == "RB" or grammar.dep[at] in ("aux", "auxpass")):
        at += 1
    return min(at, len(grammar) - 1)
