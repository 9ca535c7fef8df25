"""Random histories of channels, each with a reference model that says which digests must stand at its end.

`python -m eval.histories --count 1000`: messages, edits, deletions, uploads, reposts; told twice and in any order,
over connections that end, to a bot that crashes at any instant, by a Slack that refuses. Afterwards every message has
exactly the digests that the model says, and no sign of work that never ended. Twenty-five go on side by side, in
channels of one workspace; `--first SEED` tells them again.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.sandbox.control import Control
from bot.sandbox.server import Sandbox
from bot.settings import load
from eval.history import History
from eval.mortal import Mortal, lightly

ARTICLES = 14
PHASES = 5  # of a history
A_BATCH = 25  # histories in one world
PATIENCE = 60.0
FAULTS: tuple[dict[str, Any], ...] = (
    {"retry_after": 0},
    {"status": 503},
    {"after_effect": True},
    {"error": "internal_error"},
    {"delay": 0.2},
)
FAILING = (
    "chat.postMessage",
    "chat.postMessage",
    "reactions.add",
    "chat.delete",
    "conversations.replies",
    "files.info",
)


class World:
    """Histories that go on side by side, each in its channel, with one bot and one Slack."""

    def __init__(self, control: Control, mortal: Mortal, histories: list[History], seed: int) -> None:
        self.control = control
        self.mortal = mortal
        self.histories = histories
        self.chance = random.Random(seed)
        self.heard = 0
        self.log: list[str] = []

    def phase(self) -> Iterator[tuple[History, str]]:
        """Something happens in every channel; then each difference between Slack and a model."""
        for history in self.histories:
            history.begin()
        self.chance.choice((self._together, self._together, self._alone))()
        for history in self.histories:
            for what in history.wrong():
                yield history, what

    def _alone(self) -> None:
        for _ in range(self.chance.randint(1, 3)):
            self._fault()
            for history in self.histories:
                history.alone()
            self._meanwhile()
            self._settle()

    def _together(self) -> None:
        self.mortal.gate.clear()
        held = self.chance.random() < 0.7
        if held:
            self.control.hold()
        for history in self.histories:
            history.together()
        if held:
            order = self.chance.choice(("as_sent", "reverse", "shuffle", "shuffle"))
            self.log.append(f"released {order}")
            self.control.release(order, self.chance.randint(0, 999))
        for history in self.histories:
            history.again()
        self._meanwhile()
        self._hear()
        self._fault()
        self.mortal.gate.set()
        self._meanwhile()
        self._settle()

    def _fault(self) -> None:
        """Slack refuses some calls, in one way or another."""
        for _ in range(self.chance.randint(0, 6)):
            method, how = self.chance.choice(FAILING), self.chance.choice(FAULTS)
            if method != "files.info" or "error" not in how:
                self.log.append(f"fault {method} {how}")
                self.control.fail_next(method, **how)

    def _meanwhile(self) -> None:
        """The bot crashes, or its connection ends, or all is well."""
        time.sleep(self.chance.uniform(0.0, 0.5))
        kind = self.chance.random()
        if kind < 0.4:
            self.log.append("crash")
            self.mortal.crash()
        elif kind < 0.6:
            self.log.append("connection ends")
            self.control.drop_connections(self.chance.choice(("refresh", "close", "reset")))

    def _hear(self) -> None:
        """Until the bot has taken in whatever it was told."""
        self.control.wait_for(self._all_heard, PATIENCE)

    def _all_heard(self) -> bool:
        for told in self.control.events(self.heard):
            if not told["acked"]:
                return False
            self.heard = told["n"]
        return True

    def _settle(self) -> None:
        self._hear()
        self.control.wait_for(self.mortal.idle, PATIENCE)
        for history in self.histories:
            history.model.settle()


def article(number: int) -> str:
    """A page of its own."""
    title = f"Bridge {number} reopens"
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>“Bridge number {number} will carry trains again before winter comes,” Mayor Ada Brandt said on Monday.</p>"
        f"<p>The council has set aside ${number + 10} million for the work, which takes 18 months in all.</p>"
        "<p>Residents had waited since the flood in spring, when the old crossing was swept away at night.</p>"
        "</article></body></html>"
    )


@contextmanager
def world(folder: Path, seed: int, count: int) -> Iterator[World]:
    """A local Slack with a bot in it, and so many histories that are about to begin."""
    with Sandbox(ack_seconds=2.0, retry_delays=[0.2] * 200) as slack:
        settings = load(
            slack_bot_token=slack.bot_token,
            slack_app_token=slack.app_token,
            slack_api_url=slack.api_url,
            database_url=f"sqlite:///{folder}/pullquote.db",
            allow_private_networks="127.0.0.0/8",
            fetch_host_delay_seconds=0.0,
            drain_seconds=2.0,
            workers=2,
        )
        articles = [slack.control.publish(f"bridge-{number}-reopens", article(number)) for number in range(ARTICLES)]
        with lightly(settings):
            mortal = Mortal(settings)
            slack.control.wait_for_bot()
            histories = [History(slack.control, articles, seed + n) for n in range(count)]
            yield World(slack.control, mortal, histories, seed)
            mortal.gate.set()
            mortal.bot.stop()


def lived(seed: int, count: int) -> dict[int, list[str]]:
    """What is wrong with each of so many histories, by its seed, with all that happened in it; nothing where all is
    well."""
    found: dict[int, list[str]] = {}
    with tempfile.TemporaryDirectory() as folder, world(Path(folder), seed, count) as one:
        for number in range(PHASES):
            for told in (one.log, *(history.log for history in one.histories)):
                told.append(f"phase {number}")
            for history, what in one.phase():
                at = seed + one.histories.index(history)
                found.setdefault(at, []).extend([f"in phase {number}: {what}", *history.log, "and to all:", *one.log])
    return found


def main() -> None:
    """Runs them and prints what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=1, metavar="SEED")
    asked = parser.parse_args()
    began, bad, end = time.monotonic(), 0, asked.first + asked.count
    for seed in range(asked.first, end, A_BATCH):
        count = min(A_BATCH, end - seed)
        for at, wrong in lived(seed, count).items():
            bad += 1
            print(f"history {at}:", *wrong, sep="\n  ")
        print(f"{seed + count - asked.first} histories, {bad} wrong, {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
