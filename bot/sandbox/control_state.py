"""The control routes that look: the whole state, and the stream of changes."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox import app_manifest, operations, slack_commands
from bot.sandbox.control_request import Wish, route
from bot.sandbox.emoji import EMOJI
from bot.sandbox.state import Json, Team

if TYPE_CHECKING:
    from bot.sandbox.local import LocalSlack

_HEARTBEAT_SECONDS = 15.0


def _person(user: Json) -> Json:
    kept = ("id", "name", "real_name", "is_admin", "is_bot", "deleted", "tz", "color")
    return {name: user[name] for name in kept} | {"display_name": user["profile"]["display_name"]}


def _conversation(team: Team, channel_id: str) -> Json:
    shown = operations.conversation(team, team.channels[channel_id])
    for name in ("topic", "purpose"):
        if name in shown:
            shown[name] = shown[name]["value"]
    return shown


async def state(wish: Wish) -> Json:
    """Everything that a page draws."""
    slack, team = wish.slack, wish.team
    return {
        "seq": slack.changes.seq,
        "you": team.you,
        "team": {"id": team.id, "name": team.name, "domain": team.domain},
        "teams": [
            {"id": t.id, "name": t.name, "domain": t.domain, "installed": t.installation is not None}
            for t in slack.world.teams.values()
        ],
        "users": [_person(user) for user in team.users.values()],
        "channels": [_conversation(team, channel_id) for channel_id in team.channels],
        "messages": {c.id: [c.shown(ts) for ts in c.order] for c in team.channels.values()},
        "ephemeral": list(team.ephemeral.values()),
        "files": list(team.files.values()),
        "views": {user: stack for user, stack in team.views.items() if stack},
        "homes": team.homes,
        "bot": slack.bot(team),
        "commands": [*app_manifest.COMMANDS, *slack_commands.COMMANDS],
        "shortcuts": list(app_manifest.SHORTCUTS),
        "emoji": EMOJI,
    }


async def messages(wish: Wish) -> Json:
    """The messages of one channel, or of one thread without its parent."""
    channel, top = wish.channel, wish.get("thread_ts")
    found = [channel.shown(reply["ts"]) for reply in channel.thread(str(top))] if top else []
    return {"messages": found if top else [channel.shown(ts) for ts in channel.order]}


async def lookup(wish: Wish) -> Json:
    """The id of a channel or a person."""
    return {"id": wish.channel.id if wish.get("channel") else wish.user}


async def stream(request: Request) -> Response:
    """Changes as server-sent events, from `after` (or `Last-Event-ID`) on."""
    slack: LocalSlack = request.app.state.slack
    given = request.headers.get("last-event-id") or request.query_params.get("after", "")
    after = int(given) if given.isdecimal() else slack.changes.seq
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_changes(request, slack, after), media_type="text/event-stream", headers=headers)


async def _changes(request: Request, slack: LocalSlack, after: int) -> AsyncIterator[str]:
    yield "retry: 500\n\n"
    while not slack.closing and not await request.is_disconnected():
        found = slack.changes.after(after)
        for change in found:
            after = change["seq"]
            shown = json.dumps(_simplified(change), ensure_ascii=False)
            yield f"id: {after}\ndata: {shown}\n\n"
        if not found and not await slack.changes.ring(_HEARTBEAT_SECONDS):
            yield ": still here\n\n"


def _simplified(change: Json) -> Json:
    """A conversation's topic and purpose are plain texts here, as in the state."""
    if change["type"] != "channel":
        return change
    shown = {k: v["value"] if k in {"topic", "purpose"} else v for k, v in change["channel"].items()}
    return change | {"channel": shown}


ROUTES = [
    Route("/control/state", route(state)),
    Route("/control/messages", route(messages)),
    Route("/control/lookup", route(lookup)),
    Route("/control/stream", stream),
]
