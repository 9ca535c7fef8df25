"""WHERE on the command line: a path, a link or `-`, turned into an original."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import BinaryIO

from bot.commands.failure import Exit, Failure, complain
from bot.settings import Settings
from handlers.model import Original

_LINK = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
_BARE_LINK = re.compile(r"www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/", re.I)


def is_link(where: str) -> bool:
    """Whether WHERE names a scheme, and so is no path."""
    return bool(_LINK.match(where))


def stdin() -> BinaryIO:
    """Stdin. Where that is a keyboard, stderr says what is waited for."""
    if sys.stdin.isatty():
        complain("Reading what you type, until Ctrl-D.")
    return sys.stdin.buffer


def original_at(where: str, settings: Settings) -> Original:
    """The original that WHERE names. Raises Failure."""
    if where == "-":
        return Original(_limited(stdin(), "The input", settings))
    return _fetched(where, settings) if is_link(where) else _from_file(where, settings)


def _fetched(url: str, settings: Settings) -> Original:
    from bot.fetch import FetchError, fetch

    try:
        return fetch(url, settings).original
    except FetchError as error:
        raise Failure(Exit.UNFETCHED, error.reason) from error


def _from_file(where: str, settings: Settings) -> Original:
    if not where:
        raise Failure(Exit.USAGE, "An empty name names no file.")
    try:
        with Path(where).open("rb") as file:
            return Original(_limited(file, "The file", settings), file_name=Path(where).name)
    except FileNotFoundError:
        hint = " (a link begins with https://)" if _BARE_LINK.match(where) else ""
        raise Failure(Exit.UNFETCHED, f"There is no such file{hint}.") from None
    except IsADirectoryError:
        raise Failure(Exit.UNFETCHED, "That is a directory; name a file in it.") from None
    except PermissionError:
        raise Failure(Exit.UNFETCHED, "The file may not be read: permission denied.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise Failure(Exit.UNFETCHED, f"The file could not be read: {_reason(error)}.") from None


def _reason(error: OSError | ValueError) -> str:
    """The system's own words, without its number and the name that the line begins with."""
    return ((isinstance(error, OSError) and error.strerror) or str(error)).lower()


def _limited(file: BinaryIO, name: str, settings: Settings) -> bytes:
    limit = settings.fetch_bytes
    read = file.read(limit + 1)
    if len(read) > limit:
        raise Failure(Exit.UNREADABLE, f"{name} is larger than {limit // 1_000_000} MB, the most that is read.")
    return read
