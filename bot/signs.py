"""Reactions as state on the message that asked: eyes while its links are read, then what came of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.store import NewPost, Request

WORKING, DONE, FAILED = "eyes", "white_check_mark", "warning"
_TS = re.compile(r"\d+\.\d+")  # of a message; a command or a form has none


def at_work(request: Request) -> list[NewPost]:
    """The sign that somebody is at it."""
    return [_sign(request, "react", WORKING)] if _TS.fullmatch(request.message_ts) else []


def ended(request: Request, state: str, others: Sequence[Request], after: int | None = None) -> list[NewPost]:
    """The signs once this request has ended in `state`, given the `others` of its message; the last one tells for all.

    `after`: the place, among the posts that these follow, of the one that must be out first.
    """
    open_still = any(other.state in ("accepted", "working") for other in others)
    if open_still or not _TS.fullmatch(request.message_ts):
        return []
    states = {state, *(other.state for other in others)}
    signs = [DONE] if "done" in states else []
    signs += [FAILED] if "failed" in states else []
    return [_sign(request, "unreact", WORKING, after), *(_sign(request, "react", name, after) for name in signs)]


def removed(request: Request) -> list[NewPost]:
    """The message's digest is gone, and so is the sign that it has one."""
    return [_sign(request, "unreact", DONE)] if _TS.fullmatch(request.message_ts) else []


def _sign(request: Request, kind: str, name: str, after: int | None = None) -> NewPost:
    return NewPost(
        team=request.team,
        channel=request.channel,
        kind=kind,
        body={"name": name, "timestamp": request.message_ts},
        request_id=request.id,
        after=after,
    )
