"""`pullquote digest` and `pullquote read`: originals to the forms that people and programs want."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from itertools import chain, repeat
from typing import TYPE_CHECKING, TypeVar

from bot.commands.failure import Exit, Failure, complain
from bot.commands.jsonl import one_line
from bot.commands.output import write
from bot.commands.settings import settings
from bot.commands.where import original_at
from bot.understand import Children
from handlers.errors import Unreadable
from handlers.rank import rank
from handlers.wire import article_json, digest_json

if TYPE_CHECKING:
    from bot.settings import Settings
    from handlers.model import Article, Digest, Original

Read = TypeVar("Read")
Show = Callable[["Digest", str], str]


def digest(wheres: Sequence[str], form: str, max_quotes: int | None, max_figures: int | None) -> Exit:
    """Prints the digest of each WHERE, in order. What fails is said on stderr and costs only itself."""
    show, gap, ends = _form(form), _gap(form), []
    with settings() as known, _understanding(known) as children:
        quotes = known.max_quotes if max_quotes is None else max_quotes
        figures = known.max_figures if max_figures is None else max_figures
        for where in wheres:
            try:
                original = original_at(where, known)
                digested = rank(_readable(children().digest, original), quotes, figures)
            except Failure as failure:
                complain(f"{where}: {failure.reason}")
                ends.append(failure.code)
                continue
            write(next(gap) + show(digested, original.file_name))
            for name in digested.failed:
                complain(f"{where}: The extractor {name} failed, its part is missing (pullquote --verbose shows why).")
            ends.append(Exit.PARTLY if digested.failed else Exit.DONE)
    return together(ends)


def read(where: str, url: str, form: str) -> Exit:
    """Prints the article of one WHERE."""
    if url and not url.lower().startswith(("https://", "http://")):
        raise Failure(Exit.USAGE, "--url must be a link, such as https://example.com/story.")
    with settings() as known, _understanding(known) as children:
        try:
            original = original_at(where, known)
            article = _readable(children().read, replace(original, url=url) if url else original)
        except Failure as failure:
            raise Failure(failure.code, f"{where}: {failure.reason}") from failure
    write(_plain(article) if form == "text" else one_line(article_json(article)))
    return Exit.DONE


def together(ends: Sequence[Exit]) -> Exit:
    """How a command with several parts ends: partly done where some of them worked, else as the first that failed."""
    failed = [end for end in ends if end is not Exit.DONE]
    if not failed:
        return Exit.DONE
    return failed[0] if len(failed) == len(ends) else Exit.PARTLY


@contextmanager
def _understanding(known: Settings) -> Iterator[Callable[[], Children]]:
    """The child process that reads originals, started by the first who calls for it."""
    with ExitStack() as stack:
        yield cache(lambda: stack.enter_context(Children(known, spares=0)))


def _readable(understand: Callable[[Original], Read], original: Original) -> Read:
    """What `understand` makes of an original. Raises Failure."""
    try:
        return understand(original)
    except Unreadable as error:
        raise Failure(Exit.UNREADABLE, error.reason) from error


def _form(form: str) -> Show:
    if form == "json":
        return lambda digest, _: one_line(digest_json(digest))
    if form == "markdown":
        from bot.blocks.markdown import markdown

        return markdown
    if form == "blocks":
        return _blocks
    return _terminal


def _gap(form: str) -> Iterator[str]:
    """What stands before the first digest, the second, and so on."""
    return chain([""], repeat({"markdown": "\n---\n\n", "text": "\n"}.get(form, "")))


def _terminal(digest: Digest, name: str) -> str:
    from bot.blocks.terminal import console_for, terminal

    console = console_for(sys.stdout)
    with console.capture() as captured:
        terminal(digest, console, name)
    return captured.get()


def _blocks(digest: Digest, name: str) -> str:
    """One JSON object a message, as Block Kit Builder takes it."""
    from bot.blocks.digest import digest_messages

    link_url = digest.article.canonical_url or digest.article.url
    messages = digest_messages(digest, link_url=link_url, name=name)
    return "".join(one_line({"blocks": message.blocks, "text": message.text}) for message in messages)


def _plain(article: Article) -> str:
    from bot.blocks.literal import shown

    return (shown(article.text) if sys.stdout.isatty() else article.text) + "\n"
