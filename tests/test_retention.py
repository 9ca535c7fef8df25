"""What is older than the days to keep is gone, in every table that held its words; nothing is done twice for that."""

from __future__ import annotations

from datetime import timedelta

from asking import Clock, claimed, finish, new_post, new_request
from hand_made import DIGEST
from sqlalchemy import select

from bot.store import Store
from bot.store.tables import articles, digests, figures, outbox, quotes, requests, roundups


def test_old_words_are_gone_and_the_new_ones_stay(store: Store) -> None:
    """Digests, quotes, figures, posts, pasted texts and what roundups told."""
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
        store.roundups.end(row, "posted", body={"stories": [["words"]]})
        clock.pass_(days=10)
    assert store.retention.forget_before(clock.at - timedelta(days=15)) == 2
    with store.database.read() as connection:

        def every(table: object, column: object) -> list[object]:
            return list(connection.execute(select(column).select_from(table)).scalars())  # type: ignore[call-overload]

        assert len(every(digests, digests.c.request_id)) == len(every(articles, articles.c.id)) == 1
        assert len(every(quotes, quotes.c.id)) == len(DIGEST.all_quotes)
        assert len(every(figures, figures.c.id)) == len(DIGEST.all_figures)
        assert sorted(every(requests, requests.c.text)) == ["", "", "pasted words"]  # type: ignore[type-var]
        assert sum(body is None for body in every(roundups, roundups.c.body)) == 2
        assert len(set(every(outbox, outbox.c.body))) == 2
    assert store.memory.quotes("T1", ["C1"], "sound") != []
    assert not store.requests.accept(new_request("https://news.example/0", "1700000000.000100"))
    assert store.retention.forget_before(clock.at - timedelta(days=15)) == 0
