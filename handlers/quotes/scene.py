"""One article set out for the question who speaks: its marks, grammar, mentions and names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate

from handlers.language import Parses
from handlers.model import Article
from handlers.quotes import misread, openings
from handlers.quotes.furniture import dateline, heading
from handlers.quotes.grammar import Grammar
from handlers.quotes.lexicon import Lexicon, stem
from handlers.quotes.marks import Stretch, stretches
from handlers.quotes.mentions import Mention, mentions
from handlers.quotes.names import Chain, Names
from handlers.quotes.runs import headline

_SURE = -0.5  # the score of a word that reports more often than not, or nearly so
_FARTHEST = 8  # paragraphs between a quotation and the words that name its speaker
NO_CUE = -4.0  # the score of a word never seen to report


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of a kind stand before each token of a paragraph."""

    commas: list[int]
    colons: list[int]
    mentions: list[int]
    stretches: list[int]
    verbs: list[int]
    subjects: list[int]
    outside: int  # tokens outside the marks
    best_cue: float


@dataclass
class Place:
    """One paragraph: its marked stretches (offsets are the article's), its grammar, and the mentions outside."""

    index: int
    start: int
    text: str
    stretches: list[Stretch]
    dateline: int = 0  # where its dateline ends in the article
    grammar: Grammar | None = None
    mentions: list[Mention] = field(default_factory=list)
    marked: list[int] = field(default_factory=list)  # per token: the number of the stretch that holds it, -1 outside
    marked_cue: list[float] = field(default_factory=list)  # per token: how far it reports marked speech
    spans: list[tuple[int, int]] = field(
        default_factory=list
    )  # per stretch: its first token and the one behind its last

    @property
    def parsed(self) -> Grammar:
        """The grammar of a paragraph that is known to be parsed."""
        if self.grammar is None:
            raise ValueError("this paragraph is not parsed")
        return self.grammar

    def in_marks(self, offset: int) -> bool:
        """Whether what stands at an offset stands in quotation marks."""
        token = self.parsed.token_at(offset)
        return token < len(self.marked) and self.marked[token] >= 0

    @cached_property
    def headline(self) -> bool:
        """Whether its capitals tell nothing about names."""
        return headline(self.text)

    @cached_property
    def counts(self) -> Counts:
        """Running counts over the tokens."""
        words = self.parsed.words
        heads = {m.head for m in self.mentions}
        opened = {first for first, _ in self.spans}
        return Counts(
            _running(w == "," for w in words),
            _running(w == ":" for w in words),
            _running(i in heads for i in range(len(words))),
            _running(i in opened for i in range(len(words))),
            _running(t[:2] == "VB" and m < 0 for t, m in zip(self.parsed.tag, self.marked, strict=True)),
            _running(d == "nsubj" and m < 0 for d, m in zip(self.parsed.dep, self.marked, strict=True)),
            sum(m < 0 for m in self.marked),
            max(self.marked_cue, default=NO_CUE),
        )


def _running(flags: Iterable[bool]) -> list[int]:
    return [0, *accumulate(int(f) for f in flags)]


class Scene:
    """Everything known about an article before anybody decides who speaks."""

    def __init__(self, article: Article, parses: Parses, lexicon: Lexicon, told: frozenset[int] = frozenset()) -> None:
        """`told` are paragraphs whose speaker is known otherwise."""
        self.article = article
        self.parses = parses
        self.lexicon = lexicon
        self.told = told
        self.places = [
            Place(
                i,
                p.start,
                p.text,
                [] if i in told else [_moved(s, p.start) for s in stretches(p.text)],
                p.start + dateline(p.text),
            )
            for i, p in enumerate(article.paragraphs)
        ]
        self._starts = [p.start for p in self.places]

    @cached_property
    def names(self) -> Names:
        """The chains of the article."""
        return Names(self.article)

    def parse(self, indices: set[int]) -> None:
        """Gives these paragraphs their grammar and mentions, where a model is installed."""
        for i, doc in self.parses.docs((k for k in indices if self.places[k].grammar is None), entities=False):
            place = self.places[i]
            place.grammar = grammar = Grammar(i, place.start, doc)
            openings.mend(grammar)
            misread.mend(grammar, self.names)
            if place.dateline > place.start:
                grammar.without(grammar.token_at(place.dateline))
            place.marked = [-1] * len(grammar)
            for number, stretch in enumerate(place.stretches):
                first, last = grammar.token_at(stretch.start), grammar.token_at(stretch.end)
                if last < len(grammar) and grammar.start[last] < stretch.end:
                    last += 1
                place.spans.append((first, last))
                place.marked[first:last] = [number] * len(place.marked[first:last])
            place.mentions = [
                self._whole(grammar, _behind(grammar, m, place.dateline))
                for m in mentions(grammar)
                if place.marked[m.head] < 0 and grammar.start[m.head] >= place.dateline
            ]
            score = self.lexicon.marked
            place.marked_cue = [
                score.get(stem(w), NO_CUE) if t[:2] in ("VB", "IN", "NN") and m < 0 else NO_CUE
                for w, t, m in zip(grammar.lower, grammar.tag, place.marked, strict=True)
            ]

    def _whole(self, grammar: Grammar, mention: Mention) -> Mention:
        """The mention with the whole of the names at its ends: "Ruiz" is "Carmen Delgado-Ruiz"."""
        first, last = mention.first, mention.last
        run = self.names.at(mention.start, mention.start + 1)
        if run is not None and run.start < mention.start:
            first = min(first, grammar.token_at(run.titled if run.title else run.start))
        run = self.names.at(mention.end - 1, mention.end)
        if run is not None and run.end > mention.end:
            last = max(last, grammar.token_at(run.end - 1) + 1)
        if (first, last) == (mention.first, mention.last):
            return mention
        return replace(mention, start=grammar.start[first], end=grammar.end[last - 1], first=first, last=last)

    def place_at(self, offset: int) -> Place:
        """The paragraph that holds, or last begins before, an offset."""
        return self.places[max(0, bisect_right(self._starts, offset) - 1)]

    def window(self, place: Place) -> list[Place]:
        """The paragraphs that can name who speaks in one: itself, and its neighbours where its own words do not."""
        found = [place]
        if place.mentions and place.counts.best_cue > _SURE and place.stretches[-1].closed:
            return found
        before = place.index - 1
        while before >= max(0, place.index - _FARTHEST):
            if self._speaks(before):
                found.append(self.places[before])
                break
            before -= 1
        if place.index + 1 < len(self.places) and self._speaks(place.index + 1):
            found.append(self.places[place.index + 1])
        return found

    def _speaks(self, index: int) -> bool:
        """Whether a paragraph may name who speaks in another: no teaser, and no heading without somebody's name."""
        place = self.places[index]
        if index in self.told:
            return False
        self.parse({index})
        if not place.mentions or not heading(place.text):
            return bool(place.mentions)
        chains = (self.chain(m) for m in place.mentions)
        return any(c is not None and c.person > 0 for c in chains)

    def chain(self, mention: Mention) -> Chain | None:
        """The chain of a mention that holds a name."""
        if mention.kind != "name":
            return None
        run = self.names.at(mention.start, mention.end)
        return run.chain if run else None


def _behind(grammar: Grammar, mention: Mention, dateline: int) -> Mention:
    """The mention without the dateline that the parser took for a part of it."""
    if mention.start >= dateline:
        return mention
    first = grammar.token_at(dateline)
    return replace(mention, start=grammar.start[first], first=first)


def _moved(stretch: Stretch, offset: int) -> Stretch:
    return Stretch(stretch.start + offset, stretch.end + offset, stretch.mark, stretch.closed)
