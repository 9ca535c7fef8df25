"""What a request gets, as posts for the outbox: its digest's messages, or a short word, where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.blocks.message import Message
from bot.store import NewPost, Request


def parts(request: Request, messages: Sequence[Message]) -> list[NewPost]:
    """The digest's messages: in the thread, or, where there is none, the first in the channel and the rest under it.

    The first knows how to reach who typed a command, should there be no posting in the channel."""
    posts = [
        _post(request, message, str(number), after=None if number == 0 else 0)
        for number, message in enumerate(messages)
    ]
    if request.response_url:
        asker = {"url": request.response_url, "user": request.user}
        posts[0] = replace(posts[0], body=posts[0].body | asker)
    return posts


def replaced(first: Request, out: Sequence[tuple[str, str, str]], messages: Sequence[Message]) -> list[NewPost]:
    """The posts that make the messages `out` of a request, as (channel, part, ts), show these in their place."""
    standing = [ts for _, part, ts in out if part.isdecimal()]
    fresh = parts(first, messages)
    changes = [
        replace(post, kind="update", body=post.body | {"ts": ts}, part="", after=None)
        for post, ts in zip(fresh, standing, strict=False)
    ]
    thread = first.thread_ts or (standing[0] if standing else "")
    more = [replace(post, thread_ts=thread, after=None) for post in fresh[len(standing) :]]
    less = [
        NewPost(team=first.team, channel=first.channel, kind="delete", body={"ts": ts}, request_id=first.id)
        for ts in standing[len(fresh) :]
    ]
    return [*changes, *more, *less]


def answer(request: Request, message: Message, part: str) -> list[NewPost]:
    """A short word to whoever asked: in the thread, or for their eyes only where a command was typed."""
    if request.thread_ts:
        return [_post(request, message, f"{part} {request.lease}")]
    body = {"blocks": message.blocks, "text": message.text}
    private = {"url": request.response_url, "response_type": "ephemeral"} if request.response_url else {}
    body |= private | {"user": request.user}
    kind = "respond" if request.response_url else "ephemeral"
    return [NewPost(team=request.team, channel=request.channel, kind=kind, body=body, request_id=request.id)]


def to_asker(request: Request, words: str) -> list[NewPost]:
    """A word that only who asked sees."""
    body = {"user": request.user, "text": words}
    thread = request.thread_ts if request.asked == "mention" else ""
    return [
        NewPost(
            team=request.team,
            channel=request.channel,
            kind="ephemeral",
            body=body,
            thread_ts=thread,
            request_id=request.id,
            part="answer",
        )
    ]


def _post(request: Request, message: Message, part: str, after: int | None = None) -> NewPost:
    return NewPost(
        team=request.team,
        channel=request.channel,
        kind="post",
        body={"blocks": message.blocks, "text": message.text},
        thread_ts=request.thread_ts,
        request_id=request.id,
        part=part,
        after=after,
    )
