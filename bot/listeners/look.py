"""What a message asks for that somebody pointed at: by an emoji, or by naming the app in its thread."""

from __future__ import annotations

from collections.abc import Callable

from slack_sdk import WebClient

from bot.listeners.desk import Place
from bot.listeners.messages import over_the_limit, requests
from bot.settings import Settings
from bot.store import NewRequest, Request
from bot.workspaces import Workspaces


def looker(
    settings: Settings, workspaces: Workspaces, client_for: Callable[[str], WebClient]
) -> Callable[[Request], tuple[list[NewRequest], str]]:
    """`look(request)`: reads the message that the request names; what it asks for, and the line that it has more links
    than are read, or "". Raises what the client raises."""
    limit = settings.links_per_message

    def look(request: Request) -> tuple[list[NewRequest], str]:
        ts = request.locator
        page = client_for(request.team).conversations_replies(
            channel=request.channel, ts=ts, oldest=ts, latest=ts, inclusive=True, limit=1
        )
        place = Place(request.team, request.channel, workspaces.of(request.team).bot_user)
        message = next((one for one in page.get("messages") or [] if one.get("ts") == ts), None)
        if message is None:
            return [], ""
        found = requests(message, place, limit, asked=request.asked, by=request.user, as_of=request.as_of)
        return list(found), over_the_limit(message, request.asked, limit)

    return look
