"""One roundup a channel, local date and time of day: made once, told late or as skipped, and only of what is new."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from block_checks import check_message
from told_events import COACH

import seeds
from bot.roundup import LEASE, Roundups, row_of
from bot.schedule_words import parse
from bot.store import NewRequest, Store, open_store, tables
from handlers.digest import digest
from handlers.model import Digest, Original

TEAM, CHANNEL = "T1", "C1"
NINE = datetime(2026, 6, 3, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(NINE - timedelta(hours=23))


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/roundups.db", clock=clock)
    opened.schedules.put(row_of(parse("09:00"), TEAM, CHANNEL, "U1"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def digests() -> dict[str, Digest]:
    """The seed articles' digests, read once."""
    return {
        seed.slug: digest(Original(seeds.page(seed), url=f"https://{seed.slug}.example/news"))
        for seed in seeds.SEEDS
        if seed.slug in ("halden-ferry-fire-courier", "halden-ferry-fire-tribune", "valmora-rate-rise")
    }


def put(store: Store, made: Digest, ts: str, channel: str = CHANNEL) -> None:
    """Stores a digest as the pipeline would."""
    url = made.article.url
    store.requests.accept(
        NewRequest(
            team=TEAM, channel=channel, thread_ts=ts, message_ts=ts, user="U1", kind="link", locator=url,
            canonical_url=url,
        )
    )  # fmt: skip
    request = store.requests.claim(LEASE)
    assert request is not None
    store.finish(request, "done", lambda _: [], digest=made)


def posts(store: Store) -> list[Any]:
    """What waits in the outbox."""
    found = []
    while (post := store.outbox.claim(timedelta(seconds=60))) is not None:
        store.outbox.sent(post, f"{len(found)}.1", timedelta(0))
        found.append(post)
    return found


def words(post: Any) -> str:
    return str(post.body)


def roundups(store: Store) -> Roundups:
    return Roundups(store, permalink=lambda team, channel, ts: "")


def test_a_day_makes_one_roundup(store: Store, clock: Clock, digests: dict[str, Digest]) -> None:
    """Two outlets on one event are one story, with the quote that both carry and the figures that disagree."""
    for n, made in enumerate(digests.values()):
        put(store, made, f"{n}.0")
    clock.now = NINE
    maker = roundups(store)
    assert maker.tick() == 1
    assert maker.tick() == 0
    made = posts(store)
    assert len(made) == 1
    check_message(made[0].body["blocks"], made[0].body["text"])
    said = words(made[0])
    assert "3 articles, 2 stories" in said
    assert "in 2 of 2" in said
    assert "These figures disagree" in said
    assert "35 knots" in said
    assert "40 knots" in said


def test_an_empty_day_is_silent_unless_asked(store: Store, clock: Clock) -> None:
    """Nothing was posted: nothing is said."""
    clock.now = NINE
    assert roundups(store).tick() == 1
    assert posts(store) == []


def test_the_next_roundup_tells_only_what_is_new(store: Store, clock: Clock, digests: dict[str, Digest]) -> None:
    """An article of the day before is not told again; a story that goes on says so."""
    put(store, digests["halden-ferry-fire-courier"], "1.0")
    clock.now = NINE
    roundups(store).tick()
    assert "continues" not in words(posts(store)[0]).lower()
    clock.now = NINE + timedelta(hours=3)
    put(store, digests["halden-ferry-fire-tribune"], "2.0")
    clock.now = NINE + timedelta(days=1)
    roundups(store).tick()
    said = words(posts(store)[0])
    assert "1 article, 1 story" in said
    assert "Continues from the last roundup: one more article" in said


def test_what_came_to_stand_after_the_instant_is_in_the_next_one(
    store: Store, clock: Clock, digests: dict[str, Digest]
) -> None:
    """A digest that was made just before the roundup and stored just behind it falls between no two windows."""
    put(store, digests["halden-ferry-fire-courier"], "1.0")
    clock.now = NINE
    assert roundups(store).tick() == 1
    clock.now = NINE - timedelta(milliseconds=200)
    put(store, digests["valmora-rate-rise"], "2.0")
    clock.now = NINE + timedelta(days=1)
    assert roundups(store).tick() == 1
    first, *later = [words(p) for p in posts(store) if "roundup" in words(p).lower() or p.kind == "message"]
    assert "valmora" in " ".join(later)
    assert "halden" not in " ".join(later)
    assert "halden" in first


def test_a_story_that_goes_on_says_which_figures_are_new(
    store: Store, clock: Clock, digests: dict[str, Digest]
) -> None:
    """Beside those of the last roundup; what is no more than later is no disagreement."""
    put(store, digests["halden-ferry-fire-courier"], "1.0")
    clock.now = NINE
    roundups(store).tick()
    posts(store)
    clock.now = NINE + timedelta(hours=3)
    put(store, digests["halden-ferry-fire-tribune"], "2.0")
    clock.now = NINE + timedelta(days=1)
    roundups(store).tick()
    said = words(posts(store)[0])
    assert "New figures since the last roundup: dead" in said
    assert "figures disagree" not in said
    assert "now also heard: Ottilie Brandt" in said


def test_what_an_outlet_changes_is_told_as_a_change(store: Store, clock: Clock) -> None:
    """Where it stands alone, and not as a disagreement; its own earlier words are not told."""
    for n, account in enumerate(a for a in COACH.accounts if a.letter == "A"):
        read = digest(Original(account.text.encode(), media_type="text/plain", url=f"https://a.example/{n}"))
        article = replace(
            read.article, publisher="The Marnes Post", title="Torvik pass coach crash", url=f"https://a/{n}"
        )
        put(store, replace(read, article=article), f"{n}.0")
        clock.now += timedelta(hours=2)
    clock.now = NINE
    roundups(store).tick()
    said = words(posts(store)[0])
    assert "2 articles, 1 story" in said
    assert "up from 12 at" in said
    assert "figures disagree" not in said
    assert "Twelve people" not in said


def test_late_is_told_and_too_late_is_skipped(store: Store, clock: Clock, digests: dict[str, Digest]) -> None:
    """A machine that slept: an hour late is sent with a word, a day late is skipped and named by the next; nothing
    that was posted meanwhile is lost."""
    put(store, digests["valmora-rate-rise"], "1.0")
    clock.now = NINE + timedelta(hours=8)
    assert roundups(store).tick() == 1
    assert posts(store) == []
    clock.now = NINE + timedelta(days=1, hours=1)
    assert roundups(store).tick() == 1
    said = words(posts(store)[0])
    assert "No roundup came on 3 June" in said
    assert "was due at 09:00" in said
    assert "1 article" in said


def test_a_weekly_roundup_tells_the_week(store: Store, clock: Clock, digests: dict[str, Digest]) -> None:
    """Also what the daily ones of the same channel told; and after one that was skipped, two weeks."""
    store.schedules.put(row_of(parse("weekly friday 17:00"), TEAM, CHANNEL, "U1"))
    ferry, tribune, rate = digests.values()
    put(store, ferry, "1.0")
    maker, told = roundups(store), {}
    for day in range(3, 20):  # the third is a Wednesday
        for hour in (9, 17):
            clock.now = NINE.replace(day=day, hour=hour)
            if day == 12 and hour == 17:
                clock.now += timedelta(hours=7)  # it slept over the second one
            maker.tick()
            told[day, hour] = str([words(post) for post in posts(store)])
        if day in (8, 15):
            put(store, tribune if day == 8 else rate, f"{day}.0")
    said = {when: ("Courier" in words_, "Tribune" in words_, "rate" in words_) for when, words_ in told.items()}
    assert {when: has for when, has in said.items() if any(has)} == {
        (3, 9): (True, False, False),
        (5, 17): (True, False, False),
        (9, 9): (False, True, False),
        (16, 9): (False, False, True),
        (19, 17): (False, True, True),
    }
    assert "No roundup came on 12 June" in told[19, 17]


def test_processes_and_crashes_make_it_once(store: Store, clock: Clock, digests: dict[str, Digest]) -> None:
    """Eight at once, one of which had claimed it and died: one roundup."""
    put(store, digests["valmora-rate-rise"], "1.0")
    clock.now = NINE
    died = store.roundups.claim(TEAM, CHANNEL, "2026-06-03", "09:00", NINE - timedelta(days=1), NINE, LEASE)
    assert died is not None
    assert roundups(store).tick() == 0
    clock.now = NINE + LEASE + timedelta(seconds=1)
    ended: list[int] = []
    threads = [threading.Thread(target=lambda: ended.append(roundups(store).tick())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(ended) == 1
    assert len(posts(store)) == 1


def test_a_clock_that_jumps_doubles_nothing(store: Store, clock: Clock, digests: dict[str, Digest]) -> None:
    """Forward over a roundup and back again: each date has one."""
    put(store, digests["valmora-rate-rise"], "1.0")
    for moment in (NINE, NINE - timedelta(hours=5), NINE + timedelta(hours=2), NINE - timedelta(minutes=1), NINE):
        clock.now = moment
        roundups(store).tick()
    assert len(posts(store)) == 1


@pytest.mark.parametrize("count", [5, 50])
def test_many_articles_go_into_the_thread(store: Store, clock: Clock, digests: dict[str, Digest], count: int) -> None:
    """One message in the channel, the rest under it, each within Slack's limits."""
    made = digests["valmora-rate-rise"]
    for n in range(count):
        article = type(made.article)(
            f"Place{n}x saw {n + 11} birds{n} that roost{n}. “They nest{n} in reeds{n} by becks{n},” said Ann Name{n}.",
            url=f"https://h{n}.example/a",
            title=f"Herons{n} in Place{n}x",
            language="en",
        )
        put(store, Digest(article), f"{n}.0")
    clock.now = NINE
    roundups(store).tick()
    told = posts(store)
    assert [bool(p.thread_ts) for p in told] == [False] + [True] * (len(told) - 1)
    for post in told:
        check_message(post.body["blocks"], post.body["text"])
    assert sum(words(p).count("Herons") for p in told) >= count


def test_what_is_forgotten_goes_from_a_roundup_that_told_it(
    store: Store, clock: Clock, digests: dict[str, Digest]
) -> None:
    """Its message becomes what is left of it; the last article takes the message along."""
    for n, one in enumerate(digests.values()):
        put(store, one, f"{n}.0")
    clock.now = NINE
    maker = roundups(store)
    maker.tick()
    (first,) = posts(store)
    assert "Tribune" in words(first)
    told = [d.request_id for d in store.digests.recent(TEAM, [CHANNEL]) if "rate" not in d.title.lower()]
    assert len(told) == 2
    tribune = next(d for d in store.digests.recent(TEAM, [CHANNEL]) if "Tribune" in d.publisher)
    store.take_back(TEAM, tribune.request_id)
    posts(store)
    assert maker.tick() == 0
    (update,) = posts(store)
    assert (update.kind, update.channel, update.body["ts"]) == ("update", CHANNEL, "0.1")
    check_message(update.body["blocks"], update.body["text"])
    assert "2 articles, 2 stories" in words(update)
    assert "Tribune" not in words(update)
    assert "These figures disagree" not in words(update)
    maker.tick()
    assert posts(store) == []
    for left in store.digests.recent(TEAM, [CHANNEL]):
        store.take_back(TEAM, left.request_id)
    posts(store)
    maker.tick()
    (delete,) = posts(store)
    assert (delete.kind, delete.body) == ("delete", {"ts": "0.1"})


def test_what_is_forgotten_while_its_roundup_is_made(store: Store, clock: Clock, digests: dict[str, Digest]) -> None:
    """It is told again as soon as it is out."""
    for n, one in enumerate(digests.values()):
        put(store, one, f"{n}.0")
    tribune = next(d for d in store.digests.recent(TEAM, [CHANNEL]) if "Tribune" in d.publisher)

    def permalink(team: str, channel: str, ts: str) -> str:
        store.take_back(TEAM, tribune.request_id)
        return ""

    with store.database.write() as connection:
        connection.execute(tables.digests.update().values(posted_ts="1.5"))
    clock.now = NINE
    Roundups(store, permalink).tick()
    assert "Tribune" in str([words(post) for post in posts(store)])
    roundups(store).tick()
    (update,) = posts(store)
    assert "Tribune" not in words(update)
    row = store.roundups.last(TEAM, CHANNEL)
    assert row is not None
    assert row.state == "posted"
