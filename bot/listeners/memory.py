"""`/digest who|find|number|today|yesterday|week|stats|forget|keep`: the memory, asked and answered for one person's
eyes.

Slack is asked which channels the person is in, so the answer comes aside, through the command's response URL.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from bot.attempts import ERRORS, refusal_of
from bot.blocks import memory as blocks
from bot.blocks import replies
from bot.links import canonical
from bot.listeners import schedule
from bot.listeners.desk import Desk
from bot.listeners.links import bare_links
from bot.membership import NotTold
from bot.memory import WITH_WORDS, Memory, Question, readable
from bot.store import Posted, Store
from bot.store.memory import Found
from bot.store.retention import shortest

log = logging.getLogger(__name__)

FORGET = "forget"
_KEEP = re.compile(r"keep(?:\s+(?:for\s+)?(?:(?P<days>\d{1,5})(?:\s+days?)?|(?P<forever>forever|everything)))?", re.I)


def typed(desk: Desk, text: str, command: dict[str, str], team: str, client: WebClient, respond: Respond) -> str | None:
    """What to say at once to a command that asks the memory; None where it asks for something else."""
    first, _, rest = text.partition(" ")
    channel, user = command["channel_id"], command["user_id"]
    if first.lower() == FORGET:
        return forget(desk, team, channel, user, rest)
    if said := _KEEP.fullmatch(text.strip()):
        return keep(desk, team, user, said["days"], forever=bool(said["forever"]))
    question = Question.of(text)
    if question is None:
        return None
    if question.kind in WITH_WORDS and not question.words:
        return blocks.nothing(question)
    desk.aside(lambda: _answer(desk, question, team, channel, user, client, respond))
    return ""


def register(app: App, desk: Desk) -> None:
    """Listens to the buttons that turn a page."""

    def turned(
        ack: Ack,
        body: dict[str, Any],
        action: dict[str, Any],
        context: BoltContext,
        client: WebClient,
        respond: Respond,
    ) -> None:
        team, user = str(context.team_id or ""), str(body["user"]["id"])
        channel, question = str(body["channel"]["id"]), Question.load(action["value"])
        desk.aside(lambda: _answer(desk, question, team, channel, user, client, respond, turns=True))
        ack()

    for button in (blocks.NEWER, blocks.OLDER):
        app.action(button)(turned)


def forget(desk: Desk, team: str, channel: str, user: str, words: str) -> str:
    """Forgets an article: who asked for its digest may have it forgotten wherever they asked, everybody in a channel
    there. The digests in Slack are taken back too."""
    urls = bare_links(words)
    if len(urls) != 1:
        return "Which article? `/digest forget https://…`"
    standing = desk.store.overview.of_url(team, canonical(urls[0]))
    mine = [posted for posted in standing if posted.channel == channel or posted.user == user]
    for posted in mine:
        desk.store.take_back(team, posted.request_id)
    desk.wake()
    if not mine:
        return "I remember no digest of that article here."
    many = "its digest is" if len(mine) == 1 else f"its {len(mine)} digests are"
    return f"Forgotten: {many} taken back, with every quote and figure."


def keep(desk: Desk, team: str, user: str, days: str | None, *, forever: bool) -> str:
    """How long the workspace keeps what was read; who looks after the app there may change it. Nobody may where nobody
    is known to, for what is forgotten does not come back."""
    known = desk.store.channels.get(team, "")
    if days is not None or forever:
        if user not in desk.caretakers(team):
            return blocks.may_not_keep()
        known = replace(known, keep_days=0 if forever else int(days or 0))
        desk.store.channels.put(team, "", known)
    return blocks.kept(shortest(desk.settings.keep_days, known.keep_days), of_all=desk.settings.keep_days)


def _answer(
    desk: Desk, question: Question, team: str, channel: str, user: str, client: WebClient, respond: Respond,
    *, turns: bool = False,
) -> None:  # fmt: skip
    """The edge of a thread of its own: whatever fails is said, to the person and to the log."""
    try:
        told = answer(desk.store, question, team, channel, user, desk, permalinks(client))
    except NotTold:
        told = {"response_type": "ephemeral", "text": blocks.not_told()}
    except Exception:  # nobody else would see it, and the person waits
        log.exception("a question of the memory could not be answered")
        told = {"response_type": "ephemeral", "text": replies.went_wrong()}
    try:
        respond(**told, replace_original=turns)
    except ERRORS as error:
        log.warning("an answer did not go through: %s", refusal_of(error).code)


def answer(
    store: Store, question: Question, team: str, channel: str, user: str, desk: Desk, link: blocks.Link
) -> blocks.Answer:
    """The answer to a question, out of the channels that this person may read now."""
    channels = readable(desk.membership.channels, team, user, channel)
    memory, zone = Memory(store), ZoneInfo(schedule.zone(desk, team, channel))
    if question.kind == "stats":
        return blocks.statistics_answer(memory.statistics(team, channels))
    page = memory.page(question, team, channels, zone)
    if page.empty:
        return {"response_type": "ephemeral", "text": blocks.nothing(question)}
    return blocks.page_answer(page, zone, link)


def permalinks(client: WebClient) -> Callable[[Found | Posted], str]:
    """Links to digests in Slack, as it gives them; each channel and message is asked for once."""
    known: dict[tuple[str, str], str] = {}

    def link(found: Found | Posted) -> str:
        place = found.channel, found.posted_ts
        if place not in known and found.posted_ts:
            try:
                told = client.chat_getPermalink(channel=found.channel, message_ts=found.posted_ts)
                known[place] = str(told["permalink"])
            except ERRORS:
                known[place] = ""
        return known.get(place, "")

    return link
