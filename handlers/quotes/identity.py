"""Who a mention is: its name in the article, through chains, descriptions, relative clauses and pronouns."""

from __future__ import annotations

from bisect import bisect_left
from math import log1p

from handlers.model import Speaker
from handlers.quotes.demonyms import country, sex_of
from handlers.quotes.described import Described, describes, names_origin
from handlers.quotes.furniture import heading
from handlers.quotes.grammar import Grammar
from handlers.quotes.mentions import OWNERS, Mention
from handlers.quotes.names import Chain, Run
from handlers.quotes.phrases import apposed, noun_before, posts
from handlers.quotes.roles import Roles
from handlers.quotes.runs import OFFICE
from handlers.quotes.scene import Place, Scene
from handlers.quotes.sexes import learn_sexes
from handlers.quotes.words import BODY_WORDS, FEMALE_NOUNS, MALE_NOUNS

_SEX = {"he": "m", "she": "f"}
_RELATIVE = ("who", "which", "that")
_NEAREST = 12  # mentions before a pronoun that are looked at
_SPOKEN_OF = 2.0  # what a name loses that stands in the words which the pronoun speaks
_NO_GIVEN = 0.5  # evidence for a person of a name of two words without a known first name
_LONGEST_NAME = 3  # words of a name that nothing shows to be a person's
_CERTAIN = 0.5  # a pronoun takes the best antecedent from this salience on


class Identity:
    """Names for mentions. It remembers who spoke, since a pronoun most often means whoever spoke last."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.names = scene.names
        self.roles = Roles(scene)
        self._described = Described(scene, self._index)
        self._authors = {
            run.chain.number
            for place in scene.places
            if place.text.startswith("By ") and heading(place.text)
            for run in [self.names.at(place.start, place.start + len(place.text))]
            if run and run.chain.count == 1
        }
        learn_sexes(scene)
        self._spoke: list[tuple[int, Chain | None, str]] = []  # (offset, chain, sex) of speakers so far, in order

    def speaker(self, place: Place, mention: Mention) -> Speaker:
        """The speaker that a mention is; to be asked in the article's order."""
        chain = self.chain(place, mention)
        word = place.parsed.lower[mention.head] if place.grammar else ""
        if chain is not None and not chain.sex and word in _SEX:
            chain.gender[_SEX[word]] += 1  # somebody once called "she" is not "he" further down
        self._remember(place, mention, chain)
        passage = self.scene.article.passage(mention.start, mention.end)
        if chain is not None:
            return Speaker(passage, chain.name, self.roles.of(chain))
        noun = noun_before(place, mention) if word in _RELATIVE else None
        noun = self._described_before(place, mention, _SEX[word]) if word in _SEX else noun
        if noun is not None:
            return Speaker(passage, "", self.scene.article.text[noun.start : noun.end])
        return Speaker(passage, "", self._described.group(place, mention) if place.grammar else "")

    def chain(self, place: Place, mention: Mention) -> Chain | None:
        """The chain of a mention, None where it is not certain."""
        grammar = place.grammar
        if grammar is None:
            return None
        head = mention.head
        if mention.kind == "name":
            run = self.names.at(grammar.start[head], grammar.end[head]) or self.names.at(mention.start, mention.end)
            if run is None:
                return apposed(self.names, grammar, head)
            if describes(grammar, mention, run):
                return apposed(self.names, grammar, head) or self._described.native(
                    place, mention, self._heard_last(place)
                )
            return run.chain
        if mention.kind == "noun":
            told = apposed(self.names, grammar, head)
            if told is not None:
                return told
            if grammar.dep[head] == "appos" and grammar.tag[grammar.head[head]].startswith("NNP"):
                up = grammar.head[head]
                run = self.names.at(grammar.start[up], grammar.end[up])
                if run:
                    return run.chain
            run = self.names.at(grammar.start[head], grammar.end[head])
            if run is not None and run.chain.person > 0 and run.end >= grammar.end[head]:
                return run.chain  # a name that is tagged as a noun
            if run is None and posts(self.scene, grammar, mention):
                run = self.names.at(grammar.start[head - 1], grammar.end[head - 1])
                return run.chain if run else None
            return self.roles.named(place, mention) or self._described.meant(place, mention)
        word = OWNERS.get(grammar.lower[head], grammar.lower[head])
        if word in _RELATIVE:
            return self._antecedent(place, mention)
        if word in _SEX:
            return self._person(place, mention, _SEX[word])
        return self._body(place, mention) if word == "it" else None

    def _heard_last(self, place: Place) -> Chain | None:
        """Whoever spoke last in this paragraph or the one before."""
        if not self._spoke or place.index - self._index(self._spoke[-1][0], place) > 1:
            return None
        return self._spoke[-1][1]

    def _antecedent(self, place: Place, mention: Mention) -> Chain | None:
        """Whoever is the noun that a relative clause belongs to."""
        found = noun_before(place, mention)
        if found is not None:
            return self.chain(place, found)
        run = self.names.at(mention.start - 4, mention.start)
        return run.chain if run else None

    def _person(self, place: Place, mention: Mention, sex: str) -> Chain | None:
        described = self._described_before(place, mention, sex)
        if described is not None:
            return self.chain(place, described)
        best: Chain | None = None
        top = _CERTAIN
        told = _told_of(place.parsed, mention.head)
        seen: dict[int, float] = {}
        passed: set[int] = set()
        spoken_of: set[int] = set()  # named in the words beside the pronoun: hardly by themselves
        for run in self.names.before(mention.start):
            chain = run.chain
            away = place.index - self._index(run.start, place)
            if away > 8:
                break
            if (
                (sex and chain.sex not in ("", sex))
                or _nobody(chain)
                or chain.number in self._authors
                or names_origin(chain)
            ):
                continue
            passed.add(chain.number)
            score = self._salience(run, chain, sex, away, len(passed) - 1)
            spoken_of |= {chain.number} if not away and place.in_marks(run.start) else set()
            score -= _SPOKEN_OF * (chain.number in spoken_of)
            score += (
                0
                if told or (passed - {chain.number} and self._came_in(place, mention, run))
                else self._heard(run, chain)
            )
            if score > seen.get(chain.number, -99):
                seen[chain.number] = score
        for number, score in seen.items():
            if score > top:
                best, top = self.names.chains[number], score
        spoke = None if told else self._last_speaker(place, mention, sex)
        if spoke is not None and spoke[1] is None and top < 5.0:
            return None  # whoever spoke last has no name in the article
        return None if self._somebody(place, mention, sex) else best

    def _described_before(self, place: Place, mention: Mention, sex: str) -> Mention | None:
        """The description, a subject, that a pronoun takes up: "The Scot shrugged. … he"."""
        grammar = place.parsed
        last = bisect_left(place.mentions, mention.start, key=lambda m: m.start)
        for other in reversed(place.mentions[max(0, last - _NEAREST) : last]):
            subject = grammar.dep[other.head] in ("nsubj", "nsubjpass")
            if other.kind == "name":
                run = self.names.at(grammar.start[other.head], grammar.end[other.head])
                if describes(grammar, other, run):
                    if subject and grammar.tag[other.head] != "NNPS" and sex_of(grammar.words[other.head]) in ("", sex):
                        return other
                elif run is not None and run.chain.person > 0 and run.chain.sex in ("", sex):
                    return None
            elif other.kind == "noun" and subject and self._takes_up(grammar, mention.head, other.head, sex):
                return other
        return None

    @staticmethod
    def _takes_up(grammar: Grammar, pronoun: int, noun: int, sex: str) -> bool:
        """Whether a pronoun in a clause beside its noun's means that noun: "The foreman wept as he said"."""
        verb, main = grammar.head[pronoun], grammar.head[noun]
        beside = grammar.dep[verb] in ("advcl", "conj") and grammar.head[verb] == main
        word = grammar.lower[noun]
        told = "m" if word in MALE_NOUNS else "f" if word in FEMALE_NOUNS else ""
        person = told == sex if told else bool(OFFICE.search(word))
        return beside and person and _may_be_one(grammar, noun)

    def _somebody(self, place: Place, mention: Mention, sex: str) -> bool:
        """Whether somebody without a name came in before the pronoun: "A young man is unloading. … he says"."""
        grammar = place.parsed
        nouns = MALE_NOUNS if sex == "m" else FEMALE_NOUNS
        last = bisect_left(place.mentions, mention.start, key=lambda m: m.start)
        for other in reversed(place.mentions[max(0, last - _NEAREST) : last]):
            if other.kind == "noun" and grammar.lower[other.head] in nouns:
                return grammar.lower[other.first] in ("a", "an", "one", "another")
            chain = self.scene.chain(other)
            if chain is not None and chain.person > 0 and chain.sex in ("", sex):
                return False
        return False

    def _salience(self, run: Run, chain: Chain, sex: str, away: int, others: int) -> float:
        score = 3.0 - 0.6 * away - 0.5 * others + 0.3 * log1p(chain.count) + 0.6 * min(chain.person, 2.0)
        score += 1.2 * (chain.sex == sex)
        home = self.scene.place_at(run.start)
        grammar = home.grammar
        if grammar is not None:
            token = grammar.token_at(run.end - 1)
            if token < len(grammar):
                top = grammar.head[token] if grammar.dep[token] == "appos" else token
                score += 1.5 * (grammar.dep[top] in ("nsubj", "nsubjpass"))
                score -= 2.0 * (grammar.dep[token] in ("compound", "amod", "nmod") or _place(grammar, token))
                score -= 1.5 * (home.marked[token] >= 0)
                score -= 3.0 * (chain.count == 1 and len(chain.words) == 1 and grammar.tag[token][:3] != "NNP")
        return score

    def _came_in(self, place: Place, mention: Mention, run: Run) -> bool:
        """Whether somebody came in as a subject, at the start of the paragraph, after whoever is at `run`."""
        grammar = place.parsed
        if run.start >= place.start:
            return False
        first, last = grammar.bounds[0]
        for other in place.mentions:
            if other.head >= last or other.start >= mention.start:
                break
            chain = self.scene.chain(other)
            if grammar.dep[other.head] in ("nsubj", "appos") and chain is not None and chain is not run.chain:
                return chain.person > 0 and last > first
        return False

    def _heard(self, run: Run, chain: Chain) -> float:
        """What somebody gains by having spoken just before."""
        score = 0.0
        for offset, spoke, _ in self._spoke[-3:]:
            if spoke is chain and offset < run.start + 2000:
                score += 1.0
        if self._spoke and self._spoke[-1][1] is chain:
            score += 1.0
        return score

    def _last_speaker(self, place: Place, mention: Mention, sex: str) -> tuple[int, Chain | None, str] | None:
        """Whoever spoke last in this paragraph or the one before, if the pronoun can mean them."""
        for offset, chain, told in reversed(self._spoke):
            if offset >= mention.start:
                continue
            if place.index - self._index(offset, place) > 1:
                return None
            if told in ("", sex):
                return offset, chain, told
        return None

    def _body(self, place: Place, mention: Mention) -> Chain | None:
        for run in self.names.before(mention.start, 6):
            if place.index - self._index(run.start, place) > 1:
                return None
            home = self.scene.place_at(run.start)
            if home.grammar is None:
                continue
            token = home.grammar.token_at(run.end - 1)
            if token < len(home.grammar) and home.grammar.dep[token] == "appos":
                token = home.grammar.head[token]
            subject = token < len(home.grammar) and home.grammar.dep[token] in ("nsubj", "nsubjpass")
            if subject and run.chain.person <= _NO_GIVEN:
                return run.chain
        return None

    def _index(self, offset: int, near: Place) -> int:
        return near.index if offset >= near.start else self.scene.place_at(offset).index

    def _remember(self, place: Place, mention: Mention, chain: Chain | None) -> None:
        grammar = place.grammar
        if grammar is None:
            return
        word = grammar.lower[mention.head]
        if mention.kind == "pronoun" and chain is None:
            return
        if chain is not None:
            self._spoke.append((mention.start, chain, chain.sex))
        elif mention.kind == "noun" and _may_be_one(grammar, mention.head) and self._speaks(word):
            self._spoke.append(
                (mention.start, None, "m" if word in MALE_NOUNS else "f" if word in FEMALE_NOUNS else "")
            )

    def _speaks(self, word: str) -> bool:
        return self.scene.lexicon.speaker.get(word, 0) > -2.5


def _nobody(chain: Chain) -> bool:
    """Whether a name can be no person's: a body's, a country's, an acronym, a headline."""
    words = chain.words
    if chain.person <= -1 or country(" ".join(words)):
        return True
    acronym = len(words) == 1 and len(words[0]) > 1 and words[0].isupper()
    return chain.person <= 0 and (acronym or len(words) > _LONGEST_NAME)


def _told_of(grammar: Grammar, head: int) -> bool:
    """Whether somebody else tells what a pronoun said: "The court heard that he told police ..."."""
    verb = grammar.head[head]
    above = grammar.head[verb]
    if grammar.dep[verb] != "ccomp" or above == verb or not verb > above:
        return False
    return any(grammar.dep[c] == "nsubj" and grammar.tag[c].startswith("NN") for c in grammar.children[above])


def _may_be_one(grammar: Grammar, head: int) -> bool:
    """Whether a noun can be a single person: "study" and "officials" are not "he"."""
    return grammar.tag[head] != "NNS" and grammar.lower[head] not in BODY_WORDS


def _place(grammar: Grammar, token: int) -> bool:
    """Whether a name stands where places and times do: "in Ohio", "on Monday"."""
    return grammar.dep[token] == "pobj" and grammar.lower[grammar.head[token]] in (
        "in",
        "on",
        "at",
        "near",
        "across",
        "since",
    )
