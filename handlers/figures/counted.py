"""What a figure counts: the noun phrase, found along the grammar, across "of" and across the verb."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, Final

from handlers.figures.lexicon import listed
from handlers.figures.phrases import LEFT, TIME, Phrases, anchor, describes, is_noun, next_noun
from handlers.figures.trend import DOWN, UP

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_THROUGH: Final = listed("number nouns")
_KEPT: Final = frozenset(("growth", "loss", "losses", "gain", "gains", "cut", "cuts"))  # change, and a thing of its own
_CHANGES: Final = UP | DOWN | {"change", "swing", "shift", "move"}
_FAR: Final = listed("distances")
_NO_STUFF: Final = listed("in no stuff")
_BUYING: Final = listed("buying")
_FOR: Final = ("for", "on", "into", "toward", "towards")
_ADJUNCTS: Final = ("prep", "npadvmod", "advmod", "agent", "dative", "conj")
_DEEPEST: Final = 8


class Counted:
    """Finds what the figures of one parsed paragraph count. `taken` are the tokens of all its figures."""

    def __init__(self, doc: Doc, taken: Set[int]) -> None:
        self.doc = doc
        self.taken = taken
        self.phrases = Phrases(doc, taken)
        self._passed: set[int] = set()  # nouns of change looked beyond, so that none is twice

    def concept(self, first: int, stop: int, counts: bool, money: bool = False, pair: bool = False) -> str:
        """The words that the tokens `[first, stop)` count, "" where there are none.

        `counts` for a figure without a unit, `money` for a sum, `pair` for one of a score.
        """
        self._passed.clear()
        ways = self._of_score(first, stop) if pair else self._ways(first, stop, counts, money)
        return next(filter(None, (self.phrases.around(noun, first, stop) for noun in ways)), "")

    def _ways(self, first: int, stop: int, counts: bool, money: bool) -> Iterator[Token]:
        """Nouns that may be what is counted, likeliest first."""
        head = anchor(self.doc, first, stop)
        above = head.head
        behind = above.i >= stop and is_noun(above)
        if head.tag_.startswith("V"):  # "halved its dividend"
            yield from (child for child in head.children if child.dep_ == "dobj" and is_noun(child))
        if counts:
            yield from self._counted_behind(stop, head, behind)
        if behind and (head.dep_ in LEFT or head.dep_ in ("det", "predet", "appos")):
            yield from self._beyond_change(_whole(above))
        if head.dep_ == "nsubj" and above.lower_ in ("is", "are", "was", "were"):
            yield from (c for c in above.children if c.dep_ == "attr" and is_noun(c))  # "61 percent were women"
        far = self.doc[stop - 1].lower_ in _FAR
        if not (far and first and self.doc[first - 1].lower_ == "within"):
            yield from self._of(range(first, stop), far)
        if not counts:
            yield from self._in(stop, money)
        yield from self._up(head, range(first, stop), 0)

    def _counted_behind(self, stop: int, head: Token, behind: bool) -> Iterator[Token]:
        """The noun behind a bare number: "119 million Americans", "seven straight games"."""
        above = head.head
        half = self.doc[stop + 1] if stop + 1 < len(self.doc) and self.doc[stop].text == "-" else None
        if half is not None and is_noun(half) and half.lower_ != "magnitude":
            yield half  # "a 15-member committee"
        if behind and head.dep_ == "nummod" and describes(self.doc, stop, above) and above.lower_ != "magnitude":
            yield _whole(above)
        following = next_noun(self.doc, stop)
        if following is not None:
            yield following
        verb = self.doc[stop] if stop < len(self.doc) else None
        if verb is not None and verb.tag_ == "VBZ" and len(verb) > 3 and head.dep_ != "nsubj":
            yield verb  # "31 passes" taken for a verb

    def _of_score(self, first: int, stop: int) -> Iterator[Token]:
        """A score is the subject's: "the Nuggets beat the Suns 118-109"; votes are votes: "52 votes to 48"."""
        following = next_noun(self.doc, stop)
        if following is not None:
            yield following
        at = anchor(self.doc, first, stop)
        for _ in range(_DEEPEST):
            if at.tag_.startswith("V"):
                yield from self._subject(at, range(first, stop))
            at = at.head

    def _of(self, inside: range, far: bool = False) -> Iterator[Token]:
        """ "thousands of kilos of fentanyl", "25% of voters"; `far`: not the place of "7,000 miles of Earth"."""
        for at in inside:
            for child in self.doc[at].children:
                if child.i >= inside.stop and child.dep_ == "prep" and child.lower_ == "of":
                    nouns = (noun for noun in child.children if is_noun(noun))
                    yield from (_whole(noun) for noun in nouns if not (far and noun.tag_ == "NNP"))
        at = inside.stop
        if not far and at + 1 < len(self.doc) and self.doc[at].lower_ == "of":
            yield from (_whole(noun) for noun in self.doc[at].children if is_noun(noun))
            behind = next_noun(self.doc, at + (2 if self.doc[at + 1].tag_ in ("DT", "PRP$") else 1))
            if behind is not None:
                yield behind

    def _in(self, stop: int, money: bool) -> Iterator[Token]:
        """ "$1.1 million in jewels", "20 years in prison"."""
        if stop + 1 >= len(self.doc) or self.doc[stop].lower_ not in ("in", "worth"):
            return
        for noun in self.doc[stop].children:
            low = noun.lower_
            stuff = money and noun.tag_ in ("NN", "NNS") and low not in TIME and low not in _NO_STUFF
            named = noun.ent_type_ in ("DATE", "TIME", "GPE") or any(c.dep_ in ("det", "poss") for c in noun.children)
            if low in ("prison", "jail", "custody", "detention", "exile") or (stuff and not named):
                yield noun

    def _beyond_change(self, noun: Token) -> Iterator[Token]:
        """ "a 3% rise in exports": the exports; "the number of deaths": the deaths; other nouns are what is counted."""
        low = noun.lower_
        if noun.i not in self._passed and (low in _CHANGES or low in _THROUGH):
            self._passed.add(noun.i)
            ties = ("in", "of", "for") if low in _CHANGES else ("of",)
            for child in noun.children:
                if child.dep_ == "prep" and child.lower_ in ties:
                    yield from (found for found in child.children if is_noun(found))
            named = low in _THROUGH and any(c.dep_ == "compound" for c in noun.children)  # "market share"
            if low not in _KEPT and not named:
                yield from [c for c in noun.children if c.dep_ in ("compound", "amod", "nmod") and is_noun(c)][-1:]
                yield from self._up(noun, range(noun.i, noun.i + 1), 1)
        if noun.i in self.taken:
            yield from self._of(range(noun.i, noun.i + 1))
        yield noun

    def _up(self, token: Token, inside: range, depth: int) -> Iterator[Token]:
        """Along the grammar upwards: through prepositions to nouns, at a verb to its object or subject."""
        head = token.head
        if depth > _DEEPEST or head.i == token.i:
            yield from self._of_verb(token, token, inside)
        elif head.tag_.startswith(("V", "MD")):
            yield from self._of_verb(head, token, inside)
        elif not is_noun(head) or head.i in inside:
            yield from self._up(head, inside, depth + 1)
        elif head.i in self.taken or head.lower_ in TIME:
            yield from self._of(range(head.i, head.i + 1))
            yield from self._up(head, inside, depth + 1)
        elif head.dep_ == "pobj" and head.head.head.lower_ == "margin":
            yield head.head.head  # "a margin of error of 3 points"
        else:
            yield from self._beyond_change(head)

    def _of_verb(self, verb: Token, via: Token, inside: range) -> Iterator[Token]:
        """What is bought or paid for; the object, where the figure hangs on a preposition ("cut the price to $5"); else
        the subject, or that of the verbs above."""
        if verb.lower_ in _BUYING:
            for child in (*verb.children, *via.children):
                if child.dep_ == "prep" and child.lower_ in _FOR and child.i >= inside.stop:
                    yield from (noun for noun in child.children if is_noun(noun) and noun.lower_ not in TIME)
        if via.dep_ in _ADJUNCTS:
            for child in verb.children:
                if child.dep_ == "dobj" and is_noun(child) and child.i not in inside and child.i < via.i:
                    yield from self._beyond_change(child)
        at = verb
        for _ in range(_DEEPEST):
            yield from self._subject(at, inside)
            if at.head.i == at.i:
                return
            at = at.head

    def _subject(self, verb: Token, inside: range) -> Iterator[Token]:
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass", "csubj") and child.i not in inside and is_noun(child):
                yield from self._beyond_change(child)
        if verb.dep_ in ("relcl", "acl", "amod") and is_noun(verb.head) and verb.head.i not in inside:
            yield from self._beyond_change(verb.head)


def _whole(noun: Token) -> Token:
    """The head of the phrase that a noun only begins: "half the country's reactors", "a 1.5-litre petrol engine"."""
    while noun.dep_ in ("poss", "compound") and noun.head.i > noun.i and is_noun(noun.head):
        noun = noun.head
    return noun
