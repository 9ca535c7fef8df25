"""Posting, against the local Slack: once, in order, and whatever Slack answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from asking import LEASE, Clock, claimed, finish, new_post, new_request
from hand_made import DIGEST, URL
from slack_sdk import WebClient

from bot import outbox
from bot.outbox import Poster
from bot.sandbox.server import Sandbox
from bot.store import ChannelSettings, NewPost, Store
from bot.workspaces import UnknownWorkspace

CHANNEL = "newsroom"


class Desk:
    """A poster that a test drives by hand, and what it works on."""

    def __init__(self, store: Store, slack: Sandbox) -> None:
        self.store = store
        self.slack = slack.control
        self.clock = store.database.now = Clock(datetime.now(UTC))
        self.channel = self.slack.channel_id(CHANNEL)
        self.ts = self.slack.post_message(CHANNEL, "an article")
        client = WebClient(slack.bot_token, base_url=slack.api_url, timeout=2)
        self.poster = Poster(store, lambda team: client)

    def add(self, text: str = "words", **more: Any) -> None:
        """Puts a message into the outbox."""
        given = {"channel": self.channel, "thread_ts": self.ts, "request_id": "r1", "part": text}
        self.store.outbox.add([new_post(text, **given | more)])

    def drive(self) -> list[str]:
        """Posts whatever is due; the thread's words."""
        while self.poster.post_next():
            pass
        return self.thread()

    def thread(self) -> list[str]:
        """The words in the thread."""
        return [m["text"] for m in self.slack.replies(CHANNEL, self.ts)]

    def later(self, **time: float) -> list[str]:
        """Time passes, then whatever is due is posted."""
        self.clock.pass_(**time)
        return self.drive()


@pytest.fixture
def desk(sqlite_store: Store, slack: Sandbox) -> Desk:
    """A poster between a store and the local Slack."""
    return Desk(sqlite_store, slack)


def test_messages_go_out_in_order_a_second_apart(desk: Desk) -> None:
    """One at a time in a channel, with metadata, without previews; other channels do not wait."""
    desk.add("one")
    desk.add("two")
    desk.add("elsewhere", channel=desk.slack.channel_id("research"), thread_ts="")
    assert desk.drive() == ["one"]
    assert desk.slack.messages("research")[-1]["text"] == "elsewhere"
    assert desk.later(seconds=1) == ["one", "two"]
    call = desk.slack.calls("chat.postMessage")[0]["args"]
    assert str(call["unfurl_links"]).lower() in ("0", "false")
    assert str(call["unfurl_media"]).lower() in ("0", "false")
    metadata = desk.slack.replies(CHANNEL, desk.ts)[0]["metadata"]
    assert metadata == {"event_type": "pullquote_digest", "event_payload": {"request_id": "r1", "part": "one"}}


@pytest.mark.parametrize("threaded", [True, False])
def test_a_message_whose_answer_never_came_is_not_posted_again(desk: Desk, threaded: bool) -> None:
    """The next attempt finds it in the thread, or in the channel, and records it."""
    desk.add(thread_ts=desk.ts if threaded else "")
    desk.slack.fail_next("chat.postMessage", after_effect=True)
    desk.drive()
    desk.later(seconds=3)
    assert len(desk.slack.calls("chat.postMessage")) == 1
    posted = [m["ts"] for m in desk.slack.messages(CHANNEL) if m["text"] == "words"]
    assert [ts for _, _, ts in desk.store.outbox.posted("T1", "r1")] == posted
    assert len(posted) == 1


def test_where_the_look_up_fails_the_message_waits(desk: Desk) -> None:
    """A late digest is better than two."""
    desk.add()
    desk.slack.fail_next("chat.postMessage", after_effect=True)
    desk.slack.fail_next("conversations.replies", status=503, times=3)
    desk.drive()
    for _ in range(4):
        assert desk.later(seconds=30) == ["words"]
    assert len(desk.slack.calls("chat.postMessage")) == 1
    assert desk.store.outbox.waiting() == 0


def test_the_look_up_turns_every_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread of more than one page hides nothing."""
    monkeypatch.setattr(outbox, "PAGE", 3)
    for n in range(7):
        desk.slack.post_message(CHANNEL, f"reply {n}", thread_ts=desk.ts)
    desk.add()
    desk.slack.fail_next("chat.postMessage", after_effect=True)
    desk.drive()
    desk.later(seconds=3)
    assert desk.thread().count("words") == 1
    assert desk.store.outbox.waiting() == 0
    assert len(desk.slack.calls("conversations.replies")) > 1


@pytest.mark.parametrize("how", [{"status": 500}, {"status": 503}, {"error": "internal_error"}, {"retry_after": 4}])
def test_a_stumble_of_slack_is_waited_out(desk: Desk, how: dict[str, Any]) -> None:
    """5xx, an error of its own, and a rate limit: the message goes out once, later, and the next one after it."""
    desk.slack.fail_next("chat.postMessage", **how)
    desk.add("one")
    desk.add("two")
    assert desk.drive() == []
    assert desk.later(seconds=1) == []
    assert desk.later(seconds=3) == ["one"]
    assert desk.later(seconds=1) == ["one", "two"]


def test_a_rate_limit_in_one_channel_holds_up_no_other(desk: Desk) -> None:
    """Retry-After counts for the channel that it was given for."""
    desk.slack.fail_next("chat.postMessage", retry_after=60, channel=CHANNEL)
    desk.add("held")
    desk.add("free", channel=desk.slack.channel_id("research"), thread_ts="")
    assert desk.drive() == []
    assert desk.slack.messages("research")[-1]["text"] == "free"
    assert desk.later(seconds=59) == []
    assert desk.later(seconds=1) == ["held"]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("is_archived", "archived"),
        ("not_in_channel", "Invite"),
        ("channel_not_found", "gone"),
        ("missing_scope", "permission"),
    ],
)
def test_what_can_never_be_posted_fails_its_request_with_a_reason(desk: Desk, error: str, reason: str) -> None:
    """And the channel's next message is tried."""
    request = claimed(desk.store, new_request(channel=desk.channel, message=desk.ts))
    place = {"channel": desk.channel, "thread_ts": desk.ts, "request_id": request.id}
    finish(desk.store, request, "done", new_post("one", part="0", **place))
    desk.add("two")
    desk.slack.fail_next("chat.postMessage", error=error)
    assert desk.drive() == ["two"]
    assert [reason in r.reason for r in desk.store.requests.failed("T1")] == [True]


@pytest.mark.parametrize(("part", "stands"), [("0", False), ("1", True)])
def test_a_digest_that_cannot_be_posted_does_not_stand(desk: Desk, part: str, stands: bool) -> None:
    """Whoever posts the article again gets a digest, not a link to a place where none is. What follows a first message
    may be refused: that one stands."""
    request = claimed(desk.store, new_request(channel=desk.channel, message=desk.ts))
    post = new_post("one", part=part, channel=desk.channel, thread_ts=desk.ts, request_id=request.id)
    finish(desk.store, request, "done", post, digest=DIGEST, canonical_url=URL)
    desk.slack.fail_next("chat.postMessage", error="is_archived")
    desk.poster.post_next()
    assert (desk.store.digests.standing("T1", desk.channel, URL) is not None) is stands


@pytest.mark.parametrize(("error", "typed", "mode"), [
    ("not_in_channel", False, "auto"), ("not_in_channel", True, "emoji"), ("is_archived", False, "emoji"),
])  # fmt: skip
def test_a_channel_that_we_are_not_in_any_more_is_forgotten(desk: Desk, error: str, typed: bool, mode: str) -> None:
    """Slack does not always say that we were removed. A command may be typed where we never were."""
    desk.store.channels.put("T1", desk.channel, ChannelSettings(mode="emoji"))
    asker = {"url": "http://127.0.0.1:9/r", "user": "U1"} if typed else {}
    desk.add("one", body={"text": "one", **asker})
    desk.slack.fail_next("chat.postMessage", error=error)
    desk.poster.post_next()
    assert desk.store.channels.get("T1", desk.channel).mode == mode


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long", "msg_too_long"])
def test_a_message_that_is_too_rich_goes_out_in_plain_words(desk: Desk, error: str) -> None:
    """Its text, without blocks, at once."""
    desk.slack.fail_next("chat.postMessage", error=error)
    desk.add(body={"text": "plain", "blocks": [{"type": "divider"}]})
    assert desk.drive() == ["plain"]


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive"])
def test_a_workspace_that_removed_the_app_gets_nothing_more(desk: Desk, error: str) -> None:
    """Everything that waits for it is given up."""
    desk.slack.fail_next("chat.postMessage", error=error)
    desk.add("one")
    desk.add("two")
    assert desk.drive() == []
    assert desk.store.outbox.waiting() == 0


def test_a_workspace_that_nobody_knows_gets_nothing(desk: Desk) -> None:
    """Its installation is gone, and so are its posts; others' are not held up."""

    def unknown(team: str) -> WebClient:
        raise UnknownWorkspace(team)

    desk.poster._client_for = unknown
    desk.add()
    desk.drive()
    assert desk.store.outbox.waiting() == 0


def test_a_token_that_is_wrong_for_now_loses_nothing(desk: Desk) -> None:
    """Somebody will put the right one in place."""
    desk.slack.fail_next("chat.postMessage", error="invalid_auth")
    desk.add()
    assert desk.drive() == []
    assert desk.later(seconds=300) == ["words"]


def sign(kind: str, name: str) -> Callable[[Desk], NewPost]:
    """A reaction on the message."""
    return lambda desk: new_post(
        kind=kind, channel=desk.channel, thread_ts="", body={"name": name, "timestamp": desk.ts}, request_id="r1"
    )


def test_reactions_come_and_go_and_may_stand_already(desk: Desk) -> None:
    """One that is there already, or gone already, is fine."""
    signs = [sign("react", "eyes"), sign("react", "eyes"), sign("unreact", "eyes"), sign("unreact", "eyes")]
    desk.store.outbox.add([made(desk) for made in signs])
    desk.store.outbox.add([sign("react", "white_check_mark")(desk)])
    desk.drive()
    assert list(desk.slack.reactions(CHANNEL, desk.ts)) == ["white_check_mark"]
    assert desk.store.outbox.waiting() == 0


def test_messages_are_changed_and_taken_back(desk: Desk) -> None:
    """A message that is gone already is no trouble."""
    desk.add("first words")
    desk.drive()
    ts = desk.slack.replies(CHANNEL, desk.ts)[0]["ts"]
    change = {"channel": desk.channel, "thread_ts": ""}
    desk.store.outbox.add([new_post(kind="update", body={"ts": ts, "text": "other words"}, **change)])
    assert desk.later(seconds=1) == ["other words"]
    desk.store.outbox.add([new_post(kind="delete", body={"ts": ts}, **change) for _ in range(2)])
    assert desk.later(seconds=1) == []
    assert desk.store.outbox.waiting() == 0


def test_words_for_one_person_alone(desk: Desk) -> None:
    """Shown in the channel to them, not to others."""
    user = desk.slack.state()["you"]
    desk.add(kind="ephemeral", thread_ts="", body={"user": user, "text": "for you"})
    desk.drive()
    assert [m["text"] for m in desk.slack.ephemeral(CHANNEL)] == ["for you"]


def test_a_process_that_slept_through_its_lease_posts_nothing(desk: Desk) -> None:
    """It looks at the clock before it calls Slack, and another claims the message."""
    desk.add()
    claim = desk.store.outbox.claim

    def sleepy(lease: Any) -> Any:
        post = claim(lease)
        desk.clock.pass_(minutes=5)
        return post

    desk.store.outbox.claim = sleepy  # type: ignore[method-assign]
    desk.poster.post_next()
    assert desk.slack.calls("chat.postMessage") == []
    desk.store.outbox.claim = claim  # type: ignore[method-assign]
    assert desk.drive() == ["words"]


def test_of_two_that_posted_the_second_takes_its_message_back(desk: Desk) -> None:
    """A process that slept while it called Slack finds another's message recorded, and deletes its own."""
    desk.add()
    sent = desk.store.outbox.sent

    def another_was_quicker(post: Any, ts: str, pace: Any) -> bool:
        other = WebClient(desk.poster._client_for("T1").token, base_url=desk.poster._client_for("T1").base_url)
        sent(post, other.chat_postMessage(channel=desk.channel, thread_ts=desk.ts, text="theirs")["ts"], pace)
        return sent(post, ts, pace)

    desk.store.outbox.sent = another_was_quicker  # type: ignore[method-assign]
    assert desk.drive() == ["theirs"]


def test_threads_post_and_stop(desk: Desk) -> None:
    """Started, the poster works by itself; stopped, it takes up nothing more."""
    desk.store.database.now = lambda: datetime.now(UTC)
    desk.poster.start()
    desk.add("one")
    desk.poster.wake()
    desk.slack.wait_for(lambda: desk.thread() == ["one"])
    desk.poster.stop(5)
    desk.add("two")
    assert desk.store.outbox.waiting() == 1
    assert desk.store.outbox.claim(LEASE) is None or desk.thread() == ["one"]
