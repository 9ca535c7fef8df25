"""Messages: new ones, edits that add or take away a link, and deletions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_bolt import App, BoltContext

from bot.links import canonical
from bot.listeners.desk import Desk
from bot.listeners.links import Message, links
from bot.store import NewRequest

_WRITTEN = {"", "file_share", "thread_broadcast", "me_message"}  # subtypes of what a person wrote
_UNREAD = ("image/", "audio/", "video/")  # files that hold no article; nobody wants to hear so under a photo


def register(app: App, desk: Desk) -> None:
    """Listens to `message` events of every subtype, and to `file_shared`, which only repeats `file_share`."""

    @app.event("message")
    def message(event: dict[str, Any], context: BoltContext) -> None:
        subtype = event.get("subtype") or ""
        if subtype in _WRITTEN:
            desk.accept(requests(event, context, desk.settings.links_per_message))
        elif subtype == "message_changed":
            changed(event, context, desk)
        elif subtype == "message_deleted":
            deleted(event, context, desk)

    @app.event("file_shared")
    def file_shared() -> None:
        """The `file_share` message beside it has been accepted."""


def requests(event: Message, context: BoltContext, limit: int, by: str = "") -> Iterator[NewRequest]:
    """What a message asks for: a digest of each link up to the limit, then of each file.

    `by` is the person who asks about somebody else's message; asked so, a bot's message is as good as another.
    """
    if written_by_bot(event, context) and not by:
        return
    asked = how_asked(event, context)
    user = by or str(event.get("user") or "")
    urls = links(event, attachments=asked != "auto")
    for url in urls[:limit]:
        yield new(event, context, asked, user, kind="link", locator=url, canonical_url=canonical(url))
    for file in event.get("files") or []:
        if asked != "auto" or not str(file.get("mimetype") or "").startswith(_UNREAD):
            yield new(event, context, asked, user, kind="file", locator=str(file["id"]))


def new(event: Message, context: BoltContext, asked: str, user: str, **what: str) -> NewRequest:
    """A request at the place of this message: its own thread, or the thread that it stands in."""
    ts = str(event["ts"])
    return NewRequest(
        team=str(context.team_id or ""),
        channel=str(event.get("channel") or context.channel_id or ""),
        thread_ts=str(event.get("thread_ts") or ts),
        message_ts=ts,
        user=user,
        asked=asked,
        **what,
    )


def written_by_bot(event: Message, context: BoltContext) -> bool:
    """Whether an app wrote it, we ourselves included: answering those starts a conversation between machines."""
    return bool(event.get("bot_id") or event.get("bot_profile")) or event.get("user") in (
        context.bot_user_id,
        "USLACKBOT",
    )


def how_asked(event: Message, context: BoltContext) -> str:
    """`mention` where the message names us or is written to us alone, else `auto`."""
    named = bool(context.bot_user_id) and f"<@{context.bot_user_id}>" in str(event.get("text") or "")
    return "mention" if named or event.get("channel_type") == "im" else "auto"


def changed(event: Message, context: BoltContext, desk: Desk) -> None:
    """An edit: a link that it adds is asked for, one that it takes away is cancelled where it was not yet read.

    A preview that Slack adds to a message comes as an edit too; it changes no link of the message's own.
    """
    after, before = dict(event.get("message") or {}), event.get("previous_message") or {}
    after.setdefault("channel", event.get("channel"))
    after.setdefault("channel_type", event.get("channel_type"))
    if written_by_bot(after, context):
        return
    if after.get("subtype") == "tombstone":
        deleted({**event, "deleted_ts": after.get("ts")}, context, desk)
        return
    old, now = set(links(before)), links(after)
    for url in old - set(now):
        desk.store.requests.cancel(str(context.team_id or ""), str(event["channel"]), str(after["ts"]), canonical(url))
    if set(now) - old:
        desk.accept(requests(after, context, desk.settings.links_per_message))


def deleted(event: Message, context: BoltContext, desk: Desk) -> None:
    """A deleted message: what it asked for and is not yet answered is cancelled; its digest goes with it."""
    if written_by_bot(event.get("previous_message") or {}, context):
        return
    desk.store.requests.cancel_message(
        str(context.team_id or ""), str(event["channel"]), str(event.get("deleted_ts") or "")
    )
    desk.wake()
