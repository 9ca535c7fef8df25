"""The search in App Home: the memory, asked in a modal. Slack is asked aside which channels the person is in, and the
modal says meanwhile that it is looking."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.blocks import memory as blocks
from bot.blocks import replies, rich, search
from bot.blocks.message import Block
from bot.listeners import schedule
from bot.listeners.at_once import at_once, called
from bot.listeners.desk import Desk
from bot.listeners.memory import permalinks
from bot.membership import NotTold
from bot.memory import Memory, Question, readable

log = logging.getLogger(__name__)

Json = dict[str, Any]


def register(app: App, desk: Desk) -> None:
    """Listens to the field in App Home, and to the kinds and the pages of the modal."""

    @app.action(search.FIELD)
    def opened(ack: Ack, body: Json, action: Json, context: BoltContext, client: WebClient) -> None:
        question, direct = Question("find", search.typed(action.get("value"))), search.direct_of(body["view"])
        looking = search.search_view(question, direct)
        shown = called(lambda: at_once(client).views_open(trigger_id=body["trigger_id"], view=looking))
        _go_on(desk, client, question, context, body, shown)
        ack()

    @app.action(re.compile("|".join(search.KIND_OF)))
    def kind_chosen(ack: Ack, body: Json, action: Json, context: BoltContext, client: WebClient) -> None:
        question = Question(search.KIND_OF[action["action_id"]], search.words_of(body["view"]))
        _again(desk, client, question, context, body)
        ack()

    @app.action(re.compile(f"{search.NEWER}|{search.OLDER}"))
    def turned(ack: Ack, body: Json, action: Json, context: BoltContext, client: WebClient) -> None:
        _again(desk, client, Question.load(action["value"]), context, body)
        ack()


def _again(desk: Desk, client: WebClient, question: Question, context: BoltContext, body: Json) -> None:
    """The modal looks for something else."""
    shown, looking = body["view"]["id"], search.search_view(question, search.direct_of(body["view"]))
    made = called(lambda: at_once(client).views_update(view_id=shown, view=looking))
    _go_on(desk, client, question, context, body, made)


def _go_on(
    desk: Desk, client: WebClient, question: Question, context: BoltContext, body: Json, shown: SlackResponse | None
) -> None:
    """Looks aside, and shows it in the modal; not where that asks for something else by then."""
    if shown is None:
        return
    team, user, direct = str(context.team_id or ""), str(body["user"]["id"]), search.direct_of(body["view"])
    view_id, stands = shown["view"]["id"], shown["view"]["hash"]

    def looked() -> None:
        view = search.search_view(question, direct, _found(desk, client, question, team, user, direct))
        called(lambda: client.views_update(view_id=view_id, hash=stands, view=view))

    desk.aside(looked)


def _found(desk: Desk, client: WebClient, question: Question, team: str, user: str, direct: str) -> Sequence[Block]:
    """The edge of a thread of its own: whatever fails is said, to the person and to the log."""
    try:
        if not question.words:
            return [rich.says(search.EMPTY)]
        zone = ZoneInfo(schedule.zone(desk, team, direct))
        channels = readable(desk.membership.channels, team, user, direct)
        page = Memory(desk.store).page(question, team, channels, zone)
        if page.empty:
            return [rich.says(blocks.nothing(question))]
        return blocks.page_blocks(page, zone, permalinks(client), (search.NEWER, search.OLDER))
    except NotTold:
        return [rich.says(blocks.not_told())]
    except Exception:  # nobody else would see it, and the person waits
        log.exception("a search could not be answered")
        return [rich.says(replies.went_wrong())]
