"""The path inside: read, tell the language, extract, rank."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace

from handlers import installed_extractors, installed_readers
from handlers.errors import Unreadable
from handlers.language import Parses, language_of
from handlers.model import Article, Digest, Figure, Original, Quote
from handlers.rank import rank

log = logging.getLogger(__name__)


def read(original: Original) -> Article:
    """The article in an original, by the reader that is surest of its format. Raises Unreadable."""
    if not original.data.strip(b"\x00 \t\r\n"):
        raise Unreadable("empty", "There is nothing in it.")
    sure, reader = max(((r.accepts(original), r) for r in installed_readers()), key=lambda pair: pair[0])
    if sure <= 0:
        raise Unreadable("unsupported", "This kind of file cannot be read.")
    article = reader.read(original)
    if not article.text.strip():
        raise Unreadable("empty", "There is no text in it.")
    return with_language(article)


def with_language(article: Article) -> Article:
    """The article, its language told where the original did not say it."""
    return article if article.language else replace(article, language=language_of(article.text))


def extract(article: Article, kinds: Iterable[str] = ("quotes", "figures")) -> Digest:
    """Everything that the installed extractors of these kinds find, in the article's order; nothing ranked or cut."""
    parses, wanted = Parses(article), set(kinds)
    found: dict[str, list[Quote | Figure]] = {"quotes": [], "figures": []}
    failed = []
    for extractor in installed_extractors():
        if extractor.finds not in wanted:
            continue
        try:
            found[extractor.finds].extend(extractor.extract(article, parses))
        except Exception:  # a stranger's extractor: its failure costs its own part, never the digest
            log.exception("extractor %s failed", extractor.name)
            failed.append(extractor.name)
    quotes = sorted((q for q in found["quotes"] if isinstance(q, Quote)), key=_place)
    figures = sorted((f for f in found["figures"] if isinstance(f, Figure)), key=_place)
    return Digest(article, all_quotes=tuple(quotes), all_figures=tuple(figures), failed=tuple(failed))


def digest(original: Original, max_quotes: int = 5, max_figures: int = 5) -> Digest:
    """The digest of an original. Raises Unreadable."""
    return rank(extract(read(original)), max_quotes, max_figures)


def _place(found: Quote | Figure) -> tuple[int, int]:
    return found.passage.start, found.passage.end
