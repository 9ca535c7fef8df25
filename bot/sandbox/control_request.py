"""What the control routes share: reading a body, finding who and where, answering refusals."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.state import Channel, Json, Refused, Team

if TYPE_CHECKING:
    from bot.sandbox.local import LocalSlack

_NOT_FOUND = {
    "channel_not_found",
    "user_not_found",
    "team_not_found",
    "message_not_found",
    "view_not_found",
    "file_not_found",
}


@dataclass(frozen=True)
class Wish:
    """One control call: what is wanted, and of which sandbox."""

    slack: LocalSlack
    given: Json

    def __getitem__(self, name: str) -> Any:
        """A field that must be there."""
        if name not in self.given:
            raise Refused("missing_field", field=name)
        return self.given[name]

    def get(self, name: str, default: Any = None) -> Any:
        """A field that may be there."""
        value = self.given.get(name)
        return default if value is None else value

    @property
    def team(self) -> Team:
        """The workspace that is meant."""
        return self.slack.team(str(self.get("team", "")))

    @property
    def user(self) -> str:
        """The person who acts."""
        return self.slack.user(self.team, str(self.get("user", "")))

    @property
    def channel(self) -> Channel:
        """The conversation that is meant."""
        return self.slack.channel(self.team, str(self["channel"]))

    def place(self) -> tuple[Channel | None, Json]:
        """The message (of all, or shown to one) or the view that is meant."""
        team = self.team
        if view_id := self.get("view_id"):
            view = team.view(str(view_id))
            if view is None:
                raise Refused("view_not_found")
            return None, view
        ts = str(self["ts"])
        if ts in team.ephemeral:
            shown = team.ephemeral[ts]
            return team.channels[shown["channel"]], shown["message"]
        channel = self.channel
        if ts not in channel.messages:
            raise Refused("message_not_found")
        return channel, channel.shown(ts)


Handler = Callable[[Wish], Awaitable[Json]]


def route(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """A handler of wishes as an endpoint: JSON in (a query, for a GET), JSON out."""

    async def endpoint(request: Request) -> Response:
        slack: LocalSlack = request.app.state.slack
        try:
            return answer(await handler(Wish(slack, await _given(request))))
        except Refused as refused:
            return refusal(refused)

    return endpoint


async def _given(request: Request) -> Json:
    if request.method == "GET":
        return dict(request.query_params)
    body = await request.body()
    try:
        given: Any = json.loads(body or b"{}")
    except ValueError:
        raise Refused("invalid_json") from None
    if not isinstance(given, dict):
        raise Refused("invalid_json")
    return given


def answer(made: Json) -> Response:
    """A result; one that says `ok: false` by itself is still status 200: Slack was asked, and the bot failed."""
    return JSONResponse({"ok": True} | made)


def refusal(refused: Refused) -> Response:
    """A call that makes no sense."""
    status = 404 if refused.error in _NOT_FOUND else 400
    return JSONResponse({"ok": False, "error": refused.error, **refused.extra}, status)
