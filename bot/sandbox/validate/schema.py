"""Rules for JSON as small functions: each notes what is wrong with a value, in Slack's words and with its pointer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Rule = Callable[[Any, str, "Problems"], None]


class Problems:
    """What is wrong, in order."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def note(self, what: str, where: str) -> None:
        """Add one."""
        self.found.append(f"{what} [json-pointer:{where}]")

    @property
    def messages(self) -> list[str]:
        """As they stand in `response_metadata.messages`."""
        return [f"[ERROR] {what}" for what in self.found]


def string(low: int = 0, high: int | None = None, pattern: str = "") -> Rule:
    """A string of that many characters, perhaps of a form."""
    form = re.compile(pattern)

    def rule(value: Any, where: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.note("must provide a string", where)
        elif len(value) < low:
            problems.note(f"must be more than {low - 1} characters", where)
        elif high is not None and len(value) > high:
            problems.note(f"must be less than {high + 1} characters", where)
        elif pattern and not form.fullmatch(value):
            problems.note("must match the expected format", where)

    return rule


def choice(*allowed: Any) -> Rule:
    """One of a few values."""

    def rule(value: Any, where: str, problems: Problems) -> None:
        if value not in allowed:
            problems.note("must be a valid enum value", where)

    return rule


def flag(value: Any, where: str, problems: Problems) -> None:
    """true or false."""
    if not isinstance(value, bool):
        problems.note("must provide a boolean", where)


def integer(low: int | None = None, high: int | None = None) -> Rule:
    """A whole number between bounds."""

    def rule(value: Any, where: str, problems: Problems) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            problems.note("must provide an integer", where)
        elif low is not None and value < low:
            problems.note(f"must be greater than {low - 1}", where)
        elif high is not None and value > high:
            problems.note(f"must be less than {high + 1}", where)

    return rule


def array(each: Rule, low: int = 0, high: int | None = None) -> Rule:
    """A list of so many, each by one rule."""

    def rule(value: Any, where: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.note("must provide an array", where)
            return
        if len(value) < low:
            problems.note(f"no fewer than {low} items allowed", where)
        if high is not None and len(value) > high:
            problems.note(f"no more than {high} items allowed", where)
        for number, part in enumerate(value):
            each(part, f"{where}/{number}", problems)

    return rule


def obj(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None, *further: Rule) -> Rule:
    """An object with these fields and no others; `further` rules see it whole."""
    known = {**required, **(optional or {})}

    def rule(value: Any, where: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.note("must provide an object", where)
            return
        for name in required:
            if name not in value:
                problems.note(f"missing required field: {name}", where)
        for name, part in value.items():
            if name not in known:
                problems.note(f"invalid additional property: {name}", where)
            else:
                known[name](part, f"{where}/{name}", problems)
        for check in further:
            check(value, where, problems)

    return rule


def tagged(kinds: Mapping[str, Rule], allowed: tuple[str, ...] = ()) -> Rule:
    """An object whose `type` says which rule holds; of `allowed` types only, where those are given."""

    def rule(value: Any, where: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.note("must provide an object", where)
        elif "type" not in value:
            problems.note("missing required field: type", where)
        elif (
            not isinstance(value["type"], str)
            or value["type"] not in kinds
            or (allowed and value["type"] not in allowed)
        ):
            problems.note(f"unsupported type: {value['type']}", where)
        else:
            kinds[value["type"]](value, where, problems)

    return rule


def any_of(*names: str) -> Rule:
    """At least one of these fields."""

    def rule(value: dict[str, Any], where: str, problems: Problems) -> None:
        if not any(name in value for name in names):
            problems.note(f"missing required field: {' or '.join(names)}", where)

    return rule


def only_one_of(*names: str) -> Rule:
    """Exactly one of these fields."""

    def rule(value: dict[str, Any], where: str, problems: Problems) -> None:
        given = sum(name in value for name in names)
        if given != 1:
            problems.note(f"must provide exactly one of: {', '.join(names)}", where)

    return rule


def unique(value: list[Any], name: str, where: str, problems: Problems) -> None:
    """No two objects of a list share a value of the field `name`."""
    seen: set[str] = set()
    for number, part in enumerate(value):
        given = part.get(name) if isinstance(part, dict) else None
        if not isinstance(given, str):
            continue
        if given in seen:
            problems.note(f'"{name}" `{given}` already exists', f"{where}/{number}/{name}")
        seen.add(given)
