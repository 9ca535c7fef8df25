"""Bots, workers and children, each a process, killed at random instants; and the count of what stands in Slack then.

As a program, for more requests and kills than a test has time for:
`python tests/flow/killing.py --requests 300 --kills 10 [--postgres]`
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.sandbox.server import Sandbox
from bot.store import open_store
from eval.stage import offspring

CHANNELS = [f"desk-{n}" for n in range(10)]


@contextmanager
def patient_slack() -> Iterator[Sandbox]:
    """A local Slack that delivers again what was not acknowledged, and soon; the bot is in ten channels."""
    with Sandbox(ack_seconds=1.5, retry_delays=[0.5] * 200) as slack:
        for name in CHANNELS:
            slack.control.make_channel(name)
            slack.control.invite(name, "pullquote")
        yield slack


def page(number: int) -> str:
    """An article of its own."""
    return (
        f"<html><head><title>Bridge {number} reopens</title></head><body><article><h1>Bridge {number} reopens</h1>"
        f"<p>“Bridge number {number} will carry trains again before winter comes,” Mayor Ada Brandt said on Monday.</p>"
        f"<p>The council has set aside ${number + 10} million for the work, which takes 18 months in all.</p>"
        "<p>Residents had waited since the flood in spring, when the old crossing was swept away at night.</p>"
        "</article></body></html>"
    )


@dataclass
class Site:
    """A Slack, a database, and bots on them."""

    slack: Sandbox
    folder: Path
    database_url: str
    posted: list[tuple[str, str]] = field(default_factory=list)

    @contextmanager
    def process(self, command: str = "run", **settings: str) -> Iterator[subprocess.Popen[bytes]]:
        """`pullquote run`, or `worker`; ended with SIGKILL, together with its children."""
        environment = {
            **os.environ, **self.slack.environment(), "PULLQUOTE_DATABASE_URL": self.database_url,
            "PULLQUOTE_FETCH_HOST_DELAY_SECONDS": "0", **{f"PULLQUOTE_{k.upper()}": v for k, v in settings.items()},
        }  # fmt: skip
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "bot", "-v", command], env=environment, stdout=log, stderr=log
            )
            try:
                yield process
            finally:
                process.send_signal(signal.SIGCONT)
                process.kill()
                process.wait()

    def publish(self, requests: int) -> list[str]:
        """So many articles, one a request."""
        return [self.slack.control.publish(f"bridge-{number}", page(number)) for number in range(requests)]

    def post(self, urls: Sequence[str], every: float) -> threading.Thread:
        """People post the links, one after the other, while bots live or not."""

        def type_on() -> None:
            for number, url in enumerate(urls):
                channel = CHANNELS[number % len(CHANNELS)]
                ts = self.slack.control.post_message(channel, f"Number {number}: {url}")
                self.posted.append((channel, ts))
                time.sleep(every)

        people = threading.Thread(target=type_on)
        people.start()
        return people

    def digests(self) -> Counter[str]:
        """How many digests each message has in its thread, by its time stamp."""
        told = (m for messages in self.slack.control.state()["messages"].values() for m in messages)
        marked = (m for m in told if (m.get("metadata") or {}).get("event_payload", {}).get("part") == "0")
        return Counter(m["thread_ts"] for m in marked)

    def wait(self, requests: int, seconds: float) -> None:
        """Until every request has a digest and nothing is open any more."""
        self.slack.control.wait_for(lambda: len(self.digests()) == requests, seconds)
        store = open_store(self.database_url)

        def all_ended() -> bool:
            counts = store.requests.counts()
            return not (counts["accepted"] or counts["working"] or store.outbox.waiting())

        try:
            self.slack.control.wait_for(all_ended, 30)
        finally:
            store.close()

    def wrong(self) -> dict[str, int]:
        """Messages with another count of digests than one, or with other signs than the check mark."""
        found = self.digests()
        bad = {ts: found[ts] for _, ts in self.posted if found[ts] != 1}
        for channel, ts in self.posted:
            if set(self.slack.control.reactions(channel, ts)) != {"white_check_mark"}:
                bad[ts] = found[ts]
        return bad


Machines = Sequence[tuple[str, dict[str, str]]]  # of each process its command and its settings
ALONE: Machines = (("run", {}),)
MANY: Machines = (("run", {"workers": "0"}), ("worker", {"workers": "2"}))


def kill_at_random(
    site: Site,
    requests: int,
    kills: int,
    seed: int,
    more: Callable[[int], None] = lambda n: None,
    machines: Machines = ALONE,
) -> None:
    """Links are posted while the machines, and before them one of their children, are killed again and again, at
    instants that chance chooses; then they may live.

    `more` is called with the round's number while they live, for what else should break.
    """
    chance = random.Random(seed)
    people = site.post(site.publish(requests), every=0.15)
    for number in range(kills):
        with living(site, machines) as pids:
            first, last = sorted(chance.uniform(0.0, 2.5) for _ in range(2))
            time.sleep(first)
            kill_child(chance, pids)
            time.sleep(last - first)
            more(number)
    people.join()
    with living(site, machines):
        site.wait(requests, 60 + requests)


@contextmanager
def living(site: Site, machines: Machines) -> Iterator[list[int]]:
    """The machines' process ids, once Slack has the bot; they are killed with the block."""
    with ExitStack() as stack:
        alive = [stack.enter_context(site.process(command, **settings)) for command, settings in machines]
        site.slack.control.wait_for_bot(60)
        yield [process.pid for process in alive]


def kill_child(chance: random.Random, pids: Sequence[int]) -> None:
    """SIGKILL of a child, whatever it is at."""
    children = [child for pid in pids for child in offspring(pid)]
    if children:
        with suppress(ProcessLookupError):
            os.kill(chance.choice(children), signal.SIGKILL)


def main() -> None:
    """Runs it and prints what is wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url, crash, machines = f"sqlite:///{folder}/pullquote.db", lambda n: None, ALONE
        if asked.postgres:
            (url, crash), machines = _postgres(stack), MANY
        site = Site(stack.enter_context(patient_slack()), folder, url)
        began = time.monotonic()
        kill_at_random(site, asked.requests, asked.kills, asked.seed, crash, machines)
        print(
            f"{asked.requests} requests, {asked.kills} kills, {time.monotonic() - began:.0f} s; wrong: {site.wrong()}"
        )


def _postgres(stack: ExitStack) -> tuple[str, Callable[[int], None]]:
    """A PostgreSQL of our own, which every third time crashes and starts again while the bot lives."""
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from databases import Postgres

    from bot.store import schema
    from bot.store.database import connect

    server = stack.enter_context(Postgres())
    database = connect(server.url())
    schema.upgrade(database)
    database.close()

    def crash(number: int) -> None:
        if number % 3 == 1:
            server.crash()

    return server.url(), crash


if __name__ == "__main__":
    main()
