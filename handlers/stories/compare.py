"""What the articles of one story share, and where they disagree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz import fuzz

from handlers.model import Digest, Figure, Quote
from handlers.stories.alike import words
from handlers.stories.matter import elsewhere

SAME_QUOTE = 88  # per cent of likeness from which two outlets carry the same quote
SHORTEST_QUOTE = 4  # words; less is in many mouths
ABOUT = Decimal("0.1")  # what "about" leaves open
_SAME_MATTER = 0.22  # share of their sentences' telling words, from which two figures are about the same
_SAME_SENTENCE = 0.6
_TELLING = re.compile(r"[^\W\d_]+")


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


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Figures of one matter that cannot all be right, one an article, in the story's order."""

    concept: str
    sides: tuple[tuple[int, Figure], ...]


def carried(digests: Sequence[Digest]) -> list[Carried]:
    """The quotes that more than one article carries, most carried first."""
    left = [
        (n, q)
        for n, d in enumerate(digests)
        for q in d.all_quotes
        if len(plain(q.passage.text).split()) >= SHORTEST_QUOTE
    ]
    found = []
    while left:
        article, quote = left.pop(0)
        said = plain(quote.passage.text)
        same = [(n, q) for n, q in left if n != article and _same(said, plain(q.passage.text))]
        if same:
            taken = {id(q) for _, q in same}
            left = [(n, q) for n, q in left if id(q) not in taken]
            found.append(Carried(quote, article, tuple(sorted({n for n, _ in same}))))
    return sorted(found, key=lambda c: (-len(c.others), -c.quote.score))


def disagreements(digests: Sequence[Digest]) -> list[Disagreement]:
    """Figures of the same concept and unit, about the same matter, whose values cannot both be right."""
    found: list[Disagreement] = []
    used: set[int] = set()
    for first, one in enumerate(digests):
        for figure in one.all_figures:
            if id(figure) in used or not figure.concept:
                continue
            sides = [(first, figure)]
            for later in range(first + 1, len(digests)):
                other = _opposed(figure, one, digests[later])
                if other is not None and id(other) not in used:
                    sides.append((later, other))
            if len(sides) > 1:
                used.update(id(f) for _, f in sides)
                found.append(Disagreement(figure.concept, tuple(sides)))
    return sorted(found, key=lambda d: (-len(d.sides), -max(f.score for _, f in d.sides)))


def alike_quotes(one: Quote, other: Quote, enough: float = SAME_QUOTE) -> bool:
    """Whether two quotes are nearly the same words, per cent of likeness `enough`."""
    return fuzz.ratio(plain(one.passage.text), plain(other.passage.text)) >= enough


def compatible(one: Figure, other: Figure) -> bool:
    """Whether one number can satisfy both: ranges, bounds, "about", and rounding to the coarser of the two."""
    (low, high), (other_low, other_high) = _bounds(one), _bounds(other)
    if low <= other_high and other_low <= high:
        return True
    return any(_rounded(a, b) for a, b in ((one, other), (other, one)))


def _opposed(figure: Figure, of: Digest, among: Digest) -> Figure | None:
    """The figure of another article about the same matter, where it cannot be right beside this one."""
    if _told(figure, of, among):
        return None
    same = [
        (matter, other)
        for other in among.all_figures
        if other.unit == figure.unit and (matter := _same_matter(figure, of, other, among)) >= _SAME_MATTER
        if not elsewhere(figure, of, other, among)
    ]
    if not same:
        return None
    best, other = max(same, key=lambda pair: pair[0])
    if _told(other, among, of):
        return None
    # What another figure of our own article fits better is that one's side, not ours.
    rivals = [f for f in of.all_figures if f is not figure and f.unit == other.unit]
    return None if any(_same_matter(f, of, other, among) > best for f in rivals) else other


def _told(figure: Figure, of: Digest, among: Digest) -> bool:
    """Whether the other article has this number too: of the same thing, or in nearly the same sentence."""
    return any(
        other.unit == figure.unit
        and compatible(figure, other)
        and (_same_head(figure, other) or _shared(figure, of, other, among) >= _SAME_SENTENCE)
        for other in among.all_figures
    )


def _same_matter(one: Figure, of: Digest, other: Figure, among: Digest) -> float:
    """How much two figures are about the same, 0 to 1: what they count agrees, and so do their sentences."""
    named = one.concept and other.concept and _same_head(one, other)
    return _shared(one, of, other, among) if named else 0.0


def _shared(one: Figure, of: Digest, other: Figure, among: Digest) -> float:
    """How many of the telling words their sentences share. The word for what is counted is none where there is no
    unit: all sorts of people are counted in one story."""
    counted = words([one.concept, other.concept], of.article.language) if not one.unit else set()
    here = words([one.sentence.text], of.article.language) - _numbers(one) - counted
    there = words([other.sentence.text], among.article.language) - _numbers(other) - counted
    return len(here & there) / max(1, min(len(here), len(there)))


def _same_head(one: Figure, other: Figure) -> bool:
    return _head(one.concept) == _head(other.concept)


def _numbers(figure: Figure) -> set[str]:
    return {word for word in re.findall(r"\w+", figure.passage.text.lower()) if any(c.isdigit() for c in word)}


def _head(concept: str) -> str:
    """The noun that a concept is about: the last before a preposition."""
    before = re.split(r"\b(?:of|in|at|on|from|for|to|with|who|that|by)\b", concept.lower())[0] or concept.lower()
    found = _TELLING.findall(before)
    return found[-1].rstrip("s") if found else concept.lower()


def _bounds(figure: Figure) -> tuple[Decimal, Decimal]:
    low, high = figure.value, figure.value if figure.value_high is None else figure.value_high
    if figure.modifier == ">":
        return low, Decimal("Infinity")
    if figure.modifier == "<":
        return Decimal("-Infinity"), high
    slack = abs(high) * ABOUT if figure.modifier == "~" else Decimal(0)
    return low - slack, high + slack


def _rounded(coarse: Figure, fine: Figure) -> bool:
    """Whether the finer value, rounded to the coarser one's digits, is that one: 1,234,567 is 1.2 million."""
    if coarse.value == 0 or coarse.value_high is not None or fine.value_high is not None:
        return False
    digits = len(coarse.value.normalize().as_tuple().digits)
    if digits < 2:
        return False
    step = Decimal(1).scaleb(coarse.value.adjusted() - digits + 1)
    return abs(fine.value - coarse.value) <= step / 2


def plain(words: str) -> str:
    """The words alone, in lower case, to be compared."""
    return " ".join(re.findall(r"\w+", words.lower()))


def _same(one: str, other: str) -> bool:
    """Nearly the same words, or the shorter one whole within the longer one."""
    if fuzz.ratio(one, other) >= SAME_QUOTE:
        return True
    short, long = sorted((one, other), key=len)
    return len(short.split()) >= 2 * SHORTEST_QUOTE and fuzz.partial_ratio(short, long) >= 95
