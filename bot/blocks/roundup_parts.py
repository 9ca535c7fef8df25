"""What a roundup is made of, before it is drawn: stories, outlets, quotes, and figures side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.blocks.literal import shortened
from bot.blocks.wording import FigureLine, Words
from handlers.model import Article, Passage

MOST_HEARD = 4
LONGEST_OUTLET = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article and its digest are. `thread` answers "" where there is no link to it."""

    url: str
    outlet: str
    thread: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Outlet:
    """One article of a story, by who published it."""

    name: str
    url: str
    thread: Callable[[], str]
    again: bool = False  # the same outlet's as the one before


@dataclass(frozen=True, slots=True)
class Said:
    """A quote of a story. `carried` says in how many of its articles it stands."""

    speaker: str
    words: Words
    article: Article
    passage: Passage
    url: str
    carried: str


@dataclass(frozen=True, slots=True)
class Side:
    """A figure of a matter: by whom, when, and, in `remark`, what the same outlet said before."""

    outlet: str
    when: str
    line: FigureLine
    article: Article
    url: str
    remark: str


@dataclass(frozen=True, slots=True)
class Matter:
    """Figures side by side, and what is to be seen in them."""

    heading: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """One story as it is told."""

    headline: str
    url: str
    outlets: tuple[Outlet, ...]
    quotes: tuple[Said, ...]
    figures: tuple[Side, ...]
    matters: tuple[Matter, ...]
    continues: str  # what is new where the last roundup told it too, or ""
    speakers: tuple[str, ...]
    requests: tuple[str, ...]

    @property
    def heard(self) -> str:
        """Who speaks in it beside those whose quotes are told; "" where the story goes on, which says who is new."""
        told = {said.speaker for said in self.quotes}
        names = [
            name for name in dict.fromkeys(shortened(n, LONGEST_OUTLET) for n in self.speakers) if name not in told
        ]
        return f"Also heard: {listed(names, MOST_HEARD)}" if names and not self.continues else ""


@dataclass(frozen=True, slots=True)
class RoundupView:
    """A whole roundup; times are the channel's."""

    stories: tuple[StoryView, ...]
    articles: int
    since: datetime
    until: datetime
    notes: tuple[str, ...]


def listed(names: Sequence[str], most: int) -> str:
    """Names in a row; of more than `most` the first, and how many more."""
    shown, left = (names, 0) if len(names) <= most else (names[: most - 1], len(names) - most + 1)
    ends = f"{left} more" if left else shown[-1]
    return " and ".join(filter(None, (", ".join(shown if left else shown[:-1]), ends)))
