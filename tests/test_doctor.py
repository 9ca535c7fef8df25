"""The doctor finds each common mistake and says what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot import doctor as module
from bot.cli import main
from bot.doctor import Check, doctor
from bot.sandbox.server import Sandbox
from bot.scopes import SCOPES
from bot.settings import Settings, SettingsError, load, must_run
from bot.store import open_store

KEY = "VJGLiPBHVTEoNR7BEXPuw2kxk8SqtpZ3YSRTw4rxRFA="
OAUTH: dict[str, object] = {
    "slack_bot_token": "",
    "slack_app_token": "",
    "slack_client_id": "1.2",
    "slack_client_secret": "s",
    "token_key": KEY,
    "public_url": "https://pullquote.example",
    "http_port": 0,
}


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    """A local Slack."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def right(slack: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Settings that are right, and a reading that need not be tried each time."""
    slack.control.reset()
    monkeypatch.setattr(module, "_understanding", lambda settings: Check("reading", True, "not tried"))
    return {
        "slack_bot_token": slack.bot_token,
        "slack_app_token": slack.app_token,
        "slack_signing_secret": slack.signing_secret,
        "slack_api_url": slack.api_url,
        "database_url": f"sqlite:///{tmp_path}/pullquote.db",
    }


def test_all_is_well_where_it_is(right: dict[str, object]) -> None:
    """With the right settings every check is well and there is nothing to do."""
    checks = doctor(load(**right), "")
    assert [c.name for c in checks if not c.ok or c.to_do] == []
    assert {"Slack", "scopes", "clock", "socket", "database", "reading"} <= {c.name for c in checks}


@pytest.mark.parametrize(
    ("changed", "name", "to_do"),
    [
        ({"slack_bot_token": ""}, "SLACK_BOT_TOKEN", "must begin with xoxb-"),
        ({"slack_bot_token": "xoxp-1-2"}, "SLACK_BOT_TOKEN", "must begin with xoxb-"),
        ({"slack_bot_token": "xoxb-wrong"}, "Slack", "Copy the Bot User OAuth Token again"),
        ({"slack_app_token": ""}, "SLACK_APP_TOKEN", "connections:write"),
        ({"slack_app_token": "xoxb-1"}, "SLACK_APP_TOKEN", "must begin with xapp-"),
        ({"slack_app_token": "xapp-1-wrong"}, "socket", "Copy the token again"),
        ({"http_port": 0, "slack_signing_secret": "hush"}, "SLACK_SIGNING_SECRET", "Copy the Signing Secret"),
        ({"slack_api_url": "http://127.0.0.1:9/api/"}, "Slack", "Look at the network"),
        ({"database_url": "sqlite:////nowhere/at/all.db"}, "database", "Make the folder"),
        ({"database_url": "mysql://x/y"}, "database", "PULLQUOTE_DATABASE_URL"),
        ({"slack_client_id": "1.2"}, "OAuth", "docs/slack.md"),
        ({"slack_client_id": "1.2", "slack_bot_token": "xoxb-wrong"}, "Slack", "Copy the Bot User OAuth Token again"),
        (OAUTH | {"http_port": None}, "OAuth", "docs/slack.md"),
        (OAUTH | {"token_key": "no key"}, "OAuth", "docs/slack.md"),
        (OAUTH | {"slack_api_url": "http://127.0.0.1:9/api/"}, "Slack", "Look at the network"),
    ],
)
def test_a_wrong_setting_is_found(right: dict[str, object], changed: dict[str, object], name: str, to_do: str) -> None:
    """Each mistake has its own check, and words on how to mend it, without the token."""
    wrong = {check.name: check for check in doctor(load(**right | changed)) if not check.ok}
    assert to_do in wrong[name].to_do
    assert not any("wrong" in check.says + check.to_do for check in wrong.values())


@pytest.mark.parametrize(
    ("method", "error", "name", "to_do"),
    [
        ("auth.test", "account_inactive", "Slack", "install it again"),
        ("apps.connections.open", "missing_scope", "socket", "connections:write"),
        ("apps.connections.open", "socket_mode_disabled", "socket", "Turn on Socket Mode"),
    ],
)
def test_what_slack_refuses_is_explained(
    slack: Sandbox, right: dict[str, object], method: str, error: str, name: str, to_do: str
) -> None:
    """Slack's own error comes with the page of the app's settings where it is mended."""
    slack.control.fail_next(method, error=error)
    wrong = {check.name: check for check in doctor(load(**right)) if not check.ok}
    assert error in wrong[name].says
    assert to_do in wrong[name].to_do


def test_a_missing_scope_is_named(right: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    """A scope that the bot needs and the token lacks is named."""
    monkeypatch.setattr(module, "SCOPES", (*module.SCOPES, "pins:read"))
    (scopes,) = (check for check in doctor(load(**right)) if check.name == "scopes")
    assert scopes.says == "lacks pins:read"
    assert not scopes.ok


@pytest.mark.parametrize(
    ("off", "ok", "says"), [(0, True, "agrees"), (60, True, "s ahead of"), (-900, False, "s behind")]
)
def test_a_clock_that_is_off_is_found(
    right: dict[str, object], monkeypatch: pytest.MonkeyPatch, off: int, ok: bool, says: str
) -> None:
    """A little off is advice; further than Slack's signatures allow is wrong."""
    real = module.time.time
    monkeypatch.setattr(module.time, "time", lambda: real() + off)
    (clock,) = (check for check in doctor(load(**right)) if check.name == "clock")
    assert clock.ok is ok
    assert says in clock.says


@pytest.mark.parametrize(("channel", "ok"), [("newsroom", True), ("empty", False), ("C0NOTHING", False)])
def test_a_channel_without_the_bot_is_found(slack: Sandbox, right: dict[str, object], channel: str, ok: bool) -> None:
    """A channel is looked into on request."""
    if channel == "empty":
        slack.control.make_channel("empty", bot=False)
    channel_id = channel if channel.startswith("C0") else slack.control.channel_id(channel)
    (check,) = (check for check in doctor(load(**right), channel_id) if check.name == "channel")
    assert check.ok is ok
    assert ok or "/invite @Pullquote" in check.to_do


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"slack_app_token": ""},
        {"slack_app_token": "", "http_port": 0, "slack_signing_secret": ""},
        {"slack_bot_token": ""},
        {"slack_bot_token": "", "slack_client_id": "1.2"},
        OAUTH,
        OAUTH | {"slack_client_secret": ""},
        OAUTH | {"token_key": ""},
        OAUTH | {"http_port": None},
    ],
)
def test_what_cannot_run_is_not_well(right: dict[str, object], changed: dict[str, object]) -> None:
    """Settings with which the bot does not start are never said to be right; those with which it does are."""
    settings = load(**right | changed)
    try:
        must_run(settings)
    except SettingsError:
        assert not all(check.ok for check in doctor(settings))
    else:
        assert [check.name for check in doctor(settings) if not check.ok] == []


def test_workspaces_that_gave_too_little_are_named(slack: Sandbox, right: dict[str, object]) -> None:
    """Of many workspaces, those that must install the app again; and the one whose channel is asked about is found."""
    settings = load(**right | OAUTH)
    assert "none has installed" in said(settings)["workspaces"].says
    store = open_store(settings.database_url, [KEY])
    store.installations.save("T1", "U1", {"bot_token": "xoxb-wrong", "bot_scopes": list(SCOPES[1:])})
    store.installations.save("T2", "U2", {"bot_token": slack.bot_token, "bot_scopes": list(SCOPES)})
    checks = said(settings, slack.control.channel_id("newsroom"))
    assert "T1 gave fewer scopes" in checks["workspaces"].says
    assert "https://pullquote.example/slack/install" in checks["workspaces"].to_do
    assert checks["channel"].ok
    store.installations.forget("T1")
    assert said(settings)["workspaces"] == Check("workspaces", True, "1 workspace installed the app")
    other = load(**right | OAUTH | {"token_key": Fernet.generate_key().decode()})
    assert "older keys" in said(other)["workspaces"].to_do
    store.close()


def said(settings: Settings, channel: str = "") -> dict[str, Check]:
    """The checks by their names."""
    return {check.name: check for check in doctor(settings, channel)}


def test_reading_is_tried_for_real(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The command says in JSON what it found; reading works here, Slack's settings are missing, so the code is 2."""
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    assert main(["doctor", "--format", "json"]) == 2
    told = json.loads(capfd.readouterr().out)
    checks = {check["name"]: check for check in told["checks"]}
    assert told["ok"] is False
    assert checks["reading"]["ok"] is True
    assert checks["SLACK_BOT_TOKEN"] == {
        "name": "SLACK_BOT_TOKEN",
        "ok": False,
        "says": "is not set",
        "to_do": "It must begin with xoxb-: see OAuth & Permissions in the app's settings (api.slack.com/apps).",
    }
