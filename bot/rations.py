"""Rate limits: how much one person, and one workspace, may ask for in an hour, and what is said to who asks for more.

A link, a file or a mention beyond the limit is read later, at the pace of the limit, and never lost. `/digest` is
refused at once: whoever typed it is there, and can type it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.settings import Settings
from bot.store import NewPost, Request, Store
from bot.store.ids import key_of

TEAM = ""  # the name of the whole workspace's ration
LONGEST = timedelta(minutes=59)  # that a request is put off; the store lets none wait for longer than an hour


def put_off(store: Store, request: Request, settings: Settings) -> str:
    """Counts a request, and gives it back to be read later where there are too many; the limit that says so, or ""."""
    rations = {request.user: settings.user_requests_per_hour} if request.user else {}
    waits = store.quotas.take(request.team, rations | {TEAM: settings.team_requests_per_hour}, ahead=True)
    if not waits:
        return ""
    until = store.now() + min(max(waits.values()), LONGEST)
    store.say(request, [told(request, waits, until)] if request.user else [])
    store.requests.release(request, until)
    return "workspace" if TEAM in waits else "person"


def told(request: Request, waits: Mapping[str, timedelta], until: datetime) -> NewPost:
    """What who asked is told, for their eyes only and once an hour."""
    who = "This workspace asks" if TEAM in waits else "You ask"
    words = f"{who} for more articles than I may read in an hour. None is lost: the next is read at {clock(until)}."
    return NewPost(
        team=request.team,
        channel=request.channel,
        kind="ephemeral",
        body={"user": request.user, "text": words},
        request_id=key_of(f"ration {request.team} {request.channel} {request.user} {until:%Y-%m-%d %H}")[:24],
        part="ration",
    )


def refused(store: Store, team: str, user: str, settings: Settings) -> str:
    """Counts a command; the words that refuse it where there were too many, or ""."""
    waits = store.quotas.take(team, {f"/digest {user}": settings.commands_per_hour}, ahead=False)
    if not waits:
        return ""
    return (
        f"That is more than {settings.commands_per_hour} commands within an hour, and I read no more. "
        f"Try again at {clock(store.now() + max(waits.values()))}."
    )


def refused_again(store: Store, team: str, user: str, settings: Settings) -> str:
    """Counts an article that is read again, as one that is asked for; the words that refuse it where there were too
    many, or "": who clicked is there, and can click again."""
    rations = {user: settings.user_requests_per_hour, TEAM: settings.team_requests_per_hour}
    waits = store.quotas.take(team, rations, ahead=False)
    if not waits:
        return ""
    who = "This workspace asks" if TEAM in waits else "You ask"
    again = clock(store.now() + max(waits.values()))
    return f"{who} for more articles than I may read in an hour. Try again at {again}."


def clock(at: datetime) -> str:
    """A time of day as Slack shows it in each reader's own zone."""
    return f"<!date^{int(at.timestamp()) + 1}^{{time}}|{at:%H:%M} UTC>"
