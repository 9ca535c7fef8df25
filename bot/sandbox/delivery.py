"""Slack asks the bot: an event, a command, a click. One path for Socket Mode and signed HTTP, with Slack's retries."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from bot.sandbox.state import Json

if TYPE_CHECKING:
    from bot.sandbox.local import LocalSlack


@dataclass(frozen=True)
class Ack:
    """How one attempt ended. `payload` is what the bot said with it."""

    outcome: str  # "acked", "timeout", "no_connection", "connection_lost", "http_error"
    payload: Json | None = None
    ms: float = 0.0
    connection: str = ""
    final: bool = False  # the bot asked for no retry

    @property
    def ok(self) -> bool:
        """Whether the bot acknowledged."""
        return self.outcome == "acked"


@dataclass
class Delivery:
    """One thing that the bot is told, with every attempt at it."""

    kind: str  # "events_api", "slash_commands", "interactive"
    type: str
    payload: Json
    team: str
    n: int = 0
    event_id: str = ""
    attempts: list[Json] = field(default_factory=list)
    acked: bool = False

    def as_json(self) -> Json:
        """For the control API."""
        return {
            name: getattr(self, name)
            for name in ("n", "event_id", "kind", "type", "team", "payload", "attempts", "acked")
        }


class Way(Protocol):
    """Socket Mode or HTTP: makes one attempt."""

    async def attempt(self, delivery: Delivery, number: int, reason: str) -> Ack:
        """Tell the bot, and wait for its acknowledgement."""


class Deliverer:
    """Keeps what was delivered, retries events, holds them back on demand."""

    def __init__(self, slack: LocalSlack) -> None:
        self._slack = slack
        self._tasks: set[asyncio.Task[Any]] = set()
        self.log: list[Delivery] = []
        self.held: list[Delivery] | None = None

    def send(self, delivery: Delivery) -> None:
        """Deliver in the background, with retries; or later, while events are held."""
        self._record(delivery)
        if self.held is not None:
            self.held.append(delivery)
        else:
            self._start(delivery)

    async def ask(self, delivery: Delivery) -> Ack:
        """Deliver once and wait: interactions and commands are not retried."""
        self._record(delivery)
        return await self._attempt(delivery, 0, "")

    def again(self, delivery: Delivery) -> None:
        """Deliver the same event once more, as a retry."""
        self._start(delivery, first=len(delivery.attempts) or 1)

    def hold(self) -> None:
        """Keep events back from now on."""
        self.held = self.held or []

    def release(self, order: str = "as_sent", seed: int = 0) -> int:
        """Let held events go: `as_sent`, `reverse` or `shuffle`."""
        held, self.held = self.held or [], None
        if order == "reverse":
            held.reverse()
        elif order == "shuffle":
            random.Random(seed).shuffle(held)
        for delivery in held:
            self._start(delivery)
        return len(held)

    async def stop(self) -> None:
        """Give up everything that is under way."""
        tasks, self.held = list(self._tasks), None
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def clear(self) -> None:
        """Forget what was delivered."""
        self.log.clear()

    def _record(self, delivery: Delivery) -> None:
        delivery.n = len(self.log) + 1
        self.log.append(delivery)
        self._slack.changes.moved()

    def _start(self, delivery: Delivery, first: int = 0) -> None:
        task = asyncio.create_task(self._with_retries(delivery, first))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _with_retries(self, delivery: Delivery, first: int) -> None:
        ack = await self._attempt(delivery, first, "timeout" if first else "")
        for number, delay in enumerate(self._slack.settings.retry_delays, 1):
            if ack.ok or ack.final or first:
                return
            await asyncio.sleep(delay)
            ack = await self._attempt(delivery, number, ack.outcome)

    async def _attempt(self, delivery: Delivery, number: int, reason: str) -> Ack:
        record: Json = {"at": time.time(), "number": number, "outcome": "waiting", "ack_ms": None, "connection": ""}
        delivery.attempts.append(record)
        ack = await self._slack.way.attempt(delivery, number, reason)
        record |= {"outcome": ack.outcome, "ack_ms": ack.ms if ack.ok else None, "connection": ack.connection}
        delivery.acked = delivery.acked or ack.ok
        self._slack.changes.moved()
        return ack
