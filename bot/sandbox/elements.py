"""Elements of blocks as a person uses them: finding one, what was chosen, and the state of a whole form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox.state import Json, Refused
from bot.sandbox.validate.composition import choices_of

_SELECTS = {
    "users_select": "user",
    "channels_select": "channel",
    "conversations_select": "conversation",
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "date_time",
}
_ONE_OPTION = {"static_select", "radio_buttons", "overflow", "external_select"}
_MANY_OPTIONS = {"multi_static_select", "multi_external_select", "checkboxes"}
_STATELESS = {"button", "overflow", "image", "feedback_buttons", "icon_button"}


@dataclass(frozen=True)
class Found:
    """An element and the block that holds it."""

    block_id: str
    element: Json
    block: Json


def every_element(blocks: list[Json]) -> Iterator[Found]:
    """All elements that a person can use."""
    for block in blocks:
        held = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        for element in held:
            if isinstance(element, dict) and "action_id" in element:
                yield Found(block.get("block_id", ""), element, block)


def find_element(blocks: list[Json], action_id: str, block_id: str = "") -> Found:
    """The element of that action id."""
    for found in every_element(blocks):
        if found.element["action_id"] == action_id and block_id in {"", found.block_id}:
            return found
    raise Refused("action_not_found")


def _option(element: Json, value: Any) -> Json:
    """The option that a value means; for an external menu the option itself may be given."""
    if isinstance(value, dict):
        return value
    for option in choices_of(element):
        if option.get("value") == value:
            return option  # type: ignore[no-any-return]
    if element["type"].endswith("external_select"):
        return {"text": {"type": "plain_text", "text": str(value), "emoji": True}, "value": str(value)}
    raise Refused("option_not_found")


def chosen(element: Json, value: Any) -> Json:
    """A value as the fields that an action carries: `selected_option`, `selected_users`, `value` ..."""
    kind = element["type"]
    if kind in _ONE_OPTION:
        return {"selected_option": None if value is None else _option(element, value)}
    if kind in _MANY_OPTIONS:
        return {"selected_options": [_option(element, one) for one in value or []]}
    if kind.removeprefix("multi_") in _SELECTS and kind.startswith("multi_"):
        return {f"selected_{_SELECTS[kind.removeprefix('multi_')]}s": list(value or [])}
    if kind in _SELECTS:
        return {f"selected_{_SELECTS[kind]}": value}
    if kind == "rich_text_input":
        return {"rich_text_value": value}
    return {"value": None if value is None or value == "" else str(value)}


def element_state(element: Json, value: Any) -> Json:
    """A value as it stands in `state.values`."""
    return {"type": element["type"], **chosen(element, value)}


def _initial(element: Json) -> Any:
    for name in ("initial_option", "initial_value"):
        if name in element:
            return element[name]
    if "initial_options" in element:
        return element["initial_options"]
    return next((value for name, value in element.items() if name.startswith("initial_")), None)


def state_of(blocks: list[Json], given: Json) -> Json:
    """The state of a form: what was given, else what each element shows at first."""
    values: Json = {}
    for found in every_element(blocks):
        if found.element["type"] in _STATELESS:
            continue
        action_id = found.element["action_id"]
        of_block = given.get(found.block_id, {})
        value = of_block[action_id] if action_id in of_block else _initial(found.element)
        values.setdefault(found.block_id, {})[action_id] = element_state(found.element, value)
    unknown = set(given) - {found.block_id for found in every_element(blocks)}
    if unknown:
        raise Refused("block_not_found", blocks=sorted(unknown))
    return values


def missing_inputs(blocks: list[Json], values: Json) -> list[str]:
    """The required inputs that nobody filled in."""
    lacking = []
    for found in every_element(blocks):
        if found.block["type"] != "input" or found.block.get("optional"):
            continue
        state = values[found.block_id][found.element["action_id"]]
        if not any(value not in (None, "", []) for name, value in state.items() if name != "type"):
            lacking.append(found.block_id)
    return lacking
