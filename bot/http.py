"""HTTP mode: Slack's requests at `/slack/events`, checked before anything reads them; and the health pages."""

from __future__ import annotations

import hmac
import logging
import time
from collections.abc import Callable, Sequence
from hashlib import sha256

from slack_bolt import App, BoltRequest
from slack_bolt.adapter.starlette.handler import to_starlette_response
from slack_bolt.oauth.oauth_flow import OAuthFlow
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

log = logging.getLogger(__name__)

LARGEST_BODY = 1_000_000  # bytes; Slack's own requests stay far below
REPLAY_WINDOW = 300  # seconds


class TooLarge(Exception):
    """A body over the limit."""


def signed(secret: str, timestamp: str, body: bytes, signature: str, now: float) -> bool:
    """Whether Slack signed this body with our secret within the replay window. Raises on nothing that is sent."""
    if (
        not secret
        or not timestamp.isascii()
        or not timestamp.isdigit()
        or abs(now - int(timestamp[:15])) > REPLAY_WINDOW
    ):
        return False
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, sha256).hexdigest()
    return hmac.compare_digest(f"v0={digest}".encode(), signature.encode("utf-8", "replace"))


class Refusals:
    """Says in the log what is wrong with requests that are refused, once a minute: anybody can send them."""

    def __init__(self) -> None:
        self._quiet_until = 0.0

    def tell(self, timestamp: str, now: float) -> None:
        """A request was refused."""
        if now < self._quiet_until:
            return
        self._quiet_until = now + 60
        off = round(now - int(timestamp[:15])) if timestamp.isascii() and timestamp.isdigit() else 0
        if abs(off) > REPLAY_WINDOW:
            log.warning("a request was refused: its time is %d s off; if it came from Slack, set the clock", off)
        else:
            log.warning("a request was refused: it is not signed with SLACK_SIGNING_SECRET; is that the app's own?")


async def body_of(request: Request) -> bytes:
    """The request's body. Raises TooLarge as soon as it is known to be."""
    whole = bytearray()
    async for chunk in request.stream():
        whole += chunk
        if len(whole) > LARGEST_BODY:
            raise TooLarge
    return bytes(whole)


def health_routes(ready: Callable[[], dict[str, bool]], metrics: Callable[[], bytes]) -> list[Route]:
    """`/healthz`: the process answers; `/readyz`: what must work does; `/metrics`: Prometheus text."""

    async def healthy(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def readiness(_: Request) -> Response:
        states = await run_in_threadpool(ready)
        return JSONResponse(states, 200 if all(states.values()) else 503)

    async def measured(_: Request) -> Response:
        return Response(await run_in_threadpool(metrics), media_type="text/plain; version=0.0.4; charset=utf-8")

    return [Route("/healthz", healthy), Route("/readyz", readiness), Route("/metrics", measured)]


def http_app(
    app: App,
    secret: str,
    health: Sequence[Route] = (),
    flow: OAuthFlow | None = None,
) -> Starlette:
    """The ASGI application, with the `health` pages; `flow` installs the app in further workspaces."""

    refusals = Refusals()

    async def events(request: Request) -> Response:
        try:
            body = await body_of(request)
        except TooLarge:
            return JSONResponse({"error": "the body is too large"}, 413)
        headers = request.headers
        timestamp, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
        if not signed(secret, timestamp, body, signature, time.time()):
            refusals.tell(timestamp, time.time())
            return JSONResponse({"error": "the signature or its time is wrong"}, 401)
        bolt = BoltRequest(body=body.decode("utf-8", "replace"), headers=dict(headers.items()))
        return to_starlette_response(await run_in_threadpool(app.dispatch, bolt))

    async def oauth(request: Request) -> Response:
        bolt = BoltRequest(body="", query=dict(request.query_params), headers=dict(request.headers.items()))
        if flow is None:
            return PlainTextResponse("This app is installed by token, not by OAuth.", 404)
        handle = flow.handle_callback if request.url.path == flow.redirect_uri_path else flow.handle_installation
        return to_starlette_response(await run_in_threadpool(handle, bolt))

    return Starlette(
        routes=[
            Route("/slack/events", events, methods=["POST"]),
            Route("/slack/install", oauth),
            Route("/slack/oauth_redirect", oauth),
            *health,
        ]
    )
