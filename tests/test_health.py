"""What waits and what comes late is measured: the age of the queue, the outbox, roundups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from asking import LEASE, Clock, claimed, finish, new_post, new_request
from hand_made import DIGEST
from prometheus_client.parser import text_string_to_metric_families

from bot.health import Health
from bot.metrics import Metrics
from bot.roundup import Roundups, row_of
from bot.schedule_words import parse
from bot.settings import load
from bot.store import Store
from bot.understand import Children


@pytest.fixture
def clock(sqlite_store: Store) -> Clock:
    """The store's clock, for the test to set."""
    sqlite_store.database.now = clock = Clock()
    return clock


@pytest.fixture
def metrics(sqlite_store: Store) -> Iterator[Metrics]:
    """The metrics of a bot that works on the store and has no children."""
    with Children(load(workers=0)) as children:
        made = Metrics()
        made.watch(Health(sqlite_store, children).gauges)
        yield made


def value(metrics: Metrics, name: str, *labels: str) -> float:
    """A sample as it is scraped."""
    families = text_string_to_metric_families(metrics.text().decode())
    found = [s.value for f in families for s in f.samples if (s.name, *s.labels.values()) == (name, *labels)]
    assert len(found) == 1
    return found[0]


def test_the_queue_grows_older_until_its_oldest_is_ended(sqlite_store: Store, clock: Clock, metrics: Metrics) -> None:
    """One that is being read counts; an empty queue has no age."""
    assert value(metrics, "pullquote_queue_age_seconds") == 0
    request = claimed(sqlite_store)
    clock.pass_(seconds=60)
    sqlite_store.requests.accept(new_request("https://news.example/b", "1700000000.000200"))
    clock.pass_(seconds=30)
    assert value(metrics, "pullquote_queue_age_seconds") == 90
    assert value(metrics, "pullquote_requests_open", "accepted") == 1
    assert value(metrics, "pullquote_requests_open", "working") == 1
    finish(sqlite_store, request, "done", new_post(), digest=DIGEST)
    assert value(metrics, "pullquote_queue_age_seconds") == 30
    assert value(metrics, "pullquote_outbox_waiting") == 1
    post = sqlite_store.outbox.claim(LEASE)
    assert post is not None
    sqlite_store.outbox.sent(post, "1700000001.000100", timedelta(0))
    assert value(metrics, "pullquote_outbox_waiting") == 0


def test_a_roundup_is_counted_with_how_late_it_came(sqlite_store: Store, clock: Clock, metrics: Metrics) -> None:
    """Two minutes after it was due."""
    sqlite_store.schedules.put(row_of(parse("09:30"), "T1", "C1", "U1"))
    finish(sqlite_store, claimed(sqlite_store), "done", digest=DIGEST)
    clock.pass_(minutes=32)
    assert Roundups(sqlite_store, lambda *place: "", late=metrics.lateness.observe).tick() == 1
    assert value(metrics, "pullquote_roundup_late_seconds_count") == 1
    assert value(metrics, "pullquote_roundup_late_seconds_sum") == 120


def test_a_database_that_is_away_is_said_to_be(sqlite_store: Store, metrics: Metrics) -> None:
    """And nothing is said of what cannot be known then."""
    assert value(metrics, "pullquote_database_up") == 1
    with sqlite_store.database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE requests RENAME TO away")
    assert value(metrics, "pullquote_database_up") == 0
    assert b"pullquote_queue_age_seconds" not in metrics.text()
