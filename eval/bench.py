"""Everything about speed: `python -m eval.bench [PART …]`, `make bench`. A part that fails does not stop the others."""

from __future__ import annotations

import argparse
import sys
import time
from importlib import import_module
from importlib.util import find_spec

PARTS = {
    "cost": "CPU and memory of one article",
    "load": "the whole path: start, latency, a burst, links a second",
    "day": "a day's arrivals at a hundred times their speed",
    "ack_bench": "acknowledgements while the bot is busy",
    "roundup_bench": "a roundup of a full day, a search over a million quotes",
}


def main() -> None:
    """Runs the parts asked for, or all that there are."""
    parser = argparse.ArgumentParser(prog="eval.bench", description=__doc__)
    there = [part for part in PARTS if find_spec(f"eval.{part}")]
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(there)}")
    asked = parser.parse_args()
    failed = []
    for part in asked.parts or there:
        print(f"\n== {part}: {PARTS.get(part, '')} ==", flush=True)
        began = time.monotonic()
        try:
            import_module(f"eval.{part}").main([])
        except Exception as error:  # noqa: BLE001 - the edge of the program: the others are still to be measured
            failed.append(part)
            print(f"{part} failed: {type(error).__name__}: {error}", file=sys.stderr)
        print(f"({time.monotonic() - began:.0f} s)", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
