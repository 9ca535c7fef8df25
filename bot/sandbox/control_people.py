"""The control routes of what a person does in Slack: typing, uploading, editing, reacting, clicking."""

from __future__ import annotations

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox import events, files, interactions, operations, world
from bot.sandbox.control_request import Wish, answer, refusal, route
from bot.sandbox.state import Channel, Json, Refused


def _posted(channel: Channel, message: Json) -> Json:
    return {"ts": message["ts"], "channel": channel.id, "message": message}


def _may_speak(channel: Channel, user: str) -> None:
    """Only members speak; a private channel is not even there for others."""
    if user not in channel.members:
        raise Refused("channel_not_found" if channel.is_private else "not_in_channel")


async def post(wish: Wish) -> Json:
    """A message, as typed or as given."""
    slack, team, channel, user = wish.slack, wish.team, wish.channel, wish.user
    _may_speak(channel, user)
    message = wish.get("message")
    if message is None:
        message = operations.typed_message(slack, team, user, str(wish["text"]))
    made = operations.post(
        slack,
        team,
        channel,
        {"user": user, "text": "", **message},
        thread_ts=str(wish.get("thread_ts", "")),
        broadcast=bool(wish.get("broadcast")),
    )
    interactions.notice_absence(slack, team, channel, user, made["text"])
    return _posted(channel, made)


async def upload(request: Request) -> Response:
    """Files with or without words: a multipart form."""
    slack = request.app.state.slack
    async with request.form() as form:
        wish = Wish(slack, {name: value for name, value in form.items() if isinstance(value, str)})
        parts = [part for part in form.getlist("file") if isinstance(part, UploadFile)]
        try:
            if not parts:
                raise Refused("missing_field", field="file")
            team, channel, user = wish.team, wish.channel, wish.user
            _may_speak(channel, user)
            made = []
            for part in parts:
                name = part.filename or "upload"
                made.append(files.make(slack, team, user, name, await part.read(), part.content_type or ""))
            message = operations.typed_message(slack, team, user, str(wish.get("text", "")))
            thread_ts = str(wish.get("thread_ts", ""))
            shared = files.share(slack, team, channel, made, message, thread_ts=thread_ts)
        except Refused as refused:
            return refusal(refused)
    return answer(_posted(channel, shared) | {"files": made})


async def edit(wish: Wish) -> Json:
    """New words for a message."""
    slack, team, channel, ts = wish.slack, wish.team, wish.channel, str(wish["ts"])
    author = operations.find(channel, ts).get("user") or wish.user
    if wish.get("user") and wish.user != author:
        raise Refused("cant_update_message")
    new = wish.get("message")
    if new is None:
        words = operations.typed_message(slack, team, author, str(wish["text"]))
        new = {"text": words["text"], "blocks": words.get("blocks")}
    return {"message": operations.edit(slack, team, channel, ts, new, author)}


async def delete(wish: Wish) -> Json:
    """A message goes: by its author, an administrator, or, where nobody is named, by whoever may."""
    author = operations.find(wish.channel, str(wish["ts"])).get("user")
    if wish.get("user") and wish.user != author and not wish.team.users[wish.user]["is_admin"]:
        raise Refused("cant_delete_message")
    operations.delete(wish.slack, wish.team, wish.channel, str(wish["ts"]))
    return {}


async def react(wish: Wish) -> Json:
    """An emoji on a message, or off it."""
    channel, ts, name = wish.channel, str(wish["ts"]), str(wish["name"]).strip(":")
    remove = bool(wish.get("remove"))
    operations.react(wish.slack, wish.team, channel, ts, name, wish.user, remove=remove)
    return {"message": channel.shown(ts)}


async def forward(wish: Wish) -> Json:
    """A message is shared into another conversation, with words or without."""
    slack, team, user = wish.slack, wish.team, wish.user
    there, old = slack.channel(team, str(wish["from_channel"])), str(wish["ts"])
    _may_speak(there, user)
    shared = operations.forwarded(slack, team, there, operations.find(there, old))
    message = operations.typed_message(slack, team, user, str(wish.get("text", ""))) | {"attachments": [shared]}
    _may_speak(wish.channel, user)
    return _posted(wish.channel, operations.post(slack, team, wish.channel, message))


async def unfurl(wish: Wish) -> Json:
    """Slack's own preview of a link arrives a moment after the message: a change that is no edit."""
    slack, team, channel, ts = wish.slack, wish.team, wish.channel, str(wish["ts"])
    url = str(wish["url"])
    preview = {"id": 1, "from_url": url, "original_url": url, "fallback": str(wish.get("title", url))}
    preview |= {"title": str(wish.get("title", url)), "title_link": url, "text": str(wish.get("text", ""))}
    return {"message": operations.attach(slack, team, channel, ts, [preview])}


async def slash(wish: Wish) -> Json:
    """A command."""
    if wish.get("thread_ts"):
        raise Refused("not_in_threads")
    command = "/" + str(wish.get("command", "/digest")).removeprefix("/")
    return await interactions.slash(wish.slack, wish.team, wish.channel, wish.user, command, str(wish.get("text", "")))


async def action(wish: Wish) -> Json:
    """A click or a choice."""
    wanted = str(wish["action_id"]), str(wish.get("block_id", ""))
    given: Json = {name: wish.given[name] for name in ("value", "values", "state") if name in wish.given}
    return await interactions.act(wish.slack, wish.team, wish.user, wish.place(), wanted, given)


def _view(wish: Wish) -> Json:
    channel, view = wish.place()
    if channel is not None:
        raise Refused("view_not_found")
    return view


async def view_submit(wish: Wish) -> Json:
    """A modal is submitted."""
    wish["view_id"]
    return await interactions.submit(wish.slack, wish.team, wish.user, _view(wish), wish.get("values", {}))


async def view_close(wish: Wish) -> Json:
    """A modal is closed with its cross."""
    wish["view_id"]
    everything = bool(wish.get("all"))
    return await interactions.close(wish.slack, wish.team, wish.user, _view(wish), everything=everything)


async def shortcut(wish: Wish) -> Json:
    """A shortcut, from the menu of a message or from anywhere."""
    where = wish.place() if wish.get("ts") else None
    return await interactions.shortcut(wish.slack, wish.team, wish.user, str(wish["callback_id"]), where)


async def options(wish: Wish) -> Json:
    """What an external menu offers."""
    wanted = str(wish["action_id"]), str(wish.get("block_id", ""))
    typed = str(wish.get("value", ""))
    return await interactions.options(wish.slack, wish.team, wish.user, wish.place(), wanted, typed)


async def home_open(wish: Wish) -> Json:
    """Somebody opens the app."""
    slack, team, user = wish.slack, wish.team, wish.user
    direct = team.im_with(user)
    view = team.homes.get(user)
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": direct.id if direct else "",
        "tab": str(wish.get("tab", "home")),
        "event_ts": slack.ids.timestamp(),
    }
    events.tell(slack, team, event | ({"view": view} if view else {}))
    return {"view": view, "channel": direct.id if direct else None}


async def invite(wish: Wish) -> Json:
    """Somebody is brought into a channel."""
    slack, team, channel = wish.slack, wish.team, wish.channel
    by = slack.user(team, str(wish["by"])) if wish.get("by") else ""
    operations.join(slack, team, channel, wish.user, by)
    return {"channel": operations.conversation(team, channel)}


async def kick(wish: Wish) -> Json:
    """Somebody is taken out of a channel."""
    operations.leave(wish.slack, wish.team, wish.channel, wish.user)
    return {"channel": operations.conversation(wish.team, wish.channel)}


async def channel(wish: Wish) -> Json:
    """A new channel, or a group message."""
    slack, team = wish.slack, wish.team
    named = [slack.user(team, str(one)) for one in wish.get("members", wish.get("users", []))]
    members = list(dict.fromkeys([team.you, *named]))
    if wish.get("name"):
        kind = "group" if wish.get("is_private") else "channel"
        name = str(wish["name"]).removeprefix("#")
        if any(c.name == name for c in team.channels.values()):
            raise Refused("name_taken")
    else:
        kind, name = "mpim", "mpdm-" + "--".join(team.users[user]["name"] for user in members) + "-1"
    made = world.channel(slack.ids, team, name, kind, members)
    made.is_ext_shared = bool(wish.get("is_ext_shared"))
    slack.changes.tell("channel", team.id, channel=operations.conversation(team, made))
    return {"channel": operations.conversation(team, made)}


async def archive(wish: Wish) -> Json:
    """A channel closes, or opens again."""
    channel = wish.channel
    channel.is_archived = not wish.get("undo")
    wish.slack.changes.tell("channel", wish.team.id, channel=operations.conversation(wish.team, channel))
    return {"channel": operations.conversation(wish.team, channel)}


async def delete_file(wish: Wish) -> Json:
    """An upload is deleted."""
    file = wish.team.files.get(str(wish["file"]))
    if file is None:
        raise Refused("file_not_found")
    files.delete(wish.slack, wish.team, file)
    return {"file": file}


async def download(request: Request) -> Response:
    """A file as a person sees it: no token is asked of them."""
    slack, file_id = request.app.state.slack, request.path_params["file"]
    for team in slack.world.teams.values():
        if file_id in team.bytes_of:
            media_type = team.files[file_id]["mimetype"]
            headers = {"content-security-policy": "sandbox", "x-content-type-options": "nosniff"}
            return Response(team.bytes_of[file_id], headers={"content-type": media_type, **headers})
    return refusal(Refused("file_not_found"))


_WISHES = (post, edit, delete, forward, unfurl, react, slash, action, view_submit, view_close, shortcut, options)
_ROOMS = (home_open, invite, kick, channel, archive, delete_file)

ROUTES = [
    *(Route(f"/control/{wish.__name__}", route(wish), methods=["POST"]) for wish in (*_WISHES, *_ROOMS)),
    Route("/control/upload", upload, methods=["POST"]),
    Route("/control/file/{file}", download),
]
