"""The grammar of one parsed paragraph as plain lists: token by token far quicker to ask than spaCy's own objects.

Offsets are the article's. Where no model is installed for a language there is no grammar, and quotes have no speaker.
"""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})  # tags
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


class Grammar:
    """Words, tags, dependencies and sentences of one paragraph. Lists run over its tokens."""

    def __init__(self, index: int, offset: int, doc: Doc) -> None:
        self.index = index
        columns = doc.to_array(["ORTH", "SPACY", "TAG", "DEP", "HEAD", "SENT_START"])
        strings = doc.vocab.strings
        orth, space, tag, dep, head, first = columns.T.tolist()
        self.words = [strings[o] for o in orth]
        self.lower = [w.lower() for w in self.words]
        self.tag = [strings[t] if t else "" for t in tag]
        self.dep = [strings[d] if d else "" for d in dep]
        self.head = [i + _signed(h) for i, h in enumerate(head)]
        self.start, self.end = [], []
        at = offset
        for word, spaced in zip(self.words, space, strict=True):
            self.start.append(at)
            self.end.append(at + len(word))
            at += len(word) + (1 if spaced else 0)
        self.sentence: list[int] = []
        self.bounds: list[tuple[int, int]] = []
        opened = 0
        for i, flag in enumerate(first):
            if i and flag == 1:
                self.bounds.append((opened, i))
                opened = i
            self.sentence.append(len(self.bounds))
        self.bounds.append((opened, len(orth)))

    def __len__(self) -> int:
        return len(self.words)

    def without(self, first: int) -> None:
        """Takes the tokens before `first`, a dateline, out of the sentence; what hung on them takes their place."""
        hanging = [i for i in range(first, len(self)) if self.head[i] < first]
        above = next((i for i in range(first) if self.head[i] >= first), -1)
        dep, head = (self.dep[above], self.head[above]) if above >= 0 else ("ROOT", -1)
        wanted = "NN" if above >= 0 else "VB"
        heir = next((i for i in hanging if self.tag[i].startswith(wanted)), hanging[0] if hanging else -1)
        for i in hanging:
            self.head[i] = heir
        if heir >= 0:
            self.head[heir], self.dep[heir] = head if head >= 0 else heir, dep
        self.head[:first] = range(first)
        self.changed()

    @cached_property
    def children(self) -> list[list[int]]:
        """The direct dependents of each token, in order."""
        found: list[list[int]] = [[] for _ in self.words]
        for i, head in enumerate(self.head):
            if head != i:
                found[head].append(i)
        return found

    @cached_property
    def subjects_before(self) -> list[int]:
        """How many subjects stand before each token."""
        return [0, *accumulate(int(d == "nsubj") for d in self.dep)]

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """The first and the last token under each token."""
        left, right = list(range(len(self))), list(range(len(self)))
        for i in range(len(self)):
            at, steps = i, 0
            while self.head[at] != at and steps < 60:
                at, steps = self.head[at], steps + 1
                if i < left[at]:
                    left[at] = i
                elif i > right[at]:
                    right[at] = i
        return left, right

    def finite(self, verb: int) -> bool:
        """Whether a verb is finite, by itself or by its auxiliary."""
        return self.tag[verb] in FINITE or any(
            self.dep[c] in ("aux", "auxpass") and self.tag[c] in FINITE for c in self.children[verb]
        )

    def changed(self) -> None:
        """Has what was read off the heads read again."""
        for known in ("children", "edges"):
            self.__dict__.pop(known, None)

    def token_at(self, offset: int) -> int:
        """The token that holds, or first follows, an offset of the article."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.end[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return low


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value
