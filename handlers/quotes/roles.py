"""Roles: what the article says that a person is ("Mexican president"), and who a description means."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from handlers.quotes.grammar import Grammar
from handlers.quotes.lexicon import stem
from handlers.quotes.mentions import Mention, span_of
from handlers.quotes.names import Chain, Run
from handlers.quotes.role_words import tells, trimmed
from handlers.quotes.runs import OFFICE
from handlers.quotes.scene import Place, Scene
from handlers.quotes.words import ROLE_OF_TITLE, TITLE_PARTS, TITLES, several

_DETERMINERS = several("the a an this that these those his her their its our my former then whose")
_LEFT_OUT = (_DETERMINERS - {"former"}) | {"-"}
_ARTICLES = several("the a an")
_DEFINITE = several("the this that")
_INITIALS = several("ceo cfo coo cto mp msp mep vp")
_SMALL = _DETERMINERS | several("of for at in from with and by to on")
_KIN = several(
    """
    son husband brother uncle nephew grandfather grandson father boyfriend dad mother daughter wife sister aunt niece
    grandmother granddaughter girlfriend mom mum friend partner cousin neighbour neighbor child predecessor successor
    colleague counterpart rival opponent boss
    """
)
_RANKS = several(
    "mr mrs ms miss sir dame dr lord lady prof col gen lt maj capt sgt adm sen rep gov cllr"
)  # before a name
_BEHIND = re.compile(
    r", (?:(?:the|an?|its|his|her|their) )?(?P<role>(?:[\w’'-]+ ){0,3}?(?P<head>[A-Za-z]+)"
    r"(?: (?:and|&) [A-Za-z]+)?(?: (?:of|at|for) (?:(?:the|an?) )?[^\W\d_][\w’'& -]{2,40}?)?)"
    r"(?=[,.;]|$| said\b| told\b)"
)
_OTHER_OFFICE = several(
    "deputy vice assistant associate acting interim former ex new next incoming outgoing previous late junior shadow"
)  # before the word for an office
_MILITARY = several("col gen lt maj capt sgt adm cpl")  # "Defense Secretary Gen. Bell" is a secretary
_NO_ROLE = several("mr mrs ms miss sir dame dr lord lady baroness baron former i he she they")


_SECOND_OFFICE = 6  # tokens from the end of one office to the head of another
_KIN_HEADS = frozenset(stem(w) for w in _KIN)


@dataclass(frozen=True, slots=True)
class Role:
    """One place where the article ties words to a chain."""

    start: int
    end: int
    chain: Chain
    head: str
    words: frozenset[str]
    near: int  # where the name starts that they stand at
    title: bool = False  # whether it is a title before the name
    shown: bool = True  # whether they tell a reader anything: "his sister" does not


class Roles:
    """The roles of an article's chains, from the paragraphs that are parsed and from titles everywhere."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.text = scene.article.text
        self._by_chain: dict[int, list[Role]] = defaultdict(list)
        self._by_head: dict[str, list[Role]] = defaultdict(list)
        for run in scene.names.runs:
            if run.title and (run.title not in _NO_ROLE or " " in self.text[run.titled : run.start].strip()):
                self._add_title(run)
            self._add_behind(run)
        for place in scene.places:
            if place.grammar is not None:
                for mention in place.mentions:
                    self._add_mention(place.grammar, mention)

    def of(self, chain: Chain) -> str:
        """The article's own words for what somebody is, "" where it has none."""
        score = self.scene.lexicon.speaker
        found = [
            (r.near, r.head in _KIN_HEADS, r.start - r.end, words)
            for r in self._by_chain.get(chain.number, ())
            if r.shown and tells(words := trimmed(self.text[r.start : r.end]), r.head, score)
        ]
        return _behind_a_name(min(found)[-1]) if found else ""

    def named(self, place: Place, mention: Mention) -> Chain | None:
        """The chain that a description ("the Mexican president") means, None where it can be none or several."""
        grammar = place.grammar
        if grammar is None:
            return None
        known = self._by_head.get(_head(grammar.lower[mention.head]))
        owner = next((c for c in grammar.children[mention.head] if grammar.dep[c] == "poss"), -1)
        owned = owner >= 0 and grammar.tag[owner].startswith("NN")
        if not known or (grammar.lower[mention.first] not in _DEFINITE and not owned):
            return None
        first = grammar.edges[1][owner] + 1 if owned and mention.first <= owner else mention.first
        whole, own = _told(grammar, mention, mention.first), _told(grammar, mention, first)
        fitting = [r for r in known if whole <= r.words] or [r for r in known if own and own <= r.words]
        chains = {r.chain.number: r.chain for r in fitting}
        if len(chains) > 1:
            chains = {r.chain.number: r.chain for r in fitting if r.start < mention.start}
        if not fitting and _only_more(grammar, mention) and any(r.title for r in known):
            chains = {r.chain.number: r.chain for r in known}
        return next(iter(chains.values())) if len(chains) == 1 else None

    def _add(self, start: int, end: int, run: Run, head: str, words: frozenset[str], *, shown: bool = True) -> None:
        role = Role(start, end, run.chain, _head(head), words, run.start, start == run.titled, shown)
        self._by_chain[run.chain.number].append(role)
        self._by_head[role.head].append(role)

    def _add_title(self, run: Run) -> None:
        words = self.text[run.titled : run.start].split()
        bare = [w.lower().rstrip(".") for w in words]
        while len(words) > 1 and (
            bare[len(words) - 1] in _NO_ROLE
            or (bare[len(words) - 1] in _MILITARY and bare[len(words) - 2] not in _MILITARY)
        ):
            words.pop()
        end = run.titled + self.text[run.titled : run.start].rfind(words[-1]) + len(words[-1])
        self._add(run.titled, end, run, words[-1].lower().rstrip("."), frozenset(stem(w.lower()) for w in words))

    def _add_behind(self, run: Run) -> None:
        """The title that stands behind a name: "Carmen Ruiz, President and CEO of the fund,"."""
        found = _BEHIND.match(self.text, run.end)
        if found and len(run.chain.words) > 1:
            head = found["head"].lower()
            if head in TITLES and head not in _NO_ROLE:
                self._add(found.start("role"), found.end("role"), run, head, frozenset(), shown=True)

    def _add_mention(self, grammar: Grammar, mention: Mention) -> None:
        if mention.kind != "name":
            return
        head = mention.head
        run = self.scene.names.at(grammar.start[head], grammar.end[head])
        if run is None:
            return
        self._before_name(grammar, mention, run)
        for child in grammar.children[head]:
            if grammar.dep[child] == "appos" and child > head and _is_role(grammar, child):
                self._add_phrase(grammar, child, run)
        verb = grammar.head[head]
        if grammar.dep[head] == "nsubj" and grammar.lower[verb] in ("is", "was"):
            for child in grammar.children[verb]:
                if grammar.dep[child] == "attr" and grammar.tag[child] == "NN":
                    self._add_phrase(grammar, child, run)
        if grammar.dep[head] == "appos":
            of = grammar.dep[verb] == "pobj" and grammar.lower[grammar.head[verb]] == "of"
            if of and grammar.tag[verb] == "NNP" and run.chain.person > 0:  # "the mayor of Brell, Augustin Ferro"
                verb = grammar.head[grammar.head[verb]]
            if grammar.tag[verb] == "NN" or (grammar.tag[verb] == "NNP" and grammar.words[verb].islower()):
                self._add_phrase(grammar, verb, run)

    def _before_name(self, grammar: Grammar, mention: Mention, run: Run) -> None:
        first = min(mention.first, _led_in(grammar, mention))
        while first < mention.head and grammar.lower[first] in _LEFT_OUT:
            first += 1
        last = first
        while last < mention.head and grammar.end[last] <= run.start:
            last += 1
        if last > first and _holds_noun(grammar, first, last) and grammar.tag[last - 1] != "IN":
            self._phrase(grammar, first, last, last - 1, run)

    def _add_phrase(self, grammar: Grammar, head: int, run: Run) -> None:
        first, last = span_of(grammar, head)
        for other in grammar.children[head]:  # "co-founder and Chief Technology Officer of Quillon"
            office = grammar.tag[other] == "NN" or grammar.lower[other] in TITLES | {"executive", "officer"}
            if grammar.dep[other] == "conj" and office and last < other < last + _SECOND_OFFICE:
                last = span_of(grammar, other)[1]
        while first < head and grammar.lower[first] in _LEFT_OUT:
            first += 1
        while first > 1 and grammar.words[first - 1] == "-" and grammar.end[first - 1] == grammar.start[first]:
            first -= 2  # "co-founder"
        start, end = grammar.start[first], grammar.end[last - 1]
        if end <= run.start or start >= run.end:
            self._phrase(grammar, first, last, head, run)

    def _phrase(self, grammar: Grammar, first: int, last: int, head: int, run: Run) -> None:
        while last - 1 > first and _rank(grammar, last - 1):
            last -= 1
            head = min(head, last - 1)
        if last - first == 1 and grammar.lower[first].rstrip(".") in _NO_ROLE:
            return
        words = frozenset(stem(w) for w in grammar.lower[first:last] if w.isalpha())
        if first and grammar.lower[first - 1] in _ARTICLES and "POS" in grammar.tag[first:last]:
            first -= 1  # "the company's chief executive" needs its article
        kin = bool(first) and grammar.tag[first - 1] in ("PRP$", "WP$") and grammar.lower[head] in _KIN
        self._add(grammar.start[first], grammar.end[last - 1], run, grammar.lower[head], words, shown=not kin)


def _told(grammar: Grammar, mention: Mention, first: int) -> set[str]:
    """The stems of the words that a description tells beside its head."""
    words = (w for w in grammar.lower[first : mention.last] if w not in _SMALL and w.isalpha())
    return {stem(w) for w in words} - {stem(grammar.lower[mention.head])}


def _led_in(grammar: Grammar, mention: Mention) -> int:
    """The first of the words that hang on a name before it, over its own hyphens: "lead singer Ida Orr-Webb"."""
    first = mention.first
    while (
        first
        and grammar.dep[first - 1] in ("compound", "amod", "nmod")
        and first <= grammar.head[first - 1] <= mention.head
    ):
        first -= 1
    aged = first and grammar.lower[first] == "old" and grammar.words[first - 1] == "-"  # "Sixteen-year-old"
    return first + int(bool(aged))


def _holds_noun(grammar: Grammar, first: int, last: int) -> bool:
    return any(grammar.tag[k].startswith("NN") or OFFICE.search(grammar.lower[k]) for k in range(first, last))


def _only_more(grammar: Grammar, mention: Mention) -> bool:
    """Whether a description only says more of an office than the title does: "the province's commissioner", but no
    other office ("the deputy mayor", "the Turkish president")."""
    words = grammar.words[mention.first + 1 : mention.last]
    return all(w[0].islower() or not w[0].isalpha() for w in words) and not _OTHER_OFFICE.intersection(words)


def _rank(grammar: Grammar, at: int) -> bool:
    """Whether a word between a role and a name is a title of its own: "lead author Dr", "vice-chancellor Professor"."""
    word = grammar.lower[at].rstrip(".")
    return word in ("", *_RANKS) or (word == "professor" and grammar.words[at - 1].islower())


def _is_role(grammar: Grammar, head: int) -> bool:
    """Whether an apposition can say what somebody is: a common noun, or a title; "R-Ohio" is none."""
    tag = grammar.tag[head]
    return tag in ("NN", "NNS") or (tag in ("NNP", "NNPS") and grammar.lower[head] in TITLES | {"executive"})


def _behind_a_name(role: str) -> str:
    """A role as it is written behind a name: "president" of "President Trump", "senator" of "Sen. Cruz"."""
    words = role.split()
    bare = [w.lower().rstrip(".") for w in words]
    if all(w in TITLES or w in TITLE_PARTS for w in bare):
        return " ".join(w.upper() if w in _INITIALS else ROLE_OF_TITLE.get(w, w) for w in bare)
    return role[0].lower() + role[1:] if bare[0] in _ARTICLES else role


def _head(word: str) -> str:
    word = word.rstrip(".")
    return stem(ROLE_OF_TITLE.get(word, word))
