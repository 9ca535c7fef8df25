"""The gate: what is refused, what is allowed, and that a connection goes where it was checked."""

from __future__ import annotations

import pytest

from eval.ssrf import Case, cases, run

CASES = cases()
KINDS = sorted({case.kind for case in CASES})


def test_there_are_cases_enough() -> None:
    """Attacks of every class, and honest links beside them."""
    assert sum(case.verdict == "refuse" for case in CASES) >= 240
    assert sum(case.verdict == "allow" for case in CASES) >= 60


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_leaks_and_nothing_honest_is_blocked(kind: str) -> None:
    """Each case of the table ends as it must, over a false network."""
    outcomes = [run(case) for case in CASES if case.kind == kind]
    assert [outcome for outcome in outcomes if not outcome.right] == []


def test_the_table_would_see_a_leak() -> None:
    """A private address that the settings open is reached, and counts as a leak where the case says refuse."""
    outcome = run(Case("refuse", "opened", "http://10.20.0.1/"))
    assert outcome.reached == (("10.20.0.1", 80),)
    assert not outcome.right
