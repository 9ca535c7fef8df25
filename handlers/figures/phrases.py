"""Noun phrases of a parsed paragraph: which token is a noun, where its phrase begins and ends."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import TYPE_CHECKING, Final

from handlers.figures.lexicon import listed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PROPER: Final = ("NNP", "NNPS")
NOUNS: Final = ("NN", "NNS", *PROPER)
LEFT: Final = frozenset(("compound", "amod", "nmod", "quantmod", "advmod", "npadvmod", "punct", "nummod", "poss"))
TIME: Final = listed("time nouns")
_MONTHS: Final = listed("months")
_CLOSED: Final = ("CD", "DT", "PRP$", "POS", "PDT", "WDT", "WP$", "$", "IN")
_QUANTIFIERS: Final = listed("quantifiers")
_DESCRIBING: Final = (*NOUNS, "JJ", "JJR", "JJS", "VBN", "VBG", "VBD", "HYPH")
_NOT_FIRST: Final = ("RB", "HYPH", ",", "``", "''", "JJR", "RBR", ".", ":", "-LRB-", "RBS", "JJS")
_NOMINAL: Final = ("pobj", "nsubj", "dobj", "nsubjpass")
_MARKS: Final = re.compile(r"[“”\"«»]")
_LONGEST_OF: Final = 6  # tokens


def is_noun(token: Token) -> bool:
    """Whether a token is a noun, by its tag or by its place in the sentence."""
    if token.text in ("%", "$", "£", "€"):
        return False
    return token.tag_ in NOUNS or (token.dep_ in _NOMINAL and token.tag_ in ("JJ", "VBG", "FW", "RB"))


def anchor(doc: Doc, first: int, stop: int) -> Token:
    """The token of the figure over `[first, stop)` that the rest of it hangs on."""
    for token in doc[first:stop]:
        outside = not first <= token.head.i < stop or token.head.i == token.i
        if outside and (token.dep_ != "punct" or stop - first == 1):
            return token
    return doc[stop - 1]


def describes(doc: Doc, stop: int, noun: Token) -> bool:
    """Whether only describing words stand between a figure that ends at `stop` and a noun: "20 named storms"."""
    return 0 <= noun.i - stop < 6 and all(map(_is_describing, doc[stop : noun.i]))


def _is_describing(token: Token) -> bool:
    if token.tag_ == "VBG":
        return token.dep_ not in ("acl", "advcl", "pcomp")
    return token.tag_ in _DESCRIBING and (token.tag_ != "VBD" or token.dep_ == "amod")


def next_noun(doc: Doc, stop: int) -> Token | None:
    """The head of the noun phrase that begins at token `stop`: "20 named storms", "half the country's reactors"."""
    at = stop
    while at < min(len(doc), stop + 6):
        token = doc[at]
        behind = doc[at + 1] if at + 1 < len(doc) else None
        if is_noun(token) and token.lower_ != "magnitude":
            if behind is not None and behind.tag_ == "POS":
                at += 2
                continue
            if behind is None or not is_noun(behind) or at + 1 != token.head.i:
                return token
        elif not _leads(doc, token, behind, stop):
            return None
        at += 1
    return None


def _leads(doc: Doc, token: Token, behind: Token | None, stop: int) -> bool:
    """Whether a token may stand between a figure and the noun that it counts."""
    if token.tag_ in ("DT", "PRP$"):
        return token.i == stop and stop > 0 and doc[stop - 1].lower_ in ("half", "double", "triple", "twice", "times")
    if token.tag_ == "RB" or token.text == ",":
        return behind is not None and behind.tag_ in ("JJ", "VBN")
    return _is_describing(token)


class Phrases:
    """The words of noun phrases in one paragraph. `taken` are the tokens of all its figures, never part of a phrase."""

    def __init__(self, doc: Doc, taken: Set[int]) -> None:
        self.doc = doc
        self.taken = taken

    def around(self, noun: Token, first: int, stop: int) -> str:
        """The noun with what stands before it in its phrase, as what the figure over `[first, stop)` counts.

        Without article, number, quantity word or possessor, but with a name that possesses ("Toyota's profit");
        "" where the noun is in a figure or only says when.
        """
        if _is_misread_verb(noun):
            noun = noun.nbor(-1)
        if noun.i in self.taken:
            return ""
        if noun.tag_ in PROPER and noun.lower_ in _MONTHS:
            return ""
        start = stop if describes(self.doc, stop, noun) else self._begin(noun)
        while start + 1 < noun.i and self.doc[start].tag_ == "HYPH":
            start += 2  # "7.4-magnitude quake": the number's own half word
        while start < noun.i and self._is_no_start(start):
            start += 1
        return _MARKS.split(self.doc.text[self.doc[start].idx : self._end(noun, first)])[-1].strip()

    def _begin(self, noun: Token) -> int:
        start = noun.i
        while start > 0:
            before = self.doc[start - 1]
            if before.i in self.taken:
                break
            if before.tag_ == "CD" and start > 1 and self.doc[start - 2].tag_ in PROPER:
                start -= 1  # "the Nikkei 225 index"
                continue
            if not _in_phrase(before, noun):
                break
            if before.tag_ == "POS" and self.doc[start - 2].tag_ in PROPER:
                start -= 2
            elif before.tag_ in _CLOSED:
                break
            else:
                start -= 1
        return start

    def _is_no_start(self, at: int) -> bool:
        token = self.doc[at]
        if (
            token.lower_.endswith("ly")
            and token.dep_ == "advmod"
            and token.head.i == at + 1
            and not is_noun(self.doc[at + 1])
        ):
            return False  # "fully electric cars"
        return (token.lower_ in _QUANTIFIERS or token.tag_ in _NOT_FIRST) and self.doc[at + 1].tag_ != "HYPH"

    def _end(self, noun: Token, first: int) -> int:
        """Where the phrase ends: behind its "of" part, where that stands before the figure ("the price of wheat")."""
        of = noun.i + 1
        if of < len(self.doc) and self.doc[of].tag_ == "CD" and noun.tag_ in PROPER and of not in self.taken:
            return int(self.doc[of].idx + len(self.doc[of]))  # "the S&P 500"
        if of < first and self.doc[of].lower_ == "of" and self.doc[of].head.i == noun.i:
            for part in self.doc[of].children:
                near = of < part.i < first and part.i - of <= _LONGEST_OF
                if near and part.dep_ == "pobj" and is_noun(part) and self.taken.isdisjoint(range(of, part.i + 1)):
                    return self._hyphenated(part)
        return self._hyphenated(noun)

    def _hyphenated(self, noun: Token) -> int:
        """Where the noun's whole hyphenated word ends: the parse cuts "co-defendants" in three."""
        at, last = noun.i, len(self.doc) - 1
        while (
            at + 2 <= last
            and self.doc.text[self.doc[at].idx + len(self.doc[at])] == "-"
            and not self.doc[at + 1].whitespace_
        ):
            at += 2
        if noun.i < at < last and self.doc[at].head.i == at + 1 and self.doc[at + 1].tag_ in ("NN", "NNS"):
            at += 1
        return int(self.doc[at].idx + len(self.doc[at].text))


def _in_phrase(before: Token, noun: Token) -> bool:
    at = before
    for _ in range(4):
        if at.head.i == noun.i:
            return at.dep_ in LEFT and at.tag_ not in (",", "CC")
        at = at.head
    return False


def _is_misread_verb(noun: Token) -> bool:
    """A root that the model made a plural noun of: "The battery stores 75 kWh", "The car sprints to 60 mph"."""
    if noun.tag_ != "NNS" or noun.head.i != noun.i or not 0 < noun.i < len(noun.doc) - 2:
        return False
    before, behind = noun.nbor(-1), noun.nbor()
    if behind.tag_ in ("IN", "TO"):
        behind = behind.nbor()
        return before.dep_ == "compound" and behind.tag_ == "CD"
    return before.dep_ == "compound" and behind.tag_ in ("CD", "$", "DT")
