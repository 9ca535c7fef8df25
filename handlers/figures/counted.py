"""What a figure counts: the noun phrase, found along the grammar, across "of" and across the verb."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import chain
from typing import TYPE_CHECKING, Final

from handlers.figures.lexicon import listed
from handlers.figures.phrases import LEFT, PROPER, TIME, Phrases, anchor, describes, is_noun, next_noun
from handlers.figures.subjects import is_predicate, is_subject, own_subject, whole
from handlers.figures.trend import DOWN, UP

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_THROUGH: Final = listed("number nouns")
_KEPT: Final = frozenset(
    ("growth", "loss", "losses", "gain", "gains", "cut", "cuts", "raises", "hikes")
)  # change, and a thing of its own
_CHANGES: Final = (UP | DOWN) - listed("verbs only") | {"change", "swing", "shift", "move"}
_FAR: Final = listed("distances")
_NO_STUFF: Final = listed("in no stuff")
_BUYING: Final = listed("buying")
_FOR: Final = ("for", "on", "into", "toward", "towards")
_ADJUNCTS: Final = ("prep", "npadvmod", "advmod", "agent", "dative", "conj")
_TIES: Final = ("of", "for", "to", "in", "by", "from", "with", "at")
_TAKING: Final = ("bring", "brings", "bringing", "brought", "take", "takes", "taking", "took", "put", "puts", "putting")
_GIVING: Final = listed("giving")
_HURTING: Final = listed("hurting")
_AGED: Final = listed("aged")
_SAYING: Final = listed("saying")
_ORDERING: Final = listed("ordering")
_DEEPEST: Final = 8
_FURTHEST: Final = 60  # tokens back to what the figure before counted
_LONGEST_SUBJECT: Final = 9
_FEW: Final = 6  # tokens between "up" and its figure


class Counted:
    """Finds what the figures of one parsed paragraph count. `taken` are the tokens of all its figures."""

    def __init__(self, doc: Doc, taken: Set[int]) -> None:
        self.doc = doc
        self.taken = taken
        self.phrases = Phrases(doc, taken)
        self.last: Token | None = None  # what the figure before counted, in the same sentence
        self._lasts = False  # whether the figure is a time
        self._passed: set[int] = set()  # nouns of change looked beyond, so that none is twice

    def concept(
        self, first: int, stop: int, counts: bool, money: bool = False, pair: bool = False, age: bool = False
    ) -> str:
        """The words that the tokens `[first, stop)` count, "" where there are none.

        `counts` for a figure without a unit, `money` for a sum, `pair` for one of a score, `age` for an age.
        """
        self._passed.clear()
        self._lasts = self.doc[stop - 1].lower_ in TIME
        if self.last is not None and not self._is_near(self.last, first):
            self.last = None
        ways = self._of_score(first, stop) if pair else self._ways(first, stop, counts, money)
        aged = (self.doc[at] for at in range(first - 1, max(-1, first - 4), -1) if self.doc[at].lower_ in _AGED)
        for noun in chain(aged, ways) if age else ways:
            if words := self.phrases.around(noun, first, stop):
                self.last = noun
                return words
        return ""

    def _is_near(self, noun: Token, first: int) -> bool:
        """Whether a noun stands in the sentence of token `first`, and not far off: sentences may be endless."""
        if first - noun.i > _FURTHEST:
            return False
        return not any(self.doc[at].is_sent_start for at in range(noun.i + 1, first + 1))

    def _ways(self, first: int, stop: int, counts: bool, money: bool) -> Iterator[Token]:
        """Nouns that may be what is counted, likeliest first."""
        head = anchor(self.doc, first, stop)
        above = head.head
        behind = above.i >= stop and is_noun(above)
        if counts and head.dep_ == "dobj" and head.tag_ == "CD" and head.head.lower_ in _HURTING:
            return  # "killing 14": nobody says whom
        if head.tag_.startswith("V"):  # "halved its dividend", "rents have doubled"
            yield from (child for child in head.children if child.dep_ == "dobj" and is_noun(child))
            yield from self._subject(head, range(first, stop))
        yield from self._up_or_down(first)
        if counts:
            yield from self._counted_behind(stop, head, behind)
        yield from self._compound(first, stop)
        if behind and (head.dep_ in LEFT or head.dep_ in ("det", "predet", "appos")):
            yield from self._beyond_change(whole(above))
        if head.dep_ == "nsubj" and above.lower_ in ("is", "are", "was", "were"):
            yield from (c for c in above.children if c.dep_ == "attr" and is_noun(c))  # "61 percent were women"
        far = self.doc[stop - 1].lower_ in _FAR
        if not (far and first and self.doc[first - 1].lower_ == "within"):
            yield from self._of(range(first, stop), far)
        if not counts:
            yield from self._recipient(first, stop)
            if self.doc[stop - 1].lower_ in ("times", "twice") and (multiplied := next_noun(self.doc, stop)):
                yield multiplied
            yield from self._in(stop, money)
            if not far:
                yield from self._off(stop)
        yield from self._up(head, range(first, stop), 0)

    def _counted_behind(self, stop: int, head: Token, behind: bool) -> Iterator[Token]:
        """The noun behind a bare number: "119 million Americans", "seven straight games"."""
        above = head.head
        half = self.doc[stop + 1] if stop + 1 < len(self.doc) and self.doc[stop].text == "-" else None
        if half is not None and is_noun(half) and half.lower_ != "magnitude" and half.lower_ not in TIME:
            yield half  # "a 15-member committee"
        if behind and head.dep_ == "nummod" and describes(self.doc, stop, above) and above.lower_ != "magnitude":
            yield whole(above)
        following = next_noun(self.doc, stop)
        if following is not None:
            yield following
        verb = self.doc[stop] if stop < len(self.doc) else None
        if verb is not None and verb.tag_ == "VBZ" and len(verb) > 3 and head.dep_ != "nsubj":
            yield verb  # "31 passes" taken for a verb

    def _compound(self, first: int, stop: int) -> Iterator[Token]:
        """What a measure describes: "a 36-gallon tank", "the 82 kWh battery", "a 2 percent target"."""
        hyphen = any(token.tag_ == "HYPH" for token in self.doc[first:stop])
        noun = next_noun(self.doc, stop)
        if noun is None or noun.lower_ in TIME or stop - first < 2:
            return
        singular = self.doc[stop - 1].tag_ == "NN" and noun.tag_ in ("NN", "NNS") and noun.i - stop < 2
        article = first and self.doc[first - 1].tag_ in ("DT", "PRP$", "POS", "JJ", "JJR")
        if hyphen or (singular and article):
            yield from self._beyond_change(whole(noun))

    def _of_score(self, first: int, stop: int) -> Iterator[Token]:
        """A score is the subject's: "the Nuggets beat the Suns 118-109"; votes are votes: "52 votes to 48"."""
        following = next_noun(self.doc, stop)
        if following is not None and following.lower_ not in (
            "win",
            "victory",
            "draw",
            "defeat",
            "loss",
            "lead",
            "favourite",
            "favourites",
        ):
            yield following
        at = anchor(self.doc, first, stop)
        for _ in range(_DEEPEST):
            if at.tag_.startswith("V"):
                yield from self._subject(at, range(first, stop))
            elif at.lower_ in ("odds", "ratio"):
                yield at
            at = at.head

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

    def _in(self, stop: int, money: bool) -> Iterator[Token]:
        """ "$1.1 million in jewels", "20 years in prison", "$7 left in reserves"."""
        stop += stop < len(self.doc) and self.doc[stop].lower_ == "left"
        if stop + 1 >= len(self.doc) or self.doc[stop].lower_ not in ("in", "worth"):
            return
        for noun in self.doc[stop].children:
            low = noun.lower_
            stuff = money and noun.tag_ in ("NN", "NNS") and low not in TIME and low not in _NO_STUFF
            named = any(c.dep_ in ("det", "poss") for c in noun.children)
            if low in ("prison", "jail", "custody", "detention", "exile") or (stuff and not named):
                yield noun

    def _off(self, stop: int) -> Iterator[Token]:
        """ "wiped $250 billion off its value", "shaved 40 minutes off the trip"."""
        if stop < len(self.doc) and self.doc[stop].lower_ == "off":
            yield from (noun for noun in self.doc[stop].children if noun.dep_ == "pobj" and is_noun(noun))

    def _up_or_down(self, first: int) -> Iterator[Token]:
        """The noun right before "up" or "down": "with food prices up nearly 70 percent"."""
        for at in range(first - 1, max(0, first - _FEW), -1):
            if self.doc[at].lower_ in ("up", "down"):
                if is_noun(self.doc[at - 1]):
                    yield self.doc[at - 1]
                return
            if self.doc[at].tag_ not in ("IN", "RB", "DT", "JJR", "RBR", "$", "RBS", "JJS", "SYM"):
                return

    def _recipient(self, first: int, stop: int) -> Iterator[Token]:
        """Who is given it: "fined the lender $3 million"; not where something is bought: "paid the club $5 for him"."""
        at = first - 1
        while at > 0 and self.doc[at].tag_ in ("IN", "RB", "JJR", "$", "SYM") and self.doc[at].lower_ not in _TIES:
            at -= 1
        noun = self.doc[at] if at > 0 and is_noun(self.doc[at]) else None
        while at > 0 and self.doc[at].tag_ in (*PROPER, "NN", "NNS", "JJ", "DT", "PRP$", "POS", "HYPH"):
            at -= 1
        if (
            noun is not None
            and noun.i > at
            and self.doc[at].lower_ in _GIVING
            and not self._is_price(self.doc[at], stop)
        ):
            yield noun

    def _is_price(self, verb: Token, stop: int) -> bool:
        return verb.lower_ in _BUYING and stop < len(self.doc) and self.doc[stop].lower_ in _FOR

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
        if depth > _DEEPEST or head.i == token.i:
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
        buying = verb.lower_ in _BUYING or (
            verb.lower_ == "set" and verb.i + 1 < len(self.doc) and verb.nbor().lower_ == "aside"
        )
        if buying and not self._lasts:
            ties = (*_FOR, "in") if verb.lower_.startswith("invest") else _FOR
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
        for _ in range(_DEEPEST):
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
