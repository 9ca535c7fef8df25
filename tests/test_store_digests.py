"""Digests and what is remembered of them, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from asking import Clock, claimed, finish, new_request
from hand_made import ARTICLE, DIGEST
from sqlalchemy import func, select, update

from bot.store import Corrupt, Request, Store
from bot.store.tables import articles, digests, figures, quotes
from handlers import wire
from handlers.model import Digest

URL = "https://news.example/a"


@pytest.fixture
def clock(store: Store) -> Clock:
    """The store's clock, for the test to set."""
    store.database.now = clock = Clock()
    return clock


def digested(store: Store, url: str = URL, message: str = "1700000000.000100", **more: str) -> Request:
    """A request that got a digest."""
    request = claimed(store, new_request(url, message, **more))
    finish(store, request, digest=DIGEST)
    return request


def counts(store: Store) -> list[int]:
    """How many rows the tables of digests have."""
    with store.database.read() as connection:
        tables = (articles, digests, quotes, figures)
        return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]


def test_a_digest_comes_back_as_it_was(store: Store) -> None:
    """Every quote and figure at its place, with the place in Slack."""
    request = digested(store)
    stored = store.digests.get("T1", request.id)
    assert stored is not None
    assert stored.digest == DIGEST
    assert (stored.channel, stored.user, stored.canonical_url) == ("C1", "U1", URL)
    assert counts(store) == [1, 1, len(DIGEST.all_quotes), len(DIGEST.all_figures)]


def test_an_article_in_two_channels_is_kept_once(store: Store) -> None:
    """Two digests, one article; it goes with the last of them."""
    digested(store)
    second = digested(store, channel="C2")
    assert counts(store)[:2] == [1, 2]
    store.digests.forget_message("T1", "C1", second.message_ts)
    assert counts(store)[:2] == [1, 1]
    store.digests.forget_request("T1", second.id)
    assert counts(store) == [0, 0, 0, 0]


def test_a_repost_finds_the_first_digest_of_its_channel(store: Store, clock: Clock) -> None:
    """Made earlier, in this channel, of this URL."""
    first = digested(store)
    clock.pass_(days=2)
    again = claimed(store, new_request(URL, "1700000000.000200"))
    found = store.digests.standing("T1", "C1", URL, but_of=again.id)
    assert found is not None
    assert (found.request_id, found.title) == (first.id, ARTICLE.title)
    assert store.digests.standing("T1", "C1", URL, but_of=first.id) is None
    assert store.digests.standing("T1", "C2", URL) is None
    assert store.digests.standing("T1", "C1", f"{URL}b") is None


def test_a_window_holds_what_was_made_in_it(store: Store, clock: Clock) -> None:
    """From `since` on and before `until`, oldest first, a page at a time."""
    made = []
    for number in range(5):
        made.append(digested(store, f"{URL}{number}", f"1700000000.{number:06}").id)
        clock.pass_(hours=1)
    start = clock.at - timedelta(hours=5)
    window = store.digests.window("T1", "C1", start + timedelta(hours=1), start + timedelta(hours=4))
    assert [stored.request_id for stored in window] == made[1:4]
    outlines = list(store.digests.outlines("T1", "C1", start + timedelta(hours=1), start + timedelta(hours=4)))
    assert [(one.request_id, one.outline) for one in outlines] == [(made[n], DIGEST.outline) for n in (1, 2, 3)]
    assert [one.digest() for one in outlines] == [DIGEST] * 3
    assert [o.request_id for o in store.digests.outlines_of("T1", [made[4], made[0], "gone"])] == [made[0], made[4]]
    assert [o.request_id for o in store.digests.latest("T1", "C1", start, clock.at, 2)] == made[3:]
    assert [o.request_id for o in store.digests.newest("T1", "C1", start, clock.at, 2)] == made[3:]
    assert [d.request_id for d in store.digests.recent("T1", ["C1"], 2)] == [made[4], made[3]]
    assert store.digests.recent("T1", ["C2"]) == []


def test_a_damaged_digest_is_reported_and_left_out(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """The others of the window are told."""
    broken, whole = digested(store), digested(store, f"{URL}b", "1700000000.000200")
    with store.database.write() as connection:
        of = select(digests.c.article_id).where(digests.c.request_id == broken.id).scalar_subquery()
        connection.execute(update(articles).where(articles.c.id == of).values(body={"article": {}}))
    now = store.now()
    window = store.digests.window("T1", "C1", now - timedelta(hours=1), now + timedelta(hours=1))
    assert [stored.request_id for stored in window] == [whole.id]
    assert broken.id in caplog.text
    outlines = store.digests.outlines("T1", "C1", now - timedelta(hours=1), now + timedelta(hours=1))
    assert [one.request_id for one in outlines] == [whole.id]
    with pytest.raises(Corrupt):
        store.digests.get("T1", broken.id)


def test_passages_that_are_not_the_articles_words_are_not_told(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """A roundup of it has the article and none of its quotes."""
    stored = digested(store)
    form = wire.dump(DIGEST)
    form["quotes"][0]["text"] = "What nobody said."
    with store.database.write() as connection:
        connection.execute(update(articles).values(body=form))
    (outline,) = store.digests.outlines_of("T1", [stored.id])
    assert outline.digest() == Digest(ARTICLE)
    assert stored.id in caplog.text


def test_old_digests_are_forgotten(store: Store, clock: Clock) -> None:
    """With their quotes and figures, once their days are over; by URL, wherever it was posted."""
    digested(store)
    clock.pass_(days=30)
    digested(store, f"{URL}b", "1700000000.000200")
    assert store.digests.forget_before("T1", clock.at - timedelta(days=7)) == 1
    assert counts(store)[1] == 1
    assert [gone.canonical_url for gone in store.digests.forget_url("T1", f"{URL}b")] == [f"{URL}b"]
    assert counts(store) == [0, 0, 0, 0]


def test_words_that_no_database_holds_keep_their_places(store: Store) -> None:
    """NUL and half a surrogate pair are stored as U+FFFD in what is searched, and come back whole in the digest."""
    text = "The \x00mayor said “it \ud800is over” on Monday."
    article = replace(ARTICLE, text=text, title="a\x00b", publisher="")
    spoken = article.passage(text.index("it"), text.index("”"))
    quote = replace(DIGEST.all_quotes[0], passage=spoken, speaker=None, cue=None, repeats=())
    digest = Digest(article, (quote,), (), (quote,), ())
    request = claimed(store)
    finish(store, request, digest=digest)
    stored = store.digests.get("T1", request.id)
    assert stored is not None
    assert stored.digest == digest
    with store.database.read() as connection:
        assert connection.execute(select(quotes.c.text)).scalar_one() == "it \ufffdis over"
