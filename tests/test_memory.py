"""The memory's questions, and what a new digest says of quotes that stood elsewhere before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from asking import Clock, claimed, finish, new_request
from block_checks import check_blocks
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.memory import page_answer, statistics_answer
from bot.memory import Memory, Question, days
from bot.store import Store
from handlers.model import Article, Digest, Quote, Speaker

BERLIN = ZoneInfo("Europe/Berlin")
SAID = "The harbour wall will stand for a hundred years and not a day less"


def digest(said: str = SAID, name: str = "Ada Quill", publisher: str = "The Packet") -> Digest:
    """An article with one quote."""
    text = f"“{said},” said {name}."
    article = Article(text, title="Walls", publisher=publisher, published="2026-03-01")
    at = text.index(name)
    quote = Quote(article.passage(1, 1 + len(said)), "direct", Speaker(article.passage(at, at + len(name)), name))
    return Digest(article, (quote,), (), (quote,), ())


def remember(store: Store, made: Digest, url: str, channel: str = "C1", team: str = "T1") -> None:
    """It was read there."""
    finish(store, claimed(store, new_request(url, channel=channel, team=team)), digest=made, canonical_url=url)


@pytest.mark.parametrize(
    ("again", "found"),
    [
        (SAID, True),
        ("The harbour wall will stand for a hundred years, and not one day less", True),
        ("The harbour wall will not stand for a hundred years, said nobody at all", False),
        ("Not a day less", False),
    ],
)
def test_a_quote_that_stood_elsewhere_says_where(sqlite_store: Store, again: str, found: bool) -> None:
    """In nearly the same words, from another article of the channel."""
    remember(sqlite_store, digest(), "https://packet.example/a")
    new = digest(again, publisher="The Courier")
    seen = Memory(sqlite_store).seen_before(new, "T1", "C1", "https://courier.example/b")
    assert [s.publisher for s in seen] == (["The Packet"] if found else [])
    assert [s.passage for s in seen] == ([new.quotes[0].passage] if found else [])


def test_what_a_channel_may_not_read_is_not_told(sqlite_store: Store) -> None:
    """Neither from the same article, nor another team's, nor a private channel's; a public one's in a public one."""
    remember(sqlite_store, digest(), "https://packet.example/a", channel="C2")
    remember(sqlite_store, digest(publisher="Theirs"), "https://packet.example/t", channel="C1", team="T2")
    new = digest(publisher="The Courier")
    url = "https://courier.example/b"
    assert Memory(sqlite_store).seen_before(new, "T1", "C1", url) == []
    half = Memory(sqlite_store, lambda team, channel: channel == "C1")
    assert half.seen_before(new, "T1", "C1", url) == []
    both = Memory(sqlite_store, lambda team, channel: True)
    assert [s.publisher for s in both.seen_before(new, "T1", "C1", url)] == ["The Packet"]
    assert both.seen_before(new, "T1", "C1", "https://packet.example/a") == []


@pytest.mark.parametrize(
    ("kind", "begins", "ends"),
    [
        ("today", "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00"),
        ("yesterday", "2026-10-24T00:00+02:00", "2026-10-25T00:00+02:00"),
        ("week", "2026-10-19T00:00+02:00", "2026-10-26T00:00+01:00"),
    ],
)
def test_a_day_is_the_walls(kind: str, begins: str, ends: str) -> None:
    """Also the one that has twenty-five hours."""
    now = datetime(2026, 10, 25, 12, tzinfo=UTC).astimezone(BERLIN)
    since, until = days(kind, now)  # type: ignore[arg-type]
    assert (since, until) == (datetime.fromisoformat(begins), datetime.fromisoformat(ends))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("who Ada Quill", Question("who", "Ada Quill")),
        ("FIND  walls", Question("find", "walls")),
        ("today", Question("today")),
        ("today the council met", None),
        (f"who is {'x' * 300}", None),
        ("whoever", None),
        ("", None),
    ],
)
def test_what_is_a_question(text: str, asked: Question | None) -> None:
    """An article that begins with such a word is none."""
    assert Question.of(text) == asked


@given(
    st.sampled_from(["who", "find", "number", "today", "week", "stats"]), st.text(max_size=180), st.lists(st.integers())
)
def test_a_button_carries_any_question(kind: str, words: str, turned: list[int]) -> None:
    """Within what Slack lets a button carry, the last pages of many."""
    question = Question(kind, words, tuple(abs(n) % 2**40 for n in turned))  # type: ignore[arg-type]
    loaded = Question.load(question.dump())
    assert (loaded.kind, loaded.words) == (question.kind, question.words)
    assert loaded.begin == question.begin
    assert len(question.dump()) <= 2_000


def test_names_are_joined_over_articles_and_persons_kept_apart(sqlite_store: Store) -> None:
    """A surname finds both people; a full name one, by all of their names."""
    for number, name in enumerate(["Ada Quill", "Quill", "Bo Lind", "Eva Lind", "José Pérez", "Perez"]):
        remember(sqlite_store, digest(f"These are the words of number {number}", name), f"https://p.example/{number}")
    memory = Memory(sqlite_store)

    def found(words: str) -> tuple[list[str], int]:
        page = memory.page(Question("who", words), "T1", ["C1"], BERLIN)
        check_blocks(page_answer(page, BERLIN, lambda _: "")["blocks"])
        return sorted({quote.speaker for quote in page.quotes}), len(page.persons)

    assert found("ada quill") == (["Ada Quill", "Quill"], 1)
    assert found("quill") == (["Ada Quill", "Quill"], 1)
    assert found("lind") == (["Bo Lind", "Eva Lind"], 2)
    assert found("bo lind") == (["Bo Lind"], 1)
    assert found("jose perez") == (["José Pérez", "Perez"], 1)
    assert memory.page(Question("who", "quill"), "T2", ["C1"], BERLIN).quotes == ()


def test_old_digests_are_listed_by_day(sqlite_store: Store) -> None:
    """Newest first, a page at a time."""
    clock = sqlite_store.database.now = Clock()
    for number in range(12):
        remember(sqlite_store, digest(), f"https://p.example/{number}")
        clock.pass_(minutes=1)
    first = Memory(sqlite_store).page(Question("today"), "T1", ["C1"], BERLIN)
    assert first.older is not None
    second = Memory(sqlite_store).page(first.older, "T1", ["C1"], BERLIN)
    assert (len(first.digests), len(second.digests), second.older) == (10, 2, None)
    assert second.newer == Question("today")
    clock.pass_(days=1)
    assert len(Memory(sqlite_store).page(Question("yesterday"), "T1", ["C1"], BERLIN).digests) == 10
    counts = Memory(sqlite_store).statistics("T1", ["C1"])
    assert (counts.counts.articles, counts.counts.quotes) == (12, 12)
    assert counts.speakers == [("Ada Quill", 12)]
    clock.at += timedelta(days=60)
    assert Memory(sqlite_store).statistics("T1", ["C1"]).counts.articles == 0


def test_the_month_in_numbers(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is heard most by all of a person's names; of a very full month, in the newest digests."""
    names = ["Eva Stroem", "Ada Quill", "Quill", "Ms Quill", "Eva Stroem", ""]
    clock = sqlite_store.database.now = Clock()
    for number, name in enumerate(names):
        remember(sqlite_store, digest("These are the words of", name or "A voice"), f"https://p.example/{number}")
        clock.pass_(minutes=1)
    told = Memory(sqlite_store).statistics("T1", ["C1", "C2"])
    assert (told.counts.articles, told.counts.quotes, told.counts.figures) == (6, 6, 0)
    assert list(told.speakers) == [("Ada Quill", 3), ("Eva Stroem", 2), ("A voice", 1)]
    assert list(told.publishers) == [("The Packet", 6)]
    monkeypatch.setattr("bot.store.overview.NEWEST", 2)
    told = Memory(sqlite_store).statistics("T1", ["C1"])
    assert told.counts.articles == 6
    assert dict(told.speakers) == {"Eva Stroem": 1, "A voice": 1}
    said = str(statistics_answer(replace(told, newest=2)))
    assert "in the newest 2 articles" in said
