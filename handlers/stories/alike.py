"""How alike two articles are: the cosine of their TF-IDF vectors, less the further apart they were posted.

A day's batch is small, so a word's rarity is smoothed as if more articles had been read; names and numbers, which tell
one event from the next of its kind, weigh more than other words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path

import numpy as np
from numpy.typing import NDArray

from handlers.model import Article

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_GENITIVE = re.compile(r"['’]s?$")
_INSIDE = re.compile(r"(?<=[\w,;)’] )[^\W\d_a-z][^\W_]*(?:['’-][^\W_]+)*")  # no sentence begins with it
LEAD = 2_500  # characters of the text that are looked at: a news story names its event early
MOST = 100  # words of an article, those that tell most
UNSEEN = 60  # articles that are thought to stand beside the batch
NAME, NUMBER, TITLE = 1.5, 1.6, 2  # weights; a title's words count as often
HALVING_HOURS = 96.0  # in which likeness halves
LEAST = 0.04  # a likeness below counts as none
MOST_KNOWN = 100_000  # words of a language whose terms are kept
COMMON = 0.25  # words in more articles than this share of them tell nothing

Vector = Mapping[str, float]
Weights = NDArray[np.float64]
Numbers = NDArray[np.intp]


@lru_cache(maxsize=64)
def stop_words(language: str) -> frozenset[str]:
    """The words of a language that tell nothing, as spaCy lists them; read from its file, without all of spaCy."""
    package, code = find_spec("spacy"), language or "en"
    folders = package.submodule_search_locations if package and code.isalpha() else None
    file = Path(folders[0], "lang", code, "stop_words.py") if folders else None
    return frozenset(run_path(str(file))["STOP_WORDS"]) if file and file.exists() else frozenset()


def terms(article: Article) -> dict[str, float]:
    """The telling words of an article's title and beginning, weighted by how often and how they are written."""
    counted: dict[str, float] = {}
    known = _terms(article.language)
    for text, weight in ((article.title, TITLE), (article.text[:LEAD], 1)):
        names = Counter(found.lower() for found in _INSIDE.findall(text) if found[0].isupper())
        for low, times in Counter(_WORD.findall(text.lower())).items():
            term, one = known[low]
            if one:
                as_names = min(times, names[low]) if low in names and one == 1 else 0
                counted[term] = counted.get(term, 0.0) + weight * (one * times + (NAME - 1) * as_names)
    return counted


class _Terms(dict[str, tuple[str, float]]):
    """What a language's words count as, and how much one is worth; nothing for one that tells nothing."""

    def __init__(self, language: str) -> None:
        self._stop = stop_words(language)

    def __missing__(self, low: str) -> tuple[str, float]:
        if low in self._stop or len(low) < 2:
            found = "", 0.0
        else:
            found = _stem(low), NUMBER if any(c.isdigit() for c in low) else 1.0
        if len(self) < MOST_KNOWN:
            self[low] = found
        return found


@lru_cache(maxsize=64)
def _terms(language: str) -> _Terms:
    return _Terms(language)


def vectors(batch: Sequence[Mapping[str, float]], beside: Iterable[Iterable[str]] = ()) -> list[Vector]:
    """A unit vector an article; words that many articles have are left out. `beside`: the words of other articles,
    which tell how rare a word is where these come from."""
    seen = Counter(word for one in batch for word in one)
    count = len(batch)
    for other in beside:
        seen.update(set(other))
        count += 1
    most = max(UNSEEN, count) * COMMON
    rarity = {word: math.log((count + UNSEEN) / (times + 0.5)) for word, times in seen.items() if times <= most}
    return [_unit(_telling({w: (1 + math.log(n)) * rarity[w] for w, n in one.items() if w in rarity})) for one in batch]


def _telling(weights: dict[str, float]) -> dict[str, float]:
    """The `MOST` heaviest, equal ones by their words, so that the same articles always make the same stories."""
    return dict(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST])


def likenesses(
    batch: Sequence[Vector], times: Sequence[datetime], enough: float = LEAST
) -> dict[tuple[int, int], float]:
    """`{(i, j): likeness}` for `i < j`, 0 to 1, of every pair that is alike at all. With `enough`, only of pairs within
    the groups that pairs so alike connect: no mean over others comes near it."""
    hours = np.array([(at - times[0]).total_seconds() / 3600 for at in times])
    found = []
    for j, cosines in enumerate(_cosines(batch)):
        alike = cosines * 0.5 ** (np.abs(hours[:j] - hours[j]) / HALVING_HOURS)
        (near,) = np.nonzero(alike >= LEAST)
        found.append((near, alike[near]))
    group = _connected(len(batch), ((i, j) for j, (near, alike) in enumerate(found) for i in near[alike >= enough]))
    return {
        (int(i), j): float(likeness)
        for j, (near, alike) in enumerate(found)
        for i, likeness in zip(*_within(near, alike, group == group[j]), strict=True)
    }


def _cosines(batch: Sequence[Vector]) -> Iterator[Weights]:
    """For each vector in turn the cosines with all before it. Weights stand by word, and of a word by vector, so a
    vector meets only those that share a word with it."""
    number: dict[str, int] = {word: n for n, word in enumerate(dict.fromkeys(word for one in batch for word in one))}
    words = np.array([number[word] for one in batch for word in one], dtype=np.intp)
    weights = np.array([weight for one in batch for weight in one.values()])
    of = np.repeat(np.arange(len(batch)), [len(one) for one in batch])
    by_word = np.argsort(words, kind="stable")
    place = np.empty_like(by_word)
    place[by_word] = np.arange(len(words))
    first = np.concatenate([[0], np.cumsum(np.bincount(words, minlength=len(number)))])[words]
    earlier = place - first  # vectors before this one that have the word too
    standing, weighing = of[by_word], weights[by_word]
    end = 0
    for j, one in enumerate(batch):
        begin, end = end, end + len(one)
        many = earlier[begin:end]
        steps = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        at = np.repeat(first[begin:end], many) + steps
        shared = weighing[at] * np.repeat(weights[begin:end], many)
        cosines = np.bincount(standing[at], weights=shared, minlength=j).astype(np.float64)
        yield cosines[:j]


def _connected(count: int, edges: Iterable[tuple[int, int]]) -> Numbers:
    """For each of `0 … count - 1` a number of its group: those that edges lead to from it."""
    group = list(range(count))

    def root(n: int) -> int:
        while group[n] != n:
            group[n] = n = group[group[n]]
        return n

    for i, j in edges:
        group[root(i)] = root(j)
    return np.array([root(n) for n in range(count)], dtype=np.intp)


def _within(near: Numbers, alike: Weights, same: NDArray[np.bool_]) -> tuple[Numbers, Weights]:
    return near[same[near]], alike[same[near]]


def _stem(word: str) -> str:
    """A plural or a genitive is the word itself."""
    bare = _GENITIVE.sub("", word) if "'" in word or "’" in word else word
    return bare[:-1] if len(bare) > 4 and bare.endswith("s") and not bare.endswith("ss") else bare


def _unit(weights: dict[str, float]) -> Vector:
    length = math.sqrt(sum(w * w for w in weights.values()))
    return {word: w / length for word, w in weights.items()} if length else {}


def words(texts: Iterable[str], language: str) -> set[str]:
    """The telling words of some texts."""
    stop = stop_words(language)
    return {_stem(w.lower()) for text in texts for w in _WORD.findall(text) if w.lower() not in stop}
