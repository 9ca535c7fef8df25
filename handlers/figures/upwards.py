"""From a figure along the grammar upwards: through nouns of change and prepositions to a verb, and to its subject."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, Final

from handlers.figures.lexicon import listed
from handlers.figures.phrases import TIME, is_noun, next_noun
from handlers.figures.subjects import is_predicate, is_subject, own_subject, whole
from handlers.figures.trend import DOWN, UP

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

DEEPEST: Final = 8
BUYING: Final = listed("buying")
BOUGHT: Final = ("for", "on", "into", "toward", "towards")
_THROUGH: Final = listed("number nouns")
_KEPT: Final = frozenset(
    ("growth", "loss", "losses", "gain", "gains", "cut", "cuts", "raises", "hikes")
)  # change, and a thing of its own
_CHANGES: Final = (UP | DOWN) - listed("verbs only") | {"change", "swing", "shift", "move"}
_ADJUNCTS: Final = ("prep", "npadvmod", "advmod", "agent", "dative", "conj")
_TAKING: Final = ("bring", "brings", "bringing", "brought", "take", "takes", "taking", "took", "put", "puts", "putting")
_SAYING: Final = listed("saying")
_ORDERING: Final = listed("ordering")
_LONGEST_SUBJECT: Final = 9


class Upwards:
    """Climbs from the figures of one parsed paragraph. `taken` are the tokens of all its figures."""

    def __init__(self, doc: Doc, taken: Set[int]) -> None:
        self.doc = doc
        self.taken = taken
        self.last: Token | None = None  # what the figure before counted, in the same sentence
        self._lasts = False  # whether the figure is a time
        self._passed: set[int] = set()  # nouns of change looked beyond, so that none is twice

    def _of(self, inside: range, far: bool = False) -> Iterator[Token]:
        """ "thousands of kilos of fentanyl", "25% of voters"; `far`: not the place of "7,000 miles of Earth"."""
        for at in inside:
            for child in self.doc[at].children:
                if child.i >= inside.stop and child.dep_ == "prep" and child.lower_ == "of":
                    nouns = (noun for noun in child.children if is_noun(noun))
                    yield from (whole(noun) for noun in nouns if not (far and noun.tag_ == "NNP"))
        at = inside.stop
        if not far and at + 1 < len(self.doc) and self.doc[at].lower_ == "of":
            yield from (whole(noun) for noun in self.doc[at].children if is_noun(noun))
            behind = next_noun(self.doc, at + (2 if self.doc[at + 1].tag_ in ("DT", "PRP$") else 1))
            if behind is not None:
                yield behind

    def _beyond_change(self, noun: Token) -> Iterator[Token]:
        """ "a 3% rise in exports": the exports; "the number of deaths": the deaths; other nouns are what is counted."""
        low = noun.lower_
        if noun.i not in self._passed and not self._lasts and (low in _CHANGES or low in _THROUGH):
            self._passed.add(noun.i)
            ties = ("in", "of", "for") if low in _CHANGES else ("of",)
            for child in noun.children:
                if child.dep_ == "prep" and child.lower_ in ties:
                    yield from (found for found in child.children if is_noun(found))
            if self.last is not None and low in _CHANGES and self._is_aside(noun):
                yield self.last
            named = low in _THROUGH and any(c.dep_ == "compound" for c in noun.children)  # "market share"
            if low not in _KEPT and not named:
                yield from [c for c in noun.children if c.dep_ in ("compound", "amod", "nmod") and is_noun(c)][-1:]
                yield from self._up(noun, range(noun.i, noun.i + 1), 1)
        if noun.i in self.taken:
            yield from self._of(range(noun.i, noun.i + 1))
        yield noun

    def _is_aside(self, noun: Token) -> bool:
        """Whether a change is said of what stands before the comma: "for $3,450, a 9 percent increase on last year"."""
        at = noun.i - 1
        while at > 0 and (at in self.taken or self.doc[at].tag_ in ("JJ", "NN", "RB", "HYPH")):
            at -= 1
        return at > 0 and self.doc[at].tag_ == "DT" and self.doc[at - 1].text == ","

    def _up(self, token: Token, inside: range, depth: int) -> Iterator[Token]:
        """Along the grammar upwards: through prepositions to nouns, at a verb to its object or subject."""
        head = token.head
        if depth > DEEPEST or head.i == token.i:
            yield from self._of_verb(token, token, inside)
        elif is_predicate(head) and head.dep_ != "pobj":  # "the record of 2.88 million set in June"
            yield from self._of_verb(head, token, inside)
        elif not is_noun(head) or head.i in inside or (head.lower_ == "record" and head.i + 1 == inside.start):
            yield from self._up(head, inside, depth + 1)
        elif head.i in self.taken or head.lower_ in TIME:
            yield from self._of(range(head.i, head.i + 1))
            yield from self._up(head, inside, depth + 1)
        elif head.lower_ in ("pace", "rate", "clip") and head.dep_ == "pobj" and head.head.lower_ == "at":
            yield from self._up(head.head, inside, depth + 1)
        elif head.dep_ == "pobj" and head.head.head.lower_ == "margin":
            yield head.head.head  # "a margin of error of 3 points"
        else:
            yield from self._beyond_change(head)

    def _of_verb(self, verb: Token, via: Token, inside: range) -> Iterator[Token]:
        """What is bought or paid for; the object, where the figure hangs on a preposition ("cut the price to $5"); else
        the subject, or that of the verbs above."""
        buying = verb.lower_ in BUYING or (
            verb.lower_ == "set" and verb.i + 1 < len(self.doc) and verb.nbor().lower_ == "aside"
        )
        if buying and not self._lasts:
            ties = (*BOUGHT, "in") if verb.lower_.startswith("invest") else BOUGHT
            for child in (*verb.children, *via.children):
                if child.dep_ == "prep" and child.lower_ in ties and child.i >= inside.stop:
                    yield from (noun for noun in child.children if is_noun(noun) and noun.lower_ not in TIME)
        if via.dep_ in _ADJUNCTS:
            for child in verb.children:
                if child.dep_ == "dobj" and is_noun(child) and child.i not in inside and child.i < via.i:
                    if via.lower_ == "to" and verb.lower_ in _TAKING:
                        yield child  # "taking the total increase to 5 points"
                    yield from self._beyond_change(child)
        if via.dep_ in _ADJUNCTS:
            later = (
                child for child in verb.children if child.dep_ in ("conj", "ccomp") and verb.i < child.i < inside.start
            )
            for clause in reversed([clause for clause in later if is_predicate(clause) and clause.i < via.i]):
                yield from self._subject(clause, inside)
        at = verb
        for _ in range(DEEPEST):
            if at.dep_ == "xcomp" and at.head.lower_ in _ORDERING:
                yield from (c for c in at.head.children if c.dep_ == "dobj" and is_noun(c) and c.i < at.i)
            yield from self._told(at, inside)
            yield from self._subject(at, inside)
            if at.head.i == at.i:
                return
            at = at.head

    def _told(self, verb: Token, inside: range) -> Iterator[Token]:
        """The subject of what somebody said, where it hangs on the saying: "Output fell, the bank said, 3 %"."""
        if verb.lower_ not in _SAYING or any(c.i in inside for c in verb.children if c.dep_ == "dobj"):
            return  # "the Dow added 3 percent"
        told = verb.head if verb.dep_ == "parataxis" else None
        for clause in (told, *(child for child in verb.children if child.dep_ == "ccomp")):
            if clause is not None and clause.i < min(verb.i, inside.start):
                yield from self._subject(clause, inside)

    def _lost(self, verb: Token) -> Token | None:
        """The subject that the model tied to the clause before: "rose 3 percent and revenue per bed was up 2"."""
        for at in range(verb.i - 1, max(0, verb.i - _LONGEST_SUBJECT), -1):
            token = self.doc[at]
            if token.tag_.startswith("V") and token.dep_ not in ("amod", "compound"):
                return None
            if token.tag_ == "CC":
                nouns = (self.doc[i] for i in range(at + 1, verb.i) if self.doc[i].dep_ == "conj")
                return next((noun for noun in nouns if is_noun(noun) and noun.i not in self.taken), None)
        return None

    def _subject(self, verb: Token, inside: range) -> Iterator[Token]:
        lent = (part for aux in verb.children if aux.dep_ == "aux" for part in aux.children)  # "has more than tripled"
        subjects = False
        for child in (*verb.children, *lent):
            subjects |= child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl")
            if child.dep_ in ("nsubj", "nsubjpass", "csubj") and child.i not in inside and is_subject(child):
                if child.lower_ != "magnitude":  # "a magnitude 6.4 earthquake struck"
                    yield from self._beyond_change(own_subject(child))
            elif child.dep_ == "nsubj" and child.lower_ in ("it", "they") and self.last is not None:
                yield self.last
            elif (
                child.dep_ in ("nsubj", "nsubjpass")
                and child.tag_ == "CD"
                and child.i not in inside
                and self.last is not None
            ):
                yield self.last  # "36 were found dead within seven years"
        if verb.dep_ == "conj" and not subjects and (lost := self._lost(verb)) and lost.i not in inside:
            yield from self._beyond_change(lost)
        if verb.dep_ in ("relcl", "acl", "amod") and is_noun(verb.head) and verb.head.i not in inside:
            yield from self._beyond_change(verb.head)
