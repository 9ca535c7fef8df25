"""Figures: every number that matters, with what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from handlers.figures.words import Words

if TYPE_CHECKING:
    from handlers.language import Parses
    from handlers.model import Article, Figure

_HINT: Final = re.compile(
    r"[0-9½¼¾⅓⅔⅛]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|zero"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|(?:m|b|tr|quadr)illions?|dozens?|scores of"
    r"|lakhs?|crores?|half|hal[fv]e[sd]?|halving|quarters?|thirds?|fourths?|fifths?|(?:six|seven|eigh|nin|ten)ths?"
    r"|twice|thrice|doubl\w+|tripl\w+|trebl\w+|quadrupl\w+|\w+fold)\b",
    re.IGNORECASE,
)
_NUMBERING: Final = re.compile(r"[(\[]?[0-9]{1,3}[.)\]]?")  # a paragraph of its own


class FigureExtractor:
    """Finds figures by rules over light words, and what they count by grammar."""

    name = "figures"
    finds: Final = "figures"

    def extract(self, article: Article, parses: Parses) -> Iterator[Figure]:
        """Every figure, in the article's order."""
        from handlers.figures.amounts import amounts
        from handlers.figures.ranges import joined
        from handlers.figures.reading import figures
        from handlers.figures.tongues import tongue_of

        found, tongue = {}, tongue_of(article.language, article.text)
        for index, paragraph in enumerate(article.paragraphs):
            if _HINT.search(paragraph.text) and not _NUMBERING.fullmatch(paragraph.text):
                words = Words(paragraph.text, tongue)
                if parts := list(joined(words, list(amounts(words)))):
                    found[index] = (words, parts)
        docs = dict(parses.docs(found, entities=False))
        for index, (words, parts) in found.items():
            yield from figures(article, article.paragraphs[index].start, words, parts, docs.get(index))
