"""Where a paragraph's words stand: in its sentences, in the cells of a table's row, behind a dateline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handlers.quotes.furniture import dateline

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SENTENCE_END: Final = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z“\"‘(])")
_BAR: Final = " | "  # between the cells of a row, as readers write it
_LONGEST_LABEL: Final = 60  # characters


class Layout:
    """The sentences of one paragraph, and which words of it have to do with which."""

    def __init__(self, text: str, doc: Doc | None) -> None:
        self.text = text
        self.begin = dateline(text)
        self.row = _BAR in text
        self.sentences = [(0, len(text))] if self.row else _sentences(text, doc, self.begin)

    def together(self, start: int, other: int) -> bool:
        """Whether a word at `other` stands in the same cell as the figure at `start`."""
        return not self.row or _BAR not in self.text[min(start, other) : max(start, other)]

    def label(self, start: int) -> str:
        """What the row says first, before a cell with the figure at `start`: its name, as far as it is one."""
        first = self.text.split(_BAR, 1)[0]
        named = first if len(first) < start else first[:start].rpartition(":")[0]
        name = named.strip(" |:")
        return name if len(name) <= _LONGEST_LABEL and name.replace(" ", "").replace("-", "").isalpha() else ""


def _sentences(text: str, doc: Doc | None, begin: int) -> list[tuple[int, int]]:
    """The spans of the sentences, without the white space around them; beyond the parse, told by signs."""
    parsed = 0
    found = []
    if doc is not None and len(doc):
        found = [(s.start_char, s.end_char) for s in doc.sents if s.text.strip()]
        parsed = len(doc.text)
    start = parsed
    for match in _SENTENCE_END.finditer(text, parsed):
        found.append((start, match.end()))
        start = match.end()
    if start < len(text):
        found.append((start, len(text)))
    found = [(max(a, begin), b) for a, b in found if b > begin]
    return [
        (a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip()))
        for a, b in found
        if text[a:b].strip()
    ]
