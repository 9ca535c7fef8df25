"""Quotes: who said what, word for word."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.language import Parses
from handlers.model import Article, Quote
from handlers.quotes.identity import Identity
from handlers.quotes.learned import Learned
from handlers.quotes.scene import Scene
from handlers.quotes.speakers import pairs, ranked


class QuoteExtractor:
    """Finds reported speech: what stands in quotation marks, and what is reported without them."""

    name = "quotes"
    finds = "quotes"

    def __init__(self, learned: Learned | None = None) -> None:
        self._learned = learned

    def extract(self, article: Article, parses: Parses) -> Iterator[Quote]:
        """Every quote of the article, in its order."""
        learned = self._learned or Learned.stored()
        scene = Scene(article, parses, learned.lexicon)
        found = pairs(scene)
        identity = Identity(scene)
        for best, p in zip(ranked(found, learned.speaker), found, strict=True):
            stretch = p.marked.place.stretches[p.marked.number]
            if best is None or len(article.text[stretch.start : stretch.end].split()) < 2:
                continue
            passage = article.passage(stretch.start, stretch.end)
            cue = best.subject.cue(article)
            yield Quote(passage, "direct", identity.speaker(best.home, best.mention), cue)
