"""Messages: new ones, edits that add or take away a link, and deletions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_bolt import App, BoltContext

from bot.links import canonical
from bot.listeners.desk import Desk, Place
from bot.listeners.links import Message, links
from bot.store import NewRequest

_WRITTEN = {"", "file_share", "thread_broadcast", "me_message"}  # subtypes of what a person wrote
_UNREAD = ("image/", "audio/", "video/")  # files that hold no article; nobody wants to hear so under a photo


def register(app: App, desk: Desk) -> None:
    """Listens to `message` events of every subtype, and to `file_shared`, which only repeats `file_share`."""

    @app.event("message")
    def message(event: dict[str, Any], context: BoltContext) -> None:
        subtype, place = event.get("subtype") or "", Place.of(context, event["channel"])
        if subtype in _WRITTEN:
            desk.accept(requests(event, place, desk.settings.links_per_message))
        elif subtype == "message_changed":
            changed(event, place, desk)
        elif subtype == "message_deleted":
            deleted(event, place, desk)

    @app.event("file_shared")
    def file_shared() -> None:
        """The `file_share` message beside it has been accepted."""


def requests(event: Message, place: Place, limit: int, *, asked: str = "", by: str = "") -> Iterator[NewRequest]:
    """What a message asks for: a digest of each link up to the limit, then of each file.

    `by` is the person who asks about somebody else's message, in the way `asked`; asked so, an app's message is as good
    as a person's.
    """
    if written_by_bot(event, place) and not by:
        return
    asked, user = asked or how_asked(event, place), by or str(event.get("user") or "")
    ts = str(event["ts"])

    def new(kind: str, locator: str, canonical_url: str = "") -> NewRequest:
        return NewRequest(
            team=place.team,
            channel=place.channel,
            thread_ts=str(event.get("thread_ts") or ts),
            message_ts=ts,
            user=user,
            asked=asked,
            kind=kind,
            locator=locator,
            canonical_url=canonical_url,
        )

    for url in links(event, attachments=asked != "auto")[:limit]:
        yield new("link", url, canonical(url))
    for file in event.get("files") or []:
        if asked != "auto" or not str(file.get("mimetype") or "").startswith(_UNREAD):
            yield new("file", str(file["id"]))


def written_by_bot(event: Message, place: Place) -> bool:
    """Whether an app wrote it, we ourselves included: answering those starts a conversation between machines."""
    return bool(event.get("bot_id") or event.get("bot_profile")) or event.get("user") in (place.bot_user, "USLACKBOT")


def how_asked(event: Message, place: Place) -> str:
    """`mention` where the message names us or is written to us alone, else `auto`."""
    named = bool(place.bot_user) and f"<@{place.bot_user}>" in str(event.get("text") or "")
    return "mention" if named or event.get("channel_type") == "im" else "auto"


def changed(event: Message, place: Place, desk: Desk) -> None:
    """An edit: a link that it adds is asked for, one that it takes away is cancelled where it was not yet read.

    A preview that Slack adds to a message comes as an edit too; it changes no link of the message's own.
    """
    after, before = dict(event.get("message") or {}), event.get("previous_message") or {}
    after.setdefault("channel_type", event.get("channel_type"))
    if written_by_bot(after, place):
        return
    if after.get("subtype") == "tombstone":
        deleted({**event, "deleted_ts": after.get("ts")}, place, desk)
        return
    old, now = set(links(before)), set(links(after))
    for url in old - now:
        desk.store.requests.cancel(place.team, place.channel, str(after["ts"]), canonical(url))
    if now - old:
        desk.accept(requests(after, place, desk.settings.links_per_message))


def deleted(event: Message, place: Place, desk: Desk) -> None:
    """A deleted message: what it asked for and is not yet answered is cancelled; its digest goes with it."""
    if written_by_bot(event.get("previous_message") or {}, place):
        return
    desk.store.requests.cancel_message(place.team, place.channel, str(event.get("deleted_ts") or ""))
    desk.wake()
