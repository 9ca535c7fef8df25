"""The form behind the shortcut "Digest an article": a link or a text, and where its digest goes."""

from __future__ import annotations

from typing import Any

from bot.blocks import rich

CALLBACK = "digest_form"
ARTICLE, WHERE = "article", "where"
LONGEST_TEXT = 3_000  # characters that a field holds; Slack takes no more

View = dict[str, Any]


def form_view() -> View:
    """The form."""
    article = {"type": "plain_text_input", "action_id": ARTICLE, "multiline": True, "max_length": LONGEST_TEXT}
    where = {
        "type": "conversations_select",
        "action_id": WHERE,
        "default_to_current_conversation": True,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    hint = "Several links are read one by one. A text longer than the field is better uploaded as a file."
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": rich.plain("Digest an article"),
        "submit": rich.plain("Digest"),
        "close": rich.plain("Cancel"),
        "blocks": [
            {**_input(ARTICLE, "A link, or the text of an article", article), "hint": rich.plain(hint)},
            _input(WHERE, "Post the digest in", where),
        ],
    }


def filled(view: View) -> tuple[str, str]:
    """What was typed, and the channel that was chosen."""
    values = view["state"]["values"]
    chosen = values[WHERE][WHERE].get("selected_conversation")
    return str(values[ARTICLE][ARTICLE].get("value") or "").strip(), str(chosen or "")


def _input(name: str, label: str, element: dict[str, Any]) -> dict[str, Any]:
    return {"type": "input", "block_id": name, "label": rich.plain(label), "element": element}
