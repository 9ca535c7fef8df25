"""App Home: a search, what was read lately, when roundups come, the way to settings, and how to use the app."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.blocks import rich, search
from bot.blocks.fragments import web_url
from bot.blocks.literal import shortened
from bot.blocks.message import Block
from bot.blocks.notes import ago

CHOOSE_CHANNEL = "home_channel"
OLDER, NEWEST = "home_older", "home_newest"
CHOOSE_EMOJI = "home_emoji"
EMOJI_FORM = "workspace_emoji"
MOST_ROUNDUPS = 15
MOST_RECENT = 20
_NO_ROUNDUP = "None in your channels. Choose a channel above to add one, or type /digest schedule in it."
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


@dataclass(frozen=True, slots=True)
class Emoji:
    """The workspace's emoji, the user who chose it ("" where nobody did), and whether the viewer may change it."""

    name: str = "newspaper"
    chosen_by: str = ""
    may_change: bool = True


def home_view(
    recent: Sequence[Recent],
    now: datetime,
    *,
    turned: bool = False,
    emoji: Emoji | None = None,
    roundups: Sequence[Block] = (),
    direct: str = "",
) -> dict[str, Any]:
    """The view for one person: `recent` are digests of channels that they may read, newest first; `turned` says that
    there are newer ones; `direct` is their conversation with the app, or ""."""
    shown = recent[:MOST_RECENT]
    blocks: list[Block] = [rich.header("Pullquote"), rich.says(_HOW), search.field(), rich.divider()]
    blocks.append(rich.header("Settings"))
    blocks += [_settings(), *_emoji(emoji or Emoji())]
    blocks.append(rich.header("Roundups"))
    blocks += roundups[:MOST_ROUNDUPS] or [rich.context(rich.plain(_NO_ROUNDUP))]
    if len(roundups) > MOST_ROUNDUPS:
        blocks.append(
            rich.context(rich.plain(f"And {len(roundups) - MOST_ROUNDUPS} more: see each channel's settings."))
        )
    blocks.append(rich.divider())
    blocks.append(rich.header("Read before" if turned else "Read lately"))
    if not shown:
        blocks.append(rich.context(rich.plain("Nothing yet. What is read in your channels is listed here.")))
    blocks.extend(_line(one, now) for one in shown)
    buttons = [rich.button("Newest", NEWEST, "newest")] if turned else []
    if len(recent) > len(shown):
        buttons.append(rich.button("Older", OLDER, shown[-1].created_at.isoformat()))
    if buttons:
        blocks.append(rich.actions(buttons))
    return {"type": "home", "private_metadata": json.dumps({"direct": direct}), "blocks": blocks}


def emoji_view(emoji: str, direct: str) -> dict[str, Any]:
    """The form for the workspace's emoji; `direct` comes along."""
    field = {"type": "plain_text_input", "action_id": "emoji", "initial_value": emoji, "max_length": 100}
    label = rich.plain("Name of the emoji that asks for a digest")
    hint = rich.plain("As Slack names it when the pointer rests on it, such as newspaper; with or without colons.")
    return {
        "type": "modal",
        "callback_id": EMOJI_FORM,
        "private_metadata": json.dumps({"direct": direct}),
        "title": rich.plain("The emoji that asks"),
        "submit": rich.plain("Save"),
        "close": rich.plain("Cancel"),
        "blocks": [{"type": "input", "block_id": "emoji", "label": label, "hint": hint, "element": field}],
    }


def emoji_of(view: dict[str, Any]) -> str:
    """The name in a form that was sent; "" where it is none."""
    typed = str(view["state"]["values"]["emoji"]["emoji"].get("value") or "").strip().strip(":").lower()
    return typed if re.fullmatch(r"[\w'+-]{1,100}", typed) else ""


def _emoji(emoji: Emoji) -> Iterator[Block]:
    words = (
        f"*The emoji that asks,* for the whole workspace: :{emoji.name}: on a message, and what it links to is read."
    )
    if emoji.may_change:
        yield {**rich.says(words), "accessory": rich.button("Change …", CHOOSE_EMOJI, emoji.name)}
    else:
        yield rich.says(f"{words} Only who looks after Pullquote here can change it.")
    if emoji.chosen_by:
        yield rich.rich(rich.section(rich.text("Chosen by "), rich.user(emoji.chosen_by), rich.text(".")))


def _settings() -> Block:
    menu = {
        "type": "conversations_select",
        "action_id": CHOOSE_CHANNEL,
        "placeholder": rich.plain("Choose a channel"),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    words = "*Each channel has its own:* which links are read, how much is shown, when its roundup comes."
    return {**rich.says(words), "accessory": menu}


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
