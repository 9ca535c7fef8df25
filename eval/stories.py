"""How well articles are put together into stories: B-cubed F1 (Bagga and Baldwin 1998) on stories that are made.

There is no set of real stories here. One is made of each article: its paragraphs are dealt out in turn to two or three
"outlets" that share no sentence, and its first paragraph goes to one of them only. Real outlets share more than these;
but the articles of one set are about few matters, and some of them are about the same event, which counts as an error.

What can be chosen (how much of an article is looked at, how many of its words, how alike is alike enough) was chosen on
one half of the articles; the other half says how good it is.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from handlers.model import Article
from handlers.stories import ENOUGH
from handlers.stories.alike import likenesses, terms, vectors
from handlers.stories.cluster import average_linkage

SIZES = (1, 1, 1, 2, 2, 3)  # outlets a story, as a day's channel has them
STORIES = 40  # a batch
BATCHES = 20
SHORTEST = 1_500  # characters of an article that can be dealt out
AT = datetime(2026, 1, 1, tzinfo=UTC)


def b_cubed(groups: Sequence[Sequence[int]], gold: Sequence[int]) -> tuple[float, float, float]:
    """Precision, recall and F1 over items."""
    group_of = {n: g for g, members in enumerate(groups) for n in members}
    precision = recall = 0.0
    for n, story in enumerate(gold):
        mates = [m for m in range(len(gold)) if group_of[m] == group_of[n]]
        right = sum(gold[m] == story for m in mates)
        precision += right / len(mates)
        recall += right / gold.count(story)
    p, r = precision / len(gold), recall / len(gold)
    return p, r, 2 * p * r / (p + r)


def dealt(text: str, outlets: int, chance: random.Random) -> list[str]:
    """The paragraphs of a text, dealt out in turn."""
    paragraphs = [line for line in text.split("\n") if line.strip()]
    hands = ["\n\n".join(paragraphs[n::outlets]) for n in range(outlets)]
    chance.shuffle(hands)
    return hands


def batch(texts: Sequence[str], chance: random.Random) -> tuple[list[Article], list[int]]:
    """The articles of one made day, and which story each belongs to."""
    articles, gold = [], []
    for story, text in enumerate(chance.sample(texts, STORIES)):
        for hand in dealt(text, chance.choice(SIZES), chance):
            articles.append(Article(hand, language="en"))
            gold.append(story)
    return articles, gold


def measured(texts: Sequence[str], enough: float, seed: int = 7) -> tuple[float, float, float]:
    """The means over some batches."""
    chance = random.Random(seed)
    totals = [0.0, 0.0, 0.0]
    for _ in range(BATCHES):
        articles, gold = batch(texts, chance)
        made = vectors([terms(a) for a in articles])
        groups = average_linkage(len(made), likenesses(made, [AT] * len(made)), enough)
        totals = [t + v for t, v in zip(totals, b_cubed(groups, gold), strict=True)]
    return totals[0] / BATCHES, totals[1] / BATCHES, totals[2] / BATCHES


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints B-cubed at the threshold in use, and around it."""
    parser = argparse.ArgumentParser(prog="eval.stories")
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    asked = parser.parse_args(arguments)
    path = asked.data / "datasets" / "quotes-train.jsonl"
    if not path.exists():
        print(f"{path} is not here: no texts to make stories of")
        return
    with path.open(encoding="utf-8") as lines:
        texts = [text for line in lines if len(text := json.loads(line)["text"]) >= SHORTEST]
    random.Random(1).shuffle(texts)
    half = len(texts) // 2
    print(f"{len(texts)} articles, {BATCHES} batches of {STORIES} stories of each half; in use: {ENOUGH}")
    print("enough   chosen on: P    R    F1   held out: P    R    F1")
    for enough in (0.08, 0.09, 0.1, 0.11, 0.12, 0.13, 0.15, 0.18):
        figures = [f"{v:.3f}" for part in (texts[:half], texts[half:]) for v in measured(part, enough)]
        print(f"{enough:<8} {'  '.join(figures)}{'   <' if enough == ENOUGH else ''}")


if __name__ == "__main__":
    main()
