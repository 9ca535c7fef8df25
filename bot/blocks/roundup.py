"""A roundup as messages in Slack: the weightiest stories in the channel, the rest in its thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.blocks import rich
from bot.blocks.fragments import to_passage, web_url
from bot.blocks.literal import closers, escaped, shortened
from bot.blocks.message import MOST_BLOCKS, Block, Message, size, spread
from bot.blocks.roundup_parts import Outlet, RoundupView, Said, Side, StoryView
from bot.blocks.roundup_view import MOST_MATTERS, MOST_QUOTES
from bot.blocks.wording import LEFT_OUT, counted, joined

FIRST_STORIES = 6  # in the channel; more are work to scroll past
FIRST_SIZE = 9_200  # characters of JSON, so that the closing line fits too
COMING_SIZE = 500  # of it for the headlines of what comes in the thread
ENOUGH_STORIES = 4  # of which none says less so that one more fits
ROOM = ((MOST_QUOTES, MOST_MATTERS), (1, MOST_MATTERS), (1, 2), (1, 1))  # quotes and matters a story
MOST_THREADS = 12  # links to digests, each of which is a question to Slack
MOST_OUTLETS = 8
LONGEST_LEAD = 120  # of a headline, in a notification
MOST_STORIES = 60  # that are told in full; of more only the headlines, as many as a few messages hold
MOST_HEADLINES = 150


def roundup_messages(view: RoundupView) -> list[Message]:
    """The messages of a roundup: the first for the channel, the others for its thread."""
    lead = escaped(shortened(view.stories[0].headline, LONGEST_LEAD)) if view.stories else ""
    text = f"{title(view.until)}: {lead}" if lead else title(view.until)
    whole = FIRST_SIZE if len(view.stories) <= ENOUGH_STORIES else FIRST_SIZE - COMING_SIZE
    for quotes, matters in ROOM:  # rather more stories than a second voice in each
        first, shown, threads = _first(view, whole, quotes, matters)
        if shown >= min(ENOUGH_STORIES, len(view.stories)) and size(first) <= FIRST_SIZE:
            break
    rest = view.stories[shown:]
    if not rest:
        return [Message(first, text)]
    first += [*_coming(rest, FIRST_SIZE - size(first)), rich.context(rich.plain(_more(len(rest))))]
    parts = [list(story_blocks(story, threads)) for story in rest[:MOST_STORIES]]
    parts += list(_headlines(rest[MOST_STORIES:]))
    return [Message(first, text), *spread(parts, f"{title(view.until)}, continued", f"{title(view.until)}, continued")]


def _first(view: RoundupView, room: int, quotes: int, matters: int) -> tuple[list[Block], int, Iterator[int]]:
    """The blocks for the channel with at most so many quotes and matters a story, how many stories they tell, and the
    links to digests that are left for the others."""
    threads = iter(range(MOST_THREADS))
    first = [rich.header(title(view.until)), rich.context(rich.plain(" · ".join([about(view), *view.notes])))]
    shown = 0
    for story in view.stories[:FIRST_STORIES]:
        told = replace(story, quotes=story.quotes[:quotes], matters=story.matters[:matters])
        blocks = list(story_blocks(told, threads))
        if shown and (size([*first, *blocks]) > room or len(first) + len(blocks) >= MOST_BLOCKS):
            break
        first += blocks
        shown += 1
    return first, shown, threads


def _coming(rest: Sequence[StoryView], room: int) -> Iterator[Block]:
    """The next headlines of those that are told in the thread, as many as there is room for."""
    lines = [_headline(story) for story in rest[:FIRST_STORIES]]
    while lines and size(rich.bullets(*lines)) > room:
        lines.pop()
    if lines:
        yield rich.rich(rich.bullets(*lines))


def title(until: datetime) -> str:
    """What stands above it: the day that it is about, where that is a whole one, else the day on which it comes."""
    day = until - timedelta(microseconds=1)
    return f"Roundup · {day:%A} {day.day} {day:%B}"


def about(view: RoundupView) -> str:
    """How much there is, and since when."""
    stories = len(view.stories)
    many = "1 story" if stories == 1 else f"{stories} stories"
    return f"{counted(view.articles, 'article')}, {many}, since {view.since:%A %H:%M}"


def story_blocks(story: StoryView, threads: Iterator[int]) -> Iterator[Block]:
    """A story: its headline and outlets, what is new, what was said, where figures disagree or the one that matters."""
    yield rich.rich(_headline(story), _told_by(story.outlets, threads))
    if story.continues:
        yield rich.context(rich.plain(story.continues))
    said = [part for quote in story.quotes for part in _quote(quote)]
    if said:
        yield rich.rich(*said)
    if story.heard:
        yield rich.context(rich.plain(story.heard))
    for matter in story.matters:
        lines = [_side(side, named=True) for side in matter.sides]
        yield rich.rich(rich.section(rich.text(matter.heading, bold=True)), rich.bullets(*lines))
    if story.figures:
        yield rich.rich(rich.bullets(*(_side(side, named=False) for side in story.figures)))
    yield rich.divider()


def _headlines(stories: Sequence[StoryView]) -> Iterator[list[Block]]:
    """The lightest stories of a very full day, ten a block."""
    shown = stories[:MOST_HEADLINES]
    for begin in range(0, len(shown), 10):
        yield [rich.rich(rich.bullets(*(_headline(story) for story in shown[begin : begin + 10])))]
    if left := len(stories) - len(shown):
        yield [rich.context(rich.plain(f"And {left} more: /digest today and /digest yesterday list every article."))]


def _headline(story: StoryView) -> rich.Element:
    url = web_url(story.url)
    return rich.section(rich.link(url, story.headline, bold=True) if url else rich.text(story.headline, bold=True))


def _told_by(outlets: Sequence[Outlet], threads: Iterator[int]) -> rich.Element:
    parts: list[rich.Element] = []
    for outlet in outlets[:MOST_OUTLETS]:
        if parts:
            parts.append(rich.text(", " if outlet.again else " · "))
        url, name = web_url(outlet.url), "again" if outlet.again else outlet.name
        parts.append(rich.link(url, name) if url else rich.text(name))
        thread = web_url(outlet.thread()) if next(threads, None) is not None else ""
        if thread:
            parts += [rich.text(" ("), rich.link(thread, "digest"), rich.text(")")]
    if len(outlets) > MOST_OUTLETS:
        parts.append(rich.text(f" and {len(outlets) - MOST_OUTLETS} more"))
    return rich.section(*parts)


def _quote(said: Said) -> Iterator[rich.Element]:
    words = said.words
    closing = closers(words.text) + (LEFT_OUT if words.left_out else "") + words.closing
    remarks = [*([said.speaker] if said.speaker else []), *words.remarks, *([said.carried] if said.carried else [])]
    url = to_passage(said.url, said.article, said.passage)
    after = [rich.text("\N{NO-BREAK SPACE}"), rich.link(url, "↗")] if url else []
    ends = rich.text(joined(remarks), italic=True)
    yield rich.quote(rich.text(f"{words.opening}{words.text}{closing}"), *([ends] if remarks else []), *after)


def _side(side: Side, *, named: bool) -> rich.Element:
    who = [rich.text(f"{side.outlet}, {side.when}: ", italic=True)] if named else []
    runs = [rich.text(words, bold=bold) for words, bold in side.line.runs]
    url = to_passage(side.url, side.article, side.line.sentence)
    after = [rich.text(f"{closers(side.line.text)}\N{NO-BREAK SPACE}"), rich.link(url, "↗")] if url else []
    remark = [rich.text(joined([side.remark]), italic=True)] if side.remark else []
    return rich.section(*who, *runs, *remark, *after)


def _more(stories: int) -> str:
    return "One more story in the thread." if stories == 1 else f"{stories} more stories in the thread."
