"""The command line: exit codes, what goes to stdout and to stderr, pipes and signals."""

from __future__ import annotations

import io
import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bot.cli import main

SEED = "seeds/sheinbaum-2025-05-04.txt"


class Site(BaseHTTPRequestHandler):
    """A site with one page that is missing and one that never comes."""

    def do_GET(self) -> None:
        """Answers."""
        if self.path == "/slow":
            time.sleep(1)
        with suppress(ConnectionError):  # whoever asked has given up
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Where the site is."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A folder with files that hold no article."""
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.dat").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "closed.txt").write_text("no")
    return tmp_path


@pytest.fixture(autouse=True)
def _own_log() -> Iterator[None]:
    """Each command sets up the log of its process; here, the process goes on."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


def one_line(errors: str) -> str:
    """What was said on stderr, which must be one line."""
    assert errors.startswith("pullquote: ")
    assert errors.endswith("\n")
    assert errors.count("\n") == 1
    return errors


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["digest"], 2, "Missing argument 'WHERE"),
        (["digest", "x", "--format", "yaml"], 2, "'yaml' is not one of"),
        (["digest", "x", "--max-quotes", "-1"], 2, "-1 is not in the range"),
        (["digset", "x"], 2, "No such command 'digset'. Did you mean 'digest'? (pullquote --help"),
        (["read", "a", "b"], 2, "unexpected extra argument (b)"),
        (["digest", ""], 2, "An empty name"),
        (["read", SEED, "--url", "news.example"], 2, "--url must be a link"),
        (["digest", "nothing.txt"], 3, "nothing.txt: There is no such file."),
        (["digest", "news.example/a"], 3, "a link begins with https://"),
        (["read", "seeds"], 3, "seeds: That is a directory; name a file in it."),
        (["digest", "a\0b"], 3, "could not be read"),
        (["digest", "ftp://news.example/a"], 3, "ftp://news.example/a: "),
    ],
)
def test_a_mistake_is_one_line_and_its_own_exit_code(
    arguments: list[str], code: int, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Wrong usage is 2, what is not there 3; stdout stays empty."""
    assert main(arguments) == code
    out, errors = capfd.readouterr()
    assert out == ""
    assert says in one_line(errors)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PULLQUOTE_FETCH_SECONDS", "soon", "a valid number"),
        ("PULLQUOTE_CHILDREN", "0", "greater than 0"),
        ("PULLQUOTE_MAX_QUOTES", "-1", "greater than or equal to 0"),
        ("PULLQUOTE_LOG_FORMAT", "xml", "'text' or 'json'"),
        ("PULLQUOTE_HTTP_PORT", "70000", "less than or equal to 65535"),
        ("PULLQUOTE_TIME_ZONE", "Mars", "such as Europe/Berlin"),
        ("SLACK_API_URL", "slack.example", "must begin with https://"),
    ],
)
def test_a_wrong_setting_is_wrong_usage(
    name: str, value: str, says: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A setting that cannot be is named, with exit code 2."""
    monkeypatch.setenv(name, value)
    assert main(["digest", SEED]) == 2
    errors = one_line(capfd.readouterr().err)
    assert f"{name}: " in errors
    assert says in errors


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"SLACK_APP_TOKEN": ""}, "set SLACK_APP_TOKEN"),
        ({"SLACK_APP_TOKEN": "xapp-1", "PULLQUOTE_DATABASE_URL": "mysql://x"}, "only sqlite and postgresql"),
    ],
)
def test_a_bot_that_cannot_run_says_why(
    environment: dict[str, str], says: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Settings that are missing or cannot be used end `run` at once."""
    for name, value in ({"SLACK_BOT_TOKEN": "xoxb-1"} | environment).items():
        monkeypatch.setenv(name, value)
    assert main(["run"]) == 2
    assert says in one_line(capfd.readouterr().err)


def test_a_mistake_of_ours_is_one_line_too(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever goes wrong inside is no traceback, and has its own exit code."""
    monkeypatch.setattr("bot.commands.digest.original_at", lambda where, settings: 1 / 0)
    assert main(["digest", SEED]) == 1
    assert "ZeroDivisionError" in one_line(capfd.readouterr().err)


@pytest.mark.parametrize(("page", "says"), [("/gone", "no page"), ("/slow", "too long")])
def test_a_page_that_does_not_come_is_3(
    page: str, says: str, site: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A missing page and one that takes too long have their own words."""
    monkeypatch.setenv("PULLQUOTE_ALLOW_PRIVATE_NETWORKS", "127.0.0.0/8")
    monkeypatch.setenv("PULLQUOTE_FETCH_SECONDS", "0.5")
    assert main(["digest", site + page]) == 3
    assert says in one_line(capfd.readouterr().err)


def test_nothing_to_read_is_4(odd: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """An empty file and a binary one have their own words; where all fail, the first one's code is the code."""
    assert main(["digest", str(odd / "empty.txt"), str(odd / "binary.dat"), str(odd / "none")]) == 4
    out, errors = capfd.readouterr()
    empty, binary, missing = errors.splitlines()
    assert out == ""
    assert "empty.txt: There is nothing in it." in empty
    assert "binary.dat: This kind of file cannot be read." in binary
    assert "none: There is no such file." in missing


def test_several_are_one_json_line_each_in_order(odd: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What fails is said on stderr and costs only itself; the exit code says partly."""
    note = odd / "note.txt"
    note.write_text("“We will open the bridge in May,” the mayor of Ottery, Jan Pell, said on Tuesday.\n")
    assert main(["digest", SEED, str(odd / "none"), str(note), "--format", "json", "--max-figures", "1"]) == 5
    out, errors = capfd.readouterr()
    first, second = (json.loads(line) for line in out.splitlines())
    assert "none" in one_line(errors)
    assert set(first) == {"article", "quotes", "figures"}
    assert len(first["figures"]) == 1
    assert second["article"]["text"].startswith("“We will open")
    for digest in (first, second):
        for found in digest["quotes"] + digest["figures"]:
            assert digest["article"]["text"][found["start"] : found["end"]] == found["text"]


def test_stdin_is_a_place(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads the original from stdin; --url says where it is from; the text comes out as it is read."""
    with given(monkeypatch, b"The mayor opened the bridge on Tuesday, and 400 people walked over it.\n"):
        assert main(["read", "-", "--url", "https://news.example/bridge"]) == 0
    article = json.loads(capfd.readouterr().out)
    assert article["url"] == "https://news.example/bridge"
    assert article["text"] == "The mayor opened the bridge on Tuesday, and 400 people walked over it."


GOOD = {"id": "a", "text": "“We will open the bridge in May,” said Jan Pell. It cost 40 million dollars."}


def test_extract_gives_one_line_for_each(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Good lines are answered with quotes and figures, bad ones with an error, in their order; blank lines are none."""
    bad = [
        (b'{"id": 1, "text": ', None, "not JSON"),
        (b"[1, 2]", None, "not an object"),
        (b'{"id": "t"}', "t", 'no "text"'),
        (b'{"id": "n", "text": 7}', "n", "not a string"),
        (b'{"id": [1], "text": "x"}', None, '"id" is neither'),
        (b'{"id": "u", "text": "caf\xe9"}', None, "not UTF-8 (byte 25"),
        (b'{"id": "s", "text": "a\\ud800b"}', "s", "half a character at 1"),
        (b'{"id": NaN, "text": "x"}', None, "not JSON"),
        (b'{"id": ' + b"9" * 5000 + b"}", None, "a number is too long"),
        (b"[" * 100_000, None, "nested too deeply"),
    ]
    good = json.dumps(GOOD).encode()
    with given(monkeypatch, b"\xef\xbb\xbf" + b"\n".join([good, b"", *(line for line, _, _ in bad), b"  ", good])):
        assert main(["extract"]) == 5
    out, errors = capfd.readouterr()
    first, *wrong, last = (json.loads(line) for line in out.splitlines())
    assert first == last
    assert set(first) == {"id", "quotes", "figures"}
    assert [q["text"] for q in first["quotes"]][:1] == ["We will open the bridge in May,"]
    assert all(0 < found["score"] <= 1 for found in first["quotes"] + first["figures"])
    assert "10 of 12" in one_line(errors)
    for answer, (_, known, says) in zip(wrong, bad, strict=True):
        assert set(answer) == {"id", "error"}
        assert answer["id"] == known
        assert says in answer["error"]


@pytest.mark.parametrize(("option", "keys"), [("--quotes", {"id", "quotes"}), ("--figures", {"id", "figures"})])
def test_extract_gives_what_is_asked_for(
    option: str, keys: set[str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One option gives one kind; unusual line breaks in a text cannot break a line of the result."""
    odd_id = {**GOOD, "id": "a\u2028b\x85c"}
    with given(monkeypatch, json.dumps(odd_id).encode()):
        assert main(["extract", option]) == 0
    (line,) = capfd.readouterr().out.splitlines()
    assert set(json.loads(line)) == keys
    assert json.loads(line)["id"] == odd_id["id"]


def test_extract_answers_each_line_before_the_next_comes() -> None:
    """A line's answer is there at once, so memory does not grow with the lines; a closed pipe ends it quietly."""
    line = json.dumps(GOOD).encode() + b"\n"
    with started("extract", "--quotes") as running:
        for _ in range(2):
            running.stdin.write(line)
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == "a"
        running.stdout.close()
        with running.stdin as lines:
            lines.write(line)
        assert running.wait(30) == 141
        assert running.stderr.read() == b""


def test_ctrl_c_ends_it_quietly() -> None:
    """SIGINT gives 130, and not a word."""
    with started("extract", "--quotes") as running:
        running.stdin.write(b"oops\n")
        running.stdin.flush()
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 130
        assert running.stderr.read() == b""


def test_a_keyboard_is_told_how_to_end() -> None:
    """Where stdin is a terminal, stderr says what is waited for, and stdout still holds nothing else."""
    master, slave = os.openpty()
    command = [sys.executable, "-m", "bot", "extract", "--figures"]
    with subprocess.Popen(command, stdin=slave, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        os.close(slave)
        os.write(master, b"\x04")
        out, errors = running.communicate(timeout=30)
    os.close(master)
    assert (running.returncode, out) == (0, b"")
    assert "until Ctrl-D" in one_line(errors.decode())


def test_many_lines_show_progress_on_a_terminal(tmp_path: Path) -> None:
    """Where stderr is a terminal and stdout is not, many lines are counted on it."""
    texts = tmp_path / "texts.jsonl"
    texts.write_text('{"id": 1, "text": ""}\n' * 400)
    master, slave = os.openpty()
    with texts.open("rb") as file:
        command = [sys.executable, "-m", "bot", "extract", "--figures"]
        env = {**os.environ, "TERM": "xterm"}
        done = subprocess.run(command, stdin=file, stdout=subprocess.PIPE, stderr=slave, env=env, check=False)
    drawn = os.read(master, 100_000)
    os.close(slave)
    os.close(master)
    assert done.returncode == 0
    assert done.stdout.count(b"\n") == 400
    assert b"texts" in drawn


def test_help_loads_nothing_heavy() -> None:
    """`--help` and mistakes are answered without the language models, the web or the database."""
    script = (
        "import sys; from bot.cli import main; main(['--help']); main(['digest', '--help']);"
        "sys.exit(bool({'spacy', 'numpy', 'pydantic', 'httpx', 'sqlalchemy', 'slack_bolt', 'rich'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], stdout=subprocess.DEVNULL, check=False).returncode == 0


@contextmanager
def given(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> Iterator[None]:
    """These bytes on stdin."""
    with io.TextIOWrapper(io.BytesIO(raw)) as stdin, monkeypatch.context() as patched:
        patched.setattr(sys, "stdin", stdin)
        yield


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """The command in a process of its own."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-m", "bot", *arguments], **pipes) as running:
        try:
            yield running
        finally:
            running.kill()
