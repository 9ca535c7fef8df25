"""What is no API: private files, the install page, and the web page itself."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from bot.sandbox import files
from bot.sandbox.state import Refused

if TYPE_CHECKING:
    from bot.sandbox.local import LocalSlack

PAGE = Path(__file__).parent / "page"

for _type, _ending in (
    ("text/javascript", ".js"),
    ("text/javascript", ".mjs"),
    ("text/css", ".css"),
    ("image/svg+xml", ".svg"),
    ("font/woff2", ".woff2"),
    ("application/manifest+json", ".webmanifest"),
):
    mimetypes.add_type(_type, _ending)  # what the machine believes about these differs


async def private_file(request: Request) -> Response:
    """A file's bytes for the bot's token; for anybody else a login page with status 200, as Slack does."""
    slack: LocalSlack = request.app.state.slack
    team_id, _, file_id = request.path_params["place"].partition("-")
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    fault = slack.faults.take("files-pri", {})
    if fault and fault.status:
        return PlainTextResponse(fault.error or "upstream error", fault.status)
    if fault and fault.retry_after is not None:
        return PlainTextResponse("", 429, {"retry-after": str(fault.retry_after)})
    team = slack.world.team_of(token.strip()) if scheme.lower() == "bearer" else None
    installation = team.installation if team else None
    allowed = installation is not None and "files:read" in installation.scopes
    if team is None or team.id != team_id or not allowed:
        return HTMLResponse(files.LOGIN_PAGE)
    file = team.files.get(file_id)
    if file is None or file_id not in team.bytes_of or not files.visible(team, file):
        return PlainTextResponse("", 404)
    headers = {"content-type": file["mimetype"], "content-disposition": "attachment"}
    return Response(team.bytes_of[file_id], headers=headers)


async def receive_upload(request: Request) -> Response:
    """Where `files.getUploadURLExternal` sends the bytes."""
    slack: LocalSlack = request.app.state.slack
    team = slack.world.teams.get(request.path_params["team"])
    file_id = request.path_params["file"]
    if team is None or file_id not in team.files:
        return PlainTextResponse("not found", 404)
    body = await request.body()
    team.bytes_of[file_id] = body
    team.files[file_id]["size"] = len(body)
    return PlainTextResponse(f"OK - {len(body)}")


async def authorize(request: Request) -> Response:
    """The install page: whoever comes here has pressed Allow already."""
    slack: LocalSlack = request.app.state.slack
    query = request.query_params
    back = query.get("redirect_uri", "")
    if query.get("client_id") != slack.client_id:
        return HTMLResponse("<h1>Invalid client_id parameter</h1>", 400)
    if urlsplit(back).scheme not in {"http", "https"}:
        return HTMLResponse("<h1>redirect_uri did not match any configured URIs</h1>", 400)
    said = {"state": query.get("state", "")}
    if query.get("deny"):
        said |= {"error": "access_denied"}
    else:
        try:
            team = slack.team(query.get("team", ""))
        except Refused:
            return HTMLResponse("<h1>No such workspace</h1>", 404)
        code = f"{slack.ids.digits(12)}.{slack.ids.digits(13)}.{slack.ids.token(40).lower()}"
        scopes = tuple(scope for scope in query.get("scope", "").split(",") if scope)
        slack.world.codes[code] = {"team": team.id, "scopes": scopes, "redirect_uri": back, "user": team.you}
        said |= {"code": code}
    return RedirectResponse(f"{back}{'&' if '?' in back else '?'}{urlencode(said)}", 302)


async def page(_: Request) -> Response:
    """The page, at a permalink too: its script reads the address."""
    if not (PAGE / "index.html").is_file():
        return PlainTextResponse("The page is not installed; the API is at /api/ and /control/.", 404)
    return FileResponse(PAGE / "index.html", headers={"cache-control": "no-cache"})


ROUTES = [
    Route("/files-pri/{place}/download/{name}", private_file),
    Route("/files-pri/{place}/{name}", private_file),
    Route("/upload/{team}/{file}", receive_upload, methods=["POST"]),
    Route("/oauth/v2/authorize", authorize),
    Route("/archives/{channel}", page),
    Route("/archives/{channel}/{message}", page),
    Route("/", page),
]


def static() -> StaticFiles:
    """The page's own files."""
    return StaticFiles(directory=PAGE, check_dir=False)
