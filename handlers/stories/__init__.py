"""Digests into stories: articles about the same event, the quotes that several carry, the figures that disagree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from handlers.model import Article, Digest, Outline
from handlers.stories.alike import likenesses, terms, vectors
from handlers.stories.cluster import average_linkage
from handlers.stories.compare import Carried, carried
from handlers.stories.disagree import Account, Change, Disagreement, changes, disagreements

ENOUGH = 0.09  # mean likeness from which two groups of articles are one story


@dataclass(frozen=True)
class Telling:
    """One article as it was posted: when, its outline, and a key by which the caller knows it. A roundup may be of
    thousands, so the whole digest is asked for only where it is told."""

    key: str
    at: datetime
    outline: Outline
    whole: Callable[[], Digest]
    outlet: str = ""

    @property
    def came_out(self) -> datetime:
        """When it was published, where the article says so to the minute, else when it was posted."""
        try:
            published = datetime.fromisoformat(self.outline.article.published)
        except ValueError:
            return self.at
        known = published.tzinfo is not None and len(self.outline.article.published) > len("2026-01-01")
        return min(published, self.at) if known else self.at

    @cached_property
    def digest(self) -> Digest:
        """The whole digest."""
        return self.whole()


@dataclass(frozen=True)
class Story:
    """Articles about one event; the first of them leads."""

    tellings: tuple[Telling, ...]

    @property
    def lead(self) -> Telling:
        """The article whose headline stands for the story."""
        return self.tellings[0]

    @cached_property
    def carried(self) -> tuple[Carried, ...]:
        """Quotes that several of its articles have, most carried first; numbers count in `tellings`."""
        return tuple(carried([t.digest for t in self.tellings])) if len(self.tellings) > 1 else ()

    @cached_property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """Figures of one matter that cannot all be right; numbers count in `tellings`."""
        return tuple(disagreements(self._accounts)) if len(self.tellings) > 1 else ()

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What outlets say now that they said otherwise before; numbers count in `tellings`."""
        return tuple(changes(self._accounts)) if len(self.tellings) > 1 else ()

    @property
    def _accounts(self) -> list[Account]:
        return [Account(t.digest, t.outlet, t.came_out) for t in self.tellings]

    @cached_property
    def weight(self) -> float:
        """How much a reader would miss it: how many tell it, who speaks, what it counts."""
        quotes = [score for t in self.tellings for score in t.outline.quotes]
        figures = [score for t in self.tellings for score in t.outline.figures]
        best = sum(sorted(quotes, reverse=True)[:3]) + 0.5 * sum(sorted(figures, reverse=True)[:3])
        return 2.0 * (len(self.tellings) - 1) + best + 0.5 * len(self.disagreements)


def stories(tellings: Sequence[Telling], enough: float = ENOUGH, beside: Iterable[Article] = ()) -> list[Story]:
    """The stories of some articles, the weightiest first. In one, the article that says most leads. `beside`: earlier
    articles of the same place; a word that is in many of those tells no event from the next of its kind."""
    batch = vectors([terms(t.outline.article) for t in tellings], (terms(article) for article in beside))
    groups = average_linkage(len(tellings), likenesses(batch, [t.came_out for t in tellings], enough), enough)
    told = [Story(tuple(sorted((tellings[n] for n in group), key=_standing))) for group in groups]
    return sorted(told, key=lambda story: (-story.weight, story.lead.at))


def _standing(telling: Telling) -> tuple[float, datetime]:
    outline = telling.outline
    return -sum(outline.quotes) - 0.5 * sum(outline.figures) - bool(outline.article.title), telling.at
