"""What the menu under a digest does at once: the article is read again, or the digest is removed.

Anybody in the channel may have an article read again, within the rations. A digest is removed by who asked for it, or
by who looks after the app there.
"""

from __future__ import annotations

from typing import Any

from bot import signs
from bot.blocks import replies
from bot.listeners.desk import Desk, Place
from bot.rations import refused_again
from bot.store import NewRequest


def read_again(desk: Desk, team: str, request_id: str, body: dict[str, Any]) -> None:
    """Asks for the same article once more, in the place of the digest that stands."""
    first = desk.store.requests.get(team, request_id)
    if first is None:
        _whisper(desk, team, body, replies.gone())
        return
    if no := refused_again(desk.store, team, str(body["user"]["id"]), desk.settings):
        _whisper(desk, team, body, no)
        return
    again = NewRequest(
        team=team,
        channel=first.channel,
        thread_ts="",
        message_ts=f"again {body['actions'][0]['action_ts']}",
        user=str(body["user"]["id"]),
        kind="again",
        locator=request_id,
        asked="button",
        response_url=str(body.get("response_url") or ""),
    )
    desk.accept([again])


def remove(desk: Desk, team: str, request_id: str, body: dict[str, Any]) -> None:
    """Takes a digest back, where this person may."""
    first, user = desk.store.requests.get(team, request_id), str(body["user"]["id"])
    if first is None:
        _whisper(desk, team, body, replies.gone())
    elif user != first.user and user not in desk.caretakers(team):
        _whisper(desk, team, body, replies.not_yours())
    else:
        others = desk.store.requests.of_message(team, first.channel, first.message_ts)
        alone = not any(other.state == "done" for other in others if other.id != first.id)
        desk.store.take_back(team, request_id, signs.removed(first) if alone else [])
        desk.wake()


def _whisper(desk: Desk, team: str, body: dict[str, Any], words: str) -> None:
    place, message = Place(team, str(body["channel"]["id"]), ""), body.get("message") or {}
    once = f"menu {body['actions'][0]['action_ts']}"
    desk.whisper(place, str(body["user"]["id"]), words, once, thread_ts=str(message.get("thread_ts") or ""))
