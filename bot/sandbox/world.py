"""The world that a sandbox opens with: a newsroom, and a second workspace that has not installed the app."""

from __future__ import annotations

import time

from bot.sandbox import app_manifest
from bot.sandbox.identity import Identities
from bot.sandbox.state import Channel, Installation, Json, Team, World

_PEOPLE = {
    "gazette": (
        ("ines", "Inés Calder", "America/New_York", True),
        ("tomasz", "Tomasz Wren", "Europe/Warsaw", False),
        ("priya", "Priya Raman", "Asia/Kolkata", False),
        ("lou", "Lou Abernathy", "America/Chicago", False),
    ),
    "courier": (("marit", "Marit Solberg", "Europe/Oslo", True), ("oskar", "Oskar Lind", "Europe/Stockholm", False)),
}
_COLORS = ("4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "9f69e7")


def person(ids: Identities, team: Team, name: str, real_name: str, tz: str, *, admin: bool = False) -> Json:
    """A person of the workspace, put into it."""
    user: Json = {
        "id": ids.make("U"),
        "team_id": team.id,
        "name": name,
        "deleted": False,
        "color": _COLORS[len(team.users) % len(_COLORS)],
        "real_name": real_name,
        "tz": tz,
        "tz_label": tz,
        "tz_offset": 0,
        "profile": {
            "real_name": real_name,
            "display_name": name,
            "team": team.id,
            "avatar_hash": "",
            "status_text": "",
        },
        "is_admin": admin,
        "is_owner": admin,
        "is_primary_owner": admin,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": False,
        "is_app_user": False,
        "updated": int(time.time()),
        "locale": "en-US",
    }
    team.users[user["id"]] = user
    return user


def channel(ids: Identities, team: Team, name: str, kind: str, members: list[str], purpose: str = "") -> Channel:
    """A conversation, put into the workspace."""
    prefix = {"channel": "C", "group": "C", "mpim": "C", "im": "D"}[kind]
    made = Channel(ids.make(prefix), name, kind, members[0], int(time.time()), list(members), purpose=purpose)
    team.channels[made.id] = made
    return made


def install(ids: Identities, team: Team, scopes: tuple[str, ...]) -> Installation:
    """Install the app: a fresh token; the bot's user and id stay what they were."""
    token = f"xoxb-{ids.digits(12)}-{ids.digits(13)}-{ids.token()}"
    team.installation = Installation(token, team.bot_id, team.bot_user, scopes)
    return team.installation


def _team(ids: Identities, name: str, domain: str) -> Team:
    team = Team(ids.make("T"), name, domain)
    for handle, real_name, tz, admin in _PEOPLE[domain]:
        person(ids, team, handle, real_name, tz, admin=admin)
    slackbot = person(ids, team, "slackbot", "Slackbot", "America/Los_Angeles")
    del team.users[slackbot["id"]]
    team.users["USLACKBOT"] = slackbot | {"id": "USLACKBOT", "is_bot": True}
    bot = person(ids, team, app_manifest.NAME.lower(), app_manifest.NAME, "America/Los_Angeles")
    team.bot_user, team.bot_id = bot["id"], ids.make("B")
    bot |= {"is_bot": True}
    bot["profile"] |= {"bot_id": team.bot_id, "display_name": app_manifest.NAME}
    return team


def opening(ids: Identities, scopes: tuple[str, ...]) -> World:
    """A fresh world. Its ids follow from `ids` alone, so two sandboxes with one seed agree."""
    gazette = _team(ids, "Pullquote Gazette", "gazette")
    people = [user["id"] for user in gazette.users.values() if not user["is_bot"]]
    bot = gazette.bot_user
    channel(ids, gazette, "newsroom", "channel", [*people, bot], "Articles worth a second look")
    channel(ids, gazette, "research", "channel", [*people[:3], bot], "Reports and papers")
    channel(ids, gazette, "random", "channel", people, "Everything else")
    channel(ids, gazette, "investigations", "group", [*people[:2], bot], "Not for the whole house")
    for who in people:
        channel(ids, gazette, "", "im", [who, bot]).user = who
    install(ids, gazette, scopes)
    courier = _team(ids, "Northgate Courier", "courier")
    staff = [user["id"] for user in courier.users.values() if not user["is_bot"]]
    channel(ids, courier, "frontpage", "channel", [*staff, courier.bot_user], "What runs tomorrow")
    return World({gazette.id: gazette, courier.id: courier})
