"""The one place where everything is put together: settings in, a running bot out."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import FrameType

import uvicorn
from slack_sdk.errors import SlackApiError
from starlette.applications import Starlette

from bot.clock import SECONDS, Ticking
from bot.courtesy import Courtesy
from bot.fetch import Fetcher
from bot.health import Health
from bot.hearing import acknowledge_the_rest, bolt_app, socket_mode
from bot.http import health_routes, http_app
from bot.listeners import asks, commands, form, home, lifecycle, memory, messages, modals, schedule, search, sections
from bot.listeners.desk import Desk
from bot.listeners.look import looker
from bot.membership import Membership
from bot.memory import Memory
from bot.oauth import Installed, flow
from bot.openness import Openness
from bot.originals import originals
from bot.outbox import Poster
from bot.pipeline import Pipeline
from bot.roundup import Roundups
from bot.runner import runner_for
from bot.settings import Settings, must_run, token_keys
from bot.store import open_store
from bot.store.retention import shortest
from bot.traces import traces
from bot.understand import Children
from bot.watch import Watch
from bot.workspaces import OneWorkspace, UnknownWorkspace, Workspaces, clients

log = logging.getLogger(__name__)

FORGETTING_SECONDS = 600
TIDYING_SECONDS = 2
SWITCH_SECONDS = 0.001  # that a thread may keep Python's lock while another waits to acknowledge

_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")


class Worker:
    """What reads and posts in one process, without an ear for Slack; put together but not started."""

    def __init__(self, settings: Settings, children: Children | None = None) -> None:
        self.settings = settings
        self._traces = traces()
        self.watch = Watch(spans=self._traces)
        self.metrics = self.watch.metrics
        self.store = open_store(settings.database_url, token_keys(settings))
        self.workspaces: Workspaces = (
            Installed(settings, self.store) if settings.many_workspaces else OneWorkspace(settings)
        )
        self.client_for = clients(settings, self.workspaces, self.metrics.called)
        self.children = children or Children(settings)
        self.courtesy = Courtesy()
        give_way = self.courtesy.give_way
        self.poster = Poster(self.store, self.client_for, watch=self.watch, give_way=give_way)
        self.pipeline = Pipeline(
            self.store,
            settings,
            fetch=originals(settings, Fetcher(settings), self.client_for, self._turn),
            understand=self.children.digest,
            permalink=self._permalink,
            look=looker(settings, self.workspaces, self.client_for),
            posts_wait=self.poster.wake,
            memory=Memory(self.store, Openness(self.client_for).is_public),
            watch=self.watch,
            give_way=give_way,
        )
        self.runner = runner_for(self.pipeline, self.poster, self.store, settings)
        self.roundups = Roundups(self.store, self._permalink, self.poster.wake, self.metrics.lateness.observe)
        self._ticking = Ticking(
            {
                "roundups": (self.roundups.tick, SECONDS),
                "forgetting": (self._forget, FORGETTING_SECONDS),
                "tidying": (self.store.database.tidy, TIDYING_SECONDS),
            }
        )
        self.health = Health(self.store, self.children)
        self.metrics.watch(self.health.gauges)
        self._server: uvicorn.Server | None = None

    def start(self) -> None:
        """Begins to work; what was accepted before is taken up first."""
        if self.settings.http_port is not None:
            self._server = _server(self._pages(), self.settings)
            threading.Thread(target=self._server.run, name="http", daemon=True).start()
        self.runner.start()
        self._ticking.start()

    def stop(self) -> None:
        """Lets what is under way come to its end within `drain_seconds`."""
        self._ticking.stop()
        self.runner.stop()
        self.children.close()
        if self._server is not None:
            self._server.should_exit = True
        self.store.close()
        if self._traces is not None:
            self._traces.close()
        log.info("stopped")

    def _pages(self) -> Starlette:
        return Starlette(routes=health_routes(self.health.ready, self.metrics.text))

    def _turn(self, host: str) -> float:
        """On one machine the fetcher itself makes a site's fetches take turns."""
        if self.store.database.is_sqlite:
            return 0.0
        return self.store.turns.take(host, timedelta(seconds=self.settings.fetch_host_delay_seconds))

    def _forget(self) -> None:
        """Keeps no digest longer than the settings say, nor than its workspace does."""
        for team in self.store.retention.teams():
            if days := shortest(self.settings.keep_days, self.store.channels.get(team, "").keep_days):
                gone = self.store.retention.forget_before(team, self.store.now() - timedelta(days=days))
                log.info("forgot %d digests of team=%s that are older than %d days", gone, team, days)

    def _permalink(self, team: str, channel: str, ts: str) -> str:
        try:
            return str(self.client_for(team).chat_getPermalink(channel=channel, message_ts=ts)["permalink"])
        except (SlackApiError, UnknownWorkspace, OSError):
            return ""


class Bot(Worker):
    """A worker that listens to Slack as well."""

    def __init__(self, settings: Settings, children: Children | None = None) -> None:
        must_run(settings)
        super().__init__(settings, children)
        self._flow = flow(settings, self.store) if settings.many_workspaces else None
        self.bolt = bolt_app(settings, self.workspaces, self.metrics.acknowledged, self.courtesy)
        self._aside = ThreadPoolExecutor(2, thread_name_prefix="aside")
        self.membership = Membership(self.client_for)
        desk = Desk(self.store, settings, self._wake, self.membership, self._aside.submit)
        for room in (sections, messages, asks, commands, lifecycle, modals, form, home, schedule, memory, search):
            room.register(self.bolt, desk)
        acknowledge_the_rest(self.bolt)
        self._socket = socket_mode(settings, self.bolt) if settings.slack_app_token.get_secret_value() else None
        self.health.connected = self._connected if self._socket is not None else None

    def start(self) -> None:
        """Begins to work and to listen."""
        super().start()
        if self._socket is not None:
            self._socket.connect()  # type: ignore[no-untyped-call]
        log.info("running")

    def stop(self) -> None:
        """Hears nothing more, and stops."""
        closing = threading.Thread(target=self._hear_no_more, name="closing", daemon=True)  # takes it some seconds
        closing.start()
        self._aside.shutdown(wait=False, cancel_futures=True)
        super().stop()
        closing.join()

    def _hear_no_more(self) -> None:
        if self._socket is not None:
            self._socket.close()  # type: ignore[no-untyped-call]

    def _wake(self) -> None:
        self.runner.wake()
        self.poster.wake()

    def _connected(self) -> bool:
        return self._socket is not None and bool(self._socket.client.is_connected())

    def _pages(self) -> Starlette:
        secret = self.settings.slack_signing_secret.get_secret_value()
        return http_app(self.bolt, secret, health_routes(self.health.ready, self.metrics.text), self._flow)


def _server(pages: Starlette, settings: Settings) -> uvicorn.Server:
    port = settings.http_port or 0
    return uvicorn.Server(uvicorn.Config(pages, host=settings.http_host, port=port, log_config=None, access_log=False))


def run(settings: Settings, make: type[Worker] = Bot, children: Children | None = None) -> None:
    """Runs a bot, or a further worker, until SIGTERM or Ctrl-C; on `children` that have been started already, or its
    own. Raises SettingsError, StoreError."""
    for name in [name for name in os.environ if name in _PROXIES or name.startswith("SLACK_")]:
        del os.environ[name]  # the environment's proxies are not ours, and Bolt is to take no token from there
    sys.setswitchinterval(SWITCH_SECONDS)
    bot = make(settings, children)
    gc.freeze()  # what stands now stays: a collection that walked all of it would hold up everybody for 100 ms
    gc.enable()
    stopped = threading.Event()

    def stop(signum: int, frame: FrameType | None) -> None:
        del signum, frame
        stopped.set()

    previous: dict[int, object] = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        bot.start()
        stopped.wait()
    finally:
        bot.stop()
        for number, handler in previous.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
