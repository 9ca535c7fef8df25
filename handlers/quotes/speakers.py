"""Who speaks a marked stretch: every mention near it is ranked by what was learned, and the best one is its speaker."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

import numpy as np

from handlers.quotes.features import Marked, pair
from handlers.quotes.learned import Learned
from handlers.quotes.lexicon import stem
from handlers.quotes.mentions import Mention
from handlers.quotes.scene import NO_CUE, Place, Scene
from handlers.quotes.subjects import Subject
from handlers.quotes.words import several

OPENERS = "\"“„«»'‘"
_TELLS = -1.0  # how well a verb reports that tells somebody something
_MOST = 36  # mentions that are weighed for one stretch
_NAMING = several("called titled entitled dubbed named song film movie book show album play series column headlined")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A stretch with the mention that is most likely to be its speaker."""

    marked: Marked
    home: Place
    mention: Mention
    subject: Subject
    score: float
    margin: float  # how far behind the second mention is
    rival: float  # how far behind the best mention of anybody else is
    row: list[float]  # the features of the pair
    is_quote: float = 0.0  # log-odds that anybody says it
    trust: float = 0.0  # log-odds that this mention does
    said: int = -1  # where the words start, where a label opens the stretch


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
            near = [
                (h, s)
                for h in window
                for s in (_nearest(known[h.index], first) if h is place else known[h.index][:_MOST])
            ]
            homes, subjects = [h for h, _ in near], [s for _, s in near]
            rows = [pair(marked, s, h) for s, h in zip(subjects, homes, strict=True)]
            found.append(Pairs(marked, homes, subjects, rows))
    return found


def _nearest(subjects: list[Subject], first: int) -> list[Subject]:
    """The mentions just before and just behind a stretch."""
    if len(subjects) <= _MOST:
        return subjects
    at = bisect_left(subjects, first, key=lambda s: s.mention.head)
    return subjects[max(0, at - _MOST // 2) : at + _MOST // 2]


def ranked(scene: Scene, found: list[Pairs], learned: Learned) -> list[Ranked]:
    """The best mention of each stretch that has any mention near it."""
    scores = learned.speaker.score([row for p in found for row in p.rows])
    best: list[Ranked] = []
    at = 0
    for p in found:
        own = scores[at : at + len(p.rows)]
        at += len(p.rows)
        if not len(own):
            continue
        order = np.argsort(-own, kind="stable")
        first = _agent(p, _leading(p, int(order[0])))
        margin = float(own[order[0]] - own[order[1]]) if len(own) > 1 else 9.0
        subject = p.subjects[first]
        others = (own[k] for k in order if k != first and not _one(subject, p.subjects[k]))
        rival = float(own[order[0]] - next(others, own[order[0]] - 9.0))
        row = p.rows[first]
        best.append(Ranked(p.marked, p.homes[first], subject.mention, subject, float(own[first]), margin, rival, row))
    rows = [marked_row(scene, b) for b in best]
    trusted = learned.trust.score([trust_row(b, row) for b, row in zip(best, rows, strict=True)])
    judged = zip(best, learned.marked.score(rows), trusted, strict=True)
    return [replace(b, is_quote=float(said), trust=float(right)) for b, said, right in judged]


def _leading(p: Pairs, first: int) -> int:
    """The best mention, or, where another sentence leads in the words with a colon, that one's subject."""
    marked, place = p.marked, p.marked.place
    grammar = place.parsed
    if marked.before < 0 or grammar.words[marked.before] != ":" or p.homes[first].index > place.index:
        return first
    sentence = grammar.sentence[marked.before]
    best = p.subjects[first].mention
    if p.homes[first] is place and grammar.sentence[best.head] == sentence:
        return first
    for k, subject in enumerate(p.subjects):
        head = subject.mention.head
        own = p.homes[k] is place and grammar.sentence[head] == sentence and head < marked.before
        if not own or subject.mention.kind != "name":
            continue
        passive = grammar.dep[subject.top] == "nsubjpass" and place.marked_cue[grammar.head[subject.top]] < _TELLS
        if passive or grammar.dep[subject.top] == "nsubj":  # "wasn't impressed", but not "was asked"
            return k
    return first


def _agent(p: Pairs, first: int) -> int:
    """The best mention, or, where it is told something, whoever tells it."""
    agent = p.marked.agents.get(p.subjects[first].top, -1) if p.homes[first] is p.marked.place else -1
    own = (k for k, s in enumerate(p.subjects) if p.homes[k] is p.marked.place and s.mention.head == agent)
    return next(own, first)


def _one(subject: Subject, other: Subject) -> bool:
    """Whether two mentions are one: of one chain, or an apposition of each other."""
    return subject.top == other.top or (subject.chain is not None and subject.chain is other.chain)


def trust_row(best: Ranked, row: list[float]) -> list[float]:
    """What is looked at to tell whether the best mention is right; `row` is what tells a quote from a title."""
    return [*row, best.rival, *best.row]


def marked_row(scene: Scene, best: Ranked) -> list[float]:
    """What is looked at to tell a quote from a title or a word set in scare quotes."""
    marked = best.marked
    grammar = marked.place.parsed
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
        len(marked.place.text), marked.place.index, *best.subject.base[:8],
    ]  # fmt: skip
