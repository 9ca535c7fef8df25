"""Which quotes and figures a reader would miss most: scores, near-repeats joined, the best kept.

A digest keeps everything it found, so a caller may rank it again with other limits.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.figures.rank import rank_figures
from handlers.model import Digest
from handlers.quotes.rank import rank_quotes


def rank(digest: Digest, max_quotes: int = 5, max_figures: int = 5) -> Digest:
    """The digest with every quote and figure scored, near-repeats joined, and at most so many of each as key ones."""
    all_quotes, quotes = rank_quotes(digest, max_quotes)
    with_quotes = replace(digest, all_quotes=all_quotes, quotes=quotes)
    all_figures, figures = rank_figures(with_quotes, max_figures)
    return replace(with_quotes, all_figures=all_figures, figures=figures)
