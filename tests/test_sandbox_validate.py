"""Block Kit's rules, as the local Slack knows them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.validate.blocks import characters, message_problems, view_problems


def plain(text: str = "x") -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "x") -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def option(name: str = "a") -> dict[str, Any]:
    return {"text": plain(name), "value": name}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(), **more}


def section(**fields: Any) -> dict[str, Any]:
    return {"type": "section", **fields}


LIST = {
    "type": "rich_text_list",
    "style": "bullet",
    "indent": 1,
    "elements": [rich({"type": "text", "text": "x"})["elements"][0]],
}

GOOD: dict[str, dict[str, Any]] = {
    "section": section(text=mrkdwn("x" * 3000), accessory=button(url="https://a.example", style="primary")),
    "fields": section(fields=[mrkdwn()] * 10),
    "header": {"type": "header", "text": plain("x" * 150), "block_id": "b"},
    "context": {
        "type": "context",
        "elements": [mrkdwn(), {"type": "image", "image_url": "https://a.example/i.png", "alt_text": "i"}],
    },
    "actions": actions(button(action_id="a", value="v" * 2000), {"type": "overflow", "options": [option()]}),
    "rich text": {"type": "rich_text", "elements": [LIST, {"type": "rich_text_quote", "elements": []}]},
    "rich text, every element": rich(
        {"type": "text", "text": "t", "style": {"bold": True}},
        {"type": "link", "url": "https://a.example", "text": "t", "unsafe": True},
        {"type": "user", "user_id": "U1"},
        {"type": "broadcast", "range": "here"},
        {"type": "emoji", "name": "eyes", "unicode": "1f440"},
        {"type": "date", "timestamp": 1, "format": "{date}"},
    ),
    "input": {"type": "input", "label": plain(), "element": {"type": "plain_text_input", "multiline": True}},
    "image": {"type": "image", "image_url": "https://a.example/i.png", "alt_text": "i", "title": plain()},
    "table": {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}, rich({"type": "text", "text": "b"})]]},
    "markdown": {"type": "markdown", "text": "# x"},
    "divider": {"type": "divider"},
}


@pytest.mark.parametrize("block", GOOD.values(), ids=GOOD.keys())
def test_good_blocks_pass(block: dict[str, Any]) -> None:
    """One of each kind, at its limits."""
    assert message_problems([block]).found == []


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "no type": ({"text": plain()}, "missing required field: type [json-pointer:/blocks/0]"),
    "a section without words": (section(), "missing required field: text or fields [json-pointer:/blocks/0]"),
    "an empty text": (section(text=mrkdwn("")), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    "a long text": (
        section(text=mrkdwn("x" * 3001)),
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    "eleven fields": (section(fields=[mrkdwn()] * 11), "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
    "mrkdwn in a header": (
        {"type": "header", "text": mrkdwn()},
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text]",
    ),
    "a strange field": (
        section(text=mrkdwn(), colour=1),
        "invalid additional property: colour [json-pointer:/blocks/0]",
    ),
    "an input's element in actions": (
        actions({"type": "plain_text_input"}),
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0]",
    ),
    "no elements": (actions(), "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    "two actions of one id": (
        actions(button(action_id="a"), button(action_id="a")),
        '"action_id" `a` already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ),
    "a long value": (
        actions(button(value="v" * 2001)),
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    "a strange style": (
        actions(button(style="loud")),
        "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]",
    ),
    "an address that is none": (
        actions(button(url="here")),
        "must match the expected format [json-pointer:/blocks/0/elements/0/url]",
    ),
    "a menu without options": (
        actions({"type": "static_select"}),
        "must provide exactly one of: options, option_groups [json-pointer:/blocks/0/elements/0]",
    ),
    "a first choice that is none": (
        actions({"type": "static_select", "options": [option()], "initial_option": option("b")}),
        "initial_option must exactly match an option [json-pointer:/blocks/0/elements/0/initial_option]",
    ),
    "an image without words": (
        {"type": "image", "image_url": "https://a.example/i.png"},
        "missing required field: alt_text [json-pointer:/blocks/0]",
    ),
    "a number for a text": (section(text=5), "must provide an object [json-pointer:/blocks/0/text]"),
    "rich text outside a section": (
        {"type": "rich_text", "elements": [{"type": "text", "text": "x"}]},
        "unsupported type: text [json-pointer:/blocks/0/elements/0]",
    ),
    "an empty rich text": (
        rich({"type": "text", "text": ""}),
        "must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]",
    ),
    "a strange style of rich text": (
        rich({"type": "text", "text": "x", "style": {"loud": True}}),
        "invalid additional property: loud [json-pointer:/blocks/0/elements/0/elements/0/style]",
    ),
    "a list of words": (
        {"type": "rich_text", "elements": [{**LIST, "elements": [{"type": "text", "text": "x"}]}]},
        "unsupported type: text [json-pointer:/blocks/0/elements/0/elements/0]",
    ),
    "a mention inside preformatted text": (
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "user", "user_id": "U1"}]}],
        },
        "unsupported type: user [json-pointer:/blocks/0/elements/0/elements/0]",
    ),
    "a file input in a message": (
        {"type": "input", "label": plain(), "element": {"type": "file_input"}},
        "unsupported type: file_input [json-pointer:/blocks/0/element]",
    ),
    "a date that is none": (
        actions({"type": "datepicker", "initial_date": "tomorrow!!"}),
        "must match the expected format [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
    "not an object": ([], "must provide an object [json-pointer:/blocks/0]"),  # type: ignore[dict-item]
}


@pytest.mark.parametrize(("block", "problem"), BAD.values(), ids=BAD.keys())
def test_bad_blocks_are_named(block: dict[str, Any], problem: str) -> None:
    """What is wrong and where, in Slack's words."""
    assert message_problems([block]).found == [problem]


def test_a_message_has_one_table() -> None:
    """A second table is refused."""
    assert message_problems([GOOD["table"], GOOD["table"]]).found == ["only_one_table_allowed [json-pointer:/blocks/1]"]


def test_a_view_takes_a_hundred_blocks() -> None:
    """And no more; a Home may be empty."""
    view = {"type": "modal", "title": plain(), "blocks": [{"type": "divider"}] * 100}
    assert view_problems(view, "modal").found == []
    view["blocks"] = [{"type": "divider"}] * 101
    assert view_problems(view, "modal").found == ["no more than 100 items allowed [json-pointer:/view/blocks]"]
    assert view_problems({"type": "home", "blocks": []}, "home").found == []
    assert view_problems("nothing", "modal").found == ["must provide an object [json-pointer:/view]"]


def test_length_is_counted_in_characters_of_json() -> None:
    """A letter outside ASCII counts once."""
    assert characters([section(text=mrkdwn("é" * 100))]) == characters([section(text=mrkdwn("e" * 100))])
