"""Socket Mode and events of the local Slack, through Slack's own client."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sandbox_bot import SocketBot
from slack_sdk import WebClient

from bot.sandbox.server import Sandbox


@pytest.fixture
def bot(slack: Sandbox) -> Iterator[SocketBot]:
    with SocketBot(slack) as connected:
        yield connected


def attempts(slack: Sandbox, kind: str) -> list[tuple[int, str]]:
    """Number and outcome of every attempt at the first event of a type, those that wait still left out."""
    event = next(event for event in slack.control.events() if event["type"] == kind)
    return [(a["number"], a["outcome"]) for a in event["attempts"] if a["outcome"] != "waiting"]


def test_a_message_arrives_as_slack_builds_it(slack: Sandbox, bot: SocketBot) -> None:
    """Typed words come as rich text, with links as elements and escaped in the text."""
    url = f"{slack.url}/news/x?a=1&b=2"
    ts = slack.control.post_message("newsroom", f"read {url}, please", user="tomasz")
    (event,) = bot.wait_for("message")
    assert event["text"] == f"read <{url.replace('&', '&amp;')}>, please"
    assert {"type": "link", "url": url} in event["blocks"][0]["elements"][0]["elements"]
    assert (event["ts"], event["channel"], event["channel_type"]) == (
        ts,
        slack.control.channel_id("newsroom"),
        "channel",
    )
    assert event["user"] == slack.control.user_id("tomasz")


def test_a_mention_is_an_event_of_its_own(slack: Sandbox, bot: SocketBot) -> None:
    """Naming the bot in a channel sends app_mention beside the message; in a direct conversation it does not."""
    slack.control.post_message("newsroom", "@pullquote look")
    assert bot.wait_for("app_mention")[0]["text"].startswith("<@U")
    slack.control.post_message("@ines", "@pullquote look")
    assert bot.wait_for("message", 2)[1]["channel_type"] == "im"
    assert len(bot.of("app_mention")) == 1


@pytest.mark.parametrize(
    ("channel", "kind"), [("newsroom", "channel"), ("investigations", "group"), ("@ines", "im"), ("mpim", "mpim")]
)
def test_every_kind_of_conversation_is_heard(slack: Sandbox, bot: SocketBot, channel: str, kind: str) -> None:
    """Public, private, direct and group conversations with the bot in them."""
    if channel == "mpim":
        channel = slack.control.make_channel(users=["lou", "pullquote"])["id"]
    slack.control.post_message(channel, "hello")
    assert bot.wait_for("message")[0]["channel_type"] == kind


def test_what_happens_without_the_bot_is_not_told(slack: Sandbox, bot: SocketBot) -> None:
    """Of a channel without the bot nothing arrives, nor of one whose scope is missing."""
    slack.control.post_message("random", "not for you")
    slack.control.settings(scopes=["channels:history"])
    slack.control.post_message("investigations", "nor this")
    slack.control.post_message("newsroom", "but this")
    assert [event["text"] for event in bot.wait_for("message")] == ["but this"]


def test_edits_and_deletions_arrive_with_what_was(slack: Sandbox, bot: SocketBot) -> None:
    """An edit carries both versions; a deletion what is gone."""
    ts = slack.control.post_message("newsroom", "old")
    slack.control.edit("newsroom", ts, "new")
    slack.control.delete("newsroom", ts)
    _, edited, deleted = bot.wait_for("message", 3)
    assert (edited["subtype"], edited["previous_message"]["text"], edited["message"]["text"]) == (
        "message_changed",
        "old",
        "new",
    )
    assert edited["message"]["edited"]["user"] == edited["message"]["user"]
    assert (deleted["subtype"], deleted["deleted_ts"], deleted["previous_message"]["text"]) == (
        "message_deleted",
        ts,
        "new",
    )


def test_a_deleted_parent_leaves_a_tombstone(slack: Sandbox, bot: SocketBot) -> None:
    """Deleting a message with replies looks like an edit; deleting the last reply then takes the tombstone away."""
    ts = slack.control.post_message("newsroom", "top")
    reply = slack.control.post_message("newsroom", "below", thread_ts=ts)
    slack.control.delete("newsroom", ts)
    event = bot.wait_for("message", 3)[2]
    assert (event["subtype"], event["message"]["subtype"]) == ("message_changed", "tombstone")
    slack.control.delete("newsroom", reply)
    assert slack.control.messages("newsroom") == []


def test_its_own_messages_come_back(slack: Sandbox, bot: SocketBot) -> None:
    """What the bot posts and edits is told to it as well, marked with its bot id."""
    channel = slack.control.channel_id("newsroom")
    ts = bot.web.chat_postMessage(channel=channel, text="mine")["ts"]
    bot.web.chat_update(channel=channel, ts=ts, text="mine still")
    posted, changed = bot.wait_for("message", 2)
    own = bot.web.auth_test()["bot_id"]
    assert (posted["bot_id"], changed["message"]["bot_id"]) == (own, own)


def test_reactions_joins_and_leaves_are_told(slack: Sandbox, bot: SocketBot) -> None:
    """The emoji of a person; the bot being invited, and removed."""
    ts = slack.control.post_message("newsroom", "read this")
    slack.control.react("newsroom", ts, "newspaper", user="lou")
    (reaction,) = bot.wait_for("reaction_added")
    assert (reaction["reaction"], reaction["item"]["ts"]) == ("newspaper", ts)
    slack.control.invite("random", "pullquote", by="ines")
    (joined,) = bot.wait_for("member_joined_channel")
    assert joined["inviter"] == slack.control.user_id("ines")
    slack.control.kick("random", "pullquote")
    assert bot.wait_for("channel_left")[0]["channel"] == joined["channel"]


def test_opening_the_home_tab_is_told(slack: Sandbox, bot: SocketBot) -> None:
    """The event names the person, and later carries the view that stands."""
    slack.control.home_open("lou")
    assert bot.wait_for("app_home_opened")[0]["tab"] == "home"
    user = slack.control.user_id("lou")
    block = {"type": "header", "text": {"type": "plain_text", "text": "Digests"}}
    bot.web.views_publish(user_id=user, view={"type": "home", "blocks": [block]})
    home = slack.control.home("lou")
    assert home is not None
    assert home["blocks"][0]["text"]["text"] == "Digests"
    slack.control.home_open("lou")
    assert bot.wait_for("app_home_opened", 2)[1]["view"]["id"] == home["id"]


def test_an_event_without_acknowledgement_comes_again(slack: Sandbox, bot: SocketBot) -> None:
    """The same event id, counted; after the acknowledgement no more."""
    slack.control.settings(ack_seconds=0.2, retry_delays=[0, 0.05])
    bot.deaf = True
    slack.control.post_message("newsroom", "are you there?")
    bot.wait_for("message", 2)
    bot.deaf = False
    slack.control.wait_for(lambda: attempts(slack, "message")[-1:] == [(2, "acked")])
    assert attempts(slack, "message") == [(0, "timeout"), (1, "timeout"), (2, "acked")]
    assert [request.retry_attempt for request in bot.heard] == [0, 1, 2]
    assert bot.heard[1].retry_reason == "timeout"
    assert len({request.payload["event_id"] for request in bot.heard}) == 1


def test_acknowledgements_are_timed(slack: Sandbox, bot: SocketBot) -> None:
    """Every attempt says how long it took, in milliseconds."""
    slack.control.post_message("newsroom", "quick")
    event = slack.control.wait_for(lambda: next((e for e in slack.control.events() if e["acked"]), None))
    assert event["attempts"][0]["ack_ms"] > 0


def test_an_event_can_be_delivered_again(slack: Sandbox, bot: SocketBot) -> None:
    """Redelivery has the same id and the same payload."""
    ts = slack.control.post_message("newsroom", "twice")
    bot.wait_for("message")
    assert slack.control.redeliver("newsroom", ts) == 1
    bot.wait_for("message", 2)
    first, second = bot.heard
    assert first.payload == second.payload
    assert second.retry_attempt == 1


def test_held_events_go_in_the_order_that_is_asked_for(slack: Sandbox, bot: SocketBot) -> None:
    """Out of order on demand."""
    slack.control.hold()
    for word in ("one", "two", "three"):
        slack.control.post_message("newsroom", word)
    assert slack.control.release("reverse") == 3
    assert [event["text"] for event in bot.wait_for("message", 3)] == ["three", "two", "one"]


@pytest.mark.parametrize("how", ["reset", "close", "refresh", "link_disabled"])
def test_a_dropped_socket_is_opened_anew(slack: Sandbox, bot: SocketBot, how: str) -> None:
    """After a reset, a close and a refresh Slack's client comes back, and hears on."""
    assert slack.control.drop_connections(how) == 1
    slack.control.wait_for_bot()
    slack.control.post_message("newsroom", "again")
    bot.wait_for("message")


def test_a_silent_socket_says_and_hears_nothing(slack: Sandbox, bot: SocketBot) -> None:
    """The client notices by its missing pong, and connects anew."""
    slack.control.drop_connections("silent")
    slack.control.wait_for(lambda: slack.control.state()["bot"]["connections"] > 1 or not bot.socket.is_connected(), 15)
    slack.control.settings(ack_seconds=0.2, retry_delays=[0.1] * 50)
    slack.control.post_message("newsroom", "hello?")
    assert bot.wait_for("message")[0]["text"] == "hello?"


def test_an_event_waits_for_a_bot_that_is_away(slack: Sandbox) -> None:
    """Nobody connected: the event is tried again, and arrives when the bot is there."""
    slack.control.settings(retry_delays=[0.1] * 100)
    slack.control.post_message("newsroom", "come in")
    slack.control.wait_for(lambda: (0, "no_connection") in attempts(slack, "message"))
    with SocketBot(slack) as bot:
        assert bot.wait_for("message")[0]["text"] == "come in"


def test_ten_connections_share_the_events(slack: Sandbox) -> None:
    """Events go round the connections; an eleventh is refused."""
    bots = [SocketBot(slack) for _ in range(10)]
    try:
        for bot in bots:
            bot.socket.connect()
        slack.control.wait_for(lambda: slack.control.state()["bot"]["connections"] == 10)
        client = WebClient(base_url=slack.api_url)
        with pytest.raises(Exception, match="too_many_websockets"):
            client.apps_connections_open(app_token=slack.app_token)
        for number in range(20):
            slack.control.post_message("newsroom", str(number))
        for bot in bots:
            bot.wait_for("message", 2)
    finally:
        for bot in bots:
            bot.socket.auto_reconnect_enabled = False
        for bot in bots:
            bot.close()


def test_a_big_frame_passes(slack: Sandbox, bot: SocketBot) -> None:
    """A message of 38,000 characters arrives whole."""
    slack.control.post_message("newsroom", "word " * 7_600)
    assert len(bot.wait_for("message")[0]["text"]) == 38_000


def test_uninstalling_and_revoking_are_told(slack: Sandbox, bot: SocketBot) -> None:
    """The bot hears that its token is dead, and that it is gone; its calls then fail."""
    slack.control.revoke()
    assert bot.wait_for("tokens_revoked")[0]["tokens"]["bot"]
    with pytest.raises(Exception, match="token_revoked"):
        bot.web.auth_test()
    bot.web.token = slack.control.install()
    assert bot.web.auth_test()["ok"]
    slack.control.uninstall()
    bot.wait_for("app_uninstalled")
    with pytest.raises(Exception, match="account_inactive"):
        bot.web.auth_test()
