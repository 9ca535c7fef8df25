"""How Slack is heard: the Bolt app that listeners are registered with, and Socket Mode."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult

from bot.courtesy import Courtesy
from bot.settings import Settings
from bot.workspaces import UnknownWorkspace, Workspaces, web_client


class TimedApp(App):
    """Tells `acknowledged` how long each thing that Slack told us took until its acknowledgement, for which work gives
    way."""

    acknowledged: Callable[[str, float], None]
    courtesy: Courtesy

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Runs the listener, which acknowledges."""
        began = time.perf_counter()
        with self.courtesy.answering():
            response = super().dispatch(req)
        self.acknowledged(_kind(req.body), time.perf_counter() - began)
        return response


def bolt_app(
    settings: Settings, workspaces: Workspaces, acknowledged: Callable[[str, float], None], courtesy: Courtesy
) -> App:
    """The Bolt app, without listeners.

    `process_before_response`: a listener runs, and commits, before Slack's event is acknowledged; one that fails leaves
    it unacknowledged, and Slack delivers it again. HTTP requests are verified before they come here.
    """

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        try:
            known = workspaces.of(team_id or "")
        except UnknownWorkspace:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=known.team,
            bot_token=known.bot_token,
            bot_id=known.bot_id,
            bot_user_id=known.bot_user,
        )

    app = TimedApp(
        authorize=authorize,  # type: ignore[arg-type] # None is its way to say that nobody installed it
        client=web_client(settings),
        process_before_response=True,
        ignoring_self_events_enabled=False,  # that one of our messages was deleted matters; listeners know our words
        request_verification_enabled=False,
        token_verification_enabled=False,
    )
    app.acknowledged, app.courtesy = acknowledged, courtesy
    return app


def socket_mode(settings: Settings, bolt: App) -> SocketModeHandler:
    """Pings every two seconds, so that a dead connection is noticed in twelve; a buffer that big frames fit in."""
    handler = SocketModeHandler(
        bolt,
        settings.slack_app_token.get_secret_value(),
        web_client=web_client(settings),
        proxy=settings.proxy or None,
        ping_interval=2,
        receive_buffer_size=65_536,
    )
    handler.client.on_message_listeners.append(lambda _: _promptly(handler))
    return handler


def acknowledge_the_rest(bolt: App) -> None:
    """What no listener wants is acknowledged, so that Slack does not send it again. To be called after all others."""
    bolt.event(re.compile(".*"))(_of_no_interest)


def _promptly(handler: SocketModeHandler) -> None:
    """Lets no acknowledgement wait in the kernel until Slack has confirmed the one before."""
    session = handler.client.current_session
    if session is not None and session.sock is not None:
        with suppress(OSError):  # it has just been closed
            session.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _kind(body: Mapping[str, object]) -> str:
    return "command" if "command" in body else "event" if body.get("type") == "event_callback" else "interaction"


def _of_no_interest() -> None:
    """Acknowledged, and that is all."""
