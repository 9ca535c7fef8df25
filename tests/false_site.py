"""A web server on this machine that answers exactly what a test wants, byte by byte, lies and drips included."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

WORDS = "The bridge will open in May, said Ann Bell, the minister, at a meeting with reporters in the town. "


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it."""

    path: str
    headers: dict[str, str]
    at: float


Handler = Callable[[Asked], bytes | Iterable[bytes]]


@dataclass
class Site:
    """Serves `routes`, path to answer, on a free port. An answer is all the bytes, or steps to send one by one."""

    routes: dict[str, Handler] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    tls: ssl.SSLContext | None = None
    open_now: int = 0
    most_open: int = 0

    def __enter__(self) -> Self:
        self._server = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self.port = self._server.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        with suppress(OSError):  # closing alone lets a thread that waits in accept() take one more
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def wait(self, seconds: float) -> bool:
        """Waits, for an answer that drips; False once the site has been closed."""
        return not self._ended.wait(seconds)

    def on(self, path: str, answer: bytes | Iterable[bytes] | Handler) -> str:
        """Serves this answer at a path; the URL."""
        self.routes[path] = answer if callable(answer) else lambda _: answer
        return self.url + path

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with (
            suppress(OSError),
            self.tls.wrap_socket(connection, server_side=True) if self.tls else connection as secure,
        ):
            self._answer(secure)

    def _answer(self, connection: socket.socket) -> None:
        got = b""
        while b"\r\n\r\n" not in got:
            more = connection.recv(65536)
            if not more or more[0] == 0x16:  # nothing more, or TLS where none is spoken
                return
            got += more
        lines = got.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        asked = Asked(lines[0].split(" ")[1], headers, time.monotonic())
        with self._lock:
            self.asked.append(asked)
            self.open_now += 1
            self.most_open = max(self.most_open, self.open_now)
        try:
            handler = self.routes.get(asked.path.partition("?")[0])
            answer = handler(asked) if handler else response(page("No such page"), status="404 Not Found")
            for step in [answer] if isinstance(answer, bytes) else answer:
                connection.sendall(step)
        finally:
            with self._lock:
                self.open_now -= 1


def response(
    body: bytes = b"", *lines: str, status: str = "200 OK", media_type: str = "text/html", length: int = -1
) -> bytes:
    """An answer with its head; `length` lies about the body's."""
    head = [f"HTTP/1.1 {status}", "Connection: close", f"Content-Length: {len(body) if length < 0 else length}", *lines]
    if media_type:
        head.append(f"Content-Type: {media_type}")
    return "\r\n".join(head).encode("utf-8") + b"\r\n\r\n" + body


def moved(to: str, status: str = "302 Found") -> bytes:
    """A redirect."""
    return response(b"", f"Location: {to}", status=status)


def page(body: str = "", head: str = "", title: str = "The bridge opens", html: str = "") -> bytes:
    """A page, with the words of an article unless others are given."""
    body = body or f"<article><p>{WORDS * 20}</p></article>"
    return f"<!doctype html><html{html}><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


def drip(head: bytes, step: bytes, pause: Callable[[float], bool], seconds: float = 0.05) -> Iterator[bytes]:
    """The head, then one step after another without an end."""
    yield head
    while pause(seconds):
        yield step
