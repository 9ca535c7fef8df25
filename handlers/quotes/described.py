"""Who a description means: "the Italian", "the teenager", "one of them" - where it can be told.

What the article has told of people so far decides: their age, where they come from, who alone was named just before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property

from handlers.figures.number_words import SMALL
from handlers.quotes.demonyms import demonym, origin, sex_of
from handlers.quotes.grammar import Grammar
from handlers.quotes.lexicon import stem
from handlers.quotes.mentions import Mention
from handlers.quotes.names import Chain, Run
from handlers.quotes.runs import OFFICE
from handlers.quotes.scene import Place, Scene
from handlers.quotes.words import FEMALE_NOUNS, MALE_NOUNS, several

_NEAR = 2  # paragraphs to look back
_AGE_BEHIND = re.compile(
    r"(?:,? ?\(|, (?:who (?:is|was) |aged )?| (?:is|was|turned) )(\d{1,2})(?=[,).;]| years old| last\b)"
)
_NUMBER = rf"(\d{{1,2}}|{'|'.join(SMALL)})"
_AGE_BEFORE = re.compile(rf"\b(?i:{_NUMBER})-year-old (?:[^\W\d_A-ZÀ-Þ][\w’'-]* ){{0,4}}$")
_AGE = re.compile(rf"\b{_NUMBER}[- ]year", re.IGNORECASE)
_TEENS = several("teenager teen teenage youngster adolescent")
_FEWER = several("one another some many several most few both each others two three four five half dozens hundreds")
_OF_THEM = ("of", "them")
_BOUND = several("a an one another this that each every any some many several most few both all no two three")
_SUBJECTS = ("nsubj", "nsubjpass")
_LEAST_SPEAKER = -3.0  # the score of a noun from which it may be for people


class Described:
    """The descriptions of an article that the words for a role do not settle."""

    def __init__(self, scene: Scene, index: Callable[[int, Place], int]) -> None:
        self.scene = scene
        self.names = scene.names
        self._index = index

    def meant(self, place: Place, mention: Mention) -> Chain | None:
        """The person that "the teenager" or "the 41-year-old" means, None where it can be several, or nobody."""
        words = place.parsed.lower[mention.first : mention.last]
        teen = place.parsed.lower[mention.head] in _TEENS
        if words[0] != "the" or not (teen or "old" in words) or place.parsed.tag[mention.head] == "NNS":
            return None
        told = _AGE.search(mention_text(self.scene, mention))
        age = range(13, 20) if teen else range(_years(told[1]), _years(told[1]) + 1) if told else range(0)
        word = words[-1]
        sex = "m" if word in MALE_NOUNS else "f" if word in FEMALE_NOUNS else ""
        known = self._near(place, mention, sex)
        fitting = [c for c in known if self._ages.get(c.number) in age]
        rest = [c for c in known if not age or c.number not in self._ages]
        if len(fitting) == 1 or teen or fitting:
            return fitting[0] if len(fitting) == 1 else None
        return rest[0] if len(rest) == 1 else None

    def native(self, place: Place, mention: Mention, last: Chain | None) -> Chain | None:
        """The person that "the Italian" means: the one who comes from there, who alone was named just before, or who
        spoke `last`."""
        grammar = place.parsed
        word = grammar.words[mention.head]
        if grammar.lower[mention.first] != "the" or grammar.tag[mention.head] == "NNPS":
            return None
        known = self._near(place, mention, sex_of(word))
        own = origin(word)
        fitting = [c for c in known if own in self._origins(c)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
        open_ = [c for c in known if not self._origins(c)]
        here = {r.chain.number: r for r in self.names.before(mention.start, 12)[::-1] if r.start >= place.start}
        alone = [c for c in open_ if c.number in here]
        if len(open_) > 1 and len(alone) == 1 and (sex_of(word) or not _object(grammar, here[alone[0].number])):
            return alone[0]
        if len(open_) > 1 and not alone and last is not None:
            return next((c for c in open_ if c is last), None)
        return open_[0] if len(open_) == 1 else None

    def group(self, place: Place, mention: Mention) -> str:
        """The article's words for the people of whom "one", "another" or "some of them" are: the last people who were
        a subject; "" where it has none."""
        grammar = place.parsed
        if not of_many(grammar, mention):
            return ""
        another = grammar.lower[mention.head] == "another"
        for number in range(place.index, max(-1, place.index - _NEAR), -1):
            home = self.scene.places[number]
            for other in reversed(home.mentions if home.grammar is not None else []):
                if other.start < mention.start and _many_or_one(home.parsed, other, another=another):
                    people = self._people(home.parsed, other.head)
                    return _without_numbers(self.scene, home.parsed, other) if people else ""
        return ""

    def _people(self, grammar: Grammar, head: int) -> bool:
        """Whether a noun can be for people who speak, as far as is known."""
        word = grammar.lower[head]
        return self.scene.lexicon.speaker.get(stem(word), 0.0) > _LEAST_SPEAKER or bool(OFFICE.search(word[:-1]))

    def _near(self, place: Place, mention: Mention, sex: str) -> list[Chain]:
        """The people who were named in this paragraph and the ones before, nearest first."""
        found: dict[int, Chain] = {}
        spoken_of: set[int] = set()  # hardly by themselves
        for run in self.names.before(mention.start, 16):
            if place.index - self._index(run.start, place) > _NEAR:
                break
            if run.start >= place.start and place.in_marks(run.start):
                spoken_of.add(run.chain.number)
            elif run.chain.person > 0 and (not sex or run.chain.sex in ("", sex)) and not names_origin(run.chain):
                found.setdefault(run.chain.number, run.chain)
        return [c for c in found.values() if c.number not in spoken_of]

    @cached_property
    def _ages(self) -> dict[int, int]:
        """How old the article says that people are, by the number of their chain."""
        text = self.scene.article.text
        ages: dict[int, int] = {}
        for run in self.names.runs:
            begins = run.titled if run.titled >= 0 else run.start
            found = _AGE_BEHIND.match(text, run.end) or _AGE_BEFORE.search(text, max(0, begins - 60), begins)
            if found and run.chain.person > 0:
                ages.setdefault(run.chain.number, _years(found[1]))
        return ages

    @cached_property
    def _told_origins(self) -> dict[int, set[str]]:
        """Where the article says that people come from: "the Italian rider Ferrante", "Ferrante, an Italian"."""
        found: dict[int, set[str]] = {}
        for place in self.scene.places:
            for mention in place.mentions:
                chain = self.scene.chain(mention) if place.grammar is not None else None
                if chain is None or names_origin(chain):
                    continue
                for k in _around(place.parsed, mention):
                    if demonym(place.parsed.words[k]):
                        found.setdefault(chain.number, set()).add(origin(place.parsed.words[k]))
        return found

    def _origins(self, chain: Chain) -> set[str]:
        return self._told_origins.get(chain.number, set())


def of_many(grammar: Grammar, mention: Mention) -> bool:
    """Whether a mention is some of a number of people told of before: "one", "another", "many of them"."""
    words = tuple(grammar.lower[mention.first : mention.last])
    behind = tuple(grammar.lower[mention.head + 1 : mention.head + 3])
    bare = words == (grammar.lower[mention.head],) and behind[:1] != ("of",)
    return grammar.lower[mention.head] in _FEWER and (bare or words[1:] == _OF_THEM or behind == _OF_THEM)


def describes(grammar: Grammar, mention: Mention, run: Run | None) -> bool:
    """Whether a capitalised word says where somebody comes from and is nobody's name: "the Italian", "Germans"."""
    if run is None or len(run.chain.words) > 1 or run.title or mention.kind != "name":
        return False
    word = grammar.words[mention.head]
    if grammar.tag[mention.head] == "NNPS" and word.endswith("s") and demonym(word[:-1]):
        return True
    first = grammar.lower[mention.first]
    return demonym(word) and mention.first < mention.head and (first == "the" or first in _BOUND)


def names_origin(chain: Chain) -> bool:
    """Whether a chain is only a word for where somebody comes from."""
    return len(chain.words) == 1 and chain.person <= 1.0 and demonym(chain.words[0])


def mention_text(scene: Scene, mention: Mention) -> str:
    """A mention's own words."""
    return scene.article.text[mention.start : mention.end]


def _years(word: str) -> int:
    return int(word) if word.isdigit() else SMALL[word.lower()]


def _many_or_one(grammar: Grammar, mention: Mention, *, another: bool) -> bool:
    """Whether a mention is a subject in the plural, or one of a kind to which `another` comes: "one trader"."""
    many = grammar.tag[mention.head] == "NNS" or grammar.lower[mention.head] == "people"
    one = another and grammar.lower[mention.first] == "one" and mention.first < mention.head
    return mention.kind == "noun" and grammar.dep[mention.head] in _SUBJECTS and (many or one)


def _object(grammar: Grammar, run: Run) -> bool:
    """Whether a name is whom something is done to: "He beat Matteo Ricciardi"."""
    token = grammar.token_at(run.end - 1)
    return token < len(grammar) and grammar.dep[token] == "dobj"


def _around(grammar: Grammar, mention: Mention) -> Iterator[int]:
    """The tokens of a phrase and of its appositions."""
    yield from range(mention.first, mention.head)
    left, right = grammar.edges
    for child in grammar.children[mention.head]:
        if grammar.dep[child] == "appos":
            yield from range(left[child], right[child] + 1)


def _without_numbers(scene: Scene, grammar: Grammar, mention: Mention) -> str:
    """The words of a phrase without its determiners and numbers."""
    first = mention.first
    while first < mention.head and (
        grammar.tag[first] in ("DT", "CD", "PDT", "PRP$")
        or grammar.lower[first] in _FEWER
        or grammar.lower[first] == "of"
    ):
        first += 1
    words = scene.article.text[grammar.start[first] : mention.end]
    opens = first == grammar.bounds[grammar.sentence[first]][0] and not grammar.tag[first].startswith("NNP")
    return words[0].lower() + words[1:] if opens else words
