"""What the doctor looks at on this machine: the database, the reading, the proxies of the environment."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.settings import Settings, token_keys
from bot.store import StoreError, schema
from bot.store.database import connect
from bot.store.installations import Installations
from bot.understand import Children
from handlers.errors import Unreadable
from handlers.model import Original

_SENTENCE = "“The bridge opens in May,” said Jan Pell, the mayor of Ottery. It cost 40 million dollars."
_ENVIRONMENT_PROXIES = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `to_do` may stand beside `ok` too: then it is advice."""

    name: str
    ok: bool
    says: str
    to_do: str = ""


def database_there(settings: Settings) -> Check:
    try:
        database = connect(settings.database_url)
        file = database.engine.url.database if database.is_sqlite else None
        if file and not Path(file).exists():
            return _new_file(Path(file))
        try:
            at = schema.current(database)
            if at == schema.newest():
                return Check("database", True, "is there and up to date")
            if database.is_sqlite:
                return Check("database", True, "is there; pullquote run brings it up to date")
            return Check("database", False, "is not up to date", "Run pullquote migrate.")
        finally:
            database.close()
    except StoreError as error:
        return Check("database", False, str(error), "Look at PULLQUOTE_DATABASE_URL.")


def _new_file(file: Path) -> Check:
    folder = file.absolute().parent
    if os.access(folder, os.W_OK):
        return Check("database", True, f"{file} is made by pullquote run")
    return Check("database", False, f"{folder} cannot be written to", "Make the folder, or set PULLQUOTE_DATABASE_URL.")


def understanding(settings: Settings) -> Check:
    """Has a sentence read in a child process, as an article would be."""
    started = time.monotonic()
    try:
        with Children(settings, spares=0) as children:
            digest = children.digest(Original(_SENTENCE.encode(), "text/plain; charset=utf-8"))
    except Unreadable as error:
        return Check("reading", False, error.reason, "pullquote --verbose doctor shows why. Is everything installed?")
    if digest.failed or not digest.all_quotes or not digest.all_figures or digest.all_quotes[0].speaker is None:
        failed = ", ".join(digest.failed) or "the language model"
        return Check("reading", False, f"{failed} does not work", "Install again with the lock file: scripts/install.")
    return Check("reading", True, f"a test sentence was understood in {time.monotonic() - started:.1f} s")


def proxies(settings: Settings) -> Iterator[Check]:
    found = [name for name in _ENVIRONMENT_PROXIES if os.environ.get(name)]
    if found and not settings.proxy:
        yield Check("proxy", True, f"{found[0]} is set, and is not used", "Set PULLQUOTE_PROXY where one is needed.")


def installed(settings: Settings) -> dict[str, dict[str, Any]]:
    """What each workspace gave when it installed the app; nothing where no database stands. Raises StoreError."""
    database = connect(settings.database_url)
    file = database.engine.url.database if database.is_sqlite else None
    try:
        if (file and not Path(file).exists()) or schema.current(database) != schema.newest():
            return {}
        known = Installations(database, token_keys(settings))
        return {team: known.find(team) or {} for team in known.teams()}
    finally:
        database.close()
