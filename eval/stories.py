"""How well articles are put together into stories: B-cubed F1 (Bagga and Baldwin 1998) on stories that are made.

There is no set of real stories here. One is made of each article: its paragraphs are dealt out in turn to two or three
"outlets" that share no sentence, and its first paragraph goes to one of them only. Real outlets share more than these;
but the articles of one set are about one matter, and some of them are about the same event, which counts as an error.

Two batches are made of the same stories. In one, ten months' articles all come on one day: much harder than any day
is. In the other each comes at its own date, its outlets within a day and a half, so a follow-up may come the next day.
Other articles of the same half stand for what a channel read before.

What can be chosen (how much of an article is looked at, how many of its words, how alike is alike enough) was chosen on
one half of the articles; the other half says how good it is.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from handlers.model import Article
from handlers.stories import ENOUGH
from handlers.stories.alike import likenesses, terms, vectors
from handlers.stories.cluster import average_linkage

SIZES = (1, 1, 1, 2, 2, 3)  # outlets a story, as a day's channel has them
STORIES = 40  # a batch
BATCHES = 20
SHORTEST = 1_500  # characters of an article that can be dealt out
BESIDE = 300  # articles that were read before
LATEST = 36  # hours after the first outlet
THRESHOLDS = (0.07, 0.08, 0.085, 0.09, 0.095, 0.1, 0.11, 0.13)
AT = datetime(2026, 1, 1, tzinfo=UTC)
Figures = tuple[float, float, float]


def b_cubed(groups: Sequence[Sequence[int]], gold: Sequence[int]) -> Figures:
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


@dataclass(frozen=True)
class Batch:
    """Some articles, which story each belongs to, when each came, and what was read before."""

    articles: list[Article]
    gold: list[int]
    dated: list[datetime]
    before: list[Article]


def batch(texts: Sequence[tuple[str, datetime]], chance: random.Random) -> Batch:
    """One made batch."""
    chosen = chance.sample(texts, STORIES + min(BESIDE, len(texts) - STORIES))
    made = Batch([], [], [], [Article(text, language="en") for text, _ in chosen[STORIES:]])
    for story, (text, date) in enumerate(chosen[:STORIES]):
        for hand in dealt(text, chance.choice(SIZES), chance):
            made.articles.append(Article(hand, language="en"))
            made.gold.append(story)
            made.dated.append(date + timedelta(hours=chance.uniform(0, LATEST)))
    return made


def measured(batches: Sequence[Batch], enough: Sequence[float], *, dated: bool) -> list[Figures]:
    """The means over some batches, at each threshold."""
    totals = [(0.0, 0.0, 0.0)] * len(enough)
    for one in batches:
        made = vectors([terms(a) for a in one.articles], [terms(a) for a in one.before])
        near = likenesses(made, one.dated if dated else [AT] * len(made))
        for n, threshold in enumerate(enough):
            p, r, f = b_cubed(average_linkage(len(made), near, threshold), one.gold)
            totals[n] = (totals[n][0] + p, totals[n][1] + r, totals[n][2] + f)
    return [(p / len(batches), r / len(batches), f / len(batches)) for p, r, f in totals]


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
        rows = [json.loads(line) for line in lines]
    texts = [(row["text"], _date(row["id"])) for row in rows if len(row["text"]) >= SHORTEST]
    random.Random(1).shuffle(texts)
    half = len(texts) // 2
    print(f"{len(texts)} articles, {BATCHES} batches of {STORIES} stories of each half; in use: {ENOUGH}")
    print("enough   chosen on: P    R    F1   held out: P    R    F1")
    chance = random.Random(7)
    parts = [[batch(part, chance) for _ in range(BATCHES)] for part in (texts[:half], texts[half:])]
    for dated in (False, True):
        print("each at its own date" if dated else "all on one day")
        for enough, *halves in zip(THRESHOLDS, *(measured(p, THRESHOLDS, dated=dated) for p in parts), strict=True):
            figures = [f"{value:.3f}" for half_ in halves for value in half_]
            print(f"{enough:<8} {'  '.join(figures)}{'   <' if enough == ENOUGH else ''}")


def _date(name: str) -> datetime:
    """The day that an article's name holds."""
    found = re.search(r"\d{4}-\d\d-\d\d", name)
    return datetime.fromisoformat(found.group()).replace(tzinfo=UTC) if found else AT


if __name__ == "__main__":
    main()
