"""The app as manifest.yml describes it, in Python: the sandbox needs no YAML reader. A test holds the two equal."""

from __future__ import annotations

from typing import Final

from bot.scopes import SCOPES as SCOPES

NAME: Final = "Pullquote"

EVENTS: Final = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_left",
    "file_deleted",
    "file_shared",
    "group_left",
    "member_joined_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "reaction_added",
    "tokens_revoked",
)

COMMANDS: Final = (
    {
        "command": "/digest",
        "description": "Who said what, and the figures that matter, in an article",
        "usage_hint": "[link or pasted text]",
        "should_escape": False,
    },
)

SHORTCUTS: Final = (
    {
        "name": "Digest this article",
        "type": "message",
        "callback_id": "digest_message",
        "description": "Key quotes and figures of the article in this message",
    },
    {
        "name": "Digest an article",
        "type": "global",
        "callback_id": "digest_article",
        "description": "Key quotes and figures of a link or a pasted text",
    },
)
