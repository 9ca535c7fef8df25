"""What is measured, for Prometheus. Each bot has a registry of its own, so that several can live in one process.

Labels are short lists that we choose: never a team, a channel, a person or a site. docs/operations.md says what each
metric is good for; deploy/ has a dashboard and alerts on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from prometheus_client import CollectorRegistry, Counter, GCCollector, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

_QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
_STEP = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_WAIT = (0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600)
_LATE = (15, 30, 60, 120, 300, 900, 3600, 6 * 3600, 24 * 3600)

Gauges = Callable[[], dict[str, float]]


class Metrics:
    """One bot's measures."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.steps = self._times("pullquote_step_seconds", "Time of one step of a request or post.", _STEP, "step")
        self.outcomes = self._count("pullquote_steps_total", "Steps, by how they ended.", "step", "outcome")
        self.requests = self._times(
            "pullquote_request_seconds", "From a request's acceptance to its end.", _WAIT, "asked", "outcome"
        )
        self.posts = self._times(
            "pullquote_post_wait_seconds", "From a post's place in the outbox to Slack.", _WAIT, "kind"
        )
        self.acknowledgements = self._times(
            "pullquote_acknowledge_seconds", "From Slack's event to our acknowledgement.", _QUICK, "kind"
        )
        self.slack = self._count("pullquote_slack_calls_total", "Calls of Slack's Web API.", "method", "outcome")
        self.lateness = self._times(
            "pullquote_roundup_late_seconds", "From when a roundup was due to its place in the outbox.", _LATE
        )
        self.limited = self._count("pullquote_limited_total", "Requests held back by a rate limit.", "limit")
        for standard in (ProcessCollector, PlatformCollector, GCCollector):
            standard(registry=self.registry)

    def _times(self, name: str, text: str, buckets: Sequence[float], *labels: str) -> Histogram:
        return Histogram(name, text, labels, registry=self.registry, buckets=buckets)

    def _count(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(name, text, labels, registry=self.registry)

    def called(self, method: str, outcome: str) -> None:
        """Slack was called, and answered so."""
        self.slack.labels(method, outcome).inc()

    def acknowledged(self, kind: str, seconds: float) -> None:
        """Something that Slack told us was acknowledged."""
        self.acknowledgements.labels(kind).observe(seconds)

    def watch(self, gauges: Gauges) -> None:
        """Asks `gauges` at every scrape: values by name, or by `name state` where a metric has one a state."""
        self.registry.register(_Asked(gauges))

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self.registry)


HELP = {
    "pullquote_requests_open": "Requests accepted and not ended.",
    "pullquote_queue_age_seconds": "Age of the oldest request that has not ended.",
    "pullquote_outbox_waiting": "Posts that are not out yet.",
    "pullquote_children": "Child processes that can read an article.",
    "pullquote_children_started_total": "Child processes started so far.",
    "pullquote_children_lost_total": "Child processes that died, or were ended, over an article.",
    "pullquote_child_megabytes": "Resident memory of the largest child.",
    "pullquote_connected": "Whether Slack's Socket Mode is connected; 1 in HTTP mode.",
    "pullquote_database_up": "Whether the database answers.",
}


class _Asked(Collector):
    """Gauges, and counts that others keep, which are asked for when somebody scrapes."""

    def __init__(self, gauges: Gauges) -> None:
        self._gauges = gauges

    def describe(self) -> Iterator[Metric]:
        """Names without values, so that registering asks nobody."""
        return (_family(name) for name in HELP)

    def collect(self) -> Iterator[Metric]:
        """The values now; what cannot be known now is left out."""
        try:
            values = {**self._gauges(), "pullquote_database_up": 1.0}
        except SQLAlchemyError:
            values = {"pullquote_database_up": 0.0}
        for name in HELP:
            labelled = {
                state: v for given, v in values.items() for told, _, state in [given.partition(" ")] if told == name
            }
            if labelled:
                family = _family(name, *(["state"] if any(labelled) else []))
                for state, value in labelled.items():
                    family.add_metric([state] if state else [], value)
                yield family


def _family(name: str, *labels: str) -> CounterMetricFamily | GaugeMetricFamily:
    kind = CounterMetricFamily if name.endswith("_total") else GaugeMetricFamily
    return kind(name, HELP[name], labels=labels)
