"""`pullquote run`: the bot until SIGTERM or Ctrl-C, with its log on stderr."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from bot.commands.failure import Exit, Failure
from bot.commands.settings import settings
from bot.logs import configure
from bot.settings import Settings
from bot.understand import Children


def run() -> Exit:
    """Runs the bot. Raises Failure."""
    with settings() as known, _children(known) as children:
        from bot.app import run as run_bot
        from bot.store import StoreError

        try:
            run_bot(known, children=children)
        except StoreError as error:
            raise Failure(Exit.USAGE, str(error)) from error
    return Exit.DONE


def work(concurrency: int | None) -> Exit:
    """Runs a further worker. Raises Failure."""
    with settings(**({} if concurrency is None else {"workers": concurrency})) as known:
        if not known.database_url.startswith("postgres"):
            raise Failure(
                Exit.USAGE, "Workers need PostgreSQL: set PULLQUOTE_DATABASE_URL. On SQLite, run does it all."
            )
        with _children(known) as children:
            from bot.app import Worker
            from bot.app import run as run_worker
            from bot.store import StoreError

            try:
                run_worker(known, Worker, children)
            except StoreError as error:
                raise Failure(Exit.USAGE, str(error)) from error
    return Exit.DONE


@contextmanager
def _children(known: Settings) -> Iterator[Children]:
    """Children that load their models while the rest of the program is loaded, which nothing looks through for garbage
    meanwhile."""
    gc.disable()
    configure(known)
    children = Children(known)
    try:
        yield children
    finally:
        children.close()
        gc.enable()
