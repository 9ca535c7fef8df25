"""The modal with a channel's settings: drawn from what holds, and read back into what shall hold."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.blocks import rich
from bot.blocks.literal import shortened
from bot.blocks.message import Block
from bot.store import ChannelSettings

CALLBACK = "channel_settings"
MOST = 20  # quotes, or figures, in one digest
MOST_SITES = 200

_MODES = {
    "auto": ("Every article", "Each link and file that somebody posts"),
    "mention": ("When asked", "On a mention, /digest, the message menu or the emoji"),
    "emoji": ("On the emoji only", "Somebody reacts with it"),
}
_KINDS = {
    "direct": "Word for word, in quotation marks",
    "mixed": "Partly word for word",
    "indirect": "Reported in the article's own words",
}
_MANNERS = {
    "delete_with_message": "Delete a digest when its message is deleted",
    "roundup_empty": "Say so in the roundup when a day had no article",
}
_SITE = re.compile(r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[\w-]{2,})(?:[/?#].*)?", re.I)


class Wrong(ValueError):
    """Something typed that cannot be; `errors` has words for each field, as Slack shows them beside it."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


def settings_view(
    channel: str,
    known: ChannelSettings,
    max_quotes: int,
    max_figures: int,
    roundups: Block,
    kept: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The modal; the two numbers are what holds where the channel has none of its own. `kept` comes along."""
    modes = {name: _option(name, words, more) for name, (words, more) in _MODES.items()}
    kinds = {name: _option(name, words) for name, words in _KINDS.items()}
    manners = {name: _option(name, words) for name, words in _MANNERS.items()}
    chosen = [kinds[name] for name in _KINDS if name in known.kinds]
    held = [manners[name] for name in _MANNERS if getattr(known, name)]
    sites = "\n".join(known.muted_sites)
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps({**(kept or {}), "channel": channel}),
        "title": rich.plain("Channel settings"),
        "submit": rich.plain("Save"),
        "close": rich.plain("Cancel"),
        "blocks": [
            rich.rich(rich.section(rich.text("For "), rich.channel(channel))),
            _input(
                "mode", "What is read", "radio_buttons", options=list(modes.values()), initial_option=modes[known.mode]
            ),
            _number("max_quotes", "Key quotes in a digest", known.max_quotes, max_quotes),
            _number("max_figures", "Key figures in a digest", known.max_figures, max_figures),
            _checks("kinds", "Which quotes", list(kinds.values()), chosen, optional=False),
            _input(
                "muted_sites",
                "Muted sites: read only when somebody asks",
                "plain_text_input",
                optional=True,
                hint="One a line, such as example.com; www.example.com is muted with it.",
                multiline=True,
                max_length=3_000,
                **({"initial_value": _lines(sites)} if sites else {}),
            ),
            _checks("manners", "Also", list(manners.values()), held),
            rich.divider(),
            roundups,
        ],
    }


def channel_of(view: dict[str, Any]) -> str:
    """The channel that a submitted modal is about."""
    return str(json.loads(view["private_metadata"])["channel"])


def wishes(view: dict[str, Any], known: ChannelSettings) -> ChannelSettings:
    """What a submitted modal asks for, laid over what holds. Raises Wrong."""
    values, errors = view["state"]["values"], {}
    sites = []
    for line in str(values["muted_sites"]["muted_sites"].get("value") or "").split():
        if found := _SITE.fullmatch(line.strip(",;")):
            sites.append(found.group(1).lower())
        else:
            errors["muted_sites"] = f"“{shortened(line, 60)}” is no site; write it like example.com."
    kinds = tuple(name for name in _KINDS if name in _chosen(values, "kinds"))
    if not kinds:
        errors["kinds"] = "Choose at least one."
    if len(sites) > MOST_SITES:
        errors["muted_sites"] = f"At most {MOST_SITES} sites."
    if errors:
        raise Wrong(errors)
    manners = _chosen(values, "manners")
    mode = str((values["mode"]["mode"].get("selected_option") or {}).get("value") or known.mode)
    return replace(
        known,
        mode=mode if mode in _MODES else known.mode,  # type: ignore[arg-type] # the keys are its values
        max_quotes=_typed(values, "max_quotes"),
        max_figures=_typed(values, "max_figures"),
        kinds=kinds,
        muted_sites=tuple(dict.fromkeys(sites)),
        delete_with_message="delete_with_message" in manners,
        roundup_empty="roundup_empty" in manners,
    )


def _lines(sites: str) -> str:
    """Whole lines, as many as the field holds."""
    return sites if len(sites) <= 3_000 else sites[:3_000].rpartition("\n")[0]


def _typed(values: dict[str, Any], name: str) -> int | None:
    typed = values[name][name].get("value")
    return min(max(int(typed), 0), MOST) if typed else None


def _chosen(values: dict[str, Any], name: str) -> set[str]:
    return {option["value"] for option in values[name][name].get("selected_options") or []}


def _option(value: str, words: str, more: str = "") -> dict[str, Any]:
    option = {"text": rich.plain(words), "value": value}
    return {**option, "description": rich.plain(more)} if more else option


def _checks(
    name: str, label: str, options: list[dict[str, Any]], chosen: list[dict[str, Any]], *, optional: bool = True
) -> Block:
    initial: dict[str, Any] = {"initial_options": chosen} if chosen else {}  # Slack refuses an empty list
    return _input(name, label, "checkboxes", optional=optional, options=options, **initial)


def _number(name: str, label: str, value: int | None, otherwise: int) -> Block:
    given: dict[str, Any] = {"is_decimal_allowed": False, "min_value": "0", "max_value": str(MOST)}
    if value is not None:
        given["initial_value"] = str(value)
    return _input(name, label, "number_input", optional=True, hint=f"0 to {MOST}. Empty: {otherwise}.", **given)


def _input(name: str, label: str, kind: str, *, optional: bool = False, hint: str = "", **element: Any) -> Block:
    block = {
        "type": "input",
        "block_id": name,
        "label": rich.plain(label),
        "optional": optional,
        "element": {"type": kind, "action_id": name, **element},
    }
    return {**block, "hint": rich.plain(hint)} if hint else block
