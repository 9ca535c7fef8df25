"""From a request to the bytes that it asks about: a link is fetched, a file comes from Slack, text is there already."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from slack_sdk import WebClient

from bot.attempts import ERRORS, refusal_of
from bot.fetch import Fetched, Fetcher, FetchError, TooLarge, fetch_slack_file
from bot.settings import Settings
from bot.store import Request
from handlers.model import Original

_GONE = "The file is gone, or Pullquote is not in its channel."
_ELSEWHERE = "The file does not lie with Slack. Post its link, or upload it here."


def originals(
    settings: Settings,
    fetcher: Fetcher,
    client_for: Callable[[str], WebClient],
    turn: Callable[[str], float] = lambda _: 0.0,
) -> Callable[[Request], Fetched]:
    """`original(request)`, safe to call from many threads. It raises FetchError. `turn` says how many seconds to wait
    before a host may be asked, where other machines ask it too."""

    def original(request: Request) -> Fetched:
        if request.kind == "text":
            return Fetched(Original(request.text.encode("utf-8", "replace"), "text/plain; charset=utf-8"), "", 200)
        if request.kind == "file":
            return _file(client_for(request.team), request.locator, settings)
        time.sleep(turn((urlsplit(request.locator).hostname or "").lower()))
        return fetcher.fetch(request.locator)

    return original


def _file(client: WebClient, file_id: str, settings: Settings) -> Fetched:
    file = _told(client, file_id)
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    if file.get("mode") in ("tombstone", "hidden_by_limit"):
        raise FetchError(_GONE, "file_gone")
    if file.get("is_external") or not url:
        raise FetchError(_ELSEWHERE, "not_slack")
    if int(file.get("size") or 0) > settings.fetch_bytes:
        most = settings.fetch_bytes // 1_000_000
        raise TooLarge(f"The file is larger than {most} MB, the most that is read. Share a part of it, or its text.")
    media_type, name = str(file.get("mimetype") or ""), str(file.get("name") or "")
    return fetch_slack_file(url, client.token or "", settings, media_type=media_type, file_name=name)


def _told(client: WebClient, file_id: str) -> dict[str, Any]:
    """What Slack says of the file, asked each time: an event says too little of it where a channel is shared."""
    try:
        return dict(client.files_info(file=file_id)["file"])
    except ERRORS as error:
        refusal = refusal_of(error)
        if refusal.away or refusal.code == "ratelimited":
            raise FetchError("Slack does not answer.", "slack_away", True, refusal.retry_after) from None
        raise FetchError(_GONE, "file_gone") from None
