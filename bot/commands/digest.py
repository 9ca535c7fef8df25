"""`pullquote digest` and `pullquote read`: originals to the forms that people and programs want."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, repeat
from typing import TYPE_CHECKING

from bot.commands.failure import Exit, Failure, complain
from bot.commands.jsonl import one_line
from bot.commands.settings import settings
from bot.commands.where import original_at
from handlers.errors import Unreadable

if TYPE_CHECKING:
    from handlers.model import Article, Digest, Original

Show = Callable[["Digest", str], str]


def digest(wheres: Sequence[str], form: str, max_quotes: int | None, max_figures: int | None) -> Exit:
    """Prints the digest of each WHERE, in order. What fails is said on stderr and costs only itself."""
    show, gap, ends = _form(form), _gap(form), []
    with settings() as known:
        quotes = known.max_quotes if max_quotes is None else max_quotes
        figures = known.max_figures if max_figures is None else max_figures
        for where in wheres:
            try:
                original = original_at(where, known)
                digested = _digested(original, quotes, figures)
            except Failure as failure:
                complain(f"{where}: {failure.reason}")
                ends.append(failure.code)
                continue
            write(next(gap) + show(digested, original.file_name))
            for name in digested.failed:
                complain(f"{where}: the extractor {name} failed, its part is missing; pullquote --verbose shows why")
            ends.append(Exit.PARTLY if digested.failed else Exit.DONE)
    return together(ends)


def read(where: str, url: str, form: str) -> Exit:
    """Prints the article of one WHERE."""
    from handlers.digest import read as read_article
    from handlers.wire import article_json

    with settings() as known:
        original = original_at(where, known)
    try:
        article = read_article(replace(original, url=url) if url else original)
    except Unreadable as error:
        raise Failure(Exit.UNREADABLE, f"{where}: {error.reason}") from error
    write(_plain(article) if form == "text" else one_line(article_json(article)))
    return Exit.DONE


def together(ends: Sequence[Exit]) -> Exit:
    """How a command with several parts ends: partly done where some of them worked, else as the first that failed."""
    failed = [end for end in ends if end is not Exit.DONE]
    if not failed:
        return Exit.DONE
    return failed[0] if len(failed) == len(ends) else Exit.PARTLY


def _digested(original: Original, max_quotes: int, max_figures: int) -> Digest:
    from handlers.digest import digest as understand

    try:
        return understand(original, max_quotes, max_figures)
    except Unreadable as error:
        raise Failure(Exit.UNREADABLE, error.reason) from error


def _form(form: str) -> Show:
    if form == "json":
        from handlers.wire import digest_json

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


def write(text: str) -> None:
    """The result, or a part of it, on stdout in UTF-8."""
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
