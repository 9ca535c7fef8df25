"""Whether anybody asserts what a word seems to report: nobody says anything by declining to comment.

"The club declined to comment", "would not say whether" and "thought to be worth £3m" name no words of anybody's.
"""

from __future__ import annotations

from handlers.quotes.clauses import reads_alone
from handlers.quotes.grammar import Grammar
from handlers.quotes.lexicon import Lexicon, stem
from handlers.quotes.scene import NO_CUE
from handlers.quotes.words import several

_REFUSING = frozenset(stem(w) for w in ("decline", "refuse"))
_ASKING = several("whether if how what when where why who which")
_NOTHING = several("nothing little")
_SPEAKS = -2.0  # the score of a verb from which it is one of speech
_SPEAKS_MARKED = -2.3  # the same before marked words


def asserts(lexicon: Lexicon, grammar: Grammar, cue: int, first: int, last: int) -> bool:
    """Whether the passage `[first, last)` is something that is said by means of the word at `cue`."""
    children = grammar.children[cue]
    above = grammar.head[cue]
    if _agentless(grammar, cue) and grammar.lower[first] == "to":
        return False  # "is said to be", "thought to be worth"
    if stem(grammar.lower[cue]) in _REFUSING and grammar.lower[first] == "to":
        return not _speech(lexicon, grammar, first, last)
    if grammar.dep[cue] == "xcomp" and stem(grammar.lower[above]) in _REFUSING:
        return False
    if any(grammar.dep[c] == "dobj" and grammar.lower[c] in _NOTHING for c in children):
        return reads_alone(grammar, first, last)
    negated = any(grammar.dep[c] == "neg" for c in children)
    return not (negated and (grammar.dep[first] == "prep" or grammar.lower[first] in _ASKING))


def _agentless(grammar: Grammar, cue: int) -> bool:
    """Whether a verb is passive and nobody is named who does it."""
    own = {grammar.dep[c] for c in grammar.children[cue]}
    reduced = grammar.tag[cue] == "VBN" and grammar.dep[cue] in ("acl", "advcl") and not own & {"nsubj", "aux"}
    aside = cue > 1 and grammar.words[cue - 1] == "," and cue - 2 in grammar.children[cue]  # "The house, thought to"
    return ("auxpass" in own or reduced or aside) and "agent" not in own


def _speech(lexicon: Lexicon, grammar: Grammar, first: int, last: int) -> bool:
    """Whether the verb of an infinitive is one of speech: "to comment", not "to sign"."""
    verb = next((k for k in range(first, last) if grammar.tag[k] == "VB"), -1)
    if verb < 0:
        return False
    word = stem(grammar.lower[verb])
    return lexicon.cue.get(word, NO_CUE) > _SPEAKS and lexicon.marked.get(word, NO_CUE) > _SPEAKS_MARKED
