"""App Home: how to use the app, the way to its settings, when roundups come, and what it read lately."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.blocks import rich
from bot.blocks.fragments import web_url
from bot.blocks.literal import shortened
from bot.blocks.message import Block
from bot.blocks.notes import ago

CHOOSE_CHANNEL = "home_channel"
OLDER = "home_older"
CHOOSE_EMOJI = "home_emoji"
EMOJI_FORM = "workspace_emoji"
MOST_ROUNDUPS = 15
MOST_RECENT = 20
LONGEST_TITLE = 150

_HOW = (
    "*Post a link to an article, or a file, in a channel that I am in:* its thread gets who said what, word for word, "
    "and the figures that matter. Or type `/digest` and a link, send me a direct message, mention me, or choose "
    "_Digest this article_ from a message's menu."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """One digest in the list. `url` is its article's, or ""; the title is a stranger's."""

    title: str
    publisher: str
    url: str
    channel: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Roundup:
    """When a channel gets its roundup."""

    channel: str
    at: str
    zone: str
    days: str


def home_view(
    recent: Sequence[Recent],
    now: datetime,
    *,
    older: bool = False,
    emoji: str = "newspaper",
    roundups: Sequence[Roundup] = (),
) -> dict[str, Any]:
    """The view for one person: `recent` are digests of channels that they may read, newest first; `older` says that
    there are more."""
    shown = recent[:MOST_RECENT]
    blocks: list[Block] = [rich.header("Pullquote"), rich.says(_HOW), _settings(), _emoji(emoji)]
    if roundups:
        blocks.append(_roundups(roundups[:MOST_ROUNDUPS]))
    blocks.append(rich.divider())
    blocks.append(rich.header("Read lately" if shown else "Nothing read yet"))
    if not shown:
        blocks.append(rich.context(rich.plain("What is read in your channels is listed here.")))
    blocks.extend(_line(one, now) for one in shown)
    if older or len(recent) > len(shown):
        last = shown[-1].created_at.isoformat()
        blocks.append(rich.actions([rich.button("Older", OLDER, last)]))
    return {"type": "home", "blocks": blocks}


def emoji_view(emoji: str) -> dict[str, Any]:
    """The form for the workspace's emoji."""
    field = {"type": "plain_text_input", "action_id": "emoji", "initial_value": emoji, "max_length": 100}
    label = rich.plain("Name of the emoji that asks for a digest")
    return {
        "type": "modal",
        "callback_id": EMOJI_FORM,
        "title": rich.plain("The emoji that asks"),
        "submit": rich.plain("Save"),
        "close": rich.plain("Cancel"),
        "blocks": [{"type": "input", "block_id": "emoji", "label": label, "element": field}],
    }


def emoji_of(view: dict[str, Any]) -> str:
    """The name in a form that was sent; "" where it is none."""
    typed = str(view["state"]["values"]["emoji"]["emoji"].get("value") or "").strip().strip(":").lower()
    return typed if re.fullmatch(r"[\w'+-]{1,100}", typed) else ""


def _emoji(emoji: str) -> Block:
    words = f"*An emoji asks too:* react to a message with :{emoji}: and what it links to is read."
    return {**rich.says(words), "accessory": rich.button("Choose another", CHOOSE_EMOJI, emoji)}


def _roundups(roundups: Sequence[Roundup]) -> Block:
    lines = [
        rich.section(rich.channel(one.channel), rich.text(f" at {one.at}, {one.zone}, {one.days.replace(',', ', ')}"))
        for one in roundups
    ]
    return rich.rich(rich.section(rich.text("Roundups", bold=True)), rich.bullets(*lines))


def _settings() -> Block:
    menu = {
        "type": "conversations_select",
        "action_id": CHOOSE_CHANNEL,
        "placeholder": rich.plain("A channel"),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return {**rich.says("*Settings* are a channel's own: which links are read, how much is shown."), "accessory": menu}


def _line(one: Recent, now: datetime) -> Block:
    title = shortened(one.title, LONGEST_TITLE) or shortened(one.url, LONGEST_TITLE) or "Untitled"
    linked = rich.link(url, title) if (url := web_url(one.url)) else rich.text(title)
    publisher = f" · {shortened(one.publisher, 80)}" if one.publisher.strip() else ""
    where = rich.channel(one.channel) if one.channel.startswith(("C", "G")) else rich.text("a direct message")
    return rich.rich(
        rich.section(
            linked, rich.text(f"{publisher} · "), where, rich.text(f" · {ago(one.created_at, now)}", italic=True)
        )
    )
