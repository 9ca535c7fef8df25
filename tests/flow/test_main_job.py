"""The main job: an article dropped into Slack gets one digest in its thread, whichever way it came."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import Json, answered, page, settled, under, words

from bot.app import Bot
from bot.sandbox.server import Sandbox

pytestmark = pytest.mark.usefixtures("clean")

SEED = Path("seeds/sheinbaum-2025-05-04.txt")
PAGE = "/news/sheinbaum-2025-05-04"
QUOTE = "We will never accept the presence of the American army on our territory,"


def test_a_link_gets_one_digest_in_its_thread(slack: Sandbox, bot: Bot) -> None:
    """The seed's quotes and figures stand in the thread, word for word; the message is checked; nobody is notified."""
    ts = slack.control.post_message("newsroom", f"Worth a read: {slack.url}{PAGE}", user="ines")
    told = answered(slack, "newsroom", ts)
    settled(slack, bot)
    assert len(under(slack, "newsroom", ts)) == 1
    said = words(told[0])
    for part in (QUOTE, "Claudia Sheinbaum", "said twice", "119 million", "thousands of kilos"):
        assert part in said
    assert "Shutterstock" not in said
    assert slack.control.reactions("newsroom", ts).keys() == {"white_check_mark"}
    assert slack.control.pings() == []
    assert not [m for m in slack.control.messages("newsroom") if m.get("bot_id") and not m.get("thread_ts")]


def test_an_event_delivered_again_changes_nothing(slack: Sandbox, bot: Bot) -> None:
    """Slack delivers at least once; the digest comes once."""
    ts = slack.control.post_message("newsroom", page(slack, "again"), user="ines")
    slack.control.redeliver("newsroom", ts, times=3)
    answered(slack, "newsroom", ts)
    slack.control.redeliver("newsroom", ts, times=2)
    settled(slack, bot)
    assert len(under(slack, "newsroom", ts)) == 1


@pytest.mark.parametrize(("name", "text"), [("memo.txt", ""), ("memo.html", "for the morning call")])
def test_a_file_gets_a_digest_with_or_without_words(slack: Sandbox, bot: Bot, name: str, text: str) -> None:
    """An upload is read by its bytes; a comment beside it makes no difference."""
    body = SEED.read_bytes()
    if name.endswith("html"):
        lines = body.decode().split("\n\n")
        body = ("<html><body><article>" + "".join(f"<p>{line}</p>" for line in lines) + "</article></body>").encode()
    sent = slack.control.upload("newsroom", body, name, user="tomasz", text=text, media_type="text/plain")
    told = answered(slack, "newsroom", sent["ts"])
    assert QUOTE in words(told[0])
    settled(slack, bot)
    assert len(under(slack, "newsroom", sent["ts"])) == 1


def test_a_command_posts_the_digest_in_the_channel(slack: Sandbox, bot: Bot) -> None:
    """`/digest URL` answers with a message of its own, since a command has no thread."""
    url = page(slack, "command")
    slack.control.slash("newsroom", url, user="priya")

    def posted() -> list[Json]:
        return [m for m in slack.control.messages("newsroom") if "command bridge" in words(m)]

    assert "Ada Brandt" in words(slack.control.wait_for(posted, 30)[0])


def test_a_command_alone_says_what_it_can_do(slack: Sandbox, bot: Bot) -> None:
    """Help is for the eyes of who asked."""
    slack.control.slash("newsroom", "", user="lou")
    told = slack.control.wait_for(lambda: slack.control.ephemeral("newsroom", "lou"), 10)
    assert "who said what" in words(told[-1])


def test_an_upload_of_nothing_is_answered_in_words(slack: Sandbox, bot: Bot) -> None:
    """A file that holds no article gets one short sentence and a warning sign."""
    sent = slack.control.upload("newsroom", b"   \n  ", "empty.txt", user="ines", media_type="text/plain")
    told = answered(slack, "newsroom", sent["ts"])
    settled(slack, bot)
    assert len(words(told[0])) < 200
    assert "warning" in slack.control.reactions("newsroom", sent["ts"])


@pytest.mark.parametrize(
    "text",
    [
        "no link at all",
        "code: `http://127.0.0.1:9/news/x/y-z`",
        "a front page: {url}/news/",
        "gone: {url}/news/there-is-no-such-article",
        "a picture: {url}/pictures/cat.png",
    ],
)
def test_what_is_no_article_gets_nothing(slack: Sandbox, bot: Bot, text: str) -> None:
    """A link that nobody asked about and that is no article: no reply, no reaction."""
    ts = slack.control.post_message("newsroom", text.format(url=slack.url), user="ines")
    settled(slack, bot)
    assert under(slack, "newsroom", ts) == []
    assert slack.control.reactions("newsroom", ts) == {}


def test_a_mention_asks_about_the_message_above(slack: Sandbox, bot: Bot) -> None:
    """Named in a thread, the app reads what the thread is about, a bot's message included."""
    url = page(slack, "mention")
    ts = slack.control.post_raw("newsroom", {"text": f"<{url}>", "bot_id": "B0FEEDS01"}, user="ines")
    settled(slack, bot)
    assert under(slack, "newsroom", ts) == []
    slack.control.post_message("newsroom", "@pullquote please", user="priya", thread_ts=ts)
    slack.control.wait_for(lambda: [m for m in under(slack, "newsroom", ts) if "mention bridge" in words(m)], 30)


def test_a_mention_with_a_dead_link_is_answered(slack: Sandbox, bot: Bot) -> None:
    """Who asks gets a reason where there is no digest."""
    ts = slack.control.post_message("newsroom", f"@pullquote {slack.url}/news/not-there-at-all", user="ines")
    assert len(answered(slack, "newsroom", ts)) == 1
    settled(slack, bot)
    assert len(under(slack, "newsroom", ts)) == 1


def test_the_emoji_asks(slack: Sandbox, bot: Bot) -> None:
    """The chosen emoji on a message reads what it links to, though an app wrote it."""
    url = page(slack, "emoji")
    ts = slack.control.post_raw("newsroom", {"text": f"<{url}>", "bot_id": "B0FEEDS01"}, user="ines")
    slack.control.react("newsroom", ts, "newspaper", user="lou")
    assert "emoji bridge" in words(answered(slack, "newsroom", ts)[0])


def test_the_shortcut_asks(slack: Sandbox, bot: Bot) -> None:
    """The shortcut on a message does the same."""
    url = page(slack, "shortcut")
    ts = slack.control.post_raw("newsroom", {"text": f"<{url}>", "bot_id": "B0FEEDS01"}, user="ines")
    slack.control.shortcut("digest_message", user="lou", channel="newsroom", ts=ts)
    assert "shortcut bridge" in words(answered(slack, "newsroom", ts)[0])


def test_an_edit_that_adds_a_link_gets_its_digest(slack: Sandbox, bot: Bot) -> None:
    """The link counts from when it stands in the message."""
    ts = slack.control.post_message("newsroom", "link follows", user="ines")
    slack.control.edit("newsroom", ts, f"here it is {page(slack, 'edit')}")
    assert "edit bridge" in words(answered(slack, "newsroom", ts)[0])


def test_a_repost_points_to_the_first(slack: Sandbox, bot: Bot) -> None:
    """One digest an article a channel: the second post is told where the first stands."""
    url = page(slack, "repost")
    first = slack.control.post_message("newsroom", url, user="ines")
    answered(slack, "newsroom", first)
    second = slack.control.post_message("newsroom", f"seen this? {url}?utm_source=feed", user="lou")
    told = answered(slack, "newsroom", second)
    assert "Already posted by" in words(told[0])
    settled(slack, bot)
    assert len(under(slack, "newsroom", second)) == 1


def test_a_private_channel_and_a_direct_message_work(slack: Sandbox, bot: Bot) -> None:
    """Where the app is a member, it answers."""
    for channel, mark in (("@ines", "direct"),):
        ts = slack.control.post_message(channel, page(slack, mark), user="ines")
        assert f"{mark} bridge" in words(answered(slack, channel, ts)[0])
