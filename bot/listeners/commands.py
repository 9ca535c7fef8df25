"""`/digest`: a URL or pasted text is asked for, schedule and memory by their words; alone, it says what it can do."""

from __future__ import annotations

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from bot.blocks import replies
from bot.links import canonical, distinct
from bot.listeners import memory, schedule
from bot.listeners.desk import Desk
from bot.listeners.links import bare_links
from bot.listeners.messages import SHORTEST_TEXT
from bot.listeners.modals import open_settings
from bot.rations import refused
from bot.store import NewRequest


def register(app: App, desk: Desk) -> None:
    """Listens to `/digest`."""

    @app.command("/digest")
    def digest(ack: Ack, command: dict[str, str], context: BoltContext, client: WebClient, respond: Respond) -> None:
        text, team = (command.get("text") or "").strip(), str(context.team_id or "")
        if text.lower() == "settings":
            ack(open_settings(desk, client, team, command["channel_id"], command["trigger_id"]))
            return
        word, _, rest = text.partition(" ")
        if word.lower() == schedule.WORD and len(rest) < SHORTEST_TEXT:
            ack(schedule.typed(desk, rest.strip(), team, command["channel_id"], client, command["trigger_id"]))
            return
        if (told := memory.typed(desk, text, command, team, client, respond)) is not None:
            ack(told)
            return
        asked = requests(command, context, desk.settings.links_per_message)
        if asked:
            if no := refused(desk.store, team, command["user_id"], desk.settings):
                ack(no)
                return
            desk.accept(asked)
            ack(replies.reading(len(asked), of=len(distinct(bare_links(text)))))
        elif text.lower() in ("", "help", "?"):
            ack(desk.help(team, command["channel_id"]))
        else:
            ack(replies.not_understood(text))


def requests(command: dict[str, str], context: BoltContext, limit: int) -> list[NewRequest]:
    """What a command asks for: its links up to the limit, or its text. Its trigger stands for the message."""
    text = (command.get("text") or "").strip()
    urls = distinct(bare_links(text))[:limit]
    if urls:
        return [_new(command, context, kind="link", locator=url, canonical_url=canonical(url)) for url in urls]
    return [_new(command, context, kind="text", text=text)] if len(text) >= SHORTEST_TEXT else []


def _new(command: dict[str, str], context: BoltContext, **what: str) -> NewRequest:
    return NewRequest(
        team=str(context.team_id or command.get("team_id") or ""),
        channel=command["channel_id"],
        thread_ts="",
        message_ts=command["trigger_id"],
        user=command["user_id"],
        asked="command",
        response_url=command.get("response_url") or "",
        **what,
    )
