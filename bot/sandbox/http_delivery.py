"""The Events API, commands and interactions over HTTP, signed as Slack signs them."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import httpx

from bot.sandbox.delivery import Ack, Delivery
from bot.sandbox.state import Json

if TYPE_CHECKING:
    from bot.sandbox.local import LocalSlack

_REASONS = {"timeout": "http_timeout", "http_error": "http_error", "no_connection": "connection_failed"}


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's `v0=` signature of a request."""
    return "v0=" + hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()


class HttpDelivery:
    """Posts to the app's request URL."""

    def __init__(self, slack: LocalSlack) -> None:
        self._slack = slack
        self._client: httpx.AsyncClient | None = None

    async def close(self) -> None:
        """Let go of open connections."""
        if self._client:
            await self._client.aclose()
            self._client = None

    async def attempt(self, delivery: Delivery, number: int, reason: str) -> Ack:
        """One POST; done when it is answered with 200 in time."""
        settings = self._slack.settings
        if delivery.kind == "events_api":
            url, media, body = settings.request_url, "application/json", json.dumps(delivery.payload).encode()
        else:
            url, media = settings.interactivity_url or settings.request_url, "application/x-www-form-urlencoded"
            form = delivery.payload if delivery.kind == "slash_commands" else {"payload": json.dumps(delivery.payload)}
            body = urlencode(form).encode()
        headers = {"Content-Type": media}
        if number:
            headers |= {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": _REASONS.get(reason, "unknown_error")}
        return await self._post(url, body, headers)

    async def verify(self, url: str) -> bool:
        """Slack's handshake with a new request URL: it must answer with the challenge."""
        challenge = self._slack.ids.token(40)
        body = {"type": "url_verification", "token": self._slack.verification_token, "challenge": challenge}
        ack = await self._post(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
        return ack.ok and (ack.payload or {}).get("challenge") == challenge

    async def _post(self, url: str, body: bytes, headers: dict[str, str]) -> Ack:
        settings = self._slack.settings
        timestamp = str(int(time.time() + settings.clock_offset))
        secret = settings.signing_secret_sent or self._slack.signing_secret
        headers = headers | {
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(secret, timestamp, body),
        }
        if self._client is None:
            self._client = httpx.AsyncClient(trust_env=False)
        began = time.perf_counter()
        try:
            answer = await self._client.post(url, content=body, headers=headers, timeout=settings.ack_seconds)
        except httpx.TimeoutException:
            return Ack("timeout", connection=url)
        except (httpx.HTTPError, httpx.InvalidURL):
            return Ack("no_connection", connection=url)
        ms = round((time.perf_counter() - began) * 1000, 2)
        if answer.status_code != httpx.codes.OK:
            return Ack("http_error", None, ms, url, final=answer.headers.get("x-slack-no-retry") == "1")
        return Ack("acked", _spoken(answer), ms, url)


def _spoken(answer: httpx.Response) -> Json | None:
    """What the bot said with its acknowledgement: JSON, or plain text, which counts as a message."""
    if not answer.content:
        return None
    try:
        said = answer.json()
    except ValueError:
        return {"text": answer.text}
    return said if isinstance(said, dict) else None
