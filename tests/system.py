"""What some tests need beyond Python. Where it is missing they say so and do not run; on CI that is a failure."""

from __future__ import annotations

import os

import pytest


def lacking(what: str) -> None:
    """Ends the test: `what` is not installed."""
    reason = f"did not run, for it needs {what}: run scripts/system-packages"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
