"""Whether the fetcher can be made to reach what it must not: `python -m eval.ssrf [--data DIR]`.

Cases are in eval/gold/ssrf.tsv. Each runs the whole fetcher over a false network: names resolve to what the case says,
every connection is written down instead of made, and whoever connects is answered with the case's redirects, then a
page. A leak is a connection more than the case's public steps; over-blocked is a case that must be allowed and did not
come to its end. With `--data`, also DIR/datasets/ssrf-dev.jsonl where it is there: lines with `url`, `verdict`
(`refuse` or `allow`) and perhaps `dns` and `leads`, in the same form.
"""

from __future__ import annotations

import json
import os
import socket
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any
from unittest.mock import patch
from weakref import WeakKeyDictionary

from bot.fetch import Fetcher, FetchError, MemoryCache
from bot.settings import load
from eval.own_and_given import judged

GOLD = Path(__file__).parent / "gold" / "ssrf.tsv"
_OPENED = (ip_network("10.20.0.0/16"), ip_network("fd20::/16"))
_PAGE = (
    b"<html><head><title>A page</title></head><body><p>" + b"Some words of an article. " * 80 + b"</p></body></html>"
)


@dataclass(frozen=True, slots=True)
class Case:
    """One URL in one false network. `dns` has, for a name, one list of addresses a lookup."""

    verdict: str
    kind: str
    url: str
    dns: dict[str, list[list[str]]] = field(default_factory=dict)
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where connections went, and what the fetcher said."""

    case: Case
    reached: tuple[tuple[str, int], ...]
    error: Exception | None

    @property
    def right(self) -> bool:
        """Whether the case ended as it must."""
        if self.case.verdict == "refuse":
            return isinstance(self.error, FetchError) and len(self.reached) <= len(self.case.leads)
        by_tls = any(port == 443 for _, port in self.reached)  # the false network speaks no TLS: to connect is enough
        return by_tls or (self.error is None and len(self.reached) == len(self.case.leads) + 1)


class FalseNetwork:
    """Resolves as a case says, and answers every connection."""

    def __init__(self, case: Case) -> None:
        self._dns = {name: list(answers) for name, answers in case.dns.items()}
        self._leads = list(case.leads)
        self.reached: list[tuple[str, int]] = []

    def resolve(self, host: str, port: int, *_: int) -> list[tuple[int, int, int, str, tuple[Any, ...]]]:
        """Like `socket.getaddrinfo`. The last of a name's answers stays."""
        with suppress(ValueError):
            return [_row(str(ip_address(host)), port)]
        answers = self._dns.get(host.lower())
        if not answers:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        now = answers.pop(0) if len(answers) > 1 else answers[0]
        return [_row(address, port) for address in now]

    @contextmanager
    def connected(self) -> Iterator[None]:
        """While it lasts, every socket that connects is answered from here."""
        peers: WeakKeyDictionary[socket.socket, tuple[Any, ...]] = WeakKeyDictionary()

        def connect(this: socket.socket, address: tuple[Any, ...]) -> None:
            self.reached.append((str(address[0]), int(address[1])))
            peers[this] = address
            timeout = this.gettimeout()
            near, far = socket.socketpair()
            os.dup2(near.fileno(), this.fileno())
            near.close()
            this.settimeout(timeout)
            threading.Thread(target=self._answer, args=(far,), daemon=True).start()

        def peer(this: socket.socket) -> tuple[Any, ...]:
            return peers.get(this, ())

        with patch.object(socket.socket, "connect", connect), patch.object(socket.socket, "getpeername", peer):
            yield

    def _answer(self, far: socket.socket) -> None:
        with far, suppress(OSError):
            while b"\r\n\r\n" not in (got := far.recv(65536)):
                if not got or got[0] == 0x16:
                    return
            far.sendall(self._next())

    def _next(self) -> bytes:
        lead = self._leads.pop(0) if self._leads else ""
        if lead.startswith("refresh:"):
            target = lead.removeprefix("refresh:")
            page = f'<html><head><meta http-equiv="refresh" content="0; url={target}"></head></html>'.encode()
            return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + page
        if lead:
            return b"HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: " + lead.encode() + b"\r\n\r\n"
        return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + _PAGE


def cases(path: Path = GOLD) -> tuple[Case, ...]:
    """The cases of a file, TSV or JSON lines."""
    lines = path.read_text(encoding="utf-8").split("\n")
    if path.suffix == ".jsonl":
        forms = [json.loads(line) for line in lines if line.strip()]
        rows = [[f["verdict"], "given", f["url"], f.get("dns", ""), f.get("leads", "")] for f in forms]
    else:
        rows = [(line.split("\t") + [""] * 4)[:5] for line in lines if line and not line.startswith("#")]
    return tuple(
        Case(verdict, kind, url.replace("\\n", "\n").replace("\\t", "\t"), _dns(dns), _leads(leads))
        for verdict, kind, url, dns, leads in rows
    )


def run(case: Case) -> Outcome:
    """One case through the whole fetcher."""
    network = FalseNetwork(case)
    opened = _OPENED if case.kind == "opened" else ()
    settings = load(allow_private_networks=opened, fetch_host_delay_seconds=0)
    error: Exception | None = None
    with network.connected():
        try:
            Fetcher(settings, MemoryCache(0), network.resolve).fetch(case.url)
        except Exception as raised:  # noqa: BLE001 - whatever comes is the outcome, and only FetchError is a right one
            error = raised
    return Outcome(case, tuple(network.reached), error)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the counts by class; 1 where a case of the project's own went wrong."""
    return judged(arguments, __doc__, GOLD, "ssrf-dev.jsonl", cases, _print)


def _print(name: str, given: Sequence[Case]) -> bool:
    outcomes = [run(case) for case in given]
    attacks = [o for o in outcomes if o.case.verdict == "refuse"]
    honest = [o for o in outcomes if o.case.verdict != "refuse"]
    leaks, blocked = sum(not o.right for o in attacks), sum(not o.right for o in honest)
    print(f"{name}: {len(attacks)} attacks, {leaks} leaks; {len(honest)} honest, {blocked} over-blocked")
    counts = Counter((o.case.verdict, o.case.kind) for o in outcomes)
    print("  " + ", ".join(f"{verdict} {kind} {count}" for (verdict, kind), count in counts.items()))
    for o in outcomes:
        if not o.right:
            print(f"  wrong: {o.case.verdict} {o.case.kind} {o.case.url!r:.120} reached {o.reached}: {o.error!r}")
    return not leaks and not blocked


def _row(address: str, port: int) -> tuple[int, int, int, str, tuple[Any, ...]]:
    if ip_address(address).version == 6:
        return (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, port, 0, 0))
    return (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))


def _dns(text: str) -> dict[str, list[list[str]]]:
    pairs = (pair.split("=", 1) for pair in text.split())
    return {name: [answer.split(",") for answer in answers.split("|")] for name, answers in pairs}


def _leads(text: str) -> tuple[str, ...]:
    """Redirects are separated by a space before a path or scheme; a space inside one stays."""
    found: list[str] = []
    for part in text.split(" ") if text else ():
        if found and not part.startswith(("/", "http")):
            found[-1] += " " + part
        else:
            found.append(part)
    return tuple(found)


if __name__ == "__main__":
    raise SystemExit(main())
