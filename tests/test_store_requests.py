"""The inbox, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from asking import LEASE, Clock, claimed, finish, new_post, new_request
from hand_made import DIGEST

from bot.store import LeaseLost, NewRequest, Store


@pytest.fixture
def clock(store: Store) -> Clock:
    """The store's clock, for the test to set."""
    store.database.now = clock = Clock()
    return clock


def claim_urls(store: Store) -> list[str]:
    """The URLs of every request that can be claimed now."""
    found = []
    while request := store.requests.claim(LEASE):
        found.append(request.locator)
    return found


@pytest.mark.parametrize(
    ("second", "new"),
    [
        (new_request(), False),
        (new_request(user="U2", text="edited"), False),
        (new_request("https://news.example/b"), True),
        (new_request(message="1700000000.000200"), True),
        (new_request(channel="C2"), True),
        (new_request(team="T2"), True),
    ],
)
def test_the_same_link_in_the_same_message_is_one_request(store: Store, second: NewRequest, new: bool) -> None:
    """A second delivery of an event meets the same key and is nothing."""
    assert store.requests.accept(new_request())
    assert store.requests.accept(second) is new


@pytest.mark.parametrize(
    ("state", "read_again"),
    [("nothing", True), ("failed", True), ("cancelled", True), ("done", False)],
)
def test_who_asks_for_what_was_merely_posted_gets_an_answer(store: Store, state: str, read_again: bool) -> None:
    """The link is read again as theirs, unless it has its digest; asking twice is asking once."""
    finish(store, claimed(store), state)
    asking = new_request(user="U2", asked="mention")
    assert store.requests.accept(asking) is read_again
    assert not store.requests.accept(asking)
    again = store.requests.claim(LEASE)
    assert (again is not None) is read_again
    assert again is None or (again.user, again.asked, again.attempts) == ("U2", "mention", 1)


def test_text_and_files_are_told_apart_by_what_they_are(store: Store) -> None:
    """Two files of one message, and two texts, are two requests each."""
    kinds = [
        ("file", {"locator": "F1"}),
        ("file", {"locator": "F2"}),
        ("text", {"text": "one"}),
        ("text", {"text": "two"}),
    ]
    news = [new_request("", kind=kind, **what) for kind, what in kinds]
    assert store.requests.accept_all([*news, *news]) == 4


def test_a_claim_holds_until_its_lease_ends(store: Store, clock: Clock) -> None:
    """A crash lets the lease run out; another claim follows, and the first one can no longer end the request."""
    first = claimed(store)
    assert store.requests.claim(LEASE) is None
    clock.pass_(seconds=61)
    second = store.requests.claim(LEASE)
    assert second is not None
    assert (second.id, second.attempts) == (first.id, 2)
    with pytest.raises(LeaseLost):
        finish(store, first, "done", new_post())
    assert store.outbox.waiting() == 0
    finish(store, second, "done", new_post())
    assert store.outbox.waiting() == 1
    assert claim_urls(store) == []


def test_links_of_a_message_are_read_in_order(store: Store, clock: Clock) -> None:
    """The second link waits for the first, but not for one that waits for another attempt."""
    urls = [f"https://news.example/{n}" for n in "abc"]
    store.requests.accept_all([new_request(url) for url in urls])
    first = store.requests.claim(LEASE)
    assert first is not None
    assert store.requests.claim(LEASE) is None
    store.requests.release(first, clock.at.replace(hour=10), failed=True)
    second = store.requests.claim(LEASE)
    assert second is not None
    assert second.locator == urls[1]
    finish(store, second)
    assert claim_urls(store) == urls[2:]


def test_the_same_link_twice_in_a_channel_waits_for_the_first(store: Store) -> None:
    """So that the second is answered with a word on the first; another channel does not wait."""
    first = claimed(store)
    store.requests.accept(new_request(message="1700000000.000200"))
    store.requests.accept(new_request(message="1700000000.000300", channel="C2"))
    other = store.requests.claim(LEASE)
    assert other is not None
    assert other.channel == "C2"
    assert store.requests.claim(LEASE) is None
    finish(store, first)
    assert claim_urls(store) == ["https://news.example/a"]


def test_released_requests_wait_and_count(store: Store, clock: Clock) -> None:
    """A request given back is due at its time, knows how often it failed, and is due at once where no time is given."""
    request = claimed(store)
    store.requests.release(request, clock.at.replace(minute=1), failed=True)
    assert store.requests.claim(LEASE) is None
    clock.pass_(minutes=1)
    again = store.requests.claim(LEASE)
    assert again is not None
    assert again.failures == 1
    store.requests.release(again)
    assert claim_urls(store) == [request.locator]


@pytest.mark.parametrize("set_by", [{"days": -2}, {"days": 2}])
def test_a_clock_that_is_set_delays_nothing(store: Store, clock: Clock, set_by: dict[str, float]) -> None:
    """After a jump in either direction, requests accepted, waiting and under lease are all taken up."""
    urls = [f"https://news.example/{n}" for n in "abc"]
    leased = claimed(store, new_request(urls[0], "1700000000.000100"))
    waiting = claimed(store, new_request(urls[1], "1700000000.000200"))
    store.requests.release(waiting, clock.at.replace(minute=5), failed=True)
    store.requests.accept(new_request(urls[2], "1700000000.000300"))
    clock.pass_(**set_by)
    assert sorted(claim_urls(store)) == urls
    with pytest.raises(LeaseLost):
        finish(store, leased)


def test_a_cancelled_request_is_not_answered(store: Store) -> None:
    """An edit takes one link away, a deletion every one, and whoever is at work on it finds the lease lost."""
    urls = [f"https://news.example/{n}" for n in "ab"]
    store.requests.accept_all([new_request(url) for url in urls])
    at_work = store.requests.claim(LEASE)
    assert at_work is not None
    assert take_out(store, new_request(urls[0], as_of="1700000009.000100"))
    with pytest.raises(LeaseLost):
        finish(store, at_work, "done", new_post())
    with pytest.raises(LeaseLost):
        store.say(at_work, [new_post()])
    assert not take_out(store, new_request(urls[1], team="T2", as_of="1700000009.000100"))
    assert delete_message(store) == 1
    assert claim_urls(store) == []
    assert [r.state for r in store.requests.of_message("T1", "C1", at_work.message_ts)][:2] == ["cancelled"] * 2


def take_out(store: Store, new: NewRequest) -> bool:
    """An edit takes a link away."""
    return store.take_out([new], lambda request, others: []) == 1


def delete_message(store: Store, *, digest_too: bool = True) -> int:
    """The message of `new_request` is deleted."""
    return store.take_back_message(new_request("gone", kind=""), digest_too=digest_too, remember=True)


@pytest.mark.parametrize(
    ("order", "read"),
    [
        (["ask 1", "remove 2"], False),
        (["remove 2", "ask 1"], False),
        (["ask 1", "remove 2", "ask 3"], True),
        (["ask 3", "remove 2", "ask 1"], True),
        (["remove 2", "ask 3", "ask 1"], True),
        (["ask 1", "delete"], False),
        (["delete", "ask 1", "ask 3"], False),
    ],
)
def test_the_last_version_of_a_message_counts_in_whatever_order_it_is_told(
    store: Store, order: list[str], read: bool
) -> None:
    """A link is read where the newest edit has it, and never once the message is gone."""
    for step in order:
        what, _, version = step.partition(" ")
        new = new_request(as_of=f"170000000{version}.000100")
        if what == "ask":
            store.requests.accept(new)
        elif what == "remove":
            take_out(store, new)
        else:
            delete_message(store)
    assert bool(claim_urls(store)) is read


@pytest.mark.parametrize("state", ["failed", "nothing"])
def test_what_came_to_nothing_is_read_again_when_somebody_asks_anew(store: Store, state: str) -> None:
    """The same asking told again changes nothing."""
    asked = new_request(asked="emoji", as_of="1700000002.000100")
    finish(store, claimed(store, asked), state)
    assert not store.requests.accept(asked)
    assert store.requests.accept(new_request(asked="emoji", as_of="1700000003.000100"))


def test_a_deleted_message_gets_no_digest_that_waits(store: Store) -> None:
    """What is in the outbox for it is given up, unless the channel keeps digests."""
    request = claimed(store)
    finish(store, request, "done", new_post(request_id=request.id, part="0"), digest=DIGEST)
    delete_message(store, digest_too=False)
    assert store.digests.get("T1", request.id) is not None
    delete_message(store)
    assert store.digests.get("T1", request.id) is None
    assert store.outbox.claim(LEASE) is None


@pytest.mark.parametrize("recorded", [True, False])
def test_what_may_be_out_is_taken_back_behind_it(store: Store, recorded: bool) -> None:
    """A digest that is out, or being posted as its message goes, is followed by the row that takes it back."""
    request = claimed(store)
    finish(store, request, "done", new_post(request_id=request.id, part="0"), digest=DIGEST)
    post = store.outbox.claim(LEASE)
    assert post is not None
    if recorded:
        store.outbox.sent(post, "1700000001.000100", timedelta(0))
    delete_message(store)
    delete_message(store)
    if not recorded:
        assert store.outbox.claim(LEASE) is None
        store.outbox.sent(post, "1700000001.000100", timedelta(0))
    behind = store.outbox.claim(LEASE)
    assert behind is not None
    assert (behind.kind, behind.request_id) == ("retract", request.id)
    store.outbox.sent(behind, "", timedelta(0))
    assert store.outbox.claim(LEASE) is None


def test_failed_requests_are_listed_and_tried_again(store: Store) -> None:
    """Who runs the bot sees what failed and why, and can have it tried again from the start, its post included."""
    request = claimed(store)
    finish(store, request, "failed", new_post(request_id=request.id, part="0"), reason="Too large.")
    post = store.outbox.claim(LEASE)
    assert post is not None
    store.outbox.drop(post, "is_archived", "The channel is archived.")
    assert [(r.id, r.reason) for r in store.requests.failed("T1")] == [(request.id, "The channel is archived.")]
    assert store.requests.failed("T2") == []
    assert store.requests.retry(request.id)
    assert not store.requests.retry(request.id)
    again = store.requests.claim(LEASE)
    assert again is not None
    assert (again.attempts, again.failures) == (1, 0)
    finish(store, again, "done", new_post(request_id=request.id, part="0"))
    assert store.outbox.waiting() == 1


def test_many_claim_at_once_and_nobody_twice(store: Store) -> None:
    """Eight threads share 100 requests without a clash."""
    store.requests.accept_all([new_request(f"https://news.example/{n}", f"1700000000.{n:06}") for n in range(100)])
    with ThreadPoolExecutor(8) as pool:
        shares = list(pool.map(lambda _: claim_urls(store), range(8)))
    taken = [url for share in shares for url in share]
    assert len(taken) == len(set(taken)) == 100


def test_a_runner_that_names_a_request_gets_that_one(store: Store) -> None:
    """A job carries an id; where that request is another's, or ended, there is nothing to do."""
    store.requests.accept(new_request())
    wanted = store.requests.of_message("T1", "C1", new_request().message_ts)[0].id
    request = store.requests.claim_one(wanted, LEASE)
    assert request is not None
    assert store.requests.claim_one(wanted, LEASE) is None
    finish(store, request)
    assert store.requests.claim_one(wanted, LEASE) is None


def test_a_lone_bot_frees_every_claim_at_its_start(store: Store) -> None:
    """Nobody else can hold one."""
    claimed(store)
    assert store.requests.counts() == {"accepted": 0, "working": 1, "age": 0}
    assert store.requests.release_all() == 1
    assert len(claim_urls(store)) == 1
