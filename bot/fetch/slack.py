"""Files that people uploaded to Slack. The token goes to Slack's file host and to no other."""

from __future__ import annotations

from ipaddress import ip_network
from urllib.parse import urlsplit

from bot.fetch.cache import Fetched
from bot.fetch.errors import Refused, TooManyRedirects, Walled
from bot.fetch.gate import Gate
from bot.fetch.page import is_html, look
from bot.fetch.request import Answer, Visit
from bot.fetch.turns import Turns
from bot.fetch.walls import refusal
from bot.settings import Settings
from handlers.model import Original

_FILE_HOSTS = ("files.slack.com", "files.slack-gov.com")
_SLACK = ("slack.com", "slack-gov.com")
_EVERYWHERE = (ip_network("0.0.0.0/0"), ip_network("::/0"))
_NOT_SLACK = "That file does not lie with Slack. Upload it here, or post its link."
_DENIED = "Slack does not give this file to Pullquote. Invite Pullquote to the channel, or upload the file again."


def fetch_slack_file(url: str, token: str, settings: Settings, *, media_type: str = "", file_name: str = "") -> Fetched:
    """A file by its `url_private` or `url_private_download`. `media_type` and `file_name` are what Slack says of it.

    Raises FetchError; `slack_denied` where Slack answers with its login page, which it does with status 200.
    """
    gate = _gate(url, settings)
    with Visit(settings, gate, Turns(0)) as visit:
        answer = _follow(visit, url, token, settings.fetch_redirects)
    if answer.status >= 400:
        if answer.status in (401, 403):
            raise Walled(_DENIED, "slack_denied")
        raise refusal(answer.status, look(b"", url), answer.headers, answer.retry_after)
    if _is_login(answer, media_type):
        raise Walled(_DENIED, "slack_denied")
    name = file_name or urlsplit(url).path.rpartition("/")[2]
    return Fetched(Original(answer.body, media_type or answer.media_type, name), "", answer.status)


def _gate(url: str, settings: Settings) -> Gate:
    """A gate for Slack's file host. Raises Refused where the URL is not there."""
    parts, own = urlsplit(url), urlsplit(settings.slack_api_url)
    if own.hostname not in _SLACK and (parts.scheme, parts.netloc) == (own.scheme, own.netloc):
        return Gate(_EVERYWHERE)  # another Slack, which the settings name: wherever it is, it is meant
    if own.hostname in _SLACK and parts.scheme == "https" and parts.netloc in _FILE_HOSTS:
        return Gate(settings.allow_private_networks)
    raise Refused(_NOT_SLACK, "not_slack")


def _follow(visit: Visit, url: str, token: str, redirects: int) -> Answer:
    origin = urlsplit(url)[:2]
    for _ in range(redirects + 1):
        answer = visit.get(url, {"Authorization": f"Bearer {token}"})
        if not answer.location:
            return answer
        if urlsplit(answer.location)[:2] != origin:
            raise Walled(_DENIED, "slack_denied")  # where Slack sends those whom it does not know
        url = answer.location
    raise TooManyRedirects()


def _is_login(answer: Answer, media_type: str) -> bool:
    """Whether a page came instead of the file. An uploaded page comes as an attachment, a login page does not."""
    if not is_html(answer.body, answer.media_type) or "html" not in answer.media_type:
        return False
    if media_type and "html" not in media_type:
        return True
    page = look(answer.body, answer.url)
    attached = "filename" in answer.headers.get("content-disposition", "")
    return not attached and (page.password or "slack" in page.title.lower())
