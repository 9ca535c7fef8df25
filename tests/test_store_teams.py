"""No query crosses from one team to another: every method of the store, asked as another team."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from asking import LEASE
from filled import fill
from sqlalchemy import select

from bot.store import ChannelSettings, Store, open_store
from bot.store.tables import metadata

# Queries for the machinery that works for every team, and values that carry their team themselves.
FOR_EVERY_TEAM = {
    "requests": {
        "accept",
        "accept_all",
        "claim",
        "claim_one",
        "release",
        "release_all",
        "failed",
        "retry",
        "counts",
        "due",
        "free",
    },
    "outbox": {"add", "claim", "sent", "wait", "replace", "drop", "release_all", "waiting"},
    "quotas": set(),
    "digests": set(),
    "memory": set(),
    "overview": {"teams"},
    "retention": {"teams"},
    "channels": set(),
    "installations": {"teams", "reseal"},
    "feedback": {"add"},
    "schedules": {"put", "all"},
    "roundups": {"end", "ended_since", "stale", "told_again"},
    "oauth_states": {"issue", "consume"},
    "turns": {"take"},
}
WRITES = {  # make rows of the asking team
    ("channels", "put"),
    ("installations", "save"),
    ("quotas", "take"),
    ("roundups", "claim"),
}


@pytest.fixture
def filled(store: Store) -> Store:
    """A store in which team T1 has something in every table."""
    return fill(store)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """A store with nothing in it."""
    opened = open_store(f"sqlite:///{tmp_path}/empty.db")
    yield opened
    opened.close()


def queries(store: Store) -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """Every public method of every part of the store."""
    for part in FOR_EVERY_TEAM:
        for name, method in inspect.getmembers(getattr(store, part), inspect.ismethod):
            if not name.startswith("_"):
                yield part, name, method


def rows(store: Store) -> dict[str, list[Any]]:
    """Everything that is stored."""
    with store.database.read() as connection:
        return {t.name: sorted(map(repr, connection.execute(select(t)))) for t in metadata.sorted_tables}


def asked(method: Callable[..., Any], request_id: str) -> tuple[dict[str, Any], list[str]]:
    """What a query is given: team T2, with T1's own ids everywhere else; and the times that it wants besides."""
    parameters = inspect.signature(method).parameters
    known: dict[str, Any] = {
        "team": "T2", "channel": "C1", "channels": ["C1"], "message_ts": "1700000000.000100", "slot": "",
        "request_id": request_id, "canonical_url": "https://news.example/a", "at": "09:00", "error": "gone",
        "local_date": "2026-03-02", "lease": LEASE, "settings": ChannelSettings(), "bot_user": "U0", "name": "Quill",
        "installation": {}, "words": "wall", "file_id": "F1",
        "posted_ts": "1700000001.000100", "names": ["Ada Quill"],
        "request_ids": [request_id],
    }  # fmt: skip
    times = {"since", "until", "before", "than", "limit"}
    given = {n: known[n] for n in parameters if n in known}
    missing = [n for n, p in parameters.items() if n not in given and p.default is p.empty]
    assert set(missing) <= times, f"say in this test what {missing} is"
    return given, missing


def test_every_query_names_its_team_first(store: Store) -> None:
    """But for those of the machinery, which are listed here."""
    for part, name, method in queries(store):
        first = next(iter(inspect.signature(method).parameters), "")
        assert (first == "team") is (name not in FOR_EVERY_TEAM[part]) or name == "failed", f"{part}.{name}"


def test_every_part_of_the_store_is_asked(store: Store) -> None:
    """A part that is added must be added here."""
    parts = {name for name, part in vars(store).items() if type(part).__module__.startswith("bot.store")}
    assert parts - {"database"} == set(FOR_EVERY_TEAM)


def listed(answer: Any) -> Any:
    """An answer that can be compared."""
    return list(answer) if isinstance(answer, Iterator) else answer


def test_another_team_sees_and_changes_nothing(filled: Store, empty: Store) -> None:
    """Every query, asked by team T2 with T1's channel, message, link and request, is answered as by an empty store; and
    T1's rows stay."""
    request_id = filled.requests.of_message("T1", "C1", "1700000000.000100")[0].id
    before, now = rows(filled), filled.now()
    times = {"since": now - timedelta(days=2), "until": now + timedelta(days=2), "before": now + timedelta(days=2)}
    for part, name, method in queries(filled):
        if (name in FOR_EVERY_TEAM[part] and name != "failed") or (part, name) in WRITES:
            continue
        given, missing = asked(method, request_id)
        given |= {n: times.get(n, 10) for n in missing}
        of_nothing = getattr(getattr(empty, part), name)(**given)
        assert listed(method(**given)) == listed(of_nothing), f"{part}.{name}"
    filled.forget_channel("T2", "C1")
    filled.forget_installation("T2")
    assert rows(filled) == before
