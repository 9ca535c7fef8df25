"""Runs of capitalised words that may be names, from the text alone: paragraphs that nobody parsed count too.

Titles before a run are told apart from it, and so is what else stands before a name: the end of an office, where
somebody comes from, a word that opens a sentence. A headline's capitals tell nothing.
"""

from __future__ import annotations

import re
from collections import Counter

from handlers.model import Article
from handlers.quotes.demonyms import demonym
from handlers.quotes.words import (
    BODY_WORDS,
    CONNECTORS,
    DOER,
    FEMALE_NAMES,
    FOREIGN_SMALL,
    MALE_NAMES,
    NOT_NAMES,
    PARTICLES,
    TITLE_PARTS,
    TITLES,
)

JOINED = "al el ad an ar as ash at az ul abu ibn bin"  # particles that a hyphen joins to a name: el-Hadi
_CAPITAL = rf"(?:(?:{'|'.join(JOINED.split())})[\-‐‑])?[^\W\d_a-zß-öø-ÿ][\w]*(?:[.&’'\-‐‑](?=\w)\w+)*\.?"
_NICKNAME = r"[\"“‘'][^\W\d_a-zß-öø-ÿ][^\W\d_]*(?: [^\W\d_a-zß-öø-ÿ][^\W\d_]*){0,2}[\"”’']"  # Tony “The Tank” Marsh
_RUN = re.compile(
    rf"(?<![\w’'])({_CAPITAL})((?:[ \u00a0](?:{_NICKNAME}[ ])?"
    rf"(?:(?:{'|'.join(sorted(CONNECTORS))})[ \u00a0]){{0,2}}(?:d[’'])?{_CAPITAL}|[ ]plc\b)*)"
)
_NICKNAMED = re.compile(rf" {_NICKNAME}(?= )")
_LONGER = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^ \u00a0]+")
_POSSESSIVE = re.compile(r"[’']s?$")
_ABBREVIATED = re.compile(
    r"^(?:[A-Z]\.)+$|^(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Prof|Rev|Jr|Sr|St|Capt|Adm|Maj|Sens|Reps|Hon)\.$"
)
SUFFIX = re.compile(r"^(?:Jr|Sr|II|III|IV|MD|PhD|KC|QC|OBE|MBE|CBE|plc)\.?$")
_START = re.compile(r"(?:^|[.!?…:\"“”'’‘—–\-•*]\s*)$")
Part = tuple[int, int, tuple[str, ...], str, int]  # start, end, words, the title's last word, where the title starts
_GIVEN = MALE_NAMES | FEMALE_NAMES
_INITIAL = re.compile(r"[^\W\d]\.?$")
_OFFICE_OF = re.compile(rf"(?:{DOER}|ary|eral|head) (?:of|for)(?: the)? $")
_LETTERS = re.compile(r"[A-Z]{3,4}$")  # "MSP Kenneth Grieve"
OFFICE = re.compile(rf"(?:{DOER}|whip|head|pore|chair|aide|host)$")  # how words for who does what end
_LOUD = frozenset(
    {"i", "is", "are", "was", "were", "be", "not", "to", "my", "his", "her", "our", "your", "it's", "i'm"}
)
_LEAST_CLOSED = 5  # longer words of a headline that ends in a mark, all with a capital
_BEFORE_ORIGIN = frozenset({"the", "a", "an", "fellow", "by", "and", "former", "veteran", "young"})
_HELD_TITLES = frozenset({"general", "justice", "major", "king", "prince", "chief", "house", "judge", "dean", "earl"})


class Runs:
    """Reads the runs of one article."""

    def __init__(self, article: Article) -> None:
        self.text = article.text
        self._paragraphs = article.paragraphs
        self._foreign = article.language in ("de", "fr")
        self._small = NOT_NAMES | (FOREIGN_SMALL if self._foreign else frozenset())
        self._lower = Counter(re.findall(r"(?<![\w’'])[a-z][\w]+", self.text))

    def read(self) -> tuple[list[Part], list[tuple[str, ...]]]:
        """The runs that are names, in their order, and the words of those that are full forms."""
        lines = _bared([(headline(p.text), self._parts(p.start, p.text)) for p in self._paragraphs])
        plain = [part for title, parts in lines if not title for part in parts]
        loud = [part for title, parts in lines if title for part in parts]
        told = {part[2] for part in plain}
        plain += [person for part in loud if (person := self._person_in(part, told))]
        full = dict.fromkeys(part[2] for part in plain if len(part[2]) > 1)
        plain += [p for p in loud if p[2] in full or (len(p[2]) < 2 and not p[2][0].isupper())]
        return sorted(plain, key=lambda part: part[0]), list(full)

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
                bare = word if _ABBREVIATED.match(word) or SUFFIX.match(word) else word.rstrip(".")
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
                word.endswith(".") and not _ABBREVIATED.match(word) and not SUFFIX.match(word)
            ):
                close()
        close()
        return parts

    def _common(self, lower: str, word: str) -> bool:
        """Whether a word that opens a sentence is an everyday word, as far as the article shows."""
        return self._lower[lower] > 0 and lower not in _GIVEN and not word.isupper()


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
