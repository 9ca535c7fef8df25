"""How long a roundup of a very full day takes, and a search over a million quotes: `python -m eval.roundup_bench`.

All of it is made: words from a made-up vocabulary, as often as Zipf's law has them, dealt to quotes, speakers and
articles by a fixed seed. The databases are made in a temporary folder and deleted.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from bot.blocks.roundup import roundup_messages
from bot.memory import Memory, Question
from bot.roundup import Roundups, Window
from bot.store import Store, open_store
from bot.store.ids import key_of, new_id
from bot.store.tables import articles, digests, figures, quotes, requests
from handlers import wire
from handlers.model import Article, Digest, Figure, Quote, Speaker

TEAM = "T0BENCH"
CHANNELS = [f"C{n:03}" for n in range(40)]
NOW = datetime(2026, 6, 3, 9, 0, tzinfo=UTC)
_SYLLABLES = (
    "ba",
    "cor",
    "del",
    "fen",
    "gar",
    "hin",
    "jo",
    "kel",
    "lam",
    "mur",
    "nes",
    "pol",
    "rin",
    "sta",
    "tul",
    "vor",
)


def vocabulary(count: int, chance: random.Random) -> list[str]:
    """So many words, no two alike."""
    made: dict[str, None] = {}
    while len(made) < count:
        made["".join(chance.choices(_SYLLABLES, k=chance.choice((1, 2, 3, 4, 5))))] = None
    return list(made)


class Words:
    """Words as often as Zipf's law has them."""

    def __init__(self, seed: int, count: int = 20_000) -> None:
        self.chance = random.Random(seed)
        self.all = vocabulary(count, self.chance)
        self._weights = list(itertools.accumulate(1 / (n + 10) for n in range(count)))

    def some(self, count: int) -> list[str]:
        """So many of them."""
        return self.chance.choices(self.all, cum_weights=self._weights, k=count)

    def name(self) -> str:
        """A person's name."""
        return " ".join(word.title() for word in self.some(2))


def made_digest(words: Words, names: Sequence[str], *, spoken: int, counted: int) -> Digest:
    """An article with so many quotes and figures, each a line, its own matter in every one."""
    text, matter, places = "", words.some(6), []
    for number in range(spoken + counted):
        said, name = " ".join(words.some(18) + words.chance.choices(matter, k=3)), words.chance.choice(names)
        line = f"“{said},” said {name}. " if number < spoken else f"The {said} counted {number + 12} {matter[0]}. "
        places.append((len(text), said, name))
        text += line + " ".join(words.some(20)) + ".\n"
    article = Article(text, title=" ".join(matter), publisher=words.all[len(matter[0])].title(), language="en")
    told, found = [], []
    for number, (at, said, name) in enumerate(places):
        if number < spoken:
            mention = text.index(name, at)
            speaker = Speaker(article.passage(mention, mention + len(name)), name)
            told.append(
                Quote(article.passage(at + 1, at + 1 + len(said)), "direct", speaker, score=words.chance.random())
            )
        else:
            digit = text.index(f"counted {number + 12}", at) + len("counted ")
            sentence = article.passage(at, text.index(".", digit) + 1)
            passage = article.passage(digit, digit + len(str(number + 12)))
            found.append(
                Figure(passage, Decimal(number + 12), sentence, concept=matter[0], score=words.chance.random())
            )
    return Digest(article, tuple(told[:5]), tuple(found[:5]), tuple(told), tuple(found))


def rows(number: int, digest: Digest, body: Any, at: datetime, channel: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The rows of a digest, without its quotes and figures."""
    url, article_id = f"https://outlet{number % 50}.example/{number}", new_id()
    place = {"team": TEAM, "channel": channel}
    asked = {"message_ts": f"{number}.0", "kind": "link", "asked": "auto", "text": "", "response_url": ""}
    request = {"id": new_id(), "key": key_of(url), "locator": url, "canonical_url": url, "state": "done"}
    yield requests, place | asked | request | {"accepted_at": at}
    made = {"id": article_id, "team": TEAM, "url_key": key_of(url), "text_hash": key_of(url), "canonical_url": url}
    told = {"title": digest.article.title, "publisher": f"Outlet {number % 50}", "body": body, "created_at": at}
    yield articles, made | told
    many = {"quoted": len(digest.all_quotes), "counted": len(digest.all_figures)}
    whose = {"request_id": request["id"], "url_key": key_of(url), "article_id": article_id, "created_at": at}
    yield digests, place | whose | many


def fill(
    store: Store, count: int, *, spoken: int = 8, counted: int = 8, channels: Sequence[str] = CHANNELS[:1],
    few: int = 0, searched: bool = True, first: int = 0,
) -> None:  # fmt: skip
    """So many digests over the last day. `few`: so many articles serve for all, but each digest's quotes have words of
    their own to be searched. `searched`: whether there are rows to search. `first`: the number of the first."""
    words = Words(7 + first)
    names = [words.name() for _ in range(3_000)]
    again = [made_digest(words, names, spoken=spoken, counted=counted) for _ in range(few)]
    packed = [zlib.compress(json.dumps(wire.dump(digest)).encode()) for digest in again]
    for begin in range(0, count, 200):
        batch: dict[Any, list[dict[str, Any]]] = {t: [] for t in (requests, articles, digests, quotes, figures)}
        for number in range(begin, min(count, begin + 200)):
            digest = again[number % few] if few else made_digest(words, names, spoken=spoken, counted=counted)
            body = packed[number % few] if few else wire.dump(digest)
            at, channel = NOW - timedelta(seconds=80_000 * (1 - number / count) + 1), channels[number % len(channels)]
            for table, row in rows(first + number, digest, body, at, channel):
                batch[table].append(row)
            place = {"team": TEAM, "channel": channel, "created_at": at, "request_id": batch[digests][-1]["request_id"]}
            if searched:
                batch[quotes] += [place | row for row in _quotes(digest, words if few else None, names)]
                batch[figures] += [place | row for row in _figures(digest)]
        with store.database.write() as connection:
            for table, made in batch.items():
                if made:
                    connection.execute(table.insert(), made)


def _quotes(digest: Digest, words: Words | None, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    for quote in digest.all_quotes:
        text = quote.passage.text if words is None else " ".join(words.some(22))
        name = quote.speaker.shown if quote.speaker and words is None else names[int(len(names) * random.random() ** 3)]
        span = {"start_at": quote.passage.start, "end_at": quote.passage.end, "text": text}
        yield span | {"kind": "direct", "speaker": name, "role": "", "score": quote.score, "is_key": False}


def _figures(digest: Digest) -> Iterator[dict[str, Any]]:
    for figure in digest.all_figures:
        span = {"start_at": figure.passage.start, "end_at": figure.passage.end, "text": figure.passage.text}
        told = {
            "value": str(figure.value),
            "modifier": "=",
            "concept": figure.concept,
            "sentence": figure.sentence.text,
        }
        yield span | told | {"score": figure.score, "is_key": False}


def roundup(folder: Path, count: int) -> None:
    """One roundup over so many digests."""
    store = open_store(f"sqlite:///{folder}/roundup.db", clock=lambda: NOW)
    fill(store, count)
    window = Window(NOW - timedelta(days=1), NOW, ZoneInfo("UTC"))
    began, cpu = time.perf_counter(), time.process_time()
    view = Roundups(store, lambda *_: "").preview(TEAM, CHANNELS[0], window)
    assert view is not None
    messages = roundup_messages(view)
    took, used = time.perf_counter() - began, time.process_time() - cpu
    print(
        f"roundup of {count} digests: {took:.1f} s ({used:.1f} s CPU), {len(view.stories)} stories, "
        f"{len(messages)} messages, {_megabytes()} MB at most"
    )
    store.close()


def search(store: Store, count: int) -> None:
    """Questions over so many quotes: each kind's median, 95th percentile and slowest."""
    began = time.perf_counter()
    if not store.overview.teams():
        fill(store, count // 50, spoken=50, counted=10, channels=CHANNELS, few=20)
        if not store.database.is_sqlite:
            with store.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE"))  # as the server does by itself, some time later
    print(f"{count} quotes and {count // 5} figures made in {time.perf_counter() - began:.0f} s")
    words, chance, memory = Words(7), random.Random(3), Memory(store)
    names = [words.name() for _ in range(3_000)]
    asked: dict[str, Callable[[], Question]] = {
        "find, one word": lambda: Question("find", words.some(1)[0]),
        "find, three words": lambda: Question("find", " ".join(words.some(3))),
        "find, rare word": lambda: Question("find", chance.choice(words.all[10_000:])),
        "who, surname": lambda: Question("who", chance.choice(names).split()[1]),
        "who, full name": lambda: Question("who", chance.choice(names)),
        "number, one word": lambda: Question("number", words.some(1)[0]),
        "today": lambda: Question("today"),
        "week": lambda: Question("week"),
    }
    every: list[float] = []
    for kind, make in asked.items():
        times = []
        for number in range(60):
            channels = chance.sample(CHANNELS, (1, 5, 40)[number % 3])
            began = time.perf_counter()
            memory.page(make(), TEAM, channels, ZoneInfo("UTC"))
            times.append((time.perf_counter() - began) * 1_000)
        every += times
        print(f"{kind:20} {_spread(times)}")
    print(f"{'all':20} {_spread(every)}")
    times = []
    for channels in [CHANNELS[:n] for n in (1, 5, 40)] * 3:
        began = time.perf_counter()
        memory.statistics(TEAM, channels)
        times.append((time.perf_counter() - began) * 1_000)
    print(f"{'stats, of all':20} {_spread(times)}")


def _spread(times: list[float]) -> str:
    ordered = sorted(times)
    at = ordered[int(len(ordered) * 0.95)]
    return f"median {ordered[len(ordered) // 2]:6.1f} ms   p95 {at:6.1f} ms   slowest {ordered[-1]:6.1f} ms"


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs both."""
    parser = argparse.ArgumentParser(prog="eval.roundup_bench", description=__doc__)
    parser.add_argument("--digests", type=int, default=5_000)
    parser.add_argument("--quotes", type=int, default=1_000_000)
    parser.add_argument("--database", default="", help="of the questions: empty and migrated, or filled before")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="pullquote-bench-") as folder:
        if asked.digests:
            roundup(Path(folder), asked.digests)
        if asked.quotes:
            store = open_store(asked.database or f"sqlite:///{folder}/search.db", clock=lambda: NOW)
            search(store, asked.quotes)
            store.close()


if __name__ == "__main__":
    main()
