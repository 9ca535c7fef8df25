"""Messages: new ones, edits that add or take away a link, deletions of messages and files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_bolt import App, BoltContext

from bot import signs
from bot.blocks import replies
from bot.links import canonical, distinct, is_probably_article
from bot.listeners.desk import Desk, Place
from bot.listeners.links import Message, forwarded, links
from bot.store import NewRequest

SHORTEST_TEXT = 200  # characters; less than that is no article that somebody pasted

_WRITTEN = {"", "file_share", "thread_broadcast", "me_message"}  # subtypes of what a person wrote
_UNREAD = ("image/", "audio/", "video/")  # files that hold no article; nobody wants to hear so under a photo
_GONE = "a message that is gone"
_NO_LIMIT = 1_000


def register(app: App, desk: Desk) -> None:
    """Listens to `message` events of every subtype, to `file_shared`, which only repeats `file_share`, and to
    `file_deleted`."""

    @app.event("message")
    def message(event: dict[str, Any], context: BoltContext) -> None:
        subtype, place = event.get("subtype") or "", Place.of(context, event["channel"])
        if subtype in _WRITTEN:
            written(event, place, desk)
        elif subtype == "message_changed":
            changed(event, place, desk)
        elif subtype == "message_deleted":
            deleted(event, place, desk)

    @app.event("file_shared")
    def file_shared() -> None:
        """The `file_share` message beside it has been accepted."""

    @app.event("file_deleted")
    def file_deleted(event: dict[str, Any], context: BoltContext) -> None:
        team = str(context.team_id or "")
        desk.store.take_back_file(team, str(event["file_id"]), digest_too=lambda channel: _goes(desk, team, channel))
        desk.wake()


def written(event: Message, place: Place, desk: Desk) -> None:
    """A new message: its links and files are asked for. Written to us alone, it may be an article itself, or is
    answered with what we can do."""
    found = list(requests(event, place, desk.settings.links_per_message))
    if found:
        desk.accept(found)
        say_the_limit(event, place, desk, found[0].asked)
    elif event.get("channel_type") == "im" and not written_by_bot(event, place):
        text = str(event.get("text") or "")
        if len(text) >= SHORTEST_TEXT:
            desk.accept([pasted(event, place, text)])
        else:
            words, thread_ts = desk.help(place.team, place.channel), str(event.get("thread_ts") or "")
            desk.answer(place, words, str(event["ts"]), thread_ts=thread_ts)


def requests(
    event: Message, place: Place, limit: int, *, asked: str = "", by: str = "", as_of: str = ""
) -> Iterator[NewRequest]:
    """What a message asks for: a digest of each link up to the limit, then of each file.

    `by` is the person who asks about somebody else's message, in the way `asked`; asked so, an app's message is as good
    as a person's. `as_of` is the version of the message, where it is not the first.
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
            as_of=as_of or ts,
        )

    for url in wanted_links(event, asked)[:limit]:
        yield new("link", url, canonical(url))
    for file in files(event):
        if asked != "auto" or not str(file.get("mimetype") or "").startswith(_UNREAD):
            yield new("file", str(file["id"]))


def wanted_links(event: Message, asked: str) -> list[str]:
    """The links that may be read: those that may be articles, or whatever somebody asks about; one an article."""
    if asked != "auto":
        return distinct(links(event, attachments=True))
    return distinct(url for url in links(event) if is_probably_article(url))


def files(event: Message) -> Iterator[Message]:
    """The uploads of a message that still are there, those of a message that it forwards included."""
    for one in (event, *forwarded(event)):
        yield from (file for file in one.get("files") or [] if file.get("mode") != "tombstone")


def pasted(event: Message, place: Place, text: str) -> NewRequest:
    """An article that somebody sends as a message."""
    ts = str(event["ts"])
    return NewRequest(
        team=place.team,
        channel=place.channel,
        thread_ts=str(event.get("thread_ts") or ts),
        message_ts=ts,
        user=str(event.get("user") or ""),
        asked="mention",
        kind="text",
        text=text,
        as_of=ts,
    )


def say_the_limit(event: Message, place: Place, desk: Desk, asked: str) -> None:
    """One line in the thread where a message has more links than are read at a time."""
    words = over_the_limit(event, asked, desk.settings.links_per_message)
    if not words or (asked == "auto" and desk.store.channels.get(place.team, place.channel).mode != "auto"):
        return
    first = desk.store.requests.of_message(place.team, place.channel, str(event["ts"]))[0]
    desk.post([desk.line(place, words, first.thread_ts, first.id, "limit")])


def over_the_limit(event: Message, asked: str, limit: int) -> str:
    """The words for a message with more links than are read at a time, else ""."""
    many = len(wanted_links(event, asked))
    return replies.limited(limit, many) if many > limit else ""


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
    after, before = dict(event.get("message") or {}), dict(event.get("previous_message") or {})
    if after.get("subtype") == "tombstone":
        deleted({**event, "deleted_ts": after.get("ts")}, place, desk)
        return
    if written_by_bot(after, place):
        return
    for version in (after, before):
        version.setdefault("channel_type", event.get("channel_type"))
        version.setdefault("ts", after["ts"])
    as_of, limit = str(event.get("event_ts") or event["ts"]), desk.settings.links_per_message
    had, has = ({r.key: r for r in requests(v, place, _NO_LIMIT, as_of=as_of)} for v in (before, after))
    desk.store.take_out(
        [request for key, request in had.items() if key not in has],
        lambda request, others: signs.ended(request, "cancelled", others),
    )
    read = {request.key: request.asked for request in requests(before, place, limit)}
    added = [r for r in requests(after, place, limit, as_of=as_of) if read.get(r.key) != r.asked]
    if added:
        desk.accept(added)
        say_the_limit(after, place, desk, added[0].asked)


def deleted(event: Message, place: Place, desk: Desk) -> None:
    """A deleted message: what it asked for and is not yet answered is cancelled; its digest goes with it, unless the
    channel wants to keep it. A digest of ours that somebody deleted is forgotten."""
    before, ts = event.get("previous_message") or {}, str(event.get("deleted_ts") or "")
    if before.get("user") == place.bot_user:
        desk.store.take_back_post(place.team, place.channel, ts)
        desk.wake()
        return
    mark = NewRequest(
        team=place.team,
        channel=place.channel,
        thread_ts=ts,
        message_ts=ts,
        user=str(before.get("user") or ""),
        kind="",
        locator=_GONE,
    )
    digest_too = _goes(desk, place.team, place.channel)
    desk.store.take_back_message(mark, digest_too=digest_too, remember=not written_by_bot(before, place))
    desk.wake()


def _goes(desk: Desk, team: str, channel: str) -> bool:
    return desk.store.channels.get(team, channel).delete_with_message
