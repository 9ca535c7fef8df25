"""How alike two articles are: the cosine of their TF-IDF vectors, less the further apart they were posted.

A day's batch is small, so a word's rarity is smoothed as if more articles had been read; names and numbers, which tell
one event from the next of its kind, weigh more than other words.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from handlers.model import Article

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]['\"”’)]?\s+|\n|[“\"'‘(])\s*$")
LEAD = 4_000  # characters of the text that are looked at: a news story names its event early
UNSEEN = 60  # articles that are thought to stand beside the batch
NAME, NUMBER, TITLE = 1.5, 1.6, 2  # weights; a title's words count as often
HALVING_HOURS = 96.0  # in which likeness halves
LEAST = 0.04  # a likeness below counts as none
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
    stop = stop_words(article.language)
    counted: dict[str, float] = defaultdict(float)
    for text, weight in ((article.title, TITLE), (article.text[:LEAD], 1)):
        for found in _WORD.finditer(text):
            word = found.group()
            low = word.lower()
            if low in stop or len(low) < 2:
                continue
            counted[_stem(low)] += weight * _kind(word, text, found.start())
    return dict(counted)


def vectors(batch: Sequence[Mapping[str, float]]) -> list[Vector]:
    """A unit vector an article; words that nearly every article has are left out."""
    seen = Counter(word for one in batch for word in one)
    most = max(UNSEEN * COMMON, len(batch) * COMMON)
    rarity = {word: math.log((len(batch) + UNSEEN) / (count + 0.5)) for word, count in seen.items() if count <= most}
    return [
        _unit({word: (1 + math.log(n)) * rarity[word] for word, n in one.items() if word in rarity}) for one in batch
    ]


def likenesses(batch: Sequence[Vector], times: Sequence[datetime]) -> dict[tuple[int, int], float]:
    """`{(i, j): likeness}` for `i < j`, 0 to 1, of every pair that is alike at all."""
    standing: dict[str, list[tuple[int, float]]] = defaultdict(list)
    found: dict[tuple[int, int], float] = {}
    for j, vector in enumerate(batch):
        with_earlier: dict[int, float] = defaultdict(float)
        for word, weight in vector.items():
            for i, other in standing[word]:
                with_earlier[i] += weight * other
            standing[word].append((j, weight))
        for i, cosine in with_earlier.items():
            likeness = cosine * 0.5 ** (abs((times[j] - times[i]).total_seconds()) / 3600 / HALVING_HOURS)
            if likeness >= LEAST:
                found[i, j] = likeness
    return found


def _kind(word: str, text: str, at: int) -> float:
    if any(c.isdigit() for c in word):
        return NUMBER
    name = word[0].isupper() and not _SENTENCE_START.search(text[max(0, at - 12) : at])
    return NAME if name else 1.0


def _stem(word: str) -> str:
    """A plural or a genitive is the word itself."""
    bare = re.sub(r"['’]s?$", "", word)
    return bare[:-1] if len(bare) > 4 and bare.endswith("s") and not bare.endswith("ss") else bare


def _unit(weights: dict[str, float]) -> Vector:
    length = math.sqrt(sum(w * w for w in weights.values()))
    return {word: w / length for word, w in weights.items()} if length else {}


def words(texts: Iterable[str], language: str) -> set[str]:
    """The telling words of some texts."""
    stop = stop_words(language)
    return {_stem(w.lower()) for text in texts for w in _WORD.findall(text) if w.lower() not in stop}
