"""What happens in a conversation, whoever does it: posts, edits, deletions, reactions, comings and goings.

Each changes the state, tells the page, and sends the bot the events that it would get.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from bot.sandbox import events, pings, typed
from bot.sandbox.state import Channel, Json, Refused, Team

if TYPE_CHECKING:
    from bot.sandbox.local import LocalSlack

_UNANSWERABLE = {"channel_join", "channel_leave", "channel_archive", "channel_unarchive"}


def blocks_for(slack: LocalSlack, team: Team, text: str, *, mrkdwn: bool) -> list[Json]:
    """The one rich_text block that Slack makes of a plain text; none of an empty one."""
    parts = typed.rich_text(text, team, mrkdwn=mrkdwn)
    return [{"type": "rich_text", "block_id": slack.ids.token(5), "elements": parts}] if parts else []


def typed_message(slack: LocalSlack, team: Team, user: str, text: str) -> Json:
    """A person's words as Slack keeps them."""
    blocks = blocks_for(slack, team, text, mrkdwn=False)
    kept = typed.text_of(blocks[0]["elements"], team) if blocks else ""
    message: Json = {"type": "message", "user": user, "text": kept, "client_msg_id": str(uuid.uuid4())}
    return message | ({"blocks": blocks} if blocks else {})


def post(
    slack: LocalSlack, team: Team, channel: Channel, message: Json, *, thread_ts: str = "", broadcast: bool = False
) -> Json:
    """Put a message into a conversation, perhaps into a thread; returns it as it stands."""
    if channel.is_archived:
        raise Refused("is_archived")
    message = {"type": "message", **message, "ts": slack.ids.timestamp(), "team": team.id}
    parent = _parent(channel, thread_ts) if thread_ts else None
    if parent:
        parent["thread_ts"] = parent["ts"]
        message |= {"thread_ts": parent["ts"], "parent_user_id": parent["user"]}
        if broadcast:
            message |= {"subtype": "thread_broadcast", "root": events.bare(parent)}
    channel.add(message)
    slack.changes.tell("message", team.id, channel=channel.id, message=channel.shown(message["ts"]))
    if parent:
        changed(slack, team, channel, parent["ts"])
    slack.pings += pings.of_bot(team, channel, message)
    events.tell(slack, team, events.message_event(channel, message), channel)
    named = f"<@{team.bot_user}>" in message.get("text", "")
    if named and channel.kind != "im" and message.get("bot_id") != team.bot_id:
        events.tell(slack, team, events.mention_event(channel, message), channel)
    return channel.shown(message["ts"])


def _parent(channel: Channel, ts: str) -> Json:
    found = channel.messages.get(ts)
    if found is None:
        raise Refused("thread_not_found")
    if found.get("subtype") in _UNANSWERABLE:
        raise Refused("cannot_reply_to_message")
    top = found.get("thread_ts", ts)
    return channel.messages.get(top, found)


def changed(slack: LocalSlack, team: Team, channel: Channel, ts: str) -> None:
    """Tell the page how a message now stands."""
    slack.changes.tell("message_changed", team.id, channel=channel.id, message=channel.shown(ts))


def find(channel: Channel, ts: str) -> Json:
    """A message that can still be acted on."""
    message = channel.messages.get(ts)
    if message is None or message.get("subtype") == "tombstone":
        raise Refused("message_not_found")
    return message


def edit(slack: LocalSlack, team: Team, channel: Channel, ts: str, new: Json, editor: str) -> Json:
    """Replace words, blocks or attachments of a message. A value of None takes a field away."""
    previous = dict(find(channel, ts))
    now = slack.ids.timestamp()
    message = {**previous, **new, "edited": {"user": editor, "ts": now}}
    channel.messages[ts] = {name: value for name, value in message.items() if value is not None}
    changed(slack, team, channel, ts)
    slack.pings += pings.of_bot(team, channel, channel.messages[ts])
    event = events.changed_event(channel, now, channel.shown(ts), previous)
    events.tell(slack, team, event, channel)
    return channel.shown(ts)


def attach(slack: LocalSlack, team: Team, channel: Channel, ts: str, attachments: list[Json]) -> Json:
    """Hang previews on a message, as Slack does by itself: it changes, and nobody edited it."""
    previous = dict(find(channel, ts))
    channel.messages[ts] = previous | {"attachments": attachments}
    changed(slack, team, channel, ts)
    event = events.changed_event(channel, slack.ids.timestamp(), channel.shown(ts), previous)
    events.tell(slack, team, event, channel)
    return channel.shown(ts)


def forwarded(slack: LocalSlack, team: Team, channel: Channel, message: Json) -> Json:
    """A message as the attachment that it becomes when somebody shares it."""
    author = team.users.get(message["user"], {})
    link = f"{slack.url}/archives/{channel.id}/p{message['ts'].replace('.', '')}"
    name, blocks = author.get("real_name", ""), message.get("blocks", [])
    return {
        "id": 1,
        "ts": message["ts"],
        "channel_id": channel.id,
        "channel_team": team.id,
        "is_msg_unfurl": True,
        "is_share": True,
        "author_id": message["user"],
        "author_name": name,
        "author_subname": name,
        "fallback": f"{name}: {message['text']}",
        "text": message["text"],
        "from_url": link,
        "original_url": link,
        "mrkdwn_in": ["text"],
        "footer": f"Posted in #{channel.name}" if channel.name else "From a conversation",
        "message_blocks": [
            {"team": team.id, "channel": channel.id, "ts": message["ts"], "message": {"blocks": blocks}},
        ],
        **({"files": message["files"]} if message.get("files") else {}),
    }


def delete(slack: LocalSlack, team: Team, channel: Channel, ts: str) -> None:
    """Take a message away. One whose thread stands leaves a tombstone, and its end looks like an edit, as in Slack."""
    previous = dict(find(channel, ts))
    now = slack.ids.timestamp()
    if channel.thread(ts):
        kept = {name: previous[name] for name in ("type", "ts", "thread_ts", "team")}
        tombstone = {
            **kept,
            "subtype": "tombstone",
            "user": "USLACKBOT",
            "text": "This message was deleted.",
            "hidden": True,
        }
        channel.messages[ts] = tombstone
        channel.reacted.pop(ts, None)
        changed(slack, team, channel, ts)
        events.tell(slack, team, events.changed_event(channel, now, channel.shown(ts), previous), channel)
        return
    channel.remove(ts)
    top = previous.get("thread_ts", "")
    slack.changes.tell("message_deleted", team.id, channel=channel.id, ts=ts, thread_ts=top)
    events.tell(slack, team, events.deleted_event(channel, now, previous), channel)
    _after_reply_left(slack, team, channel, top)


def _after_reply_left(slack: LocalSlack, team: Team, channel: Channel, top: str) -> None:
    """A thread without replies is no thread; a tombstone without replies goes."""
    parent = channel.messages.get(top)
    if parent is None:
        return
    if channel.thread(top):
        changed(slack, team, channel, top)
    elif parent.get("subtype") == "tombstone":
        channel.remove(top)
        slack.changes.tell("message_deleted", team.id, channel=channel.id, ts=top, thread_ts=top)
    else:
        del parent["thread_ts"]
        changed(slack, team, channel, top)


def react(
    slack: LocalSlack, team: Team, channel: Channel, ts: str, name: str, user: str, *, remove: bool = False
) -> None:
    """Add a reaction, or take it back."""
    author = find(channel, ts).get("user", "")
    reacted = channel.reacted.setdefault(ts, {})
    people = reacted.setdefault(name, [])
    if remove:
        if user not in people:
            reacted.pop(name) if not people else None
            raise Refused("no_reaction")
        people.remove(user)
        if not people:
            del reacted[name]
    else:
        if user in people:
            raise Refused("already_reacted")
        people.append(user)
    kind = "reaction_removed" if remove else "reaction_added"
    shown = channel.shown(ts)
    slack.changes.tell(kind, team.id, channel=channel.id, ts=ts, user=user, name=name, message=shown)
    event = {
        "type": kind,
        "user": user,
        "reaction": name,
        "item_user": author,
        "item": {"type": "message", "channel": channel.id, "ts": ts},
        "event_ts": slack.ids.timestamp(),
    }
    events.tell(slack, team, event, channel)


def join(slack: LocalSlack, team: Team, channel: Channel, user: str, inviter: str = "") -> None:
    """Bring somebody into a channel."""
    if user in channel.members:
        raise Refused("already_in_channel")
    channel.members.append(user)
    _come_or_go(slack, team, channel, user, "join", {"inviter": inviter} if inviter else {})


def leave(slack: LocalSlack, team: Team, channel: Channel, user: str) -> None:
    """Take somebody out of a channel."""
    if user not in channel.members:
        raise Refused("not_in_channel")
    channel.members.remove(user)
    _come_or_go(slack, team, channel, user, "leave", {})


def _come_or_go(slack: LocalSlack, team: Team, channel: Channel, user: str, way: str, more: Json) -> None:
    slack.changes.tell("channel", team.id, channel=conversation(team, channel))
    verb = "joined" if way == "join" else "left"
    words = f"<@{user}> has {verb} the channel"
    post(slack, team, channel, {"subtype": f"channel_{way}", "user": user, "text": words, **more})
    if verb == "left" and user == team.bot_user:  # who is out hears no more of the channel, but for this
        gone = {"type": f"{channel.kind}_left", "channel": channel.id, "event_ts": slack.ids.timestamp()}
        events.tell(slack, team, gone, channel)
        return
    event = {
        "type": f"member_{verb}_channel",
        "user": user,
        "channel": channel.id,
        "channel_type": "C" if channel.kind == "channel" else "G",
        "team": team.id,
        "event_ts": slack.ids.timestamp(),
        **more,
    }
    events.tell(slack, team, event, channel)


def whisper(slack: LocalSlack, team: Team, channel: Channel, user: str, message: Json) -> str:
    """Show a message to one person alone; returns its timestamp."""
    ts = slack.ids.timestamp()
    message = {"type": "message", **message, "ts": ts, "is_ephemeral": True}
    team.ephemeral[ts] = {"channel": channel.id, "user": user, "message": message}
    slack.changes.tell("ephemeral", team.id, **team.ephemeral[ts])
    return ts


def conversation(team: Team, channel: Channel) -> Json:
    """A conversation as Slack's API shows it, with its members."""
    shown: Json = {
        "id": channel.id,
        "created": channel.created,
        "creator": channel.creator,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_general": False,
        "is_shared": channel.is_ext_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_org_shared": False,
        "is_member": team.bot_user in channel.members,
        "context_team_id": team.id,
        "members": list(channel.members),
    }
    if channel.kind == "im":
        return shown | {"user": channel.user, "is_open": True}
    topic = {"value": channel.topic, "creator": "", "last_set": 0}
    purpose = {"value": channel.purpose, "creator": "", "last_set": 0}
    return shown | {"name": channel.name, "name_normalized": channel.name, "topic": topic, "purpose": purpose}
