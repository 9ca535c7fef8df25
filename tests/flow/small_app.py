"""A small app that answers the page: a command, a button that opens a modal, its errors, a Home tab.."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.sandbox.server import Sandbox

Json = dict[str, Any]


def plain(text: str) -> Json:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def option(text: str) -> Json:
    """An option whose value is its text."""
    return {"text": plain(text), "value": text}


def field(block_id: str, label: str, element: Json, *, optional: bool = False) -> Json:
    """An input block with an element of that name."""
    named = {"action_id": block_id, **element}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": named, "optional": optional}


FORM: Json = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Settings"),
    "submit": plain("Save"),
    "close": plain("Cancel"),
    "blocks": [
        field("link", "Link", {"type": "url_text_input"}),
        field("count", "Quotes", {"type": "number_input", "is_decimal_allowed": False, "initial_value": "5"}),
        field("when", "Answer", {"type": "radio_buttons", "options": [option("Always"), option("Never")]}),
        field("kinds", "Kinds", {"type": "checkboxes", "options": [option("Direct"), option("Mixed")]}, optional=True),
        field("zone", "Zone", {"type": "static_select", "options": [option("Paris"), option("Oslo")]}),
        field("days", "Days", {"type": "multi_static_select", "options": [option("Monday"), option("Friday")]}),
        field("time", "Time", {"type": "timepicker", "initial_time": "08:30"}),
        field("note", "Note", {"type": "plain_text_input", "multiline": True}, optional=True),
        {
            "type": "actions",
            "block_id": "more",
            "elements": [{"type": "button", "action_id": "open_more", "text": plain("More about it")}],
        },
    ],
}
MORE: Json = {
    "type": "modal",
    "title": plain("More"),
    "blocks": [{"type": "section", "text": plain("There is no more to say.")}],
}
HOME: Json = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("At home")},
        {
            "type": "actions",
            "block_id": "home",
            "elements": [{"type": "button", "action_id": "open_form", "text": plain("Settings")}],
        },
    ],
}


class SmallApp:
    """Connected to the local Slack while its block lasts. `saved` is what was submitted, `pressed` what was pressed."""

    def __init__(self, slack: Sandbox) -> None:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        self.saved: Json = {}
        self.pressed: list[str] = []
        self.app = App(client=client, token=slack.bot_token, signing_secret=slack.signing_secret)
        self.app.command("/digest")(self._command)
        self.app.action("open_form")(self._open)
        self.app.action("open_more")(self._more)
        self.app.action("remove")(self._pressed)
        self.app.view("form")(self._submitted)
        self.app.shortcut("digest_message")(self._shortcut)
        self.app.event("app_home_opened")(self._home)
        self.app.event("message")(lambda: None)
        web = WebClient(base_url=slack.api_url)
        self._handler = SocketModeHandler(self.app, slack.app_token, web_client=web, receive_buffer_size=65_536)

    def __enter__(self) -> Self:
        self._handler.connect()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._handler.close()

    def _command(self, ack: Any, command: Json) -> None:
        ack(f"You typed {command['text']}")

    def _open(self, ack: Any, body: Json, client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=FORM)

    def _more(self, ack: Any, body: Json, client: WebClient) -> None:
        ack()
        client.views_push(trigger_id=body["trigger_id"], view=MORE)

    def _pressed(self, ack: Any, body: Json) -> None:
        ack()
        self.pressed.append(body["actions"][0]["action_id"])

    def _submitted(self, ack: Any, view: Json) -> None:
        values = {name: next(iter(given.values())) for name, given in view["state"]["values"].items()}
        if values["link"]["value"] != "https://example.org/a":
            ack(response_action="errors", errors={"link": "That is no article."})
            return
        self.saved = values
        ack()

    def _shortcut(self, ack: Any, shortcut: Json, client: WebClient) -> None:
        ack()
        thread = shortcut["message"].get("thread_ts", shortcut["message"]["ts"])
        client.chat_postMessage(channel=shortcut["channel"]["id"], thread_ts=thread, text="From the shortcut")

    def _home(self, event: Json, client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view=HOME)
