"""The gate: which addresses may be reached at all. Every hop of every fetch goes through it.

ssrfguard parses the URL, resolves the name once, checks every answer and connects to an address that it checked. This
gate is stricter where a fetcher of articles has nothing to look for: tunnels and special-purpose blocks are closed
even where they are routable, a literal address must be plainly written, and only ports 80 and 443 are open.
`allow_private_networks` opens what it names, on every port.
"""

from __future__ import annotations

import queue
import re
import socket
import threading
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from ssrfguard import DEFAULT_DENIED, AddressTable, Block, Policy, Reach, Resolver, SSRFGuardError, Target, resolve
from ssrfguard.errors import BlockedAddressError

from bot.fetch.errors import Refused, TooSlow
from bot.settings import Network

IPAddress = IPv4Address | IPv6Address
Answers = list[tuple[int, int, int, str, tuple[object, ...]]]

PORTS = frozenset({80, 443})
NOT_PUBLIC = "That address is not on the public internet, so it is not fetched. Upload the article as a file instead."
NOT_WEB = "Only links that begin with http:// or https:// can be fetched."
ODD = "That link is written in a way that is not followed. Please post the plain address of the article."
ODD_PORT = "Only the web's usual ports are used. Please post the article's ordinary address."

_CLOSED = {  # special-purpose blocks where no article lies, though some of them are routable
    "168.63.129.16/32": "Azure's machine services",
    "192.0.0.0/24": "IETF protocol assignments",
    "192.0.0.9/32": "PCP anycast",
    "192.0.0.10/32": "TURN anycast",
    "192.31.196.0/24": "AS112",
    "192.52.193.0/24": "AMT",
    "192.175.48.0/24": "AS112",
    "2001::/32": "Teredo",
    "2001:1::1/128": "PCP anycast",
    "2001:1::2/128": "TURN anycast",
    "2001:1::3/128": "SRP anycast",
    "2001:3::/32": "AMT",
    "2001:4:112::/48": "AS112",
    "2001:20::/28": "ORCHID",
    "2001:30::/28": "drone tags",
    "2002::/16": "6to4",
    "2620:4f:8000::/48": "AS112",
    "::/96": "IPv4-compatible",
    "::ffff:0:0:0/96": "IPv4-translated",
}
_TABLE = AddressTable(
    (
        *(b for b in DEFAULT_DENIED.blocks if str(b.network) not in {str(ip_network(n)) for n in _CLOSED}),
        *(Block(ip_network(network), name, "", Reach.DENIED) for network, name in _CLOSED.items()),
    )
)
# Forms that carry an IPv4 address. A resolver may answer with one (DNS64 does); a person writes none.
_WRAPPERS = tuple(IPv6Network(n) for n in ("::ffff:0:0/96", "64:ff9b::/96"))
_WEB = re.compile(r"https?:", re.I)
_AUTHORITY = re.compile(r"(?<=://)[^/?#\\]*")
# A last label like these makes the whole host an IPv4 address to a browser or resolver: octal, hexadecimal, short.
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\.?", re.I)
_ISATAP = (0x00005EFE, 0x02005EFE)  # the middle of an interface identifier that ends in an IPv4 address


class _Policy(Policy):
    """ssrfguard's policy, with ISATAP closed under every prefix."""

    def check_address(self, address: str | IPAddress) -> None:
        """Raises BlockedAddressError where the address may not be reached."""
        parsed = ip_address(address) if isinstance(address, str) else address
        super().check_address(parsed)
        if isinstance(parsed, IPv6Address) and (int(parsed) >> 32) & 0xFFFFFFFF in _ISATAP:
            raise BlockedAddressError(str(parsed), "ISATAP carries an IPv4 address")


class Gate:
    """Says which URLs and addresses may be reached."""

    def __init__(self, opened: Iterable[Network] = (), resolver: Resolver | None = None) -> None:
        self._opened = tuple(opened)
        self._resolver = resolver
        self.policy = _Policy(
            denied_networks=_TABLE,
            allowed_networks=self._opened,
            allowed_ports=frozenset(range(1, 65536)),  # ports are this gate's: `lookup` knows the addresses too
            max_connection_attempts=3,
        )

    def check(self, url: str) -> None:
        """Raises Refused where the URL's own form says that it may not be fetched. Resolves nothing."""
        if not _WEB.match(url):
            raise Refused(NOT_WEB)
        try:
            target = self.policy.check_url(_without_underscores(url))
        except SSRFGuardError as error:
            raise Refused(NOT_PUBLIC if isinstance(error.__cause__, BlockedAddressError) else ODD) from None
        if target.address is None and _NUMBER.fullmatch(target.host.rpartition(".")[2] or target.host.split(".")[-2]):
            raise Refused(ODD)
        if target.address is not None and any(target.address in wrapper for wrapper in _WRAPPERS):
            raise Refused(NOT_PUBLIC)
        if target.port not in PORTS and not self._opened:
            raise Refused(ODD_PORT)

    def opened(self, address: object) -> bool:
        """Whether the settings open this address by name."""
        parsed = ip_address(str(address))
        return any(parsed.version == network.version and parsed in network for network in self._opened)

    def opens(self, url: str) -> bool:
        """Whether the URL's host is a literal address that the settings open."""
        with suppress(ValueError):
            return self.opened(urlsplit(url).hostname)
        return False

    def lookup(self, host: str, port: int, *rest: int, seconds: float) -> Answers:
        """What the name resolves to, for ssrfguard to check. Of a name with opened addresses, those alone."""
        answers = self._resolve_within(host, port, rest, seconds)
        opened = [answer for answer in answers if self.opened(answer[4][0])]
        if not opened and port not in PORTS:
            raise Refused(ODD_PORT)
        return opened or answers

    def address(self, host: str, port: int, seconds: float) -> str:
        """The first checked address of a name. Raises what ssrfguard raises, and OSError where there is none."""
        lookup = partial(self.lookup, seconds=seconds)
        target = Target("https", host, port, host)
        return str(resolve(target, policy=self.policy, resolver=lookup)[0].ip)

    def _resolve_within(self, host: str, port: int, rest: tuple[int, ...], seconds: float) -> Answers:
        """One lookup, given up after `seconds`: the system's own resolver knows no limit, so it gets a thread."""
        got: queue.SimpleQueue[Answers | OSError] = queue.SimpleQueue()

        def look() -> None:
            try:
                got.put(list((self._resolver or socket.getaddrinfo)(host, port, *rest)))
            except (OSError, UnicodeError) as error:
                got.put(error if isinstance(error, OSError) else socket.gaierror(str(error)))

        threading.Thread(target=look, name="lookup", daemon=True).start()
        try:
            answers = got.get(timeout=seconds)
        except queue.Empty:
            raise TooSlow() from None
        if isinstance(answers, OSError):
            raise answers
        return answers


def _without_underscores(url: str) -> str:
    """The URL for a check of its form: a name with `_` is no host name, yet some blogs have one, and it resolves."""
    return _AUTHORITY.sub(lambda found: found[0].replace("_", "x"), url, count=1)
