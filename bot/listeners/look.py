"""What a message asks for that somebody pointed at: by an emoji, or by naming the app in its thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from slack_sdk import WebClient

from bot.listeners.desk import Place
from bot.listeners.messages import requests
from bot.settings import Settings
from bot.store import NewRequest, Request
from bot.workspaces import Workspaces


def looker(
    settings: Settings, workspaces: Workspaces, client_for: Callable[[str], WebClient]
) -> Callable[[Request], Sequence[NewRequest]]:
    """`look(request)`: reads the message that the request names. Raises what the client raises."""

    def look(request: Request) -> Sequence[NewRequest]:
        ts = request.locator
        page = client_for(request.team).conversations_replies(
            channel=request.channel, ts=ts, oldest=ts, latest=ts, inclusive=True, limit=1
        )
        place = Place(request.team, request.channel, workspaces.of(request.team).bot_user)
        found = [message for message in page.get("messages") or [] if message.get("ts") == ts]
        return [
            new
            for message in found
            for new in requests(
                message, place, settings.links_per_message, asked=request.asked, by=request.user, as_of=request.as_of
            )
        ]

    return look
