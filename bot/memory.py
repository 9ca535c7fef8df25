"""The memory's answers: what somebody said, where words or figures stand, what was read in a time.

A question is answered for one person: only channels that Slack says they are in are searched, as it says within the
last minute, and the conversation in which they ask. Nothing here is posted; the answer is for their eyes only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz

from bot.people import Person, meant, people
from bot.store import Posted, Store
from bot.store.memory import FoundFigure, FoundQuote
from bot.store.overview import NEWEST, Counted, Counts
from handlers.model import Article, Digest, Passage
from handlers.stories.compare import SAME_QUOTE, plain

Kind = Literal["who", "find", "number", "today", "yesterday", "week", "stats"]
KINDS: tuple[Kind, ...] = get_args(Kind)
WITH_WORDS: tuple[Kind, ...] = ("who", "find", "number")
PAGE = 5
PAGE_OF_LIST = 10
STATS_DAYS = 30
MOST = 5  # names in the statistics
MOST_NAMES = 60  # that are compared with each other for them
LONGEST_WORDS = 180  # what is longer is an article that somebody pasted
_MOST_PAGES = 40  # that can be turned back
_SHORTEST_REPEAT = 6  # words of a quote that is worth an "also in"
_TELLING_WORDS = 4
_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for. `turned`: the place at which each page before this one ended, and this one begins."""

    kind: Kind
    words: str = ""
    turned: tuple[int, ...] = ()

    @classmethod
    def of(cls, text: str) -> Question | None:
        """The question in what follows `/digest`; None where it is none of the memory's. Where words follow that a
        question does not take, or more of them than anybody looks for, it is an article's beginning."""
        first, _, rest = text.strip().partition(" ")
        kind = next((k for k in KINDS if k == first.lower()), None)
        if kind is None or len(rest) > LONGEST_WORDS or (rest.strip() and kind not in WITH_WORDS):
            return None
        return cls(kind, rest.strip())

    @classmethod
    def load(cls, value: str) -> Question:
        """The question that a button carries."""
        kind, words, turned = json.loads(value)
        return cls(kind, words, tuple(turned))

    def dump(self) -> str:
        """For a button."""
        return json.dumps([self.kind, self.words, self.turned[-_MOST_PAGES:]])

    @property
    def begin(self) -> int | None:
        """Where this page begins; None for the first."""
        return self.turned[-1] if self.turned else None


@dataclass(frozen=True, slots=True)
class Page:
    """An answer. `older` and `newer` are the questions that turn the page."""

    question: Question
    quotes: Sequence[FoundQuote] = ()
    figures: Sequence[FoundFigure] = ()
    digests: Sequence[Posted] = ()
    persons: Sequence[Person] = ()
    texts: dict[str, Article] | None = None
    older: Question | None = None
    newer: Question | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.quotes or self.figures or self.digests)


@dataclass(frozen=True, slots=True)
class Statistics:
    """What was read in the last weeks."""

    days: int
    counts: Counts
    publishers: Counted
    speakers: Counted
    newest: int = NEWEST  # digests that these two were counted in


@dataclass(frozen=True, slots=True)
class Seen:
    """That a quote of a new digest stood in an earlier article."""

    passage: Passage
    publisher: str
    at: datetime


class Memory:
    """Answers questions out of the store. `is_public(team, channel)`: whether everybody there may read the channel, and
    nobody from elsewhere."""

    def __init__(self, store: Store, is_public: Callable[[str, str], bool] | None = None) -> None:
        self._store = store
        self._is_public = is_public or (lambda _team, _channel: False)

    def page(self, question: Question, team: str, channels: Sequence[str], zone: ZoneInfo) -> Page:
        """One page of the answer to any question but `stats`."""
        if question.kind == "who":
            return self._who(question, team, channels)
        if question.kind == "find":
            found = self._store.memory.quotes(team, channels, question.words, PAGE + 1, question.begin)
            return self._with_texts(_paged(Page(question, quotes=found), found, PAGE), team)
        if question.kind == "number":
            figures = self._store.memory.figures(team, channels, question.words, PAGE + 1, question.begin)
            return self._with_texts(_paged(Page(question, figures=figures), figures, PAGE), team)
        return self._made(question, team, channels, zone)

    def statistics(self, team: str, channels: Sequence[str]) -> Statistics:
        """The last thirty days in numbers."""
        since, overview = self._store.now() - timedelta(days=STATS_DAYS), self._store.overview
        return Statistics(
            STATS_DAYS,
            overview.counts(team, channels, since),
            overview.publishers(team, channels, since, MOST),
            _together(overview.speakers(team, channels, since, MOST_NAMES)),
        )

    def seen_before(self, digest: Digest, team: str, channel: str, url: str) -> list[Seen]:
        """Which key quotes of a new digest stood in earlier articles, nearly word for word, and where first: articles
        of the same channel, or, where that is a public one, of other public ones. Nobody is told of what they could
        not read."""
        found = []
        for quote in digest.quotes:
            words = plain(quote.passage.text)
            if len(words.split()) < _SHORTEST_REPEAT:
                continue
            near = [n for n in self._near(words, team, channel) if n.url != url]
            same = [n for n in near if fuzz.ratio(words, plain(n.text)) >= SAME_QUOTE]
            if first := next((n for n in reversed(same) if self._may_tell(team, channel, n.channel)), None):
                found.append(Seen(quote.passage, first.publisher or first.title, first.created_at))
        return found

    def _near(self, words: str, team: str, channel: str) -> Sequence[FoundQuote]:
        """Quotes that have the longest words: here, or else anywhere."""
        telling = sorted(dict.fromkeys(words.split()), key=lambda word: -len(word))[:_TELLING_WORDS]
        here = self._store.memory.alike(team, [channel], telling, _CANDIDATES)
        return here or self._store.memory.alike(team, self._store.overview.channels(team), telling, _CANDIDATES)

    def _may_tell(self, team: str, channel: str, of: str) -> bool:
        return channel == of or (self._is_public(team, of) and self._is_public(team, channel))

    def _who(self, question: Question, team: str, channels: Sequence[str]) -> Page:
        """Names that hold the last word asked for are looked at, so that a surname finds the full name and back."""
        word = (question.words.split() or [""])[-1]
        names = dict(self._store.memory.names(team, channels, question.words))
        if word != question.words:
            names |= dict(self._store.memory.names(team, channels, word))
        persons = meant(question.words, names)
        together = [name for person in persons for name in person.names]
        if not together:
            return Page(question)
        found = self._store.memory.said(team, channels, together, PAGE + 1, question.begin)
        return self._with_texts(_paged(Page(question, quotes=found, persons=persons), found, PAGE), team)

    def _made(self, question: Question, team: str, channels: Sequence[str], zone: ZoneInfo) -> Page:
        since, until = days(question.kind, self._store.now().astimezone(zone))
        at = question.begin or 0
        found = self._store.overview.made(team, channels, since, until, PAGE_OF_LIST + 1, at)
        page = Page(question, digests=found[:PAGE_OF_LIST], newer=_back(question))
        more = len(found) > PAGE_OF_LIST
        return replace(page, older=replace(question, turned=(*question.turned, at + PAGE_OF_LIST))) if more else page

    def _with_texts(self, page: Page, team: str) -> Page:
        ids = {found.request_id for found in (*page.quotes, *page.figures)}
        return replace(page, texts=self._store.overview.texts(team, ids))


def _together(counted: Counted) -> Counted:
    """Who is heard most, the names of one person together."""
    names = dict(counted)
    found = [(one.name, sum(names[name] for name in one.names)) for one in people(names)]
    return sorted(found, key=lambda pair: -pair[1])[:MOST]


def days(kind: Kind, now: datetime) -> tuple[datetime, datetime]:
    """The time that `today`, `yesterday` and `week` (its seven last days) mean on the wall's clock."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    if kind == "yesterday":
        return midnight - timedelta(days=1), midnight
    return midnight - timedelta(days=6 if kind == "week" else 0), midnight + timedelta(days=1)


def readable(member_of: Callable[[str, str], frozenset[str]], team: str, user: str, here: str) -> list[str]:
    """The channels that a person may read: those that they are in, and, where it is no channel that one can be put out
    of, the conversation in which they ask."""
    return sorted({*member_of(team, user), *([here] if here.startswith("D") else [])})


def _paged(page: Page, found: Sequence[FoundQuote] | Sequence[FoundFigure], size: int) -> Page:
    question = page.question
    older = replace(question, turned=(*question.turned, found[size - 1].id)) if len(found) > size else None
    return replace(page, quotes=page.quotes[:size], figures=page.figures[:size], older=older, newer=_back(question))


def _back(question: Question) -> Question | None:
    return replace(question, turned=question.turned[:-1]) if question.turned else None
