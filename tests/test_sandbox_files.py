"""Uploads in the local Slack, and the downloads that need a token."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from sandbox_bot import SocketBot
from slack_sdk.errors import SlackApiError

from bot.sandbox.server import Sandbox


@pytest.fixture
def bot(slack: Sandbox) -> Iterator[SocketBot]:
    with SocketBot(slack) as connected:
        yield connected


def get(url: str, token: str = "") -> httpx.Response:
    """Fetch a URL, perhaps with a token."""
    return httpx.get(url, headers={"authorization": f"Bearer {token}"} if token else {}, trust_env=False)


@pytest.mark.parametrize("words", ["", "for tonight https://a.example"])
def test_an_upload_is_told_twice(slack: Sandbox, bot: SocketBot, words: str) -> None:
    """With or without words: a file_share message with the file, and file_shared beside it."""
    shared = slack.control.upload("newsroom", b"%PDF-1.7", "Report 1.pdf", user="priya", text=words)
    (message,) = bot.wait_for("message")
    (event,) = bot.wait_for("file_shared")
    (file,) = message["files"]
    assert (message["subtype"], message["ts"], bool(message["text"])) == ("file_share", shared["ts"], bool(words))
    assert (file["name"], file["mimetype"], file["filetype"], file["size"]) == (
        "Report 1.pdf",
        "application/pdf",
        "pdf",
        8,
    )
    assert event["file_id"] == file["id"]
    assert event["channel_id"] == message["channel"]


def test_only_the_token_opens_a_private_file(slack: Sandbox, bot: SocketBot) -> None:
    """With the token the bytes; without, or with a wrong one, a login page that says 200."""
    file = slack.control.upload("newsroom", b"Words.\n", "a.txt", media_type="text/plain")["files"][0]
    for url in (file["url_private"], file["url_private_download"]):
        assert get(url, slack.bot_token).content == b"Words.\n"
        for stranger in (get(url), get(url, "xoxb-1-2-x")):
            assert (stranger.status_code, stranger.headers["content-type"]) == (200, "text/html; charset=utf-8")
            assert "Sign in" in stranger.text


def test_a_file_is_open_only_where_the_bot_is(slack: Sandbox, bot: SocketBot) -> None:
    """A file of a channel without the bot is not there for it, until it is shared elsewhere."""
    file = slack.control.upload("random", b"Words.\n", "a.txt")["files"][0]
    with pytest.raises(SlackApiError, match="file_not_found"):
        bot.web.files_info(file=file["id"])
    assert get(file["url_private"], slack.bot_token).status_code == 404


def test_a_deleted_file_says_so(slack: Sandbox, bot: SocketBot) -> None:
    """Its bytes are gone, and files.info says why."""
    file = slack.control.upload("newsroom", b"Words.\n", "a.txt")["files"][0]
    assert bot.web.files_info(file=file["id"])["file"]["name"] == "a.txt"
    slack.control.delete_file(file["id"])
    with pytest.raises(SlackApiError, match="file_deleted"):
        bot.web.files_info(file=file["id"])
    assert get(file["url_private"], slack.bot_token).status_code == 404


def test_files_of_a_shared_channel_come_as_stubs(slack: Sandbox, bot: SocketBot) -> None:
    """In a channel with another company the event has only an id, and files.info the rest."""
    made = slack.control.make_channel("partners", members=["pullquote"], is_ext_shared=True)
    slack.control.upload(made["id"], b"Words.\n", "a.txt")
    (file,) = bot.wait_for("message")[0]["files"]
    assert (file["file_access"], "url_private" in file) == ("check_file_info", False)
    assert bot.heard[0].payload["is_ext_shared_channel"] is True
    assert bot.web.files_info(file=file["id"])["file"]["url_private"].startswith(slack.url)


def test_an_upload_can_be_read_by_people(slack: Sandbox) -> None:
    """The page opens a file without a token, shut away from the page's own address."""
    file = slack.control.upload("newsroom", b"<script>alert(1)</script>", "a.html", media_type="text/html")["files"][0]
    answer = get(f"{slack.url}/control/file/{file['id']}")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["content-security-policy"] == "sandbox"


def test_a_download_can_fail_on_demand(slack: Sandbox) -> None:
    """A fault named files-pri meets the next download."""
    file = slack.control.upload("newsroom", b"Words.\n", "a.txt")["files"][0]
    slack.control.fail_next("files-pri", status=502)
    assert get(file["url_private"], slack.bot_token).status_code == 502
    assert get(file["url_private"], slack.bot_token).status_code == 200


def test_an_app_with_the_scope_can_upload(slack: Sandbox, bot: SocketBot) -> None:
    """The three steps of Slack's upload, for an app that asks for files:write."""
    slack.control.settings(scopes=["files:write", "files:read", "chat:write", "channels:history"])
    channel = slack.control.channel_id("newsroom")
    bot.web.files_upload_v2(channel=channel, content="Words.\n", filename="out.txt", initial_comment="here")
    (message,) = slack.control.messages("newsroom")
    assert (message["text"], message["files"][0]["size"]) == ("here", 7)
