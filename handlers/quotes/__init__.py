"""Quotes: who said what, word for word.

English articles are read with a parser and with what was learned (docs/quotes.md). German and French ones have rules of
word order and cue lists. Any other language has its marked quotes, without a speaker; so has English without its model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from handlers.language import Parses
from handlers.model import Article, Quote
from handlers.quotes import foreign, transcript
from handlers.quotes.compose import drafts, quotes
from handlers.quotes.furniture import teaser
from handlers.quotes.indirect import reports
from handlers.quotes.labels import labelled
from handlers.quotes.learned import Learned
from handlers.quotes.marks import stretches
from handlers.quotes.names import Chain, Names
from handlers.quotes.roles import Roles
from handlers.quotes.scene import Scene
from handlers.quotes.speakers import pairs, ranked
from handlers.quotes.transcript import turns

SPEAKERS_FOR = frozenset({"en", *foreign.LANGUAGES})  # languages whose quotes get a speaker
_FEWEST_WORDS = 3  # of a marked stretch that counts as a quote where no grammar tells


class QuoteExtractor:
    """Finds reported speech: what stands in quotation marks, and what is reported without them."""

    name = "quotes"
    finds: Literal["quotes", "figures"] = "quotes"

    def __init__(self, learned: Learned | None = None) -> None:
        self._learned = learned

    def extract(self, article: Article, parses: Parses) -> Iterator[Quote]:
        """Every quote of the article, in its order."""
        aside = frozenset(i for i, p in enumerate(article.paragraphs) if teaser(p.text))
        found = [t for t in turns(article) if t.paragraph not in aside]
        if found:
            spoken = transcript.quotes(article, found, *self._people(article, parses, found[0].paragraph))
            rest = self._rest(article, parses, aside | {t.paragraph for t in found})
            return iter(sorted([*spoken, *rest], key=lambda q: q.passage.start))
        return self._rest(article, parses, aside)

    def _people(self, article: Article, parses: Parses, turn: int) -> tuple[Names, Callable[[Chain], str] | None]:
        """The names of a transcript, and what the lines before its first turn say that people are."""
        if article.language not in ("en", "") or parses.pipeline is None:
            return Names(article), None
        scene = Scene(article, parses, (self._learned or Learned.stored()).lexicon)
        scene.parse(set(range(turn)))
        return scene.names, Roles(scene).of

    def _rest(self, article: Article, parses: Parses, told: frozenset[int]) -> Iterator[Quote]:
        """Every quote outside the paragraphs `told`."""
        language = article.language or "en"
        if language in foreign.LANGUAGES:
            return foreign.quotes(article, language, told)
        if language != "en" or parses.pipeline is None:
            return _marked_only(article, told)
        learned = self._learned or Learned.stored()
        scene = Scene(article, parses, learned.lexicon, told)
        found = reports(scene, learned.cue, learned.span)
        near = pairs(scene)
        marked = labelled(scene, near, ranked(scene, near, learned))
        return quotes(scene, drafts(scene, marked, found))


def _marked_only(article: Article, told: frozenset[int]) -> Iterator[Quote]:
    """What stands in quotation marks, without a speaker."""
    for i, paragraph in enumerate(article.paragraphs):
        for stretch in () if i in told else stretches(paragraph.text):
            start, end = paragraph.start + stretch.start, paragraph.start + stretch.end
            if len(article.text[start:end].split()) >= _FEWEST_WORDS:
                yield Quote(article.passage(start, end), "direct")
