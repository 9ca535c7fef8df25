"""`pullquote doctor`: looks at everything that must be right before the bot works, and says what to do where it is not.

Each check is a pure look: nothing is posted, made or changed. No token is ever part of what is said.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.attempts import ERRORS, refusal_of
from bot.scopes import SCOPES
from bot.settings import Settings
from bot.store import StoreError, schema
from bot.store.database import connect
from bot.understand import Children
from bot.workspaces import web_client
from handlers.errors import Unreadable
from handlers.model import Original

REPLAY_WINDOW = 300  # seconds: Slack's signatures are refused where the clock is further off
NOTICED = 30  # seconds
_KINDS = {
    "xoxb-": "a bot token",
    "xoxp-": "a user token",
    "xapp-": "an app-level token",
    "xoxe": "a configuration or rotating token",
    "xoxc-": "a browser's token",
}
_SENTENCE = "“The bridge opens in May,” said Jan Pell, the mayor of Ottery. It cost 40 million dollars."
_ENVIRONMENT_PROXIES = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
_BASICS = "Basic Information in the app's settings (api.slack.com/apps)"
_PERMISSIONS = "OAuth & Permissions in the app's settings (api.slack.com/apps)"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `to_do` may stand beside `ok` too: then it is advice."""

    name: str
    ok: bool
    says: str
    to_do: str = ""


def doctor(settings: Settings, channel: str = "") -> list[Check]:
    """Every check, in the order in which they are worth mending; `channel` is the id of one to look into."""
    return list(_checks(settings, channel))


def _checks(settings: Settings, channel: str) -> Iterator[Check]:
    yield from _oauth(settings) if settings.slack_client_id else _bot(settings)
    yield from _ways_in(settings)
    if channel:
        yield _channel(settings, channel)
    yield _database(settings)
    yield _understanding(settings)
    yield from _proxies(settings)


def _bot(settings: Settings) -> Iterator[Check]:
    """One workspace by its token."""
    token = settings.slack_bot_token.get_secret_value()
    yield _token("SLACK_BOT_TOKEN", token, "xoxb-", _PERMISSIONS)
    if not token:
        return
    told = _called("Slack", web_client(settings, token).auth_test, _bot_token_help)
    if isinstance(told, Check):
        yield told
        return
    yield Check("Slack", True, f"{settings.slack_api_url} knows the bot as {told['user']} in {told['team']}")
    yield from _scopes(told)
    yield from _clock(told, time.time())


def _oauth(settings: Settings) -> Iterator[Check]:
    """Many workspaces, each with a token that it gives when it installs the app."""
    missing = [
        f"{name} is not set"
        for name, value in (
            ("SLACK_CLIENT_SECRET", settings.slack_client_secret.get_secret_value()),
            ("PULLQUOTE_TOKEN_KEY", settings.token_key.get_secret_value()),
            ("PULLQUOTE_PUBLIC_URL", settings.public_url),
        )
        if not value
    ]
    to_do = "" if not missing else f"The client's id and secret are under {_BASICS}; docs/slack.md tells the rest."
    yield Check(
        "OAuth", not missing, "; ".join(missing) or "has its client, a key for tokens and a public address", to_do
    )


def _ways_in(settings: Settings) -> Iterator[Check]:
    """Socket Mode, HTTP or both."""
    app_token = settings.slack_app_token.get_secret_value()
    if app_token:
        yield _token("SLACK_APP_TOKEN", app_token, "xapp-", f"App-Level Tokens under {_BASICS}")
        call = partial(web_client(settings).apps_connections_open, app_token=app_token)
        opened = _called("socket", call, _app_token_help)
        yield opened if isinstance(opened, Check) else Check("socket", True, "Slack gives out connections")
    elif settings.http_port is None:
        yield Check(
            "SLACK_APP_TOKEN",
            False,
            "neither this nor PULLQUOTE_HTTP_PORT is set, so nothing from Slack can arrive",
            f"For Socket Mode, make a token with connections:write: App-Level Tokens under {_BASICS}.",
        )
    if settings.http_port is not None:
        yield _secret(settings.slack_signing_secret.get_secret_value())


def _token(name: str, token: str, wanted: str, where: str) -> Check:
    if token.startswith(wanted):
        return Check(name, True, f"is {_KINDS[wanted]}")
    kind = next((words for start, words in _KINDS.items() if token.startswith(start)), "no token of Slack's")
    return Check(name, False, f"is {kind}" if token else "is not set", f"It must begin with {wanted}: see {where}.")


def _secret(secret: str) -> Check:
    if re.fullmatch(r"[0-9a-f]{32}", secret):
        return Check("SLACK_SIGNING_SECRET", True, "has the form of one")
    says = "does not have the form of one, so every request would be refused" if secret else "is not set"
    return Check(
        "SLACK_SIGNING_SECRET", False, says, f"Copy the Signing Secret (32 letters and digits) from {_BASICS}."
    )


def _called(name: str, call: Callable[[], SlackResponse], to_do: Callable[[str], str]) -> SlackResponse | Check:
    """What Slack answers, or the check that says why it does not."""
    try:
        return call()
    except ERRORS as error:
        refusal = refusal_of(error)
        if not isinstance(error, SlackApiError) or refusal.away:
            return Check(
                name,
                False,
                f"does not answer ({refusal.code})",
                "Look at the network, PULLQUOTE_PROXY and SLACK_API_URL.",
            )
        return Check(name, False, f"says {refusal.code}", to_do(refusal.code))


def _bot_token_help(code: str) -> str:
    if code in ("account_inactive", "token_revoked", "token_expired"):
        return (
            f"The app was removed, or its token revoked: install it again and copy the new token from {_PERMISSIONS}."
        )
    return f"Copy the Bot User OAuth Token again from {_PERMISSIONS}."


def _app_token_help(code: str) -> str:
    if code in ("missing_scope", "no_permission"):
        return f"The app-level token needs the scope connections:write: make a new one under {_BASICS}."
    if code in ("invalid_auth", "not_authed", "not_allowed_token_type", "token_revoked"):
        return f"Copy the token again from App-Level Tokens under {_BASICS}."
    return "Turn on Socket Mode in the app's settings (api.slack.com/apps)."


def _scopes(told: SlackResponse) -> Iterator[Check]:
    given = _header(told, "x-oauth-scopes")
    if not given:
        return
    missing = sorted(set(SCOPES) - {scope.strip() for scope in given.split(",")})
    says = f"lacks {', '.join(missing)}" if missing else f"has all {len(SCOPES)}"
    to_do = f"Add them under {_PERMISSIONS}, or paste manifest.yml, and install the app again." if missing else ""
    yield Check("scopes", not missing, says, to_do)


def _clock(told: SlackResponse, now: float) -> Iterator[Check]:
    date = _header(told, "date")
    if not date:
        return
    off = round(now - parsedate_to_datetime(date).timestamp())
    ahead = f"is {abs(off)} s {'ahead of' if off > 0 else 'behind'} Slack's"
    if abs(off) <= NOTICED:
        yield Check("clock", True, "agrees with Slack's")
    else:
        yield Check(
            "clock", abs(off) < REPLAY_WINDOW, ahead, "Set the clock, best by NTP: Slack's requests carry a time."
        )


def _channel(settings: Settings, channel: str) -> Check:
    client = web_client(settings, settings.slack_bot_token.get_secret_value())
    told = _called("channel", partial(client.conversations_info, channel=channel), _channel_help)
    if isinstance(told, Check):
        return told
    if told["channel"].get("is_member"):
        return Check("channel", True, f"the bot is in {channel}")
    return Check("channel", False, f"the bot is not in {channel}", "Type /invite @Pullquote in it.")


def _channel_help(code: str) -> str:
    if code == "missing_scope":
        return f"Add channels:read and groups:read under {_PERMISSIONS} and install the app again."
    return "Give the channel's id, such as C0123456789 (the end of its link); in a private one type /invite @Pullquote."


def _database(settings: Settings) -> Check:
    try:
        database = connect(settings.database_url)
        file = database.engine.url.database if database.is_sqlite else None
        if file and not Path(file).exists():
            return _new_file(Path(file))
        try:
            at = schema.current(database)
            if at == schema.newest():
                return Check("database", True, "is there and up to date")
            if database.is_sqlite:
                return Check("database", True, "is there; pullquote run brings it up to date")
            return Check("database", False, "is not up to date", "Run pullquote migrate.")
        finally:
            database.close()
    except StoreError as error:
        return Check("database", False, str(error), "Look at PULLQUOTE_DATABASE_URL.")


def _new_file(file: Path) -> Check:
    folder = file.absolute().parent
    if os.access(folder, os.W_OK):
        return Check("database", True, f"{file} is made by pullquote run")
    return Check("database", False, f"{folder} cannot be written to", "Make the folder, or set PULLQUOTE_DATABASE_URL.")


def _understanding(settings: Settings) -> Check:
    """Has a sentence read in a child process, as an article would be."""
    started = time.monotonic()
    try:
        with Children(settings, spares=0) as children:
            digest = children.digest(Original(_SENTENCE.encode(), "text/plain; charset=utf-8"))
    except Unreadable as error:
        return Check("reading", False, error.reason, "pullquote --verbose doctor shows why. Is everything installed?")
    if digest.failed or not digest.all_quotes or not digest.all_figures or digest.all_quotes[0].speaker is None:
        failed = ", ".join(digest.failed) or "the language model"
        return Check("reading", False, f"{failed} does not work", "Install again with the lock file: scripts/install.")
    return Check("reading", True, f"a test sentence was understood in {time.monotonic() - started:.1f} s")


def _proxies(settings: Settings) -> Iterator[Check]:
    found = [name for name in _ENVIRONMENT_PROXIES if os.environ.get(name)]
    if found and not settings.proxy:
        yield Check("proxy", True, f"{found[0]} is set, and is not used", "Set PULLQUOTE_PROXY where one is needed.")


def _header(told: SlackResponse, name: str) -> str:
    headers: dict[str, Any] = {key.lower(): value for key, value in told.headers.items()}
    value = headers.get(name, "")
    return str(value[0] if isinstance(value, list) else value)
