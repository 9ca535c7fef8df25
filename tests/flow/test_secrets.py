"""A full run writes no secret anywhere, and no words of an article into its log."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from running import under

from bot.sandbox.server import Sandbox

IN_QUERY = "s3cret-in-a-query"
PASSWORD = "s3cret-of-a-site"
WORDS = "the lantern makers of Ostrava will not sell their old glass furnace"
ARTICLE = (
    "<html><head><title>Lanterns at Ostrava</title></head><body><article><h1>Lanterns at Ostrava</h1>"
    f"<p>“We promise that {WORDS},” said Mayor Ada Brandt on Monday.</p>"
    "<p>The council set aside $14 million for the work, which will take 18 months.</p>"
    "<p>Residents had waited since the flood in spring, when the old crossing was swept away at night.</p>"
    "</article></body></html>"
)
PIECE = "makers of Ostrava"


@dataclass
class Run:
    """What one run of the bot left behind."""

    slack: Sandbox
    log: str
    folder: Path
    children: dict[str, bytes]  # what the kernel shows of each child: environment and command line
    keys: list[str]

    @property
    def secrets(self) -> list[str]:
        """Everything that must not be found."""
        slack = self.slack
        return [
            slack.bot_token, slack.app_token, slack.signing_secret, slack.client_secret, IN_QUERY, PASSWORD, *self.keys
        ]  # fmt: skip


def shown(pid: int) -> bytes:
    """A process's environment and command line."""
    return b"".join(Path(f"/proc/{pid}/{name}").read_bytes() for name in ("environ", "cmdline"))


def offspring(pid: int) -> list[int]:
    """The children of a process."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A bot as a process: a digest, a page behind a login, a broken file, a repeat, a refusal of Slack, an outage."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "tmp").mkdir()
    key = "h0Yy2Zk1f0mJ9Wn8XvU3sQ7rT6bP5cN4aM3dL2eK1gI="
    with Sandbox(retry_delays=[0.5] * 100) as slack:
        environment = {
            **os.environ, **slack.environment(), "PULLQUOTE_DATABASE_URL": f"sqlite:///{folder}/pullquote.db",
            "PULLQUOTE_TOKEN_KEY": key, "TMPDIR": str(folder / "tmp"),
            "PULLQUOTE_FETCH_HOST_DELAY_SECONDS": "0", "PULLQUOTE_ATTEMPTS": "1",
            "SLACK_CLIENT_ID": slack.client_id, "SLACK_CLIENT_SECRET": slack.client_secret,
        }  # fmt: skip
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "bot", "-v", "run"], env=environment, stdout=log, stderr=log
            )
        try:
            slack.control.wait_for_bot(60)
            children = {}
            work(slack)
            for child in offspring(process.pid):
                children[str(child)] = shown(child)
        finally:
            process.terminate()
            process.wait(30)
        left = (folder / "log").read_text()
        yield Run(slack, left, folder, children, [key])


def work(slack: Sandbox) -> None:
    """What a day brings, and what goes wrong in it."""
    control = slack.control
    good = control.publish("lanterns", ARTICLE)
    private = good.replace("http://", f"http://reader:{PASSWORD}@")
    control.fail_next("chat.postMessage", error="internal_error")
    first = control.post_message("newsroom", f"{good}?token={IN_QUERY}", user="ines")
    control.post_message("newsroom", f"{private}?again={IN_QUERY}", user="ines")
    control.post_message("newsroom", f"{slack.url}/news/2026/none?token={IN_QUERY}", user="ines")
    control.upload("newsroom", b"%PDF-1.7\n" + ARTICLE.encode(), "broken.pdf", user="ines")
    control.slash("newsroom", f"{slack.url}/news/2026/none-at-all?token={IN_QUERY}", user="ines")
    control.slash("newsroom", ARTICLE * 2, user="ines")
    control.wait_for(lambda: under(slack, "newsroom", first), 60)
    control.drop_connections()
    last = control.post_message("newsroom", f"{slack.url}/news/valmora-rate-rise?token={IN_QUERY}", user="ines")
    control.wait_for(lambda: under(slack, "newsroom", last), 60)
    time.sleep(0.5)


def test_the_log_tells_the_steps_and_no_secret(run: Run) -> None:
    """Steps are there, so that an empty log proves nothing; tokens, keys, logins and queries are not."""
    assert all(f"{step} done" in run.log for step in ("fetch", "understand", "store", "post", "request"))
    assert not [secret for secret in run.secrets if secret in run.log]
    assert slackless(run.slack, run.log)


def test_the_log_complains_of_no_setting(run: Run) -> None:
    """Bolt takes no token and no OAuth application from the environment, and so has nothing to say about ours."""
    assert "will be unused" not in run.log
    assert "will be ignored" not in run.log
    assert "OAuthSettings" not in run.log


def slackless(slack: Sandbox, log: str) -> bool:
    """Whether the log has no address that answers for somebody: a response_url, or a socket's with its ticket."""
    return "/response/T" not in log and "ticket=" not in log


def test_the_log_has_no_words_of_an_article(run: Run) -> None:
    """Nor its title."""
    assert PIECE not in run.log
    assert "Lanterns" not in run.log


def test_no_token_is_on_disk(run: Run) -> None:
    """In the database, beside it, or in the temporary folder, while one workspace's token comes from the settings."""
    tokens = [s.encode() for s in (run.slack.bot_token, run.slack.app_token, run.slack.signing_secret, *run.keys)]
    files = [path for path in run.folder.rglob("*") if path.is_file()]
    assert any(path.name == "pullquote.db" for path in files)
    assert not [(path.name, token) for path in files for token in tokens if token in path.read_bytes()]


def test_the_temporary_folder_is_left_empty(run: Run) -> None:
    """No original stays there."""
    assert not list((run.folder / "tmp").rglob("*"))


def test_children_are_given_no_secret(run: Run) -> None:
    """Neither in their environment nor on their command line; and not the database's place either."""
    assert run.children
    for seen in run.children.values():
        assert not [secret for secret in run.secrets if secret.encode() in seen]
        assert b"SLACK" not in seen
        assert b"PULLQUOTE" not in seen


def test_doctor_shows_no_secret(run: Run) -> None:
    """Though it speaks of tokens."""
    environment = {**os.environ, **run.slack.environment(), "PULLQUOTE_DATABASE_URL": f"sqlite:///{run.folder}/d.db"}
    done = subprocess.run([sys.executable, "-m", "bot", "doctor"], env=environment, capture_output=True, timeout=120)
    assert not [secret for secret in run.secrets if secret.encode() in done.stdout + done.stderr]
