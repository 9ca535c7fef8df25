"""Failures on demand: the next calls of a Web API method that go wrong, and how."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sandbox.state import Json


@dataclass
class Fault:
    """One way to fail, for the next `times` calls of `method` (`*`: any), perhaps only in one channel."""

    method: str
    times: int = 1
    channel: str = ""
    error: str = ""
    status: int = 0
    retry_after: int | None = None
    delay: float = 0.0
    after_effect: bool = False  # the call takes effect; its answer never arrives

    def meets(self, method: str, arguments: Json) -> bool:
        """Whether this call is one that fails."""
        right_place = not self.channel or self.channel == arguments.get("channel")
        return self.times > 0 and self.method in {"*", method} and right_place


class Faults:
    """The faults that are still to come."""

    def __init__(self) -> None:
        self._planned: list[Fault] = []

    def plan(self, fault: Fault) -> None:
        """Let calls fail from now on."""
        self._planned.append(fault)

    def take(self, method: str, arguments: Json) -> Fault | None:
        """The fault that this call meets, used up by one."""
        for fault in self._planned:
            if fault.meets(method, arguments):
                fault.times -= 1
                self._planned = [f for f in self._planned if f.times > 0]
                return fault
        return None
