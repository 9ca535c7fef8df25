"""Scores quotes on the development articles. `python -m eval.quotes --data DIR [--folds 5] [--parses FILE]`.

Every article is read by an extractor that learned from the other articles only: cross-validation by document. The
scorer is the one in DIR/scorers.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from eval import quote_classes, quote_gold
from eval.quote_corpus import Kept, Marked, load, parses
from eval.train_quotes import learn
from handlers.quotes import QuoteExtractor
from handlers.wire import quote_json

OWN = Path(__file__).parent.parent / "tests" / "gold" / "quotes.tsv"
MEASURES = ("marked_detect", "marked_speaker", "marked_name", "all_detect", "all_speaker")


def scorer(data: Path) -> ModuleType:
    """The scorer of the development data."""
    path = data / "scorers" / "score_quotes.py"
    spec = importlib.util.spec_from_file_location("score_quotes", path)
    if spec is None or spec.loader is None or not path.exists():
        raise SystemExit(f"there is no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def folds(count: int, parts: int) -> list[list[int]]:
    """The numbers of the articles, dealt out into so many parts, always the same way."""
    order = list(range(count))
    random.Random(0).shuffle(order)
    return [sorted(order[k::parts]) for k in range(parts)]


def cross_validated(articles: list[Marked], kept: list[Kept], parts: int, only: int = 0) -> Iterator[dict[str, Any]]:
    """What an extractor finds in each article when it learned from the other parts."""
    for number, held in enumerate(folds(len(articles), parts)):
        if only and number >= only:
            return
        out = set(held)
        rest = [i for i in range(len(articles)) if i not in out]
        extractor = QuoteExtractor(learn([articles[i] for i in rest], [kept[i] for i in rest]))
        for i in held:
            found = [quote_json(q) for q in extractor.extract(articles[i].article, kept[i])]
            yield {"id": articles[i].id, "quotes": found}


def gold_rows(data: Path) -> list[dict[str, Any]]:
    """The development articles as the scorer reads them."""
    paths = [data / "datasets" / f"quotes-{part}.jsonl" for part in ("train", "dev")]
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def report(score: dict[str, Any]) -> str:
    """The measures as a table."""
    lines = [f"{'measure':<22}{'precision':>10}{'recall':>8}{'F1':>8}"]
    lines += [f"{m:<22}{score[m]['p']:>10.1f}{score[m]['r']:>8.1f}{score[m]['f1']:>8.1f}" for m in MEASURES]
    posted, pronoun = score["posted"], score["pronoun"]
    lines.append(f"posted: {posted['precision']:.1f} % right at {posted['coverage']:.1f} % coverage")
    share = 100 / max(1, pronoun["n"])
    named, right = pronoun["named"] * share, pronoun["not_wrong"] * share
    lines.append(f"pronouns: {pronoun['n']}, named {named:.1f} %, named and not wrong {right:.1f} %")
    lines.append(f"inexact spans: {score['inexact']}")
    return "\n".join(lines)


def main(given: list[str] | None = None) -> None:
    """Prints the table of the project's own sentences, and the cross-validated one where there are articles for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--parses", type=Path, help="where parses are kept between runs")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--only", type=int, default=0, help="only so many of the folds")
    parser.add_argument("--out", type=Path, help="where the found quotes are written")
    asked = parser.parse_args(given)
    print(quote_gold.table(quote_gold.tallies(quote_gold.cases(OWN), QuoteExtractor())), end="\n\n")
    if not (asked.data / "datasets" / "quotes-train.jsonl").exists():
        print(f"no datasets/quotes-train.jsonl in {asked.data}: measured on the project's own sentences alone")
        return
    judge = scorer(asked.data)
    paths = [asked.data / "datasets" / f"quotes-{part}.jsonl" for part in ("train", "dev")]
    articles = load(paths)
    found = list(cross_validated(articles, parses(articles, asked.parses), asked.folds, asked.only))
    if asked.out:
        asked.out.write_text("".join(json.dumps(row) + "\n" for row in found), encoding="utf-8")
    by_id = {row["id"]: row["quotes"] for row in found}
    golds = [g for g in gold_rows(asked.data) if g["id"] in by_id]
    score, _ = judge.score(golds, by_id)
    print(report(score), quote_classes.table(judge, golds, by_id), sep="\n\n")


if __name__ == "__main__":
    main()
