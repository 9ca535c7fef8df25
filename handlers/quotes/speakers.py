"""Who speaks a marked stretch: every mention near it is ranked by what was learned, and the best one is its speaker."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

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
_CALLING = several("call labell label dubb brand nam term deem")  # stems
_WORDS = several("words view opinion telling phrase account estimation")
_MARKS_ALONE = 3  # tokens outside the marks of a paragraph that is all quotation
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
    owned: bool = False  # whether grammar gives the words to this mention: "in her words"


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
        owner = _owner(p)
        first = owner if owner >= 0 else _agent(p, _leading(p, _announced(p, order)))
        margin = float(own[order[0]] - own[order[1]]) if len(own) > 1 else 9.0
        subject = p.subjects[first]
        others = (own[k] for k in order if k != first and not _one(subject, p.subjects[k]))
        rival = float(own[order[0]] - next(others, own[order[0]] - 9.0))
        row = p.rows[first]
        mention, score, owned = subject.mention, float(own[first]), owner >= 0
        best.append(Ranked(p.marked, p.homes[first], mention, subject, score, margin, rival, row, owned=owned))
    best = [b for run in _runs(best) for b in _together(run)]
    rows = [marked_row(scene, b) for b in best]
    trusted = learned.trust.score(trust_rows(best, rows))
    judged = zip(best, learned.marked.score(rows), trusted, strict=True)
    told = [replace(b, is_quote=float(said), trust=9.0 if b.owned else float(right)) for b, said, right in judged]
    return [replace(b, is_quote=max(r.is_quote for r in run)) for run in _runs(told) for b in run]


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


def _announced(p: Pairs, order: NDArray[np.intp]) -> int:
    """The best mention, or, where the paragraph is all quotation and the one before leads it in, that one's best."""
    place = p.marked.place
    if p.marked.first > 1 or place.counts.outside > _MARKS_ALONE:
        return _calling(p, order)
    for k in order:
        home = p.homes[k]
        last = home.index == place.index - 1 and home.text.endswith(":")
        if last and home.parsed.sentence[p.subjects[k].mention.head] == home.parsed.sentence[-1]:
            return int(k)
    return _calling(p, order)


def _calling(p: Pairs, order: NDArray[np.intp]) -> int:
    """The best mention that is not whom others call something: "called the protester “a troublemaker”"."""
    place, first = p.marked.place, p.marked.first
    grammar = place.parsed
    for k in order:
        mention = p.subjects[k].mention
        beside = p.homes[k] is place and 0 <= first - mention.last <= 1 and mention.first > 0
        if not beside or stem(grammar.lower[mention.first - 1]) not in _CALLING:
            return int(k)
    return int(order[0])


def _owner(p: Pairs) -> int:
    """Whoever owns the words ("in Moss's words", "in her view"), -1 where nobody is said to."""
    place, marked = p.marked.place, p.marked
    grammar = place.parsed
    for k, subject in enumerate(p.subjects):
        noun = grammar.head[subject.top] if p.homes[k] is place else -1
        if noun < 0 or grammar.dep[subject.top] != "poss" or grammar.lower[noun] not in _WORDS:
            continue
        led = grammar.lower[grammar.head[noun]] == "in"
        if led and (0 < marked.first - noun <= 3 or 0 <= grammar.head[noun] - marked.last <= 3):
            return k
    return -1


def _runs(best: list[Ranked]) -> Iterator[list[Ranked]]:
    """The stretches, those together that are one quotation over several paragraphs."""
    at = 0
    while at < len(best):
        last = at + 1
        while last < len(best) and _goes_on(best[last - 1].marked, best[last].marked):
            last += 1
        yield best[at:last]
        at = last


def _together(run: list[Ranked]) -> Iterator[Ranked]:
    """The stretches of one quotation, those whose paragraphs name nobody with the mention that is surest."""
    lead = max(run, key=lambda b: b.rival)
    yield from (b if b is lead or b.home is b.marked.place else _given(b, lead) for b in run)


def _goes_on(marked: Marked, other: Marked) -> bool:
    """Whether a stretch runs on in the next one, which opens the next paragraph."""
    ends = marked.number + 1 == len(marked.place.stretches)
    return other.goes_on == 2 and ends and other.number == 0 and other.place.index == marked.place.index + 1


def _given(best: Ranked, lead: Ranked) -> Ranked:
    """A stretch with the speaker of the stretch that it runs on from, or into."""
    row = pair(best.marked, lead.subject, lead.home)
    return replace(best, home=lead.home, mention=lead.mention, subject=lead.subject, row=row)


def _agent(p: Pairs, first: int) -> int:
    """The best mention, or, where it is told something, whoever tells it."""
    agent = p.marked.agents.get(p.subjects[first].top, -1) if p.homes[first] is p.marked.place else -1
    own = (k for k, s in enumerate(p.subjects) if p.homes[k] is p.marked.place and s.mention.head == agent)
    return next(own, first)


def _one(subject: Subject, other: Subject) -> bool:
    """Whether two mentions are one: of one chain, or an apposition of each other."""
    return subject.top == other.top or (subject.chain is not None and subject.chain is other.chain)


def trust_rows(best: list[Ranked], rows: list[list[float]]) -> list[list[float]]:
    """What is looked at to tell whether the best mentions are right; `rows` are what tells quotes from titles."""
    ahead, behind = [None, *best][: len(best)], [*best, None][1:]
    company = ([*_company(b, one), *_company(b, other)] for b, one, other in zip(best, ahead, behind, strict=True))
    return [[*row, b.rival, *b.row, *near] for b, row, near in zip(best, rows, company, strict=True)]


def _company(best: Ranked, other: Ranked | None) -> tuple[float, float]:
    """Whether the stretch beside is given to the same speaker (-1: there is none in the paragraph), and how surely."""
    if other is None or other.marked.place is not best.marked.place:
        return -1, 0.0
    return _one(best.subject, other.subject), other.rival


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
