"""`pullquote export`: everything that is remembered, a digest at a time, so that its size does not matter."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.blocks.literal import shortened
from bot.blocks.markdown import markdown
from bot.commands.failure import Exit, Failure
from bot.commands.jsonl import one_line
from bot.commands.output import write
from bot.commands.store import opened
from bot.store import StoredDigest
from handlers.wire import article_json, figure_json, quote_json

PLACE = ("team", "channel", "message_ts", "posted_ts", "user", "asked")
COLUMNS = (
    "team", "channel", "digested", "url", "title", "publisher", "published", "what", "text", "start", "end", "kind",
    "speaker", "role", "value", "value_high", "unit", "modifier", "concept", "score", "key",
)  # fmt: skip
_ACTIVE = tuple("=+-@\t\r\n＝＋－＠")  # with which a spreadsheet begins a formula
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def export(since: str, form: str) -> Exit:
    """Prints every digest since a date (UTC), oldest first. Raises Failure."""
    begins = _date(since) if since else datetime(1970, 1, 1, tzinfo=UTC)
    shown = {"csv": _csv, "json": _json, "markdown": _markdown}[form]
    with opened() as store:
        ends = store.now() + timedelta(days=1)
        if form == "csv":
            write(_lines([list(COLUMNS)]))
        for team in store.overview.teams():
            for stored in store.digests.window(team, None, begins, ends):
                write(shown(stored))
    return Exit.DONE


def _date(words: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(words), time(), UTC)
    except ValueError:
        raise Failure(Exit.USAGE, f"“{shortened(words, 20)}” is no date; write it like 2026-03-31.") from None


def _json(stored: StoredDigest) -> str:
    """One object a line: the place, the article without its text, every quote and figure."""
    digest = stored.digest
    article = {name: value for name, value in article_json(digest.article).items() if name != "text"}
    return one_line(
        {name: getattr(stored, name) for name in PLACE}
        | {"digested": stored.created_at.isoformat(), "article": article}
        | {
            "quotes": [quote_json(q) for q in digest.all_quotes],
            "figures": [figure_json(f) for f in digest.all_figures],
        }
    )


def _markdown(stored: StoredDigest) -> str:
    return f"{markdown(stored.digest)}\n---\n\n"


def _csv(stored: StoredDigest) -> str:
    """One line a quote or figure. A cell that a spreadsheet would compute has an apostrophe before it."""
    return _lines(list(_rows(stored)))


def _rows(stored: StoredDigest) -> Iterator[list[Any]]:
    digest, article = stored.digest, stored.digest.article
    head = [stored.team, stored.channel, stored.created_at.isoformat(), stored.canonical_url]
    head += [article.title, article.publisher, article.published]
    keys = {q.passage for q in digest.quotes} | {f.passage for f in digest.figures}
    for quote in digest.all_quotes:
        speaker, at = quote.speaker, quote.passage
        said = [quote.kind, speaker.shown if speaker else "", speaker.role if speaker else "", "", "", "", "", ""]
        yield [*head, "quote", at.text, at.start, at.end, *said, quote.score, at in keys]
    for figure in digest.all_figures:
        at, high = figure.passage, figure.value_high
        value = [format(figure.value, "f"), "" if high is None else format(high, "f")]
        counted = ["", "", "", *value, figure.unit, figure.modifier, figure.concept]
        yield [*head, "figure", at.text, at.start, at.end, *counted, figure.score, at in keys]


def _lines(rows: list[list[Any]]) -> str:
    made = io.StringIO()
    written: Callable[[list[Any]], Any] = csv.writer(made, lineterminator="\n").writerow
    for row in rows:
        written([_passive(cell) if isinstance(cell, str) else cell for cell in row])
    return made.getvalue()


def _passive(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_ACTIVE) and not _NUMBER.fullmatch(cell) else cell
