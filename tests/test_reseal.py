"""`pullquote reseal-tokens`: another key takes the place of the one that sealed the tokens."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.cli import main
from bot.store import StoreError, open_store

INSTALLED = {"bot_token": "xoxb-1-kept"}


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The key that sealed the tokens of two teams."""
    url, key = f"sqlite:///{tmp_path}/pullquote.db", Fernet.generate_key().decode()
    monkeypatch.setenv("PULLQUOTE_DATABASE_URL", url)
    store = open_store(url, [key])
    for team in ("T1", "T2"):
        store.installations.save(team, "U0", INSTALLED)
    store.close()
    return key


def test_after_resealing_the_old_key_is_of_no_use(
    old: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With both keys set, tokens are sealed with the first; then that one alone opens them."""
    new = Fernet.generate_key().decode()
    monkeypatch.setenv("PULLQUOTE_TOKEN_KEY", f"{new},{old}")
    assert main(["reseal-tokens"]) == 0
    told = capsys.readouterr()
    assert told.out == "2 sealed with the newest key\n"
    assert new not in told.out + told.err
    for key, opens in ((new, True), (old, False)):
        store = open_store(f"sqlite:///{tmp_path}/pullquote.db", [key])
        if opens:
            assert store.installations.find("T1") == INSTALLED
        else:
            with pytest.raises(StoreError):
                store.installations.find("T1")
        store.close()


@pytest.mark.parametrize(
    "keys", ["", "no key at all", Fernet.generate_key().decode()], ids=["none", "nonsense", "another"]
)
def test_without_the_right_keys_nothing_is_changed(
    keys: str, old: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line says so, and the old key still opens everything."""
    monkeypatch.setenv("PULLQUOTE_TOKEN_KEY", keys)
    assert main(["reseal-tokens"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    store = open_store(f"sqlite:///{tmp_path}/pullquote.db", [old])
    assert [store.installations.find(team) for team in ("T1", "T2")] == [INSTALLED] * 2
    store.close()
