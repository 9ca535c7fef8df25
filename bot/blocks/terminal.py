"""A digest in a terminal: colour and links where it has them, plain lines where the output is a file or a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.text import Text

from bot.blocks.fragments import to_passage, web_url
from bot.blocks.literal import closers
from bot.blocks.wording import (
    LEFT_OUT,
    UNNAMED,
    FigureLine,
    about,
    figure_lines,
    in_all,
    joined,
    notes,
    title_of,
    voices,
    words_of,
)

if TYPE_CHECKING:
    from handlers.model import Article, Digest, Quote

WIDEST = 92  # columns: longer lines are hard to read
UNWRAPPED = 1_000_000  # in a file or a pipe a line is a whole quote or figure, so that programs find it


def console_for(file: TextIO) -> Console:
    """A console on `file`. NO_COLOR and TERM=dumb are honoured; nothing is drawn around text that goes to a pipe."""
    console = Console(file=file, highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDEST) if console.is_terminal else UNWRAPPED
    return console


def terminal(digest: Digest, console: Console, name: str = "") -> None:
    """Prints the digest; `name` is the file's, for an article without a title."""
    article = digest.article
    url = web_url(article.canonical_url or article.url)
    console.print(_beside("", "", Text(title_of(article, name), f"bold link {url}" if url else "bold"), console))
    console.print(_beside("", "", Text(about(article), "dim"), console))
    for voice in voices(digest.quotes):
        who = Text(voice.name, "bold cyan") if voice.name else Text(UNNAMED, "italic cyan")
        console.print()
        console.print(who + Text(f", {voice.role}", "cyan") if voice.role else who)
        for number, quote in enumerate(voice.quotes):
            if number:
                console.print()
            console.print(_beside("  ▎ ", "  ▎ ", _quote(article, quote, url, console), console))
    if digest.figures:
        console.print()
        console.print(Text("Key figures", "bold"))
        for line in figure_lines(article, digest.figures):
            console.print(_beside("  • ", "    ", _figures(article, line, url, console), console))
    console.print()
    console.print(Text(in_all(digest), "dim"))
    if said := notes(digest):
        console.print(Text(said, "dim italic"))


def _quote(article: Article, quote: Quote, url: str, console: Console) -> Text:
    words = words_of(article, quote)
    text = Text(words.opening + words.text + closers(words.text))
    text.append((LEFT_OUT if words.left_out else "") + words.closing)
    return _with_ending(text, words.remarks, to_passage(url, article, quote.passage), console)


def _figures(article: Article, line: FigureLine, url: str, console: Console) -> Text:
    text = Text()
    for words, bold in line.runs:
        text.append(words, "bold green" if bold else "")
    text.append(closers(line.text))
    return _with_ending(text, line.remarks, to_passage(url, article, line.sentence), console)


def _with_ending(text: Text, remarks: Sequence[str], place: str, console: Console) -> Text:
    text.append(joined(remarks), "dim italic")
    if place and console.is_terminal and not console.is_dumb_terminal:
        text.append("\N{NO-BREAK SPACE}").append("↗", f"dim link {place}")
    return text


def _beside(first: str, further: str, text: Text, console: Console) -> Text:
    """The text with a mark before its first line, and one before each further line."""
    lines = text.wrap(console, max(10, console.width - len(first)))
    joined = Text(no_wrap=True)
    for number, line in enumerate(lines):
        line.rstrip()
        joined.append("\n" if number else "").append(further if number else first, "dim").append(line)
    return joined
