"""Tokens, connections, installing and uninstalling."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.sandbox import app_manifest, events, world
from bot.sandbox.state import Json, Refused, Team
from bot.sandbox.web_api.call import Call, Method

if TYPE_CHECKING:
    from bot.sandbox.local import LocalSlack

_ROTATION_SECONDS = 43_200


def test(call: Call) -> Json:
    """auth.test."""
    team = call.team
    return {
        "url": f"{call.slack.url}/",
        "team": team.name,
        "user": team.users[team.bot_user]["name"],
        "team_id": team.id,
        "user_id": team.bot_user,
        "bot_id": team.bot_id,
        "is_enterprise_install": False,
    }


def echo(call: Call) -> Json:
    """api.test."""
    return {"args": call.arguments}


def connections_open(call: Call) -> Json:
    """apps.connections.open."""
    return {"url": call.slack.socket_mode.ticket()}


def revoke(call: Call) -> Json:
    """auth.revoke."""
    if call.flag("test"):
        return {"revoked": False}
    revoke_token(call.slack, call.team)
    return {"revoked": True}


def uninstall(call: Call) -> Json:
    """apps.uninstall."""
    _check_client(call)
    uninstall_app(call.slack, call.team)
    return {}


def revoke_token(slack: LocalSlack, team: Team, error: str = "token_revoked") -> None:
    """Let the bot's token of a workspace die, and say so."""
    if team.installation is None:
        raise Refused("not_installed")
    slack.world.dead_tokens[team.installation.bot_token] = error
    team.installation = None
    event = {
        "type": "tokens_revoked",
        "tokens": {"oauth": [], "bot": [team.bot_user]},
        "event_ts": slack.ids.timestamp(),
    }
    events.tell(slack, team, event)
    slack.tell_bot()


def uninstall_app(slack: LocalSlack, team: Team) -> None:
    """Take the app out of a workspace."""
    revoke_token(slack, team, "account_inactive")
    events.tell(slack, team, {"type": "app_uninstalled", "event_ts": slack.ids.timestamp()})


def _check_client(call: Call) -> None:
    given_id = call.client[0] or call.text("client_id")
    given_secret = call.client[1] or call.text("client_secret")
    if given_id != call.slack.client_id:
        raise Refused("invalid_client_id")
    if given_secret != call.slack.client_secret:
        raise Refused("bad_client_secret")


def access(call: Call) -> Json:
    """oauth.v2.access: a code, or a refresh token, against a bot token."""
    _check_client(call)
    if call.text("grant_type") == "refresh_token":
        return _refresh(call)
    known = call.slack.world.codes.pop(call.text("code"), None)
    if known is None:
        raise Refused("invalid_code")
    if call.text("redirect_uri") != known["redirect_uri"] and known["redirect_uri"]:
        raise Refused("bad_redirect_uri")
    team = call.slack.world.teams[known["team"]]
    world.install(call.slack.ids, team, known["scopes"])
    call.slack.tell_bot()
    return _grant(call.slack, team, known["user"])


def _refresh(call: Call) -> Json:
    given = call.text("refresh_token")
    for team in call.slack.world.teams.values():
        old = team.installation
        if old and old.refresh_token and old.refresh_token == given:
            call.slack.world.dead_tokens[old.bot_token] = "token_expired"
            world.install(call.slack.ids, team, old.scopes)
            return _grant(call.slack, team, "")
    raise Refused("invalid_refresh_token")


def _grant(slack: LocalSlack, team: Team, user: str) -> Json:
    made = team.installation
    assert made is not None  # noqa: S101
    granted: Json = {
        "app_id": slack.app_id,
        "authed_user": {"id": user},
        "scope": ",".join(made.scopes),
        "token_type": "bot",
        "access_token": made.bot_token,
        "bot_user_id": made.bot_user,
        "team": {"id": team.id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    if slack.settings.token_rotation:
        made.bot_token = f"xoxe.{made.bot_token}"
        made.refresh_token = f"xoxe-1-{slack.ids.token(60)}"
        made.expires_at = time.time() + _ROTATION_SECONDS
        granted |= {
            "access_token": made.bot_token,
            "refresh_token": made.refresh_token,
            "expires_in": _ROTATION_SECONDS,
        }
    return granted


def team_profile(call: Call) -> Json:
    """team.info."""
    team = call.team
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "url": f"{call.slack.url}/", "icon": {}}}


def bot_profile(call: Call) -> Json:
    """bots.info."""
    team = call.team
    if call.text("bot", team.bot_id) != team.bot_id:
        raise Refused("bot_not_found")
    bot = {"id": team.bot_id, "deleted": False, "name": app_manifest.NAME, "app_id": call.slack.app_id}
    return {"bot": bot | {"user_id": team.bot_user, "updated": 0, "icons": {}}}


METHODS = {
    "api.test": Method(echo, token="none"),  # noqa: S106
    "auth.test": Method(test),
    "auth.revoke": Method(revoke),
    "apps.connections.open": Method(connections_open, ("connections:write",), "app"),
    "apps.uninstall": Method(uninstall),
    "oauth.v2.access": Method(access, token="none"),  # noqa: S106
    "team.info": Method(team_profile, ("team:read",)),
    "bots.info": Method(bot_profile, ("users:read",)),
}
