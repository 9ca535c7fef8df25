"""Memory: full-text search over quotes, speakers and figures, in the channels that whoever asks may read.

Words are looked for as they are, in any case and with or without accents; the last one may be a beginning. Newest
first; a page goes on after the last id of the one before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, reduce
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Table,
    bindparam,
    cast,
    false,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects import postgresql

from bot.store.database import Database
from bot.store.tables import articles, digests, figures, quotes

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 12
_MOST_PLACES = 8  # that go into a full-text query; among more, the next finding in one of them is never far
_MOST_NAMES = 60  # that are compared with each other
_SIMPLE: ColumnElement[str] = literal_column("'simple'")  # PostgreSQL's words as they are, in any language
_FEW_NAMES = 8  # that are each looked for
_BEGINNING = 3  # letters from which on a last word may be a beginning


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A quote or figure, and where it is from."""

    id: int
    request_id: str
    team: str
    channel: str
    posted_ts: str
    start: int
    end: int
    text: str
    created_at: datetime
    url: str
    title: str
    publisher: str
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuote(Found):
    """A quote in memory."""

    kind: str
    speaker: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFigure(Found):
    """A figure in memory; `value` is a decimal in full."""

    value: str
    value_high: str | None
    unit: str
    modifier: str
    concept: str
    sentence: str


_URL = articles.c.canonical_url.label("url")
_FROM = (digests.c.posted_ts, _URL, articles.c.title, articles.c.publisher, articles.c.published)


@dataclass(frozen=True, slots=True)
class _Question:
    """What is looked for, in which columns of which table, and where."""

    table: Table
    columns: tuple[str, ...]
    team: str
    channels: Sequence[str]
    words: Sequence[str]
    before: int | None
    names: Sequence[str] = ()  # whole ones, any of which will do; `words` are those that all of them have


class Memory:
    """Searches. `channels` are those that the person may read, as asked of Slack at question time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def quotes(
        self, team: str, channels: Sequence[str], words: str, limit: int = 10, before: int | None = None
    ) -> Sequence[FoundQuote]:
        """Quotes that hold these words, or whose speaker's name does."""
        return self._quotes(("text", "speaker"), team, channels, words, limit, before)

    def said_by(
        self, team: str, channels: Sequence[str], name: str, limit: int = 10, before: int | None = None
    ) -> Sequence[FoundQuote]:
        """What somebody said, by the full name or a part of it."""
        return self._quotes(("speaker",), team, channels, name, limit, before)

    def said(
        self, team: str, channels: Sequence[str], names: Sequence[str], limit: int = 10, before: int | None = None
    ) -> Sequence[FoundQuote]:
        """What was said under exactly these names."""
        question = _Question(quotes, ("speaker",), team, channels, _common(names), before, names)
        return self._found_quotes(self._search(question, limit, quotes.c.speaker.in_(list(names))))

    def names(self, team: str, channels: Sequence[str], words: str, among: int = 500) -> Sequence[tuple[str, int]]:
        """The names of speakers that hold these words, and how often each is among the newest quotes; most first."""
        question = _Question(quotes, ("speaker",), team, channels, _words(words), None)
        if not question.words or not channels:
            return []
        here = _in_place(select(quotes.c.speaker), quotes)
        found = _by_fts5(here, quotes) if self._database.is_sqlite else _by_tsvector(here, question)
        with self._reading() as connection:
            return Counter(connection.execute(found, _given(question, among)).scalars()).most_common(_MOST_NAMES)

    def alike(self, team: str, channels: Sequence[str], words: Sequence[str], limit: int) -> Sequence[FoundQuote]:
        """Quotes that hold all of these words; the caller compares them."""
        return self._found_quotes(self._search(_Question(quotes, ("text",), team, channels, words, None), limit))

    def figures(
        self, team: str, channels: Sequence[str], words: str, limit: int = 10, before: int | None = None
    ) -> Sequence[FoundFigure]:
        """Figures whose words, or what they count, or whose sentence hold these words."""
        columns = ("text", "concept", "sentence")
        rows = self._search(_Question(figures, columns, team, channels, _words(words), before), limit)
        names = ("value", "value_high", "unit", "modifier", "concept", "sentence")
        return [FoundFigure(**_place(row), **{n: row[n] for n in names}) for row in rows]

    def speakers(self, team: str, channels: Sequence[str], limit: int = 20) -> Sequence[tuple[str, int]]:
        """Who is quoted most, and how often."""
        count = func.count().label("times")
        here = [quotes.c.team == team, quotes.c.channel.in_(channels), quotes.c.speaker != ""]
        chosen = select(quotes.c.speaker, count).where(*here).group_by(quotes.c.speaker)
        with self._database.read() as connection:
            rows = connection.execute(chosen.order_by(count.desc(), quotes.c.speaker).limit(limit))
            return [(speaker, times) for speaker, times in rows]

    def _quotes(
        self, columns: tuple[str, ...], team: str, channels: Sequence[str], words: str, limit: int, before: int | None
    ) -> Sequence[FoundQuote]:
        return self._found_quotes(
            self._search(_Question(quotes, columns, team, channels, _words(words), before), limit)
        )

    def _found_quotes(self, rows: Sequence[RowMapping]) -> Sequence[FoundQuote]:
        return [FoundQuote(**_place(row), **{n: row[n] for n in ("kind", "speaker", "role")}) for row in rows]

    def _search(self, question: _Question, limit: int, *more: ColumnElement[bool]) -> Sequence[RowMapping]:
        if not (question.words or question.names) or not question.channels:
            return []
        table, turned = question.table, question.before is not None
        found = _found_fts5(table, turned) if self._database.is_sqlite else _by_tsvector(_found(table), question)
        with self._reading() as connection:
            return connection.execute(found.where(*more) if more else found, _given(question, limit)).mappings().all()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """PostgreSQL thinks of disks that turn, unless it is told, and then rather walks over a whole table."""
        with self._database.read() as connection:
            if not self._database.is_sqlite:
                connection.exec_driver_sql("SET LOCAL random_page_cost = 1.1")
            yield connection


def _given(question: _Question, limit: int) -> dict[str, Any]:
    """What the statements below are given."""
    return {
        "team": question.team, "channels": question.channels, "before": question.before, "most": limit,
        "match": _match(question),
    }  # fmt: skip


def _in_place(chosen: Select[Any], table: Table) -> Select[Any]:
    here = table.c.team == bindparam("team"), table.c.channel.in_(bindparam("channels", expanding=True))
    return chosen.where(*here).limit(bindparam("most"))


@lru_cache
def _found(table: Table) -> Select[Any]:
    """Made once a table, for making it costs as much as running it."""
    chosen = select(table, *_FROM).join(digests, digests.c.request_id == table.c.request_id)
    return _in_place(chosen.join(articles, articles.c.id == digests.c.article_id), table)


@lru_cache
def _found_fts5(table: Table, turned: bool) -> Select[Any]:
    return _by_fts5(_found(table), table, turned=turned)


def _by_fts5(chosen: Select[Any], table: Table, *, turned: bool = False) -> Select[Any]:
    """The word table gives rows by their ids, newest first, so that the first page costs no more than itself."""
    name = f"{table.name}_words"
    rowid: ColumnElement[int] = literal_column(f"{name}.rowid")
    chosen = chosen.join(text(name), rowid == table.c.id).where(text(f"{name} MATCH :match"))
    return (chosen.where(rowid < bindparam("before")) if turned else chosen).order_by(rowid.desc())


def _match(question: _Question) -> str:
    """The question to FTS5."""
    team = question.team
    if question.names and not question.words:
        phrases = " OR ".join(map(_phrase, question.names))
    else:
        phrases = " ".join(_quoted(question.words, whole=bool(question.names)))
    match = f"{{{' '.join(question.columns)}}} : ({phrases})"
    known = [channel for channel in question.channels if channel.isalnum() and team.isalnum()]
    if len(known) == len(question.channels) <= _MOST_PLACES:
        match += f" AND place : ({' OR '.join(f'{team}x{channel}' for channel in known)})"
    return match


def _by_tsvector(chosen: Select[Any], question: _Question) -> Select[Any]:
    """The column `words` has each column's under a letter of its own, in the order of the table, and the place. That is
    asked for too: the planner knows how rare it is, and without it walks over all that was ever said elsewhere."""
    table = question.table
    every = [c for c in ("text", "speaker", "concept", "sentence") if c in table.c]
    letters = "".join("ABC"[every.index(column)] for column in question.columns)
    of = "" if len(letters) == len(every) else f":{letters}"
    asked = [question.words] if question.words else [_words(name) for name in question.names]
    queries = [_tsquery(words, of, whole=bool(question.names)) for words in asked if words]
    if not queries:
        return chosen.where(false())
    kept: ColumnElement[Any] = literal_column(f"{table.name}.words")
    asked_for = reduce(lambda one, other: one.op("||")(other), queries)
    if len(question.channels) <= _MOST_PLACES:
        places = " | ".join(_lexeme(f"{question.team}_{channel}") for channel in question.channels)
        asked_for = asked_for.op("&&")(cast(places, postgresql.TSQUERY))
    chosen = chosen.where(kept.op("@@")(asked_for))
    before = question.before
    return (chosen if before is None else chosen.where(table.c.id < before)).order_by(table.c.id.desc())


def _lexeme(word: str) -> str:
    """One that is taken as it is."""
    plain = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{plain}'"


def _tsquery(words: Sequence[str], of: str, *, whole: bool) -> ColumnElement[Any]:
    """All of these words under the letters `of`, the last as a beginning where they are not a `whole` name."""
    beginning = "*" if not whole and len(words[-1]) >= _BEGINNING else ""
    last = f"{of}{beginning}" if of else f":{beginning}" if beginning else ""
    folded = func.replace(func.pullquote_fold(" & ".join(words)), " & ", f"{of} & ")
    return func.to_tsquery(_SIMPLE, folded.concat(last))


def _words(question: str) -> list[str]:
    return _WORD.findall(question)[:_MOST_WORDS]


def _common(names: Sequence[str]) -> list[str]:
    """The words that many names all have: to look for those is one question to the index, not one a name."""
    if len(names) <= _FEW_NAMES:
        return []
    return sorted(set.intersection(*({word.lower() for word in _words(name)} for name in names)))


def _quoted(words: Sequence[str], *, whole: bool) -> list[str]:
    beginning = "*" if not whole and len(words[-1]) >= _BEGINNING else ""
    return [*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"{beginning}']


def _phrase(name: str) -> str:
    """A name for FTS5, whose own tokenizer takes it apart."""
    return '"' + name.replace('"', '""') + '"'


def _place(row: RowMapping) -> dict[str, Any]:
    same = (
        "id",
        "request_id",
        "team",
        "channel",
        "posted_ts",
        "text",
        "created_at",
        "url",
        "title",
        "publisher",
        "published",
    )
    return {name: row[name] for name in same} | {"start": row["start_at"], "end": row["end_at"]}
