"""Names: every mention of a person or body makes one chain, and its fullest form is the name.

The runs of capitalised words come from the text alone, so that paragraphs nobody parsed count too. A surname, a first
name, a title with a surname and an acronym join the chain of the full form that stands nearest before them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from handlers.model import Article
from handlers.quotes.demonyms import demonym
from handlers.quotes.words import (
    BODY_WORDS,
    CONNECTORS,
    FEMALE_NAMES,
    FEMALE_TITLES,
    FOREIGN_SMALL,
    HONOURS,
    MALE_NAMES,
    MALE_TITLES,
    NOT_NAMES,
    PARTICLES,
    REIGNS,
    TITLE_PARTS,
    TITLES,
)

_JOINED = "al el ad an ar as ash at az ul abu ibn bin"  # particles that a hyphen joins to a name: el-Hadi
_CAPITAL = rf"(?:(?:{'|'.join(_JOINED.split())})[\-‐‑])?[^\W\d_a-zß-öø-ÿ][\w]*(?:[.&’'\-‐‑](?=\w)\w+)*\.?"
_NICKNAME = r"[\"“‘'][^\W\d_a-zß-öø-ÿ][^\W\d_]*(?: [^\W\d_a-zß-öø-ÿ][^\W\d_]*){0,2}[\"”’']"  # Tony “The Tank” Marsh
_RUN = re.compile(
    rf"(?<![\w’'])({_CAPITAL})((?:[ \u00a0](?:{_NICKNAME}[ ])?"
    rf"(?:(?:{'|'.join(sorted(CONNECTORS))})[ \u00a0]){{0,2}}(?:d[’'])?{_CAPITAL}|[ ]plc\b)*)"
)
_NICKNAMED = re.compile(rf" {_NICKNAME}(?= )")
_PARTICLE = re.compile(rf"(?i:{_JOINED.replace(' ', '|')})[\-‐‑](?=\w)")
_BEFORE = re.compile(rf"(?<![\w’'\-])(?:(?i:{'|'.join(sorted(PARTICLES))})[ \u00a0])+$")
_LONGER = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^ \u00a0]+")
_POSSESSIVE = re.compile(r"[’']s?$")
_ABBREVIATED = re.compile(
    r"^(?:[A-Z]\.)+$|^(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Prof|Rev|Jr|Sr|St|Capt|Adm|Maj|Sens|Reps|Hon)\.$"
)
_SUFFIX = re.compile(r"^(?:Jr|Sr|II|III|IV|MD|PhD|KC|QC|OBE|MBE|CBE|plc)\.?$")
_START = re.compile(r"(?:^|[.!?…:\"“”'’‘—–\-•*]\s*)$")


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


Part = tuple[int, int, tuple[str, ...], str, int]  # start, end, words, the title's last word, where the title starts
_GIVEN = MALE_NAMES | FEMALE_NAMES
_INITIAL = re.compile(r"[^\W\d]\.?$")
_OFFICE_OF = re.compile(r"(?:er|or|ist|ian|man|woman|ary|eral|head) (?:of|for)(?: the)? $")
_LETTERS = re.compile(r"[A-Z]{3,4}$")  # "MSP Kenneth Grieve"
OFFICE = re.compile(r"(?:er|or|ist|ian|man|woman|whip|head|pore|chair|aide|host)$")  # how words for who does what end
_LOUD = frozenset(
    {"i", "is", "are", "was", "were", "be", "not", "to", "my", "his", "her", "our", "your", "it's", "i'm"}
)
_LEAST_CLOSED = 5  # longer words of a headline that ends in a mark, all with a capital
_BEFORE_ORIGIN = frozenset({"the", "a", "an", "fellow", "by", "and", "former", "veteran", "young"})
_HELD_TITLES = frozenset({"general", "justice", "major", "king", "prince", "chief", "house", "judge", "dean", "earl"})


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
        self._small = NOT_NAMES | (FOREIGN_SMALL if self._foreign else frozenset())
        self._lower = Counter(re.findall(r"(?<![\w’'])[a-z][\w]+", self.text))
        lines = _bared([(headline(p.text), self._parts(p.start, p.text)) for p in article.paragraphs])
        told = {part[2] for title, parts in lines if not title for part in parts}
        lines += [
            (False, [p for part in parts if (p := self._person_in(part, told))]) for title, parts in lines if title
        ]
        known: dict[tuple[str, ...], Chain | None] = dict.fromkeys(
            part[2] for title, parts in lines if not title for part in parts if len(part[2]) > 1
        )
        found = [
            part
            for title, parts in lines
            for part in parts
            if not title or part[2] in known or (len(part[2]) < 2 and not part[2][0].isupper())
        ]
        found.sort(key=lambda part: part[0])
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

    def _person_in(self, part: Part, told: set[tuple[str, ...]]) -> Part | None:
        """Who is named within a headline's capitals: a given name and a surname that the article has elsewhere."""
        start, end, words, *_ = part
        given = _first_given(words)
        first = 0 if words[0].lower() in _GIVEN else given
        pair = words[first : first + 2]
        labelled = len(words) == 2 and self.text.startswith(":", end)  # "Cecile Aldous: ‘We Will Not Go’"
        if len(pair) < 2 or pair in told or pair[1:] not in told or not (labelled or pair[0].lower() in _GIVEN):
            return None
        start = self.text.index(pair[0], start, end)
        return start, self.text.index(pair[1], start, end) + len(pair[1]), pair, "", -1

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

    def _parts(self, offset: int, text: str) -> list[Part]:
        parts: list[Part] = []
        for run in _RUN.finditer(text):
            plain = _NICKNAMED.sub(lambda m: " " * len(m.group()), run.group())
            words = [(m.start() + run.start(), m.group()) for m in _WORD.finditer(plain)]
            parts.extend(self._split(offset, text, words))
        return parts

    def _split(self, offset: int, text: str, words: list[tuple[int, str]]) -> list[Part]:
        parts: list[Part] = []
        held: list[tuple[int, str]] = []
        title, titled, until = "", -1, -1

        def close() -> None:
            nonlocal held, title, titled
            while held and held[-1][1].lower() in CONNECTORS:
                held.pop()
            if held:
                at, word = held[-1]
                bare = word if _ABBREVIATED.match(word) or _SUFFIX.match(word) else word.rstrip(".")
                bare = _POSSESSIVE.sub("", bare)
                if bare:
                    names = (*(w for _, w in held[:-1]), bare)
                    given = _given(names)
                    if given:  # "Senate Majority Leader Tom Hadley"
                        title, titled = names[given - 1].lower(), titled if titled >= 0 else held[0][0]
                    elif not self._foreign and _comes_from(names, text[: held[0][0]]):
                        given = 1  # "the Swede Nils Ekberg"
                    elif _OFFICE_OF.search(text[: held[0][0]][-40:]):
                        given = _first_given(names)  # "Secretary of State John Kerry"
                    start = held[given][0]
                    parts.append((offset + start, offset + at + len(bare), names[given:], title, offset + titled))
            held, title, titled = [], "", -1

        for number, (at, word) in enumerate(words):
            bare = _POSSESSIVE.sub("", word.rstrip("."))
            lower = bare.lower()
            if number <= until:
                title = lower
                continue
            ends = _title_end(words, number) if word[0].isupper() else -1
            if lower == "m" and not (self._foreign and not held):
                ends = -1  # an initial, where it is no "Monsieur"
            if ends >= 0 and (lower in TITLES or not held):
                if held and (lower not in _HELD_TITLES or ends > number):
                    close()
                if not held:
                    title, titled, until = lower, at if titled < 0 else titled, ends
                    continue
            if word.isupper() and lower in _LOUD:
                held = [] if all(w.isupper() for _, w in held) else held
                close()
                continue
            if word[0] == "d" and word[1:2] in ("'", "’") and self._foreign and not _is_given(held):
                close()  # "la ministre de Lyon d’Estrel", but "Jean d’Estrel"
                at, word, lower = at + 2, word[2:], lower[2:]
            first = not held
            if first and lower.endswith(("-year-old", "-jährige", "-jähriger")):
                continue  # "Sixteen-year-old Ida Orr"
            opens = first and bool(_START.search(text[:at][-3:]))
            month = opens or lower not in _GIVEN or number + 1 == len(words)  # "Jan Sorley" is none
            if first and month and (lower in self._small or lower in CONNECTORS):
                continue
            if opens:
                following = words[number + 1][1].lower() if number + 1 < len(words) else ""
                doing = lower.endswith("ing") and following in _GIVEN and lower not in _GIVEN
                if doing or self._common(lower, bare):  # "Sentencing Graham Tull, ..."
                    continue
            if lower in ("of", "for", "and", "the") and held and not any(w.lower() in BODY_WORDS for _, w in held):
                close()
                continue
            held.append((at, word))
            if (word.endswith(("'s", "’s")) and len(word) > 2) or (
                word.endswith(".") and not _ABBREVIATED.match(word) and not _SUFFIX.match(word)
            ):
                close()
        close()
        return parts

    def _common(self, lower: str, word: str) -> bool:
        """Whether a word that opens a sentence is an everyday word, as far as the article shows."""
        return self._lower[lower] > 0 and lower not in _GIVEN and not word.isupper()

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


def _given(words: tuple[str, ...]) -> int:
    """The number of the first name behind words that are the name of an office, 0 where there are none."""
    for k in range(1, len(words) - 1):
        if words[k].lower() in _GIVEN:
            named = any(w.lower() in _GIVEN or w.lower() in PARTICLES or _INITIAL.match(w) for w in words[:k])
            body = any(w.lower() in BODY_WORDS | CONNECTORS for w in words[k:])
            last = words[k - 1]
            office = (k > 1 and bool(OFFICE.search(last))) or last.lower() in TITLES or _LETTERS.match(last)
            return k if office and not named and not body else 0
    return 0


def _is_given(held: list[tuple[int, str]]) -> bool:
    """Whether the word before is a first name."""
    return bool(held) and any(part.lower() in _GIVEN for part in held[-1][1].split("-"))


def _first_given(words: tuple[str, ...]) -> int:
    """The first word that is a given name with another behind it, 0 where none is."""
    return next((i for i, w in enumerate(words[:-1]) if w.lower() in _GIVEN), 0)


def _bared(lines: list[tuple[bool, list[Part]]]) -> list[tuple[bool, list[Part]]]:
    """The runs without the words before a given name where the article has the name without them, too: "Crooked Ida
    Strand" is Ida Strand."""
    known = {part[2] for title, parts in lines if not title for part in parts}

    def bare(part: Part) -> Part:
        start, end, words, title, titled = part
        given = _first_given(words)
        more = given and words[given:] in known and not any(w.lower() in CONNECTORS for w in words[:given])
        return (start, end, words[given:], title, titled) if more else part

    return [(title, [bare(part) for part in parts]) for title, parts in lines]


def _comes_from(words: tuple[str, ...], before: str) -> bool:
    """Whether the first of these words only says where the person comes from whom the others name."""
    if len(words) < 3 or words[1].lower() in CONNECTORS or words[0].lower() in _GIVEN:
        return False
    told = words[1].lower() in _GIVEN or before[-40:].rstrip().rpartition(" ")[2].lower() in _BEFORE_ORIGIN
    return told and not any(w.lower() in BODY_WORDS for w in words) and demonym(words[0])


def _title_end(words: list[tuple[int, str]], number: int) -> int:
    """The last word of the title that the words from a number on are ("Chief Executive Officer"), -1 for no title."""
    end = -1
    for k in range(number, len(words)):
        bare = _POSSESSIVE.sub("", words[k][1].rstrip("."))
        lower = bare.lower()
        if lower in TITLES or (lower == "executive" and k > number):
            end = k
        elif lower not in TITLE_PARTS:
            return -1 if lower in BODY_WORDS and k == end + 1 else end  # "Justice Department"
        if len(bare) < len(words[k][1].rstrip(".")):
            break
    return end


def headline(text: str) -> bool:
    """Whether nearly every longer word of a line has a capital, so that capitals tell nothing about names."""
    closed = text.rstrip("\"”»“’'")[-1:]
    if closed in (":", ","):
        return False
    words = [w for w in _LONGER.findall(text) if len(w) > 3]
    capital = sum(w[0].isupper() for w in words)
    if closed in (".", "!", "?"):  # a sentence, unless no longer word is small and there are too many for names
        return capital == len(words) and capital >= _LEAST_CLOSED and "," not in text
    return text.isupper() or (len(words) > 3 and capital > 0.7 * len(words))


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without suffixes such as Jr., at least one."""
    core = tuple(w for w in words if not _SUFFIX.match(w))
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
