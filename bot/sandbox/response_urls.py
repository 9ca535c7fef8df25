"""Answers to a response_url, or with a command's acknowledgement: for one person or all, new or in place of the old."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.sandbox import app_manifest, operations
from bot.sandbox.state import Channel, Json, Refused, Team
from bot.sandbox.web_api.call import Call
from bot.sandbox.web_api.chat import said

if TYPE_CHECKING:
    from bot.sandbox.local import LocalSlack


async def endpoint(request: Request) -> Response:
    """One use of a response URL."""
    slack: LocalSlack = request.app.state.slack
    given = await _given(request)
    fault = slack.faults.take("response_url", given or {})
    if fault and (fault.status or fault.retry_after is not None):
        headers = {} if fault.retry_after is None else {"retry-after": str(fault.retry_after)}
        return PlainTextResponse(fault.error, fault.status or 429, headers)
    record: Json = {"method": "response_url", "args": given or {}, "token": "", "team": request.path_params["team"]}
    try:
        if given is None:
            raise Refused("invalid_payload")
        ticket = slack.response_urls.use(request.path_params["name"])
        team = slack.world.teams[ticket.team]
        channel = team.channels[ticket.channel]
        if ticket.thread_ts:
            given.setdefault("thread_ts", ticket.thread_ts)
        respond(slack, team, channel, ticket.user, given, replaces=ticket.message_ts)
    except Refused as refused:
        status = 404 if refused.error in {"expired_url", "used_url"} else 400
        slack.log_call(record | {"status": status, "ok": False, "error": refused.error})
        return JSONResponse({"ok": False, "error": refused.error, **refused.extra}, status)
    slack.log_call(record | {"status": 200, "ok": True, "error": ""})
    return PlainTextResponse("ok")


async def _given(request: Request) -> Json | None:
    try:
        given: Any = json.loads(await request.body())
    except ValueError:
        return None
    return given if isinstance(given, dict) else None


def respond(slack: LocalSlack, team: Team, channel: Channel, user: str, given: Json, *, replaces: str = "") -> None:
    """Do what an answer says: replace or delete the message it belongs to, or post a new one."""
    if given.get("delete_original") and replaces:
        _delete(slack, team, channel, replaces)
        return
    call = Call(slack, "response_url", given, "", team_called=team)
    fields = {name: value for name, value in said(call).items() if value}
    if given.get("replace_original") and replaces:
        _replace(slack, team, channel, replaces, fields)
        return
    profile = {"id": team.bot_id, "app_id": slack.app_id, "name": app_manifest.NAME, "team_id": team.id}
    author = {"user": team.bot_user, "bot_id": team.bot_id, "app_id": slack.app_id, "bot_profile": profile}
    message: Json = {"text": "", **fields, **author}
    if given.get("response_type") == "in_channel":
        operations.post(slack, team, channel, message, thread_ts=str(given.get("thread_ts") or ""))
        return
    if given.get("thread_ts"):
        message["thread_ts"] = given["thread_ts"]
    operations.whisper(slack, team, channel, user, message)


def _delete(slack: LocalSlack, team: Team, channel: Channel, ts: str) -> None:
    if whispered := team.ephemeral.pop(ts, None):
        slack.changes.tell("ephemeral_deleted", team.id, channel=channel.id, user=whispered["user"], ts=ts)
    else:
        operations.delete(slack, team, channel, ts)


def _replace(slack: LocalSlack, team: Team, channel: Channel, ts: str, fields: Json) -> None:
    whispered = team.ephemeral.get(ts)
    if whispered is None:
        operations.edit(slack, team, channel, ts, {"blocks": None, "attachments": None, **fields}, team.bot_user)
        return
    kept = {name: value for name, value in whispered["message"].items() if name not in {"blocks", "attachments"}}
    whispered["message"] = kept | fields
    slack.changes.tell("ephemeral_changed", team.id, **whispered)
