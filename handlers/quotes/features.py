"""What the ranker looks at when it weighs one mention as the speaker of one marked stretch."""

from __future__ import annotations

from collections.abc import Callable

from handlers.quotes.grammar import Grammar
from handlers.quotes.scene import NO_CUE, Place, Scene
from handlers.quotes.subjects import FAR, SIGNS, Subject, tag_code

_MARKS = frozenset("\"“”„«»'‘’`") | {"''", "``"}
_OUTSIDE = frozenset({",", "."})
_ENDING = frozenset(",.!?…")
_SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "poss", "agent", "csubj"})


class Marked:
    """A marked stretch with what does not depend on the mention."""

    def __init__(self, scene: Scene, place: Place, number: int) -> None:
        grammar = place.parsed
        self.place, self.number = place, number
        self.first, self.last = place.spans[number]
        text = scene.article.text
        stretch = place.stretches[number]
        self.governors = self._governors(grammar)
        self.subjects = self._subjects(grammar)
        self.agents = self._agents(grammar)
        self.goes_on = self._goes_on(scene)
        self.sentence_first = grammar.sentence[self.first] if self.first < len(grammar) else 0
        self.sentence_last = grammar.sentence[min(self.last, len(grammar)) - 1]
        before, after = self._beside(grammar, -1), self._beside(grammar, 1)
        sign = text[stretch.end - 1]
        self.beyond = after < len(grammar) and grammar.words[after] in _OUTSIDE and sign not in _ENDING
        if self.beyond:  # a comma or full stop behind the closing mark is read as if it stood before
            sign = grammar.words[after]
            after += 1
        self.before, self.after = before, after
        self.verb_before = self._last_before(grammar, lambda k: grammar.tag[k].startswith("VB"))
        self.subject_before = self._last_before(grammar, lambda k: grammar.dep[k] in _SUBJECT_DEPS)
        words = self.last - self.first
        self.base = [
            min(words, 60),
            text[stretch.start].isupper(),
            SIGNS.get(sign, 0),
            SIGNS.get(grammar.words[before], 0) if before >= 0 else -1,
            tag_code(grammar, before),
            tag_code(grammar, after),
            SIGNS.get(grammar.words[after], 0) if after < len(grammar) else -1,
            place.marked_cue[after] if after < len(grammar) else NO_CUE,
            place.marked_cue[before] if before >= 0 else NO_CUE,
            number,
            len(place.stretches),
            place.counts.outside - 2 * len(place.stretches),
            place.counts.best_cue,
            stretch.closed,
            self.sentence_last - self.sentence_first,
            max((place.marked_cue[g] for g in self.governors), default=NO_CUE),
            stretch.single,
            self.first <= 1,
            self.last >= len(grammar) - 2,
        ]

    def _governors(self, grammar: Grammar) -> set[int]:
        """The words outside the marks that govern a word inside."""
        return {grammar.head[i] for i in range(self.first, min(self.last, len(grammar)))
                if not self.first <= grammar.head[i] < self.last}  # fmt: skip

    def _subjects(self, grammar: Grammar) -> dict[int, tuple[float, float]]:
        """Who stands as subject (or owner) above the stretch: its token, how far up, and how well the verb reports."""
        found: dict[int, tuple[float, float]] = {}
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
                    found[up] = (depth + 0.5, score)
                at = up
        return found

    def _agents(self, grammar: Grammar) -> dict[int, int]:
        """Who speaks in place of whoever is told: "he was told by his father: “...”"."""
        found: dict[int, int] = {}
        for governor in self.governors:
            deps = {grammar.dep[c]: c for c in grammar.children[governor]}
            if "agent" in deps and "nsubjpass" in deps:
                by = (c for c in grammar.children[deps["agent"]] if grammar.dep[c] == "pobj")
                found.update((deps["nsubjpass"], c) for c in by)
        return found

    def _goes_on(self, scene: Scene) -> int:
        """How a stretch that opens its paragraph goes on with the last one: 0 not, 1 by place alone, 2 as it ran on."""
        index = self.place.index
        if self.first > 1 or not index or not scene.places[index - 1].stretches:
            return 0
        before = scene.places[index - 1]
        return 1 + (not before.stretches[-1].closed and before.stretches[-1].end >= before.start + len(before.text) - 1)

    def _last_before(self, grammar: Grammar, fits: Callable[[int], bool]) -> int:
        """The nearest fitting token outside the marks before the stretch in its sentence, -1 where there is none."""
        for k in range(min(self.first, len(grammar)) - 1, max(-1, self.first - 40), -1):
            if self.place.marked[k] < 0 and fits(k):
                return k
        return -1

    def _beside(self, grammar: Grammar, step: int) -> int:
        """The nearest token before (-1) or behind (1) the stretch that is no quotation mark."""
        at = self.first - 1 if step < 0 else self.last
        while 0 <= at < len(grammar) and grammar.words[at] in _MARKS:
            at += step
        return at


def pair(marked: Marked, subject: Subject, home: Place) -> list[float]:
    """The features of one (stretch, mention) pair; `home` is the mention's paragraph."""
    place = marked.place
    if home is not place:
        return [*marked.base, *subject.base, *_far(place, home, subject)]
    return [*marked.base, *subject.base, *_near(marked, subject)]


def _far(place: Place, home: Place, subject: Subject) -> list[float]:
    away = home.index - place.index
    grammar, mention = home.parsed, subject.mention
    ahead = away < 0
    gap = len(grammar) - mention.last if ahead else mention.first
    last = len(grammar) - 1 if ahead else 0
    low, high = (mention.last, len(grammar)) if ahead else (0, mention.first)
    return [
        away, ahead, FAR, FAR, 9, NO_CUE, FAR, FAR, 0, 0, 0, FAR, 0, FAR, 0, 0, NO_CUE, 0, 0,
        len(home.mentions), home.counts.best_cue, home.text[-1] == ":", home.text[0] in "-–—―", len(home.stretches),
        home.counts.verbs[high] - home.counts.verbs[low], home.counts.subjects[high] - home.counts.subjects[low],
        0, 0, min(gap, FAR), abs(grammar.sentence[mention.head] - grammar.sentence[last]),
        subject.verb >= 0 and home.marked_cue[subject.verb] >= home.counts.best_cue,
        home.counts.stretches[high] - home.counts.stretches[low],
    ]  # fmt: skip


def _near(marked: Marked, subject: Subject) -> list[float]:
    place, mention, verb = marked.place, subject.mention, subject.verb
    grammar = place.parsed
    counts = place.counts
    ahead = mention.head < marked.first
    last = marked.last + marked.beyond
    low, high = (mention.last, marked.first) if ahead else (last, max(last, mention.first))
    gap = high - low
    low, high = min(low, high), max(low, high)
    edge = marked.sentence_first if ahead else marked.sentence_last
    verb_gap = FAR
    if verb >= 0:
        verb_gap = marked.first - verb if verb < marked.first else verb - last if verb >= last else -1
    return [
        0, ahead, min(gap, FAR),
        abs(grammar.sentence[mention.head] - edge),
        *marked.subjects.get(subject.top, (9, NO_CUE)),
        counts.mentions[high] - counts.mentions[low],
        counts.stretches[high] - counts.stretches[low],
        verb in marked.governors,
        subject.top in marked.governors,
        grammar.head[subject.top] == verb and verb in marked.governors,
        min(verb_gap, FAR),
        low <= verb < high,
        min(counts.commas[high] - counts.commas[low], 5),
        min(counts.colons[high] - counts.colons[low], 5),
        verb >= 0 and abs(grammar.sentence[verb] - edge),
        max(place.marked_cue[max(low, high - 12) : high], default=NO_CUE),
        _leads(place, max(verb + 1, mention.last), 1, marked.number),
        _leads(place, min(verb if verb >= 0 else mention.first, mention.first) - 1, -1, marked.number),
        len(place.mentions), NO_CUE, 0, 0, 0,
        counts.verbs[high] - counts.verbs[low],
        counts.subjects[high] - counts.subjects[low],
        verb >= 0 and verb == marked.verb_before,
        marked.subject_before == mention.head,
        -1, -1,
        verb >= 0 and place.marked_cue[verb] >= counts.best_cue,
        -1,
    ]  # fmt: skip


def _leads(place: Place, at: int, step: int, own: int) -> int:
    """Whether the clause leads straight into, or out of, another stretch: 2 past a comma or colon, 1 past a mark."""
    grammar = place.parsed
    sign = 1
    for _ in range(4):
        if not 0 <= at < len(grammar):
            return 0
        number = place.marked[at]
        if number >= 0:
            return 0 if number == own else sign
        word = grammar.words[at]
        if word in (",", ":"):
            sign = 2
        elif word not in _MARKS:
            return 0
        at += step
    return 0
