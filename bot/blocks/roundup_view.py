"""What a roundup says, whatever it is drawn with: stories, who tells them, who spoke, what disagrees, what is new."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.blocks.literal import shortened
from bot.blocks.wording import FigureLine, Words, figure_lines, title_of, words_of
from handlers.model import Article, Figure, Passage, Quote
from handlers.stories import Story, Telling
from handlers.stories.compare import SAME_QUOTE, alike_quotes

MOST_IN_FULL = 80  # stories; of lighter ones only the headline, the outlets and who speaks are told
MOST_QUOTES = 2  # of one story
MOST_DISAGREEMENTS = 2
LONGEST_QUOTE = 260
LONGEST_SENTENCE = 140
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
    """One article's figure of a matter."""

    outlet: str
    at: datetime
    line: FigureLine
    article: Article
    url: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """One story as it is told."""

    headline: str
    url: str
    outlets: tuple[Outlet, ...]
    quotes: tuple[Said, ...]
    figures: tuple[Side, ...]
    disagreements: tuple[tuple[Side, ...], ...]
    continues: str  # what is new where the last roundup told it too, or ""
    speakers: tuple[str, ...]
    requests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundupView:
    """A whole roundup; times are the channel's."""

    stories: tuple[StoryView, ...]
    articles: int
    since: datetime
    until: datetime
    notes: tuple[str, ...]


def roundup_view(
    told: Sequence[Story],
    places: Mapping[str, Place],
    *,
    new: frozenset[str],
    since: datetime,
    until: datetime,
    notes: Sequence[str] = (),
) -> RoundupView:
    """What is said of these stories. `new`: the articles since the last roundup; the others were in that one."""
    views = tuple(_story(story, places, new, until, full=number < MOST_IN_FULL) for number, story in enumerate(told))
    return RoundupView(views, len(new), since, until, tuple(notes))


def _story(story: Story, places: Mapping[str, Place], new: frozenset[str], until: datetime, *, full: bool) -> StoryView:
    fresh = [t for t in story.tellings if t.key in new]
    lead, old = fresh[0], [t for t in story.tellings if t.key not in new]
    quotes = tuple(_quotes(story, places, new)) if full else ()
    figures = _figures(lead, places, until) if full and not story.disagreements else ()
    return StoryView(
        headline=title_of(lead.outline.article),
        url=places[lead.key].url,
        outlets=tuple(_outlet(t, places[t.key]) for t in fresh),
        quotes=quotes,
        figures=figures,
        disagreements=tuple(_disagreements(story, places, new, until)) if full else (),
        continues=_continues(fresh, old),
        speakers=tuple(dict.fromkeys(name for t in fresh for name in t.outline.speakers)),
        requests=tuple(t.key for t in fresh),
    )


def _outlet(telling: Telling, place: Place) -> Outlet:
    return Outlet(outlet_of(telling, place), place.url, place.thread)


def outlet_of(telling: Telling, place: Place) -> str:
    """Who published it, or what it is called where nobody is named."""
    return shortened(place.outlet, LONGEST_OUTLET) or shortened(title_of(telling.outline.article), LONGEST_OUTLET)


def _quotes(story: Story, places: Mapping[str, Place], new: frozenset[str]) -> list[Said]:
    """The quotes that several carry, then the best of the rest, one a speaker; none that the last roundup had."""
    tellings = story.tellings
    old = [q for t in tellings if t.key not in new for q in t.digest.quotes]
    found: list[tuple[Telling, Quote, str]] = []
    for c in story.carried:
        if tellings[c.article].key in new:
            found.append((tellings[c.article], c.quote, f"in {len(c.bearers)} of {len(tellings)}"))
    rest = [(t, q, "") for t in tellings if t.key in new for q in t.digest.quotes]
    found += sorted(rest, key=lambda r: -r[1].score)
    chosen: list[tuple[Telling, Quote, str]] = []
    for one in found:
        repeated = any(alike_quotes(one[1], other, SAME_QUOTE) for other in (*old, *(q for _, q, _ in chosen)))
        same_voice = bool(_name(one[1])) and _name(one[1]) in {_name(q) for _, q, _ in chosen}
        if len(chosen) < MOST_QUOTES and not repeated and not same_voice:
            chosen.append(one)
    return [_said(t, q, carried, places) for t, q, carried in chosen]


def _said(telling: Telling, quote: Quote, carried: str, places: Mapping[str, Place]) -> Said:
    article = telling.digest.article
    words = words_of(article, quote, LONGEST_QUOTE)
    return Said(_name(quote), words, article, quote.passage, places[telling.key].url, carried)


def _name(quote: Quote) -> str:
    return shortened(quote.speaker.shown, LONGEST_OUTLET) if quote.speaker else ""


def _figures(lead: Telling, places: Mapping[str, Place], until: datetime) -> tuple[Side, ...]:
    best = lead.digest.figures[:1]
    return tuple(_side(lead, figure, places, until) for figure in best)


def _disagreements(
    story: Story, places: Mapping[str, Place], new: frozenset[str], until: datetime
) -> list[tuple[Side, ...]]:
    """Side by side, where at least one side is new."""
    found = []
    for matter in story.disagreements:
        if any(story.tellings[n].key in new for n, _ in matter.sides):
            sides = [(_side(story.tellings[n], f, places, until), f.value, f.value_high) for n, f in matter.sides]
            # An outlet that says it twice says it once.
            once = {(side.outlet, value, high): side for side, value, high in reversed(sides)}
            found.append(tuple(reversed(once.values())))
    return found[:MOST_DISAGREEMENTS]


def _side(telling: Telling, figure: Figure, places: Mapping[str, Place], until: datetime) -> Side:
    article, place = telling.digest.article, places[telling.key]
    line = figure_lines(article, [figure], LONGEST_SENTENCE)[0]
    return Side(outlet_of(telling, place), telling.at.astimezone(until.tzinfo), line, article, place.url)


def _continues(fresh: Sequence[Telling], old: Sequence[Telling]) -> str:
    if not old:
        return ""
    speakers = dict.fromkeys(n for t in fresh for n in t.outline.speakers)
    known = {n for t in old for n in t.outline.speakers}
    voices = [shortened(name, LONGEST_OUTLET) for name in speakers if name not in known][:3]
    heard = f"; now also heard: {', '.join(voices)}" if voices else ""
    count = "one more article" if len(fresh) == 1 else f"{len(fresh)} more articles"
    return f"Continues from the last roundup: {count}{heard}."
