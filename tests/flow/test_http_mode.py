"""HTTP mode: Slack's requests are verified before anything reads them, and workspaces install the app by OAuth."""

from __future__ import annotations

import hmac
import html
import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from cryptography.fernet import Fernet
from running import running, settled, under

from bot.app import Bot
from bot.http import Refusals
from bot.sandbox.server import Sandbox
from bot.workspaces import UnknownWorkspace

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


def free_port() -> int:
    """A loopback port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def bot(slack: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot without a token of its own: each workspace installs it."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    folder = tmp_path_factory.mktemp("bot")
    more = {
        "slack_bot_token": "",
        "slack_app_token": "",
        "slack_client_id": slack.client_id,
        "slack_client_secret": slack.client_secret,
        "token_key": Fernet.generate_key().decode(),
        "http_port": port,
        "http_host": "127.0.0.1",
        "public_url": base,
    }
    slack.control.settings(delivery="http", request_url=f"{base}/slack/events")
    with running(slack, folder, listens=False, **more) as running_bot:
        slack.control.wait_for(lambda: answers(f"{base}/healthz"), 15)
        yield running_bot


def answers(url: str) -> bool:
    try:
        return httpx.get(url, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


def url_of(bot: Bot, path: str) -> str:
    return f"http://127.0.0.1:{bot.settings.http_port}{path}"


def signed(secret: str, body: bytes, timestamp: str) -> dict[str, str]:
    """The headers that Slack would send."""
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, sha256).hexdigest()
    return {
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": f"v0={digest}",
        "content-type": "application/json",
    }


NOW = str(int(time.time()))
BAD = {
    "no signature": lambda s, b: {},
    "another secret": lambda s, b: signed("not-the-secret", b, NOW),
    "another body": lambda s, b: signed(s, b + b" ", NOW),
    "too old": lambda s, b: signed(s, b, str(int(time.time()) - 400)),
    "too new": lambda s, b: signed(s, b, str(int(time.time()) + 400)),
    "no number": lambda s, b: signed(s, b, "yesterday"),
    "digits of another script": lambda s, b: {**signed(s, b, NOW), "x-slack-request-timestamp": "١٢٣".encode()},
    "a very long number": lambda s, b: signed(s, b, "9" * 400),
    "a signature of bytes": lambda s, b: {
        **signed(s, b, NOW),
        "x-slack-signature": "v0=\udcff".encode("latin-1", "ignore"),
    },
}


@pytest.mark.parametrize("headers", BAD.values(), ids=BAD)
def test_what_slack_did_not_sign_is_401(slack: Sandbox, bot: Bot, headers) -> None:
    """Any wrong time or signature is refused, and never answered with an error of ours."""
    body = json.dumps({"type": "url_verification", "challenge": "x"}).encode()
    answer = httpx.post(
        url_of(bot, "/slack/events"), content=body, headers=headers(slack.signing_secret, body), trust_env=False
    )
    assert answer.status_code == 401


def test_a_signed_request_is_answered(slack: Sandbox, bot: Bot) -> None:
    """Slack's check of the address gets its challenge back."""
    body = json.dumps({"type": "url_verification", "challenge": "x1y2"}).encode()
    headers = signed(slack.signing_secret, body, str(int(time.time())))
    answer = httpx.post(url_of(bot, "/slack/events"), content=body, headers=headers, trust_env=False)
    assert (answer.status_code, answer.json()) == (200, {"challenge": "x1y2"})


def test_a_body_beyond_the_limit_is_413(bot: Bot) -> None:
    """More than Slack ever sends is not even read to its end."""
    answer = httpx.post(url_of(bot, "/slack/events"), content=b"x" * 2_000_000, trust_env=False)
    assert answer.status_code == 413


def test_health_is_told(bot: Bot) -> None:
    """Alive, ready, measured."""
    assert httpx.get(url_of(bot, "/healthz"), trust_env=False).text == "ok"
    assert httpx.get(url_of(bot, "/readyz"), trust_env=False).json()["database"] is True
    assert "python_info" in httpx.get(url_of(bot, "/metrics"), trust_env=False).text


def install(bot: Bot, team: str) -> httpx.Response:
    """Goes through the installation as a browser does. Its cookie is for HTTPS only, so it is carried by hand."""
    page = httpx.get(url_of(bot, "/slack/install"), trust_env=False)
    link = html.unescape(re.findall(r'href="(http[^"]+/oauth/v2/authorize[^"]+)"', page.text)[0])
    sent = httpx.get(f"{link}&team={team}", trust_env=False)
    cookie = page.headers["set-cookie"].split(";")[0]
    return httpx.get(sent.headers["location"], headers={"cookie": cookie}, trust_env=False)


def test_two_workspaces_install_and_are_kept_apart(slack: Sandbox, bot: Bot, tmp_path: Path) -> None:
    """Each gets its own digests with its own token; tokens are sealed on disk; an uninstalled one is forgotten."""
    teams = slack.control.state()["teams"]
    for team in teams:
        done = install(bot, team["id"])
        assert done.status_code == 200, done.text
    first, second = (bot.workspaces.of(team["id"]) for team in teams)
    assert first.bot_token != second.bot_token
    with Path(bot.store.database.engine.url.database).open("rb") as kept:
        on_disk = kept.read()
    assert first.bot_token.encode() not in on_disk
    assert second.bot_token.encode() not in on_disk

    with closing(slack.control.of_team(teams[1]["id"])) as other:
        state = other.state()
        channel = next(c for c in state["channels"] if c["is_channel"])
        if state["bot"]["user_id"] not in channel["members"]:
            other.invite(channel["id"], "pullquote")
        url = f"{slack.url}/news/sheinbaum-2025-05-04"
        here = slack.control.post_message("newsroom", url, user="ines")
        there = other.post_message(channel["id"], url)
        slack.control.wait_for(lambda: under(slack, "newsroom", here), 40)
        other.wait_for(lambda: [m for m in other.replies(channel["id"], there) if m["ts"] != there], 40)
        settled(slack, bot)
        assert {call["team"] for call in slack.control.calls("chat.postMessage")} == {team["id"] for team in teams}
        assert bot.store.digests.recent(teams[0]["id"], [channel["id"]]) == []
        assert len(bot.store.digests.recent(teams[1]["id"], [channel["id"]])) == 1

        other.uninstall()
        slack.control.wait_for(lambda: teams[1]["id"] not in bot.store.installations.teams(), 10)
        assert teams[0]["id"] in bot.store.installations.teams()


def test_an_installation_that_we_did_not_begin_is_refused(bot: Bot) -> None:
    """A redirect with a state that nobody issued, or that was used before, installs nothing."""
    answer = httpx.get(url_of(bot, "/slack/oauth_redirect"), params={"code": "x", "state": "forged"}, trust_env=False)
    assert answer.status_code >= 400


@pytest.mark.parametrize(("off", "says"), [(0, "SLACK_SIGNING_SECRET"), (-900, "set the clock")])
def test_the_log_says_why_requests_are_refused(caplog: pytest.LogCaptureFixture, off: int, says: str) -> None:
    """Once a minute, whoever sends them."""
    refusals = Refusals()
    for _ in range(3):
        refusals.tell(str(int(time.time()) + off), time.time())
    assert [says in record.message for record in caplog.records] == [True]


def test_tokens_that_end_are_replaced_in_time(slack: Sandbox, bot: Bot) -> None:
    """A workspace whose tokens rotate goes on being served; the fresh token is kept."""
    slack.control.settings(token_rotation=True)
    team = slack.control.state()["team"]["id"]
    assert install(bot, team).status_code == 200
    first = bot.store.installations.find(team) or {}
    assert first["bot_refresh_token"]
    soon = int(time.time()) + 60
    bot.store.installations.save(team, first["bot_user_id"], first | {"bot_token_expires_at": soon})
    fresh = bot.workspaces.of(team).bot_token
    assert fresh != first["bot_token"]
    assert (bot.store.installations.find(team) or {})["bot_token"] == fresh
    ts = slack.control.post_message("newsroom", f"{slack.url}/news/valmora-rate-rise", user="ines")
    slack.control.wait_for(lambda: under(slack, "newsroom", ts), 40)
    settled(slack, bot)
    slack.control.settings(token_rotation=False)


def test_a_revoked_token_forgets_the_installation(slack: Sandbox, bot: Bot) -> None:
    """`tokens_revoked`: the tokens go, and whatever waits for that workspace."""
    team = slack.control.state()["team"]["id"]
    assert install(bot, team).status_code == 200
    slack.control.revoke()
    slack.control.wait_for(lambda: team not in bot.store.installations.teams(), 20)
    with pytest.raises(UnknownWorkspace):
        bot.workspaces.of(team)
