"""What a roundup says, whatever it is drawn with: stories, who tells them, who spoke, what disagrees, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from urllib.parse import urlsplit

from bot.blocks.fragments import web_url
from bot.blocks.literal import shortened
from bot.blocks.roundup_parts import LONGEST_OUTLET, Matter, Outlet, Place, RoundupView, Said, Side, StoryView, listed
from bot.blocks.wording import counted, figure_lines, title_of, words_of
from handlers.model import Figure, Quote
from handlers.stories import Story, Telling
from handlers.stories.compare import SAME_QUOTE, alike_quotes
from handlers.stories.disagree import Disagreement
from handlers.stories.fates import fate
from handlers.stories.values import compatible

MOST_IN_FULL = 80  # stories; of lighter ones only the headline, the outlets and who speaks are told
MOST_QUOTES = 2  # of one story
MOST_MATTERS = 4
MOST_SIDES = 4
MOST_NAMED = 3
DISAGREE, NEWER = "These figures disagree", "New figures since the last roundup"
MUCH_LATER = timedelta(hours=6)  # from which who says otherwise has learned more
HERE = "posted here"  # by whom, where nobody is named and it has no link
LONGEST_QUOTE = 260
LONGEST_SENTENCE = 140


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
    old = [t for t in story.tellings if t.key not in new]
    lead = _lead(story, fresh, full=full)
    quotes = tuple(_quotes(story, places, new)) if full else ()
    figures = _figures(story, lead, quotes, places, new, until) if full and not story.disagreements else ()
    return StoryView(
        headline=title_of(lead.outline.article),
        url=places[lead.key].url,
        outlets=tuple(_outlets(fresh, places)),
        quotes=quotes,
        figures=figures,
        matters=tuple(_matters(story, places, new, until))[:MOST_MATTERS] if full else (),
        continues=_continues(fresh, old),
        speakers=tuple(dict.fromkeys(name for t in fresh for name in t.outline.speakers)),
        requests=tuple(t.key for t in fresh),
    )


def _lead(story: Story, fresh: Sequence[Telling], *, full: bool) -> Telling:
    """Whose headline stands above: the one that says most; not what its outlet has replaced, nor, where people are
    counted, what is long out of date."""
    lead = max([fresh[0], *(t for t in fresh if _replaced(fresh[0], [t]))], key=lambda t: t.came_out)
    for matter in story.disagreements[:1] if full else ():
        newest = story.tellings[matter.sides[-1][0]]
        if _moved_on(story, matter) and newest in fresh and newest.came_out - lead.came_out >= MUCH_LATER:
            return newest
    return lead


def _replaced(telling: Telling, by: Sequence[Telling]) -> bool:
    """Whether its outlet has told it again since."""
    return any(t.outlet and t.outlet == telling.outlet and t.came_out > telling.came_out for t in by)


def _moved_on(story: Story, matter: Disagreement) -> timedelta | None:
    """How long before the newest count of people those that are others came out, where that is long."""
    *earlier, (number, newest) = matter.sides
    others = [story.tellings[n].came_out for n, figure in earlier if not compatible(figure, newest)]
    passed = story.tellings[number].came_out - max(others) if others else timedelta(0)
    return passed if fate(newest) and passed >= MUCH_LATER else None


def _later(story: Story, matter: Disagreement) -> str:
    """By how much the newest count of people came later, where it may only have grown."""
    passed = _moved_on(story, matter)
    return "" if passed is None else f" · the last came {counted(round(passed / timedelta(hours=1)), 'hour')} later"


def _outlets(fresh: Sequence[Telling], places: Mapping[str, Place]) -> Iterator[Outlet]:
    """Who tells it, several articles of one outlet beside each other."""
    by_name: dict[str, list[Place]] = {}
    for telling in fresh:
        place = places[telling.key]
        nameless = len(fresh) == 1 and not place.outlet.strip() and not place.url
        by_name.setdefault(HERE if nameless else outlet_of(telling, place), []).append(place)
    for name, articles in by_name.items():
        for number, place in enumerate(articles):
            yield Outlet(name, place.url, place.thread, again=number > 0)


def outlet_of(telling: Telling, place: Place) -> str:
    """Who published it, or the site, or what it is called where neither is known."""
    site = (urlsplit(web_url(place.url)).hostname or "").removeprefix("www.")
    names = (place.outlet, site, title_of(telling.outline.article))
    return next(filter(None, (shortened(name, LONGEST_OUTLET) for name in names)), "")


def _quotes(story: Story, places: Mapping[str, Place], new: frozenset[str]) -> list[Said]:
    """The quotes that several carry, then the best of the rest, one a speaker; none that the last roundup had."""
    tellings = story.tellings
    old = [q for t in tellings if t.key not in new for q in t.digest.quotes]
    found: list[tuple[Telling, Quote, str]] = []
    outlets = [t.outlet or t.key for t in tellings]
    for c in story.carried:
        bearers = {outlets[n] for n in c.bearers}
        if tellings[c.article].key in new and len(bearers) > 1:
            found.append((tellings[c.article], c.quote, f"in {len(bearers)} of {len(set(outlets))}"))
    # What is said in a sentence that stands below, with its figure, is not said twice; nor what its outlet has changed.
    below = {(n, f.sentence) for matter in story.disagreements[:MOST_MATTERS] for n, f in matter.sides}
    below |= {(n, f.sentence) for n, f in (change.before for change in story.changes)}
    rest = [
        (t, q, "")
        for n, t in enumerate(tellings)
        if t.key in new
        for q in t.digest.quotes
        if q.kind == "direct"
        or not (_replaced(t, tellings) or any(n == m and q.passage.overlaps(sentence) for m, sentence in below))
    ]
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


def _figures(
    story: Story, lead: Telling, quotes: Sequence[Said], places: Mapping[str, Place], new: frozenset[str],
    until: datetime,
) -> tuple[Side, ...]:  # fmt: skip
    """The one that matters: what an outlet has changed, else the best of the lead that no quote has told."""
    for change in story.changes:
        if story.tellings[change.now[0]].key in new:
            return (_side(story, change.now, places, until),)
    number = story.tellings.index(lead)
    told = [said.passage for said in quotes if said.article is lead.digest.article]
    untold = [f for f in lead.digest.figures if not any(f.passage.overlaps(passage) for passage in told)]
    return tuple(_side(story, (number, figure), places, until) for figure in untold[:1])


def _matters(story: Story, places: Mapping[str, Place], new: frozenset[str], until: datetime) -> Iterator[Matter]:
    """Side by side, where at least one side is new; outlets that say the same in one line."""
    for matter in story.disagreements:
        fresh = [side for side in matter.sides if story.tellings[side[0]].key in new]
        if not fresh:
            continue
        agree = all(compatible(one, other) for (_, one), (_, other) in combinations(fresh, 2))
        together: dict[object, list[tuple[int, Figure]]] = {}
        for side in matter.sides:
            figure = side[1]
            together.setdefault((figure.value, figure.value_high, figure.modifier), []).append(side)
        sides = [_side(story, same[0], places, until, same[1:]) for same in together.values()]
        heading = NEWER if agree and len(fresh) < len(matter.sides) else DISAGREE
        about = shortened(matter.concept, LONGEST_OUTLET)
        told = f"{heading}: {about}" if about else heading
        yield Matter(f"{told}{_later(story, matter)}", tuple(sides[:MOST_SIDES]))


def _side(
    story: Story, side: tuple[int, Figure], places: Mapping[str, Place], until: datetime,
    others: Sequence[tuple[int, Figure]] = (),
) -> Side:  # fmt: skip
    """One figure, and who else has it."""
    number, figure = side
    telling = story.tellings[number]
    article, place = telling.digest.article, places[telling.key]
    names = dict.fromkeys(outlet_of(t, places[t.key]) for t in (telling, *(story.tellings[n] for n, _ in others)))
    line = figure_lines(article, [figure], LONGEST_SENTENCE)[0]
    earlier = next((c.before for c in story.changes if c.now == side), None)
    remark = _before(figure, earlier[1], _when(story.tellings[earlier[0]], until)) if earlier else ""
    return Side(listed(list(names), MOST_NAMED), _when(telling, until), line, article, place.url, remark)


def _before(now: Figure, earlier: Figure, when: str) -> str:
    """ "up from 12 at 08:10"."""
    words = shortened(earlier.passage.text, LONGEST_OUTLET)
    number = f"{earlier.value:,}" if words[:1].isalpha() else words
    way = "up from" if now.value > earlier.value else "down from" if now.value < earlier.value else "after"
    return f"{way} {number} {'on' if ',' in when else 'at'} {when}"


def _when(telling: Telling, until: datetime) -> str:
    """The time of day, and of an older article the day."""
    at = telling.came_out.astimezone(until.tzinfo)
    return f"{at:%H:%M}" if until - at <= timedelta(days=1) else f"{at.day} {at:%B, %H:%M}"


def _continues(fresh: Sequence[Telling], old: Sequence[Telling]) -> str:
    if not old:
        return ""
    speakers = dict.fromkeys(n for t in fresh for n in t.outline.speakers)
    known = {n for t in old for n in t.outline.speakers}
    voices = [shortened(name, LONGEST_OUTLET) for name in speakers if name not in known][:3]
    heard = f"; now also heard: {', '.join(voices)}" if voices else ""
    count = "one more article" if len(fresh) == 1 else f"{len(fresh)} more articles"
    return f"Continues from the last roundup: {count}{heard}."
