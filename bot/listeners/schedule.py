"""`/digest schedule`: when a channel gets its roundup. Nothing is saved before the next three times were shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from bot.blocks import replies
from bot.blocks import schedule as blocks
from bot.blocks.search import direct_of
from bot.listeners.at_once import at_once, called
from bot.listeners.desk import Desk
from bot.listeners.form import may_post
from bot.listeners.home import publish
from bot.listeners.modals import HOME, settings_of
from bot.roundup import row_of, schedule_of
from bot.schedule import Schedule
from bot.schedule_words import clock, parse, written
from bot.schedule_zones import Unclear, zone_of
from bot.store import ScheduleRow

WORD = "schedule"
_OFF = ("off", "stop", "none", "never", "end", "remove", "delete")


def typed(desk: Desk, text: str, team: str, channel: str, client: WebClient, trigger_id: str) -> str | dict[str, Any]:
    """What to answer to `/digest schedule …`; `text` is what follows that word. "" where a modal was opened."""
    if not text:
        return open_form(desk, client, team, channel, trigger_id)
    first, _, rest = text.partition(" ")
    try:
        if first.lower() in _OFF:
            at = f"{clock(rest.strip().lower()):%H:%M}" if rest.strip() else None
            return blocks.ended(_end(desk, team, channel, at))
        schedule = parse(text, zone(desk, team, channel))
    except Unclear as why:
        return blocks.unclear(str(why))
    if not may_post(at_once(client), channel):
        return replies.not_there()
    told = blocks.proposed(schedule, desk.store.now(), _replaced(desk, team, channel, schedule))
    return {"response_type": "ephemeral", "text": "A roundup in this channel", "blocks": told}


def open_form(desk: Desk, client: WebClient, team: str, channel: str, trigger_id: str) -> str:
    """Opens the modal with a channel's roundups; words for the person where Slack does not open it."""
    view = _form(desk, team, channel, {})
    return "" if called(lambda: at_once(client).views_open(trigger_id=trigger_id, view=view)) else replies.try_again()


def zone(desk: Desk, team: str, channel: str) -> str:
    """The zone that is meant where none is named: the channel's, the last one used in the workspace, the settings'."""
    return desk.store.schedules.last_zone(team, channel) or desk.settings.time_zone


def register(app: App, desk: Desk) -> None:
    """Listens to the buttons and forms of schedules."""

    @app.action(blocks.SAVE)
    def saved(ack: Ack, body: dict[str, Any], action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        schedule = parse(str(action["value"]))
        _keep(desk, schedule, str(context.team_id or ""), str(body["channel"]["id"]), str(body["user"]["id"]))
        ack()
        respond(text=blocks.saved(schedule, desk.store.now()), replace_original=True)

    @app.action(blocks.CANCEL)
    def cancelled(ack: Ack, respond: Respond) -> None:
        ack()
        respond(delete_original=True)

    @app.action(blocks.END)
    def ended(ack: Ack, body: dict[str, Any], action: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        shown, team = body["view"], str(context.team_id or "")
        place = _place(shown)
        _end(desk, team, place["channel"], str(action["value"]))
        view = _form(desk, team, place["channel"], _kept(place))
        called(lambda: at_once(client).views_update(view_id=shown["id"], hash=shown["hash"], view=view))
        _draw_again(desk, client, team, str(body["user"]["id"]), shown)
        ack()

    @app.action(blocks.OPEN)
    def opened(ack: Ack, body: dict[str, Any], action: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        below, trigger = body["view"], body["trigger_id"]
        kept = {HOME: direct_of(below)} if below["type"] == "home" else _kept(_place(below))
        view = _form(desk, str(context.team_id or ""), str(action["value"]), kept)
        now = at_once(client)
        show = now.views_push if below["type"] == "modal" else now.views_open
        called(lambda: show(trigger_id=trigger, view=view))
        ack()

    @app.view(blocks.FORM)
    def filled(ack: Ack, view: dict[str, Any], context: BoltContext, client: WebClient) -> None:
        given, errors = blocks.words_of(view), {}
        try:
            given[blocks.ZONE] = zone_of(given[blocks.ZONE].strip())
        except Unclear as why:
            errors[blocks.ZONE] = str(why).replace("`", "")
        try:
            schedule = parse(f"{given[blocks.AT]} {given[blocks.ON]} {given[blocks.HOLIDAYS]}")
        except Unclear as why:
            errors[blocks.HOLIDAYS if given[blocks.HOLIDAYS] else blocks.AT] = str(why).replace("`", "")
        if errors:
            ack(response_action="errors", errors=errors)
            return
        schedule = Schedule(schedule.at, ZoneInfo(given[blocks.ZONE]), schedule.days, schedule.holidays)
        place = _place(view)
        if not may_post(at_once(client), place["channel"]):
            ack(response_action="errors", errors={blocks.AT: replies.not_there()})
            return
        replaces = _replaced(desk, str(context.team_id or ""), place["channel"], schedule)
        shown = blocks.confirm_view(place["channel"], schedule, desk.store.now(), replaces, _kept(place))
        ack(response_action="update", view=shown)

    @app.view(blocks.CONFIRM)
    def confirmed(
        ack: Ack, body: dict[str, Any], view: dict[str, Any], context: BoltContext, client: WebClient
    ) -> None:
        place, team, user = _place(view), str(context.team_id or ""), str(body["user"]["id"])
        _keep(desk, parse(place["words"]), team, place["channel"], user)
        _draw_again(desk, client, team, user, view)
        ack()


def _draw_again(desk: Desk, client: WebClient, team: str, user: str, view: dict[str, Any]) -> None:
    """The channel's settings below this view, and App Home where that was the way here, tell of its roundups too."""
    below, place = view.get("previous_view_id"), _place(view)

    def drawn() -> None:
        if below:
            settings = settings_of(desk, team, place["channel"], _kept(place))
            called(lambda: client.views_update(view_id=below, view=settings))
        if HOME in place:
            publish(desk, client, team, user, direct=place[HOME])

    desk.aside(drawn)


def _keep(desk: Desk, schedule: Schedule, team: str, channel: str, user: str) -> None:
    desk.store.schedules.put(row_of(schedule, team, channel, user))


def _end(desk: Desk, team: str, channel: str, at: str | None) -> list[str]:
    """Ends the roundup at this time, or all; those that were ended, in words."""
    gone = [row for row in desk.store.schedules.of(team, channel) if at in (None, row.at)]
    desk.store.schedules.forget(team, channel, at)
    return [_words(row) for row in gone]


def _form(desk: Desk, team: str, channel: str, kept: Mapping[str, str]) -> dict[str, Any]:
    known = desk.schedules(team, channel)
    return blocks.form_view(channel, known, zone(desk, team, channel), desk.store.now(), kept)


def _replaced(desk: Desk, team: str, channel: str, schedule: Schedule) -> str:
    """The schedule that stands at the same time of day, in words; "" where there is none, or it is the same."""
    known = next((known for known in desk.schedules(team, channel) if known.at == schedule.at), schedule)
    return "" if known == schedule else written(known)


def _kept(place: Mapping[str, str]) -> dict[str, str]:
    """What goes along from view to view."""
    return {HOME: place[HOME]} if HOME in place else {}


def _words(row: ScheduleRow) -> str:
    return written(schedule_of(row))


def _place(view: dict[str, Any]) -> dict[str, str]:
    place: dict[str, str] = json.loads(view["private_metadata"])
    return place
