"""What is older than the days to keep is gone, in every table that held its words; nothing is done twice for that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from asking import Clock, claimed, finish, new_post, new_request
from hand_made import DIGEST
from slack_sdk import WebClient
from sqlalchemy import select

from bot.listeners.desk import Desk
from bot.listeners.memory import typed
from bot.membership import Membership
from bot.settings import load
from bot.store import ChannelSettings, Feedback, Store
from bot.store.columns import EMPTY
from bot.store.retention import shortest
from bot.store.tables import articles, digests, feedback, figures, outbox, quotes, requests, roundups


def test_old_words_are_gone_and_the_new_ones_stay(store: Store) -> None:
    """Digests, quotes, figures, posts, pasted texts, what roundups told and what people said of passages."""
    clock = store.database.now = Clock()
    for number in range(3):
        url = f"https://news.example/{number}"
        request = claimed(store, new_request(url, f"17000000{number}0.000100", text="pasted words"))
        finish(store, request, "done", new_post(request_id=request.id, part="0"), digest=DIGEST)
        while (post := store.outbox.claim(timedelta(seconds=60))) is not None:
            store.outbox.sent(post, f"{number}.5", timedelta(0))
        claim = ("T1", "C1", f"2026-03-0{number + 2}", "09:00", clock.at, clock.at, timedelta(minutes=1))
        row = store.roundups.claim(*claim)
        assert row is not None
        store.roundups.end(row, "posted", body={"stories": [[request.id]]})
        said = {"request_id": request.id, "user": "U1", "verdict": "not_quote", "start": 0, "end": 5, "text": "words"}
        store.feedback.add(Feedback(team="T1", channel="C1", **said))  # type: ignore[arg-type]
        clock.pass_(days=10)
    assert store.retention.forget_before("T1", clock.at - timedelta(days=15)) == 2
    with store.database.read() as connection:

        def every(table: object, column: object) -> list[object]:
            return list(connection.execute(select(column).select_from(table)).scalars())  # type: ignore[call-overload]

        assert len(every(digests, digests.c.request_id)) == len(every(articles, articles.c.id)) == 1
        assert len(every(quotes, quotes.c.id)) == len(DIGEST.all_quotes)
        assert len(every(figures, figures.c.id)) == len(DIGEST.all_figures)
        assert sorted(every(requests, requests.c.text)) == ["", "", "pasted words"]  # type: ignore[type-var]
        assert sum(body is None for body in every(roundups, roundups.c.body)) == 2
        assert len(set(every(outbox, outbox.c.body))) == 2
        assert len(every(feedback, feedback.c.id)) == 1
    assert store.memory.quotes("T1", ["C1"], "sound") != []
    assert not store.requests.accept(new_request("https://news.example/0", "1700000000.000100"))
    assert store.retention.forget_before("T1", clock.at - timedelta(days=15)) == 0


def test_a_workspace_keeps_for_less_time_than_the_others(store: Store) -> None:
    """Each its own days; and never longer than the bot's settings allow."""
    clock = store.database.now = Clock()
    for team in ("T1", "T2"):
        finish(store, claimed(store, new_request(team=team)), "done", digest=DIGEST)
    store.channels.put("T2", "", ChannelSettings(keep_days=7))
    clock.pass_(days=10)
    kept = {team: shortest(90, store.channels.get(team, "").keep_days) for team in store.retention.teams()}
    assert kept == {"T1": 90, "T2": 7}
    assert [store.retention.forget_before(t, clock.at - timedelta(days=d)) for t, d in kept.items()] == [0, 1]
    assert (shortest(0, 0), shortest(0, 30), shortest(30, 0), shortest(30, 400)) == (0, 30, 30, 30)


@pytest.mark.parametrize("how", ["forgotten", "message deleted", "digest deleted", "file deleted"])
def test_what_is_taken_back_leaves_no_word(store: Store, how: str) -> None:
    """Neither in what is searched nor in what was pasted, posted or said of it; the other article is as it was."""
    for number in range(2):
        new = new_request(f"https://news.example/{number}", f"170000000{number}.000100", text="pasted", kind="file")
        request = claimed(store, new)
        finish(store, request, "done", new_post(request_id=request.id, part="0"), digest=DIGEST)
        post = store.outbox.claim(timedelta(seconds=60))
        assert post is not None
        store.outbox.sent(post, f"180000000{number}.5", timedelta(0))
        said = {"request_id": request.id, "user": "U1", "verdict": "not_quote", "start": 0, "end": 5, "text": "words"}
        store.feedback.add(Feedback(team="T1", channel="C1", **said))  # type: ignore[arg-type]
    ways: dict[str, Callable[[], object]] = {
        "forgotten": lambda: store.take_back("T1", request.id),
        "message deleted": lambda: store.take_back_message(new, digest_too=True, remember=False),
        "digest deleted": lambda: store.take_back_post("T1", "C1", "1800000001.5"),
        "file deleted": lambda: store.take_back_file("T1", "https://news.example/1", digest_too=lambda _: True),
    }
    ways[how]()
    retract = store.outbox.claim(timedelta(seconds=60))
    assert retract is not None
    assert retract.kind == "retract"
    store.outbox.sent(retract, "", timedelta(0))
    with store.database.read() as connection:
        for table in (digests, articles, feedback):
            assert len(connection.execute(select(table)).all()) == 1
        assert len(connection.execute(select(quotes)).all()) == len(DIGEST.all_quotes)
        assert sorted(connection.execute(select(requests.c.text)).scalars()) == ["", "pasted"]
        posted = select(outbox.c.body).where(outbox.c.request_id == request.id, outbox.c.kind == "post")
        assert connection.execute(posted).scalars().all() == [EMPTY]


@pytest.mark.parametrize(
    ("words", "user", "told", "kept"),
    [
        ("keep", "U2", "until somebody forgets it", 0),
        ("keep 30", "U2", "Only who looks after Pullquote", 0),
        ("keep 30", "U1", "after 30 days", 30),
        ("Keep for 1 day", "U1", "after 1 day,", 1),
        ("keep 30 days, said the mayor", "U1", None, 0),
    ],
)
def test_who_looks_after_the_app_says_how_long(
    sqlite_store: Store, words: str, user: str, told: str | None, kept: int
) -> None:
    """Everybody may ask; words that only begin so are an article's."""
    desk = Desk(sqlite_store, load(admins="U1"), lambda: None, Membership(lambda _: WebClient()), lambda do: None)
    command = {"channel_id": "C1", "user_id": user}
    said = typed(desk, words, command, "T1", WebClient(), lambda **_: None)  # type: ignore[arg-type]
    assert said is None if told is None else told in str(said)
    assert sqlite_store.channels.get("T1", "").keep_days == kept
    typed(desk, "keep forever", {"channel_id": "C1", "user_id": "U1"}, "T1", WebClient(), lambda **_: None)  # type: ignore[arg-type]
    assert sqlite_store.channels.get("T1", "").keep_days == 0
