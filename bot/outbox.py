"""Posting: what waits in the outbox goes to Slack, each message once.

claim -> look up our own message, where an earlier attempt may have posted it -> post, with metadata -> record. Where
the look-up fails the post waits: a late digest is better than two.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from copy import copy
from datetime import timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient
from sqlalchemy.exc import SQLAlchemyError

from bot.attempts import ERRORS, Decision, Refusal, next_attempt, refusal_of
from bot.bell import Bell
from bot.blocks.sections import without_rich_text
from bot.store import Corrupt, NewPost, Post, Store
from bot.watch import Watch, current
from bot.workspaces import UnknownWorkspace

log = logging.getLogger(__name__)

EVENT_TYPE = "pullquote_digest"
PACE = timedelta(seconds=1)  # between two messages in a channel
LEASE = timedelta(seconds=45)  # longer than the time-outs of a look-up and a post
_MARGIN = timedelta(seconds=20)  # of the lease, that one call may take
_LOOK_BACK = timedelta(hours=1)  # for clocks that differ from Slack's
PAGE = 200  # messages of a look-up
_PLAIN = 3_900  # characters of a message without blocks
_POLL = 0.25  # seconds, while something waits
_IDLE = 2.0
_BREATH = 0.05  # between two looks whether all is posted, at the end


class Poster:
    """Threads that empty the outbox. A channel that has to wait holds up no other."""

    def __init__(
        self,
        store: Store,
        client_for: Callable[[str], WebClient],
        threads: int = 4,
        pace: timedelta = PACE,
        watch: Watch | None = None,
        give_way: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._watch = watch or Watch()
        self._client_for = client_for
        self._pace = pace
        self._give_way = give_way
        self._clients: dict[str, WebClient] = {}
        self._bell = Bell()
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._run, name=f"poster-{n}", daemon=True) for n in range(threads)]

    def start(self) -> None:
        """Begins to post."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Something new may be waiting."""
        self._bell.call_one()

    def stop(self, seconds: float) -> None:
        """Posts what waits, for so long at most, and then takes nothing more up; what is left goes out another time."""
        ends = time.monotonic() + seconds
        while any(thread.is_alive() for thread in self._threads) and time.monotonic() < ends and self._left():
            self._bell.ring()
            time.sleep(_BREATH)
        self._stopping.set()
        self._bell.ring()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(max(0.0, ends - time.monotonic()))

    def _left(self) -> bool:
        try:
            return self._store.outbox.waiting() > 0
        except SQLAlchemyError:
            return False

    def post_next(self) -> bool:
        """Claims one post and sees it through; False where none was due."""
        self._give_way()
        try:
            post = self._store.outbox.claim(LEASE)
        except Corrupt as error:
            log.error("%s", error)
            return True
        if post is None:
            return False
        self._bell.call_one()  # there may be more
        with self._watch.step("post", post, post.request_id, kind=post.kind, part=post.part, attempt=post.attempts):
            try:
                self._deliver(post)
            except UnknownWorkspace:
                self._act(post, Refusal("token_revoked"), uncertain=post.uncertain)
            except ERRORS as error:
                refusal = refusal_of(error)
                self._act(post, refusal, uncertain=post.uncertain or not refusal.certain)
        return True

    def _run(self) -> None:
        while not self._stopping.is_set():
            heard = self._bell.count
            try:
                if self.post_next():
                    continue
                seconds = _POLL if self._store.outbox.waiting() else _IDLE
            except SQLAlchemyError as error:  # the database is away; leases and look-ups make up for what was under way
                log.error("the outbox cannot be reached: %s", type(error).__name__)
                seconds = _IDLE
            except Exception:  # the edge of the thread: a mistake of ours must not end posting for good
                log.exception("a post failed in a way that was not foreseen")
                seconds = _IDLE
            self._bell.wait(heard, seconds)

    def _deliver(self, post: Post) -> None:
        client = self._plain_client(post.team)
        if post.kind == "post":
            ts = self._find(client, post) if post.uncertain else ""
            if not ts and not self._may_call(post):
                return
            self._record(client, post, ts or self._say(client, post))
            return
        if not self._may_call(post):
            return
        if post.kind == "retract":
            self._retract(client, post)
        else:
            _CALLS[post.kind](client, post)
        self._store.outbox.sent(post, "", self._pace)

    def _retract(self, client: WebClient, post: Post) -> None:
        """Everything that the request has posted goes; what somebody else deleted is gone already."""
        for channel, _, ts in self._store.outbox.posted(post.team, post.request_id):
            try:
                client.chat_delete(channel=channel, ts=ts)
            except SlackApiError as error:
                if refusal_of(error).code != "message_not_found":
                    raise

    def _say(self, client: WebClient, post: Post) -> str:
        answer = client.chat_postMessage(
            channel=post.channel,
            thread_ts=post.thread_ts or None,
            metadata={"event_type": EVENT_TYPE, "event_payload": _mark(post)},
            unfurl_links=False,
            unfurl_media=False,
            **{name: value for name, value in post.body.items() if name not in ("url", "user")},
        )
        return str(answer["ts"])

    def _record(self, client: WebClient, post: Post, ts: str) -> None:
        """Where our lease had run out and another attempt is recorded with another message, ours goes again."""
        if self._store.outbox.sent(post, ts, self._pace):
            self._watch.posted(post.kind, post.created_at, self._store.now())
        elif ts not in [posted for _, _, posted in self._store.outbox.posted(post.team, post.request_id)]:
            log.warning("request %s was posted by another attempt too; ours is taken back", post.request_id)
            client.chat_delete(channel=post.channel, ts=ts)

    def _find(self, client: WebClient, post: Post) -> str:
        """The message that an earlier attempt posted, "" where there is none."""
        for message in _messages(client, post):
            metadata = message.get("metadata") or {}
            if metadata.get("event_type") == EVENT_TYPE and metadata.get("event_payload") == _mark(post):
                return str(message["ts"])
        return ""

    def _may_call(self, post: Post) -> bool:
        """Whether enough of the lease is left: a process that slept through it has lost the post to another."""
        return self._store.now() + _MARGIN < post.lease_until and not self._stopped(post)

    def _stopped(self, post: Post) -> bool:
        if self._stopping.is_set():
            self._store.outbox.wait(post, None, "stopped", uncertain=post.uncertain)
        return self._stopping.is_set()

    def _act(self, post: Post, refusal: Refusal, *, uncertain: bool) -> None:
        decision = next_attempt(refusal, post.attempts, kind=post.kind, has_blocks=bool(post.body.get("blocks")))
        step = current()
        step.outcome = "done" if decision.do == "done" else refusal.code
        step.told["then"] = decision.do
        self._decide(post, refusal, decision, uncertain)

    def _decide(self, post: Post, refusal: Refusal, decision: Decision, uncertain: bool) -> None:
        outbox = self._store.outbox
        if decision.do == "done":
            outbox.sent(post, "", self._pace)
        elif decision.do == "plain":
            outbox.replace(post, {"text": post.body.get("text", "")[:_PLAIN]} | _kept(post.body))
        elif decision.do == "drop":
            self._tell_asker(post, decision.reason)
            if refusal.code == "not_in_channel" and post.kind == "post" and not post.body.get("url"):
                self._store.forget_wishes(post.team, post.channel)  # removed, and Slack did not say so
            if post.kind == "post" and post.part == "0":  # no repost is sent to a digest that never stood
                self._store.digests.forget_request(post.team, post.request_id)
            outbox.drop(post, refusal.code, decision.reason if post.kind in ("post", "respond", "ephemeral") else "")
        elif decision.do == "drop_team":
            outbox.drop_team(post.team, refusal.code)
        else:
            until = self._store.now() + timedelta(seconds=decision.seconds)
            rated = refusal.code == "ratelimited"
            outbox.wait(post, until, refusal.code, uncertain=uncertain, rated=rated)

    def _tell_asker(self, post: Post, reason: str) -> None:
        """Who typed a command where we cannot post is told by the command's own answer."""
        if reason and post.kind == "post" and post.body.get("url"):
            body = {"url": post.body["url"], "user": post.body["user"], "response_type": "ephemeral", "text": reason}
            told = NewPost(
                team=post.team, channel=post.channel, kind="respond", body=body, request_id=post.request_id, part="told"
            )  # fmt: skip
            self._store.outbox.add([told])

    def _plain_client(self, team: str) -> WebClient:
        """The team's client without the retries of its own: a message may be out when a connection ends."""
        client, plain = self._client_for(team), self._clients.get(team)
        if plain is None or plain.token != client.token:
            plain = self._clients[team] = copy(client)
            plain.retry_handlers = []
        return plain


def _mark(post: Post) -> dict[str, str]:
    """What tells our message from every other; roundups and notes have no request, and go by their row."""
    return {"request_id": post.request_id or f"outbox-{post.id}", "part": post.part or str(post.id)}


def _kept(body: dict[str, Any]) -> dict[str, Any]:
    return {name: body[name] for name in ("ts", "user", "url", "response_type") if name in body}


def _messages(client: WebClient, post: Post) -> Iterator[dict[str, Any]]:
    """The messages among which an earlier attempt's would be, a page at a time."""
    oldest = f"{(post.created_at - _LOOK_BACK).timestamp():.6f}"
    cursor = ""
    while True:
        where: dict[str, Any] = {"channel": post.channel, "oldest": oldest, "limit": PAGE, "cursor": cursor or None}
        if post.thread_ts:
            page = client.conversations_replies(ts=post.thread_ts, include_all_metadata=True, **where)
        else:
            page = client.conversations_history(include_all_metadata=True, **where)
        yield from page.get("messages") or []
        cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return


def _respond(client: WebClient, post: Post) -> None:
    body = {name: value for name, value in post.body.items() if name not in ("url", "user")}
    if not getattr(client, "rich_text", True):
        body = without_rich_text(body)
    hook = WebhookClient(post.body["url"], timeout=client.timeout, proxy=client.proxy, retry_handlers=[])
    answer = hook.send_dict(body)
    if answer.status_code == 404 and post.body.get("user"):  # half an hour has passed, or it was used too often
        words = {name: body[name] for name in ("text", "blocks") if name in body}
        client.chat_postEphemeral(channel=post.channel, user=post.body["user"], **words)
    elif answer.status_code == 429 or answer.status_code >= 500:
        raise OSError(f"the response_url answered {answer.status_code}")


_CALLS: dict[str, Callable[[WebClient, Post], object]] = {
    "update": lambda client, post: client.chat_update(channel=post.channel, **post.body),
    "delete": lambda client, post: client.chat_delete(channel=post.channel, **post.body),
    "react": lambda client, post: client.reactions_add(channel=post.channel, **post.body),
    "unreact": lambda client, post: client.reactions_remove(channel=post.channel, **post.body),
    "ephemeral": lambda client, post: client.chat_postEphemeral(
        channel=post.channel, thread_ts=post.thread_ts or None, **post.body
    ),
    "respond": _respond,
}
