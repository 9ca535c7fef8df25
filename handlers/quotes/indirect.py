"""Chooses, among the passages that words may report, the ones that they do report."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.quotes.mentions import Mention
from handlers.quotes.report_rows import cue_row, span_row
from handlers.quotes.reports import Cue, cues
from handlers.quotes.scene import Place, Scene
from handlers.quotes.trees import Trees

LEAST_CUE = -2.0  # log-odds from which a word is looked at more closely


@dataclass(frozen=True, slots=True)
class Report:
    """A passage that a word reports; `first`..`last` are tokens of its paragraph, `sure` log-odds."""

    cue: Cue
    first: int
    last: int
    sure: float

    @property
    def place(self) -> Place:
        """Its paragraph."""
        return self.cue.place

    @property
    def start(self) -> int:
        """Where it starts in the article."""
        return self.place.grammar.start[self.first] if self.place.grammar else 0

    @property
    def end(self) -> int:
        """Where it ends in the article."""
        return self.place.grammar.end[self.last - 1] if self.place.grammar else 0


def reports(scene: Scene, cue_trees: Trees, span_trees: Trees) -> list[Report]:
    """The best passage of every word that may report, surest first, near-equal ones once."""
    scene.parse(worth_reading(scene))
    words = [c for place in scene.places for c in cues(scene, place)]
    rows = [cue_row(scene, c) for c in words]
    scored = zip(words, rows, cue_trees.score(rows), strict=True)
    likely = [(c, row, float(score)) for c, row, score in scored if score > LEAST_CUE]
    scores = span_trees.score([[*row, *span_row(c, s), score] for c, row, score in likely for s in c.spans])
    found, at = [], 0
    for cue, _, _ in likely:
        own = scores[at : at + len(cue.spans)]
        at += len(cue.spans)
        best = int(own.argmax())
        first, last, _ = cue.spans[best]
        found.append(Report(cue, first, last, float(own[best])))
    found.sort(key=lambda r: (-r.sure, r.cue.place.index, r.first))
    kept: dict[tuple[int, int], list[Report]] = {}
    for report in found:
        near = kept.setdefault((report.place.index, report.place.parsed.sentence[report.first]), [])
        if not any(_same(report, other) for other in near):
            near.append(report)
    return sorted((r for near in kept.values() for r in near), key=lambda r: (-r.sure, r.start))


def worth_reading(scene: Scene) -> set[int]:
    """The paragraphs that may report something: all but short lines."""
    return {p.index for p in scene.places if (p.stretches or len(p.text) > 40) and p.index not in scene.told}


def _same(one: Report, other: Report) -> bool:
    """Whether two passages are mostly the same words."""
    shared = min(one.last, other.last) - max(one.first, other.first)
    return 2 * shared > 0.5 * (one.last - one.first + other.last - other.first)


def reporter_mention(report: Report) -> Mention | None:
    """The mention of whoever reports it."""
    token = report.cue.subject
    if token < 0:
        return None
    place = report.place
    exact = next((m for m in place.mentions if m.head == token), None)
    return exact or next((m for m in place.mentions if m.first <= token < m.last), None)
