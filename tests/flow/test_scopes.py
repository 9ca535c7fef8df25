"""Least privilege: in a walk through everything that the app does, each scope is needed and none is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from running import answered, page, running, settled

from bot.sandbox.app_manifest import SCOPES
from bot.sandbox.server import Sandbox
from bot.sandbox.web_api.call import Call

_PLURAL = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
_OF_EVENT = {"app_mention": "app_mentions:read", "file_shared": "files:read", "reaction_added": "reactions:read"}


def needed_by(delivery: dict[str, Any], private: set[str]) -> str:
    """The scope without which Slack would not have sent this; "" where it asks for none."""
    if delivery["kind"] == "slash_commands" or delivery["type"] in ("shortcut", "message_action"):
        return "commands"
    event = delivery["payload"].get("event") or {}
    if event.get("type") == "message":
        return f"{_PLURAL[event['channel_type']]}:history"
    if event.get("type") == "member_joined_channel":
        return "groups:read" if event["channel"] in private else "channels:read"
    return _OF_EVENT.get(str(event.get("type")), "")


def walk(slack: Sandbox, folder: Path) -> None:
    """Everything that the app does, once."""
    control = slack.control
    with running(slack, folder) as bot:
        group = str(control.make_channel(users=["ines", "lou", "pullquote"])["id"])
        for n, channel in enumerate(("newsroom", "investigations", group, "@ines")):
            answered(slack, channel, control.post_message(channel, page(slack, f"walk{n}"), user="ines"))
        control.upload("newsroom", b"\xe2\x80\x9cYes,\xe2\x80\x9d said Ada Brandt.", "a.txt", media_type="text/plain")
        control.slash("newsroom", "help")
        control.shortcut("digest_article")
        ts = control.post_message("newsroom", "@pullquote", user="ines")
        control.react("newsroom", ts, "newspaper")
        for name, private in (("open", False), ("closed", True)):
            made = control.make_channel(f"walk-{name}", is_private=private)["id"]
            control.invite(made, "pullquote")
        control.home_open()
        control.wait_for(control.home, 15)
        settled(slack, bot)


def test_each_scope_is_needed_and_none_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What our calls ask for and what Slack's events come by is the manifest's list, no more and no less."""
    needed: set[str] = set()
    need = Call.need

    def noted(call: Call, scope: str) -> None:
        needed.add(scope)
        need(call, scope)

    monkeypatch.setattr(Call, "need", noted)
    with Sandbox() as slack:
        walk(slack, tmp_path)
        private = {c["id"] for c in slack.control.state()["channels"] if c["is_private"]}
        needed |= {needed_by(delivery, private) for delivery in slack.control.events()} - {""}
        groups = {c["id"] for c in slack.control.state()["channels"] if c["is_mpim"]}
        refused = [call for call in slack.control.calls() if call["error"] == "missing_scope"]
        assert [call for call in refused if call["args"].get("channel") not in groups] == []
        assert {call["method"] for call in refused} <= {"conversations.info"}  # told to be private by being refused
    assert needed - {"mpim:read"} == set(SCOPES)  # group messages are known to be private without it
