"""The Web API: /api/<method>, with form or JSON bodies, tokens, scopes, faults, and a log of every call."""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import time
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.sandbox.state import Json, Refused
from bot.sandbox.web_api import auth, chat, conversations, files, views
from bot.sandbox.web_api.call import Call, Method

if TYPE_CHECKING:
    from bot.sandbox.faults import Fault
    from bot.sandbox.local import LocalSlack

METHODS: dict[str, Method] = {
    **auth.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **views.METHODS,
}


async def endpoint(request: Request) -> Response:
    """Answer one call."""
    slack: LocalSlack = request.app.state.slack
    method = request.path_params["method"]
    try:
        arguments = await _arguments(request)
    except Refused as refused:
        return _refusal(slack, method, {}, "", refused)
    call = Call(slack, method, arguments, _token(request, arguments), _basic(request))
    fault = slack.faults.take(method, arguments)
    if fault is not None and not fault.after_effect:
        await asyncio.sleep(fault.delay)
        answer = _fail(slack, call, fault)
        if answer is not None:
            return answer
    answer = _run(call)
    if fault is not None and fault.after_effect:
        slack.wires.reset(request.scope)
    return answer


def _run(call: Call) -> Response:
    slack = call.slack
    try:
        found = _allowed(call)
        made: Json = {"ok": True, **found.run(call)}
    except Refused as refused:
        return _refusal(slack, call.method, call.arguments, call.token, refused, call)
    _log(call, 200, "")
    return JSONResponse(made, headers=_headers(call))


def _allowed(call: Call) -> Method:
    """The method, if it exists and this token may call it."""
    method = METHODS.get(call.method)
    if method is None:
        raise Refused("unknown_method", req_method=call.method)
    if method.token == "none":  # noqa: S105
        return method
    if not call.token:
        raise Refused("not_authed")
    is_app = call.token == call.slack.app_token
    if method.token == "app":  # noqa: S105
        if not is_app:
            raise Refused("not_allowed_token_type" if call.slack.world.team_of(call.token) else "invalid_auth")
        return method
    if is_app:
        raise Refused("not_allowed_token_type")
    if call.token in call.slack.world.dead_tokens:
        raise Refused(call.slack.world.dead_tokens[call.token])
    call.team_called = call.slack.world.team_of(call.token)
    if call.team_called is None:
        raise Refused("invalid_auth")
    if 0 < call.installation.expires_at < time.time():
        raise Refused("token_expired")
    for scope in method.scopes:
        call.need(scope)
    return method


def _fail(slack: LocalSlack, call: Call, fault: Fault) -> Response | None:
    """The failure that was ordered; None where the call was only to be slow."""
    if fault.retry_after is not None:
        refused = Refused("ratelimited", retry_after=fault.retry_after)
        return _refusal(slack, call.method, call.arguments, call.token, refused)
    if fault.status:
        slack.log_call(_record(call, fault.status, fault.error or "fault"))
        return PlainTextResponse(fault.error or "upstream error", fault.status)
    if fault.error:
        return _refusal(slack, call.method, call.arguments, call.token, Refused(fault.error))
    return None


def _refusal(
    slack: LocalSlack, method: str, arguments: Json, token: str, refused: Refused, call: Call | None = None
) -> Response:
    call = call or Call(slack, method, arguments, token)
    if refused.error == "ratelimited":
        _log(call, 429, "ratelimited")
        headers = {"retry-after": str(refused.extra.get("retry_after", 1))}
        return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers)
    _log(call, 200, refused.error)
    return JSONResponse({"ok": False, "error": refused.error, **refused.extra}, headers=_headers(call))


def _log(call: Call, status: int, error: str) -> None:
    call.slack.log_call(_record(call, status, error))


def _record(call: Call, status: int, error: str) -> Json:
    kind = call.token.partition("-")[0]
    team = call.team_called.id if call.team_called else ""
    arguments = {name: value for name, value in call.arguments.items() if name not in {"token", "client_secret"}}
    return {
        "method": call.method,
        "args": arguments,
        "token": kind,
        "team": team,
        "status": status,
        "ok": not error,
        "error": error,
    }


def _headers(call: Call) -> dict[str, str]:
    if call.team_called is None or call.team_called.installation is None:
        return {}
    accepted = METHODS[call.method].scopes if call.method in METHODS else ()
    have = call.team_called.installation.scopes
    return {"x-oauth-scopes": ",".join(have), "x-accepted-oauth-scopes": ",".join(accepted)}


async def _arguments(request: Request) -> Json:
    """Query, form or JSON, as one."""
    arguments: Json = dict(request.query_params)
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == "application/json":
        body = await request.body()
        try:
            given: Any = json.loads(body) if body else {}
        except ValueError:
            raise Refused("invalid_json") from None
        if not isinstance(given, dict):
            raise Refused("json_not_object")
        return arguments | given
    if media in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        async with request.form() as form:
            return arguments | {name: value for name, value in form.items() if isinstance(value, str)}
    if media:
        raise Refused("invalid_post_type")
    return arguments


def _token(request: Request, arguments: Json) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(arguments.get("token") or "")


def _basic(request: Request) -> tuple[str, str]:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, secret = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, secret
