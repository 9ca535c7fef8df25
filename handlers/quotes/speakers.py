"""Who speaks a marked stretch: every mention near it is ranked by what was learned, and the best one is its speaker."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from handlers.quotes.features import Marked, Subject, pair
from handlers.quotes.lexicon import stem
from handlers.quotes.mentions import Mention
from handlers.quotes.scene import NO_CUE, Place, Scene
from handlers.quotes.trees import Trees

OPENERS = "\"“„«»'‘"
_NAMING = frozenset(
    "called titled entitled dubbed named song film movie book show album play series column headlined".split()
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A stretch with the mention that is most likely to be its speaker."""

    marked: Marked
    home: Place
    mention: Mention
    subject: Subject
    score: float
    margin: float  # how far behind the second mention is
    is_quote: float = 0.0  # log-odds that anybody says it


@dataclass(frozen=True, slots=True)
class Pairs:
    """A stretch with every mention that may speak it, and the features of each."""

    marked: Marked
    homes: list[Place]
    subjects: list[Subject]
    rows: list[list[float]]


def pairs(scene: Scene) -> list[Pairs]:
    """The (stretch, mention) pairs of an article, in its order; parses what they need."""
    scene.parse({p.index for p in scene.places if p.stretches})
    known: dict[int, list[Subject]] = {}
    found = []
    for place in scene.places:
        if not place.stretches or place.grammar is None:
            continue
        window = scene.window(place)
        for home in window:
            if home.index not in known:
                known[home.index] = [Subject(scene, home, m, k) for k, m in enumerate(home.mentions)]
        for number, (first, last) in enumerate(place.spans):
            if first >= last:
                continue
            marked = Marked(scene, place, number)
            homes = [h for h in window for _ in known[h.index]]
            subjects = [s for h in window for s in known[h.index]]
            rows = [pair(marked, s, h) for s, h in zip(subjects, homes, strict=True)]
            found.append(Pairs(marked, homes, subjects, rows))
    return found


def ranked(scene: Scene, found: list[Pairs], speaker: Trees, marked: Trees) -> list[Ranked]:
    """The best mention of each stretch that has any mention near it."""
    scores = speaker.score([row for p in found for row in p.rows])
    best: list[Ranked] = []
    at = 0
    for p in found:
        own = scores[at : at + len(p.rows)]
        at += len(p.rows)
        if not len(own):
            continue
        order = np.argsort(-own, kind="stable")
        first = int(order[0])
        margin = float(own[first] - own[order[1]]) if len(own) > 1 else 9.0
        subject = p.subjects[first]
        best.append(Ranked(p.marked, p.homes[first], subject.mention, subject, float(own[first]), margin))
    sure = marked.score([marked_row(scene, b) for b in best])
    return [replace(b, is_quote=float(s)) for b, s in zip(best, sure, strict=True)]


def marked_row(scene: Scene, best: Ranked) -> list[float]:
    """What is looked at to tell a quote from a title or a word set in scare quotes."""
    marked = best.marked
    grammar = marked.place.grammar
    if grammar is None:
        raise ValueError("a marked stretch without grammar")
    inside = range(marked.first, min(marked.last, len(grammar)))
    words = [grammar.words[k] for k in inside if grammar.words[k][0].isalpha()]
    capitals = sum(w[0].isupper() for w in words)
    before = grammar.lower[marked.before] if marked.before >= 0 else ""
    up = next(iter(sorted(marked.governors)), -1)
    return [
        *marked.base, best.score, best.margin, best.home.index - marked.place.index,
        capitals / max(1, len(words)), sum(len(w) > 3 and w[0].islower() for w in words),
        sum(grammar.tag[k].startswith(("VBD", "VBZ", "VBP", "MD")) for k in inside),
        sum(grammar.tag[k].startswith("PRP") for k in inside),
        scene.lexicon.marked.get(stem(before), NO_CUE), scene.lexicon.speaker.get(stem(before), -3.0),
        before in _NAMING, len(marked.governors),
        scene.lexicon.cue.get(stem(grammar.lower[up]), NO_CUE) if up >= 0 else -9,
        marked.place.text[:1] in OPENERS and marked.first <= 1,
        len(marked.place.text), marked.place.index, *best.subject.base[:9],
    ]  # fmt: skip
