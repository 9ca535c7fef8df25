"""How well two links to one article are known as one: `python -m eval.urls [--data DIR]`.

Gold is in eval/gold/urls.tsv: `same` or `apart`, and two URLs. A pair that is joined wrongly loses an article; a pair
that is kept apart wrongly only costs a second digest. With `--data`, also DIR/datasets/urls-dev.jsonl where it is
there: lines with `a`, `b` and `same`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.links import canonical
from eval.own_and_given import judged

GOLD = Path(__file__).parent / "gold" / "urls.tsv"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two URLs, and whether they are one article."""

    same: bool
    first: str
    second: str

    @property
    def joined(self) -> bool:
        """Whether both have one key."""
        return canonical(self.first) == canonical(self.second)


def pairs(path: Path = GOLD) -> tuple[Pair, ...]:
    """The pairs of a file, TSV or JSON lines."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    if path.suffix == ".jsonl":
        return tuple(Pair(bool(form["same"]), form["a"], form["b"]) for form in map(json.loads, lines))
    return tuple(Pair(said == "same", first, second) for said, first, second in (line.split("\t") for line in lines))


def wrong(given: Iterable[Pair]) -> tuple[list[Pair], list[Pair]]:
    """The pairs that are joined and should not be, and those that should be and are not."""
    amiss = [pair for pair in given if pair.joined != pair.same]
    return [p for p in amiss if p.joined], [p for p in amiss if not p.joined]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the counts; 1 where the project's own pairs are not all right."""
    return judged(arguments, __doc__, GOLD, "urls-dev.jsonl", pairs, _print)


def _print(name: str, given: Sequence[Pair]) -> bool:
    joined, apart = wrong(given)
    same = sum(pair.same for pair in given)
    print(f"{name}: {same} same, {len(given) - same} apart; {len(joined)} wrongly joined, {len(apart)} wrongly apart")
    for pair in (*joined, *apart):
        print(f"  {'joined' if pair.joined else 'apart'}\n    {pair.first} -> {canonical(pair.first)}")
        print(f"    {pair.second} -> {canonical(pair.second)}")
    return not joined and not apart


if __name__ == "__main__":
    raise SystemExit(main())
