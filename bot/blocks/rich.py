"""Block Kit in few words. Text in `rich_text` and `plain_text` is literal: Slack reads no markup in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.blocks.message import Block

Element = dict[str, Any]


def text(words: str, *, bold: bool = False, italic: bool = False) -> Element:
    """Literal words."""
    style = {name: True for name, wanted in (("bold", bold), ("italic", italic)) if wanted}
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def link(url: str, words: str, *, bold: bool = False) -> Element:
    """Literal words that open a page."""
    return {"type": "link", "url": url, "text": words, **({"style": {"bold": True}} if bold else {})}


def section(*elements: Element) -> Element:
    """A run of text."""
    return {"type": "rich_text_section", "elements": list(elements)}


def quote(*elements: Element) -> Element:
    """A run of text with a bar at its side."""
    return {"type": "rich_text_quote", "elements": list(elements)}


def bullets(*sections: Element) -> Element:
    """A list of sections."""
    return {"type": "rich_text_list", "style": "bullet", "elements": list(sections)}


def rich(*elements: Element) -> Block:
    """A block of sections, quotes and lists."""
    return {"type": "rich_text", "elements": list(elements)}


def plain(words: str) -> Element:
    """Literal text for a place outside of rich_text."""
    return {"type": "plain_text", "text": words, "emoji": False}


def mrkdwn(markup: str) -> Element:
    """Text in Slack's markup; whatever comes from elsewhere must be escaped in it."""
    return {"type": "mrkdwn", "text": markup}


def context(*elements: Element) -> Block:
    """A line in small print."""
    return {"type": "context", "elements": list(elements)}


def says(markup: str) -> Block:
    """A paragraph in Slack's markup."""
    return {"type": "section", "text": mrkdwn(markup)}


def header(words: str) -> Block:
    """A heading in large print."""
    return {"type": "header", "text": plain(words)}


def button(words: str, action_id: str, value: str, *, style: str = "") -> Element:
    """A button."""
    made = {"type": "button", "text": plain(words), "action_id": action_id, "value": value}
    return {**made, "style": style} if style else made


def actions(elements: Sequence[Element]) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def channel(channel_id: str) -> Element:
    """A channel by its name, as whoever looks may see it."""
    return {"type": "channel", "channel_id": channel_id}


def user(user_id: str) -> Element:
    """A person by their name. In a message it tells them that they were named; in a view it does not."""
    return {"type": "user", "user_id": user_id}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def overflow(action_id: str, options: Sequence[tuple[str, str]]) -> Element:
    """A menu behind three dots; each option is its words and its value."""
    made = [{"text": plain(words), "value": value} for words, value in options]
    return {"type": "overflow", "action_id": action_id, "options": made}


def preformatted(words: str) -> Element:
    """Literal words in a box, as they are to be copied."""
    return {"type": "rich_text_preformatted", "elements": [text(words)]}
