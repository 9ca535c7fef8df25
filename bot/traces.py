"""Steps as spans for OpenTelemetry: on where the extra `pullquote[otel]` is installed and a collector is named.

The standard variables say where and how: `OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_EXPORTER_OTLP_HEADERS` and the like. A
request's id is its trace's, so that its posts, which other threads and machines send, are in it too.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from bot.watch import Step, current, is_trouble

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter

log = logging.getLogger(__name__)

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_EXPORT_SECONDS = 3  # a collector that is away holds up no stop for longer
_MISSING = "%s is set, but this installation lacks the extra pullquote[otel]: no traces"


def traces() -> Traces | None:
    """The traces of this process, or None where nobody asked for any."""
    named = next((name for name in _ENDPOINTS if os.environ.get(name)), None)
    if named is None:
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    except ImportError:
        log.warning(_MISSING, named)
        return None
    return Traces(OTLPSpanExporter(timeout=_EXPORT_SECONDS))


class Traces:
    """Makes a span of each step, and sends them in batches from a thread of their own."""

    def __init__(self, exporter: SpanExporter) -> None:
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        self._provider = _provider()
        self._provider.add_span_processor(BatchSpanProcessor(exporter, export_timeout_millis=_EXPORT_SECONDS * 1000))
        self._tracer = self._provider.get_tracer("pullquote")

    def span(self, step: Step) -> AbstractContextManager[None]:
        """A span over the block, which says at its end how the step ended."""
        return self._span(step)

    @contextmanager
    def _span(self, step: Step) -> Iterator[None]:
        from opentelemetry.trace import StatusCode

        with self._tracer.start_as_current_span(
            step.name, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield
            finally:
                said = {**step.about, "outcome": step.outcome, **step.told}
                span.set_attributes({f"pullquote.{name}": _plain(value) for name, value in said.items()})
                span.set_status(StatusCode.ERROR if is_trouble(step) else StatusCode.OK)

    def close(self) -> None:
        """Sends what is left."""
        self._provider.shutdown()


def _provider() -> TracerProvider:
    from opentelemetry.sdk.resources import SERVICE_NAME, Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.id_generator import RandomIdGenerator

    class Ids(RandomIdGenerator):
        """A trace is named after the request that its first step is about."""

        def generate_trace_id(self) -> int:
            try:
                return int(current().about.get("request", ""), 16)
            except ValueError:  # about no request
                return super().generate_trace_id()

    name = os.environ.get("OTEL_SERVICE_NAME", "pullquote")
    return TracerProvider(resource=Resource.create({SERVICE_NAME: name}), id_generator=Ids(), shutdown_on_exit=False)


def _plain(value: object) -> str | int | float | bool:
    return value if isinstance(value, str | int | float | bool) else str(value)
