"""The log of a bot or worker: one line a record, as text or JSON, with nothing private in it.

Whoever logs leaves out tokens, article text and the queries of URLs. What slips through all the same, in a library's
message, is taken out here before a line is written: the secrets of the settings, whatever looks like a token, passwords
and queries in URLs. Of an exception the log has the place and the kind, never the words, which may quote an article.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.exceptions import told
from bot.settings import Settings

FIELDS = "fields"  # of a record: what a step says of itself, name by name
HIDDEN = "[hidden]"
LONGEST = 4_000  # characters of one message

_SHORTEST_SECRET = 6  # characters; anything shorter would be found in half the words
_QUIET = (
    "slack_sdk",
    "slack_bolt",
    "httpx",
    "httpcore",
    "alembic",
    "opentelemetry",
    "apscheduler",
    "uvicorn",
    "procrastinate",
    "trafilatura",
)
_TOKEN = re.compile(r"\b(?:xox[a-z](?:\.xox[a-z])?|xapp|xwfp)-[\w-]{6,}")
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}")
_LOGIN = re.compile(r"(?<=://)[^/\s@]+@")
_QUERY = re.compile(r"(https?://[^\s?#\"'<>]*)[?#][^\s\"'<>]*", re.IGNORECASE)
_HOOK = re.compile(
    r"(https?://[^\s/]+/(?:commands|actions|app|services|response|files-pri)/)[^\s\"'<>]+", re.IGNORECASE
)

ExceptionParts = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def configure(settings: Settings, stream: TextIO | None = None) -> None:
    """Sends this process's log to `stream`, stderr by default, and nothing of it anywhere else."""
    handler = logging.StreamHandler(stream or sys.stderr)
    redact = Redaction(secrets_of(settings))
    handler.setFormatter(JsonLines(redact) if settings.log_format == "json" else TextLines(redact))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def secrets_of(settings: Settings) -> list[str]:
    """Every secret that the settings hold, the parts of those that are several, and the database's password."""
    held = [
        value.get_secret_value()
        for name in type(settings).model_fields
        if isinstance(value := getattr(settings, name), SecretStr)
    ]
    held += [part.strip() for value in held for part in value.split(",")]
    with suppress(ValueError):  # no URL: the store says so in words of its own
        held += [urlsplit(url).password or "" for url in (settings.database_url, settings.proxy)]
    return sorted({secret for secret in held if len(secret) >= _SHORTEST_SECRET}, key=len, reverse=True)


class Redaction:
    """Takes out of a line what must not be read there."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets = tuple(secrets)

    def __call__(self, line: str) -> str:
        """The line without secrets."""
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        line = _TOKEN.sub(HIDDEN, line)
        line = _BEARER.sub(rf"\1 {HIDDEN}", line)
        line = _LOGIN.sub(f"{HIDDEN}@", line)
        line = _HOOK.sub(rf"\1{HIDDEN}", line)
        return _QUERY.sub(rf"\1?{HIDDEN}", line)


class Lines(logging.Formatter):
    """What both forms share. Nothing that is logged begins a line of its own."""

    def __init__(self, redact: Redaction | None = None) -> None:
        super().__init__()
        self._redact = redact or Redaction()

    def formatException(self, ei: ExceptionParts) -> str:
        """Where it happened, and the kinds of the exceptions: no words of theirs."""
        return told(ei[1]) if ei[1] is not None else ""

    def message(self, record: logging.LogRecord) -> str:
        """The record's message on one line."""
        return self._redact(" | ".join(record.getMessage().splitlines()))[:LONGEST]

    def fields(self, record: logging.LogRecord) -> dict[str, object]:
        """What a step says of itself."""
        given = getattr(record, FIELDS, None) or {}
        return {name: self._redact(value) if isinstance(value, str) else value for name, value in given.items()}


class TextLines(Lines):
    """For a person: time, level, message, `name=value`; a traceback follows, indented."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line."""
        said = [f"{name}={_word(value)}" for name, value in self.fields(record).items() if value != ""]
        at = f"{_time(record):%Y-%m-%d %H:%M:%S}.{int(record.msecs):03}"
        line = " ".join([at, record.levelname, f"{record.name}:", self.message(record), *said])
        if record.exc_info:
            line += "\n" + "\n".join(f"    {part}" for part in self.formatException(record.exc_info).splitlines())
        return line


class JsonLines(Lines):
    """For a machine: one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        line: dict[str, object] = {
            "at": _time(record).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self.message(record),
            **{name: value for name, value in self.fields(record).items() if value != ""},
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _time(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)


def _word(value: object) -> str:
    """A value that ends where the next field begins."""
    text = str(value)
    return text if text.isprintable() and " " not in text else json.dumps(text)
