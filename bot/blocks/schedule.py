"""A channel's roundups: what holds, a form to add one, and the next three times before anything is saved."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.blocks import rich
from bot.blocks.literal import escaped, shortened
from bot.blocks.message import Block
from bot.schedule import DAYS, Schedule
from bot.schedule_words import written

FORM, CONFIRM = "roundup_form", "roundup_confirm"
SAVE, CANCEL, END, OPEN = "roundup_save", "roundup_cancel", "roundup_end", "roundup_open"
MOST = 10  # that are shown of one channel
AT, ZONE, ON, HOLIDAYS = "at", "zone", "days", "holidays"

View = dict[str, Any]
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HOW = (
    "Write it like `/digest schedule 09:00 Europe/Berlin weekdays`; add `holidays:DE` to leave a country's public "
    "holidays out, `weekly` for Mondays only. `/digest schedule off` ends it."
)


def next_times(schedule: Schedule, now: datetime) -> list[str]:
    """`Thursday 26 November, 09:00`, three of them."""
    return [f"{moment:%A} {moment.day} {moment:%B}, {moment:%H:%M}" for moment in schedule.next(now)]


def proposed(schedule: Schedule, now: datetime, replaces: str) -> list[Block]:
    """What was typed, as it was understood, to be saved or not. `replaces`: the schedule that stands at this time."""
    return [
        rich.says(
            f"*A roundup in this channel:* `{written(schedule)}`\n"
            f"{_next(schedule, now)}{_yours(schedule, now)}{_instead(replaces)}"
        ),
        rich.actions(
            [rich.button("Save", SAVE, written(schedule), style="primary"), rich.button("Cancel", CANCEL, "cancel")]
        ),
    ]


def saved(schedule: Schedule, now: datetime) -> str:
    """After it was saved."""
    first = next_times(schedule, now)[:1]
    return f"Saved: `{written(schedule)}`.{f' The first one comes on {first[0]}.' if first else ''}"


def ended(schedules: Sequence[str]) -> str:
    """After `off`."""
    if not schedules:
        return f"This channel has no roundup. {_HOW}"
    gone = ", ".join(f"`{escaped(shortened(words, 200))}`" for words in schedules)
    return f"Ended: {gone}. No roundup comes here any more."


def unclear(why: str) -> str:
    """What was wrong, and how it is written. `why` quotes what somebody typed."""
    return f"{escaped(shortened(why, 300))}\n{_HOW}"


def summary(channel: str, known: Sequence[Schedule], now: datetime) -> Block:
    """What holds in a channel, for its settings, with a button that opens the modal."""
    lines = "\n".join(f"`{written(schedule)}`\n{_next(schedule, now)}" for schedule in known[:MOST])
    told = lines or "None. A roundup is one message that tells what was read here since the last one."
    return {
        **rich.says(f"*Roundups*\n{told}"),
        "accessory": rich.button("Change …" if known else "Add …", OPEN, channel),
    }


def line(channel: str, schedule: Schedule, now: datetime) -> Block:
    """One channel's roundup, for App Home, with a button that opens the modal."""
    first = next_times(schedule, now)[:1]
    where = "Here, between us" if channel.startswith("D") else f"<#{channel}>"
    told = rich.says(f"{where} · `{written(schedule)}`{f' · next on {first[0]}' if first else ''}")
    return {**told, "accessory": rich.button("Change …", OPEN, channel)}


def form_view(channel: str, known: Sequence[Schedule], zone: str, now: datetime, kept: Mapping[str, str]) -> View:
    """The modal: what holds, each with a button that ends it, and a form for one more. `kept` comes along."""
    blocks: list[Block] = [rich.rich(rich.section(rich.text("Roundups in "), rich.channel(channel)))]
    for schedule in known[:MOST]:
        shown = rich.says(f"*{written(schedule)}*\n{_next(schedule, now)}")
        blocks.append({**shown, "accessory": rich.button("End it", END, f"{schedule.at:%H:%M}", style="danger")})
    if not known:
        blocks.append(rich.context(rich.plain("None yet. A roundup tells what was read here since the last one.")))
    options = [{"text": rich.plain(name), "value": day} for name, day in zip(_NAMES, DAYS, strict=True)]
    adding = "Add another" if known else "Add one"
    blocks += [
        rich.divider(),
        rich.rich(rich.section(rich.text(adding, bold=True))),
        _input(AT, "At", {"type": "timepicker", "initial_time": "09:00"}),
        _input(ZONE, "Time zone", {"type": "plain_text_input", "initial_value": zone, "max_length": 60}),
        _input(ON, "On", {"type": "checkboxes", "options": options, "initial_options": options[:5]}),
        _input(
            HOLIDAYS,
            "Leave out the public holidays of",
            {"type": "plain_text_input", "max_length": 2, "placeholder": rich.plain("A country's two letters: DE")},
            optional=True,
        ),
    ]
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": json.dumps({**kept, "channel": channel}),
        "title": rich.plain("Roundups"),
        "submit": rich.plain("Next"),
        "close": rich.plain("Close"),
        "blocks": blocks,
    }


def words_of(view: View) -> dict[str, str]:
    """What a submitted form says, by field, in the words that `bot.schedule_words` reads."""
    values = view["state"]["values"]
    country = str(values[HOLIDAYS][HOLIDAYS].get("value") or "").strip()
    return {
        AT: str(values[AT][AT].get("selected_time") or ""),
        ZONE: str(values[ZONE][ZONE].get("value") or ""),
        ON: " ".join(option["value"] for option in values[ON][ON].get("selected_options") or []),
        HOLIDAYS: f"holidays:{country}" if country else "",
    }


def confirm_view(
    channel: str, schedule: Schedule, now: datetime, replaces: str = "", kept: Mapping[str, str] | None = None
) -> View:
    """The next three times, before it is saved; and which schedule it takes the place of."""
    return {
        "type": "modal",
        "callback_id": CONFIRM,
        "private_metadata": json.dumps({**(kept or {}), "channel": channel, "words": written(schedule)}),
        "title": rich.plain("Roundups"),
        "submit": rich.plain("Save"),
        "close": rich.plain("Cancel"),
        "blocks": [
            rich.rich(rich.section(rich.text("A roundup in "), rich.channel(channel))),
            rich.says(f"`{written(schedule)}`\n{_next(schedule, now)}{_yours(schedule, now)}{_instead(replaces)}"),
        ],
    }


def _instead(replaces: str) -> str:
    return f"\nIt takes the place of `{escaped(replaces)}`." if replaces else ""


def _next(schedule: Schedule, now: datetime) -> str:
    times = next_times(schedule, now)
    return f"Next: {'; '.join(times)} ({schedule.zone.key})" if times else "There is no such day within a year."


def _yours(schedule: Schedule, now: datetime) -> str:
    """The first time as the reader's own clock shows it, which Slack knows and we do not: a zone that nobody chose
    shows before it is saved."""
    first = next(iter(schedule.next(now, 1)), None)
    if first is None:
        return ""
    shown = f"{first.astimezone(UTC):%A, %H:%M} UTC"
    return f"\nThe first on your own clock: <!date^{int(first.timestamp())}^{{date_short_pretty}}, {{time}}|{shown}>"


def _input(name: str, label: str, element: dict[str, Any], *, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "label": rich.plain(label),
        "optional": optional,
        "element": {**element, "action_id": name},
    }
