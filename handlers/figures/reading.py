"""Amounts and a parse to figures: which amounts are figures at all, how they are meant, what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from handlers.figures.amounts import Amount
from handlers.figures.counted import concept
from handlers.figures.modifiers import DOWN, UP, beside
from handlers.figures.words import Words
from handlers.model import Article, Figure, Modifier, Passage

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SENTENCE_END: Final = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z“\"‘(])")


def figures(article: Article, offset: int, words: Words, parts: list[Amount], doc: Doc | None) -> Iterator[Figure]:
    """The figures of one paragraph that starts at `offset` of the article."""
    sentences = _sentences(words.text, doc)
    at = 0
    for number, part in enumerate(parts):
        start, end = words[part.first].start, words[part.stop - 1].end
        while at + 1 < len(sentences) and sentences[at][1] <= start:
            at += 1
        tokens = _tokens(doc, start, end)
        if not _is_figure(words, part, doc, tokens):
            continue
        sentence = sentences[at]
        yield Figure(
            article.passage(offset + start, offset + end),
            part.value,
            article.passage(offset + sentence[0], offset + max(sentence[1], end)),
            part.high,
            part.unit,
            _modifier(words, parts, number, doc, tokens),
            concept(doc, *tokens, counts=part.bare) if doc is not None and tokens else "",
        )


def _tokens(doc: Doc | None, start: int, end: int) -> tuple[int, int] | None:
    span = doc.char_span(start, end, alignment_mode="expand") if doc is not None and end <= len(doc.text) else None
    return (span.start, span.end) if span is not None and len(span) else None


def _sentences(text: str, doc: Doc | None) -> list[tuple[int, int]]:
    if doc is not None and len(doc):
        found = [(s.start_char, s.end_char) for s in doc.sents if s.end_char > s.start_char]
        return [*found, (found[-1][1], len(text))] if found[-1][1] < len(text) else found
    ends = [m.end() for m in _SENTENCE_END.finditer(text)]
    starts = [0, *ends]
    return [(a, len(text[a:b].rstrip()) + a) for a, b in zip(starts, [*ends, len(text)], strict=True)]


def _is_figure(words: Words, part: Amount, doc: Doc | None, tokens: tuple[int, int] | None) -> bool:
    if part.unit or part.scaled or part.high is not None or part.negative:
        return True
    text = words[part.first].text
    if (
        part.kind == "words"
        and text[0].isupper()
        and part.first
        and words[part.first - 1].text not in (".", "“", '"', ":", "?", "!")
    ):
        return False
    if part.whole and len(text) == 4 and 1500 <= part.value <= 2100 and not _counts_plural(part, doc, tokens):
        return False
    if doc is None or tokens is None:
        return not part.one
    first, stop = tokens
    token = doc[stop - 1]
    if part.one and not (token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ in ("NN", "NNP")):
        return False
    before = doc[first - 1] if first else None
    if (
        before is not None
        and before.tag_ in ("NNP", "NNPS")
        and token.head.i == before.i
        and token.dep_ in ("nummod", "appos")
        and "," not in part_text(words, part)
    ):
        return False
    return True


def part_text(words: Words, part: Amount) -> str:
    return words.text[words[part.first].start : words[part.stop - 1].end]


def _counts_plural(part: Amount, doc: Doc | None, tokens: tuple[int, int] | None) -> bool:
    if doc is None or tokens is None or tokens[1] >= len(doc):
        return False
    token = doc[tokens[1] - 1]
    return (
        part.value % 50 == 0
        and token.head.i > token.i
        and token.head.tag_ in ("NNS", "NNPS")
        and (tokens[0] == 0 or doc[tokens[0] - 1].tag_ not in ("DT", "PRP$", "POS"))
    )


def _modifier(
    words: Words, parts: list[Amount], number: int, doc: Doc | None, tokens: tuple[int, int] | None
) -> Modifier:
    part = parts[number]
    return beside(words, part) or trend(words, part) or "="


def trend(words: Words, part: Amount) -> Modifier | None:
    """Up or down, by the word of change nearest to the figure in its clause."""
    first = words.low(part.first)
    if part.kind == "multiple" and first in UP:
        return "up"
    if part.kind == "multiple" and first in DOWN:
        return "down"
    for at in range(part.stop, part.stop + 2):
        word = words.low(at)
        if word in UP or word in DOWN:
            return "up" if word in UP else "down"
        if word in ("point", "points", "percentage", "annual", "price", "tax", "pay"):
            continue
        break
    if words.low(part.first - 1) == "from":
        return None
    for at in range(part.first - 1, max(-1, part.first - 5), -1):
        word = words.low(at)
        if word in UP:
            return "up"
        if word in DOWN:
            return "down"
        if word not in ("by", "to", "of", "a", "an", "the", "another", "further", "just", "only", "as", "its", "at"):
            return None
    return None
