"""Who looks after the app in a workspace, and what follows where nobody is known to."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from slack_sdk import WebClient

from bot.listeners.desk import Desk
from bot.membership import Membership
from bot.settings import load
from bot.store import open_store


@pytest.mark.parametrize(
    ("admins", "token", "installer", "caretakers", "may"),
    [
        ("", "xoxb-1", "U2", set(), True),
        ("U1,U3", "xoxb-1", "U2", {"U1", "U3"}, False),
        ("", "", "U2", {"U2"}, True),
        ("", "", "U4", {"U4"}, False),
        ("", "", "", set(), True),
    ],
)
def test_who_looks_after_the_app(
    tmp_path: Path, admins: str, token: str, installer: str, caretakers: set[str], may: bool
) -> None:
    """Whom the settings name, and who installed it by OAuth; where that is nobody, anybody may choose the emoji."""
    settings = load(admins=admins, slack_bot_token=token)
    with_key = open_store(f"sqlite:///{tmp_path}/p.db", [Fernet.generate_key().decode()])
    with_key.installations.save("T1", "UBOT", {"user_id": installer, "bot_token": "xoxb-2"})
    desk = Desk(with_key, settings, lambda: None, Membership(lambda team: WebClient()), lambda do: None)
    assert desk.caretakers("T1") == caretakers
    assert desk.may_choose_emoji("T1", "U2") is may
    assert desk.caretakers("T2") == set(desk.settings.admins)
    with_key.close()
