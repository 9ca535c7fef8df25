"""Whether the figure that a headline uses is among the first of the ranking, and the weights that make it so.

There are three kinds of articles: short ones of our own in eval/gold/headlines.txt, in many genres; twelve more, whose
sentences are in eval/gold/figures-genres.jsonl, with two or three `key` figures marked in each; and third-party news
whose first line is often a headline (`--data DIR` holds quotes-*.jsonl; politics of 2016). The headline is taken off,
the rest is ranked as under a title without a figure, and the place of the headline's figure (or of the first `key` one)
is looked up: value and unit the same, an age also where the headline leaves the unit out. An article counts where the
headline is short and holds a figure that the rest has, too, and where the rest gives at least two different ones.
`python -m eval.figure_salience [--data DIR]` fits the weights under five-fold cross-validation and prints what pinned
and fitted weights give, the plain order of the text, and pinned weights where the digest knows the headline.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from handlers.figures import FigureExtractor
from handlers.figures.rank import WEIGHTS, View, entries, features
from handlers.language import Parses
from handlers.model import Article, Digest, Figure

LONGEST_HEADLINE = 180
FOLDS = 5
CUTS = 3  # ways to cut the fifths
OWN = Path(__file__).parent / "gold" / "headlines.txt"
GENRES = OWN.with_name("figures-genres.jsonl")
NAMES = tuple(WEIGHTS)


@dataclass(frozen=True, slots=True)
class Case:
    """The entries of one article as rows of features, and which of them the headline uses."""

    rows: np.ndarray
    used: np.ndarray
    titled: np.ndarray  # the same rows where the article has its headline
    kind: str  # "own", "genres", "key", "news", or "lead", where the first paragraph plays the headline


def own() -> list[Case]:
    """Our own articles that count."""
    blocks = OWN.read_text(encoding="utf-8").strip().split("\n\n")
    made = [_case(headline, body, "own") for headline, _, body in (block.partition("\n") for block in blocks)]
    return [case for case in made if case is not None]


def genres() -> list[Case]:
    """The articles of other genres: for the headline's figure, and for those marked as key."""
    rows = [json.loads(line) for line in GENRES.read_text(encoding="utf-8").splitlines()]
    articles: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        articles.setdefault(row["class"], []).append(row)
    made = []
    for sentences in (those for those in articles.values() if "headline" in those[0]):
        body = "\n".join(row["text"] for row in sentences)
        key = [f for row in sentences for f in row["figures"] if f.get("key")]
        wanted = {(Decimal(f["value"]), f["value_high"] and Decimal(f["value_high"])) for f in key}
        made.append(_case(sentences[0]["headline"], body, "genres"))
        made.append(_chosen(sentences[0]["headline"], body, "key", partial(_is_key, wanted)))
    return [case for case in made if case is not None]


def _is_key(wanted: set[tuple[Decimal, Decimal | None]], figure: Figure) -> bool:
    return (figure.value, figure.value_high) in wanted


def cases(folder: Path) -> list[Case]:
    """Every article of the folder that counts."""
    found = []
    for path in sorted(folder.glob("**/quotes-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            headline, _, body = json.loads(line)["text"].strip().partition("\n")
            if len(body) < 400:
                continue
            made = _case(headline, body, "news") if len(headline) <= LONGEST_HEADLINE else None
            lead, _, rest = body.strip().partition("\n")
            found += [case for case in (made, _case(lead, rest, "lead")) if case is not None]
    return found


def _case(headline: str, body: str, kind: str) -> Case | None:
    wanted = {_said(f) for f in _read(headline)}
    return _chosen(headline, body, kind, partial(_is_used, wanted)) if wanted else None


def _is_used(wanted: set[tuple[object, ...]], figure: Figure) -> bool:
    return _said(figure) in wanted or (figure.unit == "year" and _said(replace(figure, unit="")) in wanted)


def _chosen(headline: str, body: str, kind: str, is_used: Callable[[Figure], bool]) -> Case | None:
    figures = _read(body)
    listed = entries(figures)
    used = np.array([is_used(figure) for figure in listed])
    if len(listed) < 2 or not used.any():
        return None
    without, known = (_rows(title, body, figures, listed) for title in ("Taken off", headline))
    return Case(without, used, known, kind)


def _rows(title: str, body: str, figures: Sequence[Figure], listed: Sequence[Figure]) -> np.ndarray:
    view = View(Digest(Article(body, title=title, language="en"), all_figures=tuple(figures)))
    return np.array([[features(f, view)[name] for name in NAMES] for f in listed])


def _said(figure: Figure) -> tuple[object, ...]:
    """What makes two figures one for a headline: "$15" is "$15 an hour"."""
    return figure.value, figure.value_high, figure.unit.partition(" per ")[0]


def _read(text: str) -> list[Figure]:
    article = Article(text, language="en")
    return list(FigureExtractor().extract(article, Parses(article)))


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


def cross_validated(chosen: Sequence[Case], prior: np.ndarray) -> dict[str, tuple[float, float, float]]:
    """The shares by kind where each fifth is ranked by weights fitted on the others, over a few ways to cut them."""
    found: dict[str, list[int]] = {case.kind: [] for case in chosen}
    for cut in range(CUTS):
        order = np.random.default_rng(cut).permutation(len(chosen))
        for fold in range(FOLDS):
            weights = fit([chosen[i] for place, i in enumerate(order) if place % FOLDS != fold], prior)
            for i in order[fold::FOLDS]:
                found[chosen[i].kind] += places([chosen[i]], weights)
    return {kind: shares(each) for kind, each in found.items()}


def main(arguments: list[str] | None = None) -> int:
    """Fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    print_salience(parser.parse_args(arguments).data, fitting=True)
    return 0


def print_salience(folder: Path | None, fitting: bool = False) -> None:
    """What the pinned weights are worth; with `fitting`, also fitted ones under cross-validation, and these."""
    chosen = own() + genres() + (cases(folder) if folder else [])
    now = np.array([WEIGHTS[name] for name in NAMES])
    fitted = cross_validated(chosen, np.zeros(len(NAMES))) if fitting else {}
    print("\nthe headline's figure: first / among 3 / among 5, in %")
    for kind in dict.fromkeys(case.kind for case in chosen):
        those = [case for case in chosen if case.kind == kind]
        in_order = shares([1 + int(np.argmax(case.used)) for case in those])
        for name, row in (
            ("pinned", shares(places(those, now))),
            ("order of text", in_order),
            ("headline known", shares(places([replace(case, rows=case.titled) for case in those], now))),
            ("fitted", fitted.get(kind)),
        ):
            if row:
                print(f"{kind:<6}{len(those):>4}  {name:<15}{{:.0f}} / {{:.0f}} / {{:.0f}}".format(*row))
    if fitting:
        for name, weight in zip(NAMES, fit(chosen, now), strict=True):
            print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    sys.exit(main())
