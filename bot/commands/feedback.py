"""`pullquote feedback`: what people said was wrong, each with its passage and the article's text, to evaluate with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.commands.failure import Exit
from bot.commands.jsonl import one_line
from bot.commands.output import write
from bot.commands.store import opened
from bot.store import Corrupt, Feedback, Store


def feedback() -> Exit:
    """Prints every verdict as a line of JSON. `id` and `text` are as `pullquote extract` takes them, so that what it
    finds now can be held against the verdict; `text` is "" where the digest is gone."""
    with opened() as store:
        for team in store.overview.teams():
            for told in store.feedback.of(team):
                write(one_line(_line(store, told)))
    return Exit.DONE


def _line(store: Store, told: Feedback) -> dict[str, Any]:
    return {
        "id": told.request_id,
        "verdict": told.verdict,
        "start": told.start,
        "end": told.end,
        "passage": told.text,
        "said_at": told.created_at.isoformat() if told.created_at else "",
        "text": next(_text(store, told), ""),
    }


def _text(store: Store, told: Feedback) -> Iterator[str]:
    """The article, where it is still kept and still has the passage there."""
    try:
        stored = store.digests.get(told.team, told.request_id)
    except Corrupt:
        return
    if stored is not None and stored.digest.article.text[told.start : told.end] == told.text:
        yield stored.digest.article.text
