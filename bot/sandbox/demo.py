"""`pullquote sandbox`: the local Slack, with the bot in it and one article already answered, or alone for programs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

import click

from bot.sandbox.server import Sandbox

SEED = "sheinbaum-2025-05-04"
_CONNECT_SECONDS = 60.0
_ANSWER_SECONDS = 90.0
_STOP_SECONDS = 12.0
_LOG_LINES = 12
_REAL = ("SLACK_", "PULLQUOTE_HTTP_", "PULLQUOTE_PUBLIC_", "PULLQUOTE_PROXY")  # of a real workspace, not for this bot
_NEXT = (
    "Drop in another link (there are some at {url}/news), drag a file into the channel, or type /digest and a link. "
    "Ctrl-C ends it."
)


class BotDied(Exception):
    """The bot ended before its time; the message is the end of its log."""


class Bot:
    """The bot in a process of its own, with a database that goes when it goes."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self._log = folder / "bot.log"
        environment = {name: value for name, value in os.environ.items() if not name.startswith(_REAL)}
        environment |= sandbox.environment() | {"PULLQUOTE_DATABASE_URL": f"sqlite:///{folder}/pullquote.db"}
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def check(self) -> None:
        """Raise BotDied where it has ended."""
        if self._process.poll() is not None:
            lines = self._log.read_text(errors="replace").strip().splitlines()[-_LOG_LINES:]
            raise BotDied("\n".join(lines) or f"exit code {self._process.returncode}")

    def stop(self) -> None:
        """Ask it to end; insist after a while."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def demo(port: int = 0, *, headless: bool = False, open_browser: bool = False) -> int:
    """Serve until Ctrl-C or SIGTERM; returns the exit code."""
    try:
        sandbox = Sandbox(port)
    except OSError as error:
        click.echo(f"pullquote: port {port} cannot be used: {error.strerror}; try --port 0", err=True)
        return 2
    ended = threading.Event()
    _end_on_signals(ended)
    with sandbox:
        if headless:
            click.echo(json.dumps(described(sandbox)))
            _wait(ended)
            return 0
        with tempfile.TemporaryDirectory(prefix="pullquote-") as folder:
            return _with_bot(sandbox, Path(folder), ended, open_browser)


def described(sandbox: Sandbox) -> dict[str, str]:
    """Where the sandbox is, and what a bot needs to come in."""
    return {
        "url": sandbox.url,
        "page_url": f"{sandbox.url}/",
        "api_url": sandbox.api_url,
        "bot_token": sandbox.bot_token,
        "app_token": sandbox.app_token,
        "signing_secret": sandbox.signing_secret,
        "client_id": sandbox.client_id,
        "client_secret": sandbox.client_secret,
    }


def _with_bot(sandbox: Sandbox, folder: Path, ended: threading.Event, open_browser: bool) -> int:
    click.echo("Starting a local Slack, and Pullquote in it …", err=True)
    bot = Bot(sandbox, folder)
    try:
        page_url = _opening(sandbox, bot, ended)
        if not ended.is_set():
            shown = open_browser and _browser(page_url)
            click.echo(f"{'Opened' if shown else 'Open'} {page_url}  {_NEXT.format(url=sandbox.url)}")
        while not ended.is_set():
            bot.check()
            ended.wait(0.5)
    except BotDied as died:
        click.echo(f"pullquote: the bot ended:\n{died}", err=True)
        return 2
    finally:
        bot.stop()
    return 0


def _opening(sandbox: Sandbox, bot: Bot, ended: threading.Event) -> str:
    """Wait for the bot, drop the seed article into #newsroom, wait for the answer; the address of that thread."""
    control = sandbox.control
    _until(lambda: bool(control.state()["bot"]["connected"]), _CONNECT_SECONDS, bot, ended)
    words = f"Did anyone see this? {sandbox.url}/news/{SEED}"
    ts = control.post_message("newsroom", words, user="tomasz")
    if not _until(lambda: bool(control.replies("newsroom", ts)), _ANSWER_SECONDS, bot, ended) and not ended.is_set():
        click.echo("pullquote: the article is not answered yet; look again in a moment", err=True)
    return f"{sandbox.url}/#newsroom/{ts}"


def _until(happened: Callable[[], bool], seconds: float, bot: Bot, ended: threading.Event) -> bool:
    """Ask again and again; False after so many seconds, or where everything ends."""
    until = time.monotonic() + seconds
    while not ended.is_set() and time.monotonic() < until:
        bot.check()
        if happened():
            return True
        ended.wait(0.1)
    return False


def _end_on_signals(ended: threading.Event) -> None:
    def end(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)


def _wait(ended: threading.Event) -> None:
    while not ended.wait(1.0):
        pass


def _browser(url: str) -> bool:
    """Open a browser with a window of its own; False where there is none. A text browser would take the terminal."""
    graphical = sys.platform in {"darwin", "win32"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if graphical:
        with suppress(webbrowser.Error):
            return webbrowser.open(url)
    return False
