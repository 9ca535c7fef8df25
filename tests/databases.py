"""A real database of either kind: a SQLite file, or a database of a PostgreSQL of our own on a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import create_engine

_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


class Postgres:
    """A PostgreSQL server of our own, reached by a socket in its folder; ended and deleted with the block."""

    def __init__(self, *options: str) -> None:
        self._options = options

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="pg"))
        self.folder.chmod(0o777)
        self._run("initdb", "-D", str(self.folder / "d"), "-U", "pullquote", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Starts the server and waits until it answers."""
        options = f"-k {self.folder} -c listen_addresses= {' '.join(self._options)}"
        self._run("pg_ctl", "-D", str(self.folder / "d"), "-o", options, "-l", str(self.folder / "log"), "-w", "start")

    def stop(self, how: str = "fast") -> None:
        """Stops it: `fast`, or `immediate`, which is as a crash."""
        self._run("pg_ctl", "-D", str(self.folder / "d"), "-m", how, "-w", "stop", check=False)

    def crash(self) -> None:
        """Ends it as a power cut would, and starts it again."""
        self.stop("immediate")
        self.start()

    def url(self, name: str = "postgres") -> str:
        """The URL of a database."""
        return f"postgresql://pullquote@/{name}?host={self.folder}"

    def make(self, template: str = "template1") -> str:
        """The name of a new database, a copy of `template`."""
        name = f"t{time.time_ns()}"
        self._sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    @contextmanager
    def fresh(self, template: str = "template1") -> Iterator[str]:
        """The URL of a new database, dropped with the block."""
        name = self.make(template)
        try:
            yield self.url(name)
        finally:
            self._sql(f"DROP DATABASE {name} WITH (FORCE)")

    def _sql(self, statement: str) -> None:
        engine = create_engine(self.url().replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        as_other = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        path = str(_BINARIES[0] / program) if _BINARIES else program
        with (self.folder / "out").open("a+") as out:
            subprocess.run([*as_other, path, *arguments], check=check, stdout=out, stderr=out, cwd="/", timeout=60)


def has_postgres() -> bool:
    """Whether this machine has PostgreSQL's server."""
    return bool(_BINARIES)
