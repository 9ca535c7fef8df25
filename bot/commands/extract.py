"""`pullquote extract`: JSON lines of texts in, JSON lines of everything found in them out.

One line in gives one line out, in the same order and as soon as it is ready; memory does not grow with the number of
lines. A blank line is none. A line that cannot be used gives `{"id", "error"}` (`id` is null where it is not known);
where an extractor failed, the line holds what the others found and `"failed"` with its name.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from bot.commands.failure import Exit, complain
from bot.commands.jsonl import BadLine, lines, one_line, parsed
from bot.commands.output import write
from bot.commands.where import stdin

MANY_LINES = 20  # from here on a terminal is shown how far it is

_SURROGATE = re.compile("[\ud800-\udfff]")


def extract(kinds: frozenset[str]) -> Exit:
    """Reads stdin to its end. `kinds` are "quotes", "figures" or both."""
    done = bad = 0
    given = stdin()
    with _progress(given) as advance:
        for line in lines(given):
            answer = _answer(line, kinds)
            write(one_line(answer))
            done += 1
            bad += "error" in answer or "failed" in answer
            advance(done, len(line or b""))
    if bad:
        complain(f"{bad} of {done} lines could not be done, or only in part; their errors say why.")
    return Exit.PARTLY if bad else Exit.DONE


def _answer(line: bytes | None, kinds: frozenset[str]) -> dict[str, Any]:
    """What is printed for one line."""
    known = None
    try:
        value = parsed(line)
        if not isinstance(value, dict):
            raise BadLine('not an object with "id" and "text"')
        known = _id(value)
        text = value.get("text")
        if not isinstance(text, str):
            raise BadLine('no "text"' if text is None else '"text" is not a string')
        if found := _SURROGATE.search(text):
            raise BadLine(f'"text" is not Unicode (half a character at {found.start()})')
    except BadLine as error:
        return {"id": known, "error": str(error)}
    return {"id": known, **_found(text, kinds)}


def _id(value: dict[str, Any]) -> str | int | float | None:
    known = value.get("id")
    if (
        isinstance(known, bool)
        or not isinstance(known, str | int | float | None)
        or known in (float("inf"), -float("inf"))
    ):
        raise BadLine('"id" is neither a string nor a number')
    return known


def _found(text: str, kinds: frozenset[str]) -> dict[str, Any]:
    from handlers.digest import extract as find
    from handlers.digest import with_language
    from handlers.model import Article
    from handlers.rank import scored
    from handlers.wire import figure_json, quote_json

    digest = scored(find(with_language(Article(text)), kinds))
    found: dict[str, Any] = {}
    if "quotes" in kinds:
        found["quotes"] = [quote_json(quote) for quote in digest.all_quotes]
    if "figures" in kinds:
        found["figures"] = [figure_json(figure) for figure in digest.all_figures]
    return {**found, "failed": list(digest.failed)} if digest.failed else found


@contextmanager
def _progress(file: BinaryIO) -> Iterator[Callable[[int, int], None]]:
    """A function that is told the lines done and the bytes of the last; draws only from many lines on, on a terminal
    that does not show the result itself."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda _done, _size: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    mode = os.fstat(file.fileno())
    total = mode.st_size if stat.S_ISREG(mode.st_mode) else None
    columns = [TextColumn("{task.fields[lines]} texts"), BarColumn(), TimeRemainingColumn()]
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total, lines=0, visible=False)

        def advance(done: int, size: int) -> None:
            progress.update(task, advance=size, lines=done, visible=done >= MANY_LINES)

        yield advance
