"""Manners: what people take back is taken back, nobody hears a thing twice, and nobody is answered who is a machine."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from running import answered, page, settled, under, words
from sqlalchemy import select

from bot.app import Bot
from bot.sandbox.server import Sandbox
from bot.store import ScheduleRow
from bot.store.tables import outbox

pytestmark = pytest.mark.usefixtures("clean")


def team_of(slack: Sandbox) -> str:
    """The workspace's id."""
    return str(slack.control.state()["team"]["id"])


def about(slack: Sandbox, channel: str, mark: str) -> list[str]:
    """The time stamps of our messages in the channel that have these words."""
    told = slack.control.messages(channel)
    return [m["ts"] for m in told if m.get("bot_id") and mark in words(m)]


def test_a_deleted_message_takes_its_digest_along(slack: Sandbox, bot: Bot) -> None:
    """From Slack and from the store; the same link posted anew is read anew."""
    url = page(slack, "gone")
    ts = slack.control.post_message("newsroom", url, user="ines")
    answered(slack, "newsroom", ts)
    settled(slack, bot)
    slack.control.delete("newsroom", ts)
    slack.control.wait_for(lambda: not about(slack, "newsroom", "gone bridge"), 10)
    assert slack.control.message("newsroom", ts) is None
    again = slack.control.post_message("newsroom", url, user="lou")
    assert "gone bridge" in words(answered(slack, "newsroom", again)[0])


def wait_until_posting(bot: Bot) -> None:
    """Until a digest is on its way to Slack, which the local Slack does not tell before it has arrived."""
    on_its_way = select(outbox.c.id).where(outbox.c.kind == "post", outbox.c.state == "sending")
    for _ in range(2_000):
        with bot.store.database.read() as connection:
            if connection.execute(on_its_way).first() is not None:
                return
        time.sleep(0.01)
    raise TimeoutError("no digest was posted")


@pytest.mark.parametrize("how", [{"delay": 1.0}, {"after_effect": True}, {"retry_after": 1}])
def test_a_message_deleted_while_its_digest_is_posted(slack: Sandbox, bot: Bot, how: dict[str, object]) -> None:
    """The digest that arrives after all is taken back, also where its call got no answer or has to wait."""
    mark = "instant" + "".join(how).replace("_", "")
    calls = len(slack.control.calls("chat.postMessage"))
    slack.control.fail_next("chat.postMessage", **how)
    ts = slack.control.post_message("newsroom", page(slack, mark), user="ines")
    if "delay" in how:
        wait_until_posting(bot)
    else:
        slack.control.wait_for(lambda: len(slack.control.calls("chat.postMessage")) > calls, 20)
    slack.control.delete("newsroom", ts)
    settled(slack, bot)
    assert under(slack, "newsroom", ts) == []
    left = about(slack, "newsroom", f"{mark} bridge")
    assert [slack.control.message("newsroom", at) for at in left] == []


def test_a_channel_may_keep_digests(slack: Sandbox, bot: Bot) -> None:
    """With the setting off, the digest outlives its message."""
    team, channel = team_of(slack), slack.control.channel_id("research")
    known = bot.store.channels.get(team, channel)
    bot.store.channels.put(team, channel, replace(known, delete_with_message=False))
    ts = slack.control.post_message("research", page(slack, "kept"), user="ines")
    answered(slack, "research", ts)
    settled(slack, bot)
    slack.control.delete("research", ts)
    slack.control.wait_for(lambda: "tombstone" in str(slack.control.message("research", ts)), 10)
    settled(slack, bot)
    assert len(about(slack, "research", "kept bridge")) == 1
    bot.store.channels.put(team, channel, known)


def test_word_of_a_deletion_may_come_first(slack: Sandbox, bot: Bot) -> None:
    """Slack promises no order: a message that arrives after its own end is not read."""
    slack.control.hold()
    ts = slack.control.post_message("newsroom", page(slack, "late"), user="ines")
    slack.control.delete("newsroom", ts)
    slack.control.release("reverse")
    settled(slack, bot)
    slack.control.redeliver("newsroom", ts)
    settled(slack, bot)
    assert about(slack, "newsroom", "late bridge") == []
    assert not [slug for slug in slack.control.fetched() if slug.startswith("late")]


@pytest.mark.parametrize("order", ["as_sent", "reverse"])
def test_an_edit_takes_a_link_away_before_it_is_read(slack: Sandbox, bot: Bot, order: str) -> None:
    """The link that is left is answered, the other is not; the message's signs tell of the first alone."""
    slack.control.hold()
    ts = slack.control.post_message(
        "newsroom", f"{page(slack, f'out{order}')} {page(slack, f'in{order}')}", user="ines"
    )
    slack.control.edit("newsroom", ts, f"only {slack.url}/news/in{order}-story")
    slack.control.release(order)
    told = answered(slack, "newsroom", ts)
    settled(slack, bot)
    assert [f"in{order} bridge" in words(m) for m in told] == [True]
    assert slack.control.reactions("newsroom", ts).keys() == {"white_check_mark"}


def test_an_edit_while_the_link_is_read_leaves_no_sign(slack: Sandbox, bot: Bot) -> None:
    """The eyes go, and there is no digest."""
    url = slack.control.publish("slow-story", "<p>“Never mind,” said Ada Brandt.</p>", delay=3.0)
    ts = slack.control.post_message("newsroom", url, user="ines")
    slack.control.wait_for(lambda: "eyes" in slack.control.reactions("newsroom", ts), 10)
    slack.control.edit("newsroom", ts, "never mind")
    slack.control.wait_for(lambda: not slack.control.reactions("newsroom", ts), 10)
    settled(slack, bot)
    assert under(slack, "newsroom", ts) == []
    assert slack.control.reactions("newsroom", ts) == {}


def test_a_link_that_is_put_back_is_read(slack: Sandbox, bot: Bot) -> None:
    """Away, and back again, before anything was read."""
    url = page(slack, "back")
    slack.control.hold()
    ts = slack.control.post_message("newsroom", url, user="ines")
    slack.control.edit("newsroom", ts, "no link")
    slack.control.edit("newsroom", ts, f"the link after all: {url}")
    slack.control.release("reverse")
    assert "back bridge" in words(answered(slack, "newsroom", ts)[0])


def test_a_link_that_is_put_back_too_late_is_told_of_the_digest(slack: Sandbox, bot: Bot) -> None:
    """Somebody else posted it meanwhile: it is read once a channel, whoever was first to think of it."""
    url = page(slack, "toolate")
    slack.control.hold()
    ts = slack.control.post_message("newsroom", url, user="ines")
    slack.control.edit("newsroom", ts, "no link")
    slack.control.release("as_sent")
    settled(slack, bot)
    other = slack.control.post_message("newsroom", url, user="lou")
    assert "toolate bridge" in words(answered(slack, "newsroom", other)[0])
    settled(slack, bot)
    slack.control.edit("newsroom", ts, f"the link after all: {url}")
    assert "Already posted" in words(answered(slack, "newsroom", ts)[0])
    settled(slack, bot)
    assert len(under(slack, "newsroom", ts)) == 1


def test_a_deleted_file_takes_its_digest_along(slack: Sandbox, bot: Bot) -> None:
    """The message may stay; what was read of the file does not."""
    body = "“The dike holds,” said Mayor Ada Brandt.\n\n“It will hold for years,” she added. It cost $14 million."
    sent = slack.control.upload("newsroom", body.encode(), "dike.txt", user="ines", media_type="text/plain")
    answered(slack, "newsroom", sent["ts"])
    settled(slack, bot)
    slack.control.delete_file(sent["files"][0]["id"])
    slack.control.wait_for(lambda: not about(slack, "newsroom", "The dike holds"), 10)


def test_a_digest_that_somebody_deletes_by_hand_is_forgotten(slack: Sandbox, bot: Bot) -> None:
    """A repost is not sent to a place where nothing stands."""
    url = page(slack, "byhand")
    ts = slack.control.post_message("newsroom", url, user="ines")
    told = answered(slack, "newsroom", ts)
    settled(slack, bot)
    slack.control.delete("newsroom", told[0]["ts"])
    team = team_of(slack)
    channel = slack.control.channel_id("newsroom")
    slack.control.wait_for(lambda: all(p.message_ts != ts for p in bot.store.digests.recent(team, [channel])), 10)
    again = slack.control.post_message("newsroom", url, user="lou")
    assert "byhand bridge" in words(answered(slack, "newsroom", again)[0])


def test_machines_and_previews_get_no_answer(slack: Sandbox, bot: Bot) -> None:
    """Other apps, our own words and our own edits; a preview that Slack hangs on a message asks for nothing new."""
    url = page(slack, "quiet")
    ts = slack.control.post_message("newsroom", url, user="ines")
    slack.control.unfurl("newsroom", ts, url, title="quiet story")
    answered(slack, "newsroom", ts)
    other = slack.control.post_raw("newsroom", {"text": f"<{page(slack, 'robot')}>", "bot_id": "B0FEEDS01"}, "ines")
    settled(slack, bot)
    assert len(under(slack, "newsroom", ts)) == 1
    assert under(slack, "newsroom", other) == []


def test_the_same_story_is_said_to_be_one(slack: Sandbox, bot: Bot) -> None:
    """A second article about an event that the channel was told of: its digest says so in one line, with a link."""
    event = (
        "The Halvorsen ferry ran aground off Trellis Point with 212 passengers on Tuesday night, the coastguard said.",
        "“Everybody is ashore and safe,” Captain Mirela Stanic of the Trellis Point coastguard said at the pier.",
        "The Halvorsen line has run the ferry since 1987; its hull had been inspected in March, the operator said.",
    )
    urls = []
    for name, lines in (("Gazette", event), ("Courier", event[::-1])):
        body = "".join(f"<p>{line}</p>" for line in lines)
        title = f"{name}: Halvorsen ferry aground off Trellis Point"
        html = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"
        urls.append(slack.control.publish(f"{name.lower()}-ferry-aground", html))
    first = slack.control.post_message("newsroom", urls[0], user="ines")
    told = answered(slack, "newsroom", first)
    assert "same story" not in words(told[0])
    second = slack.control.post_message("newsroom", urls[1], user="lou")
    said = words(answered(slack, "newsroom", second)[0])
    assert "The same story as Gazette: Halvorsen ferry aground" in said


@pytest.mark.parametrize("private", [False, True])
def test_one_hello_when_invited_and_nothing_is_kept_when_removed(slack: Sandbox, bot: Bot, private: bool) -> None:
    """Settings and schedules go with the app, and it is silent until it is invited again."""
    channel = slack.control.make_channel(f"desk-{private}".lower(), members=["ines"], is_private=private)["id"]
    slack.control.invite(channel, "pullquote")
    hello = slack.control.wait_for(lambda: about(slack, channel, "Hello."), 10)
    joined = [e for e in slack.control.events() if e["type"] == "member_joined_channel"]
    slack.control.redeliver(event_id=joined[-1]["event_id"], times=2)
    settled(slack, bot)
    assert about(slack, channel, "Hello.") == hello
    team = team_of(slack)
    bot.store.channels.put(team, channel, replace(bot.store.channels.get(team, channel), mode="emoji"))
    bot.store.schedules.put(ScheduleRow(team=team, channel=channel, at="09:00", zone="UTC", days="mon"))
    slack.control.kick(channel, "pullquote")
    assert slack.control.events()[-1]["type"] == ("group_left" if private else "channel_left")
    slack.control.wait_for(lambda: bot.store.channels.get(team, channel).mode == "auto", 10)
    assert bot.store.schedules.of(team, channel) == []
    slack.control.post_message(channel, page(slack, f"absent{private}".lower()), user="ines")
    slack.control.invite(channel, "pullquote")
    slack.control.wait_for(lambda: len(about(slack, channel, "Hello.")) == 2, 10)
    settled(slack, bot)
    assert about(slack, channel, "bridge") == []


@pytest.mark.parametrize(("mode", "asked"), [("mention", "@pullquote {}"), ("emoji", "")])
def test_a_channel_says_what_is_read(slack: Sandbox, bot: Bot, mode: str, asked: str) -> None:
    """Where links are read only on a mention or an emoji, one that was merely posted gets nothing until then."""
    channel = slack.control.make_channel(f"quiet-{mode}", members=["ines", "lou", "pullquote"])["id"]
    slack.control.slash(channel, "settings", user="ines")
    (form,) = slack.control.views("ines")
    assert slack.control.submit(form["id"], {"mode": {"mode": mode}}, user="ines")["ok"]
    ts = slack.control.post_message(channel, page(slack, f"only{mode}"), user="ines")
    settled(slack, bot)
    assert under(slack, channel, ts) == []
    if asked:
        ts = slack.control.post_message(channel, asked.format(f"{slack.url}/news/only{mode}-story"), user="lou")
    else:
        slack.control.react(channel, ts, "newspaper", user="lou")
    assert f"only{mode} bridge" in words(answered(slack, channel, ts)[0])
