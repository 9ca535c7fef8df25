"""`pullquote doctor`: looks at everything that must be right before the bot works, and says what to do where it is not.

Each check is a pure look: nothing is posted, made or changed. No token is ever part of what is said.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

from cryptography.fernet import Fernet
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.attempts import ERRORS, refusal_of
from bot.blocks.wording import counted
from bot.checks import Check, database_there, installed, proxies
from bot.checks import understanding as _understanding
from bot.scopes import SCOPES
from bot.settings import Settings, token_keys
from bot.store import StoreError
from bot.workspaces import web_client

REPLAY_WINDOW = 300  # seconds: Slack's signatures are refused where the clock is further off
NOTICED = 30  # seconds
_KINDS = {
    "xoxb-": "a bot token",
    "xoxp-": "a user token",
    "xapp-": "an app-level token",
    "xoxe": "a configuration or rotating token",
    "xoxc-": "a browser's token",
}
_BASICS = "Basic Information in the app's settings (api.slack.com/apps)"
_PERMISSIONS = "OAuth & Permissions in the app's settings (api.slack.com/apps)"


def doctor(settings: Settings, channel: str = "") -> list[Check]:
    """Every check, in the order in which they are worth mending; `channel` is the id of one to look into."""
    return list(_checks(settings, channel))


def _checks(settings: Settings, channel: str) -> Iterator[Check]:
    if not settings.many_workspaces or not settings.slack_client_id:
        yield from _bot(settings)
    if settings.slack_client_id:
        yield from _oauth(settings)
    yield from _ways_in(settings)
    if channel:
        yield _channel(settings, channel)
    yield database_there(settings)
    yield _understanding(settings)
    yield from proxies(settings)


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
            ("PULLQUOTE_HTTP_PORT", settings.http_port is not None),
        )
        if not value
    ]
    missing += [] if _keys_are_keys(settings) else ["PULLQUOTE_TOKEN_KEY is no Fernet key"]
    to_do = "" if not missing else f"The client's id and secret are under {_BASICS}; docs/slack.md tells the rest."
    yield Check(
        "OAuth", not missing, "; ".join(missing) or "has its client, a key for tokens and a public address", to_do
    )
    if not settings.many_workspaces:
        yield Check("OAuth", True, "is not used while SLACK_BOT_TOKEN is set", "Unset the one that is not meant.")
        return
    told = _called("Slack", web_client(settings).api_test, lambda _: "Look at SLACK_API_URL.")
    if isinstance(told, Check):
        yield told
        return
    yield Check("Slack", True, f"{settings.slack_api_url} answers")
    yield from _clock(told, time.time())
    if not missing:
        yield from _installed(settings)


def _keys_are_keys(settings: Settings) -> bool:
    try:
        return bool([Fernet(key) for key in token_keys(settings)]) or not settings.token_key.get_secret_value()
    except ValueError:
        return False


def _installed(settings: Settings) -> Iterator[Check]:
    """Whether each workspace has given the scopes that are needed now, as it said when it installed the app."""
    try:
        known = installed(settings)
    except StoreError as error:
        yield Check("workspaces", False, str(error), "Look at PULLQUOTE_TOKEN_KEY: older keys stay behind a comma.")
        return
    lacking = sorted(team for team, found in known.items() if set(SCOPES) - set(found.get("bot_scopes") or ()))
    install = f"Open {settings.public_url.rstrip('/')}/slack/install and install it there"
    if lacking:
        says = f"{', '.join(lacking)} gave fewer scopes than are needed now"
        yield Check("workspaces", False, says, f"{install} again.")
    elif known:
        yield Check("workspaces", True, f"{counted(len(known), 'workspace')} installed the app")
    else:
        yield Check("workspaces", True, "none has installed the app yet", f"{install}.")


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
    """Whether the bot is in it; of many workspaces, in the one that knows it."""
    looked = Check("channel", False, "no workspace has installed the app", "Install it first.")
    for token in _tokens(settings):
        call = partial(web_client(settings, token).conversations_info, channel=channel)
        told = _called("channel", call, _channel_help)
        if isinstance(told, Check):
            looked = told
        elif told["channel"].get("is_member"):
            return Check("channel", True, f"the bot is in {channel}")
        else:
            looked = Check("channel", False, f"the bot is not in {channel}", "Type /invite @Pullquote in it.")
    return looked


def _tokens(settings: Settings) -> Iterator[str]:
    if not settings.many_workspaces:
        yield settings.slack_bot_token.get_secret_value()
        return
    with suppress(StoreError):
        yield from (str(found.get("bot_token") or "") for found in installed(settings).values())


def _channel_help(code: str) -> str:
    if code == "missing_scope":
        return f"Add channels:read and groups:read under {_PERMISSIONS} and install the app again."
    return "Give the channel's id, such as C0123456789 (the end of its link); in a private one type /invite @Pullquote."


def _header(told: SlackResponse, name: str) -> str:
    headers: dict[str, Any] = {key.lower(): value for key, value in told.headers.items()}
    value = headers.get(name, "")
    return str(value[0] if isinstance(value, list) else value)
