"""The memory and the schedule, asked by people in the local Slack: who finds what, and what holds afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from block_checks import check_blocks, check_view
from running import Json, running, settled, under, words

from bot.app import Bot
from bot.sandbox.server import Sandbox
from bot.store import ScheduleRow


def page(speaker: str, said: str, title: str) -> str:
    """An article of its own."""
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>“{said},” {speaker} said on Monday evening in the town hall.</p>"
        "<p>The council counted 4,217 herons along the river this spring, 12 per cent more than a year ago.</p>"
        "<p>Residents had waited since the flood, when the old crossing was swept away.</p></article></body></html>"
    )


@pytest.fixture(scope="module")
def bot(slack: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """The bot in it, and what it has read: one article in the newsroom, one in the private channel."""
    with running(slack, tmp_path_factory.mktemp("bot")) as running_bot:
        slack.control.make_channel("secret", is_private=True, members=["ines", "pullquote"])
        slack.control.make_channel("sports", members=["ines", "tomasz", "pullquote"])
        told = {
            "newsroom": page("Mayor Ada Quill", "The harbour wall will stand for a hundred years", "Harbour wall"),
            "secret": page("Ms Quill", "The harbour budget is a secret that we keep", "Budget"),
        }
        for channel, body in told.items():
            url = slack.control.publish(f"quill-{channel}", body)
            ts = slack.control.post_message(channel, url, user="ines")
            slack.control.wait_for(lambda c=channel, t=ts: under(slack, c, t), 30)
        settled(slack, running_bot)
        yield running_bot


def ask(slack: Sandbox, text: str, user: str, channel: str = "newsroom") -> Json:
    """What a person is told, for their eyes only."""
    before = len(slack.control.ephemeral(channel, user))
    slack.control.slash(channel, text, user)
    told = slack.control.wait_for(lambda: slack.control.ephemeral(channel, user)[before:], 15)
    check_blocks(told[-1].get("blocks") or [])
    return dict(told[-1])


def test_who_said_what_is_found_by_a_part_of_the_name(slack: Sandbox, bot: Bot) -> None:
    """In both channels for who is in both: the surname in one article is the full name in another."""
    said = words(ask(slack, "who Ada Quill", "ines"))
    assert "a hundred years" in said
    assert "a secret that we keep" in said
    assert "What Ada Quill said" in said


@pytest.mark.parametrize("text", ["who quill", "find harbour", "number herons", "today", "week", "stats"])
def test_a_private_channel_is_found_by_its_members_alone(slack: Sandbox, bot: Bot, text: str) -> None:
    """Tomasz is not in it: nothing of it shows, not even a count."""
    mine, other = json.dumps(ask(slack, text, "ines")), json.dumps(ask(slack, text, "tomasz"))
    assert ("secret" in mine or "Budget" in mine) or "2 articles" in mine
    assert "Budget" not in other
    assert "a secret" not in other
    assert "2 articles" not in other


def test_who_leaves_a_channel_finds_nothing_of_it_any_more(slack: Sandbox, bot: Bot) -> None:
    """Asked of Slack again within seconds; the page's buttons as well."""
    slack.control.invite("secret", "tomasz", by="ines")
    bot.membership._known.clear()  # as after some seconds
    assert "Budget" in json.dumps(ask(slack, "today", "tomasz"))
    slack.control.kick("secret", "tomasz")
    bot.membership._known.clear()  # as after some seconds
    assert "Budget" not in json.dumps(ask(slack, "today", "tomasz"))


def test_where_slack_does_not_say_who_may_read_nothing_is_told(slack: Sandbox, bot: Bot) -> None:
    """And not that there was nothing: it is to be asked again, typed or in App Home."""
    bot.membership._known.clear()
    slack.control.fail_next("users.conversations", error="internal_error")
    told = ask(slack, "find harbour", "ines")
    assert "ask again in a minute" in told["text"]
    assert "a hundred years" in words(ask(slack, "find harbour", "ines"))


def test_a_page_is_turned_only_in_channels_that_one_is_still_in(slack: Sandbox, bot: Bot) -> None:
    """The button of an answer that is old by then."""
    slack.control.make_channel("parting", is_private=True, members=["ines", "tomasz", "pullquote"])
    for number in range(6):
        said = f"The lamp on number {number} of the pier was lit again"
        url = slack.control.publish(f"lamp-{number}", page("Bo Lind", said, f"Lamp {number}"))
        ts = slack.control.post_message("parting", url, user="ines")
        slack.control.wait_for(lambda t=ts: under(slack, "parting", t), 30)
    settled(slack, bot)
    bot.membership._known.clear()
    told = ask(slack, "find lamp", "tomasz")
    assert "number 5" in words(told)
    slack.control.kick("parting", "tomasz")
    bot.membership._known.clear()  # as after some seconds
    slack.control.click("memory_older", channel="newsroom", ts=told["ts"], user="tomasz")
    replaced = slack.control.wait_for(
        lambda: [m for m in slack.control.ephemeral("newsroom", "tomasz") if "channels that you are in" in str(m)][-1:],
        15,
    )
    assert "lamp was lit" not in str(replaced).lower()


@pytest.mark.parametrize(
    "text",
    ['find "', "find text:wall OR *", "find 🐟🐟", "who ' OR 1=1 --", "number NEAR(a b)", f"find {'x' * 170}", "who *"],
)
def test_a_hostile_question_finds_nothing(slack: Sandbox, bot: Bot, text: str) -> None:
    """It is words, whatever it looks like."""
    assert "channels that you are in" in str(ask(slack, text, "ines")["text"])


def test_a_question_without_words_is_answered_with_the_right_form(slack: Sandbox, bot: Bot) -> None:
    """At once."""
    assert "/digest who Ada Quill" in ask(slack, "who", "ines")["text"]


def read_turbines(slack: Sandbox, bot: Bot) -> None:
    """Six articles, one after the other, where they have not been read yet."""
    if "number 5" in words(ask(slack, "find turbine", "ines")):
        return
    for number in range(6):
        url = slack.control.publish(
            f"page-{number}", page("Bo Lind", f"Turbine number {number} will turn before winter", f"Turbine {number}")
        )
        ts = slack.control.post_message("newsroom", url, user="ines")
        slack.control.wait_for(lambda t=ts: under(slack, "newsroom", t), 30)
    settled(slack, bot)


def test_pages_are_turned_with_buttons(slack: Sandbox, bot: Bot) -> None:
    """Older, and newer again; the answer is replaced."""
    read_turbines(slack, bot)
    first = ask(slack, "find turbine", "ines")
    assert "number 5" in words(first)
    assert "number 0" not in words(first)
    slack.control.click("memory_older", channel="newsroom", ts=first["ts"], user="ines")

    def shown() -> str:
        return words(next(m for m in slack.control.ephemeral("newsroom", "ines") if m["ts"] == first["ts"]))

    slack.control.wait_for(lambda: "number 0" in shown(), 15)
    slack.control.click("memory_newer", channel="newsroom", ts=first["ts"], user="ines")
    slack.control.wait_for(lambda: "number 5" in shown(), 15)


def open_home(slack: Sandbox, user: str) -> Json:
    """App Home as it is drawn for this person now."""
    before = (slack.control.home(user) or {}).get("hash")
    slack.control.home_open(user)

    def drawn() -> Json:
        view = slack.control.home(user)
        return view if view and view["hash"] != before else {}

    return slack.control.wait_for(drawn, 15)


def found(slack: Sandbox, user: str) -> str:
    """What the search shows, once it has looked."""

    def looked() -> str:
        (view,) = slack.control.views(user)
        check_view({k: view[k] for k in ("type", "title", "blocks", "close", "private_metadata") if view[k]})
        return "" if "Looking" in words(view) else words(view)

    return slack.control.wait_for(looked, 15)


def search(slack: Sandbox, user: str, typed: str) -> str:
    """What somebody finds in App Home."""
    view = open_home(slack, user)
    slack.control.click("home_search", view_id=view["id"], user=user, value=typed)
    return found(slack, user)


def test_home_searches_what_the_viewer_may_read(slack: Sandbox, bot: Bot) -> None:
    """The same words elsewhere with a button: who said it, which figures. Nothing of a channel that one is not in."""
    assert "a secret that we keep" in search(slack, "ines", "harbour")
    (view,) = slack.control.views("ines")
    slack.control.click("search_number", view_id=view["id"], user="ines")
    assert "Figures" in found(slack, "ines")
    assert "a secret" not in search(slack, "tomasz", "harbour")
    assert "a hundred years" in found(slack, "tomasz")
    assert "a hundred years" in search(slack, "tomasz", "quill")
    (view,) = slack.control.views("tomasz")
    slack.control.click("search_who", view_id=view["id"], user="tomasz")
    said = found(slack, "tomasz")
    assert "What Mayor Ada Quill said" in said or "What Ada Quill said" in said
    assert "a secret" not in said


def test_a_search_of_ones_own_talk_with_the_app(slack: Sandbox, bot: Bot) -> None:
    """It is in nobody else's."""
    url = slack.control.publish("quill-direct", page("Ada Quill", "The whisper about a lighthouse is mine", "Whisper"))
    ts = slack.control.post_message("@ines", url, user="ines")
    slack.control.wait_for(lambda: under(slack, "@ines", ts), 30)
    assert "lighthouse is mine" in search(slack, "ines", "whisper lighthouse")
    assert "No quote" in search(slack, "tomasz", "whisper lighthouse")


@pytest.mark.parametrize(
    ("typed", "told"),
    [("", "Type a name"), ("zzzz <!here> & co", "No quote"), ('" OR *', "No quote"), ("x" * 180, "No quote")],
)
def test_a_search_that_finds_nothing_says_so(slack: Sandbox, bot: Bot, typed: str, told: str) -> None:
    """In words, whatever was typed."""
    assert told in search(slack, "ines", typed)


def test_a_search_is_turned_page_by_page(slack: Sandbox, bot: Bot) -> None:
    """Older, and newer again, in the same modal."""
    read_turbines(slack, bot)
    assert "number 5" in search(slack, "ines", "turbine")
    (view,) = slack.control.views("ines")
    slack.control.click("search_older", view_id=view["id"], user="ines")
    assert "number 0" in found(slack, "ines")
    slack.control.click("search_newer", view_id=view["id"], user="ines")
    assert "number 5" in found(slack, "ines")


def test_a_search_that_somebody_closes_meanwhile_is_no_matter(slack: Sandbox, bot: Bot) -> None:
    """The next one is answered all the same."""
    slack.control.fail_next("views.open", error="expired_trigger_id")
    view = open_home(slack, "lou")
    slack.control.click("home_search", view_id=view["id"], user="lou", value="harbour")
    assert slack.control.views("lou") == []
    assert "Quotes with" in search(slack, "lou", "harbour")


def test_an_article_is_forgotten_and_its_digest_taken_back(slack: Sandbox, bot: Bot) -> None:
    """By who posted it, and by everybody in the channel; elsewhere by neither."""
    url = slack.control.publish("forget-me", page("Eva Stroem", "Nobody will remember these very words", "Forgotten"))
    ts = slack.control.post_message("newsroom", url, user="ines")
    slack.control.wait_for(lambda: under(slack, "newsroom", ts), 30)
    settled(slack, bot)
    assert "no digest" in ask(slack, f"forget {url}", "tomasz", "sports")["text"]
    assert "taken back" in ask(slack, f"forget {url}", "tomasz")["text"]
    settled(slack, bot)
    slack.control.wait_for(lambda: not under(slack, "newsroom", ts), 15)
    assert "channels that you are in" in str(ask(slack, "find remember", "ines")["text"])


def test_a_schedule_is_shown_before_it_is_saved(slack: Sandbox, bot: Bot) -> None:
    """Its next three times; then it holds, and `off` ends it."""
    team = slack.control.state()["team"]["id"] if "team" in slack.control.state() else ""
    told = ask(slack, "schedule 09:00 Europe/Berlin weekdays", "ines")
    assert words(told).count("09:00") >= 4
    assert "on your own clock: <!date^" in words(told)
    here = slack.control.channel_id("newsroom")
    assert [row for row in bot.store.schedules.all() if row.channel == here] == []
    slack.control.click("roundup_save", channel="newsroom", ts=told["ts"], user="ines")
    (row,) = slack.control.wait_for(lambda: [r for r in bot.store.schedules.all() if r.channel == here], 10)
    assert (row.at, row.zone, row.days) == ("09:00", "Europe/Berlin", "mon,tue,wed,thu,fri")
    assert team in ("", row.team)
    assert "18:00 Europe/Berlin fri" in words(ask(slack, "schedule weekly friday 6pm", "ines"))
    assert "Ended" in ask(slack, "schedule off", "ines")["text"]
    assert [r for r in bot.store.schedules.all() if r.channel == here] == []


@pytest.mark.parametrize(
    ("text", "suggested"),
    [("schedule 25:00", "01:00"), ("schedule 9:00 Europe/Berln", "Europe/Berlin"), ("schedule off 99", "03:00")],
)
def test_a_wrong_schedule_gets_the_nearest_right_form(slack: Sandbox, bot: Bot, text: str, suggested: str) -> None:
    """And how it is written."""
    assert suggested in ask(slack, text, "ines")["text"]


def test_the_form_of_schedules(slack: Sandbox, bot: Bot) -> None:
    """What holds, one more, its next times, saved; then ended by its button."""
    slack.control.slash("sports", "schedule", "ines")
    view = slack.control.wait_for(lambda: slack.control.views("ines"), 10)[-1]
    check_view({k: v for k, v in view.items() if k in ("type", "title", "blocks", "submit", "close", "callback_id")})
    typed: dict[str, Any] = {"at": "17:30", "zone": "Paris", "days": ["mon", "wed"], "holidays": "fr"}
    wrong = slack.control.submit(view["id"], _filled(typed | {"zone": "Pariss"}), "ines")
    assert "Europe/Paris" in json.dumps(wrong)
    slack.control.submit(view["id"], _filled(typed), "ines")
    confirm = slack.control.views("ines")[-1]
    assert words(confirm).count("17:30") == 4
    slack.control.submit(confirm["id"], {}, "ines")
    here = slack.control.channel_id("sports")
    (row,) = [r for r in bot.store.schedules.all() if r.channel == here]
    assert (row.at, row.zone, row.days, row.options) == ("17:30", "Europe/Paris", "mon,wed", {"holidays": "FR"})
    slack.control.slash("sports", "schedule", "ines")
    view = slack.control.wait_for(lambda: slack.control.views("ines"), 10)[-1]
    slack.control.click("roundup_end", view_id=view["id"], user="ines")
    slack.control.wait_for(lambda: not [r for r in bot.store.schedules.all() if r.channel == here], 10)


def test_a_channels_settings_lead_to_its_roundups(slack: Sandbox, bot: Bot) -> None:
    """From App Home to the settings, to the form, its next times, and back; each tells then of the roundup. What was
    typed into the settings meanwhile stays."""
    here, team = slack.control.channel_id("research"), slack.control.state()["team"]["id"]
    slack.control.click("home_channel", view_id=open_home(slack, "ines")["id"], user="ines", value=here)
    (settings,) = slack.control.views("ines")
    assert "A roundup is one message" in words(settings)
    slack.control.click("roundup_open", view_id=settings["id"], user="ines")
    _, form = slack.control.views("ines")
    typed: dict[str, Any] = {"at": "08:15", "zone": "Europe/Paris", "days": ["tue"]}
    slack.control.submit(form["id"], _filled(typed), "ines")
    _, confirm = slack.control.views("ines")
    assert words(confirm).count("08:15") == 4
    slack.control.submit(confirm["id"], {}, "ines")
    (row,) = bot.store.schedules.of(team, here)
    assert (row.at, row.zone, row.days) == ("08:15", "Europe/Paris", "tue")
    slack.control.wait_for(lambda: "08:15 Europe/Paris tue" in words(slack.control.views("ines")[0]), 10)
    slack.control.wait_for(lambda: "08:15 Europe/Paris tue" in words(slack.control.home("ines") or {}), 10)
    assert slack.control.submit(settings["id"], {"max_quotes": {"max_quotes": "7"}}, "ines")["ok"]
    assert bot.store.channels.get(team, here).max_quotes == 7


def test_home_leads_to_a_roundup_and_its_end(slack: Sandbox, bot: Bot) -> None:
    """Where App Home lists it; it is gone from there as soon as it is ended."""
    here, team = slack.control.channel_id("research"), slack.control.state()["team"]["id"]
    bot.store.schedules.forget(team, here)
    bot.store.schedules.put(ScheduleRow(team=team, channel=here, at="07:07", zone="UTC", days="mon"))
    view = open_home(slack, "ines")
    assert "07:07 UTC mon" in words(view)
    slack.control.click("roundup_open", view_id=view["id"], user="ines")
    (form,) = slack.control.views("ines")
    slack.control.click("roundup_end", view_id=form["id"], user="ines")
    slack.control.wait_for(lambda: "07:07" not in words(slack.control.home("ines") or {}), 10)
    assert bot.store.schedules.of(team, here) == []
    assert "None yet" in words(slack.control.views("ines")[-1])


def test_no_roundup_where_the_app_is_not(slack: Sandbox, bot: Bot) -> None:
    """Typed, or in the form: it says to invite it first."""
    slack.control.make_channel("elsewhere", members=["ines"])
    assert "Invite me" in ask(slack, "schedule 09:00 UTC daily", "ines", "elsewhere")["text"]
    slack.control.slash("elsewhere", "schedule", "ines")
    form = slack.control.wait_for(lambda: slack.control.views("ines"), 10)[-1]
    refused = slack.control.submit(form["id"], _filled({"at": "17:30", "zone": "Paris", "days": ["mon"]}), "ines")
    assert "Invite me" in json.dumps(refused)


def test_two_teams_never_meet(bot: Bot) -> None:
    """The same channel's name in another team finds nothing."""
    assert list(bot.store.overview.channels("T-other")) == []
    (team,) = {posted.team for posted in bot.store.digests.recent(_team(bot), bot.store.overview.channels(_team(bot)))}
    now = bot.store.now()
    every = bot.store.overview.channels(team)
    assert bot.store.memory.quotes("T-other", every, "harbour") == []
    assert bot.store.overview.made("T-other", every, now - timedelta(days=1), now, 9) == []


def _team(bot: Bot) -> str:
    return bot.workspaces.of("").team


def _filled(typed: dict[str, Any]) -> Json:
    return {name: {name: value} for name, value in typed.items()}
