"""Socket Mode: tickets, connections, envelopes and their acknowledgements, and all the ways in which a socket dies."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.delivery import Ack, Delivery
from bot.sandbox.state import Json, Refused

if TYPE_CHECKING:
    from bot.sandbox.local import LocalSlack

MAX_CONNECTIONS = 10
_TICKET_SECONDS = 30.0
_GOODBYES = {"refresh": ("warning", "refresh_requested"), "link_disabled": ("link_disabled",)}


class Connection:
    """One open WebSocket of the bot."""

    def __init__(self, name: str, websocket: WebSocket) -> None:
        self.name = name
        self.websocket = websocket
        self.draining = False  # warned: gets nothing new
        self.silent = False  # open, but nothing passes
        self.waiting: dict[str, asyncio.Future[Json | None]] = {}
        self.closed = asyncio.Event()

    async def send(self, message: Json) -> None:
        """Send one frame of JSON."""
        if not self.silent:
            await self.websocket.send_text(json.dumps(message, ensure_ascii=False))


class SocketMode:
    """The bot's connections, events spread over them in turn."""

    def __init__(self, slack: LocalSlack) -> None:
        self._slack = slack
        self._tickets: dict[str, float] = {}
        self._turn = 0
        self.connections: list[Connection] = []

    def ticket(self) -> str:
        """The URL of a new WebSocket, good for one connection within half a minute."""
        if len(self.connections) >= MAX_CONNECTIONS:
            raise Refused("too_many_websockets")
        ticket = self._slack.ids.token(36)
        self._tickets[ticket] = time.monotonic() + _TICKET_SECONDS
        return f"{self._slack.url.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={self._slack.app_id}"

    async def serve(self, websocket: WebSocket) -> None:
        """One connection from hello to the end."""
        good_until = self._tickets.pop(websocket.query_params.get("ticket", ""), 0.0)
        if good_until < time.monotonic():
            await websocket.close(4001)
            return
        await websocket.accept()
        if len(self.connections) >= MAX_CONNECTIONS:
            await websocket.send_json(
                {"type": "disconnect", "reason": "too_many_websockets", "debug_info": {"host": "sandbox"}}
            )
            await websocket.close()
            return
        for dead in [c for c in self.connections if c.silent]:
            dead.draining = True  # by now its pings have gone unanswered; a command sent there would be lost
        connection = Connection(self._slack.ids.make("W"), websocket)
        self.connections.append(connection)
        try:
            await connection.send(self._hello())
            self._slack.tell_bot()
            while True:
                self._read(connection, await websocket.receive_text())
        except (WebSocketDisconnect, OSError):
            pass  # the bot left, or a test cut the line
        finally:
            self._forget(connection)

    def _forget(self, connection: Connection) -> None:
        if connection not in self.connections:
            return
        self.connections.remove(connection)
        connection.closed.set()
        for future in connection.waiting.values():
            if not future.done():
                future.set_exception(ConnectionResetError())
        self._slack.tell_bot()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._slack.app_id},
        }

    def _read(self, connection: Connection, frame: str) -> None:
        """An acknowledgement; anything else is ignored, as Slack does."""
        if connection.silent:
            return
        try:
            message: Any = json.loads(frame)
        except ValueError:
            return
        if not isinstance(message, dict):
            return
        future = connection.waiting.get(str(message.get("envelope_id")))
        if future and not future.done():
            payload = message.get("payload")
            future.set_result(payload if isinstance(payload, dict) else None)

    def _next(self) -> Connection | None:
        ready = [c for c in self.connections if not c.draining]
        self._turn += 1
        return ready[self._turn % len(ready)] if ready else None

    async def attempt(self, delivery: Delivery, number: int, reason: str) -> Ack:
        """Send one envelope over the next connection and wait for its acknowledgement."""
        connection = self._next()
        if connection is None:
            return Ack("no_connection")
        envelope_id = f"{self._slack.ids.token(8)}-{self._slack.ids.token(12)}"
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": delivery.kind,
            "payload": delivery.payload,
            "accepts_response_payload": delivery.kind != "events_api",
        }
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": number, "retry_reason": reason}
        future: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope_id] = future
        began = time.perf_counter()
        try:
            await connection.send(envelope)
            payload = await asyncio.wait_for(future, self._slack.settings.ack_seconds)
        except TimeoutError:
            return Ack("timeout", connection=connection.name)
        except (OSError, RuntimeError, WebSocketDisconnect):
            return Ack("connection_lost", connection=connection.name)
        finally:
            connection.waiting.pop(envelope_id, None)
        return Ack("acked", payload, round((time.perf_counter() - began) * 1000, 2), connection.name)

    async def drop(self, how: str, count: int = 0) -> int:
        """End connections (0: all): `reset`, `close`, `refresh`, `link_disabled` or `silent`."""
        chosen = self.connections[: count or None]
        for connection in chosen:
            if how == "reset":
                self._slack.wires.reset(connection.websocket.scope)
            elif how == "silent":
                connection.silent = True
                self._slack.wires.mute(connection.websocket.scope)
            else:
                with suppress(OSError, RuntimeError, WebSocketDisconnect):  # it may be gone already
                    await self._say_goodbye(connection, how)
                self._forget(connection)  # its far end may take its time to hang up
        if how != "silent":
            await asyncio.gather(*(c.closed.wait() for c in chosen))
        return len(chosen)

    async def _say_goodbye(self, connection: Connection, how: str) -> None:
        connection.draining = True
        if how in _GOODBYES:
            for why in _GOODBYES[how]:
                await connection.send({"type": "disconnect", "reason": why, "debug_info": {"host": "sandbox"}})
            for _ in range(100):  # a well-behaved bot leaves by itself; a second is enough
                if connection.closed.is_set():
                    return
                await asyncio.sleep(0.01)
        if not connection.closed.is_set():
            await connection.websocket.close()
