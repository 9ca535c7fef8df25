"""The quotes that several articles of one story carry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from handlers.model import Digest, Quote

SAME_QUOTE = 88  # per cent of likeness from which two outlets carry the same quote
SHORTEST_QUOTE = 4  # words; less is in many mouths

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Carried:
    """A quote, and the places in the story (article numbers) that carry it, its own first."""

    quote: Quote
    article: int
    others: tuple[int, ...]

    @property
    def bearers(self) -> tuple[int, ...]:
        """Every article that has it."""
        return (self.article, *self.others)


def carried(digests: Sequence[Digest]) -> list[Carried]:
    """The quotes that more than one article carries, most carried first."""
    left = [
        (n, q, said)
        for n, d in enumerate(digests)
        for q in d.all_quotes
        if len((said := plain(q.passage.text)).split()) >= SHORTEST_QUOTE
    ]
    found = []
    while left:
        article, quote, said = left.pop(0)
        same = {id(q): n for n, q, other in left if n != article and _same(said, other)}
        if same:
            left = [one for one in left if id(one[1]) not in same]
            found.append(Carried(quote, article, tuple(sorted(set(same.values())))))
    return sorted(found, key=lambda c: (-len(c.others), -c.quote.score))


def alike_quotes(one: Quote, other: Quote, enough: float = SAME_QUOTE) -> bool:
    """Whether two quotes are nearly the same words, per cent of likeness `enough`."""
    return fuzz.ratio(plain(one.passage.text), plain(other.passage.text)) >= enough


def plain(words: str) -> str:
    """The words alone, in lower case, to be compared."""
    return " ".join(re.findall(r"\w+", words.lower()))


def _same(one: str, other: str) -> bool:
    """Nearly the same words and the same numbers, or the shorter one whole within the longer one."""
    if fuzz.ratio(one, other, score_cutoff=SAME_QUOTE) and _NUMBER.findall(one) == _NUMBER.findall(other):
        return True
    short, long = sorted((one, other), key=len)
    words = set(short.split())
    if len(words) < 2 * SHORTEST_QUOTE or 4 * len(words.intersection(long.split())) < len(words):
        return False  # too little is shared for the slow comparison
    return fuzz.partial_ratio(short, long, score_cutoff=95) > 0
