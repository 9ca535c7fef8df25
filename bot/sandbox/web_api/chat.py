"""chat.*: what the bot says, corrects and takes back."""

from __future__ import annotations

import json
import time
from typing import Any

from bot.sandbox import app_manifest, operations
from bot.sandbox.events import bare
from bot.sandbox.state import Channel, Json, Refused
from bot.sandbox.validate import blocks as rules
from bot.sandbox.web_api.call import Call, Method, missing

_TEXT_CHARACTERS = 40_000
_ATTACHMENTS = 100
_METADATA_CHARACTERS = 8_000
_BURST = 3


def checked_blocks(call: Call) -> list[Json] | None:
    """The blocks of a call, refused where Slack would refuse them; None where there are none."""
    blocks = call.parsed("blocks", "invalid_blocks_format")
    if blocks is None:
        return None
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    return refuse_bad_blocks(call, blocks)


def refuse_bad_blocks(call: Call, blocks: list[Json]) -> list[Json]:
    """Blocks with an id each, or Slack's refusal."""
    problems = rules.message_problems(blocks)
    if problems.found:
        extra = {"errors": problems.found, "response_metadata": {"messages": problems.messages}}
        raise Refused("invalid_blocks", **extra)
    if rules.characters(blocks) > rules.MESSAGE_CHARACTERS:
        raise Refused("msg_blocks_too_long")
    return with_ids(call, blocks)


def with_ids(call: Call, blocks: list[Json]) -> list[Json]:
    """Blocks and their elements with the ids that Slack gives where the app gives none."""
    ids = call.slack.ids
    for block in blocks:
        block.setdefault("block_id", ids.token(5))
        elements = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        for element in elements:
            usable = isinstance(element, dict) and element.get("type") != "image"
            if usable and block["type"] in {"actions", "section", "input", "context_actions"}:
                element.setdefault("action_id", ids.token(5))
    return blocks


def _attachments(call: Call) -> list[Json] | None:
    attachments = call.parsed("attachments", "invalid_attachments")
    if attachments is None:
        return None
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise Refused("invalid_attachments")
    if len(attachments) > _ATTACHMENTS:
        raise Refused("too_many_attachments")
    for one in attachments:
        if isinstance(one.get("blocks"), list):
            refuse_bad_blocks(call, one["blocks"])
    return attachments


def _metadata(call: Call) -> Json | None:
    metadata: Any = call.parsed("metadata", "invalid_metadata_format")
    if metadata is None or metadata == {}:
        return None
    if not isinstance(metadata, dict) or set(metadata) - {"event_type", "event_payload", "entities"}:
        raise Refused("invalid_metadata_format")
    kind, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(kind, str) or not kind or not isinstance(payload, dict):
        raise Refused("invalid_metadata_format")
    if len(json.dumps(metadata)) > _METADATA_CHARACTERS:
        raise Refused("metadata_too_large")
    return metadata


def said(call: Call, *, empty: str = "no_text") -> Json:
    """Text, blocks and attachments of a call, as fields of a message. Refuses where all are missing."""
    text, blocks, attachments = call.text("text"), checked_blocks(call), _attachments(call)
    if not text and not blocks and not attachments:
        raise Refused(empty)
    if len(text) > _TEXT_CHARACTERS:
        raise Refused("msg_too_long")
    if not blocks and text:
        blocks = operations.blocks_for(call.slack, call.team, text, mrkdwn=call.flag("mrkdwn", default=True))
    return {"text": text, "blocks": blocks, "attachments": attachments}


def _author(call: Call) -> Json:
    team, slack = call.team, call.slack
    profile = {"id": team.bot_id, "app_id": slack.app_id, "name": app_manifest.NAME, "deleted": False}
    profile |= {"team_id": team.id, "user_id": team.bot_user, "updated": 0, "icons": {}}
    return {"user": team.bot_user, "bot_id": team.bot_id, "app_id": slack.app_id, "bot_profile": profile}


def _target(call: Call) -> Channel:
    """Where a message goes: a conversation, or a person, whose direct conversation it is then."""
    (named,) = call.required("channel")
    if named in call.team.users and (direct := call.team.im_with(named)):
        return direct
    channel = call.channel(member=True)
    if channel.is_archived:
        raise Refused("is_archived")
    return channel


def _hurry(call: Call, channel: Channel) -> None:
    """Refuse a bot that talks too fast, where the sandbox is set so."""
    if not call.slack.settings.rate_limit:
        return
    now = time.monotonic()
    lately = [at for at in call.slack.spoken_at.get(channel.id, []) if now - at < _BURST]
    if len(lately) >= _BURST:
        raise Refused("ratelimited", retry_after=1)
    call.slack.spoken_at[channel.id] = [*lately, now]


def post_message(call: Call) -> Json:
    """chat.postMessage."""
    channel = _target(call)
    fields = {name: value for name, value in said(call).items() if value}
    metadata = _metadata(call)
    _hurry(call, channel)
    if metadata:
        fields["metadata"] = metadata
    fields["unfurl_links"] = call.flag("unfurl_links")
    message = {"text": "", **fields, **_author(call)}
    thread = call.text("thread_ts")
    broadcast = call.flag("reply_broadcast")
    made = operations.post(call.slack, call.team, channel, message, thread_ts=thread, broadcast=broadcast)
    return {"channel": channel.id, "ts": made["ts"], "message": made}


def post_ephemeral(call: Call) -> Json:
    """chat.postEphemeral."""
    channel, user = _target(call), call.user()
    if user["id"] not in channel.members:
        raise Refused("user_not_in_channel")
    message = {name: value for name, value in said(call).items() if value} | _author(call)
    if thread := call.text("thread_ts"):
        if thread not in channel.messages:
            raise Refused("thread_not_found")
        message["thread_ts"] = thread
    return {"message_ts": operations.whisper(call.slack, call.team, channel, user["id"], message)}


def _own(call: Call, channel: Channel, refusal: str) -> Json:
    (ts,) = call.required("ts")
    message = operations.find(channel, ts)
    if message.get("bot_id") != call.team.bot_id:
        raise Refused(refusal)
    return message


def update(call: Call) -> Json:
    """chat.update."""
    channel = call.channel(member=True)
    message = _own(call, channel, "cant_update_message")
    if channel.is_archived:
        raise Refused("is_archived")
    if not any(name in call.arguments for name in ("text", "blocks", "attachments", "metadata")):
        raise missing("text")
    given = said(call) if any(n in call.arguments for n in ("text", "blocks", "attachments")) else {}
    new = {name: value for name, value in given.items() if value is not None or name == "blocks"}
    if metadata := _metadata(call):
        new["metadata"] = metadata
    made = operations.edit(call.slack, call.team, channel, message["ts"], new, call.team.bot_user)
    return {"channel": channel.id, "ts": made["ts"], "text": made["text"], "message": bare(made)}


def delete(call: Call) -> Json:
    """chat.delete."""
    channel = call.channel(member=True)
    message = _own(call, channel, "cant_delete_message")
    operations.delete(call.slack, call.team, channel, message["ts"])
    return {"channel": channel.id, "ts": message["ts"]}


def permalink(call: Call) -> Json:
    """chat.getPermalink."""
    channel = call.channel()
    (ts,) = call.required("message_ts")
    message = operations.find(channel, ts)
    url = f"{call.slack.url}/archives/{channel.id}/p{ts.replace('.', '')}"
    top = message.get("thread_ts", ts)
    if top != ts:
        url += f"?thread_ts={top}&cid={channel.id}"
    return {"channel": channel.id, "permalink": url}


METHODS = {
    "chat.postMessage": Method(post_message, ("chat:write",)),
    "chat.postEphemeral": Method(post_ephemeral, ("chat:write",)),
    "chat.update": Method(update, ("chat:write",)),
    "chat.delete": Method(delete, ("chat:write",)),
    "chat.getPermalink": Method(permalink),
}
