"""manifest.yml, and the app as the local Slack knows it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.sandbox import app_manifest


def text(low: int, high: int, **more: Any) -> dict[str, Any]:
    return {"type": "string", "minLength": low, "maxLength": high, **more}


def exactly(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """An object with these fields and no others."""
    properties = {**required, **(optional or {})}
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


URL = text(8, 3000, pattern="^https://")
FLAG = {"type": "boolean"}
SCHEMA = exactly(
    {
        "display_information": exactly(
            {"name": text(1, 35)},
            {
                "description": text(1, 140),
                "long_description": text(174, 4000),
                "background_color": {"type": "string", "pattern": "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"},
            },
        ),
        "features": exactly(
            {},
            {
                "app_home": exactly(
                    {},
                    {"home_tab_enabled": FLAG, "messages_tab_enabled": FLAG, "messages_tab_read_only_enabled": FLAG},
                ),
                "bot_user": exactly(
                    {"display_name": text(1, 80, pattern="^[A-Za-z0-9._ -]+$")}, {"always_online": FLAG}
                ),
                "shortcuts": {
                    "type": "array",
                    "maxItems": 10,
                    "items": exactly(
                        {
                            "name": text(1, 24),
                            "type": {"enum": ["message", "global"]},
                            "callback_id": text(1, 255),
                            "description": text(1, 150),
                        }
                    ),
                },
                "slash_commands": {
                    "type": "array",
                    "maxItems": 50,
                    "items": exactly(
                        {"command": text(2, 32, pattern="^/[a-z0-9_-]+$"), "description": text(1, 2000)},
                        {"usage_hint": text(1, 1000), "should_escape": FLAG, "url": URL},
                    ),
                },
            },
        ),
        "oauth_config": exactly(
            {"scopes": exactly({"bot": {"type": "array", "maxItems": 255, "uniqueItems": True, "items": text(1, 60)}})},
            {"redirect_urls": {"type": "array", "maxItems": 1000, "items": URL}},
        ),
        "settings": exactly(
            {},
            {
                "event_subscriptions": exactly(
                    {"bot_events": {"type": "array", "maxItems": 100, "uniqueItems": True, "items": text(1, 60)}},
                    {"request_url": URL},
                ),
                "interactivity": exactly({"is_enabled": FLAG}, {"request_url": URL, "message_menu_options_url": URL}),
                "org_deploy_enabled": FLAG,
                "socket_mode_enabled": FLAG,
                "token_rotation_enabled": FLAG,
            },
        ),
    },
    {"_metadata": exactly({}, {"major_version": {"enum": [1, 2]}, "minor_version": {"type": "integer"}})},
)

NEEDED_BY_EVENT = {
    "app_mention": {"app_mentions:read"},
    "channel_left": {"channels:read"},
    "file_deleted": {"files:read"},
    "file_shared": {"files:read"},
    "group_left": {"groups:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "message.mpim": {"mpim:history"},
    "reaction_added": {"reactions:read"},
}


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "manifest.yml").read_text())
    return found


def test_the_manifest_is_one_that_slack_takes(manifest: dict[str, Any]) -> None:
    """Fields, lengths and forms as in Slack's reference of app manifests."""
    jsonschema.validate(manifest, SCHEMA)


def test_the_local_slack_knows_the_same_app(manifest: dict[str, Any]) -> None:
    """Name, scopes, events, commands and shortcuts in Python are those of the manifest."""
    assert manifest["display_information"]["name"] == app_manifest.NAME
    assert manifest["oauth_config"]["scopes"]["bot"] == list(app_manifest.SCOPES)
    assert manifest["settings"]["event_subscriptions"]["bot_events"] == list(app_manifest.EVENTS)
    assert manifest["features"]["slash_commands"] == list(app_manifest.COMMANDS)
    assert manifest["features"]["shortcuts"] == list(app_manifest.SHORTCUTS)


def test_every_event_has_its_scope(manifest: dict[str, Any]) -> None:
    """Slack refuses a subscription whose scope is missing."""
    scopes = set(manifest["oauth_config"]["scopes"]["bot"])
    for event in manifest["settings"]["event_subscriptions"]["bot_events"]:
        assert NEEDED_BY_EVENT.get(event, set()) <= scopes, event


def test_the_app_asks_for_little(manifest: dict[str, Any]) -> None:
    """No joining by itself, no posting where it was not invited, no uploads, no links of whole sites."""
    scopes = set(manifest["oauth_config"]["scopes"]["bot"])
    forbidden = {"channels:join", "chat:write.public", "files:write", "links:read", "links:write"}
    assert not scopes & forbidden
    assert len(scopes) <= 12
