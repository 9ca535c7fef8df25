"""What a figure counts: the noun phrase, found along the grammar, across "of" and across the verb."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, Final

from handlers.figures.lexicon import listed
from handlers.figures.trend import DOWN, UP

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NOUNS: Final = ("NN", "NNS", "NNP", "NNPS")
_LEFT: Final = frozenset(("compound", "amod", "nmod", "quantmod", "advmod", "npadvmod", "punct", "nummod", "poss"))
_THROUGH: Final = listed("number nouns")
_KEPT: Final = frozenset(("growth", "loss", "losses", "gain", "gains", "cut", "cuts"))  # change, and a thing of its own
_CHANGES: Final = (UP | DOWN | {"change", "swing", "shift", "move"}) - {
    "bigger",
    "larger",
    "lower",
    "higher",
    "cheaper",
}
_TIME: Final = listed("time nouns")
_FAR: Final = listed("distances")
_NO_STUFF: Final = listed("in no stuff")
_BUYING: Final = listed("buying")
_QUANTIFIERS: Final = listed("quantifiers")
_CLOSED: Final = ("CD", "DT", "PRP$", "POS", "PDT", "WDT", "WP$", "$", "IN")


class Counted:
    """Finds what figures of one parsed paragraph count. `taken` are the tokens of all its figures."""

    def __init__(self, doc: Doc, taken: Set[int]) -> None:
        self.doc = doc
        self.taken = taken

    def concept(self, first: int, stop: int, counts: bool, money: bool = False, pair: bool = False) -> str:
        """The words that the tokens `[first, stop)` count, "" where there are none.

        `counts` for a figure without a unit, `money` for a sum.
        """
        for noun in self._ways(first, stop, counts, money) if not pair else self._of_score(first, stop):
            words = self._words(noun, first, stop)
            if words:
                return words
        return ""

    def _ways(self, first: int, stop: int, counts: bool, money: bool) -> Iterator[Token]:
        """Nouns that may be what is counted, likeliest first."""
        head, inside = anchor(self.doc, first, stop), range(first, stop)
        if counts:
            if head.dep_ == "nummod" and head.head.i >= stop and _noun(head.head) and self._open(stop, head.head):
                if head.head.lower_ != "magnitude" and head.head.i not in self.taken:
                    yield head.head
            following = self._following(stop)
            if following is not None and following.i not in self.taken:
                yield following
            if stop < len(self.doc) and self.doc[stop].tag_ == "VBZ" and head.dep_ != "nsubj":
                yield self.doc[stop]  # "31 passes" taken for a verb
        if head.dep_ in _LEFT or head.dep_ in ("det", "predet", "appos"):
            if head.head.i >= stop and _noun(head.head):
                yield from self._beyond_change(_owned(head.head))
        far = self.doc[stop - 1].lower_ in _FAR
        if not (far and first and self.doc[first - 1].lower_ == "within"):
            yield from self._of(range(first, stop), far)
        if not counts:
            yield from self._in(stop, money)
        yield from self._up(head, inside, 0)

    def _of_score(self, first: int, stop: int) -> Iterator[Token]:
        """A score is the subject's: "the Nuggets beat the Suns 118-109"; votes are votes: "52 votes to 48"."""
        following = self._following(stop)
        if following is not None:
            yield following
        at = anchor(self.doc, first, stop)
        for _ in range(8):
            if at.tag_.startswith("V"):
                yield from self._subject(at, range(first, stop))
            if at.head.i == at.i:
                return
            at = at.head

    def _following(self, stop: int) -> Token | None:
        """The head of the noun phrase right behind a bare number: "15 to 20 named storms", "seven straight games"."""
        at = stop
        while at < len(self.doc) and at < stop + 6:
            token = self.doc[at]
            if token.lower_ == "magnitude" and at > stop:
                at += 1
                continue
            if _noun(token) and (
                at + 1 >= len(self.doc)
                or not _noun(self.doc[at + 1])
                or (token.head.i != at + 1 and at + 1 != token.head.i)
            ):
                if at + 1 < len(self.doc) and self.doc[at + 1].tag_ == "POS":
                    at += 2
                    continue
                return token
            if not (
                _noun(token)
                or token.tag_ in ("JJ", "JJR", "JJS", "VBN", "HYPH", "VBG", "DT", "PRP$", "RB")
                or token.text == ","
            ):
                return None
            if token.tag_ in ("DT", "PRP$") and (
                at > stop or self.doc[stop - 1].lower_ not in ("half", "double", "triple", "twice")
            ):
                return None
            if token.tag_ in ("RB", ",") and (at + 1 >= len(self.doc) or self.doc[at + 1].tag_ not in ("JJ", "VBN")):
                return None
            at += 1
        return None

    def _of(self, inside: range, far: bool = False) -> Iterator[Token]:
        """ "thousands of kilos of fentanyl", "25% of voters"; `far`: not "7,000 miles of Earth"."""
        for at in inside:
            for child in self.doc[at].children:
                if child.i >= inside.stop and child.dep_ == "prep" and child.lower_ == "of":
                    for noun in child.children:
                        if _noun(noun) and noun.i not in inside and not (far and noun.tag_ == "NNP"):
                            yield _owned(noun)
        if far:
            return
        at = inside.stop
        if at + 1 < len(self.doc) and self.doc[at].lower_ == "of":
            yield from (_owned(n) for n in self.doc[at].children if _noun(n))
            at += 2 if self.doc[at + 1].tag_ in ("DT", "PRP$") else 1
            behind = self._following(at)
            if behind is not None:
                yield behind

    def _in(self, stop: int, money: bool) -> Iterator[Token]:
        """ "$1.1 million in jewels", "20 years in prison"."""
        if stop + 1 >= len(self.doc) or self.doc[stop].lower_ not in ("in", "worth"):
            return
        for noun in self.doc[stop].children:
            if noun.lower_ in ("prison", "jail", "custody", "detention", "exile"):
                yield noun
            elif money and noun.tag_ in ("NN", "NNS") and not any(c.dep_ in ("det", "poss") for c in noun.children):
                if (
                    noun.lower_ not in _TIME
                    and noun.lower_ not in _NO_STUFF
                    and noun.ent_type_ not in ("DATE", "TIME", "GPE")
                ):
                    yield noun

    def _beyond_change(self, noun: Token) -> Iterator[Token]:
        """ "a 3% rise in exports": the exports; any other noun is itself what is counted."""
        low = noun.lower_
        if low in _CHANGES or low in _THROUGH:
            for child in noun.children:
                if child.dep_ == "prep" and child.lower_ in (("in", "of", "for") if low in _CHANGES else ("of",)):
                    yield from (n for n in child.children if _noun(n) and n.i not in self.taken)
            if low not in _KEPT:
                yield from [c for c in noun.children if c.dep_ in ("compound", "amod", "nmod") and c.tag_ in _NOUNS][
                    -1:
                ]
                yield from self._up(noun, range(noun.i, noun.i + 1), 1)
        if noun.i not in self.taken:
            yield noun
        else:
            yield from self._of(range(noun.i, noun.i + 1))

    def _up(self, token: Token, inside: range, depth: int) -> Iterator[Token]:
        """Along the grammar upwards: through prepositions to nouns, at a verb to its object or subject."""
        head = token.head
        if depth > 8 or head.i == token.i:
            yield from self._of_verb(token, token, inside)
        elif head.tag_.startswith(("V", "MD")):
            yield from self._of_verb(head, token, inside)
        elif _noun(head) and head.i not in inside:
            if head.i in self.taken or head.lower_ in _TIME or head.lower_ in ("%", "percent"):
                yield from self._of(range(head.i, head.i + 1))
                yield from self._up(head, inside, depth + 1)
            elif _misread_verb(head, inside):
                yield from (c for c in head.children if c.i == head.i - 1)
            else:
                yield from self._beyond_change(head)
        else:
            yield from self._up(head, inside, depth + 1)

    def _of_verb(self, verb: Token, via: Token, inside: range) -> Iterator[Token]:
        """The verb's object where the figure hangs on a preposition ("cut the price to $5"), else its subject."""
        if verb.lower_ in _BUYING:
            for child in (*verb.children, *via.children):
                if (
                    child.dep_ == "prep"
                    and child.lower_ in ("for", "on", "into", "toward", "towards")
                    and child.i >= inside.stop
                ):
                    yield from (
                        n for n in child.children if _noun(n) and n.lower_ not in _TIME and n.i not in self.taken
                    )
        if via.dep_ in ("prep", "npadvmod", "advmod", "agent", "dative", "conj"):
            for child in verb.children:
                if child.dep_ == "dobj" and _noun(child) and child.i not in inside and child.i < via.i:
                    yield from self._beyond_change(child)
        at = verb
        for _ in range(6):
            yield from self._subject(at, inside)
            if at.head.i == at.i:
                return
            at = at.head

    def _subject(self, verb: Token, inside: range) -> Iterator[Token]:
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass", "csubj") and child.i not in inside and _noun(child):
                yield from self._beyond_change(child)
        if verb.dep_ in ("relcl", "acl", "amod") and _noun(verb.head) and verb.head.i not in inside:
            yield from self._beyond_change(verb.head)

    def _words(self, noun: Token, first: int, stop: int) -> str:
        """The noun with what stands before it in its phrase, without article, number, possessor or quantity word."""
        if (
            first <= noun.i < stop
            or noun.i in self.taken
            or (noun.ent_type_ in ("DATE", "TIME") and noun.lower_ in _TIME)
        ):
            return ""
        start = stop if self._open(stop, noun) else noun.i
        while start > 0 and start != stop:
            before = self.doc[start - 1]
            if first <= before.i < stop or before.i in self.taken or not _in_phrase(before, noun):
                break
            if before.tag_ == "POS" and self.doc[start - 2].tag_ in ("NNP", "NNPS"):
                start -= 2
                continue
            if before.tag_ in _CLOSED:
                break
            start -= 1
        while start + 1 < noun.i and self.doc[start].tag_ == "HYPH":
            start += 2  # "7.4-magnitude quake": the number's own half word
        while start < noun.i and (self.doc[start].lower_ in _QUANTIFIERS or self.doc[start].tag_ in _NOT_FIRST):
            if self.doc[start + 1].tag_ == "HYPH":
                break
            start += 1
        return self.doc.text[self.doc[start].idx : self._end(noun, first)].strip()

    def _open(self, stop: int, noun: Token) -> bool:
        """Whether only describing words stand between the figure and the noun behind it: "20 named storms"."""
        between = self.doc[stop : noun.i] if stop <= noun.i else None
        return between is not None and len(between) < 6 and all(t.tag_ in _DESCRIBING for t in between)

    def _end(self, noun: Token, first: int) -> int:
        """Where the phrase ends: behind its "of" part, where that stands before the figure ("the price of wheat")."""
        after = noun.i + 1
        if (
            noun.i < first
            and after < len(self.doc)
            and self.doc[after].lower_ == "of"
            and self.doc[after].head.i == noun.i
        ):
            for part in self.doc[after].children:
                near = part.i < first and part.i - after <= 4 and self.taken.isdisjoint(range(after, part.i + 1))
                if part.dep_ == "pobj" and near and _noun(part):
                    return self._hyphenated(part)
        return self._hyphenated(noun)

    def _hyphenated(self, noun: Token) -> int:
        """Where the noun's whole hyphenated word ends: the parse cuts "co-defendants" in three."""
        at = noun.i
        while (
            at + 2 < len(self.doc)
            and self.doc[at + 1].text == "-"
            and not self.doc[at].whitespace_
            and not self.doc[at + 1].whitespace_
        ):
            at += 2
        if (
            at > noun.i
            and at + 1 < len(self.doc)
            and self.doc[at].tag_ in ("JJ", "NN")
            and self.doc[at + 1].tag_ in ("NN", "NNS")
            and self.doc[at].head.i == at + 1
        ):
            at += 1
        return int(self.doc[at].idx + len(self.doc[at].text))


_DESCRIBING: Final = (*_NOUNS, "JJ", "JJR", "JJS", "VBN", "VBG", "VBD", "HYPH")
_NOT_FIRST: Final = ("RB", "HYPH", ",", "``", "''", "JJR", "RBR", ".", ":", "-LRB-", "RBS", "JJS")


def anchor(doc: Doc, first: int, stop: int) -> Token:
    """The token of the figure that the rest of it hangs on."""
    for token in doc[first:stop]:
        if not first <= token.head.i < stop or token.head.i == token.i:
            if token.dep_ == "punct" and stop - first > 1:
                continue
            return token
    return doc[stop - 1]


def _owned(noun: Token) -> Token:
    """ "half the country's reactors": the reactors."""
    return noun.head if noun.dep_ == "poss" and _noun(noun.head) else noun


def _misread_verb(noun: Token, inside: range) -> bool:
    """A plural noun that the model made of a verb: no verb in the sentence, the subject right before it."""
    if noun.tag_ != "NNS" or noun.head.i != noun.i or not 0 < noun.i < inside.start:
        return False
    return noun.nbor().tag_ in ("IN", "TO", "CD", "$", "RB") and any(
        c.i == noun.i - 1 and c.dep_ == "compound" for c in noun.children
    )


def _noun(token: Token) -> bool:
    if token.text in ("%", "$", "£", "€"):
        return False
    return token.tag_ in _NOUNS or (
        token.dep_ in ("pobj", "nsubj", "dobj", "nsubjpass") and token.tag_ in ("JJ", "VBG", "FW", "RB")
    )


def _in_phrase(before: Token, noun: Token) -> bool:
    at = before
    for _ in range(4):
        if at.head.i == noun.i:
            return at.dep_ in _LEFT and at.i < noun.i and at.tag_ not in (",", "CC")
        at = at.head
    return False
