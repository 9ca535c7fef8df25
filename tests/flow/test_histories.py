"""Whatever happens in a channel, exactly the digests stand that a small reference model says."""

from __future__ import annotations

from eval.histories import lived


def test_random_histories_end_as_the_model_says() -> None:
    """Twenty-five of them, with crashes, refusals and events told late, twice and in any order."""
    assert lived(seed=1, count=25) == {}
