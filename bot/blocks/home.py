"""App Home: how to use the app, what it read lately, and the way to a channel's settings."""

from __future__ import annotations

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


def home_view(recent: Sequence[Recent], now: datetime, *, older: bool = False) -> dict[str, Any]:
    """The view for one person: `recent` are digests of channels that they may read, newest first; `older` says that
    there are more."""
    shown = recent[:MOST_RECENT]
    blocks: list[Block] = [rich.header("Pullquote"), rich.says(_HOW), _settings(), rich.divider()]
    blocks.append(rich.header("Read lately" if shown else "Nothing read yet"))
    if not shown:
        blocks.append(rich.context(rich.plain("What is read in your channels is listed here.")))
    blocks.extend(_line(one, now) for one in shown)
    if older or len(recent) > len(shown):
        last = shown[-1].created_at.isoformat()
        blocks.append(rich.actions([rich.button("Older", OLDER, last)]))
    return {"type": "home", "blocks": blocks}


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
