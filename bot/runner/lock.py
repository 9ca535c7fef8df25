"""One bot a SQLite file: a lock beside the database, which ends with the process that holds it, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from bot.store import StoreError

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class OnlyBot:
    """The right to drive the requests of a SQLite file."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + ".lock")
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Raises StoreError where another process has it."""
        try:
            file = self._path.open("a+")
        except OSError as error:
            raise StoreError(f"{self._path} cannot be written: {error.strerror}") from None
        try:
            _lock(file)
        except OSError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            file.close()
            raise StoreError(
                f"another bot (process {holder}) runs on {self._path.stem}: stop it first; several need PostgreSQL"
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file

    def give_back(self) -> None:
        """Lets another process have it. The file stays: taking it away would let two hold it."""
        if self._file is not None:
            self._file.close()
            self._file = None
