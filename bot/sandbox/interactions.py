"""A person uses what the bot offers: commands, buttons, menus, modals, shortcuts; and what follows from the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox import app_manifest, operations, slack_commands
from bot.sandbox.delivery import Ack, Delivery
from bot.sandbox.elements import Found, chosen, element_state, find_element, missing_inputs, state_of
from bot.sandbox.events import bare
from bot.sandbox.response_urls import respond
from bot.sandbox.state import Channel, Json, Refused, Team
from bot.sandbox.web_api import views
from bot.sandbox.web_api.call import Call

if TYPE_CHECKING:
    from bot.sandbox.local import LocalSlack

Place = tuple[Channel | None, Json]  # where an element stands: a message with its channel, or a view


def _people(slack: LocalSlack, team: Team, user: str) -> Json:
    """What every interaction says of its workspace and person."""
    who = team.users[user]
    return {
        "token": slack.verification_token,
        "api_app_id": slack.app_id,
        "team": {"id": team.id, "domain": team.domain},
        "user": {"id": user, "username": who["name"], "name": who["name"], "team_id": team.id},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _name_of(channel: Channel) -> str:
    return {"im": "directmessage", "group": "privategroup"}.get(channel.kind, channel.name)


def outcome(slack: LocalSlack, ack: Ack) -> Json:
    """How an interaction ended, for whoever clicked."""
    if ack.ok:
        return {"ok": True, "ack_ms": ack.ms}
    error = "operation_timeout" if ack.outcome == "timeout" else "dispatch_failed"
    return {"ok": False, "error": error, "delivery": slack.settings.delivery}


async def _ask(slack: LocalSlack, team: Team, kind: str, what: str, payload: Json) -> Ack:
    if team.installation is None:
        return Ack("no_connection")
    return await slack.deliverer.ask(Delivery(kind, what, payload, team.id))


def notice_absence(slack: LocalSlack, team: Team, channel: Channel, user: str, text: str) -> None:
    """Slackbot's word to who names the app in a channel where it is not."""
    if f"<@{team.bot_user}>" in text and team.bot_user not in channel.members:
        words = f"<@{team.bot_user}> is not in this channel: `/invite @{app_manifest.NAME.lower()}` brings it in."
        _slackbot_says(slack, team, channel, user, words)


def _slackbot_says(slack: LocalSlack, team: Team, channel: Channel, user: str, text: str) -> None:
    blocks = operations.blocks_for(slack, team, text, mrkdwn=True)
    operations.whisper(slack, team, channel, user, {"user": "USLACKBOT", "text": text, "blocks": blocks})


async def slash(slack: LocalSlack, team: Team, channel: Channel, user: str, command: str, text: str) -> Json:
    """Type a command, the app's or Slack's own. What the bot says with its acknowledgement is shown at once."""
    if slack_commands.run(slack, team, channel, user, command, text):
        return {}
    if command not in {known["command"] for known in app_manifest.COMMANDS} or team.installation is None:
        _slackbot_says(slack, team, channel, user, f"`{command}` is not a valid command.")
        raise Refused("invalid_command")
    payload = {
        "token": slack.verification_token,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": _name_of(channel),
        "user_id": user,
        "user_name": team.users[user]["name"],
        "command": command,
        "text": text,
        "api_app_id": slack.app_id,
        "is_enterprise_install": "false",
        "response_url": slack.response_urls.make(team.id, channel.id, user),
        "trigger_id": slack.triggers.make(team.id, user),
    }
    ack = await _ask(slack, team, "slash_commands", command, payload)
    result = outcome(slack, ack)
    if not ack.ok:
        _slackbot_says(slack, team, channel, user, f"{command} failed with the error `{result['error']}`")
    elif ack.payload:
        respond(slack, team, channel, user, ack.payload)
    return result


def _container(channel: Channel | None, place: Json) -> Json:
    if channel is None:
        return {"container": {"type": "view", "view_id": place["id"]}, "view": place}
    container: Json = {"type": "message", "message_ts": place["ts"], "channel_id": channel.id}
    container["is_ephemeral"] = bool(place.get("is_ephemeral"))
    if place.get("thread_ts"):
        container["thread_ts"] = place["thread_ts"]
    shown: Json = {"container": container, "channel": {"id": channel.id, "name": _name_of(channel)}}
    return shown if place.get("is_ephemeral") else shown | {"message": bare(place)}


async def act(slack: LocalSlack, team: Team, user: str, where: Place, wanted: tuple[str, str], given: Json) -> Json:
    """Use one element: press, choose, type. `wanted` is its action id and perhaps its block id."""
    channel, place = where
    found = find_element(place["blocks"] if channel is None else place.get("blocks", []), *wanted)
    values = _merged(place, given.get("state"), found, given)
    payload = {
        "type": "block_actions",
        **_people(slack, team, user),
        **_container(channel, place | ({"state": {"values": values}} if channel is None else {})),
        "trigger_id": slack.triggers.make(team.id, user, "" if channel else place["id"]),
        "actions": [_action(slack, found, given)],
    }
    if channel is not None:
        thread = place.get("thread_ts", "")
        payload["state"] = {"values": values}
        payload["response_url"] = slack.response_urls.make(
            team.id, channel.id, user, thread_ts=thread, message_ts=place["ts"]
        )
    return outcome(slack, await _ask(slack, team, "interactive", "block_actions", payload))


def _merged(place: Json, state: Json | None, found: Found, given: Json) -> Json:
    """The state of all inputs: what is shown at first, what the caller says, and the element that is used now."""
    values = state_of(place.get("blocks", []), state or {})
    if found.element["type"] != "button" and ("value" in given or "values" in given):
        now = given.get("values", given.get("value"))
        values.setdefault(found.block_id, {})[found.element["action_id"]] = element_state(found.element, now)
    if "id" in place:  # a view remembers
        place["state"] = {"values": values}
    return values


def _action(slack: LocalSlack, found: Found, given: Json) -> Json:
    element = found.element
    action: Json = {"type": element["type"], "action_id": element["action_id"], "block_id": found.block_id}
    action["action_ts"] = slack.ids.timestamp()
    for name in ("text", "value", "style", "placeholder", "confirm"):
        if name in element:
            action[name] = element[name]
    if element["type"] != "button":
        action |= chosen(element, given.get("values", given.get("value")))
    return action


async def submit(slack: LocalSlack, team: Team, user: str, view: Json, given: Json) -> Json:
    """Submit a modal, and do what the bot answers: errors, another view, or closing."""
    values = state_of(view["blocks"], given)
    if lacking := missing_inputs(view["blocks"], values):
        return {
            "ok": False,
            "error": "errors",
            "errors": dict.fromkeys(lacking, "Please complete this required field."),
        }
    view["state"] = {"values": values}
    payload = {
        "type": "view_submission",
        **_people(slack, team, user),
        "trigger_id": slack.triggers.make(team.id, user, view["id"]),
        "view": view,
        "response_urls": [],
    }
    ack = await _ask(slack, team, "interactive", "view_submission", payload)
    result = outcome(slack, ack)
    return _answered(slack, team, user, view, ack.payload or {}, result) if ack.ok else result


def _answered(slack: LocalSlack, team: Team, user: str, view: Json, said: Json, result: Json) -> Json:
    action = said.get("response_action")
    if action == "errors":
        errors = said.get("errors")
        if not isinstance(errors, dict) or not errors:
            return {"ok": False, "error": "invalid_response"}
        return result | {"ok": False, "error": "errors", "errors": errors}
    if action in {"update", "push"}:
        call = Call(slack, f"views.{action}", {}, "", team_called=team)
        try:
            checked = views.checked_view(call, "modal", said.get("view"))
            made = (
                views.replace(slack, team, view, checked)
                if action == "update"
                else views.put_on_top(slack, team, user, checked)
            )
        except Refused as refused:
            return {"ok": False, "error": "invalid_response", "why": refused.error, **refused.extra}
        return result | {"view": made}
    stack = team.views.get(user, [])
    views.close(slack, team, user, len(stack) if action == "clear" or view.get("clear_on_close") else 1)
    return result


async def close(slack: LocalSlack, team: Team, user: str, view: Json, *, everything: bool) -> Json:
    """Close a modal with its cross; the bot hears of it where the view asks for that."""
    stack = team.views.get(user, [])
    gone = views.close(slack, team, user, len(stack) if everything or view["clear_on_close"] else 1)
    ack = None
    for one in gone:
        if one["notify_on_close"]:
            payload = {"type": "view_closed", **_people(slack, team, user), "view": one, "is_cleared": everything}
            ack = await _ask(slack, team, "interactive", "view_closed", payload)
    return outcome(slack, ack) if ack else {"ok": True}


async def shortcut(slack: LocalSlack, team: Team, user: str, callback_id: str, where: Place | None) -> Json:
    """Use a shortcut, on a message or anywhere."""
    kind = "message" if where else "global"
    if not any(s["callback_id"] == callback_id and s["type"] == kind for s in app_manifest.SHORTCUTS):
        raise Refused("invalid_shortcut")
    payload = {
        "type": "message_action" if where else "shortcut",
        **_people(slack, team, user),
        "callback_id": callback_id,
        "trigger_id": slack.triggers.make(team.id, user),
        "action_ts": slack.ids.timestamp(),
    }
    if where and where[0]:
        channel, message = where[0], where[1]
        payload |= {
            "message_ts": message["ts"],
            "message": bare(message),
            "channel": {"id": channel.id, "name": _name_of(channel)},
            "response_url": slack.response_urls.make(team.id, channel.id, user, message_ts=""),
        }
    return outcome(slack, await _ask(slack, team, "interactive", str(payload["type"]), payload))


async def options(slack: LocalSlack, team: Team, user: str, where: Place, wanted: tuple[str, str], typed: str) -> Json:
    """Ask the bot what an external select offers for the letters typed so far."""
    channel, place = where
    found = find_element(place["blocks"], *wanted)
    payload = {
        "type": "block_suggestion",
        **_people(slack, team, user),
        **_container(channel, place),
        "action_id": found.element["action_id"],
        "block_id": found.block_id,
        "value": typed,
    }
    ack = await _ask(slack, team, "interactive", "block_suggestion", payload)
    said = ack.payload or {}
    offered = {name: said[name] for name in ("options", "option_groups") if name in said}
    return outcome(slack, ack) | offered
