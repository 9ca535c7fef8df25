"""One visit to the web: a few GETs under one deadline, each through the gate and in its host's turn."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx
from ssrfguard import SSRFGuardError

from bot.fetch.body import ACCEPT_ENCODING, unpacked
from bot.fetch.errors import BadAnswer, FetchError, Refused, TooLarge, TooSlow, Unreachable
from bot.fetch.gate import NOT_PUBLIC, ODD, Gate
from bot.fetch.network import Deadline, Transport
from bot.fetch.turns import Turns
from bot.settings import Settings

QUEUE_SECONDS = 15.0  # that a visit waits for its first host's turn, before its own time begins
_ERROR_BYTES = 65_536  # that are read of a page that says no
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "User-Agent": f"Mozilla/5.0 (compatible; Pullquote/{version('pullquote')}; +fetches one article when asked to)",
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Language": "en,*;q=0.5",
    "Accept-Encoding": ACCEPT_ENCODING,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered. `body` is plain; it is empty where `location` says to go on."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    location: str = ""

    @property
    def media_type(self) -> str:
        """The declared media type with its parameters, "" where there is none."""
        return self.headers.get("content-type", "").strip()

    @property
    def retry_after(self) -> float | None:
        """The seconds that the host asks to wait, at most an hour."""
        given = self.headers.get("retry-after", "").strip()
        return min(float(given), 3600.0) if given.isdecimal() else None


class Visit:
    """GETs under one deadline, with the cookies that the hosts set on the way."""

    def __init__(self, settings: Settings, gate: Gate, turns: Turns) -> None:
        self._settings = settings
        self._gate = gate
        self._turns = turns
        self._host = ""
        self._turn = ExitStack()
        self._client: httpx.Client | None = None
        self._deadline = Deadline(settings.fetch_seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._turn.close()
        if self._client is not None:
            self._client.close()

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer of one host; redirects are the caller's to follow. Raises FetchError."""
        self._gate.check(url)
        client = self.begin(url)
        try:
            with client.stream("GET", url, headers=dict(headers or {})) as response:
                location = response.headers.get("location", "") if response.status_code in _REDIRECTS else ""
                body = b"" if location else b"".join(self._body(response))
                given = {name.lower(): value for name, value in response.headers.items()}
                return Answer(url, response.status_code, given, body, _joined(url, location))
        except SSRFGuardError:
            raise Refused(NOT_PUBLIC) from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
            raise Refused(ODD) from None
        except httpx.TimeoutException:
            raise TooSlow() from None
        except httpx.ConnectError as error:
            raise _unreachable(error) from None
        except httpx.HTTPError:
            words = "The site's answer is broken or broke off. Please try again later."
            raise BadAnswer(words, retry=True) from None

    def begin(self, url: str) -> httpx.Client:
        """Waits for this visit's turn at the URL's host; the client for it. Raises TooSlow."""
        host = urlsplit(url).netloc.lower()
        if host != self._host:
            self._turn.close()
            self._host = ""
            most = self._deadline.left() if self._client else QUEUE_SECONDS
            if not self._turn.enter_context(self._turns.turn(host, most, own=self._gate.opens(url))):
                raise TooSlow("Many links to this site wait already. Please try again later.")
            self._host = host
        if self._client is None:
            self._deadline = Deadline(self._settings.fetch_seconds)
            self._client = httpx.Client(
                transport=Transport(self._gate, self._deadline, self._settings.proxy),
                headers=_HEADERS,
                timeout=httpx.Timeout(
                    self._settings.fetch_first_byte_seconds, connect=self._settings.fetch_connect_seconds
                ),
                trust_env=False,
            )
        return self._client

    def _body(self, response: httpx.Response) -> Iterator[bytes]:
        limit = self._settings.fetch_bytes
        announced = response.headers.get("content-length", "")
        if announced.isdecimal() and int(announced[:20]) > limit:
            raise TooLarge(f"The page is larger than {limit // 1_000_000 or 1} MB, the most that is fetched.")
        codings = response.headers.get("content-encoding", "")
        read = 0
        for chunk in unpacked(response.iter_raw(), codings, limit, self._settings.fetch_unpacked_bytes):
            self._deadline.left()
            yield chunk
            read += len(chunk)
            if response.status_code >= 400 and read > _ERROR_BYTES:
                return


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location.strip().replace(" ", "%20")) if location else ""
    except ValueError:
        raise Refused(ODD) from None


def _unreachable(error: httpx.ConnectError) -> FetchError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, socket.gaierror):
            again = cause.errno == socket.EAI_AGAIN
            return Unreachable("There is no site by that name. Please check the link.", "no_such_host", retry=again)
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Unreachable("The site's certificate is not valid, so it is not read.", "certificate", retry=False)
        if isinstance(cause, ssl.SSLError):
            return Unreachable("No secure connection to the site can be made. Please try again later.", "tls")
        cause = cause.__cause__ or cause.__context__
    return Unreachable("The site does not answer. Please try again later.")
