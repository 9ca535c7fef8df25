"""A channel is told that an article is about an event which it was told of, and not that two events are one."""

from __future__ import annotations

import pytest
from asking import claimed, finish, new_post, new_request
from told_topics import TOPICS

from bot.same_story import Stories
from bot.store import Store
from handlers.model import Article, Digest


def digest(article: tuple[str, str]) -> Digest:
    """A digest of an article, its title and its text."""
    title, text = article
    return Digest(Article(text, title=title, language="en"))


def read(store: Store, article: tuple[str, str], number: int, channel: str = "C1") -> None:
    """The channel has the article's digest."""
    new = new_request(f"https://news.example/{number}", f"1700000000.{number:06}", channel=channel)
    finish(store, claimed(store, new), "done", new_post(), digest=digest(article))


@pytest.fixture
def told(sqlite_store: Store) -> Store:
    """A channel that was told of one event of each topic."""
    for number, topic in enumerate(TOPICS.values()):
        read(sqlite_store, topic.told, number)
    return sqlite_store


@pytest.mark.parametrize("topic", TOPICS)
def test_the_same_event_is_known_and_another_of_its_kind_is_not(told: Store, topic: str) -> None:
    """By another outlet's words; and not because the words of such events are always the same."""
    request = claimed(told, new_request("https://news.example/new", "1700000001.000000"))
    stories = Stories(told)
    known = stories.told_before(request, digest(TOPICS[topic].again))
    assert known is not None
    assert known.title == TOPICS[topic].told[0]
    assert stories.told_before(request, digest(TOPICS[topic].other)) is None
    assert stories.told_before(request, digest(TOPICS[topic].again)) == known


@pytest.mark.parametrize("topic", TOPICS)
def test_the_first_two_articles_of_a_channel_are_judged_alike(sqlite_store: Store, topic: str) -> None:
    """Nothing else was read that would say which words are rare."""
    read(sqlite_store, TOPICS[topic].told, 0)
    request = claimed(sqlite_store, new_request("https://news.example/new", "1700000001.000000"))
    assert Stories(sqlite_store).told_before(request, digest(TOPICS[topic].again)) is not None
    assert Stories(sqlite_store).told_before(request, digest(TOPICS[topic].other)) is None


def test_accounts_without_a_name_have_to_be_very_alike(sqlite_store: Store) -> None:
    """An agency's report in two papers is one story."""
    text = "The storm took the roofs of forty houses, the rescue service said. Nobody was hurt. The power is out."
    read(sqlite_store, ("Storm takes forty roofs", text), 0)
    request = claimed(sqlite_store, new_request("https://news.example/new", "1700000001.000000"))
    assert Stories(sqlite_store).told_before(request, digest(("Forty roofs gone in storm", text))) is not None


def test_another_channel_tells_nothing(told: Store) -> None:
    """What was read elsewhere is not said here."""
    request = claimed(told, new_request("https://news.example/new", "1700000001.000000", channel="C2"))
    assert Stories(told).told_before(request, digest(TOPICS["fire"].again)) is None


def test_what_was_forgotten_is_not_told_of(told: Store) -> None:
    """Though it had been compared with before."""
    request = claimed(told, new_request("https://news.example/new", "1700000001.000000"))
    stories = Stories(told)
    known = stories.told_before(request, digest(TOPICS["fire"].again))
    assert known is not None
    told.digests.forget_request("T1", known.request_id)
    assert stories.told_before(request, digest(TOPICS["fire"].again)) is None


def test_no_more_accounts_are_kept_than_were_wanted(told: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that were asked for last; the answers are the same."""
    monkeypatch.setattr("bot.same_story.KEPT", 2)
    request = claimed(told, new_request("https://news.example/new", "1700000001.000000"))
    stories = Stories(told)
    for topic in TOPICS.values():
        known = stories.told_before(request, digest(topic.again))
        assert known is not None
        assert known.title == topic.told[0]
        assert len(stories._kept) == 2
