"""The runner of many machines: procrastinate on the same PostgreSQL hands requests to any number of workers.

The truth stays in the inbox. A job carries a request's id and nothing else, and claims the request as the embedded
runner does; a job that is lost, or runs twice, costs a look. Each process calls: it makes jobs for requests that are
due and have none, and takes away jobs whose worker is gone, freeing what that worker held.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ProcrastinateException
from procrastinate.jobs import Status
from sqlalchemy.exc import SQLAlchemyError

from bot.outbox import Poster
from bot.pipeline import Pipeline
from bot.settings import Settings
from bot.store import Store

log = logging.getLogger(__name__)

QUEUE, TASK = "requests", "pullquote.request"
CALL_SECONDS = 2.0  # between two looks for requests without a job
HEARTBEATS = 4  # in the time after which a worker that was not heard of is gone
_AWAY = 2.0
_LAST = 1.0  # seconds for a post that is under way, when all time to drain is spent


class ProcrastinateRunner:
    """Drives the pipeline and the poster in one of many processes. `works` false: it calls and posts only."""

    def __init__(
        self, pipeline: Pipeline, poster: Poster, store: Store, settings: Settings, *, works: bool = True
    ) -> None:
        self._pipeline = pipeline
        self._poster = poster
        self._store = store
        self._settings = settings
        self._works = works
        self._stopping = threading.Event()
        self._threads = ThreadPoolExecutor(settings.workers + 1, thread_name_prefix="worker")
        self._serving = threading.Thread(target=self._run, name="procrastinate", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._bell = asyncio.Event()

    def start(self) -> None:
        """Begins to call, to work and to post."""
        self._poster.start()
        self._serving.start()

    def wake(self) -> None:
        """A request was accepted, or it is time to stop."""
        loop = self._loop
        if loop is not None:
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(self._bell.set)

    def stop(self) -> None:
        """Takes up nothing more, and lets what is under way come to its end within `drain_seconds`."""
        self._stopping.set()
        self.wake()
        ends = time.monotonic() + self._settings.drain_seconds
        if self._serving.is_alive():
            self._serving.join(self._settings.drain_seconds)
        self._poster.stop(max(_LAST, ends - time.monotonic()))
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                asyncio.run(self._serve())
            except (SQLAlchemyError, ProcrastinateException, OSError) as error:
                log.error("the database cannot be reached: %s", type(error).__name__)
            except Exception:  # the edge of the thread: a mistake of ours must not end the work for good
                log.exception("the runner failed in a way that was not foreseen")
            self._stopping.wait(_AWAY)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        app = App(connector=PsycopgConnector(**connection(self._store)))
        app.task(name=TASK, queue=QUEUE)(self._see_to)
        async with app.open_async():
            worker = asyncio.create_task(self._worker(app)) if self._works else None
            try:
                await self._call(app, worker)
            finally:
                if worker is not None:
                    worker.cancel()  # which lets its jobs end
                    await asyncio.gather(worker, return_exceptions=True)

    async def _worker(self, app: App) -> None:
        await app.run_worker_async(
            queues=[QUEUE],
            concurrency=self._settings.workers,
            install_signal_handlers=False,
            delete_jobs="always",
            fetch_job_polling_interval=CALL_SECONDS,
            update_heartbeat_interval=self._settings.worker_gone_seconds / HEARTBEATS,
            stalled_worker_timeout=self._settings.worker_gone_seconds,
            shutdown_graceful_timeout=self._settings.drain_seconds,
        )

    async def _call(self, app: App, worker: asyncio.Task[None] | None) -> None:
        """Until it is time to stop, or the worker has failed."""
        bury_at = 0.0
        while not self._stopping.is_set() and not (worker and worker.done()):
            self._bell.clear()
            if time.monotonic() >= bury_at:
                await self._bury(app)
                bury_at = time.monotonic() + CALL_SECONDS
            for request_id in await self._in_thread(self._store.requests.due):
                await self._defer(app, request_id)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._bell.wait(), CALL_SECONDS)

    async def _defer(self, app: App, request_id: str) -> None:
        """A job for a request that is due; one that has a job waiting keeps that."""
        with suppress(AlreadyEnqueued):
            task = app.configure_task(TASK, queue=QUEUE, queueing_lock=request_id)
            await task.defer_async(request_id=request_id)

    async def _bury(self, app: App) -> None:
        """Jobs whose worker is gone: what they held is free at once, instead of when its lease ends."""
        gone = self._settings.worker_gone_seconds
        for job in await app.job_manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=gone):
            request_id = str(job.task_kwargs["request_id"])
            log.warning("the worker of request=%s is gone", request_id)
            await self._in_thread(self._store.requests.free, request_id)
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)

    async def _see_to(self, request_id: str) -> None:
        await self._in_thread(self._take, request_id)
        self._bell.set()  # the next link of the same message may be due now

    def _take(self, request_id: str) -> None:
        request = self._store.requests.claim_one(request_id, self._pipeline.lease)
        if request is not None:
            self._pipeline.work(request)

    async def _in_thread(self, function: Any, *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, *arguments)


def connection(store: Store) -> dict[str, Any]:
    """How procrastinate reaches the store's database, where its tables are in the schema `jobs`."""
    url = store.database.engine.url.set(drivername="postgresql")
    options = {"options": "-c search_path=jobs,public"}
    return {"conninfo": url.render_as_string(hide_password=False), "kwargs": options}
