"""Load on the whole path, every process its own: `python -m eval.load [cold] [latency] [burst] [rate] [workers]`.

A local Slack, `pullquote run`, and a person who posts links to made-up articles, all on loopback. Posts keep Slack's
pace of one a second and channel, so links go to many channels. Each part ends by itself, at the latest after `--limit`.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from eval.prose import page
from eval.stage import Memory, Stage, ready, share

WORDS = 300


@contextmanager
def stage(channels: int = 20) -> Iterator[Stage]:
    """A stage in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="pullquote-load-") as folder, Stage(Path(folder), channels) as made:
        yield made


def free_port() -> int:
    """A loopback port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def burst(asked: argparse.Namespace) -> None:
    """So many links in ten seconds, and again where `--bursts` says so: all answered, none twice, memory flat,
    acknowledgements quick."""
    with stage() as slack, slack.bot(children=asked.children, workers=asked.children + 3) as bot:
        slack.control.wait_for_bot(60)
        slack.control.post_message(slack.channels[0], slack.control.publish("first", page(0, WORDS)))
        slack.wait(1, 60)
        for number in range(asked.bursts):
            _burst(slack, bot.pid, asked, number)


def _burst(slack: Stage, bot: int, asked: argparse.Namespace, burst: int) -> None:
    count, ended, memory = asked.links, threading.Event(), Memory(bot)
    begin = burst * count + 1
    urls = [slack.control.publish(f"number-{n}", page(n, WORDS)) for n in range(begin, begin + count)]
    watching = threading.Thread(target=memory.watch, args=(ended,))
    watching.start()
    events, used, began = len(slack.control.events()), slack.cores(bot), time.monotonic()

    def post(number: int) -> None:
        time.sleep(max(0.0, began + number * 10 / count - time.monotonic()))
        slack.control.post_message(slack.channels[number % len(slack.channels)], urls[number])

    with ThreadPoolExecutor(16) as people:
        list(people.map(post, range(count)))
    posted, until = time.monotonic() - began, time.time()
    cores = {name: (seconds - used[name]) / posted for name, seconds in slack.cores(bot).items()}
    found = slack.wait(begin + count, asked.limit)
    took = time.monotonic() - began
    ended.set()
    watching.join()
    doubled = sum(len(times) > 1 for times in found.values())
    print(f"{count} links of {WORDS} words posted in {posted:.1f} s; children {asked.children}")
    print(f"answered {len(found) - begin}, twice {doubled}, after {took:.0f} s: {count / took:.1f} links/s")
    _print_burst(slack, events, until, cores)
    quarter = max(1, len(memory.bot) // 4)
    for name, seen in (("bot", memory.bot), ("largest child", memory.child)):
        first, last = median(seen[:quarter]), median(seen[-quarter:])
        print(f"memory of the {name}: {first:.0f} MB in the first quarter, {last:.0f} in the last, at most {max(seen)}")


def _print_burst(slack: Stage, events: int, until: float, cores: dict[str, float]) -> None:
    """How quickly everything was acknowledged that Slack told the bot while the links came in, and who was busy then;
    what it tells of the bot's own answers later is quicker."""
    acks, lost = slack.acknowledgements(events, until)
    told = f"median {median(acks):.1f} ms, p99 {share(acks, 0.99):.1f} ms, slowest {acks[-1]:.1f} ms"
    print(f"{len(acks)} events meanwhile acknowledged: {told}; {lost} not within three seconds")
    busy = ", ".join(f"{name} {used:.2f}" for name, used in cores.items())
    print(f"cores used meanwhile: {busy}; load of the machine {os.getloadavg()[0]:.1f}")


def latency(asked: argparse.Namespace) -> None:
    """From a link to its digest in the thread, one after the other, when everything is warm."""
    del asked
    times = []
    with stage() as slack, slack.bot():
        slack.control.wait_for_bot(60)
        for number in range(21):
            channel = slack.channels[number % len(slack.channels)]
            url = slack.control.publish(f"number-{number}", page(number, 600))
            began = time.monotonic()
            ts = slack.control.post_message(channel, url)
            answered = _asker(slack, channel, ts)
            slack.control.wait_for(answered, 60)
            times.append(time.monotonic() - began)
    warm = sorted(times[1:])
    print(f"link to digest, 600 words, warm: median {median(warm):.2f} s, slowest of {len(warm)} {warm[-1]:.2f} s")


def _asker(slack: Stage, channel: str, ts: str) -> Callable[[], bool]:
    return lambda: any(message["ts"] != ts for message in slack.control.replies(channel, ts))


def rate(asked: argparse.Namespace) -> None:
    """Links a second while many wait, on SQLite: with 1, 2 and 4 children."""
    for children in (1, 2, 4):
        with stage(40) as slack, slack.bot(children=children, workers=children + 3) as bot:
            _drain(slack, asked, f"SQLite, {children} children", [bot.pid])


def workers(asked: argparse.Namespace) -> None:
    """The same on PostgreSQL: with 1 and 2 workers."""
    for number in (1, 2):
        with ExitStack() as stack:
            slack = stack.enter_context(stage(40))
            slack.database_url = stack.enter_context(_postgres())
            pids = [stack.enter_context(slack.bot(workers=0)).pid]
            for _ in range(number):
                pids.append(stack.enter_context(slack.bot("worker", children=1, workers=4)).pid)
            _drain(slack, asked, f"PostgreSQL, {number} workers of 1 child", pids)


def _drain(slack: Stage, asked: argparse.Namespace, name: str, pids: Sequence[int]) -> None:
    count = asked.waiting
    slack.control.wait_for_bot(60)
    urls = [slack.control.publish(f"number-{n}", page(n, 600)) for n in range(count)]
    slack.control.post_message(slack.channels[0], slack.control.publish("first", page(count, 600)))
    slack.wait(1, 60)
    used, began = [slack.cores(pid) for pid in pids], time.monotonic()
    for number, url in enumerate(urls):
        slack.control.post_message(slack.channels[number % len(slack.channels)], url)
    found = slack.wait(count + 1, asked.limit)
    took, now = time.monotonic() - began, [slack.cores(pid) for pid in pids]
    times = sorted(first for first, *_ in found.values())[1:]
    middle = times[len(times) // 10 : -(len(times) // 10)]
    print(f"{name}: {(len(middle) - 1) / (middle[-1] - middle[0]):.1f} links/s over {len(middle)} of 600 words")
    busy = {who: sum(n[who] - u[who] for n, u in zip(now, used, strict=True)) / took for who in ("bot", "children")}
    slacks = (now[0]["local Slack"] - used[0]["local Slack"]) / took
    print(
        f"  cores used: bots and workers {busy['bot']:.2f}, children {busy['children']:.2f}, local Slack {slacks:.2f}"
    )


@contextmanager
def _postgres() -> Iterator[str]:
    """The URL of a database of a PostgreSQL of our own, up to date."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    from databases import Postgres  # type: ignore[import-not-found]

    from bot.store import schema
    from bot.store.database import connect

    with Postgres() as server:
        database = connect(server.url())
        schema.upgrade(database)
        database.close()
        yield server.url()


def cold(asked: argparse.Namespace) -> None:
    """From the start of the process until `/readyz` says yes: database, children with their model, Slack."""
    del asked
    times = []
    with stage(1) as slack:
        for _ in range(5):
            port = free_port()
            began = time.monotonic()
            with slack.bot(port=port):
                if ready(port, 60):
                    times.append(time.monotonic() - began)
    print(f"start to ready: median of {len(times)} {median(times):.2f} s, slowest {max(times):.2f} s")


PARTS = {"cold": cold, "latency": latency, "burst": burst, "rate": rate, "workers": workers}


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the parts asked for, or all."""
    parser = argparse.ArgumentParser(prog="eval.load", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--links", type=int, default=1000, help="of the burst")
    parser.add_argument("--bursts", type=int, default=1, help="how many, one after the other on the same bot")
    parser.add_argument("--children", type=int, default=2, help="of the burst")
    parser.add_argument("--waiting", type=int, default=100, help="links that wait when a rate is measured")
    parser.add_argument("--limit", type=float, default=600, help="seconds after which a part ends")
    asked = parser.parse_args(arguments)
    for part in asked.parts or PARTS:
        PARTS[part](asked)


if __name__ == "__main__":
    main()
