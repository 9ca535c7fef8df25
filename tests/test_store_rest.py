"""Channels, installations, feedback, schedules and roundups, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from asking import LEASE, Clock, new_post
from cryptography.fernet import Fernet
from sqlalchemy import update

from bot.store import ChannelSettings, Feedback, Installations, LeaseLost, ScheduleRow, Store, StoreError
from bot.store.tables import channels


@pytest.fixture
def clock(store: Store) -> Clock:
    """The store's clock, for the test to set."""
    store.database.now = clock = Clock()
    return clock


def test_a_channel_has_the_defaults_until_somebody_changes_them(store: Store) -> None:
    """What was set comes back, in that team's channel alone; forgotten, the defaults hold again."""
    wishes = ChannelSettings(mode="mention", max_quotes=3, muted_sites=("a.example",), kinds=("direct",))
    store.channels.put("T1", "C1", ChannelSettings(mode="emoji"))
    store.channels.put("T1", "C1", wishes)
    assert store.channels.get("T1", "C1") == wishes
    assert store.channels.get("T2", "C1") == ChannelSettings()
    assert list(store.channels.known("T1")) == [("C1", wishes)]
    store.channels.forget("T1", "C1")
    assert store.channels.get("T1", "C1") == ChannelSettings()


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ('{"mode": "mention", "of_a_newer_version": 1}', ChannelSettings(mode="mention")),
        ("not json", ChannelSettings()),
        ("[]", ChannelSettings()),
    ],
)
def test_settings_of_another_version_or_damaged_are_survived(store: Store, stored: str, read: ChannelSettings) -> None:
    """What is not known is left out; what cannot be read is as if it were not there."""
    store.channels.put("T1", "C1", ChannelSettings())
    with store.database.write() as connection:
        connection.execute(update(channels).values(settings=stored))
    assert store.channels.get("T1", "C1") == read


def test_tokens_are_sealed_and_keys_rotate(store: Store) -> None:
    """No token can be read in the database; a new key reads the old ones' and reseals them; a wrong key says so."""
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    first = Installations(store.database, [old])
    first.save("T1", "U0", {"bot_token": "xoxb-secret"})
    first.save("T1", "U0", {"bot_token": "xoxb-secret-2"})
    with store.database.read() as connection:
        sealed = connection.exec_driver_sql("SELECT sealed FROM installations").scalar_one()
    assert b"xoxb" not in bytes(sealed)
    assert Installations(store.database, [new, old]).reseal() == 1
    only_new = Installations(store.database, [new])
    assert only_new.find("T1") == {"bot_token": "xoxb-secret-2"}
    with pytest.raises(StoreError, match="another PULLQUOTE_TOKEN_KEY"):
        first.find("T1")
    assert only_new.find("T2") is None
    assert only_new.teams() == ["T1"]
    only_new.forget("T1")
    assert only_new.teams() == []


def test_tokens_are_never_stored_open(store: Store) -> None:
    """Without a key nothing is stored, and a key that is none is refused; both say how to make one."""
    with pytest.raises(StoreError, match="must be set"):
        Installations(store.database).save("T1", "U0", {})
    with pytest.raises(StoreError, match="Fernet"):
        Installations(store.database, ["short"])


def test_an_oauth_state_is_good_once_and_for_a_while(store: Store, clock: Clock) -> None:
    """Not twice, not late, and not if nobody issued it."""
    state, late = store.oauth_states.issue(), store.oauth_states.issue()
    assert store.oauth_states.consume(state)
    assert not store.oauth_states.consume(state)
    assert not store.oauth_states.consume("made up")
    clock.pass_(minutes=11)
    assert not store.oauth_states.consume(late)


def test_feedback_is_kept_with_its_place_and_counted_once(store: Store) -> None:
    """The same verdict of the same person on the same words is one."""
    told = Feedback(
        team="T1", channel="C1", request_id="r1", user="U1", verdict="not_quote", start=3, end=9, text="words"
    )  # fmt: skip
    assert store.feedback.add(told)
    assert not store.feedback.add(told)
    assert [(f.verdict, f.start, f.text) for f in store.feedback.of("T1")] == [("not_quote", 3, "words")]
    assert list(store.feedback.of("T2")) == []


def test_a_schedule_at_the_same_time_is_replaced(store: Store) -> None:
    """A channel has as many schedules as times of day."""
    for zone, at in (("UTC", "09:00"), ("Europe/Berlin", "09:00"), ("UTC", "17:00")):
        store.schedules.put(
            ScheduleRow(team="T1", channel="C1", at=at, zone=zone, days="mon,tue", options={"holidays": "DE"})
        )
    assert [(row.at, row.zone) for row in store.schedules.of("T1", "C1")] == [
        ("09:00", "Europe/Berlin"),
        ("17:00", "UTC"),
    ]
    assert store.schedules.of("T2", "C1") == []
    assert len(store.schedules.all()) == 2
    assert store.schedules.forget("T1", "C1", "09:00") == 1
    assert store.schedules.all()[0].options == {"holidays": "DE"}


def test_a_roundup_is_claimed_by_one_and_ended_once(store: Store, clock: Clock) -> None:
    """One a channel, date and slot; a crash lets the lease run out, the window of the first claim stays."""
    since, until = clock.at - timedelta(days=1), clock.at
    key = ("T1", "C1", "2026-03-02", "09:00")
    first = store.roundups.claim(*key, since, until, LEASE)
    assert first is not None
    assert store.roundups.claim(*key, since, until, LEASE) is None
    clock.pass_(seconds=61)
    second = store.roundups.claim(*key, since, clock.at, LEASE)
    assert second is not None
    assert (second.id, second.until) == (first.id, until)
    with pytest.raises(LeaseLost):
        store.roundups.end(first, "posted", (new_post(),))
    assert store.outbox.waiting() == 0
    store.roundups.end(second, "posted", (new_post(),), body={"stories": []})
    assert store.outbox.waiting() == 1
    clock.pass_(days=1)
    assert store.roundups.claim(*key, since, until, LEASE) is None
    last = store.roundups.last("T1", "C1")
    assert last is not None
    assert (last.state, last.body) == ("posted", {"stories": []})
    assert store.roundups.last("T2", "C1") is None
