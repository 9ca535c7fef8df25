"""files.*: what the bot may know of an upload. Uploading itself needs files:write, which the app does not ask for."""

from __future__ import annotations

from typing import Any

from bot.sandbox import files
from bot.sandbox.state import Json, Refused
from bot.sandbox.web_api.call import Call, Method


def about(call: Call) -> Json:
    """files.info."""
    (file_id,) = call.required("file")
    file = call.team.files.get(file_id)
    if file is None or not files.visible(call.team, file):
        raise Refused("file_not_found")
    if file["mode"] == "tombstone":
        raise Refused("file_deleted")
    return {"file": file, "comments": [], "response_metadata": {"next_cursor": ""}}


def upload_url(call: Call) -> Json:
    """files.getUploadURLExternal."""
    name, length = call.required("filename", "length")
    if not length.isdecimal() or int(length) <= 0:
        raise Refused("invalid_arguments")
    file = files.make(call.slack, call.team, call.team.bot_user, name, b"", "")
    return {"upload_url": f"{call.slack.url}/upload/{call.team.id}/{file['id']}", "file_id": file["id"]}


def complete_upload(call: Call) -> Json:
    """files.completeUploadExternal."""
    given: Any = call.parsed("files", "invalid_arguments")
    if not isinstance(given, list) or not given:
        raise Refused("invalid_arguments")
    found = []
    for one in given:
        file = call.team.files.get(str(one.get("id"))) if isinstance(one, dict) else None
        if file is None:
            raise Refused("file_not_found")
        file["title"] = one.get("title") or file["title"]
        found.append(file)
    if call.text("channel_id"):
        channel = call.channel(name="channel_id", member=True)
        team = call.team
        author = {"user": team.bot_user, "bot_id": team.bot_id, "app_id": call.slack.app_id}
        text, thread = call.text("initial_comment"), call.text("thread_ts")
        files.share(call.slack, team, channel, found, author | {"text": text}, thread_ts=thread)
    return {"files": found}


METHODS = {
    "files.info": Method(about, ("files:read",)),
    "files.getUploadURLExternal": Method(upload_url, ("files:write",)),
    "files.completeUploadExternal": Method(complete_upload, ("files:write",)),
}
