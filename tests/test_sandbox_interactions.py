"""Commands, buttons, modals and shortcuts of the local Slack."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from sandbox_bot import SocketBot
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.sandbox.control import ControlError
from bot.sandbox.server import Sandbox


@pytest.fixture
def bot(slack: Sandbox) -> Iterator[SocketBot]:
    with SocketBot(slack) as connected:
        yield connected


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(text: str) -> dict[str, Any]:
    return {"text": plain(text), "value": text.lower()}


def field(name: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": name, "label": plain(name), "element": element | {"action_id": "it"}, **more}


URL = field("url", {"type": "plain_text_input"})
KINDS = field(
    "kinds",
    {"type": "checkboxes", "options": [option("Quotes"), option("Figures")], "initial_options": [option("Quotes")]},
    optional=True,
)
WHERE = field("where", {"type": "conversations_select"}, optional=True)


def modal(title: str = "Digest", *blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "title": plain(title),
        "submit": plain("Go"),
        "callback_id": "ask",
        "blocks": list(blocks) or [URL, KINDS, WHERE],
        **more,
    }


def button(**more: Any) -> dict[str, Any]:
    return {
        "type": "actions",
        "block_id": "row",
        "elements": [
            {"type": "button", "action_id": "all", "text": plain("All quotes"), "value": "r1"},
            {"type": "static_select", "action_id": "many", "options": [option("Five"), option("Ten")]},
        ],
        **more,
    }


def opened(slack: Sandbox, bot: SocketBot, view: dict[str, Any] | None = None) -> dict[str, Any]:
    """A modal that the first person has before them, by the global shortcut."""
    slack.control.shortcut("digest_article")
    trigger = bot.wait_for("shortcut", len(bot.of("shortcut")) or 1)[-1]["trigger_id"]
    bot.web.views_open(trigger_id=trigger, view=view or modal())
    return slack.control.views()[-1]


def test_a_command_is_told_and_answered(slack: Sandbox, bot: SocketBot) -> None:
    """The bot gets Slack's fields; what it says with its acknowledgement is shown to the person alone."""
    bot.answers["/digest"] = {"text": "Reading *it* …"}
    answer = slack.control.slash("newsroom", "https://a.example/b", user="lou")
    assert answer["ack_ms"] > 0
    (command,) = bot.wait_for("/digest")
    assert (command["text"], command["user_name"], command["channel_name"]) == (
        "https://a.example/b",
        "lou",
        "newsroom",
    )
    assert [m["text"] for m in slack.control.ephemeral("newsroom", "lou")] == ["Reading *it* …"]


def test_a_command_can_answer_in_the_channel(slack: Sandbox, bot: SocketBot) -> None:
    """With response_type in_channel all see it."""
    bot.answers["/digest"] = {"text": "for all", "response_type": "in_channel"}
    slack.control.slash("newsroom")
    assert [m["text"] for m in slack.control.messages("newsroom")] == ["for all"]


def test_a_command_without_an_answer_in_time_says_so(slack: Sandbox, bot: SocketBot) -> None:
    """The person sees that it failed; and an unknown command is none."""
    slack.control.settings(ack_seconds=0.2)
    bot.deaf = True
    assert slack.control.slash("newsroom")["error"] == "operation_timeout"
    assert "operation_timeout" in slack.control.ephemeral("newsroom")[0]["text"]
    with pytest.raises(ControlError, match="invalid_command"):
        slack.control.slash("newsroom", command="/dance")


def test_a_command_without_a_bot_fails(slack: Sandbox) -> None:
    """Nobody is connected."""
    assert slack.control.slash("newsroom")["error"] == "dispatch_failed"


def test_slacks_own_commands_work_without_the_bot(slack: Sandbox) -> None:
    """Who names the app where it is not is told how to bring it in; that command works, and so do the others."""
    slack.control.post_message("random", "@pullquote look", user="lou")
    (word,) = slack.control.ephemeral("random", "lou")
    assert "/invite @pullquote" in word["text"]
    channel = slack.control.channel_id("random")
    bot = slack.control.state()["bot"]["user_id"]
    assert slack.control.slash("random", "@pullquote", command="/invite")["ok"]
    assert bot in members(slack, channel)
    with pytest.raises(ControlError, match="already_in_channel"):
        slack.control.slash("random", "@pullquote", command="/invite")
    slack.control.slash("random", "@pullquote", command="/remove")
    assert bot not in members(slack, channel)
    slack.control.slash("random", "Odds and ends", command="/topic")
    slack.control.slash("random", command="/archive")
    (shown,) = [c for c in slack.control.state()["channels"] if c["id"] == channel]
    assert (shown["topic"], shown["is_archived"]) == ("Odds and ends", True)


def members(slack: Sandbox, channel: str) -> list[str]:
    """Who is in a channel."""
    return next(c["members"] for c in slack.control.state()["channels"] if c["id"] == channel)


def test_a_response_url_works_five_times(slack: Sandbox, bot: SocketBot) -> None:
    """Ephemeral unless said otherwise; the sixth use is refused, and so is an answer without words."""
    slack.control.slash("newsroom", user="lou")
    hook = WebhookClient(bot.wait_for("/digest")[0]["response_url"])
    assert hook.send(text="").status_code == 400
    for number in range(3):
        assert hook.send(text=f"to one {number}").body == "ok"
    assert hook.send(text="to all", response_type="in_channel").status_code == 200
    late = hook.send(text="once more")
    assert (late.status_code, "used_url" in late.body) == (404, True)
    assert len(slack.control.ephemeral("newsroom", "lou")) == 3
    assert [m["text"] for m in slack.control.messages("newsroom")] == ["to all"]


def test_a_response_url_dies_of_age(slack: Sandbox, bot: SocketBot) -> None:
    """After its time it is refused."""
    slack.control.settings(response_url_seconds=0.01)
    slack.control.slash("newsroom")
    url = bot.wait_for("/digest")[0]["response_url"]
    time.sleep(0.02)
    assert "expired_url" in WebhookClient(url).send(text="late").body


def test_a_button_says_what_and_where(slack: Sandbox, bot: SocketBot) -> None:
    """The payload has the action with its value, the message, and a response_url that replaces it."""
    channel = slack.control.channel_id("newsroom")
    ts = bot.web.chat_postMessage(channel=channel, text="digest", blocks=[button()])["ts"]
    slack.control.click("all", channel="newsroom", ts=ts, user="priya")
    (pressed,) = bot.wait_for("block_actions")
    (action,) = pressed["actions"]
    assert (action["action_id"], action["block_id"], action["value"], action["type"]) == ("all", "row", "r1", "button")
    assert (pressed["container"]["message_ts"], pressed["user"]["username"]) == (ts, "priya")
    assert pressed["message"]["ts"] == ts
    WebhookClient(pressed["response_url"]).send(text="instead", replace_original=True)
    assert [m["text"] for m in slack.control.messages("newsroom")] == ["instead"]
    WebhookClient(pressed["response_url"]).send(delete_original=True)
    assert slack.control.messages("newsroom") == []


def test_a_menu_says_what_was_chosen(slack: Sandbox, bot: SocketBot) -> None:
    """The chosen option stands in the action and in the state; an option that is none is refused."""
    channel = slack.control.channel_id("newsroom")
    ts = bot.web.chat_postMessage(channel=channel, text="digest", blocks=[button()])["ts"]
    slack.control.click("many", channel="newsroom", ts=ts, value="ten")
    (pressed,) = bot.wait_for("block_actions")
    assert pressed["actions"][0]["selected_option"]["text"]["text"] == "Ten"
    assert pressed["state"]["values"]["row"]["many"]["selected_option"]["value"] == "ten"
    with pytest.raises(ControlError, match="option_not_found"):
        slack.control.click("many", channel="newsroom", ts=ts, value="eleven")
    with pytest.raises(ControlError, match="action_not_found"):
        slack.control.click("fewer", channel="newsroom", ts=ts)


def test_a_button_of_an_ephemeral_message_works(slack: Sandbox, bot: SocketBot) -> None:
    """Only its response_url can change it."""
    bot.answers["/digest"] = {"text": "for you", "blocks": [button()]}
    slack.control.slash("newsroom", user="lou")
    (shown,) = slack.control.ephemeral("newsroom", "lou")
    slack.control.click("all", channel="newsroom", ts=shown["ts"], user="lou")
    (pressed,) = bot.wait_for("block_actions")
    assert pressed["container"]["is_ephemeral"] is True
    WebhookClient(pressed["response_url"]).send(text="done", replace_original=True)
    assert [(m["ts"], m["text"]) for m in slack.control.ephemeral("newsroom", "lou")] == [(shown["ts"], "done")]
    WebhookClient(pressed["response_url"]).send(delete_original=True)
    assert slack.control.ephemeral("newsroom", "lou") == []


def test_a_modal_opens_with_its_trigger_once(slack: Sandbox, bot: SocketBot) -> None:
    """A trigger is good for one view, for a short time, and only if Slack made it."""
    slack.control.shortcut("digest_article")
    trigger = bot.wait_for("shortcut")[0]["trigger_id"]
    bot.web.views_open(trigger_id=trigger, view=modal())
    assert error(lambda: bot.web.views_open(trigger_id=trigger, view=modal())) == "exchanged_trigger_id"
    assert error(lambda: bot.web.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"
    slack.control.settings(trigger_seconds=0.01)
    slack.control.shortcut("digest_article")
    late = bot.wait_for("shortcut", 2)[1]["trigger_id"]
    time.sleep(0.02)
    assert error(lambda: bot.web.views_open(trigger_id=late, view=modal())) == "expired_trigger_id"


BAD_VIEWS: dict[str, tuple[dict[str, Any], str]] = {
    "a long title": (modal("x" * 25), "must be less than 25 characters [json-pointer:/view/title/text]"),
    "no button to submit an input": (
        {name: value for name, value in modal().items() if name != "submit"},
        "missing required field: submit [json-pointer:/view]",
    ),
    "no blocks": ({**modal(), "blocks": []}, "no fewer than 1 items allowed [json-pointer:/view/blocks]"),
    "a strange field": (modal(colour="red"), "invalid additional property: colour [json-pointer:/view]"),
    "a Home": ({"type": "home", "blocks": []}, "unsupported type: home [json-pointer:/view]"),
}


@pytest.mark.parametrize(("view", "message"), BAD_VIEWS.values(), ids=BAD_VIEWS.keys())
def test_a_bad_view_is_pointed_at(slack: Sandbox, bot: SocketBot, view: dict[str, Any], message: str) -> None:
    """A view that Slack would refuse, with where and why."""
    slack.control.shortcut("digest_article")
    trigger = bot.wait_for("shortcut")[0]["trigger_id"]
    with pytest.raises(SlackApiError) as caught:
        bot.web.views_open(trigger_id=trigger, view=view)
    answer = caught.value.response
    assert (answer["error"], answer["response_metadata"]["messages"]) == ("invalid_arguments", [f"[ERROR] {message}"])


def test_a_submission_carries_the_state_and_closes_the_modal(slack: Sandbox, bot: SocketBot) -> None:
    """What was typed and chosen, and what was there from the start."""
    view = opened(slack, bot)
    channel = slack.control.channel_id("research")
    answer = slack.control.submit(view["id"], {"url": {"it": "https://a.example"}, "where": {"it": channel}})
    assert answer["ok"]
    (sent,) = bot.wait_for("view_submission")
    values = sent["view"]["state"]["values"]
    assert values["url"]["it"] == {"type": "plain_text_input", "value": "https://a.example"}
    assert values["kinds"]["it"]["selected_options"] == [option("Quotes")]
    assert values["where"]["it"]["selected_conversation"] == channel
    assert slack.control.views() == []


def test_a_required_field_must_be_filled(slack: Sandbox, bot: SocketBot) -> None:
    """Slack itself asks for it, and the bot hears nothing."""
    view = opened(slack, bot)
    answer = slack.control.submit(view["id"])
    assert (answer["error"], list(answer["errors"])) == ("errors", ["url"])
    assert bot.of("view_submission") == []


def test_the_bot_can_refuse_a_submission(slack: Sandbox, bot: SocketBot) -> None:
    """Errors by block, and the modal stays."""
    view = opened(slack, bot)
    bot.answers["view_submission"] = {"response_action": "errors", "errors": {"url": "That is no address"}}
    answer = slack.control.submit(view["id"], {"url": {"it": "hm"}})
    assert answer["errors"] == {"url": "That is no address"}
    assert [v["id"] for v in slack.control.views()] == [view["id"]]


def test_the_bot_can_answer_with_another_view(slack: Sandbox, bot: SocketBot) -> None:
    """Update replaces, push stacks, clear ends all; a bad view is refused."""
    view = opened(slack, bot)
    say: Callable[[dict[str, Any]], Any] = lambda answer: bot.answers.__setitem__("view_submission", answer)  # noqa: E731
    say({"response_action": "push", "view": modal("Second")})
    slack.control.submit(view["id"], {"url": {"it": "a"}})
    first, second = slack.control.views()
    assert (second["previous_view_id"], second["root_view_id"]) == (first["id"], first["id"])
    say({"response_action": "update", "view": modal("Third")})
    slack.control.submit(second["id"], {"url": {"it": "b"}})
    assert [v["title"]["text"] for v in slack.control.views()] == ["Digest", "Third"]
    say({"response_action": "update", "view": modal("x" * 30)})
    assert slack.control.submit(second["id"], {"url": {"it": "b"}})["error"] == "invalid_response"
    say({"response_action": "clear"})
    slack.control.submit(second["id"], {"url": {"it": "b"}})
    assert slack.control.views() == []


def test_views_are_pushed_up_to_three_and_updated(slack: Sandbox, bot: SocketBot) -> None:
    """A fourth is refused; an update needs the hash that stands, where it names one."""
    more = {"type": "actions", "elements": [{"type": "button", "action_id": "more", "text": plain("More")}]}
    view = opened(slack, bot, modal("One", URL, more))
    for number, title in enumerate(("Two", "Three", "Four"), 1):
        slack.control.click("more", view_id=view["id"])
        trigger = bot.wait_for("block_actions", number)[-1]["trigger_id"]
        push = lambda trigger=trigger, title=title: bot.web.views_push(trigger_id=trigger, view=modal(title))  # noqa: E731
        if title == "Four":
            assert error(push) == "push_limit_reached"
        else:
            push()
    assert [v["title"]["text"] for v in slack.control.views()] == ["One", "Two", "Three"]
    stale = view["hash"]
    bot.web.views_update(view_id=view["id"], view=modal("Uno"), hash=stale)
    assert error(lambda: bot.web.views_update(view_id=view["id"], view=modal("X"), hash=stale)) == "hash_conflict"
    assert error(lambda: bot.web.views_update(view_id="V0", view=modal("X"))) == "not_found"
    assert slack.control.views()[0]["title"]["text"] == "Uno"


def test_an_external_id_stands_once(slack: Sandbox, bot: SocketBot) -> None:
    """A second view of the same external id is refused, and the id finds its view."""
    opened(slack, bot, modal("One", external_id="mine"))
    bot.web.views_update(external_id="mine", view=modal("Other", external_id="mine"))
    assert slack.control.views()[0]["title"]["text"] == "Other"
    user = slack.control.user_id("lou")
    home = {"type": "home", "blocks": [], "external_id": "mine"}
    bot.web.views_publish(user_id=user, view=home)
    slack.control.shortcut("digest_article", user="priya")
    trigger = bot.wait_for("shortcut", 2)[-1]["trigger_id"]
    assert (
        error(lambda: bot.web.views_open(trigger_id=trigger, view=modal(external_id="mine"))) == "duplicate_external_id"
    )


def test_closing_is_told_where_the_view_asks(slack: Sandbox, bot: SocketBot) -> None:
    """view_closed comes with notify_on_close, and not without."""
    view = opened(slack, bot)
    slack.control.close_view(view["id"])
    noisy = opened(slack, bot, modal(notify_on_close=True))
    slack.control.close_view(noisy["id"], everything=True)
    (closed,) = bot.wait_for("view_closed")
    assert (closed["view"]["id"], closed["is_cleared"]) == (noisy["id"], True)
    assert slack.control.views() == []


def test_an_action_in_a_modal_carries_its_state(slack: Sandbox, bot: SocketBot) -> None:
    """A dispatching input tells its value at once; there is no response_url."""
    kinds = field("kinds", {"type": "radio_buttons", "options": [option("A"), option("B")]}, dispatch_action=True)
    view = opened(slack, bot, modal("One", URL, kinds))
    slack.control.click("it", block_id="kinds", view_id=view["id"], value="b", state={"url": {"it": "typed so far"}})
    (chosen,) = bot.wait_for("block_actions")
    values = chosen["view"]["state"]["values"]
    assert values["url"]["it"]["value"] == "typed so far"
    assert values["kinds"]["it"]["selected_option"]["value"] == "b"
    assert "response_url" not in chosen


def test_a_home_tab_can_be_used(slack: Sandbox, bot: SocketBot) -> None:
    """A button on the Home tab is told with the view."""
    bot.web.views_publish(user_id=slack.control.user_id("ines"), view={"type": "home", "blocks": [button()]})
    home = slack.control.home("ines")
    assert home is not None
    slack.control.click("all", view_id=home["id"], user="ines")
    (pressed,) = bot.wait_for("block_actions")
    assert (pressed["view"]["type"], pressed["container"]) == ("home", {"type": "view", "view_id": home["id"]})


def test_a_message_shortcut_brings_its_message(slack: Sandbox, bot: SocketBot) -> None:
    """The message, its channel, a trigger and a response_url; a shortcut that is none is refused."""
    ts = slack.control.post_message("newsroom", "https://a.example/story", user="tomasz")
    slack.control.shortcut("digest_message", user="lou", channel="newsroom", ts=ts)
    (used,) = bot.wait_for("message_action")
    assert (used["message"]["ts"], used["message_ts"], used["channel"]["name"]) == (ts, ts, "newsroom")
    assert httpx.post(used["response_url"], json={"text": "reading"}, trust_env=False).text == "ok"
    assert [m["text"] for m in slack.control.ephemeral("newsroom", "lou")] == ["reading"]
    with pytest.raises(ControlError, match="invalid_shortcut"):
        slack.control.shortcut("digest_message")


def test_an_external_menu_asks_the_bot(slack: Sandbox, bot: SocketBot) -> None:
    """What is typed goes to the bot, its options come back, and one can be chosen."""
    element = {"type": "external_select", "placeholder": plain("Site"), "min_query_length": 1}
    view = opened(slack, bot, modal("Mute", field("site", element)))
    bot.answers["block_suggestion"] = {"options": [option("Gazette")]}
    assert slack.control.options("it", "gaz", view_id=view["id"])["options"] == [option("Gazette")]
    assert bot.wait_for("block_suggestion")[0]["value"] == "gaz"
    slack.control.submit(view["id"], {"site": {"it": option("Gazette")}})
    values = bot.wait_for("view_submission")[0]["view"]["state"]["values"]
    assert values["site"]["it"]["selected_option"] == option("Gazette")


def error(call: Callable[[], Any]) -> str:
    """Slack's word for what is wrong with a call."""
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])
