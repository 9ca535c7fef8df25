"""Composition objects: texts, options, confirmations."""

from __future__ import annotations

from typing import Any

from bot.sandbox.validate.schema import Problems, Rule, any_of, array, choice, flag, obj, only_one_of, string, tagged

TYPE: Rule = string(1)
URL: Rule = string(1, 3000, r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+")


def plain(high: int, low: int = 1) -> Rule:
    """A plain_text object."""
    fields = {"type": choice("plain_text"), "text": string(low, high)}
    return tagged({"plain_text": obj(fields, {"emoji": flag})})


def text(high: int, low: int = 1) -> Rule:
    """A plain_text or mrkdwn object."""
    return tagged(
        {
            "plain_text": obj({"type": TYPE, "text": string(low, high)}, {"emoji": flag}),
            "mrkdwn": obj({"type": TYPE, "text": string(low, high)}, {"verbatim": flag}),
        }
    )


CONFIRM: Rule = obj(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": choice("primary", "danger")},
)


def option(*, rich: bool = False, url: bool = False) -> Rule:
    """A choice of a menu (plain text) or of checkboxes and radio buttons (`rich`)."""
    label = text(75) if rich else plain(75)
    more: dict[str, Rule] = {"description": text(75) if rich else plain(75)}
    return obj({"text": label, "value": string(1, 150)}, more | ({"url": URL} if url else {}))


OPTION_GROUP: Rule = obj({"label": plain(75), "options": array(option(), 1, 100)})

OPTIONS_OR_GROUPS: dict[str, Rule] = {"options": array(option(), 1, 100), "option_groups": array(OPTION_GROUP, 1, 100)}
ONE_OF_OPTIONS: Rule = only_one_of("options", "option_groups")

CONVERSATION_FILTER: Rule = obj(
    {},
    {
        "include": array(choice("im", "mpim", "private", "public"), 1),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
    any_of("include", "exclude_external_shared_channels", "exclude_bot_users"),
)

DISPATCH: Rule = obj({}, {"trigger_actions_on": array(choice("on_enter_pressed", "on_character_entered"), 1, 2)})


def choices_of(element: dict[str, Any]) -> list[Any]:
    """Every option that an element offers."""
    groups = element.get("option_groups") or []
    grouped = [option for group in groups if isinstance(group, dict) for option in group.get("options", [])]
    return list(element.get("options") or []) + grouped


def initial_is_offered(element: dict[str, Any], where: str, problems: Problems) -> None:
    """What is chosen at first must be one of the options, exactly."""
    offered = choices_of(element)
    chosen = [("initial_option", element[name]) for name in ("initial_option",) if name in element]
    chosen += [("initial_options", one) for one in element.get("initial_options") or []]
    for name, one in chosen:
        if one not in offered:
            problems.note(f"{name} must exactly match an option", f"{where}/{name}")
