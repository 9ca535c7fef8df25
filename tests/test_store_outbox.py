"""The outbox, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from asking import LEASE, Clock, claimed, finish, new_post, new_request
from sqlalchemy import update

from bot.store import Corrupt, Post, Store
from bot.store.tables import outbox

SECOND = timedelta(seconds=1)


@pytest.fixture
def clock(store: Store) -> Clock:
    """The store's clock, for the test to set."""
    store.database.now = clock = Clock()
    return clock


def claim(store: Store) -> Post:
    """A post that is due."""
    post = store.outbox.claim(LEASE)
    assert post is not None
    return post


def words_due(store: Store) -> list[str]:
    """The words of every post that can be claimed now."""
    found = []
    while post := store.outbox.claim(LEASE):
        found.append(post.body["text"])
    return found


def test_a_channel_gets_one_message_at_a_time_in_order(store: Store, clock: Clock) -> None:
    """The next message is due once the one before is out and a second has passed; other channels do not wait."""
    store.outbox.add([new_post("one"), new_post("two"), new_post("elsewhere", channel="C2")])
    first = claim(store)
    assert first.body["text"] == "one"
    assert words_due(store) == ["elsewhere"]
    assert store.outbox.sent(first, "1.1", SECOND)
    assert words_due(store) == []
    clock.pass_(seconds=1)
    assert words_due(store) == ["two"]


def test_a_channel_that_slack_holds_back_holds_up_no_other(store: Store, clock: Clock) -> None:
    """Retry-After is kept for the channel's messages, and for other calls in the whole team."""
    react = {"kind": "react", "body": {"name": "eyes", "timestamp": "1.0", "text": "eyes"}}
    store.outbox.add([new_post("one"), new_post("eyes", **react), new_post("elsewhere", channel="C2")])
    store.outbox.wait(claim(store), clock.at + 30 * SECOND, "ratelimited", uncertain=False, rated=True)
    store.outbox.add([new_post("later", channel="C1"), new_post("more", channel="C3", **react)])
    eyes = claim(store)
    store.outbox.wait(eyes, clock.at + 40 * SECOND, "ratelimited", uncertain=False, rated=True)
    assert words_due(store) == ["elsewhere"]
    clock.pass_(seconds=30)
    assert words_due(store) == ["one"]
    clock.pass_(seconds=10)
    assert words_due(store) == ["eyes", "eyes"]


def test_reactions_of_a_message_keep_their_order_and_wait_for_its_digest(store: Store, clock: Clock) -> None:
    """The check mark comes after the digest, and the eyes go before it."""
    sign = {"kind": "react", "thread_ts": ""}
    eyes = new_post(**sign, body={"name": "eyes", "timestamp": "1.0", "text": "eyes"})
    check = new_post(**sign, body={"name": "check", "timestamp": "1.0", "text": "check"}, after=0)
    store.outbox.add([eyes])
    store.outbox.add([new_post("digest"), check])
    eyes_row, digest = claim(store), claim(store)
    assert [eyes_row.body["text"], digest.body["text"]] == ["eyes", "digest"]
    store.outbox.sent(digest, "2.0", SECOND)
    assert words_due(store) == []
    store.outbox.sent(eyes_row, "", SECOND)
    assert words_due(store) == ["check"]


def test_the_rest_of_a_digest_goes_under_its_first_message(store: Store, clock: Clock) -> None:
    """Where there is no thread yet, the first message starts it."""
    store.outbox.add([new_post("first", thread_ts=""), new_post("rest", thread_ts="", after=0)])
    store.outbox.sent(claim(store), "1700000001.000100", SECOND)
    clock.pass_(seconds=1)
    assert claim(store).thread_ts == "1700000001.000100"


def test_a_message_of_a_request_is_put_in_once(store: Store) -> None:
    """A part of a request's digest exists once, whoever adds it again."""
    store.outbox.add([new_post(request_id="r1", part="0"), new_post(request_id="r1", part="1", after=0)])
    store.outbox.add([new_post(request_id="r1", part="0")])
    assert store.outbox.waiting() == 2


def test_after_a_claim_a_message_may_be_out(store: Store, clock: Clock) -> None:
    """A second claim knows it, until Slack surely refused it."""
    store.outbox.add([new_post()])
    assert not claim(store).uncertain
    clock.pass_(seconds=61)
    second = claim(store)
    assert (second.uncertain, second.attempts) == (True, 2)
    store.outbox.wait(second, None, "ratelimited", uncertain=False)
    assert not claim(store).uncertain
    assert store.outbox.release_all() == 1
    assert claim(store).uncertain


def test_only_the_first_record_of_a_message_counts(store: Store, clock: Clock) -> None:
    """A process that slept through its lease learns that another recorded its own message."""
    store.outbox.add([new_post(request_id="r1", part="0")])
    slow = claim(store)
    clock.pass_(seconds=61)
    quick = claim(store)
    assert store.outbox.sent(quick, "1.1", SECOND)
    assert not store.outbox.sent(slow, "1.2", SECOND)
    assert store.outbox.posted("T1", "r1") == [("C1", "0", "1.1")]
    assert store.outbox.posted("T2", "r1") == []


def test_what_should_follow_a_message_that_is_given_up(store: Store) -> None:
    """The rest of the digest goes too, its check mark becomes a warning sign, and the request has failed."""
    request = claimed(store)
    sign = new_post(kind="react", body={"name": "check", "timestamp": "1.0"}, after=0)
    posts = [new_post(request_id=request.id, part=part, after=0 if part != "0" else None) for part in "01"]
    finish(store, request, "done", *posts, sign)
    store.outbox.drop(claim(store), "is_archived", "The channel is archived.")
    assert claim(store).body["name"] == "warning"
    assert store.outbox.claim(LEASE) is None
    assert [r.reason for r in store.requests.failed("T1")] == ["The channel is archived."]


def test_a_team_that_removed_the_app_gets_nothing_more(store: Store) -> None:
    """What waits for it is given up; other teams' posts stay."""
    store.outbox.add([new_post("one"), new_post("two", channel="C2"), new_post("theirs", team="T2")])
    assert store.outbox.drop_team("T1", "token_revoked") == 2
    assert words_due(store) == ["theirs"]


def test_a_damaged_row_is_reported_and_the_next_one_goes_out(store: Store) -> None:
    """It is given up, once, and its channel goes on."""
    store.outbox.add([new_post("broken"), new_post("whole")])
    with store.database.write() as connection:
        raw = connection.exec_driver_sql("SELECT min(id) FROM outbox").scalar_one()
        connection.execute(update(outbox).where(outbox.c.id == raw).values(body="x"))
        sql = "UPDATE outbox SET body = substr(body, 1, 5) WHERE id = (SELECT min(id) FROM outbox)"
        connection.exec_driver_sql(sql)
    with pytest.raises(Corrupt, match="outbox row"):
        store.outbox.claim(LEASE)
    assert words_due(store) == ["whole"]


def test_the_digest_knows_where_it_was_posted(store: Store) -> None:
    """The first message's time stamp is kept with the digest."""
    from hand_made import DIGEST

    request = claimed(store, new_request())
    posts = [new_post(request_id=request.id, part="0")]
    finish(store, request, "done", *posts, digest=DIGEST)
    store.outbox.sent(claim(store), "1700000001.000200", SECOND)
    stored = store.digests.get("T1", request.id)
    assert stored is not None
    assert stored.posted_ts == "1700000001.000200"
