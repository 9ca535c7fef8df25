"""The TCP connections under the server, so that one can be cut: uvicorn's protocols, remembering their transports."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import MutableMapping
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.wsproto_impl import WSProtocol

_NO_LINGER = struct.pack("ii", 1, 0)


class Wires:
    """Every open transport, by the address of its far end."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], asyncio.Transport] = {}
        wires = self

        class Http(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                wires.add(transport)

            def connection_lost(self, exc: Exception | None) -> None:
                wires.remove(self.transport)
                super().connection_lost(exc)

        class WebSockets(WSProtocol):
            def connection_lost(self, exc: Exception | None) -> None:
                wires.remove(self.transport)
                super().connection_lost(exc)

        self.http: type[asyncio.Protocol] = Http
        self.websockets: type[asyncio.Protocol] = WebSockets

    def add(self, transport: asyncio.Transport) -> None:
        """Remember a transport."""
        self._open[tuple(transport.get_extra_info("peername")[:2])] = transport

    def remove(self, transport: asyncio.Transport) -> None:
        """Forget it."""
        self._open.pop(tuple(transport.get_extra_info("peername")[:2]), None)

    def reset(self, scope: MutableMapping[str, Any]) -> None:
        """Cut the connection with a TCP reset."""
        transport = self._open.get(tuple(scope["client"]))
        if transport is None:
            return
        line: socket.socket = transport.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        transport.abort()

    def mute(self, scope: MutableMapping[str, Any]) -> None:
        """Stop reading: the far end stays connected and is never answered, not even its pings."""
        transport = self._open.get(tuple(scope["client"]))
        if transport is not None:
            transport.pause_reading()
