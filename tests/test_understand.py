"""Children that read: their answers, their limits, and what happens when one is lost."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import trouble

from bot.frames import BrokenFrame, lengths, pack, parse
from bot.process import environment
from bot.settings import Settings
from bot.understand import Children, _digest
from handlers import wire
from handlers.errors import Unreadable
from handlers.model import Article, Digest, Original, Quote

TEXT = (
    "The bridge will open in May, said Ann Bell, the minister. “It costs 30 million dollars,” she told reporters.\n\n"
)
SETTINGS = Settings(children=1, understand_cpu_seconds=2, understand_seconds=60, understand_megabytes=512)


@pytest.fixture(scope="module")
def children(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Children]:
    """One pool, whose children know the reader that makes trouble."""
    folder = tmp_path_factory.mktemp("trouble")
    trouble.install(folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(folder))
        patched.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
        patched.setenv("PULLQUOTE_DATABASE_URL", "postgresql://secret")
        patched.setenv("HTTPS_PROXY", "http://secret")
        with Children(SETTINGS) as pool:
            yield pool


def article(text: str = TEXT * 3) -> Original:
    return Original(text.encode(), "text/plain", "bridge.txt")


def made(kind: str) -> Original:
    return Original(b"TROUBLE " + kind.encode())


def test_a_child_answers_with_the_articles_own_words(children: Children) -> None:
    """What comes back is a digest whose every span is the text's."""
    digest = children.digest(article())
    text = digest.article.text
    assert text.startswith("The bridge will open in May")
    for found in (*digest.all_quotes, *digest.all_figures):
        assert text[found.passage.start : found.passage.end] == found.passage.text


def test_read_gives_the_article_alone(children: Children) -> None:
    """`read` finds no quotes and no figures."""
    assert children.read(article()).text == children.digest(article()).article.text


def test_an_original_larger_than_a_pipe_goes_through(children: Children) -> None:
    """Several megabytes reach the child, and the answer comes back."""
    assert "bridge" in children.read(article(TEXT * 30_000)).text


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("spin", "too_slow"),
        ("allocate", "too_large"),
        ("abort", "crashed"),
        ("exit", "crashed"),
        ("recurse", "broken"),
        ("raise", "broken"),
        ("refuse", "encrypted"),
    ],
)
def test_trouble_is_an_error_in_words_and_the_next_article_is_read(children: Children, kind: str, code: str) -> None:
    """Whatever an original does to a reader, its asker gets a reason and the next asker a digest."""
    with pytest.raises(Unreadable) as caught:
        children.digest(made(kind))
    assert caught.value.code == code
    assert caught.value.reason.endswith(".")
    assert children.read(article()).text


def test_a_child_that_waits_is_killed_after_the_wall_time(children: Children) -> None:
    """Sleeping costs no CPU time, so the clock ends it."""
    before = children.pids()
    with pytest.raises(Unreadable) as caught:
        children.digest(made("sleep"), timeout=0.3)
    assert caught.value.code == "too_slow"
    assert set(children.pids()) != set(before)


def test_what_a_reader_prints_does_not_disturb_the_answers(children: Children) -> None:
    """Standard output is not the pipe."""
    assert children.read(made("noise")).text.startswith("Nothing happened")


def test_a_child_that_keeps_memory_is_replaced(children: Children) -> None:
    """One that has grown by more than its share makes room for a fresh one, its answer counting."""
    before = children.pids()
    assert children.read(made("grow")).text
    assert set(children.pids()) != set(before)


def test_no_secret_reaches_a_child(children: Children) -> None:
    """Neither tokens nor the database nor proxies are in a child's environment."""
    seen = children.read(made("environment")).text
    assert "secret" not in seen
    assert "PYTHONPATH=" in seen
    assert {name for name in environment() if "SLACK" in name or "PULLQUOTE" in name or "PROXY" in name} == set()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_file_or_socket_of_the_parent_reaches_a_child(children: Children) -> None:
    """A child holds its pipes and its log, nothing else that the parent has open."""
    with socket.socket() as held, Path(__file__).open() as file:
        os.set_inheritable(file.fileno(), False)
        held.bind(("127.0.0.1", 0))
        seen = children.read(made("files")).text
    assert "socket:" not in seen
    assert "test_understand" not in seen


_ALONE = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x50000000) != 0)"


@pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's")
def test_a_child_has_no_network_where_the_kernel_allows_that(children: Children) -> None:
    """Even this machine's own servers are out of a reader's reach."""
    may_be_alone = subprocess.run([sys.executable, "-c", _ALONE], check=False).returncode == 0
    with socket.create_server(("127.0.0.1", 0)) as server:
        asked = made(f"network {server.getsockname()[1]}")
        if may_be_alone:
            with pytest.raises(Unreadable):
                children.read(asked)
        else:
            assert children.read(asked).text


def test_a_child_that_was_killed_while_idle_costs_no_article(children: Children) -> None:
    """A dead child is passed over."""
    children.read(article())
    for pid in children.pids():
        os.kill(pid, signal.SIGKILL)
        while _runs(pid):
            time.sleep(0.01)
    assert children.read(article()).text


def test_many_threads_share_the_children() -> None:
    """Every thread gets the digest of its own article."""
    with Children(SETTINGS.model_copy(update={"children": 2}), spares=0) as pool, ThreadPoolExecutor(6) as threads:
        texts = [f"Article number {n}. " + TEXT for n in range(18)]
        read = threads.map(lambda text: pool.digest(article(text)).article.text, texts)
        assert [text.split(".")[0] for text in read] == [f"Article number {n}" for n in range(18)]
        assert len(pool.pids()) == 2


def test_close_ends_children_at_work_and_idle(children: Children) -> None:
    """After close no child is left; whoever waited hears that it was closed, not that the article is at fault."""
    assert children.pids()  # so that the reader that makes trouble is known
    pool = Children(SETTINGS)
    pool.read(article())
    heard: list[BaseException] = []

    def ask() -> None:
        try:
            pool.digest(made("sleep"))
        except (Unreadable, RuntimeError) as error:
            heard.append(error)

    asker = threading.Thread(target=ask)
    asker.start()
    time.sleep(0.2)
    pids = pool.pids()
    pool.close()
    asker.join()
    assert [type(error) for error in heard] == [RuntimeError]
    assert not any(_runs(pid) for pid in pids)
    assert pool.pids() == []
    with pytest.raises(RuntimeError):
        pool.digest(article())


def test_children_that_do_not_start_are_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken installation is an error for the asker, not a wait without an end."""
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with Children(SETTINGS) as pool, pytest.raises(Unreadable) as caught:
        pool.digest(article())
    assert caught.value.code == "crashed"


_PARENT = """
import sys, threading
from bot.settings import Settings
from bot.understand import Children
from handlers.model import Original
pool = Children(Settings(children=1))
pool.read(Original(b"The bridge will open in May, said Ann Bell.", "text/plain"))
while len(pool.pids()) < 2:
    pass
print(*pool.pids(), flush=True)
threading.Event().wait()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_children_end_with_a_parent_that_is_killed() -> None:
    """SIGKILL leaves no orphans."""
    parent = subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent.stdout:
        pids = [int(pid) for pid in parent.stdout.readline().split()]
    parent.kill()
    parent.wait()
    assert len(pids) == 2
    while any(_runs(pid) for pid in pids):  # the suite's own time limit ends a failure
        time.sleep(0.02)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_lying_child_counts_as_crashed() -> None:
    """A span that is not the article's words is refused on this side of the pipe."""
    said = Article("She said “no”.")
    form = wire.dump(Digest(said, all_quotes=(Quote(said.passage(10, 12), "direct"),)))
    assert _digest({"digest": form}).all_quotes[0].passage.text == "no"
    form["all_quotes"][0]["text"] = "yes"
    for answer in ({"digest": form}, {"digest": None}, {"digest": {"article": {}}}, {}):
        with pytest.raises(Unreadable) as caught:
            _digest(answer)
        assert caught.value.code == "crashed"


def test_frames_keep_their_form_and_refuse_others() -> None:
    """A frame has two lengths, a JSON object and bytes; anything else is broken."""
    whole = pack({"a": "é"}, b"xyz")
    text, blob = lengths(whole[:16])
    assert parse(whole[16 : 16 + text]) == {"a": "é"}
    assert whole[16 + text :] == b"xyz"
    assert blob == 3
    for broken in (b"[1]", b"{", json.dumps("x").encode()):
        with pytest.raises(BrokenFrame):
            parse(broken)
    with pytest.raises(BrokenFrame):
        lengths(b"\xff" * 16)
