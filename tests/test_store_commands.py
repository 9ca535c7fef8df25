"""What who runs the bot does with its database, at the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import claimed, finish, new_post, new_request
from databases import Postgres
from hand_made import DIGEST

from bot.cli import main
from bot.runner.lock import OnlyBot
from bot.store import ChannelSettings, Store, StoreError, open_store, schema
from bot.store.copying import copy
from bot.store.database import connect


@pytest.fixture(autouse=True)
def _database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PULLQUOTE_DATABASE_URL", f"sqlite:///{tmp_path}/pullquote.db")


def fill(store: Store) -> str:
    """A request with a digest, one that failed (its id), and a channel's settings."""
    finish(store, claimed(store), "done", new_post(), digest=DIGEST)
    failed = claimed(store, new_request("https://news.example/b?token=secret", "1700000000.000200"))
    finish(store, failed, "failed", reason="Too large.")
    store.channels.put("T1", "C1", ChannelSettings(mode="emoji"))
    return failed.id


def test_migrate_goes_up_and_down(capfd: pytest.CaptureFixture[str]) -> None:
    """And says from where to where."""
    newest = schema.newest()
    for to, words in [("head", f"empty -> {newest}"), ("0001", f"{newest} -> 0001"), ("base", "0001 -> empty")]:
        assert main(["migrate", "--to", to]) == 0
        assert capfd.readouterr().out.strip() == words
    assert main(["migrate", "--to", "nowhere"]) == 2
    assert "cannot be migrated" in capfd.readouterr().err


def test_migrate_waits_for_no_running_bot(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """It refuses, with words."""
    running = OnlyBot(tmp_path / "pullquote.db")
    running.take()
    assert main(["migrate"]) == 2
    assert "stop it first" in capfd.readouterr().err
    running.give_back()


@pytest.mark.parametrize(
    "command",
    [
        ["requests"],
        ["requests", "retry"],
        ["export"],
        ["feedback"],
        ["reseal-tokens"],
        ["roundup", "C1", "--dry-run"],
        ["copy", "sqlite:///{folder}/pullquote.db", "sqlite:///{folder}/new.db"],
    ],
)
def test_no_database_is_made_by_who_only_looks(
    command: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is said where one was looked for, and what to do."""
    assert main([word.format(folder=tmp_path) for word in command]) == 2
    told = capfd.readouterr()
    assert told.out == ""
    assert f"There is no database at {tmp_path}/pullquote.db" in told.err
    assert list(tmp_path.iterdir()) == []


def test_requests_are_listed_and_tried_again(sqlite_store: Store, capfd: pytest.CaptureFixture[str]) -> None:
    """What waits, what failed and why, without the secrets of a link; by id, or all."""
    failed = fill(sqlite_store)
    assert main(["requests"]) == 0
    assert "0 waiting, 0 at work, 1 posts" in capfd.readouterr().out
    assert main(["requests", "--failed"]) == 0
    told = capfd.readouterr().out
    assert failed in told
    assert "https://news.example/b: Too large." in told
    assert "secret" not in told
    assert main(["requests", "retry", "nobody"]) == 2
    assert main(["requests", "retry", failed]) == 0
    assert "1 will be tried again" in capfd.readouterr().out
    assert main(["requests", "retry"]) == 0
    assert sqlite_store.requests.counts()["accepted"] == 1


def test_a_further_worker_needs_postgresql(capfd: pytest.CaptureFixture[str]) -> None:
    """On SQLite one process does it all."""
    assert main(["worker"]) == 2
    assert "PostgreSQL" in capfd.readouterr().err


def test_a_copy_that_is_not_empty_is_refused(sqlite_store: Store, tmp_path: Path) -> None:
    """And left as it is."""
    fill(sqlite_store)
    other = open_store(f"sqlite:///{tmp_path}/other.db")
    other.channels.put("T9", "C9", ChannelSettings())
    with pytest.raises(StoreError, match="not empty"):
        copy(sqlite_store.database, other.database)
    assert other.requests.counts()["accepted"] == 0
    other.close()


@pytest.mark.system
@pytest.mark.xdist_group("postgresql")
def test_everything_moves_from_sqlite_to_postgresql_and_back(
    sqlite_store: Store, tmp_path: Path, postgres: Postgres, capfd: pytest.CaptureFixture[str]
) -> None:
    """Every row, with the same hashes; numbering goes on after the last; and it can go on working there."""
    fill(sqlite_store)
    old = sqlite_store.database.engine.url.render_as_string()
    with postgres.fresh() as new:
        assert main(["copy", old, new]) == 0
        first = capfd.readouterr().out
        assert "requests" in first
        moved = open_store(new)
        assert [r.reason for r in moved.requests.failed("T1")] == ["Too large."]
        assert next(iter(moved.digests.recent("T1", ["C1"]))).title == DIGEST.article.title
        back = tmp_path / "back.db"
        assert main(["copy", new, f"sqlite:///{back}"]) == 0
        assert capfd.readouterr().out == first
        finish(moved, claimed(moved, new_request("https://news.example/c")), "done", new_post("more"), digest=DIGEST)
        assert moved.outbox.waiting() == 2
        moved.close()


def test_a_damaged_arrival_is_noticed(sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that changes on the way undoes the copy."""
    fill(sqlite_store)
    other = connect(f"sqlite:///{tmp_path}/other.db")
    schema.upgrade(other)
    with other.write() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER spoil AFTER INSERT ON requests BEGIN UPDATE requests SET channel = 'C9'; END"
        )
    with pytest.raises(StoreError, match="did not arrive"):
        copy(sqlite_store.database, other)
    other.close()
