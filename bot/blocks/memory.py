"""The memory's answers in Slack: a page of quotes, figures or articles, and the buttons that turn it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.blocks import rich
from bot.blocks.fragments import to_passage, web_url
from bot.blocks.literal import closers, escaped, shortened
from bot.blocks.message import Block, size
from bot.blocks.wording import LEFT_OUT, LONGEST_NAME, FigureLine, counted, figure_lines, words_of
from bot.memory import Kind, Page, Question, Statistics
from bot.store import Posted
from bot.store.memory import Found, FoundFigure, FoundQuote
from handlers.model import Article, Figure, Passage, Quote

NEWER, OLDER = "memory_newer", "memory_older"
LONGEST_QUOTE = 400
LARGEST = 9_700  # characters of JSON: as much as a message takes, its text and the buttons included
MOST_PERSONS = 6

Link = Callable[[Found | Posted], str]  # to a digest in Slack, or ""
Answer = dict[str, Any]
F = TypeVar("F", bound=Found)

_TITLES: dict[Kind, str] = {"today": "Read today", "yesterday": "Read yesterday", "week": "Read in the last seven days"}
_NOTHING: dict[Kind, str] = {
    "who": "Nobody called “{}” was quoted in the channels that you are in.",
    "find": "No quote in the channels that you are in has all of “{}”.",
    "number": "No figure in the channels that you are in has all of “{}”.",
    "today": "Nothing was read today in the channels that you are in.",
    "yesterday": "Nothing was read yesterday in the channels that you are in.",
    "week": "Nothing was read in the last seven days in the channels that you are in.",
}
_ASK: dict[Kind, str] = {
    "who": "Whom do you mean? `/digest who Ada Quill`",
    "find": "Which words? `/digest find harbour wall`",
    "number": "Of what? `/digest number unemployed`",
}


def kept(days: int, of_all: int) -> str:
    """How long what was read is kept. `of_all`: the days that the bot's settings allow, 0 for any."""
    most = f" Longer than {counted(of_all, 'day')} is not possible here." if of_all else ""
    if not days:
        return "What was read is kept until somebody forgets it. `/digest keep 90` forgets it after 90 days."
    return (
        f"What was read is forgotten after {counted(days, 'day')}, with its quotes and figures; messages stay."
        f"{most} `/digest keep 90` changes it, `/digest keep forever` ends it."
    )


def not_told() -> str:
    """The answer where it cannot be known what the person may read."""
    return "Slack does not say just now which channels you are in. Please ask again in a minute."


def may_not_keep() -> str:
    """The answer to who may not change it."""
    return "Only who looks after Pullquote here may change how long it remembers."


def page_answer(page: Page, zone: ZoneInfo, link: Link) -> Answer:
    """An answer, for the eyes of who asked."""
    return {"response_type": "ephemeral", "text": escaped(_title(page)), "blocks": page_blocks(page, zone, link)}


def page_blocks(page: Page, zone: ZoneInfo, link: Link, buttons: tuple[str, str] = (NEWER, OLDER)) -> list[Block]:
    """One page, and the buttons of these names that turn it."""
    turning = [
        rich.button(words, action, question.dump())
        for words, action, question in zip(("Newer", "Older"), buttons, (page.newer, page.older), strict=True)
        if question is not None
    ]
    parts: list[Block] = [rich.rich(rich.section(rich.text(_title(page), bold=True))), *_persons(page)]
    room = LARGEST - size(turning) - size(escaped(_title(page)))
    for block in _found(page, page.texts or {}, zone, link):
        if size([*parts, block]) > room:
            parts.append(rich.context(rich.plain("More than fits here was left out.")))
            break
        parts.append(block)
    return [*parts, *([rich.actions(turning)] if turning else [])]


def nothing(question: Question) -> str:
    """The answer where nothing was found, or nothing was asked."""
    if question.kind in _ASK and not question.words:
        return _ASK[question.kind]
    return _NOTHING[question.kind].format(escaped(shortened(question.words, 80)))


def statistics_answer(told: Statistics) -> Answer:
    """What was read in the last weeks, in numbers."""
    counts = told.counts
    head = (
        f"{counted(counts.articles, 'article')}, {counted(counts.quotes, 'quote')}, {counted(counts.figures, 'figure')}"
    )
    title = f"The last {told.days} days"
    lines = [rich.section(rich.text(f"{title}: ", bold=True), rich.text(f"{head} in the channels that you are in."))]
    among = f" in the newest {told.newest:,} articles" if counts.articles > told.newest else ""
    for label, most in ((f"Most quoted{among}", told.speakers), (f"Most read{among}", told.publishers)):
        if most:
            names = " · ".join(f"{shortened(name, LONGEST_NAME)} {times}" for name, times in most)
            lines.append(rich.section(rich.text(f"\n{label}: ", bold=True), rich.text(names)))
    return {"response_type": "ephemeral", "text": f"{title}: {head}", "blocks": [rich.rich(*lines)]}


def _title(page: Page) -> str:
    question, words = page.question, shortened(page.question.words, 80)
    number = len(question.turned) + 1
    further = f" · page {number}" if number > 1 else ""
    if question.kind == "who":
        persons = page.persons
        names = (
            shortened(persons[0].name, LONGEST_NAME) if len(persons) == 1 else f"{len(persons)} people called “{words}”"
        )
        return f"What {names} said, newest first{further}"
    if question.kind in _TITLES:
        return f"{_TITLES[question.kind]}{further}"
    return f"{'Quotes' if question.kind == 'find' else 'Figures'} with “{words}”, newest first{further}"


def _persons(page: Page) -> Iterator[Block]:
    """Whose names were joined; or who they are, where the words may mean several."""
    if len(page.persons) == 1:
        others = [shortened(name, LONGEST_NAME) for name in page.persons[0].names[1:][:MOST_PERSONS]]
        if others:
            yield rich.context(rich.plain(f"Also as {', '.join(others)}"))
    elif page.persons:
        names = ", ".join(shortened(person.name, LONGEST_NAME) for person in page.persons[:MOST_PERSONS])
        more = " …" if len(page.persons) > MOST_PERSONS else ""
        yield rich.context(rich.plain(f"{names}{more}: write the full name to see one of them."))


def _found(page: Page, texts: dict[str, Article], zone: ZoneInfo, link: Link) -> Iterator[Block]:
    for quote in _once(page.quotes):
        yield _quote(quote, texts.get(quote.request_id), zone, link)
    for together in _by_sentence(_once(page.figures)):
        yield _figures(together, texts.get(together[0].request_id), zone, link)
    if page.digests:
        lines = [rich.section(*_article(posted, zone, link)) for posted in page.digests]
        yield rich.rich(rich.bullets(*lines))


def _once(found: Sequence[F]) -> list[F]:
    """An article that stands in two channels is told once a page."""
    return list({(one.url or one.request_id, one.start, one.end): one for one in reversed(found)}.values())[::-1]


def _quote(found: FoundQuote, article: Article | None, zone: ZoneInfo, link: Link) -> Block:
    who = [rich.text(shortened(found.speaker, LONGEST_NAME) or "Speaker not named", bold=True)]
    if found.role and not f" {found.speaker}".endswith(f" {found.role}"):
        who.append(rich.text(f", {shortened(found.role, LONGEST_NAME)}"))
    passage = _passage(found, article)
    if article is None or passage is None:
        said = rich.quote(rich.text(shortened(found.text, LONGEST_QUOTE) or "…"))
    else:
        words = words_of(article, Quote(passage, found.kind), LONGEST_QUOTE)  # type: ignore[arg-type] # as stored
        closing = closers(words.text) + (LEFT_OUT if words.left_out else "") + words.closing
        said = rich.quote(rich.text(f"{words.opening}{words.text}{closing}"), *_there(found.url, article, passage))
    return rich.rich(rich.section(*who), said, rich.section(*_where(found, zone, link)))


def _by_sentence(found: Sequence[FoundFigure]) -> Iterable[list[FoundFigure]]:
    """Figures of one sentence are told together."""
    groups: dict[tuple[str, str], list[FoundFigure]] = {}
    for one in found:
        groups.setdefault((one.request_id, one.sentence), []).append(one)
    return groups.values()


def _figures(together: Sequence[FoundFigure], article: Article | None, zone: ZoneInfo, link: Link) -> Block:
    first = together[0]
    standing = [figure for one in together if article and (figure := _standing(one, article))]
    if article is None or not standing:
        told = [rich.quote(rich.text(shortened(first.sentence, LONGEST_QUOTE) or "…"))]
    else:
        told = [_line(line, first.url, article) for line in figure_lines(article, standing, LONGEST_QUOTE)]
    return rich.rich(*told, rich.section(*_where(first, zone, link)))


def _line(line: FigureLine, url: str, article: Article) -> rich.Element:
    runs = [rich.text(words, bold=bold) for words, bold in line.runs]
    after = [rich.text(ends)] if (ends := closers(line.text)) else []
    return rich.quote(*runs, *after, *_there(url, article, line.sentence))


def _standing(found: FoundFigure, article: Article) -> Figure | None:
    """The figure in its sentence, which stands around it in the article."""
    passage = _passage(found, article)
    inside = found.sentence.find(found.text) if passage else -1
    while passage and inside >= 0:
        start = passage.start - inside
        if start >= 0 and article.text[start : start + len(found.sentence)] == found.sentence:
            return Figure(passage, Decimal(found.value), article.passage(start, start + len(found.sentence)))
        inside = found.sentence.find(found.text, inside + 1)
    return None


def _passage(found: Found, article: Article | None) -> Passage | None:
    """The words at their place in the article; None where it is not at hand."""
    if article is None or not 0 <= found.start < found.end <= len(article.text):
        return None
    return article.passage(found.start, found.end)


def _there(url: str, article: Article, passage: Passage) -> list[rich.Element]:
    there = to_passage(url, article, passage)
    return [rich.text("\N{NO-BREAK SPACE}"), rich.link(there, "↗")] if there else []


def _where(found: Found, zone: ZoneInfo, link: Link) -> Iterator[rich.Element]:
    """The article, its publisher and date, and the channel that it was read in."""
    title = shortened(found.title, 120) or shortened(found.url, 120) or "an article"
    yield rich.link(url, title) if (url := web_url(found.url)) else rich.text(title)
    publisher = f", {shortened(found.publisher, 60)}" if found.publisher.strip() else ""
    yield rich.text(f"{publisher}, {_day(found.published) or _local(found.created_at, zone)}", italic=True)
    yield from _place(found, link)


def _article(posted: Posted, zone: ZoneInfo, link: Link) -> Iterator[rich.Element]:
    title = shortened(posted.title, 150) or shortened(posted.canonical_url, 150) or "Untitled"
    yield rich.link(url, title, bold=True) if (url := web_url(posted.canonical_url)) else rich.text(title, bold=True)
    publisher = f", {shortened(posted.publisher, 60)}" if posted.publisher.strip() else ""
    at = posted.created_at.astimezone(zone)
    yield rich.text(f"{publisher}, {at:%A %H:%M}", italic=True)
    yield from _place(posted, link)


def _place(found: Found | Posted, link: Link) -> Iterator[rich.Element]:
    yield rich.text(" · ")
    if found.channel.startswith("D"):
        yield rich.text("a direct message")
    else:
        yield rich.channel(found.channel)
    if there := web_url(link(found)):
        yield rich.text(" · ")
        yield rich.link(there, "digest")


def _day(published: str) -> str:
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return ""
    return f"{day.day} {day:%B} {day.year}"


def _local(at: datetime, zone: ZoneInfo) -> str:
    here = at.astimezone(zone)
    return f"{here.day} {here:%B} {here.year}"
