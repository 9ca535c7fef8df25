"""One child process as its parent sees it: start, ask within a time, stop. Nothing here waits without an end."""

from __future__ import annotations

import os
import re
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from bot.frames import LENGTHS, BrokenFrame, Json, lengths, pack, parse

_CHUNK = 1 << 16
_PYTHON = re.compile(
    r'Fatal Python error: [A-Za-z ]+|\s+File "[^"]*", line \d+(?:,? in \S+)?|[A-Za-z_.]+Error\b|the parent has gone'
)
_PASSED_ON = ("PATH", "TMPDIR", "LANG", "LC_ALL", "TZ")  # where programs lie and how text is written; never a secret


class Lost(Exception):
    """The child gave no answer. `code` is `too_slow`, `crashed`, or `unheard` where it was gone before it was asked."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def environment() -> dict[str, str]:
    """All that a child sees of this process's environment: no tokens, no database, no proxies."""
    here = str(Path(__file__).resolve().parent.parent)
    paths = dict.fromkeys([here, *(p for p in sys.path if p and Path(p).is_absolute())])
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**passed, "PYTHONPATH": os.pathsep.join(paths), "OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"}


class Process:
    """A child that reads originals. Used by one thread at a time.

    It must be started by a thread that outlives it: Linux counts the end of that thread as the parent's death.
    """

    def __init__(self, megabytes: int, cpu_seconds: int) -> None:
        self.errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by stop()
        command = [sys.executable, "-P", "-s", "-m", "bot.child", str(megabytes), str(cpu_seconds), str(os.getpid())]
        self._popen = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            env=environment(),
            cwd="/",
            bufsize=0,
            start_new_session=True,  # Ctrl-C is the parent's to answer; and what the child starts dies with it
        )
        assert self._popen.stdin is not None  # noqa: S101 - for the type checker
        assert self._popen.stdout is not None  # noqa: S101
        self._stdin, self._stdout = self._popen.stdin, self._popen.stdout
        os.set_blocking(self._stdin.fileno(), False)
        os.set_blocking(self._stdout.fileno(), False)
        self.articles = 0
        self.megabytes = 0  # when it was ready

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._popen.pid

    @property
    def alive(self) -> bool:
        """Whether the child still runs."""
        return self._popen.poll() is None

    def ready(self, seconds: float) -> Json:
        """Waits until the child has loaded its models. Raises Lost."""
        return self._exchange(b"", seconds)

    def ask(self, form: Json, blob: bytes, seconds: float) -> Json:
        """The child's answer. Raises Lost; the child is then of no more use."""
        self.articles += 1
        return self._exchange(pack(form, blob), seconds)

    def kill(self) -> None:
        """Ends the child at once, from any thread; its user cleans up with `stop`."""
        self._popen.kill()

    def stop(self) -> None:
        """Ends the child and whatever it started, and closes the pipes."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self._popen.wait()
        self._stdin.close()
        self._stdout.close()
        self.errors.close()

    def last_words(self) -> str:
        """What Python wrote at its end to the child's standard error: places and kinds of errors. Libraries print
        there too, and what they print may quote an article."""
        self.errors.seek(max(0, self.errors.seek(0, os.SEEK_END) - 8000))
        lines = self.errors.read().decode("utf-8", "replace").splitlines()
        return "\n".join(found.group() for line in lines if (found := _PYTHON.match(line)))[-2000:]

    def _exchange(self, sent: bytes, seconds: float) -> Json:
        deadline = time.monotonic() + seconds
        got, wanted, left = bytearray(), LENGTHS.size, memoryview(sent)
        with selectors.DefaultSelector() as selector:
            selector.register(self._stdout, selectors.EVENT_READ)
            if left:
                selector.register(self._stdin, selectors.EVENT_WRITE)
            while len(got) < wanted:
                ready = selector.select(max(0.0, deadline - time.monotonic()))
                if not ready and time.monotonic() >= deadline:
                    raise Lost("too_slow", f"no answer in {seconds:g} s")
                for key, _ in ready:
                    if key.fileobj is self._stdin:
                        left = self._send(left)
                        if not left:
                            selector.unregister(self._stdin)
                    else:
                        got += self._receive(wanted - len(got))
                if wanted == LENGTHS.size == len(got):
                    wanted += sum(_checked(bytes(got)))
        return _form(bytes(got))

    def _send(self, left: memoryview) -> memoryview:
        try:
            return left[os.write(self._stdin.fileno(), left[:_CHUNK]) :]
        except BlockingIOError:
            return left
        except BrokenPipeError:
            raise self._gone("unheard") from None

    def _receive(self, most: int) -> bytes:
        try:
            got = os.read(self._stdout.fileno(), min(most, _CHUNK))
        except BlockingIOError:
            return b""
        if not got:
            raise self._gone()
        return got

    def _gone(self, code: str = "crashed") -> Lost:
        with suppress(subprocess.TimeoutExpired):
            self._popen.wait(1)
        status = self._popen.returncode
        code = "too_slow" if status == -signal.SIGXCPU else code
        return Lost(code, f"child {self.pid} ended with {status}: {self.last_words()}")


def _checked(head: bytes) -> tuple[int, int]:
    try:
        return lengths(head)
    except BrokenFrame as error:
        raise Lost("crashed", str(error)) from error


def _form(whole: bytes) -> Json:
    text, _ = lengths(whole[: LENGTHS.size])
    try:
        return parse(whole[LENGTHS.size : LENGTHS.size + text])
    except BrokenFrame as error:
        raise Lost("crashed", str(error)) from error
