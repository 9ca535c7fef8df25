"""A measure over cases that the project has of its own, and over more in a folder where they are there."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

Case = TypeVar("Case")


def judged(
    asked: Sequence[str] | None,
    about: str | None,
    own: Path,
    given: str,
    read: Callable[[Path], Sequence[Case]],
    show: Callable[[str, Sequence[Case]], bool],
) -> int:
    """Shows the own cases, then those of `--data`/datasets/`given`; 1 where one of the own went wrong."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--data", type=Path, help=f"folder with datasets/{given}")
    data = parser.parse_args(asked).data
    right = show("the project's own", read(own))
    if data is not None:
        more = data / "datasets" / given
        if more.exists():
            show("development", read(more))
        else:
            print(f"development: datasets/{given} is not there, so only the project's own were measured")
    return 0 if right else 1
