"""A small bot on Slack's own SDK, for the tests of the local Slack: hears everything, answers what it is told to."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Any

from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.sandbox.server import Sandbox


class TidyClient(SocketModeClient):
    """Slack's client, which forgets a socket that the far end closes; this one closes them all in the end."""

    def connect(self) -> None:
        super().connect()
        self.__dict__.setdefault("sockets", []).append(self.current_session.sock)

    def close(self) -> None:
        self.message_processor.event.set()
        self.message_queue.put("")  # wakes the processor, which would sleep on for a second
        super().close()
        for each in self.__dict__.get("sockets", []):
            each.close()


class SocketBot:
    """Connected while the block lasts."""

    def __init__(self, slack: Sandbox) -> None:
        self._slack = slack
        self._moved = threading.Condition()
        self.heard: list[SocketModeRequest] = []
        self.answers: dict[
            str, dict[str, Any]
        ] = {}  # type of payload, or command -> what goes with the acknowledgement
        self.deaf = False  # hears, and acknowledges nothing
        self.web = WebClient(token=slack.bot_token, base_url=slack.api_url)
        self.socket = TidyClient(
            app_token=slack.app_token,
            web_client=WebClient(base_url=slack.api_url),
            ping_interval=1,
            receive_buffer_size=65_536,
        )
        self.socket.socket_mode_request_listeners.append(self._hear)

    def __enter__(self) -> SocketBot:
        self.socket.connect()
        self._slack.control.wait_for_bot()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Leave. The SDK's client blocks in its read, so the other end hangs up first."""
        self.socket.auto_reconnect_enabled = False
        self._slack.control.drop_connections("close")
        self.socket.close()

    def _hear(self, _: Any, request: SocketModeRequest) -> None:
        with self._moved:
            self.heard.append(request)
            self._moved.notify_all()
        if not self.deaf:
            said = self.answers.get(str(request.payload.get("type") or request.payload.get("command")))
            self.socket.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id, payload=said))

    def wait_for(self, kind: str, count: int = 1, seconds: float = 10.0) -> list[dict[str, Any]]:
        """The first `count` events or interactions of a type (an event's own type, a payload's, or a command)."""
        with self._moved:
            if not self._moved.wait_for(lambda: len(self.of(kind)) >= count, seconds):
                raise AssertionError(f"{count} {kind} wanted, heard {[_kind(request) for request in self.heard]}")
        return self.of(kind)

    def of(self, kind: str) -> list[dict[str, Any]]:
        """What was heard of a type: the inner event of an event, the payload of anything else."""
        return [r.payload.get("event", r.payload) for r in self.heard if _kind(r) == kind]


def _kind(request: SocketModeRequest) -> str:
    payload = request.payload
    return str(payload.get("event", payload).get("type") or payload.get("command"))
