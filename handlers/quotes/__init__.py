"""Quotes: who said what, word for word."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.language import Parses
from handlers.model import Article, Quote
from handlers.quotes.compose import drafts, quotes
from handlers.quotes.indirect import reports
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
        found = reports(scene, learned.cue, learned.span)
        marked = ranked(scene, pairs(scene), learned.speaker, learned.marked)
        return quotes(scene, drafts(scene, marked, found))
