"""Listeners' own calls and answers without `rich_text`, where the settings want none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltContext, BoltResponse

from bot.blocks.sections import without_rich_text
from bot.listeners.desk import Desk
from bot.workspaces import web_client


def register(app: App, desk: Desk) -> None:
    """Gives every listener a client and a `respond` that send sections."""
    if desk.settings.rich_text:
        return

    def sections(context: BoltContext, next: Callable[[], BoltResponse]) -> BoltResponse:
        respond: Callable[..., object] | None = context.respond

        def answered(**told: Any) -> object:
            return respond and respond(**without_rich_text(told))

        context["client"] = web_client(desk.settings, context.bot_token or "")
        context["respond"] = answered
        return next()

    app.use(sections)
