"""`pullquote run`: the bot until SIGTERM or Ctrl-C, with its log on stderr."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from bot.commands.failure import Exit, Failure
from bot.commands.settings import settings


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line)


def run() -> Exit:
    """Runs the bot. Raises Failure."""
    from bot.app import run as run_bot
    from bot.store import StoreError

    with settings() as known:
        log_to_stderr(known.log_format)
        try:
            run_bot(known)
        except StoreError as error:
            raise Failure(Exit.USAGE, str(error)) from error
    return Exit.DONE


def work(concurrency: int | None) -> Exit:
    """Runs a further worker. Raises Failure."""
    from bot.app import Worker
    from bot.app import run as run_worker
    from bot.store import StoreError

    with settings(**({} if concurrency is None else {"workers": concurrency})) as known:
        if not known.database_url.startswith("postgres"):
            raise Failure(
                Exit.USAGE, "Workers need PostgreSQL: set PULLQUOTE_DATABASE_URL. On SQLite, run does it all."
            )
        log_to_stderr(known.log_format)
        try:
            run_worker(known, Worker)
        except StoreError as error:
            raise Failure(Exit.USAGE, str(error)) from error
    return Exit.DONE


def log_to_stderr(form: str) -> None:
    """Sends the log to stderr, as text or as JSON. Slack's own library is heard from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    text = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonLines() if form == "json" else text)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in ("slack_sdk", "slack_bolt", "httpx", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
