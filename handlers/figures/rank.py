"""Which figures a reader would miss most, and the same figure said twice as one entry.

The score is a weighted sum of simple features put through a logistic curve. The weights lie near a fit on articles
whose headline uses a figure (`python -m eval.figure_salience` prints one), moved by hand: docs/figures.md says how.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from handlers.figures import money
from handlers.figures.amounts import amounts
from handlers.figures.lexicon import listed
from handlers.figures.ranges import joined
from handlers.figures.tongues import tongue_of
from handlers.figures.words import Words
from handlers.model import Article, Digest, Figure, Passage

WEIGHTS: Final = {
    "title": 5.0,
    "repeated": 0.6,
    "early": 3.0,
    "opening": 0.6,
    "crowded": -0.8,
    "money": 0.6,
    "people": 0.4,
    "duration": 0.1,
    "quoted": 0.2,
    "spoken_of": 0.2,
    "no_concept": -0.3,
    "ago": -0.8,
    "age": -2.5,
    "one": -2.0,
    "vague": -0.3,
    "percent": -0.3,
    "subordinate": -1.0,
    "addressed": -0.8,
    "shown": -4.0,
}
BIAS: Final = -1.2
_PEOPLE: Final = listed("people")
_TIMES: Final = frozenset(("year", "month", "week", "day", "hour", "minute", "second", "decade"))
_AGED: Final = re.compile(r"\b(?:aged?|ages)\s(?:between\s)?$", re.IGNORECASE)
_YEARS: Final = re.compile(r"y(?:ea)?rs?\b")
_AGED_WITHIN: Final = 16  # characters
_SUBORDINATE: Final = re.compile(
    r"\b(?:who|which|whose|where|when|after|because|as|that|while|since|although|before)\b(?:\W+\w+){0,8}\W*$",
    re.IGNORECASE,
)
_ADDRESSED: Final = re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE)  # spoken to somebody, not told to readers
_CLAUSE_WITHIN: Final = 90  # characters
_WORD: Final = re.compile(r"\w+")


def rank_figures(digest: Digest, limit: int) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """Every figure scored, in the article's order, and at most `limit` key ones, best first; repeats joined in both."""
    view = View(digest)
    listed = entries(digest.all_figures, view.title_end)
    scored = [replace(figure, score=round(score(features(figure, view)), 3)) for figure in listed]
    key = sorted(scored, key=lambda f: (-f.score, f.passage.start))[: max(0, limit)]
    return tuple(scored), tuple(key)


def entries(figures: Iterable[Figure], title_end: int = 0) -> list[Figure]:
    """One entry for the same value of the same thing; the first place stays, the others become its repeats.

    The first place behind `title_end`, where there is one: the title of a digest is shown anyway.
    """
    groups: dict[tuple[object, ...], dict[str, list[Figure]]] = {}
    for figure in sorted(figures, key=lambda f: f.passage.end <= title_end):
        things = groups.setdefault((figure.value, figure.value_high, figure.unit.partition(" per ")[0]), {})
        head = _head(figure.concept)
        if things and (_is_telling(figure) or figure.passage.end <= title_end or not head or "" in things):
            head = next(iter(things))
        things.setdefault(head, []).append(figure)
    joined_ones = (_entry(same) for things in groups.values() for same in things.values())
    return sorted(joined_ones, key=lambda f: (f.passage.start, f.passage.end))


def _is_telling(figure: Figure) -> bool:
    """Whether a value alone tells what it is, in one article: "25%" and "$3 billion" do, "three" does not."""
    return len(figure.value.normalize().as_tuple().digits) > 2 or figure.unit not in ("", *_TIMES)


def _entry(same: list[Figure]) -> Figure:
    first = same[0]
    if len(same) == 1:
        return first
    places = [*first.repeats, *(place for figure in same[1:] for place in (figure.passage, *figure.repeats))]
    return replace(first, repeats=tuple(places), concept=next((f.concept for f in same if f.concept), ""))


def _headline(article: Article) -> str:
    """The first line, where there is no title and that line reads like one: short, without a full stop."""
    first = article.paragraphs[0].text if article.paragraphs else ""
    return first if len(first) < 160 and first[-1:] not in (".", "”", '"') else ""


def _stems(text: str) -> list[str]:
    return [word.removesuffix("s") for word in _WORD.findall(text.lower())]


def _head(concept: str) -> str:
    words = _WORD.findall(concept.lower())
    return words[-1].removesuffix("s") if words else ""


class View:
    """What the score needs to know of the whole digest, looked up once."""

    def __init__(self, digest: Digest) -> None:
        self.article: Article = digest.article
        self.length = max(1, len(self.article.text))
        tongue = tongue_of(self.article.language, self.article.text)
        headline = "" if self.article.title else _headline(self.article)
        first = self.article.paragraphs[0] if self.article.paragraphs else None
        self.title_end = first.end if first and first.text.strip() in (self.article.title.strip(), headline) else 0
        words = Words(self.article.title or headline, tongue)
        title = {(part.value, part.high) for part in joined(words, list(amounts(words)))}
        earliest: dict[object, Figure] = {}
        for figure in sorted(digest.all_figures, key=lambda f: (f.passage.end <= self.title_end, f.passage.start)):
            earliest.setdefault((figure.value, figure.value_high), figure)
        self.titled = {
            f.passage.start for value, f in earliest.items() if value in title and f.passage.end > self.title_end
        }
        self.starts = [paragraph.start for paragraph in self.article.paragraphs]
        places = (place for figure in digest.all_figures for place in (figure.passage, *figure.repeats))
        self.crowd = Counter(self.paragraph(place) for place in places)
        self.quoted = sorted((quote.passage for quote in (digest.quotes or digest.all_quotes)), key=lambda p: p.start)
        self.counts = Counter(_stems(self.article.text))

    def is_quoted(self, place: Passage) -> bool:
        """Whether a passage lies within the quote that starts last before it."""
        at = bisect_right(self.quoted, place.start, key=lambda quote: quote.start) - 1
        return at >= 0 and self.quoted[at].holds(place)

    def paragraph(self, place: Passage) -> int:
        """The number of the paragraph that a passage stands in, from 0."""
        return bisect_right(self.starts, place.start) - 1


def features(figure: Figure, view: View) -> dict[str, float]:
    """The features of one entry, by name."""
    start = figure.passage.start
    one = figure.value == 1 and not figure.unit
    head = _head(figure.concept)
    behind = view.article.text[figure.passage.end : figure.passage.end + 12].lower()
    before = view.article.text[max(0, start - _AGED_WITHIN) : start]
    clause = view.article.text[max(figure.sentence.start, start - _CLAUSE_WITHIN) : start]
    said = figure.passage.text.lower()
    return {
        "repeated": math.log1p(len(figure.repeats)),
        "early": 1 - start / view.length,
        "opening": 1 / (1 + view.paragraph(figure.passage)),
        "crowded": math.log(max(1, view.crowd[view.paragraph(figure.passage)])),
        "title": float(start in view.titled),
        "money": float(figure.unit.split(" per ")[0] in money.canonical()),
        "people": float(not figure.unit and bool(_PEOPLE & set(_WORD.findall(figure.concept.lower())))),
        "duration": float(figure.unit in _TIMES),
        "ago": float(
            figure.unit in _TIMES and behind.lstrip().startswith(("ago", "earlier", "later", "after", "before"))
        ),
        "age": float(
            figure.unit == "year" and (not _YEARS.search(said) or said.endswith("old") or bool(_AGED.search(before)))
        ),
        "quoted": float(view.is_quoted(figure.passage)),
        "one": float(one),
        "vague": float(
            not figure.unit
            and figure.passage.text[-1:] == "s"
            and figure.modifier == ">"
            and not any(c.isdigit() for c in figure.passage.text)
        ),
        "percent": float(figure.unit in ("percent", "percentage point")),
        "spoken_of": math.log1p(view.counts[head]) / 4 if head else 0.0,
        "no_concept": float(not figure.concept),
        "addressed": float(bool(_ADDRESSED.search(view.article.text, figure.sentence.start, figure.sentence.end))),
        "shown": float(figure.passage.end <= view.title_end),
        "subordinate": float(bool(_SUBORDINATE.search(clause))),
    }


def score(values: dict[str, float], weights: dict[str, float] = WEIGHTS) -> float:
    """0 to 1: how much a reader would miss a figure with these features."""
    return 1 / (1 + math.exp(-(BIAS + sum(weights[name] * value for name, value in values.items()))))
