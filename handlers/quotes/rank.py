"""Which quotes a reader would miss: scores, near-repeats joined, the best kept."""

from __future__ import annotations

import re
from dataclasses import replace

from rapidfuzz import fuzz

from handlers.model import Digest, Quote

_SAME = 90  # per cent of likeness from which two quotes are one


def rank_quotes(digest: Digest, limit: int) -> tuple[tuple[Quote, ...], tuple[Quote, ...]]:
    """`(all quotes in the article's order, key quotes best first)`; near-repeats joined, every quote scored."""
    scored = tuple(replace(q, score=_score(q)) for q in joined(digest.all_quotes))
    key = sorted(scored, key=lambda q: (-q.score, q.passage.start))[:limit]
    return scored, tuple(key)


def joined(quotes: tuple[Quote, ...]) -> list[Quote]:
    """The quotes, each near-repeat told as a further place of the first that has these words."""
    kept: list[Quote] = []
    for quote in quotes:
        words = _words(quote)
        for i, first in enumerate(kept):
            if fuzz.ratio(words, _words(first), score_cutoff=_SAME):
                kept[i] = replace(first, repeats=(*first.repeats, quote.passage, *quote.repeats))
                break
        else:
            kept.append(quote)
    return kept


def _words(quote: Quote) -> str:
    return " ".join(re.findall(r"\w+", quote.passage.text.lower()))


def _score(quote: Quote) -> float:
    words = len(quote.passage.text.split())
    return round(min(1.0, 0.3 * bool(quote.speaker) + 0.3 * (quote.kind == "direct") + min(words, 25) / 62.5), 4)
