"""The search: a field in App Home, and a modal with what was found. Three buttons look for the same words elsewhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.blocks import rich
from bot.blocks.literal import cut, on_one_line
from bot.blocks.message import Block
from bot.memory import LONGEST_WORDS, Kind, Question

FIELD = "home_search"
NEWER, OLDER = "search_newer", "search_older"
KIND_OF: dict[str, Kind] = {"search_find": "find", "search_who": "who", "search_number": "number"}
EMPTY = "Type a name, or words that you remember, and press Enter."

View = dict[str, Any]
_LABELS = {"search_find": "Quotes", "search_who": "What somebody said", "search_number": "Figures"}


def field() -> Block:
    """The field in App Home."""
    element = {
        "type": "plain_text_input",
        "action_id": FIELD,
        "max_length": LONGEST_WORDS,
        "placeholder": rich.plain("Ada Quill, or harbour wall"),
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    }
    return {
        "type": "input",
        "block_id": FIELD,
        "label": rich.plain("Search what was read in your channels"),
        "hint": rich.plain("A name, or words of a quote or a figure. Enter searches."),
        "dispatch_action": True,
        "element": element,
    }


def search_view(question: Question, direct: str, found: Sequence[Block] = ()) -> View:
    """The modal; without blocks it says that it is looking. `direct`: the person's conversation with the app, or ""."""
    buttons = [
        rich.button(words, action, question.kind, style="primary" if KIND_OF[action] == question.kind else "")
        for action, words in _LABELS.items()
    ]
    return {
        "type": "modal",
        "private_metadata": json.dumps({"words": question.words, "direct": direct}),
        "title": rich.plain("Search"),
        "close": rich.plain("Close"),
        "blocks": [rich.actions(buttons), *(found or [rich.context(rich.plain("Looking …"))])],
    }


def words_of(view: View) -> str:
    """What the modal looks for."""
    return str(json.loads(view["private_metadata"])["words"])


def typed(value: object) -> str:
    """What was typed into the field, as a question takes it."""
    return cut(on_one_line(str(value or "")), LONGEST_WORDS)


def direct_of(view: View) -> str:
    """The person's conversation with the app, as the view was told when it was drawn."""
    return str(json.loads(view.get("private_metadata") or "{}").get("direct") or "")
