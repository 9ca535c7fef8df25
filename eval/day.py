"""A day of links at many times its speed, on a small share of them: `python -m eval.day [--speed 100] [--links 500]`.

The arrivals follow the hours of a working day, with a second, smaller wave from another continent; chance places them
within the hour. Everything runs as in life: a local Slack, `pullquote run` and its children, on loopback. At the end
stands what one link cost in CPU, and how many cores a day of `--day` links would take in its busiest hour.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from eval.prose import page
from eval.stage import Stage, offspring, resident, share

# Links an hour, as parts of the day's: quiet at night, two peaks, as busy again towards the evening.
CURVE = (8, 6, 5, 5, 7, 12, 24, 44, 66, 80, 84, 80, 66, 74, 82, 80, 74, 62, 50, 42, 34, 26, 18, 12)
HOUR = 3600


def arrivals(links: int, seed: int = 1) -> list[float]:
    """When each link comes, in seconds of the day, in order."""
    chance = random.Random(seed)
    hours = chance.choices(range(24), weights=CURVE, k=links)
    return sorted(hour * HOUR + chance.uniform(0, HOUR) for hour in hours)


def busiest() -> float:
    """How much more comes in the busiest hour than on average."""
    return max(CURVE) * 24 / sum(CURVE)


def cpu_seconds(pid: int) -> float:
    """CPU time of a process and of the children that live or have ended."""
    ticks = 0
    for each in (pid, *offspring(pid)):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        ticks += sum(map(int, fields[11:15] if each == pid else fields[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def replay(asked: argparse.Namespace) -> None:
    """Posts the day, and prints hour by hour what came of it."""
    due = arrivals(asked.links)
    posted: dict[tuple[str, str], tuple[int, float]] = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pullquote-day-")))
        slack = stack.enter_context(Stage(folder, 40))
        bot = stack.enter_context(slack.bot(children=asked.children, workers=asked.children + 3))
        slack.control.wait_for_bot(120)
        ids = {name: slack.control.channel_id(name) for name in slack.channels}
        urls = [slack.control.publish(f"number-{n}", page(n, asked.words)) for n in range(asked.links)]
        used, began = cpu_seconds(bot.pid), time.time()
        for number, (at, url) in enumerate(zip(due, urls, strict=True)):
            time.sleep(max(0.0, began + at / asked.speed - time.time()))
            channel = slack.channels[number % len(slack.channels)]
            now = time.time()
            posted[ids[channel], slack.control.post_message(channel, url)] = (int(at // HOUR), now)
        found = slack.wait(asked.links, asked.limit)
        used = cpu_seconds(bot.pid) - used
        held = resident(bot.pid) + sum(map(resident, offspring(bot.pid)))
        with closing(sqlite3.connect(folder / "pullquote.db")) as database:
            database.execute("VACUUM INTO ?", (str(folder / "packed.db"),))
        disk = (folder / "packed.db").stat().st_size
    _print_hours(posted, found)
    each, doubled = used / asked.links, sum(len(times) > 1 for times in found.values())
    peak = asked.day / 86_400 * busiest()
    print(f"{asked.links} links of {asked.words} words: {len(found)} answered, {doubled} twice")
    print(f"each {each * 1000:.0f} ms of CPU in all; {disk / asked.links / 1000:.1f} kB on disk; {held} MB held")
    print(f"{asked.day:,} links a day: {peak:.1f} a second in the busiest hour, {peak * each:.1f} cores fully used")


def _print_hours(posted: dict[tuple[str, str], tuple[int, float]], found: dict[tuple[str, str], list[float]]) -> None:
    waits: dict[int, list[float]] = {}
    for place, (hour, at) in posted.items():
        if place in found:
            waits.setdefault(hour, []).append(min(found[place]) - at)
    print("hour  links  median s  95% s")
    for hour, seconds in sorted(waits.items()):
        seconds.sort()
        print(f"{hour:4}  {len(seconds):5}  {share(seconds, 0.5):8.2f}  {share(seconds, 0.95):5.2f}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Replays it."""
    parser = argparse.ArgumentParser(prog="eval.day", description=__doc__)
    parser.add_argument("--speed", type=float, default=100, help="how many times faster than a day")
    parser.add_argument("--links", type=int, default=500, help="the share of the day's links that is posted")
    parser.add_argument("--day", type=int, default=1_000_000, help="the links of the day that is planned for")
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--children", type=int, default=1)
    parser.add_argument("--limit", type=float, default=300, help="seconds to wait for the last digest")
    replay(parser.parse_args(arguments))


if __name__ == "__main__":
    main()
