"""The control API of the local Slack: its state, its stream, its news site, and who may call it."""

from __future__ import annotations

import json
import random
import threading
from typing import Any

import httpx
import pytest
from sandbox_bot import SocketBot

import seeds
from bot.sandbox.control import ControlError
from bot.sandbox.server import Sandbox


def get(slack: Sandbox, path: str, **more: Any) -> httpx.Response:
    """Fetch a path of the sandbox."""
    return httpx.get(f"{slack.url}{path}", trust_env=False, **more)


class Stream:
    """Changes from /control/stream, in a thread, until `count` of them came."""

    def __init__(self, slack: Sandbox, count: int, **headers: str) -> None:
        self._url, self._count, self._headers = f"{slack.url}/control/stream", count, headers
        self._after = slack.control.state()["seq"]
        self.seen: list[dict[str, Any]] = []
        self._thread = threading.Thread(target=self._follow)
        self._thread.start()

    def _follow(self) -> None:
        params = {"after": self._after}
        with httpx.stream("GET", self._url, params=params, headers=self._headers, trust_env=False) as answer:
            for line in answer.iter_lines():
                if line.startswith("data: "):
                    self.seen.append(json.loads(line.removeprefix("data: ")))
                if len(self.seen) >= self._count:
                    return

    def wait(self) -> list[dict[str, Any]]:
        self._thread.join(10)
        assert len(self.seen) >= self._count, self.seen
        return self.seen


def test_the_state_is_a_newsroom(slack: Sandbox) -> None:
    """People, channels, the bot, commands and emoji, with nothing said yet."""
    state = slack.control.state()
    assert state["team"]["name"] == "Pullquote Gazette"
    names = {channel.get("name") for channel in state["channels"]}
    assert {"newsroom", "research", "random", "investigations"} <= names
    assert any(user["is_admin"] for user in state["users"])
    assert state["bot"]["connected"] is False
    assert state["commands"][0]["command"] == "/digest"
    assert set(state["messages"]) == {channel["id"] for channel in state["channels"]}
    assert not any(state["messages"].values())
    assert state["emoji"]["eyes"] == "👀"


def test_the_stream_tells_every_change(slack: Sandbox) -> None:
    """Post, reply, reaction, edit and deletion, numbered without gaps, each with the message as it stands."""
    stream = Stream(slack, 7)
    ts = slack.control.post_message("newsroom", "one")
    reply = slack.control.post_message("newsroom", "two", thread_ts=ts)
    slack.control.react("newsroom", ts, "eyes")
    slack.control.edit("newsroom", ts, "uno")
    slack.control.delete("newsroom", reply)
    seen = stream.wait()
    assert [change["type"] for change in seen] == [
        "message",
        "message",
        "message_changed",
        "reaction_added",
        "message_changed",
        "message_deleted",
        "message_changed",
    ]
    assert [change["seq"] for change in seen] == list(range(seen[0]["seq"], seen[0]["seq"] + 7))
    assert seen[2]["message"]["reply_count"] == 1
    assert seen[3]["message"]["reactions"] == [{"name": "eyes", "users": [slack.control.user_id("ines")], "count": 1}]
    assert "reply_count" not in seen[6]["message"]


def test_the_stream_goes_on_where_it_broke(slack: Sandbox) -> None:
    """A browser that comes back says what it saw last, and gets the rest; from nowhere it gets a reset."""
    before = slack.control.state()["seq"]
    for word in ("one", "two", "three"):
        slack.control.post_message("newsroom", word)
    (change,) = Stream(slack, 1, **{"last-event-id": str(before + 2)}).wait()
    assert change["message"]["text"] == "three"
    (lost,) = Stream(slack, 1, **{"last-event-id": str(before + 1000)}).wait()
    assert lost["type"] == "reset"


def do_something(slack: Sandbox, chance: random.Random, posted: list[tuple[str, str]]) -> None:
    """One random deed of a random person."""
    control, user = slack.control, chance.choice(["ines", "tomasz", "priya"])
    channel, ts = chance.choice(posted) if posted else ("newsroom", "")
    deed = chance.choice(["post", "post", "reply", "edit", "delete", "react", "unreact", "unfurl", "upload"])
    if deed == "post" or not ts:
        where = chance.choice(["newsroom", "research"])
        posted.append((where, control.post_message(where, "words", user=user)))
    elif deed == "reply":
        posted.append((channel, control.post_message(channel, "more", user=user, thread_ts=ts)))
    elif deed == "edit":
        control.edit(channel, ts, "other words")
    elif deed == "delete":
        control.delete(channel, ts)
    elif deed == "unfurl":
        control.unfurl(channel, ts, "https://a.example")
    elif deed == "upload":
        control.upload(channel, b"x", "a.txt", user=user, thread_ts=ts)
    else:
        control.react(channel, ts, "eyes", user=user, remove=deed == "unreact")


@pytest.mark.parametrize("seed", range(4))
def test_the_stream_leads_to_the_state(slack: Sandbox, seed: int) -> None:
    """Whoever follows the stream through random deeds ends with what the state says."""
    chance, posted, refused = random.Random(seed), list[tuple[str, str]](), 0
    start = slack.control.state()["seq"]
    for _ in range(60):
        try:
            do_something(slack, chance, posted)
        except ControlError:  # reacting twice, editing what is gone
            refused += 1
    state = slack.control.state()
    assert refused < 45
    drawn: dict[str, dict[str, Any]] = {channel: {} for channel in state["messages"]}
    for change in Stream(slack, state["seq"] - start, **{"last-event-id": str(start)}).wait():
        if change["type"] == "message_deleted":
            drawn[change["channel"]].pop(change["ts"])
        elif "message" in change:
            drawn[change["channel"]][change["message"]["ts"]] = change["message"]
    assert {channel: [m[ts] for ts in sorted(m)] for channel, m in drawn.items()} == state["messages"]


def test_a_bot_that_comes_and_goes_is_in_the_stream(slack: Sandbox) -> None:
    """The page can show whether the app is there."""
    stream = Stream(slack, 4)
    with SocketBot(slack):
        pass
    seen = [
        change["bot"]["connected"] for change in stream.wait() if change["team"] == slack.control.state()["team"]["id"]
    ]
    assert seen == [True, False]


def test_a_reset_leaves_nothing(slack: Sandbox) -> None:
    """Messages, calls, faults, settings and published pages are gone; ids and tokens are the same."""
    before, token = slack.control.channel_id("newsroom"), slack.bot_token
    slack.control.post_message("newsroom", "gone soon")
    slack.control.fail_next("*", error="internal_error")
    slack.control.settings(ack_seconds=0.1)
    slack.control.publish("mine", "<p>x</p>")
    slack.control.reset()
    assert (slack.control.channel_id("newsroom"), slack.bot_token) == (before, token)
    assert slack.control.messages("newsroom") == []
    assert slack.control.events() == []
    assert slack.control.settings()["settings"]["ack_seconds"] == 3.0
    assert get(slack, "/news/mine").status_code == 404


def test_a_reset_can_keep_the_bot(slack: Sandbox) -> None:
    """With keep_connections the socket stays open."""
    with SocketBot(slack) as bot:
        slack.control.reset(keep_connections=True)
        slack.control.post_message("newsroom", "still there?")
        bot.wait_for("message")


REFUSALS: dict[str, tuple[str, dict[str, Any], int, str]] = {
    "no such channel": ("post", {"channel": "nowhere", "text": "x"}, 404, "channel_not_found"),
    "no such person": ("post", {"channel": "newsroom", "text": "x", "user": "nobody"}, 404, "user_not_found"),
    "no such workspace": ("post", {"channel": "newsroom", "text": "x", "team": "T0"}, 404, "team_not_found"),
    "nothing said": ("post", {"channel": "newsroom"}, 400, "missing_field"),
    "somebody from outside": ("post", {"channel": "research", "text": "x", "user": "lou"}, 400, "not_in_channel"),
    "a private channel": ("post", {"channel": "investigations", "text": "x", "user": "lou"}, 404, "channel_not_found"),
    "a command in a thread": ("slash", {"channel": "newsroom", "thread_ts": "1.0"}, 400, "not_in_threads"),
    "a strange setting": ("settings", {"colour": "red"}, 400, "invalid_setting"),
    "a setting of the wrong kind": ("settings", {"ack_seconds": None}, 400, "invalid_setting"),
    "a strange end": ("drop_connections", {"how": "gently"}, 400, "unknown_way"),
    "no such event": ("redeliver", {"event_id": "Ev0"}, 400, "event_not_found"),
    "no such view": ("view_submit", {"view_id": "V0"}, 404, "view_not_found"),
    "a name that is taken": ("channel", {"name": "newsroom"}, 400, "name_taken"),
}


@pytest.mark.parametrize(("path", "body", "status", "error"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_call_that_makes_no_sense_is_refused(
    slack: Sandbox, path: str, body: dict[str, Any], status: int, error: str
) -> None:
    """With a status and a word."""
    answer = httpx.post(f"{slack.url}/control/{path}", json=body, trust_env=False)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_people_change_their_own_messages_only(slack: Sandbox) -> None:
    """Nobody edits another's words; an administrator may delete them."""
    ts = slack.control.post_message("newsroom", "mine", user="lou")

    def by(user: str, path: str) -> dict[str, Any]:
        body = {"channel": "newsroom", "ts": ts, "user": user, "text": "theirs"}
        answer: dict[str, Any] = httpx.post(f"{slack.url}/control/{path}", json=body, trust_env=False).json()
        return answer

    assert by("priya", "edit")["error"] == "cant_update_message"
    assert by("priya", "delete")["error"] == "cant_delete_message"
    assert by("lou", "edit")["ok"]
    assert by("ines", "delete")["ok"]


@pytest.mark.parametrize(
    "headers", [{"origin": "https://a.example"}, {"host": "a.example"}, {"origin": "null"}], ids=lambda h: str(h)
)
def test_other_sites_cannot_reach_it(slack: Sandbox, headers: dict[str, str]) -> None:
    """A page of another site, and a name that somebody points at this machine, are refused."""
    assert get(slack, "/control/state", headers=headers).status_code == 403


def test_its_own_page_can_reach_it(slack: Sandbox) -> None:
    """The origin of the page is its own address."""
    assert get(slack, "/control/state", headers={"origin": slack.url}).status_code == 200


@pytest.mark.parametrize("seed", seeds.SEEDS, ids=lambda seed: seed.route)
def test_the_news_site_serves_the_seeds(slack: Sandbox, seed: seeds.Seed) -> None:
    """Each at its route, with its own media type; the front page leads there."""
    answer = get(slack, f"/news/{seed.route}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, seed.served_type)
    assert answer.content == seeds.page(seed)
    assert f'href="/news/{seed.route}"' in get(slack, "/news").text


def test_tests_can_publish(slack: Sandbox) -> None:
    """A page with any body, status and headers; and it is known who read what."""
    url = slack.control.publish(
        "gone", "moved", status=301, headers={"location": "/news/other"}, media_type="text/plain"
    )
    answer = httpx.get(url, trust_env=False)
    assert (answer.status_code, answer.headers["location"], answer.text) == (301, "/news/other", "moved")
    assert slack.control.fetched() == ["gone"]


def test_the_page_is_served_with_its_types(slack: Sandbox) -> None:
    """The page at / and at a permalink, its script and style with types that a browser accepts."""
    for path in ("/", "/archives/C0/p1"):
        assert get(slack, path).headers["content-type"].startswith("text/html")
    assert get(slack, "/js/main.js").headers["content-type"].startswith("text/javascript")
    assert get(slack, "/css/theme.css").headers["content-type"].startswith("text/css")
    assert get(slack, "/js/../server.py").status_code == 404


def test_a_message_can_be_forwarded(slack: Sandbox) -> None:
    """The new message has the old one as an attachment, with its blocks and where it stood."""
    with SocketBot(slack) as bot:
        old = slack.control.post_message("random", "see https://a.example", user="lou")
        slack.control.forward("newsroom", "random", old, text="look", user="priya")
        (event,) = bot.wait_for("message")
    (shared,) = event["attachments"]
    assert (event["text"], shared["text"], shared["is_share"]) == ("look", "see <https://a.example>", True)
    assert shared["message_blocks"][0]["message"]["blocks"][0]["type"] == "rich_text"


def test_a_preview_is_a_change_and_no_edit(slack: Sandbox) -> None:
    """Slack adds it by itself: message_changed without `edited`."""
    with SocketBot(slack) as bot:
        ts = slack.control.post_message("newsroom", "https://a.example")
        slack.control.unfurl("newsroom", ts, "https://a.example", "A story")
        event = bot.wait_for("message", 2)[1]
    assert (event["subtype"], "edited" in event["message"]) == ("message_changed", False)
    assert event["message"]["attachments"][0]["title"] == "A story"


def test_control_refuses_in_python_too(slack: Sandbox) -> None:
    """As an exception with the word."""
    with pytest.raises(ControlError) as caught:
        slack.control.post_message("nowhere", "x")
    assert caught.value.error == "channel_not_found"


def test_waiting_ends(slack: Sandbox) -> None:
    """A value that never comes is a TimeoutError."""
    with pytest.raises(TimeoutError):
        slack.control.wait_for(lambda: slack.control.messages("newsroom"), seconds=0.1)


def test_two_sandboxes_stand_side_by_side(slack: Sandbox) -> None:
    """Each has a port and a world of its own, and a port that is taken is an error."""
    with Sandbox() as other:
        other.control.post_message("newsroom", "here")
        assert slack.control.messages("newsroom") == []
        with pytest.raises(OSError, match="in use"):
            Sandbox(port=int(other.url.rpartition(":")[2]))
