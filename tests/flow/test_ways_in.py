"""Every way in leads to the same digest: links wherever they stand in a message, files, texts, forms, conversations."""

from __future__ import annotations

import pytest
from running import Json, answered, page, settled, under, words

from bot.app import Bot
from bot.sandbox.server import Sandbox

pytestmark = pytest.mark.usefixtures("clean")

TEXT = (
    "“We will rebuild the ferry before winter comes,” said Mayor Ada Brandt on Monday. The council set aside $14 "
    "million for the work, which will take 18 months. Residents had waited since the flood in spring, when the old "
    "pier went."
)


@pytest.fixture(scope="module")
def wishes() -> dict[str, object]:
    """Three links of a message are read."""
    return {"links_per_message": 3}


def said(slack: Sandbox, channel: str, ts: str) -> list[str]:
    """The words of the thread's replies."""
    return [words(message) for message in under(slack, channel, ts)]


def in_channel(slack: Sandbox, channel: str, mark: str) -> Json:
    """The message of ours in the channel that has these words, once it is there."""

    def posted() -> list[Json]:
        return [m for m in slack.control.messages(channel) if m.get("bot_id") and mark in words(m)]

    return slack.control.wait_for(posted, 30)[0]


def test_several_links_are_answered_in_order_up_to_a_limit_that_is_said(slack: Sandbox, bot: Bot) -> None:
    """Three digests in the order of the links, and one line that two more were not read; a video counts for nothing."""
    urls = [page(slack, f"order{n}") for n in range(5)]
    ts = slack.control.post_message("newsroom", "https://youtu.be/abc " + " and ".join(urls), user="ines")
    answered(slack, "newsroom", ts, 4)
    settled(slack, bot)
    told = said(slack, "newsroom", ts)
    limits = [line for line in told if "5 links" in line]
    assert len(limits) == 1
    assert "first 3" in limits[0]
    digests = [line for line in told if line not in limits]
    assert [n for line in digests for n in range(5) if f"order{n} bridge" in line] == [0, 1, 2]


@pytest.mark.parametrize("way", ["emoji", "shortcut", "form"])
def test_the_limit_is_said_to_whoever_asks(slack: Sandbox, bot: Bot, way: str) -> None:
    """With a reaction, the message's menu or the form: for their eyes, once."""
    text = " and ".join(page(slack, f"{way}{n}") for n in range(4))
    before = len(slack.control.ephemeral("newsroom", "priya"))
    ts = slack.control.post_raw("newsroom", {"text": text, "bot_id": "B0FEEDS01"}, user="ines")
    if way == "emoji":
        slack.control.react("newsroom", ts, "newspaper", user="priya")
    elif way == "shortcut":
        slack.control.shortcut("digest_message", user="priya", channel="newsroom", ts=ts)
    else:
        slack.control.shortcut("digest_article", user="priya")
        (view,) = slack.control.views("priya")
        filled = {"article": {"article": text}, "where": {"where": slack.control.channel_id("newsroom")}}
        assert slack.control.submit(view["id"], filled, user="priya")["ok"]
    slack.control.wait_for(lambda: len(slack.control.ephemeral("newsroom", "priya")) > before, 30)
    settled(slack, bot)
    told = slack.control.ephemeral("newsroom", "priya")[before:]
    assert ["Of the 4 links I read the first 3" in words(message) for message in told] == [True]


def test_a_message_within_the_limit_is_told_of_none(slack: Sandbox, bot: Bot) -> None:
    """Nobody hears of a limit that they keep: several links to one article are one."""
    links = [page(slack, "lim1"), page(slack, "lim2"), f"{slack.url}/news/lim2-story#:~:text=bridge"]
    links += [f"{slack.url}/news/lim1-story?utm_source=feed"]
    ts = slack.control.post_message("newsroom", " ".join(links), user="ines")
    answered(slack, "newsroom", ts, 2)
    settled(slack, bot)
    assert len(under(slack, "newsroom", ts)) == 2


def test_a_forwarded_message_is_read(slack: Sandbox, bot: Bot) -> None:
    """Its links count as the forwarder's, and so do its files."""
    old = slack.control.post_message("random", f"from elsewhere: {page(slack, 'forward')}", user="ines")
    ts = slack.control.forward("newsroom", "random", old, user="ines")
    assert "forward bridge" in words(answered(slack, "newsroom", ts)[0])
    sent = slack.control.upload("research", TEXT.encode(), "ferry.txt", user="ines", media_type="text/plain")
    ts = slack.control.forward("newsroom", "research", sent["ts"], user="ines")
    assert "rebuild the ferry" in words(answered(slack, "newsroom", ts)[0])


def test_what_another_app_attached_is_read_when_somebody_asks(slack: Sandbox, bot: Bot) -> None:
    """A card of a feed reader is left alone until somebody names us under it."""
    card = {"title": "A card", "title_link": page(slack, "card"), "text": "more"}
    ts = slack.control.post_raw("newsroom", {"text": "A feed", "bot_id": "B0FEEDS01", "attachments": [card]}, "ines")
    settled(slack, bot)
    assert under(slack, "newsroom", ts) == []
    slack.control.post_message("newsroom", "@pullquote", user="lou", thread_ts=ts)
    slack.control.wait_for(lambda: [line for line in said(slack, "newsroom", ts) if "card bridge" in line], 30)


@pytest.mark.parametrize("kind", ["group", "private"])
def test_other_conversations_work_as_channels_do(slack: Sandbox, bot: Bot, kind: str) -> None:
    """A group message and a private channel that the app is in."""
    if kind == "group":
        channel = str(slack.control.make_channel(users=["ines", "lou", "pullquote"])["id"])
    else:
        channel = slack.control.channel_id("investigations")
    ts = slack.control.post_message(channel, page(slack, kind), user="ines")
    assert f"{kind} bridge" in words(answered(slack, channel, ts)[0])


def test_a_link_in_a_thread_is_answered_in_that_thread(slack: Sandbox, bot: Bot) -> None:
    """Nothing goes to the channel."""
    top = slack.control.post_message("newsroom", "what is new?", user="ines")
    slack.control.post_message("newsroom", page(slack, "thread"), user="lou", thread_ts=top)
    told = answered(slack, "newsroom", top, 2)
    assert "thread bridge" in words(told[1])
    assert told[1]["thread_ts"] == top


def test_a_file_in_a_shared_channel_is_asked_for(slack: Sandbox, bot: Bot) -> None:
    """Where an event has only a file's id, `files.info` tells the rest."""
    slack.control.make_channel("partners", is_ext_shared=True, members=["ines", "pullquote"])
    sent = slack.control.upload("partners", TEXT.encode(), "ferry.txt", user="ines", media_type="text/plain")
    assert "rebuild the ferry" in words(answered(slack, "partners", sent["ts"])[0])
    assert slack.control.calls("files.info")[-1]["args"]["file"] == sent["files"][0]["id"]


def test_a_command_reads_pasted_text(slack: Sandbox, bot: Bot) -> None:
    """`/digest` with an article's words."""
    slack.control.slash("newsroom", TEXT.replace("ferry", "tunnel"), user="priya")
    assert "Ada Brandt" in words(in_channel(slack, "newsroom", "rebuild the tunnel"))


def test_a_command_says_how_many_links_it_reads(slack: Sandbox, bot: Bot) -> None:
    """With its acknowledgement, to who typed it."""
    urls = [page(slack, f"cmd{n}") for n in range(4)]
    slack.control.slash("newsroom", " ".join(urls), user="priya")
    told = slack.control.wait_for(lambda: slack.control.ephemeral("newsroom", "priya"), 10)
    assert "first 3 of 4" in words(told[-1])


def test_a_command_where_we_are_not_is_answered_in_words(slack: Sandbox, bot: Bot) -> None:
    """The digest cannot be posted there; who typed the command is told, and what to do."""
    slack.control.slash("random", page(slack, "outside"), user="ines")
    told = slack.control.wait_for(lambda: slack.control.ephemeral("random", "ines")[1:], 30)
    assert "not in the channel. Invite it" in words(told[-1])


@pytest.mark.parametrize("typed", ["link", "text"])
def test_the_shortcut_from_anywhere_opens_a_form(slack: Sandbox, bot: Bot, typed: str) -> None:
    """A link or a text, and the channel where the digest goes."""
    slack.control.shortcut("digest_article", user="lou")
    (view,) = slack.control.views("lou")
    article = page(slack, "form") if typed == "link" else TEXT.replace("ferry", "viaduct")
    filled = {"article": {"article": article}, "where": {"where": slack.control.channel_id("newsroom")}}
    assert slack.control.submit(view["id"], filled, user="lou")["ok"]
    in_channel(slack, "newsroom", "form bridge" if typed == "link" else "rebuild the viaduct")


@pytest.mark.parametrize(
    ("article", "where", "field"),
    [("too short", "newsroom", "article"), ("https://x.example/a/b-c-d-e", "random", "where")],
)
def test_the_form_says_what_cannot_be(slack: Sandbox, bot: Bot, article: str, where: str, field: str) -> None:
    """Neither a link nor an article; a channel where the app is not."""
    slack.control.shortcut("digest_article", user="lou")
    (view,) = slack.control.views("lou")
    filled = {"article": {"article": article}, "where": {"where": slack.control.channel_id(where)}}
    assert list(slack.control.submit(view["id"], filled, user="lou")["errors"]) == [field]
    slack.control.close_view(view["id"], user="lou", everything=True)


def test_a_direct_message_without_a_link_gets_help(slack: Sandbox, bot: Bot) -> None:
    """Once, whatever Slack delivers; and none of it to our own words."""
    ts = slack.control.post_message("@lou", "hello?", user="lou")
    slack.control.redeliver("@lou", ts, times=2)
    slack.control.wait_for(lambda: [m for m in slack.control.messages("@lou") if m.get("bot_id")], 10)
    settled(slack, bot)
    told = [m for m in slack.control.messages("@lou") if m.get("bot_id")]
    assert len(told) == 1
    assert "Send me a link" in words(told[0])


def test_a_direct_message_may_be_the_article(slack: Sandbox, bot: Bot) -> None:
    """Pasted words are read as they stand."""
    ts = slack.control.post_message("@priya", TEXT.replace("ferry", "canal"), user="priya")
    assert "rebuild the canal" in words(answered(slack, "@priya", ts)[0])


def test_a_mention_without_anything_gets_help(slack: Sandbox, bot: Bot) -> None:
    """For the eyes of who asked."""
    slack.control.post_message("newsroom", "@pullquote what can you do?", user="tomasz")
    told = slack.control.wait_for(lambda: slack.control.ephemeral("newsroom", "tomasz"), 10)
    assert "Post a link or a file here" in words(told[-1])
