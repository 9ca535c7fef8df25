"""The real bot, made to live and die quickly: it remembers what it understood, posts without a pause, and can crash.

A crash here is what the end of a process is: no thread of it writes to the database or calls Slack any more, and what
Slack was told last is not recorded.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from bot import app
from bot.app import Bot
from bot.settings import Settings
from bot.store import Request
from bot.understand import Children
from handlers.model import Digest, Original

_SOON = 0.05  # seconds between two attempts at a local Slack that refused one
_DEATH = 15.0  # seconds that a thread may need to notice


class Crashed(BaseException):
    """The end of the process, as far as anything that runs in it can tell."""


class Remembering(Children):
    """Real children that read each original once; shared by all bots, and closed by nobody but `end`."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._read: dict[bytes, Digest] = {}

    def digest(self, original: Original, timeout: float | None = None) -> Digest:
        """What the children said the first time."""
        if original.data not in self._read:
            self._read[original.data] = super().digest(original, timeout)
        return self._read[original.data]

    def close(self) -> None:
        """Nothing: the next bot goes on with them."""

    def end(self) -> None:
        """Ends the children."""
        super().close()


class Mortal:
    """A bot on a database, and the next one after its crash. While the `gate` is closed nothing is fetched."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.gate = threading.Event()
        self.gate.set()
        self.bot = self._born()

    def crash(self) -> None:
        """Ends the bot at whatever it is doing, and starts another one."""
        open_ = self.gate.is_set()  # before the dying are let go on to their end, through it
        crash(self.bot, self._wake_up)
        self.gate = threading.Event()
        if open_:
            self.gate.set()
        self.bot = self._born()

    def idle(self) -> bool:
        """Whether nothing is left to read or to post."""
        counts = self.bot.store.requests.counts()
        return not (counts["accepted"] or counts["working"] or self.bot.store.outbox.waiting())

    def _born(self) -> Bot:
        bot, gate = Bot(self._settings), self.gate
        bot.poster._pace = timedelta(0)
        fetch = bot.pipeline._fetch

        def gated(request: Request) -> Any:
            gate.wait()
            return fetch(request)

        bot.pipeline._fetch = gated
        bot.start()
        return bot

    def _wake_up(self) -> None:
        self.gate.set()


def crash(bot: Bot, wake_up: Callable[[], None]) -> None:
    """Ends every thread of a bot at its next step. `wake_up` lets those go on that wait for something."""
    runner: Any = bot.runner
    poster: Any = bot.poster

    def dead(*_: object, **__: object) -> Any:
        raise Crashed

    bot.store.database.write = dead  # type: ignore[method-assign]
    bot.store.database.claiming = dead  # type: ignore[method-assign]
    threading.Thread(target=bot._hear_no_more, daemon=True).start()
    for thing in (runner, poster):
        thing._stopping.set()
        thing._bell.ring()
    wake_up()
    for thread in (*runner._threads, *poster._threads):
        thread.join(_DEATH)
    bot._ticking.stop()
    runner._only.give_back()
    bot.store.close()


@contextmanager
def lightly(settings: Settings) -> Iterator[None]:
    """Bots that are made inside share their children and wait for little."""
    children = Remembering(settings)

    def quiet(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_type is not Crashed:
            threading.__excepthook__(arguments)

    hook, threading.excepthook = threading.excepthook, quiet
    with (
        patch.object(app, "Children", lambda _: children),
        patch("bot.attempts.pause", lambda _: _SOON),
        patch("bot.attempts.SETTLE", _SOON),
    ):
        try:
            yield
        finally:
            threading.excepthook = hook
            children.end()
