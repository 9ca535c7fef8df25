"""Interactive elements: buttons, menus, inputs; and which block may hold which."""

from __future__ import annotations

from bot.sandbox.validate.composition import (
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH,
    ONE_OF_OPTIONS,
    OPTIONS_OR_GROUPS,
    TYPE,
    URL,
    initial_is_offered,
    option,
    plain,
)
from bot.sandbox.validate.rich_text import RICH_TEXT
from bot.sandbox.validate.schema import Rule, array, choice, flag, integer, obj, only_one_of, string

_ID: Rule = string(1, 255)
_DATE: Rule = string(10, 10, r"\d{4}-\d{2}-\d{2}")
_TIME: Rule = string(5, 5, r"([01]\d|2[0-3]):[0-5]\d")
_TYPE = {"type": TYPE}
_ACTION: dict[str, Rule] = {"action_id": _ID, "confirm": CONFIRM, "focus_on_load": flag}
_MENU = _ACTION | {"placeholder": plain(150)}
_MULTI = _MENU | {"max_selected_items": integer(1)}
_SLACK_ID: Rule = string(1, pattern=r"[A-Z0-9]+")
_SLACK_IDS: Rule = array(_SLACK_ID)
_OPTION: Rule = option()
_RICH_OPTION: Rule = option(rich=True)
_RESPONSE = {"response_url_enabled": flag}
_CONVERSATIONS: dict[str, Rule] = {"default_to_current_conversation": flag, "filter": CONVERSATION_FILTER}
_TYPED: dict[str, Rule] = {
    "action_id": _ID,
    "placeholder": plain(150),
    "focus_on_load": flag,
    "dispatch_action_config": DISPATCH,
}
_LENGTHS: dict[str, Rule] = {"min_length": integer(0, 3000), "max_length": integer(1, 3000)}

IMAGE: Rule = obj(
    {**_TYPE, "alt_text": string(1, 2000)},
    {"image_url": URL, "slack_file": obj({}, {"id": _SLACK_ID, "url": URL})},
    only_one_of("image_url", "slack_file"),
)

BUTTON: Rule = obj(
    {**_TYPE, "text": plain(75)},
    {
        "action_id": _ID,
        "url": URL,
        "value": string(0, 2000),
        "style": choice("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(1, 75),
    },
)

ELEMENTS: dict[str, Rule] = {
    "image": IMAGE,
    "button": BUTTON,
    "overflow": obj({**_TYPE, "options": array(option(url=True), 1, 5)}, {"action_id": _ID, "confirm": CONFIRM}),
    "static_select": obj(
        _TYPE, _MENU | OPTIONS_OR_GROUPS | {"initial_option": _OPTION}, ONE_OF_OPTIONS, initial_is_offered
    ),
    "multi_static_select": obj(
        _TYPE, _MULTI | OPTIONS_OR_GROUPS | {"initial_options": array(_OPTION, 1)}, ONE_OF_OPTIONS, initial_is_offered
    ),
    "external_select": obj(_TYPE, _MENU | {"initial_option": _OPTION, "min_query_length": integer(0)}),
    "multi_external_select": obj(
        _TYPE, _MULTI | {"initial_options": array(_OPTION, 1), "min_query_length": integer(0)}
    ),
    "users_select": obj(_TYPE, _MENU | {"initial_user": _SLACK_ID}),
    "multi_users_select": obj(_TYPE, _MULTI | {"initial_users": _SLACK_IDS}),
    "channels_select": obj(_TYPE, _MENU | _RESPONSE | {"initial_channel": _SLACK_ID}),
    "multi_channels_select": obj(_TYPE, _MULTI | {"initial_channels": _SLACK_IDS}),
    "conversations_select": obj(_TYPE, _MENU | _RESPONSE | _CONVERSATIONS | {"initial_conversation": _SLACK_ID}),
    "multi_conversations_select": obj(_TYPE, _MULTI | _CONVERSATIONS | {"initial_conversations": _SLACK_IDS}),
    "checkboxes": obj(
        {**_TYPE, "options": array(_RICH_OPTION, 1, 10)},
        _ACTION | {"initial_options": array(_RICH_OPTION, 1)},
        initial_is_offered,
    ),
    "radio_buttons": obj(
        {**_TYPE, "options": array(_RICH_OPTION, 1, 10)}, _ACTION | {"initial_option": _RICH_OPTION}, initial_is_offered
    ),
    "datepicker": obj(_TYPE, _MENU | {"initial_date": _DATE}),
    "timepicker": obj(_TYPE, _MENU | {"initial_time": _TIME, "timezone": string(1)}),
    "datetimepicker": obj(_TYPE, _ACTION | {"initial_date_time": integer(10**9, 10**10 - 1)}),
    "plain_text_input": obj(_TYPE, _TYPED | _LENGTHS | {"initial_value": string(0, 3000), "multiline": flag}),
    "email_text_input": obj(_TYPE, _TYPED | {"initial_value": string(0)}),
    "url_text_input": obj(_TYPE, _TYPED | {"initial_value": string(0)}),
    "number_input": obj(
        {**_TYPE, "is_decimal_allowed": flag},
        _TYPED | {"initial_value": string(1), "min_value": string(1), "max_value": string(1)},
    ),
    "file_input": obj(_TYPE, {"action_id": _ID, "filetypes": array(string(1), 1), "max_files": integer(1, 10)}),
    "rich_text_input": obj(
        _TYPE,
        {
            "action_id": _ID,
            "initial_value": RICH_TEXT,
            "dispatch_action_config": DISPATCH,
            "focus_on_load": flag,
            "placeholder": plain(150),
        },
    ),
    "feedback_buttons": obj(
        {
            **_TYPE,
            "positive_button": obj(
                {"text": plain(75), "value": string(0, 2000)}, {"accessibility_label": string(1, 75)}
            ),
            "negative_button": obj(
                {"text": plain(75), "value": string(0, 2000)}, {"accessibility_label": string(1, 75)}
            ),
        },
        {"action_id": _ID},
    ),
    "icon_button": obj(
        {**_TYPE, "icon": choice("trash"), "text": plain(75)},
        {
            "action_id": _ID,
            "value": string(0, 2000),
            "confirm": CONFIRM,
            "accessibility_label": string(1, 75),
            "visible_to_user_ids": _SLACK_IDS,
        },
    ),
}

_SELECTS = ("static_select", "external_select", "users_select", "channels_select", "conversations_select")
_MULTIS = tuple(f"multi_{name}" for name in _SELECTS)
_PICKS = ("checkboxes", "radio_buttons", "datepicker", "timepicker")

IN_SECTION = ("button", "image", "overflow", *_PICKS, *_SELECTS, *_MULTIS)
IN_ACTIONS = ("button", "overflow", "datetimepicker", *_PICKS, *_SELECTS)
IN_INPUT = (
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "datetimepicker",
    "rich_text_input",
    "file_input",
    *_PICKS,
    *_SELECTS,
    *_MULTIS,
)
IN_INPUT_OF_MESSAGE = tuple(name for name in IN_INPUT if name not in {"rich_text_input", "file_input"})
