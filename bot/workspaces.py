"""The workspaces that the app is installed in: whose token to use, and which user we are there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Lock
from typing import Any, Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler
from slack_sdk.web import SlackResponse

from bot.attempts import refusal_of
from bot.blocks.sections import without_rich_text
from bot.settings import Settings, SettingsError

Count = Callable[[str, str], None]  # method, outcome


class UnknownWorkspace(Exception):
    """The app is not installed there, or is there no more."""


@dataclass(frozen=True)
class Workspace:
    """One workspace where the app is installed."""

    team: str
    bot_token: str = field(repr=False)
    bot_user: str
    bot_id: str
    enterprise: str = ""
    scopes: tuple[str, ...] = ()


class Workspaces(Protocol):
    """Finds a workspace by the id of its team."""

    def of(self, team: str) -> Workspace:
        """The workspace. Raises UnknownWorkspace."""


class Counted(WebClient):
    """Tells `count` the method and outcome of each call. `rich_text`: whether blocks may have it."""

    def __init__(self, count: Count | None, *, rich_text: bool = True, **given: Any) -> None:
        super().__init__(**given)
        self._count = count
        self.rich_text = rich_text

    def api_call(self, api_method: str, **given: Any) -> SlackResponse:
        """Calls Slack."""
        if not self.rich_text and isinstance(given.get("json"), dict):
            given["json"] = without_rich_text(given["json"])
        try:
            answer = super().api_call(api_method, **given)
        except (SlackClientError, OSError, HTTPException) as error:
            self._tell(api_method, refusal_of(error).code)
            raise
        self._tell(api_method, "ok")
        return answer

    def _tell(self, method: str, outcome: str) -> None:
        if self._count is not None:
            self._count(method, outcome)


def web_client(settings: Settings, token: str = "", count: Count | None = None) -> WebClient:
    """A client of the Slack that the settings name. Rate limits are left to the caller, who knows what can wait."""
    return Counted(
        count,
        rich_text=settings.rich_text,
        token=token or None,
        base_url=settings.slack_api_url,
        timeout=15,
        proxy=settings.proxy or None,
        retry_handlers=[ConnectionErrorRetryHandler(max_retry_count=1)],
    )


class OneWorkspace:
    """The workspace of the bot token in the settings. Asks Slack who we are once, when first needed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._known: Workspace | None = None

    def of(self, team: str) -> Workspace:
        """The one workspace, whatever the team: events of a shared channel may carry another one's id."""
        del team
        with self._lock:
            if self._known is None:
                self._known = ask(self._settings, self._settings.slack_bot_token.get_secret_value())
            return self._known


def ask(settings: Settings, token: str) -> Workspace:
    """Who a bot token belongs to, as Slack says (`auth.test`)."""
    if not token.startswith("xoxb-"):
        raise SettingsError(
            "SLACK_BOT_TOKEN must be a bot token (xoxb-...): see OAuth & Permissions in the app's settings"
        )
    told = web_client(settings, token).auth_test()
    scopes = str(told.headers.get("x-oauth-scopes") or told.headers.get("X-OAuth-Scopes") or "")
    return Workspace(
        team=told["team_id"],
        bot_token=token,
        bot_user=told["user_id"],
        bot_id=told.get("bot_id") or "",
        enterprise=told.get("enterprise_id") or "",
        scopes=tuple(s.strip() for s in scopes.split(",") if s.strip()),
    )


def clients(settings: Settings, workspaces: Workspaces, count: Count | None = None) -> Callable[[str], WebClient]:
    """`client_for(team)`: one client a team, made when first needed and again when its token changes."""
    made: dict[str, WebClient] = {}

    def client_for(team: str) -> WebClient:
        token = workspaces.of(team).bot_token
        known = made.get(team)
        if known is None or known.token != token:
            known = made[team] = web_client(settings, token, count)
        return known

    return client_for
