"""Hostile originals: each gets an answer, in one line, within bounds, and nothing of the machine comes out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import HARMS

from handlers.digest import read
from handlers.errors import Unreadable
from handlers.model import Original

_READ = """
import sys, resource
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
sys.path.insert(0, sys.argv[1])
import hostile
from handlers.digest import read
from handlers.errors import Unreadable
from handlers.model import Original
def peak():
    # The kernel's other figure, ru_maxrss, begins with what the parent had when it forked.
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except FileNotFoundError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
raw = getattr(hostile, sys.argv[2])()
before = peak()
try:
    print("read", len(read(Original(raw)).text))
except Unreadable as error:
    print(error.code, error.reason)
print(before // 1024, peak() // 1024)
"""


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_a_hostile_original_gets_an_answer(harm: Callable[[], bytes]) -> None:
    """An article or a reason, never another error, and no line of a file of the machine."""
    try:
        answer = read(Original(harm())).text
    except Unreadable as error:
        answer = error.reason
        assert "\n" not in answer
    assert "root:x:" not in answer
    assert len(answer) <= 2_000_000


@pytest.mark.parametrize("harm", ["zip_bomb", "huge_table", "wide_pdf"])
def test_what_unpacks_to_much_takes_little_memory(harm: str) -> None:
    """Measured in a process of its own: not more than 200 MB beyond what its bytes take."""
    here = str(Path(__file__).parent)
    done = subprocess.run([sys.executable, "-c", _READ, here, harm], capture_output=True, text=True, check=True)
    before, after = (int(number) for number in done.stdout.split()[-2:])
    assert after - min(before, 450) < 200


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        ("zip_bomb", "too_large"),
        ("lying_zip", "broken"),
        ("many_members", "too_large"),
        ("entity_bomb", "broken"),
        ("outside_entity", "broken"),
        ("deep_nesting", "broken"),
        ("endless_pdf", "broken"),
        ("nested_mail", "broken"),
        ("mail_of_parts", "too_large"),
        ("nested_divs", "no_article"),
    ],
)
def test_the_reason_names_the_harm(harm: str, code: str) -> None:
    """A word for programs."""
    made = next(one for one in HARMS if one.__name__ == harm)
    with pytest.raises(Unreadable) as raised:
        read(Original(made()))
    assert raised.value.code == code
