"""Uploads: Slack's file objects, the messages that share them, and the private download that needs the bot's token."""

from __future__ import annotations

import mimetypes
import re
import time
from typing import TYPE_CHECKING

from bot.sandbox import events, operations
from bot.sandbox.state import Channel, Json, Team

if TYPE_CHECKING:
    from bot.sandbox.local import LocalSlack

_TYPES = {  # media type -> Slack's word, and what it shows
    "application/pdf": ("pdf", "PDF"),
    "text/plain": ("text", "Plain Text"),
    "text/html": ("html", "HTML"),
    "text/markdown": ("markdown", "Markdown"),
    "message/rfc822": ("email", "Email"),
    "application/rtf": ("rtf", "Rich Text File"),
    "application/epub+zip": ("epub", "EPUB"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx", "Word Document"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ("pptx", "PowerPoint Presentation"),
    "application/vnd.oasis.opendocument.text": ("odt", "OpenDocument Text"),
    "image/png": ("png", "PNG"),
    "image/jpeg": ("jpg", "JPEG"),
    "application/zip": ("zip", "Zip"),
}
_BY_ENDING = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".epub": "application/epub+zip",
    ".eml": "message/rfc822",
    ".md": "text/markdown",
    ".rtf": "application/rtf",
}
LOGIN_PAGE = """<!DOCTYPE html><html lang="en-US"><head><meta charset="utf-8"><title>Login | Slack</title></head>
<body><main id="page_contents"><h1>Sign in to your workspace</h1>
<p>You need to sign in to see this page.</p><form action="/signin" method="post"><input name="email" type="email">
<button type="submit">Sign In With Email</button></form></main></body></html>
"""


def _media_type(name: str, claimed: str) -> str:
    ending = re.search(r"\.[^.]+$", name.lower())
    known = _BY_ENDING.get(ending.group()) if ending else None
    guessed = known or mimetypes.guess_type(name)[0]
    return guessed or claimed.partition(";")[0].strip() or "application/octet-stream"


def make(slack: LocalSlack, team: Team, user: str, name: str, body: bytes, claimed: str) -> Json:
    """A file object for some bytes, kept in the workspace."""
    media_type = _media_type(name, claimed)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    filetype, pretty = _TYPES.get(media_type, (ending or "binary", (ending or "binary").upper()))
    file_id, now = slack.ids.make("F"), int(time.time())
    safe = re.sub(r"[^a-z0-9._-]+", "_", name.lower()) or "file"
    private = f"{slack.url}/files-pri/{team.id}-{file_id}"
    file: Json = {
        "id": file_id,
        "created": now,
        "timestamp": now,
        "name": name,
        "title": name,
        "mimetype": media_type,
        "filetype": filetype,
        "pretty_type": pretty,
        "user": user,
        "user_team": team.id,
        "editable": False,
        "size": len(body),
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": True,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{private}/{safe}",
        "url_private_download": f"{private}/download/{safe}",
        "permalink": f"{slack.url}/files/{user}/{file_id}/{safe}",
        "media_display_type": "unknown",
        "is_starred": False,
        "has_rich_preview": False,
        "file_access": "visible",
        "channels": [],
        "groups": [],
        "ims": [],
        "shares": {},
    }
    team.files[file_id] = file
    team.bytes_of[file_id] = body
    slack.changes.tell("file", team.id, file=file)
    return file


def share(
    slack: LocalSlack, team: Team, channel: Channel, shared: list[Json], message: Json, *, thread_ts: str = ""
) -> Json:
    """Post files into a conversation: a `file_share` message, and a `file_shared` event beside it for each."""
    place = {"channel": "channels", "group": "groups", "mpim": "groups", "im": "ims"}[channel.kind]
    for file in shared:
        file["is_public"] = channel.kind == "channel"
        file[place] = list(dict.fromkeys([*file[place], channel.id]))
    kept = {"subtype": "file_share", "upload": False, "display_as_bot": False, "files": shared, **message}
    made = operations.post(slack, team, channel, kept, thread_ts=thread_ts)
    for file in shared:
        event = {
            "type": "file_shared",
            "file_id": file["id"],
            "user_id": message["user"],
            "file": {"id": file["id"]},
            "channel_id": channel.id,
            "event_ts": slack.ids.timestamp(),
        }
        events.tell(slack, team, event, channel)
    return made


def visible(team: Team, file: Json) -> bool:
    """Whether the bot is in a conversation where the file was shared, or made it itself."""
    places = [*file["channels"], *file["groups"], *file["ims"]]
    return file["user"] == team.bot_user or any(team.bot_user in team.channels[place].members for place in places)


def delete(slack: LocalSlack, team: Team, file: Json) -> None:
    """Delete a file: its messages keep a tombstone, and the bot is told where it could see it."""
    seen = visible(team, file)
    file |= {"mode": "tombstone", "size": 0}
    team.bytes_of.pop(file["id"], None)
    slack.changes.tell("file", team.id, file=file)
    if seen:
        event = {"type": "file_deleted", "file_id": file["id"], "event_ts": slack.ids.timestamp()}
        events.tell(slack, team, event)
