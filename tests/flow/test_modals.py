"""The buttons under a digest and a channel's settings, in the real bot against the local Slack."""

from __future__ import annotations

import pytest
from running import Json, settled, under, words

from bot.app import Bot
from bot.sandbox.server import Sandbox

PAGE = "/news/valmora-rate-rise"


@pytest.fixture(scope="module")
def digest(slack: Sandbox, bot: Bot) -> Json:
    """The digest of an article with more in it than the message shows."""
    ts = slack.control.post_message("newsroom", f"{slack.url}{PAGE}", user="ines")
    (reply,) = slack.control.wait_for(lambda: under(slack, "newsroom", ts), 30)
    settled(slack, bot)
    return reply


@pytest.mark.parametrize(
    ("button", "title"), [("digest_all_quotes", "All quotes"), ("digest_all_figures", "All figures")]
)
def test_a_button_opens_everything_that_was_found(slack: Sandbox, digest: Json, button: str, title: str) -> None:
    """The modal opens for whoever clicked, with more than the message has."""
    slack.control.click(button, channel="newsroom", ts=digest["ts"], user="tomasz")
    view = slack.control.views("tomasz")[-1]
    assert view["title"]["text"] == title
    assert len(words(view)) > 1_000
    slack.control.close_view(view["id"], user="tomasz", everything=True)


def test_a_page_is_turned(slack: Sandbox, digest: Json) -> None:
    """Long lists go on behind a button, and come back."""
    slack.control.click("digest_all_figures", channel="newsroom", ts=digest["ts"], user="ines")
    (first,) = slack.control.views("ines")
    if "page 1 of" in words(first):
        slack.control.click("digest_all_on", view_id=first["id"], user="ines")
        second = slack.control.views("ines")[-1]
        assert "page 2 of" in words(second)
        slack.control.click("digest_all_back", view_id=first["id"], user="ines")
    assert words(slack.control.views("ines")[-1]) == words(first)
    slack.control.close_view(first["id"], user="ines", everything=True)


def test_the_digest_is_there_to_copy(slack: Sandbox, digest: Json) -> None:
    """The menu gives it as Markdown."""
    value = f"markdown {_request(digest)}"
    slack.control.click("digest_more", channel="newsroom", ts=digest["ts"], user="ines", value=value)
    (view,) = slack.control.views("ines")
    assert words(view).count("\n> “") >= 3
    slack.control.close_view(view["id"], user="ines", everything=True)


def test_what_is_wrong_is_kept_with_its_passage(slack: Sandbox, bot: Bot, digest: Json) -> None:
    """The form refuses what does not go together, and stores the rest once."""
    value = f"report {_request(digest)}"
    slack.control.click("digest_more", channel="newsroom", ts=digest["ts"], user="ines", value=value)
    (view,) = slack.control.views("ines")
    quotes, _ = view["blocks"][0]["element"]["option_groups"]
    passage = quotes["options"][0]["value"]
    refused = slack.control.submit(view["id"], _filled(passage, "not_figure"), user="ines")
    assert "does not go with" in str(refused)
    slack.control.submit(view["id"], _filled(passage, "not_speaker"), user="ines")
    assert "Thank you" in words(slack.control.views("ines")[-1])
    (told,) = bot.store.feedback.of(slack.control.state()["team"]["id"])
    assert (told.verdict, f"{told.start} {told.end}") == ("not_speaker", passage)
    slack.control.close_view(view["id"], user="ines", everything=True)


def _request(digest: Json) -> str:
    (row,) = (block for block in digest["blocks"] if block["type"] == "actions")
    return str(row["elements"][0]["value"])


def _filled(passage: str, verdict: str) -> Json:
    return {"which": {"which": passage}, "wrong": {"wrong": verdict}}


def test_a_digest_that_is_gone_says_so(slack: Sandbox, bot: Bot, digest: Json) -> None:
    """A button that outlives what it shows opens a word about it, not an error."""
    team = slack.control.state()["team"]["id"]
    for kept in bot.store.digests.forget_message(team, slack.control.channel_id("newsroom"), digest["thread_ts"]):
        assert kept.request_id
    slack.control.click("digest_all_quotes", channel="newsroom", ts=digest["ts"], user="ines")
    (view,) = slack.control.views("ines")
    assert "no longer stored" in words(view)
    slack.control.close_view(view["id"], user="ines", everything=True)


def test_settings_are_saved_for_the_channel(slack: Sandbox, bot: Bot) -> None:
    """`/digest settings` opens the modal; what cannot be is said in it; what is saved holds."""
    slack.control.slash("newsroom", "settings", user="ines")
    (view,) = slack.control.views("ines")
    wrong = slack.control.submit(view["id"], {"muted_sites": {"muted_sites": "nonsense"}}, user="ines")
    assert "muted_sites" in str(wrong)
    saved = slack.control.submit(view["id"], {"muted_sites": {"muted_sites": "dull.example"}}, user="ines")
    assert saved["ok"], saved
    assert slack.control.views("ines") == []
    team, channel = slack.control.state()["team"]["id"], slack.control.channel_id("newsroom")
    assert bot.store.channels.get(team, channel).muted_sites == ("dull.example",)


def test_what_is_saved_holds_for_the_next_digest(slack: Sandbox, bot: Bot) -> None:
    """How many quotes and figures, of which kinds, in the message and in what is copied; and a site that is muted."""
    channel = slack.control.make_channel("wishes", members=["ines", "pullquote"])["id"]
    slack.control.slash(channel, "settings", user="ines")
    (view,) = slack.control.views("ines")
    wishes = {"max_quotes": "1", "max_figures": "0", "kinds": ["direct"], "muted_sites": "dull.example"}
    assert slack.control.submit(view["id"], {name: {name: value} for name, value in wishes.items()}, user="ines")["ok"]
    ts = slack.control.post_message(channel, f"{slack.url}{PAGE}", user="ines")
    dull = slack.control.post_message(channel, "https://www.dull.example/2025/05/04/a-long-story-of-pears", user="ines")
    (told,) = slack.control.wait_for(lambda: under(slack, channel, ts), 30)
    settled(slack, bot)
    assert (under(slack, channel, dull), slack.control.reactions(channel, dull)) == ([], {})
    (quote,) = [e for block in told["blocks"] for e in block.get("elements", []) if e["type"] == "rich_text_quote"]
    assert quote["elements"][0]["text"].startswith("“")
    assert "Key figures" not in words(told)
    value = f"markdown {_request(told)}"
    slack.control.click("digest_more", channel=channel, ts=told["ts"], user="ines", value=value)
    (view,) = slack.control.views("ines")
    assert words(view).count("\n> “") == 1
    assert "Key figures" not in words(view)
    slack.control.close_view(view["id"], user="ines", everything=True)
