"""Who speaks a marked stretch: every mention near it is ranked by what was learned, and the best one is its speaker."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from handlers.quotes.features import Marked, Subject, pair
from handlers.quotes.mentions import Mention
from handlers.quotes.scene import Place, Scene
from handlers.quotes.trees import Trees


@dataclass(frozen=True, slots=True)
class Ranked:
    """A stretch with the mention that is most likely to be its speaker."""

    marked: Marked
    home: Place
    mention: Mention
    subject: Subject
    score: float
    margin: float  # how far behind the second mention is


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


def ranked(found: list[Pairs], trees: Trees) -> list[Ranked | None]:
    """The best mention of each stretch, None where there is no mention at all."""
    scores = trees.score([row for p in found for row in p.rows])
    best: list[Ranked | None] = []
    at = 0
    for p in found:
        own = scores[at : at + len(p.rows)]
        at += len(p.rows)
        if not len(own):
            best.append(None)
            continue
        order = np.argsort(-own, kind="stable")
        first = int(order[0])
        margin = float(own[first] - own[order[1]]) if len(own) > 1 else 9.0
        best.append(
            Ranked(p.marked, p.homes[first], p.subjects[first].mention, p.subjects[first], float(own[first]), margin)
        )
    return best
