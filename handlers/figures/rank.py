"""Which figures a reader would miss most, and the same figure said twice as one entry."""

from __future__ import annotations

from dataclasses import replace

from handlers.model import Digest, Figure, Passage


def rank_figures(digest: Digest, limit: int) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """Every figure scored, in the article's order, and at most `limit` key ones, best first, repeats joined."""
    entries = _joined(digest.all_figures)
    length = max(1, len(digest.article.text))
    scored = [replace(f, score=_score(f, length)) for f in entries]
    key = sorted(scored, key=lambda f: (-f.score, f.passage.start))[: max(0, limit)]
    return tuple(scored), tuple(key)


def _joined(figures: tuple[Figure, ...]) -> list[Figure]:
    """One entry for figures with the same value, range and unit; the first stays, the others become its repeats."""
    entries: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        key = (figure.value, figure.value_high, figure.unit)
        first = entries.get(key)
        if first is None:
            entries[key] = figure
        else:
            places: tuple[Passage, ...] = (*first.repeats, figure.passage, *figure.repeats)
            entries[key] = replace(first, repeats=places, concept=first.concept or figure.concept)
    return list(entries.values())


def _score(figure: Figure, length: int) -> float:
    early = 1 - figure.passage.start / length
    score = 0.3 + 0.3 * early + 0.1 * min(3, len(figure.repeats)) + 0.1 * bool(figure.unit) + 0.1 * bool(figure.concept)
    return round(min(1.0, score), 3)
