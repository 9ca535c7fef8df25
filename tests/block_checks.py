"""Slack's limits on blocks and views, and our own rules on what may stand in markup.

The local Slack's rules are asked too: they were written from Slack's reference apart from these.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from bot.sandbox.validate.blocks import message_problems, view_problems

Json = dict[str, Any]

# The only markup that we write ourselves: links to the web, channels by their ids, bold, italics and dates.
_OUR_MARKUP = re.compile(r"<https?://[^<>|\s]+(\|[^<>]+)?>|<#[CG][A-Z0-9]+>|<!date\^\d+\^[^<>]+>")
_UNSENDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def check_message(blocks: list[Json], text: str) -> None:
    """Raises AssertionError where Slack would refuse the message, or where something in it could ping."""
    assert 0 < len(blocks) <= 50
    assert len(json.dumps({"blocks": blocks, "text": text})) < 10_000
    assert 0 < len(text) <= 4_000
    check_markup(text)
    check_blocks(blocks)
    assert message_problems(blocks).found == []


def check_view(view: Json) -> None:
    """Raises AssertionError where Slack would refuse the view."""
    assert view["type"] in ("modal", "home")
    assert 0 < len(view["blocks"]) <= 100
    assert len(json.dumps(view)) < 250_000
    assert len(view.get("private_metadata", "")) <= 3_000
    assert len(view.get("callback_id", "")) <= 255
    for name in ("title", "submit", "close"):
        if name in view:
            check_text(view[name], 24, kinds=("plain_text",))
    assert ("title" in view) == (view["type"] == "modal")
    check_blocks(view["blocks"])
    assert view_problems(view, view["type"]).found == []


def check_blocks(blocks: list[Json]) -> None:
    """Checks every block, and that their ids differ."""
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    assert len(ids) == len(set(ids))
    for block in blocks:
        assert len(block.get("block_id", "")) <= 255
        _BLOCKS[block["type"]](block)
    for words in strings(blocks):
        assert not _UNSENDABLE.search(words), words


def check_text(made: Json, longest: int, kinds: tuple[str, ...] = ("plain_text", "mrkdwn")) -> None:
    """A text object."""
    assert made["type"] in kinds
    assert 0 < slack_length(made["text"]) <= longest, made["text"]
    if made["type"] == "mrkdwn":
        check_markup(made["text"])


def check_markup(text: str) -> None:
    """Nothing but our own markup between angle brackets, and every other sign escaped."""
    rest = _OUR_MARKUP.sub("", text)
    assert "<" not in rest, text
    assert ">" not in rest.replace("\n>", "\n").removeprefix(">"), text
    assert not re.search(r"&(?!amp;|lt;|gt;)", rest), text
    assert not _UNSENDABLE.search(text), text


def slack_length(text: str) -> int:
    """The length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def strings(value: Any) -> Iterator[str]:
    """Every string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def literal_texts(blocks: list[Json]) -> list[str]:
    """The words of every text element of rich_text, in order."""
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if value.get("type") == "text":
                found.append(value["text"])
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    walk([block for block in blocks if block["type"] == "rich_text"])
    return found


def _section(block: Json) -> None:
    assert "text" in block or block.get("fields")
    if "text" in block:
        check_text(block["text"], 3_000)
    assert len(block.get("fields", [])) <= 10
    for field in block.get("fields", []):
        check_text(field, 2_000)
    if "accessory" in block:
        _element(block["accessory"])


def _context(block: Json) -> None:
    assert 0 < len(block["elements"]) <= 10
    for element in block["elements"]:
        check_text(element, 2_000)


def _actions(block: Json) -> None:
    assert 0 < len(block["elements"]) <= 25
    ids = [element["action_id"] for element in block["elements"]]
    assert len(ids) == len(set(ids))
    for element in block["elements"]:
        _element(element)


def _header(block: Json) -> None:
    check_text(block["text"], 150, kinds=("plain_text",))


def _input(block: Json) -> None:
    check_text(block["label"], 2_000, kinds=("plain_text",))
    if "hint" in block:
        check_text(block["hint"], 2_000, kinds=("plain_text",))
    _element(block["element"])


def _divider(block: Json) -> None:
    assert set(block) <= {"type", "block_id"}


def _rich_text(block: Json) -> None:
    assert block["elements"]
    for element in block["elements"]:
        if element["type"] == "rich_text_list":
            assert element["style"] in ("bullet", "ordered")
            assert element["elements"]
            parts = element["elements"]
        else:
            assert element["type"] in ("rich_text_section", "rich_text_quote", "rich_text_preformatted")
            parts = [element]
        for part in parts:
            assert part["elements"]
            for run in part["elements"]:
                _run(run)


def _run(run: Json) -> None:
    if run["type"] == "user":  # who posted an article first; made of an id that Slack gave, never of words
        assert re.fullmatch(r"[UW][A-Z0-9]{2,}", run["user_id"]), run
        return
    assert run["type"] in ("text", "link", "channel"), run
    assert run.get("text") or run["type"] == "channel"
    assert set(run.get("style", {"bold": True})) <= {"bold", "italic", "strike", "code"}
    assert run.get("style") != {}
    if run["type"] == "link":
        _url(run["url"])


def _url(url: str) -> None:
    assert re.match(r"https?://[^\s<>|]+$", url), url
    assert url.isascii()
    assert len(url) <= 3_000


def _element(element: Json) -> None:
    assert 0 < len(element["action_id"]) <= 255
    if "placeholder" in element:
        check_text(element["placeholder"], 150, kinds=("plain_text",))
    if element["type"] == "button":
        check_text(element["text"], 75, kinds=("plain_text",))
        assert len(element.get("value", "")) <= 2_000
        assert element.get("style", "primary") in ("primary", "danger")
        if "url" in element:
            _url(element["url"])
    most = {"static_select": 100, "overflow": 5, "checkboxes": 10, "radio_buttons": 10}
    if element["type"] in most:
        groups = [group["options"] for group in element.get("option_groups", [])] or [element["options"]]
        assert 0 < len(groups) <= 100
        for options in groups:
            assert 0 < len(options) <= most[element["type"]]
            for option in options:
                check_text(option["text"], 75)
                assert 0 < len(option["value"]) <= 150
        chosen = element.get("initial_options", [element["initial_option"]] if "initial_option" in element else [])
        assert all(option in element["options"] for option in chosen)
    else:
        known = ("button", "plain_text_input", "timepicker", "conversations_select", "number_input", "external_select")
        assert element["type"] in known, element["type"]


_BLOCKS: dict[str, Callable[[Json], None]] = {
    "section": _section,
    "context": _context,
    "actions": _actions,
    "header": _header,
    "input": _input,
    "divider": _divider,
    "rich_text": _rich_text,
}
