"""Connections that reach only checked addresses and end in time, for httpx."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from functools import cache
from typing import Any

import httpcore
import httpx
from ssrfguard.httpx import SafeBackend

from bot.fetch.errors import TooSlow
from bot.fetch.gate import Gate


class Deadline:
    """The moment at which a fetch ends, whatever it is doing then."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """The seconds left, at most `most`. Raises TooSlow where there are none."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise TooSlow()
        return left if most is None else min(left, most)


class _Stream(httpcore.NetworkStream):
    """A stream none of whose steps goes beyond the deadline: a drip of bytes does not keep a fetch alive."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Connects as the inner one does, under the deadline, of which each of `attempts` addresses gets its share."""

    def __init__(self, inner: httpcore.NetworkBackend, deadline: Deadline, attempts: int = 1) -> None:
        self._inner = inner
        self._deadline = deadline
        self._attempts = attempts

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        most = min(self._deadline.left(timeout), self._deadline.left() / self._attempts)
        return _Stream(self._inner.connect_tcp(host, port, most, local_address, socket_options), self._deadline)


def _checked(gate: Gate, deadline: Deadline) -> _Backend:
    """Reaches addresses that the gate has checked, and nothing else."""

    def lookup(host: str, port: int, *rest: int) -> Any:
        return gate.lookup(host, port, *rest, seconds=deadline.left())

    return _Backend(SafeBackend(policy=gate.policy, resolver=lookup), deadline, gate.policy.max_connection_attempts)


class Transport(httpx.HTTPTransport):
    """An httpx transport through the gate, and beyond it through the proxy, where there is one.

    A proxy resolves names itself, so it is given the checked address instead of the name, and only for https, where the
    certificate still proves the name. Addresses that the settings open are reached without it.
    """

    def __init__(self, gate: Gate, deadline: Deadline, proxy: str = "") -> None:
        super().__init__(verify=_tls(), trust_env=False)
        self._gate = gate
        self._deadline = deadline
        self._pool = httpcore.ConnectionPool(ssl_context=_tls(), network_backend=_checked(gate, deadline))
        self._proxied = _proxied(proxy, deadline) if proxy else None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Checks the whole URL once more, as httpx understood it, then sends the request."""
        self._gate.check(str(request.url))
        if self._proxied is None:
            return super().handle_request(request)
        try:
            address = self._gate.address(request.url.host, request.url.port or 443, self._deadline.left())
        except OSError as error:
            raise httpx.ConnectError(str(error)) from error
        if self._gate.opened(address):
            return super().handle_request(request)
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(scheme="https", host=address),
            headers=request.headers,
            extensions={**request.extensions, "sni_hostname": request.url.host},
        )
        return self._proxied.handle_request(pinned)

    def close(self) -> None:
        super().close()
        if self._proxied is not None:
            self._proxied.close()


def _proxied(proxy: str, deadline: Deadline) -> httpx.HTTPTransport:
    through = httpx.HTTPTransport(verify=_tls(), trust_env=False)
    url = httpx.URL(proxy)
    auth = (url.username.encode(), url.password.encode()) if url.username else None
    through._pool = httpcore.HTTPProxy(
        proxy_url=str(url.copy_with(username=None, password=None)),
        proxy_auth=auth,
        ssl_context=_tls(),
        network_backend=_Backend(httpcore.SyncBackend(), deadline),  # wherever the settings say that it is
    )
    return through


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()  # SSL_CERT_FILE and SSL_CERT_DIR count: a company may have its own authority
