"""The settings for a command, with a mistake in them told as the command line tells mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.commands.failure import Exit, Failure
from bot.settings import Settings, SettingsError, load


@contextmanager
def settings(**given: object) -> Iterator[Settings]:
    """The settings, `given` ones before the environment's. A SettingsError raised with them in hand is a Failure."""
    try:
        yield load(**given)
    except SettingsError as error:
        raise Failure(Exit.USAGE, str(error)) from error
