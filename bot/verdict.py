"""What becomes of a request whose article could not be had: a pure decision.

Who asked, or uploaded a file, is told. A link that somebody merely posted is told about only where an article was there
and its reading failed: a link to a video, a dead page or somebody's private page gets nothing at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.fetch.errors import FetchError
from bot.fetch.walls import INSTEAD
from bot.store import Request
from handlers.errors import Unreadable

MOST_CLAIMS = 12  # of one request, crashes of the bot included; what goes beyond is what brings it down
_OURS = "Something went wrong on our side. It has been noted; please try again later."
_NEXT = {
    ("no_article", "link"): INSTEAD,
    ("broken", "file"): "Share it once more, or as another format.",
    ("encrypted", "file"): "Share one that opens without it.",
    ("unsupported", "file"): "A PDF, a Word file, a web page or plain text can.",
    ("empty", "link"): INSTEAD,
}
_POISON = "It could not be read: each attempt was cut short."


@dataclass(frozen=True, slots=True)
class Verdict:
    """`again` after some seconds, `failed` with words for a person, or `nothing` said at all."""

    state: Literal["again", "failed", "nothing"]
    reason: str
    seconds: float = 0.0


def verdict(error: Exception, request: Request, attempts: int) -> Verdict:
    """What becomes of the request after this error, where `attempts` of them end it."""
    last = request.failures + 1 >= attempts
    asked = request.asked != "auto"
    if isinstance(error, FetchError):
        if error.retry and not last:
            return Verdict("again", error.reason, error.retry_after or pause(request.failures))
        return Verdict("failed" if asked or request.kind == "file" else "nothing", error.reason)
    if isinstance(error, Unreadable):
        if error.code == "crashed" and not last:
            return Verdict("again", error.reason, pause(request.failures))
        told = asked or error.code in ("crashed", "too_slow", "too_large")
        told = told or (request.kind == "file" and error.code != "unsupported")  # nobody asks about a spreadsheet
        return Verdict("failed" if told else "nothing", with_next_step(error, request))
    return Verdict("failed" if last else "again", _OURS, pause(request.failures))


def with_next_step(error: Unreadable, request: Request) -> str:
    """The reason, and what the person can do where it does not say so itself."""
    step = _NEXT.get((error.code, request.kind), "")
    return f"{error.reason} {step}" if step and ":" not in error.reason else error.reason


def poisoned(request: Request) -> Verdict | None:
    """The end of a request that was claimed too often without ever coming to an end."""
    return Verdict("failed", _POISON) if request.attempts > MOST_CLAIMS else None


def pause(failures: int) -> float:
    """Seconds before the next attempt: 5, 30, 180, then 300."""
    return float(min(5 * 6 ** min(failures, 5), 300))
