"""A local Slack and bots, each a process of its own as in life: what load is measured on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import httpx
from sqlalchemy import func, select

from bot.sandbox.control import Control
from bot.store import open_store
from bot.store.tables import requests

_LAST_SECONDS = 20.0  # for a process to end when it is told to


def resident(pid: int) -> int:
    """Megabytes that a process holds in memory; 0 where it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024**2
    except (OSError, IndexError):
        return 0


def offspring(pid: int) -> list[int]:
    """The children of a process."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in task.read_text().split()]
        except OSError:  # the thread has just ended
            continue
    return found


def cpu_of(pid: int) -> float:
    """CPU seconds of one process, without its children's."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has just ended
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass
class Memory:
    """What a bot and its largest child hold, as seen every second."""

    pid: int
    bot: list[int] = field(default_factory=list)
    child: list[int] = field(default_factory=list)

    def watch(self, ended: threading.Event) -> None:
        """Looks until told to stop, or the process is gone."""
        while not ended.wait(1.0) and (held := resident(self.pid)):
            self.bot.append(held)
            self.child.append(max(map(resident, offspring(self.pid)), default=0))


class Stage:
    """A local Slack with so many channels that the bot is in."""

    def __init__(self, folder: Path, channels: int = 20) -> None:
        self.folder = folder
        self._channels = channels
        self.database_url = f"sqlite:///{folder}/pullquote.db"

    def __enter__(self) -> Self:
        self._slack = subprocess.Popen(
            [sys.executable, "-m", "bot", "sandbox", "--headless", "--port", "0"], stdout=subprocess.PIPE, text=True
        )
        assert self._slack.stdout is not None
        self.told: dict[str, str] = json.loads(self._slack.stdout.readline())
        self.url = self.told["url"]
        self.control = Control(self.url)
        self.channels = [f"desk-{n}" for n in range(self._channels)]
        for name in self.channels:
            self.control.make_channel(name)
            self.control.invite(name, "pullquote")
        return self

    def __exit__(self, *_: object) -> None:
        self.control.close()
        end(self._slack)

    @contextmanager
    def bot(self, command: str = "run", port: int = 0, **settings: object) -> Iterator[subprocess.Popen[bytes]]:
        """`pullquote run` or `worker`, ended with the block."""
        environment = {
            **os.environ, "SLACK_API_URL": self.told["api_url"], "SLACK_BOT_TOKEN": self.told["bot_token"],
            "SLACK_APP_TOKEN": self.told["app_token"], "PULLQUOTE_ALLOW_PRIVATE_NETWORKS": "127.0.0.0/8",
            "PULLQUOTE_DATABASE_URL": self.database_url, "PULLQUOTE_FETCH_HOST_DELAY_SECONDS": "0",
            **({"PULLQUOTE_HTTP_PORT": str(port), "PULLQUOTE_HTTP_HOST": "127.0.0.1"} if port else {}),
            **{f"PULLQUOTE_{name.upper()}": str(value) for name, value in settings.items()},
        }  # fmt: skip
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen([sys.executable, "-m", "bot", command], env=environment, stdout=log, stderr=log)
        try:
            yield process
        finally:
            end(process)

    def digests(self) -> dict[tuple[str, str], list[float]]:
        """When each message was answered, by channel and time stamp; more than one time is one too many."""
        found: dict[tuple[str, str], list[float]] = {}
        for channel, messages in self.control.state()["messages"].items():
            for message in messages:
                if message.get("metadata") and "thread_ts" in message:
                    found.setdefault((channel, message["thread_ts"]), []).append(float(message["ts"]))
        return found

    def wait(self, count: int, seconds: float) -> dict[tuple[str, str], list[float]]:
        """Until so many requests have ended and their posts are out, or the time is up; what is answered then.

        The database is asked, not the local Slack: drawing all its messages would keep it from hearing the bot.
        """
        ends = time.monotonic() + seconds
        ended = select(func.count()).select_from(requests).where(requests.c.finished_at.is_not(None))
        store = open_store(self.database_url)
        try:
            while time.monotonic() < ends:
                with store.database.read() as connection:
                    done = connection.execute(ended).scalar_one()
                if done >= count and not store.outbox.waiting():
                    break
                time.sleep(0.5)
        finally:
            store.close()
        return self.digests()

    def acknowledgements(self, after: int, until: float) -> tuple[list[float], int]:
        """Milliseconds that each event took to be acknowledged, of those after the first so many that were sent until
        then; and how many attempts were not acknowledged at all."""
        attempts: list[dict[str, Any]] = [a for event in self.control.events(after) for a in event["attempts"]]
        found = [a["ack_ms"] for a in attempts if a["at"] <= until]
        return sorted(float(ms) for ms in found if ms is not None), found.count(None)

    def cores(self, bot: int) -> dict[str, float]:
        """CPU seconds so far, by who used them: people, the local Slack, the bot's own process, its children."""
        people = sum(os.times()[:2])
        return {
            "people": people, "local Slack": cpu_of(self._slack.pid), "bot": cpu_of(bot),
            "children": sum(map(cpu_of, offspring(bot))),
        }  # fmt: skip


def end(process: subprocess.Popen[Any]) -> None:
    """Ends a process, kindly at first."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(_LAST_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def ready(port: int, seconds: float) -> bool:
    """Waits for `/readyz`."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False).status_code == 200:
                return True
        except httpx.TransportError:
            pass
        time.sleep(0.02)
    return False


def share(values: list[float], part: float) -> float:
    """The value below which so large a part of the sorted values lies."""
    return values[min(len(values) - 1, int(len(values) * part))] if values else float("nan")
