"""What a figure counts: the noun phrase, found along the grammar, across "of" and across the verb."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from handlers.figures.modifiers import DOWN, UP

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NOUNS: Final = ("NN", "NNS", "NNP", "NNPS")
_LEFT: Final = frozenset(("compound", "amod", "nmod", "quantmod", "advmod", "npadvmod", "punct", "nummod"))
_NUMBERS: Final = frozenset(
    "number numbers amount amounts total totals tally count toll quantity level levels proportion share percentage average sum maximum minimum equivalent worth rate".split()
)
_THROUGH: Final = frozenset(
    "number numbers amount amounts total totals tally count quantity proportion share percentage average sum maximum minimum equivalent worth majority minority".split()
)
_TIME: Final = frozenset(
    "year years month months day days week weeks hour hours minute minutes today yesterday quarter night morning decade".split()
)
_PRONOUNS: Final = ("PRP", "WP", "WDT", "EX", "DT", "PRP$")
_CHANGES: Final = UP | DOWN | frozenset(("change", "swing", "shift", "move"))


def concept(doc: Doc, first: int, stop: int, counts: bool) -> str:
    """The words that the tokens `[first, stop)` count, "" where there are none. `counts` for a figure without unit."""
    head = _anchor(doc, first, stop)
    for noun in _ways(doc, head, first, stop, counts):
        words = _words(doc, noun, first, stop)
        if words:
            return words
    return ""


def _anchor(doc: Doc, first: int, stop: int) -> Token:
    """The token of the figure that the rest of it hangs on."""
    for token in doc[first:stop]:
        if not first <= token.head.i < stop or token.head.i == token.i:
            if token.dep_ == "punct" and stop - first > 1:
                continue
            return token
    return doc[stop - 1]


def _ways(doc: Doc, head: Token, first: int, stop: int, counts: bool) -> Iterator[Token]:
    """Nouns that may be what is counted, likeliest first."""
    inside = range(first, stop)
    # a noun that the figure modifies: "119 million Americans", "a 25% tax"
    if (
        head.dep_ in ("nummod", "compound", "amod", "nmod", "quantmod", "npadvmod", "det", "predet", "appos")
        and head.head.i >= stop
        and _noun(head.head)
    ):
        yield from _beyond_change(head.head)
    following = _next_noun(doc, stop, counts)
    if following is not None:
        yield from _beyond_change(following)
    # "of": "thousands of kilos of fentanyl", "25% of voters"
    for token in doc[first:stop]:
        for child in token.children:
            if child.i >= stop and child.dep_ == "prep" and child.lower_ == "of":
                yield from (n for n in child.children if _noun(n) and n.i not in inside)
    yield from _up(head, inside, 0)


def _next_noun(doc: Doc, stop: int, counts: bool) -> Token | None:
    """The noun phrase's head right behind the figure, adjectives skipped, where the figure only counts."""
    if not counts or stop >= len(doc):
        return None
    at = stop
    while (
        at < len(doc)
        and at < stop + 4
        and doc[at].tag_ in ("JJ", "JJR", "JJS", "VBN", "HYPH", "NN", "NNP", "NNPS", "NNS")
        and not _noun_end(doc, at)
    ):
        at += 1
    return doc[at] if at < len(doc) and _noun(doc[at]) else None


def _noun_end(doc: Doc, at: int) -> bool:
    return _noun(doc[at]) and (at + 1 >= len(doc) or not _noun(doc[at + 1]))


def _beyond_change(noun: Token) -> Iterator[Token]:
    """ "a 3% rise in exports": the exports; any other noun is itself what is counted."""
    if noun.lower_ in _CHANGES or noun.lower_ in _THROUGH:
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in ("in", "of", "for"):
                yield from (n for n in child.children if _noun(n))
        compounds = [c for c in noun.children if c.dep_ in ("compound", "amod", "nmod") and _noun(c)]
        if compounds:
            yield compounds[-1]
        yield from _up(noun, range(noun.i, noun.i + 1), 1)
    yield noun


def _up(token: Token, inside: range, depth: int) -> Iterator[Token]:
    """Along the grammar upwards: through prepositions to nouns, at a verb to its object or subject."""
    head = token.head
    if depth > 8 or head.i == token.i:
        if token.tag_.startswith("V") or token.dep_ == "ROOT":
            yield from _of_verb(token, token, inside)
        return
    if head.dep_ == "prep" and head.lower_ == "of" and not _noun(head.head):
        pass
    if (
        head.tag_.startswith(("V", "MD"))
        or head.dep_ in ("ROOT", "relcl", "advcl", "ccomp", "xcomp", "conj")
        and not _noun(head)
    ):
        yield from _of_verb(head, token, inside)
        return
    if _noun(head) and head.i not in inside:
        if head.lower_ in _TIME and token.dep_ != "prep":
            yield from _up(head, inside, depth + 1)
            return
        yield from _beyond_change(head)
        return
    yield from _up(head, inside, depth + 1)


def _of_verb(verb: Token, via: Token, inside: range) -> Iterator[Token]:
    """The verb's object where the figure hangs on a preposition ("cut the price to $5"), else its subject."""
    if via.dep_ in ("prep", "npadvmod", "advmod", "agent", "dative"):
        for child in verb.children:
            if child.dep_ == "dobj" and _noun(child) and child.i not in inside and child.i < via.i:
                yield from _beyond_change(child)
    seen = 0
    at: Token = verb
    while seen < 6:
        for child in at.children:
            if child.dep_ in ("nsubj", "nsubjpass", "csubj") and child.i not in inside:
                if _noun(child):
                    yield from _beyond_change(child)
                elif child.tag_ in ("WDT", "WP") and at.dep_ == "relcl" and _noun(at.head):
                    yield from _beyond_change(at.head)
        if at.dep_ == "relcl" and _noun(at.head):
            yield from _beyond_change(at.head)
        if at.dep_ in ("acl", "amod") and _noun(at.head):
            yield from _beyond_change(at.head)
        if at.head.i == at.i:
            return
        at, seen = at.head, seen + 1


def _noun(token: Token) -> bool:
    if token.text in ("%", "$"):
        return False
    return token.tag_ in _NOUNS or (
        token.dep_ in ("pobj", "nsubj", "dobj", "nsubjpass") and token.tag_ in ("JJ", "VBG", "FW")
    )


def _words(doc: Doc, noun: Token, first: int, stop: int) -> str:
    """The noun with what stands before it in its phrase, without article, number or possessor."""
    if first <= noun.i < stop or noun.ent_type_ in ("DATE", "TIME") and noun.lower_ in _TIME:
        return ""
    start = noun.i
    while start > 0:
        before = doc[start - 1]
        if (
            first <= before.i < stop
            or before.tag_ in ("CD", "DT", "PRP$", "POS", "PDT", "WDT", "WP$", "$", "IN")
            or not _in_phrase(before, noun)
        ):
            break
        start -= 1
    while start < noun.i and doc[start].tag_ in ("RB", "HYPH", ",", "``", "''", "JJR", "RBR", "."):
        start += 1
    return doc.text[doc[start].idx : noun.idx + len(noun.text)]


def _in_phrase(before: Token, noun: Token) -> bool:
    at: Token = before
    for _ in range(4):
        if at.head.i == noun.i:
            return at.dep_ in _LEFT and at.i < noun.i and at.tag_ not in (",", "CC")
        at = at.head
    return False
