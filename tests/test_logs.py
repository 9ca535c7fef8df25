"""The log: one line a record, and nothing private on it, whatever is logged."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exceptions import told
from bot.logs import FIELDS, HIDDEN, Redaction, TextLines, configure, secrets_of
from bot.settings import load
from bot.watch import Watch

WRITTEN = "“We will never sell the harbour,” said Mayor Ada Brandt."
SETTINGS = {
    "slack_bot_token": "xoxb-1-2-abcdef",
    "slack_signing_secret": "8f742231b10e8888",
    "slack_client_secret": "client-secret-1",
    "token_key": "key-one-1,key-two-2",
    "database_url": "postgresql://pullquote:hunter22@db/pullquote",
}

Log = Callable[[str], io.StringIO]


@pytest.fixture
def logging_to() -> Iterator[Log]:
    """Configures the log as `run` does, in a form, and gives what it writes to."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level

    def configured(form: str) -> io.StringIO:
        stream = io.StringIO()
        configure(load(**SETTINGS, log_format=form), stream)
        return stream

    yield configured
    logging.captureWarnings(False)
    root.handlers[:] = before
    root.setLevel(level)


SECRETS = [
    ("xoxb-1111-2222-AbCdEfGh", "a bot token"),
    ("xapp-1-A01-222-abcdef0123", "an app token"),
    ("xoxe.xoxp-1-Mi0yLTEyMzQ1", "a rotated token"),
    ("8f742231b10e8888", "the signing secret"),
    ("key-two-2", "an older key"),
    ("hunter22", "the database's password"),
    ("client-secret-1", "the client's secret"),
]


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("secret", [s for s, _ in SECRETS], ids=[what for _, what in SECRETS])
def test_no_secret_is_written(logging_to: Log, form: str, secret: str) -> None:
    """Not in the message, nor in a field, nor where an exception quotes it."""
    stream = logging_to(form)
    log = logging.getLogger("somebody.else")
    try:
        raise ValueError(f"refused {secret}")
    except ValueError:
        log.exception("could not use %s", secret, extra={FIELDS: {"step": f"with {secret}"}})
    assert secret not in stream.getvalue()
    assert HIDDEN in stream.getvalue()


URLS = [
    ("https://news.example/a/b?token=s3cret-one&x=1 done", "https://news.example/a/b?[hidden] done"),
    ("https://news.example/a#s3cret-one", "https://news.example/a?[hidden]"),
    ("https://ada:s3cret-one@news.example/a", "https://[hidden]@news.example/a"),
    ("https://hooks.slack.com/commands/T1/2/s3cret-one", "https://hooks.slack.com/commands/[hidden]"),
    ("Authorization: Bearer s3cret-one", "Authorization: Bearer [hidden]"),
    ("https://news.example/a/b", "https://news.example/a/b"),
]


@pytest.mark.parametrize(("line", "left"), URLS)
def test_urls_keep_no_query_and_no_login(line: str, left: str) -> None:
    """What may let somebody in is taken out; the page stays."""
    assert Redaction()(line) == left


@given(st.text(), st.text(min_size=6), st.text())
def test_a_secret_goes_wherever_it_stands(before: str, secret: str, after: str) -> None:
    """No words around it keep it on the line."""
    left = Redaction([secret])(before + secret + after).split(HIDDEN)
    assert not [part for part in left if secret in part]


def test_an_exception_is_told_without_its_words() -> None:
    """Its words may quote an article; its place and kind, and those of its causes, are enough to find it."""
    try:
        try:
            raise KeyError(WRITTEN)
        except KeyError as error:
            raise RuntimeError(WRITTEN) from error
    except RuntimeError as error:
        words = told(error)
    assert "harbour" not in words
    assert words.index("KeyError") < words.index("RuntimeError")
    assert "test_logs.py" in words


def test_a_record_is_one_line(logging_to: Log) -> None:
    """A message cannot begin a line that looks like another record."""
    stream = logging_to("text")
    logging.getLogger("x").info("first\n2026-01-01 00:00:00 INFO forged", extra={FIELDS: {"step": "a\nb"}})
    assert len(stream.getvalue().splitlines()) == 1


def test_json_is_an_object_a_line(logging_to: Log) -> None:
    """Each line is read by itself, traceback included."""
    stream = logging_to("json")
    try:
        raise ValueError("x")
    except ValueError:
        logging.getLogger("x").exception("it failed")
    line = json.loads(stream.getvalue())
    assert (line["level"], line["logger"], line["message"]) == ("error", "x", "it failed")
    assert "ValueError" in line["traceback"]


def test_a_step_says_what_it_was(logging_to: Log) -> None:
    """Inner steps name the request of the outer one; how long each took is a number."""

    class Place:
        team, channel = "T1", "C1"

    stream, watch = logging_to("json"), Watch()
    with watch.step("request", Place(), "r-1") as outer:
        watch.around("fetch", str.upper)("a")
        outer.outcome = "nothing"
    inner, whole = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (inner["step"], inner["request"], inner["channel"]) == ("fetch", "r-1", "C1")
    assert (whole["step"], whole["outcome"]) == ("request", "nothing")
    assert isinstance(whole["ms"], float)


@pytest.mark.parametrize("name", ["slack_sdk.web", "slack_bolt.App", "httpx", "uvicorn.error", "procrastinate.worker"])
def test_libraries_are_heard_from_warnings_on(logging_to: Log, name: str) -> None:
    """What a library says of its daily work is no step of ours."""
    stream = logging_to("text")
    logging.getLogger(name).info("chatter")
    logging.getLogger(name).warning("trouble")
    assert "chatter" not in stream.getvalue()
    assert "trouble" in stream.getvalue()


def test_short_settings_are_no_secrets() -> None:
    """Else every word with those letters would be hidden."""
    assert secrets_of(load(token_key="ab", slack_bot_token="")) == []


def test_text_leaves_out_what_is_empty() -> None:
    """A field without a value is not written."""
    record = logging.LogRecord("x", logging.INFO, "f.py", 1, "told", (), None)
    setattr(record, FIELDS, {"part": "", "kind": "a b"})
    assert TextLines().format(record).endswith('INFO x: told kind="a b"')
