"""Steps: what is timed, counted and logged, each by one line.

Steps nest. An inner one belongs to the request of the outer one, which its thread is at.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from bot.logs import FIELDS
from bot.metrics import Metrics

log = logging.getLogger("bot.steps")
Given = TypeVar("Given")
Answer = TypeVar("Answer")


class Place(Protocol):
    """What a step is about: a request, or a post."""

    @property
    def team(self) -> str: ...

    @property
    def channel(self) -> str: ...


@dataclass
class Step:
    """A step under way. Whoever takes it says how it ended, where that is not `done`."""

    name: str
    about: dict[str, str]
    outcome: str = "done"
    told: dict[str, object] = field(default_factory=dict)  # what the log says of it besides


class Spans(Protocol):
    """Whoever else wants to know of each step."""

    def span(self, step: Step) -> AbstractContextManager[None]: ...


_current: ContextVar[Step | None] = ContextVar("step", default=None)


class Watch:
    """Times, counts and logs the steps of one bot."""

    def __init__(self, metrics: Metrics | None = None, spans: Spans | None = None) -> None:
        self.metrics = metrics or Metrics()
        self._spans = spans

    @contextmanager
    def step(self, name: str, place: Place | None = None, request_id: str = "", **told: object) -> Iterator[Step]:
        """Times what happens in the block. An exception is the step's outcome, and goes on."""
        outer = _current.get()
        about = {"request": request_id, "team": place.team, "channel": place.channel} if place else {}
        step = Step(name, about or (outer.about if outer else {}), told=dict(told))
        before = _current.set(step)
        began = time.perf_counter()
        try:
            with self._spans.span(step) if self._spans else nullcontext(), _judging(step):
                yield step
        finally:
            _current.reset(before)
            self._tell(step, time.perf_counter() - began)

    def around(self, name: str, function: Callable[[Given], Answer]) -> Callable[[Given], Answer]:
        """The function as a step of whatever its thread is at."""

        def timed(given: Given) -> Answer:
            with self.step(name):
                return function(given)

        return timed

    def ended(self, asked: str, outcome: str, accepted_at: datetime, now: datetime) -> None:
        """A request has come to its end."""
        self.metrics.requests.labels(asked, outcome).observe(max(0.0, (now - accepted_at).total_seconds()))

    def posted(self, kind: str, created_at: datetime, now: datetime) -> None:
        """A post is out."""
        self.metrics.posts.labels(kind).observe(max(0.0, (now - created_at).total_seconds()))

    def _tell(self, step: Step, seconds: float) -> None:
        self.metrics.steps.labels(step.name).observe(seconds)
        self.metrics.outcomes.labels(step.name, step.outcome).inc()
        fields = {**step.about, "step": step.name, "outcome": step.outcome, "ms": round(seconds * 1000, 1), **step.told}
        level = logging.WARNING if is_trouble(step) else logging.INFO
        log.log(level, "%s %s", step.name, step.outcome, extra={FIELDS: fields})


@contextmanager
def _judging(step: Step) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        step.outcome = outcome_of(error)
        raise


def is_trouble(step: Step) -> bool:
    """Whether somebody who looks after the bot should see how it ended."""
    return step.outcome in ("failed", "again") or (step.name == "post" and step.outcome != "done")


def current() -> Step:
    """The step that this thread is at; one that nobody looks at where there is none."""
    return _current.get() or Step("", {})


def outcome_of(error: BaseException) -> str:
    """One word for an exception: the code of those that have one, which is never a stranger's word."""
    code = getattr(error, "code", None)
    return (
        code if isinstance(code, str) and code.replace("_", "").isalnum() and len(code) < 40 else type(error).__name__
    )
