"""A process that ends at a chosen step, while the test goes on."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest


class Crash(BaseException):
    """The end of the process, as far as anything that runs in it can tell."""


@contextmanager
def crashing(calls: Sequence[tuple[type, str]], at: Container[int]) -> Iterator[list[str]]:
    """Steps are counted before and after each of the calls; at these counts the process ends. Yields the steps so
    far."""
    steps: list[str] = []

    def stepping(original: Callable[..., Any], name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            step(f"before {name}")
            result = original(*arguments, **named)
            step(f"after {name}")
            return result

        return call

    def step(name: str) -> None:
        steps.append(name)
        if len(steps) in at:
            raise Crash(name)

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in calls:
            patch.setattr(owner, name, stepping(getattr(owner, name), f"{owner.__name__}.{name}"))
        yield steps
