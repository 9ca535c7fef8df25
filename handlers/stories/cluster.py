"""Average-linkage clustering over a sparse matrix of likenesses: the two groups that are most alike on average join,
until none are alike enough. (Sokal and Michener 1958.)"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping

Pairs = Mapping[tuple[int, int], float]


def average_linkage(count: int, pairs: Pairs, enough: float) -> list[list[int]]:
    """Groups of `0 … count - 1`, each in order, the groups by their first member.

    A pair that is not in `pairs` has likeness 0. Sums of likeness are kept between groups, so a join costs as many
    steps as the group has neighbours.
    """
    members: dict[int, list[int]] = {n: [n] for n in range(count)}
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), likeness in pairs.items():
        near[i][j] = near[j][i] = likeness
    heap = [(-likeness, i, j) for (i, j), likeness in pairs.items() if likeness >= enough]
    heapq.heapify(heap)
    while heap:
        told, a, b = heapq.heappop(heap)
        if a not in members or b not in members or _mean(near, members, a, b) != -told:
            continue  # one of them has grown or is gone
        _join(near, members, a, b)
        for other in near[a]:
            mean = _mean(near, members, a, other)
            if mean >= enough:
                heapq.heappush(heap, (-mean, min(a, other), max(a, other)))
    return sorted(sorted(group) for group in members.values())


def _mean(near: Mapping[int, Mapping[int, float]], members: Mapping[int, list[int]], a: int, b: int) -> float:
    return near[a].get(b, 0.0) / (len(members[a]) * len(members[b]))


def _join(near: dict[int, dict[int, float]], members: dict[int, list[int]], a: int, b: int) -> None:
    """`b` goes into `a`."""
    members[a] = members[a] + members.pop(b)
    gone = near.pop(b)
    gone.pop(a, None)
    near[a].pop(b, None)
    for other, total in gone.items():
        near[a][other] = near[a].get(other, 0.0) + total
        near[other].pop(b, None)
        near[other][a] = near[a][other]
