"""The local Slack as a server: `with Sandbox() as slack:` serves on a free loopback port, in a thread."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from bot.sandbox import control_people, control_state, control_tests, news, pages, response_urls, web_api
from bot.sandbox.control import Control
from bot.sandbox.local import LocalSlack
from bot.sandbox.settings import SandboxSettings

_START_SECONDS = 10.0
_STOP_SECONDS = 10.0
_LOCAL = {"127.0.0.1", "localhost", "::1"}


class OnlyOwnPage:
    """Refuses what another site's page, or another name for this machine, asks for: the control API has no password."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] == "http" and not _trusted(dict(scope["headers"])):
            await PlainTextResponse("forbidden", 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _trusted(headers: dict[bytes, bytes]) -> bool:
    host, origin = headers.get(b"host", b"").decode("latin-1"), headers.get(b"origin", b"").decode("latin-1")
    named = urlsplit(f"//{host}").hostname
    return named in _LOCAL and (not origin or urlsplit(origin).netloc == host)


async def _socket(websocket: WebSocket) -> None:
    await websocket.app.state.slack.socket_mode.serve(websocket)


def application(slack: LocalSlack) -> Starlette:
    """All routes over one local Slack."""
    routes = [
        Route("/api/{method}", web_api.endpoint, methods=["GET", "POST"]),
        WebSocketRoute("/link/", _socket),
        Route("/response/{team}/{number}/{name}", response_urls.endpoint, methods=["POST"]),
        *control_people.ROUTES,
        *control_state.ROUTES,
        *control_tests.ROUTES,
        *news.routes(),
        *pages.ROUTES,
        Mount("/", pages.static()),
    ]
    made = Starlette(routes=routes, middleware=[Middleware(OnlyOwnPage)])
    made.state.slack = slack
    return made


class Sandbox(AbstractContextManager["Sandbox"]):
    """A local Slack in a thread. Keyword arguments are those of `SandboxSettings`; `port` 0 takes a free one."""

    def __init__(self, port: int = 0, **settings: Any) -> None:
        self._listener = _listen(port)
        self._slack = LocalSlack(SandboxSettings().changed(settings))
        self._slack.url = self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._server = _server(self._slack)
        self._thread = threading.Thread(target=self._serve, name="sandbox", daemon=True)
        self._ready = threading.Event()
        self.api_url = f"{self.url}/api/"
        self.app_token = self._slack.app_token
        self.signing_secret = self._slack.signing_secret
        self.client_id = self._slack.client_id
        self.client_secret = self._slack.client_secret
        self.app_id = self._slack.app_id
        self.control = Control(self.url)

    @property
    def bot_token(self) -> str:
        """The bot's token in the first workspace; "" while the app is not installed there."""
        installation = self._slack.world.first.installation
        return installation.bot_token if installation else ""

    def environment(self) -> dict[str, str]:
        """The environment variables that point a bot at this Slack, and let it fetch from the news site."""
        return {
            "SLACK_API_URL": self.api_url,
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_APP_TOKEN": self.app_token,
            "SLACK_SIGNING_SECRET": self.signing_secret,
            "PULLQUOTE_ALLOW_PRIVATE_NETWORKS": "127.0.0.0/8",
        }

    def start(self) -> Sandbox:
        """Serve; returns when the port answers."""
        self._thread.start()
        if not self._ready.wait(_START_SECONDS):
            raise RuntimeError("the local Slack did not start")
        return self

    def stop(self) -> None:
        """End all connections and the thread."""
        self.control.close()
        self._server.should_exit = True
        self._thread.join(_STOP_SECONDS)
        self._listener.close()

    def __enter__(self) -> Sandbox:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _serve(self) -> None:
        asyncio.run(self._run())

    async def _run(self) -> None:
        serving = asyncio.create_task(self._server.serve(sockets=[self._listener]))
        while not self._server.started and not serving.done():
            await asyncio.sleep(0.005)
        self._ready.set()
        while not self._server.should_exit and not serving.done():
            await asyncio.sleep(0.02)
        self._slack.closing = True
        self._slack.changes.moved()
        await self._slack.close()
        await serving


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.close()
        raise
    listener.listen(128)
    return listener


def _server(slack: LocalSlack) -> uvicorn.Server:
    config = uvicorn.Config(
        application(slack),
        http=slack.wires.http,
        ws=slack.wires.websockets,
        ws_per_message_deflate=False,  # Slack's own client cannot inflate
        ws_ping_interval=10.0,
        ws_ping_timeout=20.0,
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=2,
        timeout_keep_alive=30,
    )
    return uvicorn.Server(config)
