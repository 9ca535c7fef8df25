"""Traces: every step of the whole bot arrives at a collector, over a real socket."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from running import answered, page, running, settled

from bot.sandbox.server import Sandbox
from bot.traces import traces


class Collector(ThreadingHTTPServer):
    """Keeps what it is sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Ear)
        self.spans: list[Span] = []
        self.bodies: list[bytes] = []


class Ear(BaseHTTPRequestHandler):
    """One export."""

    server: Collector

    def do_POST(self) -> None:
        """Reads the spans of an export."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.bodies.append(body)
        for of_one in ExportTraceServiceRequest.FromString(body).resource_spans:
            for scope in of_one.scope_spans:
                self.server.spans.extend(scope.spans)
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    """One that the environment names."""
    with Collector() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
        yield server
        server.shutdown()
        thread.join()


def test_the_steps_of_a_request_are_one_trace(collector: Collector, tmp_path: Path) -> None:
    """Fetching, reading and storing lie within the request; the posts are in its trace; no word of the article is."""
    with Sandbox() as slack:
        with running(slack, tmp_path) as bot:
            ts = slack.control.post_message("newsroom", page(slack, "traced"), user="ines")
            answered(slack, "newsroom", ts)
            settled(slack, bot)
        post = next(span for span in collector.spans if span.name == "post")
        named = {span.name: span for span in collector.spans if span.trace_id == post.trace_id}
    assert {"request", "fetch", "understand", "store", "post"} <= named.keys()
    assert {named[name].parent_span_id for name in ("fetch", "understand", "store")} == {named["request"].span_id}
    said = {one.key: one.value.string_value for one in named["request"].attributes}
    assert post.trace_id.hex() == said["pullquote.request"].zfill(32)
    assert said["pullquote.outcome"] == "done"
    assert said["pullquote.asked"] == "auto"
    assert not any(b"bridge" in body or b"Brandt" in body for body in collector.bodies)


def test_nobody_asked_for_traces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a collector nothing of it is even loaded."""
    monkeypatch.delenv("OTEL_EXPORTER_OTLP_ENDPOINT", raising=False)
    assert traces() is None


def test_a_collector_that_is_away_costs_no_digest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Spans are lost, the digest is not, and the bot stops all the same."""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    with Sandbox() as slack, running(slack, tmp_path):
        ts = slack.control.post_message("newsroom", page(slack, "untraced"), user="ines")
        assert answered(slack, "newsroom", ts)
