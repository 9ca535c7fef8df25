"""Requests and posts as tests write them: what matters is named, the rest is filled in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.store import NewPost, NewRequest, Request, Store

LEASE = timedelta(seconds=60)
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **time: float) -> None:
        """Time passes, or is set back."""
        self.at += timedelta(**time)


def new_request(url: str = "https://news.example/a", message: str = "1700000000.000100", **more: Any) -> NewRequest:
    """Somebody posts a link in a channel."""
    given = {
        "team": "T1", "channel": "C1", "thread_ts": message, "message_ts": message, "user": "U1", "kind": "link",
        "locator": url, "canonical_url": url,
    }  # fmt: skip
    return NewRequest(**given | more)


def new_post(text: str = "words", **more: Any) -> NewPost:
    """A message to a channel."""
    given = {"team": "T1", "channel": "C1", "kind": "post", "body": {"text": text}, "thread_ts": "1700000000.000100"}
    return NewPost(**given | more)


def claimed(store: Store, new: NewRequest | None = None) -> Request:
    """A request that was accepted and claimed."""
    store.requests.accept(new or new_request())
    found = store.requests.claim(LEASE)
    assert found is not None
    return found


def finish(store: Store, request: Request, state: str = "done", *posts: NewPost, **more: Any) -> None:
    """Ends a claim with these posts."""
    store.finish(request, state, lambda others: posts, **more)
