"""`pullquote sandbox` from outside: what it prints, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import httpx
import pytest

from bot.sandbox.server import Sandbox

COMMAND = [sys.executable, "-m", "bot", "sandbox"]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_headless_says_where_it_is_and_ends_quietly(end: signal.Signals) -> None:
    """One line of JSON with addresses and tokens that work; Ctrl-C and SIGTERM end it with 0 and not a word."""
    with subprocess.Popen(
        [*COMMAND, "--headless", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = json.loads(process.stdout.readline())
        bearer = {"authorization": f"Bearer {said['bot_token']}"}
        answer = httpx.post(f"{said['api_url']}auth.test", headers=bearer, trust_env=False).json()
        process.send_signal(end)
        rest, errors = process.communicate(timeout=20)
    assert answer["team"] == "Pullquote Gazette"
    assert (process.returncode, rest, errors) == (0, "", "")
    assert set(said) >= {"url", "page_url", "app_token", "signing_secret", "client_id", "client_secret"}


def test_a_taken_port_is_one_line(slack: Sandbox) -> None:
    """Exit code 2, and what to do."""
    port = slack.url.rpartition(":")[2]
    done = subprocess.run([*COMMAND, "--headless", "--port", port], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr.startswith(f"pullquote: port {port} cannot be used")
    assert done.stderr.count("\n") == 1


def test_a_bot_that_cannot_start_says_why() -> None:
    """The end of its own words, and exit code 2."""
    environment = os.environ | {"PULLQUOTE_WORKERS": "many"}
    done = subprocess.run([*COMMAND, "--port", "0"], capture_output=True, text=True, timeout=120, env=environment)
    assert done.returncode == 2
    assert "the bot ended" in done.stderr
    assert "PULLQUOTE_WORKERS" in done.stderr
    assert "Traceback" not in done.stderr
