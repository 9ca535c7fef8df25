"""Names: every mention of a person or body makes one chain, and its fullest form is the name.

A surname, a first name, a title with a surname and an acronym join the chain of the nearest full form before them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from handlers.model import Article
from handlers.quotes.runs import JOINED, SUFFIX, Part, Runs
from handlers.quotes.words import (
    BODY_WORDS,
    FEMALE_NAMES,
    FEMALE_TITLES,
    HONOURS,
    MALE_NAMES,
    MALE_TITLES,
    PARTICLES,
    REIGNS,
)

_PARTICLE = re.compile(rf"(?i:{JOINED.replace(' ', '|')})[\-‐‑](?=\w)")
_BEFORE = re.compile(rf"(?<![\w’'\-])(?:(?i:{'|'.join(sorted(PARTICLES))})[ \u00a0])+$")


@dataclass(slots=True)
class Chain:
    """All that the article calls one person or body."""

    number: int
    name: str
    words: tuple[str, ...]
    first: int  # offset of its first mention
    count: int = 0
    gender: Counter[str] = field(default_factory=Counter)
    person: float = 0.0  # evidence for a person, negative for a body

    @property
    def sex(self) -> str:
        """`m`, `f`, or "" where the article does not settle it."""
        male, female = self.gender["m"], self.gender["f"]
        return "m" if male > female else "f" if female > male else ""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of capitalised words, without titles before it."""

    start: int
    end: int
    chain: Chain
    title: str = ""  # the last word of its title
    titled: int = -1  # where its title starts


class Names:
    """The chains of an article, and which one a place belongs to."""

    def __init__(self, article: Article) -> None:
        self.text = article.text
        self.chains: list[Chain] = []
        self.runs: list[Run] = []
        self._by_last: dict[str, list[Chain]] = defaultdict(list)
        self._by_first: dict[str, list[Chain]] = defaultdict(list)
        self._acronyms: dict[str, Chain] = {}
        self._foreign = article.language in ("de", "fr")
        found, full = Runs(article).read()
        known: dict[tuple[str, ...], Chain | None] = dict.fromkeys(full)
        for words in sorted(known, key=len, reverse=True):
            self._full(words, known)
        self._known: dict[tuple[str, ...], Chain] = {w: c for w, c in known.items() if c is not None}
        for part in found:
            self._place(*self._led(*part))
        self._starts = [r.start for r in self.runs]

    def at(self, start: int, end: int) -> Run | None:
        """The last run that overlaps `[start, end)`."""
        i = bisect_right(self._starts, end - 1) - 1
        return self.runs[i] if i >= 0 and self.runs[i].end > start else None

    def before(self, offset: int, most: int = 40) -> list[Run]:
        """The runs before an offset, nearest first."""
        i = bisect_right(self._starts, offset - 1)
        return self.runs[max(0, i - most) : i][::-1]

    def _led(self, start: int, end: int, words: tuple[str, ...], title: str, titled: int) -> Part:
        """A run with the particles before it ("van der Meer"), where they are nothing else or the article ties them."""
        before = _BEFORE.search(self.text, max(0, start - 16), start)
        particles = before.group().split() if before else []
        for first in range(len(particles)):
            led = (*particles[first:], *words)
            sure = not self._foreign and (titled >= 0 or len(led) > len(words) + 1)
            if sure or any(_tail(led, chain.words) for chain in self._by_last[_bare(words[-1])]):
                at = re.compile(r"[ \u00a0]+".join(particles[first:])).search(self.text, max(0, start - 16), start)
                return (at.start() if at else start), end, led, title, titled
        return start, end, words, title, titled

    def _full(self, words: tuple[str, ...], known: dict[tuple[str, ...], Chain | None]) -> None:
        """Makes the chain of a full form, or joins it to a fuller one that already stands."""
        core = _core(words)
        for chain in self._by_last[_bare(core[-1])]:
            other = _core(chain.words)
            if _inside(core, other) or (len(core) > 1 and _alike(core[0], other[0])):
                known[words] = chain
                return
        known[words] = self._made(words)

    def _made(self, words: tuple[str, ...]) -> Chain:
        chain = Chain(len(self.chains), " ".join(words), words, -1)
        self.chains.append(chain)
        core = _core(words)
        self._by_last[_bare(core[-1])].append(chain)
        if len(core) > 1:
            self._by_first[core[0].lower()].append(chain)
            initials = "".join(w[0] for w in words if w[0].isupper())
            if len(initials) > 1:
                self._acronyms.setdefault(initials, chain)
        first = core[0].lower().rstrip(".")
        body = any(w.lower().rstrip(".") in BODY_WORDS for w in words)
        if not body:
            chain.gender["m"] += 2 * (first in MALE_NAMES)
            chain.gender["f"] += 2 * (first in FEMALE_NAMES)
        chain.person = (
            -2.0 if body else 1.0 * (first in MALE_NAMES or first in FEMALE_NAMES) + 0.5 * (len(core) in (2, 3))
        )
        return chain

    def _place(self, start: int, end: int, words: tuple[str, ...], title: str, titled: int) -> None:
        chain = self._known.get(words) or self._short(words, title, start)
        chain.count += 1
        if chain.first < 0:
            chain.first = start
        if title:
            chain.person += 1.0
            chain.gender["m"] += 3 * (title in MALE_TITLES)
            chain.gender["f"] += 3 * (title in FEMALE_TITLES)
            self._honour(chain, words, title)
        self.runs.append(Run(start, end, chain, title, titled if title else -1))

    def _honour(self, chain: Chain, words: tuple[str, ...], title: str) -> None:
        """Keeps a title that is part of the name: Sir Colin Wray, Lord Hume, King Olaf."""
        if title == "sir" or title == "dame":
            kept = len(words) > 1 or len(chain.words) == 1
        else:
            kept = words == chain.words and (title in HONOURS or (title in REIGNS and len(_core(words)) == 1))
        if kept and chain.name == " ".join(chain.words):
            chain.name = f"{title.capitalize()} {chain.name}"

    def _short(self, words: tuple[str, ...], title: str, start: int) -> Chain:
        """The chain of a single word: a surname first, then a first name, then an acronym, else its own."""
        sex = "m" if title in MALE_TITLES else "f" if title in FEMALE_TITLES else ""
        for found in (self._by_last[_bare(words[-1])], self._by_first[words[-1].lower()]):
            fitting = [
                c
                for c in found
                if (not sex or c.sex in ("", sex)) and not _place_within(c.words) and _inside(words, _core(c.words))
            ]
            if fitting:
                return max(
                    fitting, key=lambda c: (0 <= c.first <= start, len(c.words) > 1, c.person > -1, c.count, -c.number)
                )
        if words[-1].isupper() and words[-1] in self._acronyms:
            return self._acronyms[words[-1]]
        return self._made(words)


def _place_within(words: tuple[str, ...]) -> bool:
    """Whether the last word is no surname but where a body is: "University of Oslo" is not Oslo."""
    return len(words) > 1 and words[-2].lower() in ("of", "for", "the", "and")


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without suffixes such as Jr., at least one."""
    core = tuple(w for w in words if not SUFFIX.match(w))
    return core or words


def _inside(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the words of `short` stand in `full` in that order."""
    rest = iter(full)
    return all(any(w == f or _bare(w) == _bare(f) for f in rest) for w in short)


def _tail(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name ends in these words."""
    return len(short) < len(full) and all(map(_equal, short, full[-len(short) :]))


def _equal(one: str, other: str) -> bool:
    return one.lower() == other.lower()


def _bare(word: str) -> str:
    """A word without the particle that a hyphen joins to it, without capitals: "el-Hadi" is "hadi"."""
    found = _PARTICLE.match(word)
    return word[found.end() :].lower() if found else word.lower()


def _alike(one: str, other: str) -> bool:
    """Whether two first names can be one: the same, or an initial of it."""
    a, b = one.rstrip(".").lower(), other.rstrip(".").lower()
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])
