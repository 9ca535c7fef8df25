"""Roles: what the article says that a person is ("Mexican president"), and who a description means."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from handlers.quotes.grammar import Grammar
from handlers.quotes.lexicon import stem
from handlers.quotes.mentions import Mention, span_of
from handlers.quotes.names import Chain, Run
from handlers.quotes.scene import Place, Scene
from handlers.quotes.words import ROLE_OF_TITLE, TITLES, several

_DETERMINERS = several("the a an this that these those his her their its our my former then")
_ARTICLES = several("the a an")
_OF_TITLES = several("vice prime first lady general major deputy chief")
_DEFINITE = several("the this that")
_INITIALS = several("ceo cfo coo cto mp vp")
_NO_ROLE = several("mr mrs ms miss sir dr lord lady former i he she they")


@dataclass(frozen=True, slots=True)
class Role:
    """One place where the article ties words to a chain."""

    start: int
    end: int
    chain: Chain
    head: str
    words: frozenset[str]


class Roles:
    """The roles of an article's chains, from the paragraphs that are parsed and from titles everywhere."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.text = scene.article.text
        self._by_chain: dict[int, list[Role]] = defaultdict(list)
        self._by_head: dict[str, list[Role]] = defaultdict(list)
        for run in scene.names.runs:
            if run.title and run.title not in _NO_ROLE:
                self._add_title(run)
        for place in scene.places:
            if place.grammar is not None:
                for mention in place.mentions:
                    self._add_mention(place.grammar, mention)

    def of(self, chain: Chain) -> str:
        """The article's own words for what somebody is, "" where it has none."""
        found = self._by_chain.get(chain.number)
        return _behind_a_name(self.text[found[0].start : found[0].end]) if found else ""

    def named(self, place: Place, mention: Mention) -> Chain | None:
        """The chain that a description ("the Mexican president") means, None where it can be none or several."""
        grammar = place.grammar
        if grammar is None:
            return None
        words = grammar.lower[mention.first : mention.last]
        head = _head(grammar.lower[mention.head])
        known = self._by_head.get(head)
        if not known or words[0] not in _DEFINITE:
            return None
        told = {stem(w) for w in words if w not in _DETERMINERS and w.isalpha()} - {stem(grammar.lower[mention.head])}
        fitting = [r for r in known if told <= r.words]
        chains = {r.chain.number: r.chain for r in fitting}
        if len(chains) > 1:
            chains = {r.chain.number: r.chain for r in fitting if r.start < mention.start}
        return next(iter(chains.values())) if len(chains) == 1 else None

    def _add(self, start: int, end: int, chain: Chain, head: str, words: frozenset[str]) -> None:
        role = Role(start, end, chain, _head(head), words)
        self._by_chain[chain.number].append(role)
        self._by_head[role.head].append(role)

    def _add_title(self, run: Run) -> None:
        low = max(0, run.start - 40)
        at = low + self.text[low : run.start].lower().rfind(run.title)
        if at >= low:
            end = at + len(run.title)
            before = self.text[max(0, at - 20) : at].rsplit(maxsplit=1)[-1:]
            if before and before[0][0].isupper() and before[0].lower() in _OF_TITLES and self.text[at - 1] == " ":
                at -= len(before[0]) + 1  # "Prime Minister", "Deputy Mayor"
            self._add(at, end, run.chain, run.title, frozenset({stem(run.title)}))

    def _add_mention(self, grammar: Grammar, mention: Mention) -> None:
        if mention.kind != "name":
            return
        head = mention.head
        run = self.scene.names.at(grammar.start[head], grammar.end[head])
        if run is None:
            return
        self._before_name(grammar, mention, run)
        for child in grammar.children[head]:
            if grammar.dep[child] == "appos" and child > head and grammar.tag[child].startswith("NN"):
                self._add_phrase(grammar, child, run)
        verb = grammar.head[head]
        if grammar.dep[head] == "nsubj" and grammar.lower[verb] in ("is", "was"):
            for child in grammar.children[verb]:
                if grammar.dep[child] == "attr" and grammar.tag[child] == "NN":
                    self._add_phrase(grammar, child, run)
        if grammar.dep[head] == "appos" and grammar.tag[verb] == "NN":
            self._add_phrase(grammar, verb, run)

    def _before_name(self, grammar: Grammar, mention: Mention, run: Run) -> None:
        first = mention.first
        while first < mention.head and grammar.lower[first] in _DETERMINERS:
            first += 1
        last = first
        while last < mention.head and grammar.end[last] <= run.start:
            last += 1
        if last > first and any(t.startswith("NN") for t in grammar.tag[first:last]):
            self._phrase(grammar, first, last, last - 1, run)

    def _add_phrase(self, grammar: Grammar, head: int, run: Run) -> None:
        first, last = span_of(grammar, head)
        while first < head and grammar.lower[first] in _DETERMINERS:
            first += 1
        start, end = grammar.start[first], grammar.end[last - 1]
        if end <= run.start or start >= run.end:
            self._phrase(grammar, first, last, head, run)

    def _phrase(self, grammar: Grammar, first: int, last: int, head: int, run: Run) -> None:
        words = frozenset(stem(w) for w in grammar.lower[first:last] if w.isalpha())
        if first and grammar.lower[first - 1] in _ARTICLES and "POS" in grammar.tag[first:last]:
            first -= 1  # "the company's chief executive" needs its article
        self._add(grammar.start[first], grammar.end[last - 1], run.chain, grammar.lower[head], words)


def _behind_a_name(role: str) -> str:
    """A role as it is written behind a name: "president" of "President Trump", "senator" of "Sen. Cruz"."""
    words = role.split()
    bare = [w.lower().rstrip(".") for w in words]
    if all(w in TITLES or w in _OF_TITLES for w in bare):
        return " ".join(w.upper() if w in _INITIALS else ROLE_OF_TITLE.get(w, w) for w in bare)
    return role[0].lower() + role[1:] if bare[0] in _ARTICLES else role


def _head(word: str) -> str:
    word = word.rstrip(".")
    return stem(ROLE_OF_TITLE.get(word, word))
