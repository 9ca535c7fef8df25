"""Blocks of messages, modals and Home tabs, with Slack's limits."""

from __future__ import annotations

import json
from typing import Any, Final

from bot.sandbox.validate import elements as e
from bot.sandbox.validate.composition import TYPE, URL, plain, text
from bot.sandbox.validate.rich_text import RICH_TEXT
from bot.sandbox.validate.schema import Problems, Rule, any_of, array, choice, flag, obj, string, tagged, unique

MESSAGE_BLOCKS: Final = 50
VIEW_BLOCKS: Final = 100
MESSAGE_CHARACTERS: Final = 13_000  # of all blocks as JSON, where Slack begins to say msg_blocks_too_long
MARKDOWN_CHARACTERS: Final = 12_000

_ID: Rule = string(1, 255)
_BASE: dict[str, Rule] = {"block_id": _ID}
_CELL: Rule = tagged({"raw_text": obj({"type": TYPE, "text": string(1)}), "rich_text": RICH_TEXT})


def _no_twin_actions(block: dict[str, Any], where: str, problems: Problems) -> None:
    if isinstance(block.get("elements"), list):
        unique(block["elements"], "action_id", f"{where}/elements", problems)


def _kinds(in_input: tuple[str, ...]) -> dict[str, Rule]:
    return {
        "section": obj(
            {"type": TYPE},
            {
                **_BASE,
                "text": text(3000),
                "fields": array(text(2000), 1, 10),
                "accessory": tagged(e.ELEMENTS, e.IN_SECTION),
                "expand": flag,
            },
            any_of("text", "fields"),
        ),
        "header": obj({"type": TYPE, "text": plain(150)}, _BASE),
        "divider": obj({"type": TYPE}, _BASE),
        "image": obj(
            {"type": TYPE, "alt_text": string(1, 2000)},
            {**_BASE, "image_url": URL, "slack_file": obj({}, {"id": _ID, "url": URL}), "title": plain(2000)},
            any_of("image_url", "slack_file"),
        ),
        "context": obj({"type": TYPE, "elements": array(tagged({**_texts(3000), "image": e.IMAGE}), 1, 10)}, _BASE),
        "actions": obj(
            {"type": TYPE, "elements": array(tagged(e.ELEMENTS, e.IN_ACTIONS), 1, 25)}, _BASE, _no_twin_actions
        ),
        "context_actions": obj(
            {"type": TYPE, "elements": array(tagged(e.ELEMENTS, ("feedback_buttons", "icon_button")), 1, 5)}, _BASE
        ),
        "input": obj(
            {"type": TYPE, "label": plain(2000), "element": tagged(e.ELEMENTS, in_input)},
            {**_BASE, "dispatch_action": flag, "hint": plain(2000), "optional": flag},
        ),
        "rich_text": RICH_TEXT,
    }


def _texts(high: int) -> dict[str, Rule]:
    return {"plain_text": text(high), "mrkdwn": text(high)}


_IN_MESSAGES: dict[str, Rule] = _kinds(e.IN_INPUT_OF_MESSAGE) | {
    "markdown": obj({"type": TYPE, "text": string(1, MARKDOWN_CHARACTERS)}, _BASE),
    "file": obj({"type": TYPE, "external_id": string(1), "source": choice("remote")}, _BASE),
    "video": obj(
        {"type": TYPE, "alt_text": string(1), "title": plain(199), "thumbnail_url": URL, "video_url": URL},
        {
            **_BASE,
            "author_name": string(1, 49),
            "description": plain(200),
            "provider_icon_url": URL,
            "provider_name": string(1),
            "title_url": URL,
        },
    ),
    "table": obj(
        {"type": TYPE, "rows": array(array(_CELL, 1, 20), 1, 100)},
        {
            **_BASE,
            "column_settings": array(obj({}, {"align": choice("left", "center", "right"), "is_wrapped": flag}), 0, 20),
        },
    ),
}
_IN_VIEWS: dict[str, Rule] = _kinds(e.IN_INPUT)


def message_problems(blocks: Any) -> Problems:
    """What Slack would say against the blocks of a message."""
    problems = Problems()
    array(tagged(_IN_MESSAGES), 0, MESSAGE_BLOCKS)(blocks, "/blocks", problems)
    if isinstance(blocks, list):
        unique(blocks, "block_id", "/blocks", problems)
        _one_table(blocks, problems)
    return problems


def _one_table(blocks: list[Any], problems: Problems) -> None:
    tables = [number for number, block in enumerate(blocks) if isinstance(block, dict) and block.get("type") == "table"]
    for number in tables[1:]:
        problems.note("only_one_table_allowed", f"/blocks/{number}")


def characters(blocks: Any) -> int:
    """How long blocks are for Slack: the characters of their compact JSON."""
    return len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))


_MODAL: Rule = obj(
    {"type": TYPE, "title": plain(24), "blocks": array(tagged(_IN_VIEWS), 1, VIEW_BLOCKS)},
    {
        "submit": plain(24),
        "close": plain(24),
        "private_metadata": string(0, 3000),
        "callback_id": string(0, 255),
        "external_id": string(0, 255),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
)
_HOME: Rule = obj(
    {"type": TYPE, "blocks": array(tagged(_IN_VIEWS), 0, VIEW_BLOCKS)},
    {"private_metadata": string(0, 3000), "callback_id": string(0, 255), "external_id": string(0, 255)},
)


def view_problems(view: Any, kind: str) -> Problems:
    """What Slack would say against a view of that kind, `modal` or `home`."""
    problems = Problems()
    tagged({"modal": _MODAL} if kind == "modal" else {"home": _HOME})(view, "/view", problems)
    blocks = view.get("blocks") if isinstance(view, dict) else None
    if isinstance(blocks, list):
        unique(blocks, "block_id", "/view/blocks", problems)
        inputs = any(isinstance(block, dict) and block.get("type") == "input" for block in blocks)
        if kind == "modal" and inputs and "submit" not in view:
            problems.note("missing required field: submit", "/view")
    return problems
