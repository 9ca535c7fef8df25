"""A figure within its own sentence: the words before it, the figure, the words after it, cut on word borders."""

from __future__ import annotations

import re
from typing import Final

from handlers.model import Article, Figure

ELLIPSIS: Final = "…"
_SPACE: Final = re.compile(r"\s+")


def cut(figure: Figure, article: Article, width: int) -> tuple[str, str, str]:
    """`(before, figure, after)`: the sentence around a figure in at most `width` characters, an ellipsis where cut.

    The figure itself is always whole, even where it alone is longer. White space is one blank. Where the sentence is
    too long, what stands before the figure and what stands after it share the room that the shorter one leaves.
    """
    text, place, sentence = article.text, figure.passage, figure.sentence
    before = _SPACE.sub(" ", text[sentence.start : place.start]).lstrip()
    after = _SPACE.sub(" ", text[place.end : max(sentence.end, place.end)]).rstrip()
    shown = _SPACE.sub(" ", place.text)
    room = max(0, width - len(shown))
    if len(before) + len(after) <= room:
        return before, shown, after
    left = min(len(before), max(room // 2, room - len(after)))
    return _end_of(before, left), shown, _start_of(after, room - min(left, len(before)))


def _end_of(words: str, room: int) -> str:
    """The last whole words of `words` in at most `room` characters, an ellipsis before them where some are left out."""
    if len(words) <= room:
        return words
    kept = words[len(words) - room + len(ELLIPSIS) :] if room > len(ELLIPSIS) else ""
    if kept and not words[len(words) - len(kept) - 1].isspace():
        _, border, kept = kept.partition(" ")
        kept = kept if border else ""
    kept = kept.lstrip()
    return ELLIPSIS + kept if room >= len(ELLIPSIS) else ""


def _start_of(words: str, room: int) -> str:
    """The first whole words of `words` in at most `room` characters, an ellipsis behind where some are left out."""
    if len(words) <= room:
        return words
    kept = words[: room - len(ELLIPSIS)] if room > len(ELLIPSIS) else ""
    if kept and not words[len(kept)].isspace():
        kept, border, _ = kept.rpartition(" ")
        kept = kept if border else ""
    return kept.rstrip() + ELLIPSIS if room >= len(ELLIPSIS) else ""
