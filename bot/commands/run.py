"""`pullquote run`: the bot until SIGTERM or Ctrl-C, with its log on stderr."""

from __future__ import annotations

from bot.commands.failure import Exit, Failure
from bot.commands.settings import settings
from bot.logs import configure


def run() -> Exit:
    """Runs the bot. Raises Failure."""
    from bot.app import run as run_bot
    from bot.store import StoreError

    with settings() as known:
        configure(known)
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
        configure(known)
        try:
            run_worker(known, Worker)
        except StoreError as error:
            raise Failure(Exit.USAGE, str(error)) from error
    return Exit.DONE
