"""conversations.*, reactions.* and users.*: what the bot may look at, and the marks that it leaves."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from bot.sandbox import operations
from bot.sandbox.emoji import EMOJI
from bot.sandbox.events import bare
from bot.sandbox.state import Channel, Json, Refused
from bot.sandbox.web_api.call import Call, Method, missing, page

_SCOPE_OF_TYPE = {"public_channel": "channels", "private_channel": "groups", "mpim": "mpim", "im": "im"}
_KIND_OF_TYPE = {"public_channel": "channel", "private_channel": "group", "mpim": "mpim", "im": "im"}


def _shown(call: Call, channel: Channel, ts: str) -> Json:
    message = channel.shown(ts)
    return message if call.flag("include_all_metadata") else bare(message)


def _within(call: Call, ts: str) -> bool:
    """Whether a timestamp lies between `oldest` and `latest`."""
    inclusive = call.flag("inclusive")
    try:
        at = Decimal(ts)
        oldest, latest = Decimal(call.text("oldest") or "0"), Decimal(call.text("latest") or "99999999999")
    except InvalidOperation:
        raise Refused("invalid_ts_oldest") from None
    return oldest <= at <= latest if inclusive else oldest < at < latest


def about(call: Call) -> Json:
    """conversations.info."""
    channel = call.channel(scope="read")
    shown = operations.conversation(call.team, channel)
    del shown["members"]
    if call.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def replies(call: Call) -> Json:
    """conversations.replies: the parent first, then its replies."""
    channel = call.channel(scope="history", member=True)
    (ts,) = call.required("ts")
    if ts not in channel.messages:
        raise Refused("thread_not_found")
    top = channel.messages[ts].get("thread_ts", ts)
    stamps = [reply["ts"] for reply in channel.thread(top) if _within(call, reply["ts"])]
    found = [_shown(call, channel, stamp) for stamp in ([top] if top in channel.messages else []) + stamps]
    made = page(call, found, "messages")
    return made | {"has_more": bool(made["response_metadata"]["next_cursor"])}


def history(call: Call) -> Json:
    """conversations.history: newest first, without the replies of threads."""
    channel = call.channel(scope="history", member=True)
    found = []
    for ts in reversed(channel.order):
        message = channel.messages[ts]
        in_thread = message.get("thread_ts", ts) != ts and message.get("subtype") != "thread_broadcast"
        if not in_thread and _within(call, ts):
            found.append(_shown(call, channel, ts))
    made = page(call, found, "messages")
    return made | {"has_more": bool(made["response_metadata"]["next_cursor"]), "pin_count": 0}


def members(call: Call) -> Json:
    """conversations.members."""
    channel = call.channel(scope="read")
    return page(call, list(channel.members), "members")  # type: ignore[arg-type]


def every(call: Call) -> Json:
    """conversations.list."""
    shown = [operations.conversation(call.team, channel) for channel in _known(call)]
    return page(call, shown, "channels")


def of_person(call: Call) -> Json:
    """users.conversations: those of a person (or of the bot) that the bot may know of."""
    known = _known(call)
    user = call.user()["id"] if call.text("user") else call.team.bot_user
    shown = [operations.conversation(call.team, channel) for channel in known if user in channel.members]
    for conversation in shown:
        del conversation["members"]
    return page(call, shown, "channels")


def _known(call: Call) -> list[Channel]:
    """The channels of the types asked for, as far as the bot may know of them."""
    types = [kind.strip() for kind in (call.text("types") or "public_channel").split(",")]
    if any(kind not in _SCOPE_OF_TYPE for kind in types):
        raise Refused("invalid_types")
    for kind in types:
        call.need(f"{_SCOPE_OF_TYPE[kind]}:read")
    kinds, team = {_KIND_OF_TYPE[kind] for kind in types}, call.team
    return [
        channel
        for channel in team.channels.values()
        if channel.kind in kinds
        and (not channel.is_private or team.bot_user in channel.members)
        and not (channel.is_archived and call.flag("exclude_archived"))
    ]


def open_direct(call: Call) -> Json:
    """conversations.open with one person."""
    if named := call.text("channel"):
        return {"channel": {"id": call.channel().id}, "no_op": True, "already_open": bool(named)}
    (users,) = call.required("users")
    direct = call.team.im_with(users)
    if direct is None:
        raise Refused("user_not_found")
    return {"channel": {"id": direct.id}, "no_op": True, "already_open": True}


def _marked(call: Call) -> tuple[Channel, str]:
    if not call.text("channel") and not call.text("timestamp"):
        raise Refused("no_item_specified")
    channel = call.channel(member=True)
    (ts,) = call.required("timestamp")
    try:
        Decimal(ts)
    except InvalidOperation:
        raise Refused("bad_timestamp") from None
    return channel, ts


def _emoji(call: Call) -> str:
    (name,) = call.required("name")
    name = name.strip(":")
    if name not in EMOJI:
        raise Refused("invalid_name")
    return name


def add_reaction(call: Call) -> Json:
    """reactions.add."""
    name, (channel, ts) = _emoji(call), _marked(call)
    if channel.is_archived:
        raise Refused("is_archived")
    operations.react(call.slack, call.team, channel, ts, name, call.team.bot_user)
    return {}


def remove_reaction(call: Call) -> Json:
    """reactions.remove."""
    name, (channel, ts) = _emoji(call), _marked(call)
    operations.react(call.slack, call.team, channel, ts, name, call.team.bot_user, remove=True)
    return {}


def reactions_of(call: Call) -> Json:
    """reactions.get of a message."""
    channel, ts = _marked(call)
    operations.find(channel, ts)
    return {"type": "message", "channel": channel.id, "message": bare(channel.shown(ts))}


def person(call: Call) -> Json:
    """users.info."""
    return {"user": call.user()}


def people(call: Call) -> Json:
    """users.list."""
    return page(call, list(call.team.users.values()), "members") | {"cache_ts": 0}


def person_by_email(call: Call) -> Json:
    """users.lookupByEmail: nobody here has one."""
    if not call.text("email"):
        raise missing("email")
    raise Refused("users_not_found")


METHODS = {
    "conversations.info": Method(about),
    "conversations.replies": Method(replies),
    "conversations.history": Method(history),
    "conversations.members": Method(members),
    "conversations.list": Method(every),
    "conversations.open": Method(open_direct, ("im:write",)),
    "reactions.add": Method(add_reaction, ("reactions:write",)),
    "reactions.remove": Method(remove_reaction, ("reactions:write",)),
    "reactions.get": Method(reactions_of, ("reactions:read",)),
    "users.conversations": Method(of_person),
    "users.info": Method(person, ("users:read",)),
    "users.list": Method(people, ("users:read",)),
    "users.lookupByEmail": Method(person_by_email, ("users:read.email",)),
}
