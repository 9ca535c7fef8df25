"""How well figures are read: `python -m eval.figures [--data DIR] [--errors tuned]` prints the tables.

Gold is in eval/gold/figures-*.jsonl: sentences in news style, each with its figures, by class; the class `free` has
none. Nothing was tuned on the half `held`. A predicted figure is right at one of four levels, each matched one to one
within a sentence: its value (and the top of its range); its value and unit; its value, unit and modifier; its value
and concept (strict: the same words, relaxed: at least one in common; case, articles and order do not count).
With `--data`, how often the figure that a headline uses is among the first of the article's ranking.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from handlers.figures import FigureExtractor
from handlers.language import Parses
from handlers.model import Article, Figure

GOLD = Path(__file__).parent / "gold"
HALVES = ("tuned", "held", "wire", "agency", "press", "genres")
LEVELS = ("value", "unit", "modifier", "strict", "relaxed")
_ARTICLES = frozenset(("the", "a", "an", "of", "its", "their"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure as gold has it."""

    value: Decimal
    value_high: Decimal | None
    unit: str
    modifier: str
    concept: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of gold with its figures."""

    id: str
    kind: str
    text: str
    figures: tuple[Wanted, ...]


@dataclass
class Score:
    """Counts of one level: what was right, predicted and wanted."""

    right: int = 0
    predicted: int = 0
    wanted: int = 0

    @property
    def f1(self) -> float:
        """F1 in per cent; 100 where there was nothing to find and nothing was found."""
        both = self.predicted + self.wanted
        return 100 * 2 * self.right / both if both else 100.0


def load(half: str) -> list[Sentence]:
    """The sentences of one half of gold, `tuned` or `held`."""
    lines = (GOLD / f"figures-{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_sentence(json.loads(line)) for line in lines]


def _sentence(row: dict[str, object]) -> Sentence:
    figures = row["figures"]
    assert isinstance(figures, list)
    wanted = tuple(
        Wanted(
            Decimal(f["value"]),
            None if f["value_high"] is None else Decimal(f["value_high"]),
            f["unit"],
            f["modifier"],
            f["concept"],
        )
        for f in figures
    )
    return Sentence(str(row["id"]), str(row["class"]), str(row["text"]), wanted)


def found(text: str) -> list[Figure]:
    """The figures of a text, without ranking."""
    article = Article(text, language="en")
    return list(FigureExtractor().extract(article, Parses(article)))


def matches(level: str, wanted: Wanted, figure: Figure) -> bool:
    """Whether a predicted figure is right at a level."""
    if (wanted.value, wanted.value_high) != (figure.value, figure.value_high):
        return False
    if level in ("unit", "modifier") and wanted.unit != figure.unit:
        return False
    if level == "modifier":
        return wanted.modifier == figure.modifier
    if level in ("strict", "relaxed"):
        gold, predicted = _concept(wanted.concept), _concept(figure.concept)
        return gold == predicted or (level == "relaxed" and bool(gold & predicted))
    return True


def _concept(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", words.lower())) - _ARTICLES


def score(sentences: Iterable[Sentence], read: Callable[[str], list[Figure]] = found) -> dict[str, dict[str, Score]]:
    """Scores by level and class; the class `all` holds everything, figure-free sentences included."""
    table: dict[str, dict[str, Score]] = {level: defaultdict(Score) for level in LEVELS}
    for sentence in sentences:
        figures = read(sentence.text)
        for level in LEVELS:
            right = _right(level, sentence.figures, figures)
            for kind in (sentence.kind, "all"):
                counts = table[level][kind]
                counts.right += right
                counts.predicted += len(figures)
                counts.wanted += len(sentence.figures)
    return table


def _right(level: str, wanted: Iterable[Wanted], figures: list[Figure]) -> int:
    left, right = list(figures), 0
    for one in wanted:
        hit = next((f for f in left if matches(level, one, f)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return right


def false_alarms(sentences: Iterable[Sentence]) -> tuple[int, int]:
    """How many sentences without a figure were given one, and how many there are."""
    free = [s for s in sentences if not s.figures]
    return sum(bool(found(s.text)) for s in free), len(free)


def speed(sentences: list[Sentence]) -> float:
    """Sentences a CPU second, the parse included, all of them as one article with a paragraph each."""
    text = "\n".join(s.text for s in sentences)
    found("Warm up 3 times.")
    started = time.process_time()
    found(text)
    return len(sentences) / (time.process_time() - started)


def print_table(half: str) -> None:
    """The table of one half by class."""
    sentences = load(half)
    table = score(sentences)
    print(f"\n{half}: {len(sentences)} sentences, F1 in %")
    print(f"{'class':<12}{'figures':>8}{'value':>8}{'+unit':>8}{'+modif.':>8}{'strict':>8}{'relaxed':>8}")
    for kind in [*sorted({s.kind for s in sentences} - {"free"}), "all"]:
        row = "".join(f"{table[level][kind].f1:8.1f}" for level in LEVELS)
        print(f"{kind:<12}{table['value'][kind].wanted:>8}{row}")
    wrong, free = false_alarms(sentences)
    print(f"false alarms: {wrong} of {free} sentences without a figure; {speed(sentences):.0f} sentences a CPU second")


def print_errors(half: str) -> None:
    """Every sentence of a half that is not right at every level."""
    for sentence in load(half):
        figures = found(sentence.text)
        if (
            len(figures)
            == len(sentence.figures)
            == _right("modifier", sentence.figures, figures)
            == _right("strict", sentence.figures, figures)
        ):
            continue
        print(f"\n{sentence.id}: {sentence.text}")
        for one in sentence.figures:
            high = "" if one.value_high is None else f"..{one.value_high}"
            print(f"   wanted {one.value}{high} {one.unit} {one.modifier} | {one.concept}")
        for f in figures:
            high = "" if f.value_high is None else f"..{f.value_high}"
            print(f"   found  {f.value}{high} {f.unit} {f.modifier} | {f.concept}   {f.passage.text!r}")


def main(arguments: list[str] | None = None) -> int:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of third-party articles, for the headline's figure")
    parser.add_argument("--errors", choices=HALVES, help="print the sentences of a half that are not right")
    chosen = parser.parse_args(arguments)
    if chosen.errors:
        print_errors(chosen.errors)
        return 0
    for half in HALVES:
        print_table(half)
    from eval.figure_salience import print_salience  # NumPy, and only here

    print_salience(chosen.data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
