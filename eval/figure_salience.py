"""Whether the figure that a headline uses is among the first of the ranking, and the weights that make it so.

The articles are third-party news whose first line is often a headline (`--data DIR` holds quotes-*.jsonl). The headline
is taken off, the rest is ranked, and the place of the headline's figure is looked up. An article counts where the first
line is short and holds a figure that the rest has, too, and gives at least two different ones.
`python -m eval.figure_salience --data DIR` fits the weights with five-fold cross-validation and prints both.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from handlers.figures import FigureExtractor
from handlers.figures.rank import WEIGHTS, View, entries, features
from handlers.language import Parses
from handlers.model import Article, Digest, Figure

LONGEST_HEADLINE = 180
FOLDS = 5
NAMES = tuple(WEIGHTS)


@dataclass(frozen=True, slots=True)
class Case:
    """The entries of one article as rows of features, and which of them the headline uses."""

    rows: np.ndarray
    used: np.ndarray
    lead: bool = False  # the "headline" is the first paragraph: for fitting only


def cases(folder: Path) -> list[Case]:
    """Every article of the folder that counts."""
    found = []
    for path in sorted(folder.glob("**/quotes-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            headline, _, body = json.loads(line)["text"].strip().partition("\n")
            if len(body) < 400:
                continue
            made = _case(headline, body) if len(headline) <= LONGEST_HEADLINE else None
            lead, _, rest = body.strip().partition("\n")
            found += [case for case in (made, _case(lead, rest, True)) if case is not None]
    return found


def _case(headline: str, body: str, lead: bool = False) -> Case | None:
    wanted = {_said(f) for f in _read(headline)[1]}
    if not wanted:
        return None
    article, figures = _read(body)
    view = View(Digest(article, all_figures=tuple(figures)))
    listed = entries(figures)
    used = np.array([_said(f) in wanted for f in listed])
    if len(listed) < 2 or not used.any():
        return None
    rows = np.array([[features(f, view)[name] for name in NAMES] for f in listed])
    return Case(rows, used, lead)


def _said(figure: Figure) -> tuple[object, ...]:
    """What makes two figures one for a headline: "$15" is "$15 an hour"."""
    return figure.value, figure.value_high, figure.unit.partition(" per ")[0]


def _read(text: str) -> tuple[Article, list[Figure]]:
    article = Article(text, language="en")
    return article, list(FigureExtractor().extract(article, Parses(article)))


def places(chosen: Sequence[Case], weights: np.ndarray) -> list[int]:
    """The place, from 1, of the headline's figure in each article's ranking; ties go by the article's order."""
    found = []
    for case in chosen:
        order = np.argsort(-(case.rows @ weights), kind="stable")
        found.append(1 + int(np.argmax(case.used[order])))
    return found


def shares(found: Sequence[int]) -> tuple[float, float, float]:
    """Per cent of places that are 1, at most 3, at most 5."""
    return tuple(100 * sum(place <= limit for place in found) / max(1, len(found)) for limit in (1, 3, 5))  # type: ignore[return-value]


def fit(chosen: Sequence[Case], prior: np.ndarray, strength: float = 2.0, steps: int = 400) -> np.ndarray:
    """Weights under which the headline's figures are likeliest, held near `prior`: a softmax over each article."""
    weights = prior.copy()
    for step in range(steps):
        slope = strength * (weights - prior)
        for case in chosen:
            chance = np.exp(case.rows @ weights - (case.rows @ weights).max())
            chance /= chance.sum()
            of_used = chance * case.used
            of_used /= of_used.sum()
            slope += case.rows.T @ (chance - of_used)
        weights = weights - slope * (0.02 / (1 + step / 100))
    return weights


def cross_validated(chosen: Sequence[Case], prior: np.ndarray) -> tuple[float, float, float]:
    """The shares where each fifth is ranked by weights fitted on the others."""
    found: list[int] = []
    for fold in range(FOLDS):
        others = [case for i, case in enumerate(chosen) if i % FOLDS != fold]
        held = [case for i, case in enumerate(chosen) if i % FOLDS == fold and not case.lead]
        found += places(held, fit(others, prior))
    return shares(found)


def main(arguments: list[str] | None = None) -> int:
    """Fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    print_salience(parser.parse_args(arguments).data)
    return 0


def print_salience(folder: Path) -> None:
    """What the pinned weights are worth, what fitted ones are under cross-validation, and the fitted ones."""
    chosen = cases(folder)
    headlines = [case for case in chosen if not case.lead]
    if not headlines:
        print(f"\nno quotes-*.jsonl under {folder}: the headline's figure is not measured")
        return
    now = np.array([WEIGHTS[name] for name in NAMES])
    print(f"\n{len(headlines)} articles whose headline uses one of their figures; first / among 3 / among 5, in %")
    print("as pinned:       {:.0f} / {:.0f} / {:.0f}".format(*shares(places(headlines, now))))
    print("cross-validated: {:.0f} / {:.0f} / {:.0f}".format(*cross_validated(chosen, now)))
    for name, weight in zip(NAMES, fit(chosen, now), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    sys.exit(main())
