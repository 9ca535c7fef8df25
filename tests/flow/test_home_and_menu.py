"""App Home and the menu under a digest, in the real bot against the local Slack."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest
from running import Json, answered, page, settled, under, words

from bot.app import Bot
from bot.listeners.desk import Desk
from bot.sandbox.server import Sandbox

pytestmark = pytest.mark.usefixtures("clean")


@pytest.fixture(scope="module")
def wishes(slack: Sandbox) -> dict[str, object]:
    """Priya looks after the bot."""
    return {"admins": slack.control.user_id("priya")}


def digest(slack: Sandbox, bot: Bot, mark: str, channel: str = "newsroom", user: str = "ines", more: str = "") -> Json:
    """The digest of a page of its own."""
    ts = slack.control.post_message(channel, page(slack, mark, more), user=user)
    told = answered(slack, channel, ts)[0]
    settled(slack, bot)
    return told


def home(slack: Sandbox, user: str, mark: str) -> str:
    """The words of App Home, once they hold the mark."""
    slack.control.home_open(user)

    def shown() -> str:
        view = slack.control.home(user)
        told = words(view) if view else ""
        return told if mark in told else ""

    return slack.control.wait_for(shown, 15)


def choose(slack: Sandbox, told: Json, what: str, user: str) -> None:
    """Something is chosen in the menu under a digest."""
    (row,) = (block for block in told["blocks"] if block["type"] == "actions")
    value = next(o["value"] for o in row["elements"][-1]["options"] if o["value"].startswith(what))
    ts = told["ts"]
    slack.control.click("digest_more", channel="newsroom", ts=ts, user=user, value=value)


def test_home_lists_what_the_viewer_may_read(slack: Sandbox, bot: Bot) -> None:
    """A private channel's articles show to its members alone; one's own talk with the app shows to nobody else."""
    digest(slack, bot, "public")
    digest(slack, bot, "secret", "investigations")
    digest(slack, bot, "direct", "@ines")
    told = home(slack, "ines", "public story")
    assert "secret story" in told
    assert "direct story" in told
    others = home(slack, "lou", "public story")
    assert "secret story" not in others
    assert "direct story" not in others


def test_home_forgets_a_channel_that_somebody_left(slack: Sandbox, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Membership is asked for when Home is opened."""
    monkeypatch.setattr("bot.membership.GOOD_FOR", 0.0)
    channel = slack.control.make_channel("leavers", members=["ines", "tomasz", "pullquote"])["id"]
    digest(slack, bot, "leaving", channel)
    assert "leaving story" in home(slack, "tomasz", "leaving story")
    slack.control.kick(channel, "tomasz")
    slack.control.home_open("tomasz")
    slack.control.wait_for(lambda: "leaving story" not in words(slack.control.home("tomasz") or {}), 10)


def test_home_opens_a_channels_settings(slack: Sandbox, bot: Bot) -> None:
    """The same form as `/digest settings`."""
    home(slack, "ines", "Settings")
    view = slack.control.home("ines") or {}
    channel = slack.control.channel_id("research")
    slack.control.click("home_channel", view_id=view["id"], user="ines", value=channel)
    (form,) = slack.control.views("ines")
    slack.control.submit(form["id"], {"mode": {"mode": "emoji"}}, user="ines")
    assert bot.store.channels.get(slack.control.state()["team"]["id"], channel).mode == "emoji"


def test_the_workspace_chooses_its_emoji(slack: Sandbox, bot: Bot) -> None:
    """The chosen one asks from then on, and the old one no more; nonsense is refused."""
    home(slack, "priya", ":newspaper:")
    view = slack.control.home("priya") or {}
    slack.control.click("home_emoji", view_id=view["id"], user="priya")
    (form,) = slack.control.views("priya")
    assert "errors" in slack.control.submit(form["id"], {"emoji": {"emoji": "two words"}}, user="priya")
    assert slack.control.submit(form["id"], {"emoji": {"emoji": ":tada:"}}, user="priya")["ok"]
    slack.control.wait_for(lambda: ":tada:" in words(slack.control.home("priya") or {}), 10)
    assert "Chosen by" in words(slack.control.home("priya") or {})
    ts = slack.control.post_raw("newsroom", {"text": f"<{page(slack, 'tada')}>", "bot_id": "B0FEEDS01"}, user="ines")
    slack.control.react("newsroom", ts, "newspaper", user="lou")
    settled(slack, bot)
    assert under(slack, "newsroom", ts) == []
    slack.control.react("newsroom", ts, "tada", user="lou")
    assert "tada bridge" in words(answered(slack, "newsroom", ts)[0])


def test_the_emoji_goes_by_each_of_its_names(slack: Sandbox, bot: Bot) -> None:
    """Whoever types :thumbsup: means what Slack tells of as +1, on whatever skin."""
    team = slack.control.state()["team"]["id"]
    known = bot.store.channels.get(team, "")
    bot.store.channels.put(team, "", replace(known, emoji="thumbsup"))
    ts = slack.control.post_raw("newsroom", {"text": f"<{page(slack, 'thumb')}>", "bot_id": "B0FEEDS01"}, user="ines")
    slack.control.react("newsroom", ts, "+1::skin-tone-3", user="lou")
    assert "thumb bridge" in words(answered(slack, "newsroom", ts)[0])
    bot.store.channels.put(team, "", known)


def test_the_emoji_is_chosen_by_who_looks_after_the_app(
    slack: Sandbox, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others see who chose it, and no button; neither an old button nor an old form lets them."""
    assert "Only who looks after Pullquote" in home(slack, "ines", "The emoji that asks")
    assert "home_emoji" not in str(slack.control.home("ines"))
    monkeypatch.setattr(Desk, "may_choose_emoji", lambda *_: True)
    slack.control.home_open("ines")
    slack.control.wait_for(lambda: "home_emoji" in str(slack.control.home("ines")), 10)
    view = slack.control.home("ines") or {}
    slack.control.click("home_emoji", view_id=view["id"], user="ines")
    (form,) = slack.control.views("ines")
    monkeypatch.undo()
    refused = slack.control.submit(form["id"], {"emoji": {"emoji": "tada"}}, user="ines")
    assert "Only who looks after" in str(refused["errors"])
    slack.control.close_view(form["id"], user="ines", everything=True)
    slack.control.click("home_emoji", view_id=view["id"], user="ines")
    assert slack.control.views("ines") == []


def test_a_digest_is_read_again_in_its_place(slack: Sandbox, bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message changes, none is added, and who asked is told."""
    monkeypatch.setattr(import_module("bot.fetch.fetcher"), "FRESH_SECONDS", 0.0)
    told = digest(slack, bot, "again")
    page(slack, "again", "The harbour master counted 4,711 barges.")
    choose(slack, told, "refresh", "lou")
    slack.control.wait_for(lambda: "4,711" in words(slack.control.message("newsroom", told["ts"]) or {}), 30)
    settled(slack, bot)
    assert len(under(slack, "newsroom", told["thread_ts"])) == 1
    assert "Read again" in words(slack.control.ephemeral("newsroom", "lou")[-1])
    team = slack.control.state()["team"]["id"]
    stored = bot.store.digests.get(
        team, bot.store.requests.of_message(team, slack.control.channel_id("newsroom"), told["thread_ts"])[0].id
    )
    assert stored is not None
    assert stored.posted_ts == told["ts"]


def test_reading_again_is_rationed(slack: Sandbox, bot: Bot) -> None:
    """As every other way to ask: beyond the limit who clicked is told when, and nothing is read."""
    told = digest(slack, bot, "rationed")
    team, priya = slack.control.state()["team"]["id"], slack.control.user_id("priya")
    limits = bot.settings.user_requests_per_hour
    while not bot.store.quotas.take(team, {priya: limits}, ahead=True):
        pass
    fetched = len(slack.control.fetched())
    choose(slack, told, "refresh", "priya")
    settled(slack, bot)
    assert "more articles than I may read in an hour" in words(slack.control.ephemeral("newsroom", "priya")[-1])
    assert len(slack.control.fetched()) == fetched


@pytest.mark.parametrize(("user", "may"), [("ines", True), ("priya", True), ("tomasz", False)])
def test_a_digest_is_removed_by_who_may(slack: Sandbox, bot: Bot, user: str, may: bool) -> None:
    """Who asked, or who looks after the app; others are told why not."""
    told = digest(slack, bot, f"remove{user}")
    before = len(slack.control.ephemeral("newsroom", user))
    choose(slack, told, "remove", user)
    settled(slack, bot)
    assert (slack.control.message("newsroom", told["ts"]) is None) is may
    assert ("white_check_mark" not in slack.control.reactions("newsroom", told["thread_ts"])) is may
    whispered = slack.control.ephemeral("newsroom", user)[before:]
    assert [("Only whoever asked" in words(m)) for m in whispered] == ([] if may else [True])


@pytest.mark.parametrize("what", ["refresh", "remove"])
def test_a_menu_that_outlives_its_digest_says_so(slack: Sandbox, bot: Bot, what: str) -> None:
    """In words, to who clicked."""
    told = digest(slack, bot, f"outlived{what}")
    team = slack.control.state()["team"]["id"]
    bot.store.digests.forget_message(team, slack.control.channel_id("newsroom"), told["thread_ts"])
    choose(slack, told, what, "ines")
    settled(slack, bot)
    if what == "refresh":
        assert "no longer stored" in words(slack.control.ephemeral("newsroom", "ines")[-1])
    else:
        assert slack.control.message("newsroom", told["ts"]) is None


def test_an_interaction_is_acknowledged_though_slack_is_slow(slack: Sandbox, bot: Bot) -> None:
    """A call that hangs is given up before Slack gives up on us."""
    told = digest(slack, bot, "slow")
    slack.control.fail_next("views.open", delay=5.0)
    value = f"markdown {told['blocks'][-1]['elements'][-1]['options'][0]['value'].split()[1]}"
    clicked = slack.control.click("digest_more", channel="newsroom", ts=told["ts"], user="ines", value=value)
    assert clicked["ok"], clicked
    assert slack.control.slash("newsroom", "settings", user="ines")["ok"]


def test_a_click_that_slack_has_forgotten_is_said_to_be_tried_again(slack: Sandbox, bot: Bot) -> None:
    """A `trigger_id` lives three seconds: a command says so in its answer, a button changes nothing, and both go on
    working."""
    told = digest(slack, bot, "forgotten")
    slack.control.fail_next("views.open", error="expired_trigger_id", times=2)
    assert slack.control.slash("newsroom", "settings", user="tomasz")["ok"]
    assert "Please try again" in words(slack.control.ephemeral("newsroom", "tomasz")[-1])
    choose(slack, told, "markdown", "tomasz")
    assert slack.control.views("tomasz") == []
    choose(slack, told, "markdown", "tomasz")
    (view,) = slack.control.views("tomasz")
    slack.control.close_view(view["id"], user="tomasz", everything=True)
