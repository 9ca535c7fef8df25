"""Prints every figure that the project claims: `python -m eval --data FOLDER [PART …]`.

A part whose third-party set is not in FOLDER says so and measures on the project's own texts alone.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

PARTS = ("quotes", "quote_choices", "figures", "articles", "stories", "urls", "ssrf")


def main() -> None:
    """Runs the parts asked for, or all, in order."""
    parser = argparse.ArgumentParser(prog="eval", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder with datasets/ and scorers/")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    asked = parser.parse_args()
    for part in asked.parts or PARTS:
        print(f"\n== {part} ==")
        import_module(f"eval.{part}").main(["--data", str(asked.data)])


if __name__ == "__main__":
    main()
