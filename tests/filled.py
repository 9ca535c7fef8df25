"""A store in which team T1 has something in every table."""

from __future__ import annotations

from datetime import timedelta

from asking import LEASE, claimed, finish, new_post, new_request
from cryptography.fernet import Fernet
from hand_made import DIGEST

from bot.store import ChannelSettings, Feedback, Installations, ScheduleRow, Store


def fill(store: Store) -> Store:
    """Fills it, and gives it back."""
    store.installations = Installations(store.database, [Fernet.generate_key().decode()])
    request = claimed(store)
    finish(store, request, "done", new_post(request_id=request.id, part="0"), digest=DIGEST)
    failed = claimed(store, new_request("https://news.example/b", "1700000000.000200"))
    finish(store, failed, "failed", new_post("why"))
    post = store.outbox.claim(LEASE)
    assert post is not None
    store.outbox.sent(post, "1700000001.000100", timedelta(0))
    store.requests.accept(new_request("https://news.example/c", "1700000000.000300"))
    store.channels.put("T1", "C1", ChannelSettings(mode="emoji"))
    store.installations.save("T1", "U0", {"bot_token": "xoxb-1"})
    store.schedules.put(ScheduleRow(team="T1", channel="C1", at="09:00", zone="UTC", days="mon"))
    now = store.now()
    roundup = store.roundups.claim("T1", "C1", "2026-03-02", "", now - timedelta(days=1), now, LEASE)
    assert roundup is not None
    store.roundups.end(roundup, "posted", body={"told": 1})
    told = {"request_id": request.id, "user": "U1", "verdict": "not_quote", "start": 0, "end": 1, "text": "w"}
    store.feedback.add(Feedback(team="T1", channel="C1", **told))  # type: ignore[arg-type]
    return store
