"""views.*: modals and the Home tab."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from bot.sandbox.state import Json, Refused, Team
from bot.sandbox.validate import blocks as rules
from bot.sandbox.web_api.call import Call, Method
from bot.sandbox.web_api.chat import with_ids

if TYPE_CHECKING:
    from bot.sandbox.local import LocalSlack

MAX_STACK = 3
_VIEW_BYTES = 250_000
_KEPT = ("type", "title", "submit", "close", "blocks", "private_metadata", "callback_id", "external_id")
_FLAGS = ("clear_on_close", "notify_on_close", "submit_disabled")


def checked_view(call: Call, kind: str, given: object) -> Json:
    """A view as Slack keeps it, or Slack's refusal."""
    problems = rules.view_problems(given, kind)
    if problems.found or not isinstance(given, dict):
        raise Refused("invalid_arguments", response_metadata={"messages": problems.messages})
    if len(json.dumps(given).encode()) > _VIEW_BYTES:
        raise Refused("view_too_large")
    view: Json = {name: given.get(name) for name in _KEPT} | {name: bool(given.get(name)) for name in _FLAGS}
    for name in ("private_metadata", "callback_id", "external_id"):
        view[name] = view[name] or ""
    view["blocks"] = with_ids(call, view["blocks"])
    return view


def _given(call: Call) -> object:
    call.required("view")
    return call.parsed("view", "invalid_arguments")


def _complete(
    slack: LocalSlack, team: Team, view: Json, view_id: str, root: str = "", below: str | None = None
) -> Json:
    stamp = slack.ids.timestamp()
    digest = hashlib.sha256(json.dumps(view["blocks"]).encode()).hexdigest()[:8]
    return {
        **view,
        "id": view_id,
        "team_id": team.id,
        "state": {"values": {}},
        "hash": f"{stamp.split('.')[0]}.{digest}{slack.ids.token(4)}",
        "previous_view_id": below,
        "root_view_id": root or view_id,
        "app_id": slack.app_id,
        "app_installed_team_id": team.id,
        "bot_id": team.bot_id,
    }


def _no_twin(team: Team, view: Json, own: str = "") -> None:
    """An external id stands once in a workspace."""
    others = [v for stack in team.views.values() for v in stack] + list(team.homes.values())
    if view["external_id"] and any(v["external_id"] == view["external_id"] and v["id"] != own for v in others):
        raise Refused("duplicate_external_id")


def put_on_top(slack: LocalSlack, team: Team, user: str, view: Json, *, fresh: bool = False) -> Json:
    """Open a modal over those that stand, or, `fresh`, as a new stack."""
    stack = team.views.setdefault(user, [])
    if fresh:
        close(slack, team, user, len(stack))
    if len(stack) >= MAX_STACK:
        raise Refused("push_limit_reached")
    _no_twin(team, view)
    below = stack[-1]["id"] if stack else None
    root = stack[0]["id"] if stack else ""
    made = _complete(slack, team, view, slack.ids.make("V"), root, below)
    stack.append(made)
    slack.changes.tell("view_opened", team.id, user=user, view=made)
    return made


def replace(slack: LocalSlack, team: Team, old: Json, view: Json) -> Json:
    """Put a view in the place of one that stands."""
    _no_twin(team, view, old["id"])
    made = _complete(slack, team, view, old["id"], old["root_view_id"], old["previous_view_id"])
    for user, stack in team.views.items():
        for place, standing in enumerate(stack):
            if standing["id"] == old["id"]:
                stack[place] = made
                slack.changes.tell("view_updated", team.id, user=user, view=made)
                return made
    for user, standing in team.homes.items():
        if standing["id"] == old["id"]:
            team.homes[user] = made
            slack.changes.tell("home", team.id, user=user, view=made)
    return made


def close(slack: LocalSlack, team: Team, user: str, count: int = 1) -> list[Json]:
    """Take modals off the top of a person's stack."""
    stack = team.views.get(user, [])
    gone = [stack.pop() for _ in range(min(count, len(stack)))]
    for view in gone:
        slack.changes.tell("view_closed", team.id, user=user, view_id=view["id"])
    return gone


def open_view(call: Call) -> Json:
    """views.open."""
    (trigger_id,) = call.required("trigger_id")
    trigger = call.slack.triggers.look(trigger_id, call.team.id)
    view = checked_view(call, "modal", _given(call))
    made = put_on_top(call.slack, call.team, trigger.user, view, fresh=True)
    trigger.used = True
    return {"view": made}


def push(call: Call) -> Json:
    """views.push."""
    (trigger_id,) = call.required("trigger_id")
    trigger = call.slack.triggers.look(trigger_id, call.team.id)
    if not call.team.views.get(trigger.user):
        raise Refused("not_found")
    view = checked_view(call, "modal", _given(call))
    made = put_on_top(call.slack, call.team, trigger.user, view)
    trigger.used = True
    return {"view": made}


def update(call: Call) -> Json:
    """views.update, by id or external id, perhaps only where the hash still stands."""
    team, old = call.team, None
    if view_id := call.text("view_id"):
        old = team.view(view_id)
    elif external := call.text("external_id"):
        everywhere = [v for stack in team.views.values() for v in stack] + list(team.homes.values())
        old = next((view for view in everywhere if view["external_id"] == external), None)
    if old is None:
        raise Refused("not_found")
    if call.text("hash") not in {"", old["hash"]}:
        raise Refused("hash_conflict")
    view = checked_view(call, old["type"], _given(call))
    return {"view": replace(call.slack, team, old, view)}


def publish(call: Call) -> Json:
    """views.publish."""
    team, (user,) = call.team, call.required("user_id")
    if user not in team.users:
        raise Refused("invalid_arguments", response_metadata={"messages": ["[ERROR] invalid `user_id`"]})
    old = team.homes.get(user)
    if call.text("hash") not in {"", old["hash"] if old else ""}:
        raise Refused("hash_conflict")
    view = checked_view(call, "home", _given(call))
    made = _complete(call.slack, team, view, old["id"] if old else call.slack.ids.make("V"))
    team.homes[user] = made
    call.slack.changes.tell("home", team.id, user=user, view=made)
    return {"view": made}


METHODS = {
    "views.open": Method(open_view),
    "views.push": Method(push),
    "views.update": Method(update),
    "views.publish": Method(publish),
}
