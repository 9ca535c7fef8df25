"""A digest as messages in Slack.

From top to bottom: the title, linked; publisher, date and reading time; who said what, one voice after the other; the
key figures, each within its sentence; how much there is in all, with buttons for it; notes in small print. Whatever
comes from the article is a literal element of `rich_text` or `plain_text`; the fallback text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.blocks import more, rich
from bot.blocks.fragments import to_passage, web_url
from bot.blocks.literal import closers, escaped, shortened
from bot.blocks.message import Block, Message, size, spread
from bot.blocks.wording import (
    LEFT_OUT,
    LONGEST_QUOTE,
    UNNAMED,
    FigureLine,
    Voice,
    about,
    counted,
    figure_lines,
    in_all,
    joined,
    notes,
    title_of,
    voices,
    words_of,
)
from handlers.model import Article, Digest, Passage, Quote

ALL_QUOTES = "digest_all_quotes"
ALL_FIGURES = "digest_all_figures"
LARGEST_LIST = 4_000  # characters of JSON in one block of figures


def digest_messages(
    digest: Digest, *, link_url: str, request_id: str = "", name: str = "", seen: Mapping[Passage, str] | None = None
) -> list[Message]:
    """The messages of a digest, mostly one.

    `link_url` is where the article can be opened, "" where it cannot; `request_id` goes into the buttons, which are
    left out without it; `name` is the file's, for an article without a title; `seen` has our remark on quotes that
    stood elsewhere before.
    """
    title = title_of(digest.article, name)
    parts = [
        _heading(digest.article, title, link_url),
        *(
            [block]
            for voice in voices(digest.quotes)
            for block in voice_blocks(digest.article, voice, link_url, seen=seen)
        ),
        *_figures(digest, link_url),
        _ending(digest, request_id),
    ]
    fallback = escaped(_in_short(digest, title))
    return spread(parts, fallback, f"{escaped(title)}, continued")


def voice_blocks(
    article: Article, voice: Voice, link_url: str, width: int = LONGEST_QUOTE, seen: Mapping[Passage, str] | None = None
) -> Iterator[Block]:
    """The speaker above their first quote; further quotes each in a block of their own, so that they stand apart."""
    for number, quote in enumerate(voice.quotes):
        elsewhere = (seen or {}).get(quote.passage, "")
        said = _quote(article, quote, link_url, width, elsewhere)
        yield rich.rich(*(() if number else (_speaker(voice),)), said)


def figure_element(article: Article, line: FigureLine, link_url: str) -> rich.Element:
    """One line of figures."""
    runs = [rich.text(words, bold=bold) for words, bold in line.runs]
    return rich.section(*runs, *_ending_of_line(article, line.sentence, line.text, line.remarks, link_url))


def _heading(article: Article, title: str, link_url: str) -> list[Block]:
    linked = rich.link(url, title, bold=True) if (url := web_url(link_url)) else rich.text(title, bold=True)
    return [rich.rich(rich.section(linked)), rich.context(rich.plain(about(article)))]


def _speaker(voice: Voice) -> rich.Element:
    if not voice.name:
        return rich.section(rich.text(UNNAMED, italic=True))
    return rich.section(rich.text(voice.name, bold=True), *([rich.text(f", {voice.role}")] if voice.role else []))


def _quote(article: Article, quote: Quote, link_url: str, width: int, elsewhere: str) -> rich.Element:
    words = words_of(article, quote, width)
    opening = [rich.text(words.opening)] if words.opening else []
    closing = (LEFT_OUT if words.left_out else "") + words.closing
    remarks = (*words.remarks, elsewhere) if elsewhere else words.remarks
    ending = _ending_of_line(article, quote.passage, words.text, remarks, link_url, closing)
    return rich.quote(*opening, rich.text(words.text), *ending)


def _ending_of_line(
    article: Article, passage: Passage, literal: str, remarks: Sequence[str], link_url: str, closing: str = ""
) -> Iterator[rich.Element]:
    """What follows the article's words: directions left open are closed, our remarks, the link there."""
    url = to_passage(link_url, article, passage)
    space = "\N{NO-BREAK SPACE}" if url else ""
    if after := closers(literal) + closing + ("" if remarks else space):
        yield rich.text(after)
    if remarks:
        yield rich.text(joined(remarks) + space, italic=True)
    if url:
        yield rich.link(url, "↗")


def _figures(digest: Digest, link_url: str) -> Iterator[list[Block]]:
    """The figures under their heading, in as few blocks as fit well into messages."""
    lines: list[rich.Element] = []
    heading = [rich.section(rich.text("Key figures", bold=True))]
    for figures in figure_lines(digest.article, digest.figures):
        line = figure_element(digest.article, figures, link_url)
        if lines and size([*lines, line]) > LARGEST_LIST:
            yield [rich.rich(*heading, rich.bullets(*lines))]
            lines, heading = [], []
        lines.append(line)
    if lines:
        yield [rich.rich(*heading, rich.bullets(*lines))]


def _ending(digest: Digest, request_id: str) -> list[Block]:
    buttons = []
    if request_id and len(digest.all_quotes) > len(digest.quotes):
        buttons.append(rich.button("All quotes", ALL_QUOTES, request_id))
    if request_id and len(digest.all_figures) > len(digest.figures):
        buttons.append(rich.button("All figures", ALL_FIGURES, request_id))
    if request_id and (digest.quotes or digest.figures):
        buttons.append(more.menu(request_id))
    small = " · ".join(part for part in (in_all(digest), notes(digest)) if part)
    return [rich.context(rich.plain(small)), *([rich.actions(buttons)] if buttons else [])]


def _in_short(digest: Digest, title: str) -> str:
    """For a notification: the title and the first of what was found."""
    if digest.quotes:
        first = digest.quotes[0]
        words = words_of(digest.article, first, 160)
        said = f"{words.opening}{words.text}{LEFT_OUT if words.left_out else ''}{words.closing}"
        who = f"{shortened(first.speaker.shown, 80)}: " if first.speaker and first.speaker.shown else ""
        return f"{title} · {who}{shortened(said, 240)}"
    return f"{title} · {counted(len(digest.figures), 'key figure')}"
