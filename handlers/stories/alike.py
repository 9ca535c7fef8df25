"""How alike two articles are: the cosine of their TF-IDF vectors, less the further apart they were posted.

A day's batch is small, so a word's rarity is smoothed as if more articles had been read; names and numbers, which tell
one event from the next of its kind, weigh more than other words.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

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
LARGE = 400  # articles from which a batch is large
RARE = 40  # articles that have a rare word of a large batch, at most
LIKELY = 0.06  # of the cosine, from rare words: no story of the made ones needs less
COMMON = 0.25  # of a large batch: words in more articles than this share tell nothing

Vector = Mapping[str, float]


@lru_cache(maxsize=64)
def stop_words(language: str) -> frozenset[str]:
    """The words of a language that tell nothing, as spaCy lists them."""
    import spacy

    try:
        return frozenset(spacy.util.get_lang_class(language or "en").Defaults.stop_words)
    except ImportError:
        return frozenset()


def terms(article: Article) -> dict[str, float]:
    """The telling words of an article's title and beginning, weighted by how often and how they are written."""
    counted: dict[str, float] = defaultdict(float)
    for text, weight in ((article.title, TITLE), (article.text[:LEAD], 1)):
        names = Counter(found.lower() for found in _INSIDE.findall(text) if found[0].isupper())
        for low, times in Counter(_WORD.findall(text.lower())).items():
            term, number = _term(low, article.language)
            if term:
                as_name = 0 if number else min(times, names[low])
                counted[term] += weight * (NUMBER * times if number else times + (NAME - 1) * as_name)
    return dict(counted)


@lru_cache(maxsize=200_000)
def _term(low: str, language: str) -> tuple[str, bool]:
    """What a word counts as, "" for one that tells nothing, and whether it is a number."""
    if low in stop_words(language) or len(low) < 2:
        return "", False
    return _stem(low), any(c.isdigit() for c in low)


def vectors(batch: Sequence[Mapping[str, float]]) -> list[Vector]:
    """A unit vector an article; words that nearly every article has are left out."""
    seen = Counter(word for one in batch for word in one)
    most = max(UNSEEN * COMMON, len(batch) * COMMON)
    rarity = {word: math.log((len(batch) + UNSEEN) / (count + 0.5)) for word, count in seen.items() if count <= most}
    return [_unit(_telling({w: (1 + math.log(n)) * rarity[w] for w, n in one.items() if w in rarity})) for one in batch]


def _telling(weights: dict[str, float]) -> dict[str, float]:
    """The `MOST` heaviest, equal ones by their words, so that the same articles always make the same stories."""
    return dict(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST])


def likenesses(batch: Sequence[Vector], times: Sequence[datetime]) -> dict[tuple[int, int], float]:
    """`{(i, j): likeness}` for `i < j`, 0 to 1, of every pair that is alike at all.

    In a large batch only pairs are looked at that share words which few articles have: of those that share none, none
    are alike enough to matter.
    """
    pairs = _cosines(batch) if len(batch) <= LARGE else _likely_cosines(batch)
    found: dict[tuple[int, int], float] = {}
    for (i, j), cosine in pairs:
        likeness = cosine * 0.5 ** (abs((times[j] - times[i]).total_seconds()) / 3600 / HALVING_HOURS)
        if likeness >= LEAST:
            found[i, j] = likeness
    return found


def _cosines(batch: Sequence[Vector]) -> Iterator[tuple[tuple[int, int], float]]:
    """Of every pair that shares a word."""
    standing: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for j, vector in enumerate(batch):
        with_earlier: dict[int, float] = defaultdict(float)
        for word, weight in vector.items():
            for i, other in standing[word]:
                with_earlier[i] += weight * other
            standing[word].append((j, weight))
        for i, cosine in with_earlier.items():
            yield (i, j), cosine


def _likely_cosines(batch: Sequence[Vector]) -> Iterator[tuple[tuple[int, int], float]]:
    """Of every pair whose rare words alone make it `LIKELY` alike."""
    seen = Counter(word for vector in batch for word in vector)
    standing: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for j, vector in enumerate(batch):
        rare: dict[int, float] = defaultdict(float)
        for word, weight in vector.items():
            if seen[word] <= RARE:
                for i, other in standing[word]:
                    rare[i] += weight * other
                standing[word].append((j, weight))
        for i, part in rare.items():
            if part >= LIKELY:
                yield (i, j), sum(w * batch[i][word] for word, w in vector.items() if word in batch[i])


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
