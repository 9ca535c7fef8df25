"""How alike two articles are: the cosine of their TF-IDF vectors, less the further apart they were posted.

A day's batch is small, so a word's rarity is smoothed as if more articles had been read; names and numbers, which tell
one event from the next of its kind, weigh more than other words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from runpy import run_path

import numpy as np
from numpy.typing import NDArray

from handlers.model import Article

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_GENITIVE = re.compile(r"['’]s?$")
_INSIDE = re.compile(r" (?<=[\w,;)’] )([^\W\d_a-z][^\W_]*(?:['’-][^\W_]+)*)")  # no sentence begins with it
LEAD = 2_500  # characters of the text that are looked at: a news story names its event early
MOST = 100  # words of an article, those that tell most
UNSEEN = 120  # articles that are thought to stand beside the batch
NAME, NUMBER, TITLE = 1.5, 1.6, 2  # weights; a title's words count as often
HALVING_HOURS = 96.0  # in which likeness halves
APART_HOURS = 192.0  # from which it matters no more: a date may have been read wrongly
LEAST = 0.04  # a likeness below counts as none
MOST_KNOWN = 100_000  # words of a language whose terms are kept
AT_ONCE = 64  # vectors that are compared with all before them
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
        all_of = Counter(_WORD.findall(text.lower()))
        for low, times in all_of.items():
            term, one = known[low]
            if one:
                counted[term] = counted.get(term, 0.0) + weight * one * times
        for low, times in Counter([found.lower() for found in _INSIDE.findall(text) if found[0].isupper()]).items():
            term, one = known[low]
            if one == 1:
                counted[term] = counted.get(term, 0.0) + weight * (NAME - 1) * min(times, all_of[low])
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
    seen = Counter(chain.from_iterable(batch))
    count = len(batch)
    for other in beside:
        seen.update(set(other))
        count += 1
    most = max(UNSEEN, count) * COMMON
    rarity = {word: math.log((count + UNSEEN) / (times + 0.5)) for word, times in seen.items() if times <= most}
    often = {n: 1 + math.log(n) for one in batch for n in set(one.values())}
    return [_unit(_telling({w: often[n] * rarity[w] for w, n in one.items() if w in rarity})) for one in batch]


def _telling(weights: dict[str, float]) -> dict[str, float]:
    """The `MOST` heaviest, equal ones by their words, so that the same articles always make the same stories."""
    if len(weights) <= MOST:
        return weights
    least = sorted(weights.values(), reverse=True)[MOST - 1]
    told = {word: weight for word, weight in weights.items() if weight > least}
    equal = sorted(word for word, weight in weights.items() if weight == least)
    return told | dict.fromkeys(equal[: MOST - len(told)], least)


def likenesses(
    batch: Sequence[Vector], times: Sequence[datetime], enough: float = LEAST
) -> dict[tuple[int, int], float]:
    """`{(i, j): likeness}` for `i < j`, 0 to 1, of every pair that is alike at all. With `enough`, only of pairs within
    the groups that pairs so alike connect: no mean over others comes near it."""
    i, j, cosines = _cosines(batch)
    hours = np.array([(at - times[0]).total_seconds() / 3600 for at in times])
    alike = cosines * 0.5 ** (np.minimum(np.abs(hours[i] - hours[j]), APART_HOURS) / HALVING_HOURS)
    close = alike >= enough
    group = _connected(len(batch), zip(i[close].tolist(), j[close].tolist(), strict=True))
    kept = (alike >= LEAST) & (group[i] == group[j])
    pairs = zip(i[kept].tolist(), j[kept].tolist(), strict=True)
    return dict(zip(pairs, alike[kept].tolist(), strict=True))


def _cosines(batch: Sequence[Vector]) -> tuple[Numbers, Numbers, Weights]:
    """Of every pair `i < j` that is alike at all: its numbers, and the cosine. Weights stand by word, and of a word by
    vector, so a vector meets only those that share a word with it; some vectors at once, for numpy's sake."""
    number = {word: n for n, word in enumerate(dict.fromkeys(chain.from_iterable(batch)))}
    words = np.array(list(map(number.__getitem__, chain.from_iterable(batch))), dtype=np.intp)
    weights = np.array(list(chain.from_iterable(one.values() for one in batch)))
    of = np.repeat(np.arange(len(batch)), [len(one) for one in batch])
    by_word = np.argsort(words, kind="stable")
    place = np.empty_like(by_word)
    place[by_word] = np.arange(len(words))
    first = np.concatenate([[0], np.cumsum(np.bincount(words, minlength=len(number)))])[words]
    earlier = place - first  # vectors before this one that have the word too
    standing, weighing = of[by_word], weights[by_word]
    pairs: list[Numbers] = [np.empty(0, dtype=np.intp)]
    cosines: list[Weights] = [np.empty(0)]
    for begin in range(0, len(batch), AT_ONCE):
        mine = slice(*np.searchsorted(of, [begin, begin + AT_ONCE]))
        many = earlier[mine]
        at = np.repeat(first[mine] - np.cumsum(many) + many, many) + np.arange(many.sum())
        shared = weighing[at] * np.repeat(weights[mine], many)
        sums = np.bincount(np.repeat(of[mine] - begin, many) * len(batch) + standing[at], weights=shared)
        (near,) = np.nonzero(sums >= LEAST)
        pairs.append(near + begin * len(batch))
        cosines.append(sums[near].astype(np.float64))
    j, i = np.divmod(np.concatenate(pairs), max(1, len(batch)))
    return i, j, np.concatenate(cosines)


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


def _stem(word: str) -> str:
    """A plural or a genitive is the word itself."""
    bare = _GENITIVE.sub("", word) if "'" in word or "’" in word else word
    return bare[:-1] if len(bare) > 4 and bare.endswith("s") and not bare.endswith("ss") else bare


def _unit(weights: dict[str, float]) -> Vector:
    length = math.hypot(*weights.values())
    return {word: w / length for word, w in weights.items()} if length else {}


def words(texts: Iterable[str], language: str) -> set[str]:
    """The telling words of some texts."""
    stop = stop_words(language)
    return {_stem(w.lower()) for text in texts for w in _WORD.findall(text) if w.lower() not in stop}
