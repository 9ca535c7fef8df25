"""Which quotes and figures a reader would miss most: scores, near-repeats joined, the best kept.

A digest keeps everything it found, so a caller may rank it again with other limits.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.figures.rank import rank_figures
from handlers.model import Digest, Figure, Quote
from handlers.quotes.rank import rank_quotes


def rank(digest: Digest, max_quotes: int = 5, max_figures: int = 5) -> Digest:
    """The digest with every quote and figure scored, near-repeats joined, and at most so many of each as key ones."""
    all_quotes, quotes = rank_quotes(digest, max_quotes)
    with_quotes = replace(digest, all_quotes=all_quotes, quotes=quotes)
    all_figures, figures = rank_figures(with_quotes, max_figures)
    return replace(with_quotes, all_figures=all_figures, figures=figures)


def scored(digest: Digest) -> Digest:
    """The digest with every quote and figure scored and near-repeats left apart: each has the score of them all."""
    ranked = rank(digest)
    known: list[Quote | Figure] = [*ranked.all_quotes, *ranked.all_figures]
    scores = {passage: found.score for found in known for passage in (found.passage, *found.repeats)}
    return replace(
        digest,
        all_quotes=tuple(replace(q, score=scores[q.passage]) for q in digest.all_quotes),
        all_figures=tuple(replace(f, score=scores[f.passage]) for f in digest.all_figures),
    )
