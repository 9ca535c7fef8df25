"""Boosted decision trees at run time: a few arrays and NumPy, nothing to unpickle."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_AT_ONCE = 64  # rows scored together: their ways through the trees stay in the processor's cache
_STEPS = 5  # down the trees between two looks at who has reached a leaf
WEIGHTS = Path(__file__).with_name("weights")


class Trees:
    """An ensemble. A row goes left where its feature is at most the threshold; the leaves that it meets are summed.

    All trees lie in flat arrays: `feature` (-1 at a leaf), `threshold`, `left` and `right` (node numbers), `value` at
    leaves, and `roots`, the first node of each tree.
    """

    def __init__(self, arrays: dict[str, NDArray[np.generic]]) -> None:
        self.arrays = arrays
        self.feature = arrays["feature"].astype(np.int64)
        self.threshold = arrays["threshold"].astype(np.float64)
        self.left = arrays["left"].astype(np.int64)
        self.right = arrays["right"].astype(np.int64)
        self.value = arrays["value"].astype(np.float64)
        self.roots = arrays["roots"].astype(np.int64)
        self._leaf = self.feature < 0
        self._feature = np.where(self._leaf, 0, self.feature)
        self._threshold = np.where(self._leaf, np.inf, self.threshold)
        nodes = np.arange(len(self._leaf))
        self._next = np.stack(
            [np.where(self._leaf, nodes, self.right), np.where(self._leaf, nodes, self.left)], 1
        ).ravel()

    def score(self, rows: Sequence[Sequence[float]] | NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum of leaves (log-odds) for every row."""
        table = np.asarray(rows, dtype=np.float64)
        if not len(table):
            return np.zeros(0)
        return np.concatenate([self._score(table[i : i + _AT_ONCE]) for i in range(0, len(table), _AT_ONCE)])

    def _score(self, table: NDArray[np.float64]) -> NDArray[np.float64]:
        count, width = table.shape
        flat, trees = table.ravel(), len(self.roots)
        end = np.tile(self.roots, count)  # a row's way through each tree, row by row
        on = np.arange(len(end))  # the ways that have not reached a leaf
        at, row = end.copy(), np.repeat(np.arange(count) * width, trees)
        while len(on):
            for _ in range(_STEPS):
                at = self._next.take(2 * at + (flat.take(row + self._feature.take(at)) <= self._threshold.take(at)))
            end[on] = at
            further = ~self._leaf.take(at)
            on, at, row = on[further], at[further], row[further]
        return np.asarray(self.value.take(end).reshape(count, trees).sum(axis=1))

    @classmethod
    def constant(cls) -> Trees:
        """An ensemble that says nothing about any row."""
        leaf = {"feature": -1, "threshold": 0, "left": 0, "right": 0, "value": 0, "roots": 0}
        return cls({key: np.asarray([value]) for key, value in leaf.items()})

    def save(self, path: Path) -> None:
        """Writes the arrays as npz."""
        np.savez_compressed(path, **self.arrays)  # type: ignore[arg-type]

    @classmethod
    @cache
    def stored(cls, name: str) -> Trees:
        """The ensemble of that name that comes with the project."""
        with np.load(WEIGHTS / f"{name}.npz", allow_pickle=False) as arrays:
            return cls(dict(arrays))
