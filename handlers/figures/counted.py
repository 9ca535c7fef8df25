"""What a figure counts: the noun phrase, found along the grammar, across "of" and across the verb."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import chain
from typing import TYPE_CHECKING, Final

from handlers.figures.lexicon import listed
from handlers.figures.phrases import LEFT, PROPER, TIME, Phrases, anchor, describes, is_noun, next_noun
from handlers.figures.subjects import whole
from handlers.figures.upwards import BOUGHT, BUYING, DEEPEST, Upwards

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FAR: Final = listed("distances")
_NO_STUFF: Final = listed("in no stuff")
_TIES: Final = ("of", "for", "to", "in", "by", "from", "with", "at")
_GIVING: Final = listed("giving")
_HURTING: Final = listed("hurting")
_AGED: Final = listed("aged")
_FURTHEST: Final = 60  # tokens back to what the figure before counted
_FEW: Final = 6  # tokens between "up" and its figure


class Counted(Upwards):
    """Finds what the figures of one parsed paragraph count: beside them first, then upwards."""

    def __init__(self, doc: Doc, taken: Set[int]) -> None:
        super().__init__(doc, taken)
        self.phrases = Phrases(doc, taken)

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
        yield from self._with_at(first)
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
        for _ in range(DEEPEST):
            if at.tag_.startswith("V"):
                yield from self._subject(at, range(first, stop))
            elif at.lower_ in ("odds", "ratio"):
                yield at
            at = at.head

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

    def _with_at(self, first: int) -> Iterator[Token]:
        """ "with oil at $70 a barrel": the oil, whatever the sentence is about."""
        at = first - 1
        while at > 0 and self.doc[at].tag_ in ("RB", "$", "JJR", "RBR"):
            at -= 1
        if at < 2 or self.doc[at].lower_ != "at" or not is_noun(self.doc[at - 1]):
            return
        start = at - 1
        while start > 0 and start > at - _FEW and self.doc[start].tag_ in (*PROPER, "NN", "NNS", "JJ", "DT", "HYPH"):
            start -= 1
        if self.doc[start].lower_ == "with":
            yield self.doc[at - 1]

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
        return verb.lower_ in BUYING and stop < len(self.doc) and self.doc[stop].lower_ in BOUGHT
