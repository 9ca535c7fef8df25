"""Whether a passage reads on its own: a clause with its subject, and not the tail of somebody else's sentence.

"that the dam would hold" tells a reader what was said; "him a liar", "13 per cent for the other" do not.
"""

from __future__ import annotations

from handlers.quotes.grammar import SUBJECTS, Grammar

_WITHIN = frozenset({"relcl", "acl"})  # a clause that only tells more of a noun


def reads_alone(grammar: Grammar, first: int, last: int) -> bool:
    """Whether the tokens `[first, last)` hold a finite verb with its subject, outside clauses that hang on a noun."""
    return any(
        grammar.dep[at] in SUBJECTS and _main(grammar, grammar.head[at], first, last) for at in range(first, last)
    )


def _main(grammar: Grammar, verb: int, first: int, last: int) -> bool:
    if not first <= verb < last or not grammar.finite(verb):
        return False
    at = verb
    while first <= at < last:
        if grammar.dep[at] in _WITHIN and first <= grammar.head[at] < last:
            return False
        if grammar.head[at] == at:
            break
        at = grammar.head[at]
    return True
