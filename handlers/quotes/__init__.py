"""Quotes: who said what, word for word."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.language import Parses
from handlers.model import Article, Quote
from handlers.quotes.marks import stretches


class QuoteExtractor:
    """Finds reported speech: what stands in quotation marks, and what is reported without them."""

    name = "quotes"
    finds = "quotes"

    def extract(self, article: Article, parses: Parses) -> Iterator[Quote]:
        """Every quote of the article, in its order."""
        for paragraph in article.paragraphs:
            for stretch in stretches(paragraph.text):
                start, end = paragraph.start + stretch.start, paragraph.start + stretch.end
                if len(article.text[start:end].split()) > 3:
                    yield Quote(article.passage(start, end), "direct")
