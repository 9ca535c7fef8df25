"""A child process: originals come in on standard input, one after another, and their digests go out.

It starts with an empty environment, loads the English model, then takes limits on itself: memory, CPU time for each
article, no core file, no new privileges and, where the kernel lets an ordinary user, no network. It ends when its
parent does. Run by bot/understand.py as `python -m bot.child MEGABYTES CPU_SECONDS PARENT`.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import math
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from bot.exceptions import told
from bot.frames import Json, pack, receive

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_LARGEST_FILE = 96 * 1024 * 1024  # the language model alone is unpacked into 65 megabytes
_YIELD = 10  # of priority, to the bot, whose acknowledgements cannot wait
_MAY_GROW = 8  # megabytes, before memory is given back to the system

TOO_LARGE = "It needs more memory to read than one article may have. A shorter or simpler file would work."
_WARM = (
    "<html><head><title>Bridge reopens</title></head><body><article><h1>Bridge reopens</h1>"
    "<p>“The bridge will carry trains again before winter comes,” Mayor Ada Brandt said on Monday in Ostrava.</p>"
    "<p>The council has set aside $14 million for the work, 12 percent more than last year, and it takes 18 months.</p>"
    "<p>Residents had waited since the flood in spring, when the old crossing was swept away in a single night.</p>"
    "<p>The minister told reporters that the line is to open in 2027, ten years after the first promise of it.</p>"
    "</article></body></html>"
)
BROKEN = "It could not be read: the file is damaged, or made to break its readers."


def main() -> None:
    """Warms up, says so, then answers until standard input ends."""
    megabytes, cpu_seconds, parent = (int(given) for given in sys.argv[1:4])
    stay_alone(parent)
    answers, log = take_stdout(), Log()
    logging.basicConfig(handlers=[log], level=logging.WARNING)
    warm()
    ready = resident()
    limit_memory(megabytes)
    give_way()
    answers.write(pack({"megabytes": ready}))
    answers.flush()
    while (request := receive(sys.stdin.buffer)) is not None:
        limit_cpu(cpu_seconds)
        answer = work(*request)
        ready = trim(ready)
        answers.write(pack({**answer, "megabytes": resident(), "log": log.taken()}))
        answers.flush()


def work(form: Json, data: bytes) -> Json:
    """The answer to one request. Whatever a hostile original does to the readers stays in here."""
    from handlers import wire
    from handlers.digest import digest, read
    from handlers.errors import Unreadable
    from handlers.model import Digest, Original

    original = Original(data, form["media_type"], form["file_name"], form["url"])
    try:
        made = Digest(read(original)) if form["task"] == "read" else digest(original)
        return {"digest": wire.dump(made)}
    except Unreadable as error:
        return {"code": error.code, "reason": error.reason}
    except MemoryError:
        return {"code": "too_large", "reason": TOO_LARGE}  # what was refused was never taken: this child goes on
    except Exception:  # the process's edge: a reader's failure is an answer, and the log has it
        logging.getLogger(__name__).exception("an original could not be read")
        return {"code": "broken", "reason": BROKEN}


def warm() -> None:
    """Loads what every article needs, so that the first one is as quick as the rest."""
    answer = work({"task": "digest", "media_type": "text/html", "file_name": "", "url": ""}, _WARM.encode())
    if "digest" not in answer:
        logging.getLogger(__name__).error("a child cannot read its first article: %s", answer["code"])
    gc.collect()
    gc.freeze()  # what stands now is never garbage: later collections need not walk it
    gc.set_threshold(100_000, 20, 20)  # an article makes little that only a collection frees, and many objects


def stay_alone(parent: int) -> None:
    """No network, no new privileges, and an end with the parent. On Linux; elsewhere the pipe's end is what ends it."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)  # refused on some kernels: a second wall, not the only one
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # after unshare, which would clear it
        if os.getppid() != parent:
            raise SystemExit("the parent has gone")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))


def give_way() -> None:
    """Leaves the processor to the bot whenever that wants it, and interrupts nobody to have it."""
    os.nice(_YIELD)
    with suppress(OSError, AttributeError):  # not every system knows it
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def take_stdout() -> BinaryIO:
    """The pipe to the parent, for answers alone: what a library prints goes to standard error instead."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def limit_memory(megabytes: int) -> None:
    """Lets this process grow to about `megabytes` of resident memory, counted from what it holds now."""
    pages = Path("/proc/self/statm")
    if not pages.exists():
        return
    size = int(pages.read_text().split()[0]) * resource.getpagesize()
    room = max(64, megabytes - resident()) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size + room, size + room))


def limit_cpu(seconds: int) -> None:
    """Lets this process use `seconds` more of CPU time; the kernel ends it after that."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime) + seconds, hard))


def resident() -> int:
    """Megabytes of memory that this process holds now (at most so far, where the system does not say)."""
    pages = Path("/proc/self/statm")
    if pages.exists():
        return int(pages.read_text().split()[1]) * resource.getpagesize() // 1024**2
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024**2


def trim(held: int) -> int:
    """Gives memory back to the system where this process has grown beyond what it `held`; what it holds then."""
    if resident() <= held + _MAY_GROW:
        return held
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    return max(held, resident())


class Log(logging.Handler):
    """Keeps what is logged, so that the parent can log it: our own warnings, and the errors of libraries.

    No words of an article: of an exception it keeps the place and the kind, and of a library's error only the place.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one record, cut where it is long."""
        ours = record.name.startswith(("handlers", "bot", "__main__"))
        if not ours and record.levelno < logging.ERROR:
            return
        line = f"{record.name}: {record.getMessage()}" if ours else f"{record.name} at {record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[1] is not None:
            line += "\n" + told(record.exc_info[1])
        self._lines.append((record.levelno, line[:4000]))

    def taken(self) -> list[tuple[int, str]]:
        """What was kept since the last call, at most 20 lines."""
        lines, self._lines = self._lines[:20], []
        return lines


if __name__ == "__main__":
    main()
