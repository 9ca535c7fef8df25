"""What the ranker looks at when it weighs one mention as the speaker of one marked stretch."""

from __future__ import annotations

from math import log1p

from handlers.model import Article, Passage
from handlers.quotes.grammar import Grammar
from handlers.quotes.lexicon import stem
from handlers.quotes.mentions import OWNERS, Mention
from handlers.quotes.scene import NO_CUE, Place, Scene

_DEPS = {
    d: i
    for i, d in enumerate(
        [
            "nsubj",
            "nsubjpass",
            "pobj",
            "dobj",
            "appos",
            "conj",
            "poss",
            "ROOT",
            "attr",
            "agent",
            "npadvmod",
            "compound",
            "dep",
            "nmod",
            "iobj",
            "dative",
            "oprd",
            "pcomp",
        ],
        1,
    )
}
_KINDS = {"name": 0, "noun": 1, "pronoun": 2}
_PRONOUNS = {"he": 1, "she": 1, "they": 2, "it": 3, "i": 4, "we": 5, "who": 6, "which": 6, "that": 6, "you": 7}
_ENTITIES = {"PERSON": 1, "ORG": 2, "NORP": 3, "GPE": 4, "DATE": 5, "TIME": 5, "CARDINAL": 6, "LOC": 4, "FAC": 4}
_VERB_DEPS = {
    d: i
    for i, d in enumerate(
        ["ROOT", "ccomp", "advcl", "relcl", "conj", "xcomp", "acl", "parataxis", "pcomp", "prep", "agent", "aux"], 1
    )
}
_VERB_TAGS = {t: i for i, t in enumerate(["VBD", "VBZ", "VBP", "VBG", "VBN", "VB", "MD", "IN"], 1)}
_SIGNS = {",": 1, ":": 2, ".": 3, "?": 4, "!": 4, ";": 5, "-": 6, "–": 6, "—": 6, "―": 6, "--": 6, "(": 7, ")": 8}
_MARKS = frozenset("\"“”„«»'‘’`") | {"''", "``"}
_SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "poss", "agent", "csubj"})
FAR = 99


class Subject:
    """A mention with the verb that it belongs to; the same for every stretch of the paragraph."""

    __slots__ = ("_grammar", "base", "mention", "top", "verb")

    def __init__(self, scene: Scene, place: Place, mention: Mention, number: int) -> None:
        grammar = place.grammar
        assert grammar is not None
        self.mention = mention
        self._grammar = grammar
        self.top = top = _climbed(grammar, mention.head)
        self.verb = verb = _verb(grammar, top)
        first, _ = grammar.bounds[grammar.sentence[mention.head]]
        chain = scene.chain(mention)
        after = grammar.words[mention.last] if mention.last < len(grammar) else ""
        before = grammar.lower[mention.first - 1] if mention.first else ""
        word = grammar.lower[mention.head]
        self.base = [
            _KINDS[mention.kind],
            _PRONOUNS.get(OWNERS.get(word, word), 0),
            _DEPS.get(grammar.dep[mention.head], 0),
            _DEPS.get(grammar.dep[top], 0),
            top != mention.head,
            _ENTITIES.get(grammar.entity[mention.head], 0),
            place.marked_cue[verb] if verb >= 0 else NO_CUE,
            _VERB_DEPS.get(grammar.dep[verb], 0) if verb >= 0 else -1,
            _VERB_TAGS.get(grammar.tag[verb], 0) if verb >= 0 else -1,
            verb - mention.head if verb >= 0 else FAR,
            after == ":",
            _SIGNS.get(after, 0),
            before == "by",
            before == "to" and mention.first > 1 and grammar.lower[mention.first - 2] == "according",
            _SIGNS.get(before, 0),
            mention.head - first,
            number,
            log1p(chain.count) if chain else -1,
            chain.person if chain else -3,
            scene.lexicon.speaker.get(stem(word), 0.0) if mention.kind != "pronoun" else 0.0,
            mention.last - mention.first,
            _best_child(place, grammar, top, verb),
            mention.first,
            len(grammar),
            grammar.tag[mention.head] == "PRP$" or grammar.dep[top] == "poss",
            place.marked_cue[grammar.head[top]],
        ]

    def cue(self, article: Article) -> Passage | None:
        """The word that reports, None where the mention has no verb."""
        if self.verb < 0:
            return None
        last = self.verb
        if self._grammar.lower[last] == "according" and self._grammar.lower[last + 1 : last + 2] == ["to"]:
            last += 1
        return article.passage(self._grammar.start[self.verb], self._grammar.end[last])


def _climbed(grammar: Grammar, head: int) -> int:
    """The word whose place in the clause the mention shares: over appositions, conjunctions and compounds."""
    for _ in range(4):
        up = grammar.head[head]
        if up == head or grammar.dep[head] not in ("appos", "conj", "compound", "nmod", "flat", "amod"):
            break
        if not grammar.tag[up].startswith(("NN", "PRP")):
            break
        head = up
    return head


def _verb(grammar: Grammar, top: int) -> int:
    """The verb (or "according") that the phrase belongs to, -1 where there is none."""
    up = grammar.head[top]
    if up == top:
        return -1
    for _ in range(3):
        if grammar.tag[up].startswith("VB") or grammar.lower[up] == "according":
            return up
        if grammar.tag[up] not in ("IN", "TO", "MD", "RP") or grammar.head[up] == up:
            break
        up = grammar.head[up]
    return up if grammar.tag[up][:2] in ("VB", "MD", "IN") else -1


def _best_child(place: Place, grammar: Grammar, top: int, verb: int) -> float:
    """The best reporting score among the verb's own chain: "went on to say", "was quoted as saying"."""
    if verb < 0:
        return NO_CUE
    best = NO_CUE
    for child in grammar.children[verb]:
        if grammar.dep[child] in ("xcomp", "conj", "advcl", "prep", "pcomp", "ccomp") and child > top:
            best = max(best, place.marked_cue[child])
            for grand in grammar.children[child]:
                if grammar.dep[grand] in ("pcomp", "conj", "xcomp"):
                    best = max(best, place.marked_cue[grand])
    return best


class Marked:
    """A marked stretch with what does not depend on the mention."""

    def __init__(self, scene: Scene, place: Place, number: int) -> None:
        grammar = place.grammar
        assert grammar is not None
        self.place, self.number = place, number
        self.first, self.last = place.spans[number]
        text = scene.article.text
        stretch = place.stretches[number]
        self.governors = self._governors(grammar)
        self.subjects = self._subjects(grammar)
        self.sentence_first = grammar.sentence[self.first] if self.first < len(grammar) else 0
        self.sentence_last = grammar.sentence[min(self.last, len(grammar)) - 1]
        before, after = self._beside(grammar, -1), self._beside(grammar, 1)
        self.before, self.after = before, after
        words = self.last - self.first
        outside = sum(m < 0 for m in place.marked)
        best = max(place.marked_cue, default=NO_CUE)
        self.base = [
            min(words, 60),
            text[stretch.start].isupper(),
            _SIGNS.get(text[stretch.end - 1], 0),
            _SIGNS.get(grammar.words[before], 0) if before >= 0 else -1,
            _tag_code(grammar, before),
            _tag_code(grammar, after),
            _SIGNS.get(grammar.words[after], 0) if after < len(grammar) else -1,
            place.marked_cue[after] if after < len(grammar) else NO_CUE,
            place.marked_cue[before] if before >= 0 else NO_CUE,
            number,
            len(place.stretches),
            outside - 2 * len(place.stretches),
            best,
            stretch.closed,
            self.sentence_last - self.sentence_first,
            max((place.marked_cue[g] for g in self.governors), default=NO_CUE),
            stretch.single,
            self.first <= 1,
            self.last >= len(grammar) - 2,
        ]
        self.commas = _running(grammar, ",")
        self.colons = _running(grammar, ":")

    def _governors(self, grammar: Grammar) -> set[int]:
        """The words outside the marks that govern a word inside."""
        return {grammar.head[i] for i in range(self.first, min(self.last, len(grammar)))
                if not self.first <= grammar.head[i] < self.last}  # fmt: skip

    def _subjects(self, grammar: Grammar) -> dict[int, tuple[int, float]]:
        """Who stands as subject (or owner) above the stretch: its token, how far up, and how well the verb reports."""
        found: dict[int, tuple[int, float]] = {}
        for governor in sorted(self.governors):
            at = governor
            for depth in range(6):
                score = self.place.marked_cue[at]
                for child in grammar.children[at]:
                    if grammar.dep[child] in _SUBJECT_DEPS and not self.first <= child < self.last:
                        kept = found.get(child)
                        if kept is None or kept[0] > depth:
                            found[child] = (depth, score)
                up = grammar.head[at]
                if up == at:
                    break
                if grammar.dep[at] in ("acl", "relcl") and up not in found:
                    found[up] = (depth, score)
                at = up
        return found

    def _beside(self, grammar: Grammar, step: int) -> int:
        """The nearest token before (-1) or behind (1) the stretch that is no quotation mark."""
        at = self.first - 1 if step < 0 else self.last
        while 0 <= at < len(grammar) and grammar.words[at] in _MARKS:
            at += step
        return at


def _running(grammar: Grammar, sign: str) -> list[int]:
    found, count = [], 0
    for word in grammar.words:
        found.append(count)
        count += word == sign
    found.append(count)
    return found


def _tag_code(grammar: Grammar, at: int) -> int:
    if not 0 <= at < len(grammar):
        return -1
    tag = grammar.tag[at]
    for code, begins in enumerate(
        ("PRP", "NNP", "NN", "VB", "IN", "DT", "JJ", "RB", "WP", "CC", "MD", "``", "''", "TO"), 1
    ):
        if tag.startswith(begins):
            return code
    return 0


def pair(marked: Marked, subject: Subject, home: Place) -> list[float]:
    """The features of one (stretch, mention) pair; `home` is the mention's paragraph."""
    place, mention, verb = marked.place, subject.mention, subject.verb
    away = home.index - place.index
    if away:
        return [*marked.base, *subject.base, away, mention.start < place.start, FAR, FAR, 9, NO_CUE, FAR, FAR, 0, 0, 0, FAR, 0, FAR, 0, 0, 0,
                len(home.mentions), max(home.marked_cue, default=NO_CUE), home.text.rstrip()[-1] == ":"]  # fmt: skip
    grammar = place.grammar
    assert grammar is not None
    head = mention.head
    ahead = head < marked.first
    gap = marked.first - mention.last if ahead else mention.first - marked.last
    low, high = (mention.last, marked.first) if ahead else (marked.last, mention.first)
    low, high = min(low, high), max(low, high)
    between = sum(1 for m in place.mentions if low <= m.head < high)
    others = len({n for n in place.marked[low:high] if n >= 0})
    edge = marked.sentence_first if ahead else marked.sentence_last
    verb_gap = FAR
    if verb >= 0:
        verb_gap = marked.first - verb if verb < marked.first else verb - marked.last if verb >= marked.last else -1
    return [
        *marked.base, *subject.base, 0, ahead, min(gap, FAR),
        abs(grammar.sentence[head] - edge),
        *marked.subjects.get(subject.top, (9, NO_CUE)),
        between, others,
        verb in marked.governors,
        subject.top in marked.governors,
        grammar.head[subject.top] == verb and verb in marked.governors,
        min(verb_gap, FAR),
        low <= verb < high,
        min(marked.commas[high] - marked.commas[low], 5),
        min(marked.colons[high] - marked.colons[low], 5),
        verb >= 0 and abs(grammar.sentence[verb] - edge),
        max((place.marked_cue[k] for k in range(max(low, high - 12), high)), default=NO_CUE),
        len(home.mentions), NO_CUE, 0,
    ]  # fmt: skip
