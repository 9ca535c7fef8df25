"""The control routes that only tests need: looking into deliveries and calls, and letting things go wrong."""

from __future__ import annotations

import base64
import binascii
import time

from starlette.routing import Route

from bot.sandbox import world
from bot.sandbox.control_request import Wish, route
from bot.sandbox.delivery import Delivery
from bot.sandbox.faults import Fault
from bot.sandbox.news import Page
from bot.sandbox.state import Json, Refused
from bot.sandbox.web_api import auth

_LONGEST_WAIT = 30.0


async def reset(wish: Wish) -> Json:
    """The world as at the start."""
    await wish.slack.reset(keep_connections=bool(wish.get("keep_connections")))
    return {}


async def calls(wish: Wish) -> Json:
    """The Web API calls so far."""
    after, method = int(wish.get("after", 0)), wish.get("method", "")
    found = [call for call in wish.slack.calls if call["n"] > after and method in {"", call["method"]}]
    return {"calls": found, "count": len(wish.slack.calls)}


async def events(wish: Wish) -> Json:
    """What the bot was told so far."""
    found = [delivery.as_json() for delivery in wish.slack.deliverer.log]
    return {"events": found[int(wish.get("after", 0)) :], "count": len(found)}


async def wait(wish: Wish) -> Json:
    """Wait until something moves."""
    changes, after = wish.slack.changes, int(wish.get("after", -1))
    until = time.monotonic() + min(float(wish.get("seconds", 5)), _LONGEST_WAIT)
    while changes.moves <= after and (left := until - time.monotonic()) > 0:
        await changes.ring(left)
    return {"seq": changes.moves}


def _meant(wish: Wish) -> list[Delivery]:
    log = wish.slack.deliverer.log
    if event_id := wish.get("event_id"):
        return [delivery for delivery in log if delivery.event_id == event_id]
    channel, ts = wish.channel.id, str(wish["ts"])
    found = []
    for delivery in log:
        event = delivery.payload.get("event", {}) if delivery.kind == "events_api" else {}
        if event.get("channel") == channel and ts in {event.get("ts"), event.get("message", {}).get("ts")}:
            found.append(delivery)
    return found


async def redeliver(wish: Wish) -> Json:
    """The same event once more."""
    found = _meant(wish)
    if not found:
        raise Refused("event_not_found")
    for _ in range(int(wish.get("times", 1))):
        for delivery in found:
            wish.slack.deliverer.again(delivery)
    return {"count": len(found)}


async def hold(wish: Wish) -> Json:
    """Events wait."""
    wish.slack.deliverer.hold()
    return {}


async def release(wish: Wish) -> Json:
    """Events go."""
    return {"count": wish.slack.deliverer.release(str(wish.get("order", "as_sent")), int(wish.get("seed", 0)))}


async def drop_connections(wish: Wish) -> Json:
    """Sockets end, in one of five ways."""
    how = str(wish.get("how", "reset"))
    if how not in {"reset", "close", "refresh", "link_disabled", "silent"}:
        raise Refused("unknown_way")
    return {"count": await wish.slack.socket_mode.drop(how, int(wish.get("count", 0)))}


async def fail_next(wish: Wish) -> Json:
    """The next calls of a method go wrong."""
    known = {"method", "times", "channel", "error", "status", "retry_after", "delay", "after_effect"}
    given = {name: value for name, value in wish.given.items() if name in known}
    wish["method"]
    if given.get("channel"):
        given["channel"] = wish.channel.id
    wish.slack.faults.plan(Fault(**given))
    return {}


async def settings(wish: Wish) -> Json:
    """How the sandbox delivers, and how patient it is."""
    slack = wish.slack
    try:
        slack.settings = slack.settings.changed(wish.given)
    except ValueError as error:
        raise Refused("invalid_setting", why=str(error)) from None
    if "scopes" in wish.given:
        for team in slack.world.teams.values():
            if team.installation:
                team.installation.scopes = slack.settings.scopes
    verified = None
    if wish.get("request_url"):
        verified = await slack.http_delivery.verify(slack.settings.request_url)
    slack.tell_bot()
    return {"settings": slack.settings.as_json(), "url_verified": verified}


async def revoke(wish: Wish) -> Json:
    """The bot's token dies."""
    auth.revoke_token(wish.slack, wish.team)
    return {}


async def uninstall(wish: Wish) -> Json:
    """The app leaves a workspace."""
    auth.uninstall_app(wish.slack, wish.team)
    return {}


async def install(wish: Wish) -> Json:
    """The app comes to a workspace, without OAuth."""
    slack, team = wish.slack, wish.team
    made = world.install(slack.ids, team, slack.settings.scopes)
    slack.tell_bot()
    return {"bot_token": made.bot_token, "team": team.id, "bot_user": team.bot_user, "bot_id": team.bot_id}


async def publish(wish: Wish) -> Json:
    """An article on the news site."""
    try:
        body = base64.b64decode(wish["body_base64"]) if "body_base64" in wish.given else str(wish["body"]).encode()
    except binascii.Error:
        raise Refused("invalid_base64") from None
    slug = str(wish["slug"]).strip("/")
    media_type = str(wish.get("media_type", "text/html; charset=utf-8"))
    page = Page(body, media_type, int(wish.get("status", 200)), wish.get("headers", {}), float(wish.get("delay", 0)))
    wish.slack.news.published[slug] = page
    return {"url": f"{wish.slack.url}/news/{slug}"}


async def fetched(wish: Wish) -> Json:
    """Which pages of the news site were read, in order."""
    return {"slugs": list(wish.slack.news.fetched)}


async def pings(wish: Wish) -> Json:
    """Whom the bot's messages notified."""
    return {"pings": list(wish.slack.pings)}


_LOOKS = (calls, events, wait, pings, fetched)
_WISHES = (
    reset,
    redeliver,
    hold,
    release,
    drop_connections,
    fail_next,
    settings,
    revoke,
    uninstall,
    install,
    publish,
)

ROUTES = [
    *(Route(f"/control/{look.__name__}", route(look), methods=["GET"]) for look in _LOOKS),
    *(Route(f"/control/{wish.__name__}", route(wish), methods=["POST"]) for wish in _WISHES),
]
