"""The bot scopes that the app asks for; manifest.yml says what each is for, and a test holds the two equal."""

from __future__ import annotations

from typing import Final

SCOPES: Final = (
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "groups:history",
    "groups:read",
    "im:history",
    "mpim:history",
    "reactions:read",
    "reactions:write",
)
