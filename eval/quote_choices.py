"""How often the key quotes are the ones that a reader chose. `python -m eval.quote_choices --data DIR`.

The choices are offsets into articles of the development data, and beginnings of quotes of the project's own seeds.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from eval.quote_corpus import load
from handlers.digest import extract, read
from handlers.model import Article, Digest, Original
from handlers.rank import rank

GOLD = Path(__file__).parent / "gold"
SEEDS = Path(__file__).parent.parent / "seeds"


def chosen_in_data(data: Path) -> Iterator[tuple[Article, list[tuple[int, int]]]]:
    """The third-party articles with the spans chosen."""
    rows = [json.loads(line) for line in (GOLD / "quote-choices.jsonl").read_text(encoding="utf-8").splitlines()]
    wanted = {row["id"]: [(s, e) for s, e in row["chosen"]] for row in rows if "id" in row}
    paths = [data / "datasets" / f"quotes-{part}.jsonl" for part in ("train", "dev")]
    yield from ((m.article, wanted[m.id]) for m in load(p for p in paths if p.exists()) if m.id in wanted)


def chosen_in_seeds() -> Iterator[tuple[Article, list[tuple[int, int]]]]:
    """The project's own articles with the spans chosen."""
    for line in (GOLD / "quote-choices-seeds.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        path = SEEDS / row["seed"]
        article = read(Original(path.read_bytes(), file_name=path.name))
        starts = [(article.text.index(begins), len(begins)) for begins in row["chosen"]]
        yield article, [(start, start + length) for start, length in starts]


def agreement(digest: Digest, chosen: list[tuple[int, int]]) -> tuple[int, int]:
    """How many of the key quotes were chosen, and of how many that could be."""
    key = digest.quotes[: len(chosen)]
    places = [[(p.start, p.end) for p in (q.passage, *q.repeats)] for q in key]
    hits = sum(any(s < end and start < e for s, e in spans for start, end in chosen) for spans in places)
    return hits, min(len(chosen), len(digest.all_quotes))


def main(arguments: list[str] | None = None) -> None:
    """Prints the agreement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    asked = parser.parse_args(arguments)
    for name, found in (("development articles", chosen_in_data(asked.data)), ("seeds", chosen_in_seeds())):
        counts = [agreement(rank(extract(article, ["quotes"])), chosen) for article, chosen in found]
        hits, most = sum(h for h, _ in counts), sum(m for _, m in counts)
        share = 100 * hits / max(1, most)
        print(f"{name}: {len(counts)} articles, {hits} of {most} key quotes are among the chosen ({share:.1f} %)")


if __name__ == "__main__":
    main()
