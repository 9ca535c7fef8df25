"""The values that the whole project speaks in: frozen, typed, and unable to hold words that are not in the article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal, NoReturn

QuoteKind = Literal["direct", "mixed", "indirect"]
Modifier = Literal["=", "~", "<", ">", "up", "down"]

_NOBODY = frozenset(["q", "a", "i", "it", "he", "she", "we", "you", "they", "who", "which", "that", "its", "his", "her",
                     "our", "my", "their", "others"])  # fmt: skip
_OF_MANY = frozenset(["one", "another", "some", "many", "several", "most", "few", "both", "each", "two", "three"])
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes as fetched or uploaded. `media_type` and `file_name` are the sender's claims, never trusted alone."""

    data: bytes
    media_type: str = ""
    file_name: str = ""
    url: str = ""


class Passage:
    """A span of an article's text, `[start, end)` in code points. Made only by `Article.passage`."""

    __slots__ = ("end", "start", "text")
    start: int
    end: int
    text: str

    def __init__(self, *_: object) -> None:
        raise TypeError("a passage is made by Article.passage(start, end)")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a passage does not change ({name})")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Passage):
            return NotImplemented
        return (self.start, self.end, self.text) == (other.start, other.end, other.text)

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __repr__(self) -> str:
        return f"Passage({self.start}, {self.end}, {self.text!r})"

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Passage) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Passage) -> bool:
        """Whether `other` lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Article:
    """What was read out of an original. Every offset in the project points into `text`, in Unicode code points.

    A paragraph is a line of `text` that is not blank. Empty strings stand for what the original does not say.
    """

    text: str
    url: str = ""
    canonical_url: str = ""
    title: str = ""
    byline: str = ""
    publisher: str = ""
    published: str = ""  # ISO 8601: a date, or a date and time with offset
    language: str = ""  # ISO 639-1
    paywalled: bool = False
    notes: tuple[str, ...] = ()  # short sentences for the reader: what was cut, what could not be read

    def passage(self, start: int, end: int) -> Passage:
        """The span `[start, end)` of the text. Raises ValueError where it is empty or lies outside."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no passage at {start}:{end} in a text of {len(self.text)} characters")
        made = object.__new__(Passage)
        object.__setattr__(made, "start", start)
        object.__setattr__(made, "end", end)
        object.__setattr__(made, "text", self.text[start:end])
        return made

    @cached_property
    def paragraphs(self) -> tuple[Passage, ...]:
        """The lines that are not blank, without the white space around them, in order."""
        found = []
        for line in _PARAGRAPH.finditer(self.text):
            words = line.group()
            start = line.start() + len(words) - len(words.lstrip())
            found.append(self.passage(start, line.start() + len(words.rstrip())))
        return tuple(found)

    @property
    def reading_minutes(self) -> int:
        """Minutes to read it at 230 words a minute, at least one."""
        return max(1, round(len(self.text.split()) / 230))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it. `mention` is how the article has it at this place; `name` the fullest form of that person or body in
    the article, "" where that is not certain; `role` the article's own words for what they are, or ""."""

    mention: Passage
    name: str = ""
    role: str = ""

    @property
    def shown(self) -> str:
        """The name, or, where none is certain, the mention as the article has it. A pronoun or a letter tells nobody
        anything outside its sentence: it is its role, or nobody; and "one" is one of those who are its role."""
        if self.name:
            return self.name
        words = self.mention.text.lower().split()
        if words and words[0] in _OF_MANY and words[1:] in ([], ["of", "them"]):
            many = any(word.endswith("s") or word == "people" for word in self.role.split())
            return f"{words[0]} {'of the ' if many else ''}{self.role}" if self.role else ""
        return self.role if " ".join(words) in _NOBODY else self.mention.text


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of reported speech. A direct quote's passage lies inside its quotation marks."""

    passage: Passage
    kind: QuoteKind
    speaker: Speaker | None = None
    cue: Passage | None = None
    score: float = 0.0  # 0 to 1: how much a reader would miss it
    repeats: tuple[Passage, ...] = ()  # further places where the article has it, in the same or nearly the same words
    whole: bool = True  # reads on its own: a clause, and not some words of another's sentence


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity. `value_high` only for a range; `unit` a canonical word, "" where it only counts; `concept` the
    words that it counts."""

    passage: Passage
    value: Decimal
    sentence: Passage
    value_high: Decimal | None = None
    unit: str = ""
    modifier: Modifier = "="
    concept: str = ""
    score: float = 0.0
    repeats: tuple[Passage, ...] = ()  # further places where the article gives the same value of the same thing


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of a digest without its passages: the article, the scores of the key quotes and key figures, and
    who is quoted by name. A roundup reads thousands of these."""

    article: Article
    quotes: tuple[float, ...] = ()
    figures: tuple[float, ...] = ()
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Digest:
    """An article's key quotes and key figures, best first, beside everything that was found, in the article's order."""

    article: Article
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    all_quotes: tuple[Quote, ...] = ()
    all_figures: tuple[Figure, ...] = ()
    failed: tuple[str, ...] = ()  # names of extractors that raised; their part is missing

    @property
    def speakers(self) -> tuple[str, ...]:
        """The names of all who are quoted, once each, in the order in which they first speak."""
        return tuple(dict.fromkeys(q.speaker.shown for q in self.all_quotes if q.speaker and q.speaker.shown))

    @property
    def outline(self) -> Outline:
        """The same without its passages."""
        scores = tuple(q.score for q in self.quotes), tuple(f.score for f in self.figures)
        names = (named(q.speaker.name, q.speaker.mention.text) for q in self.all_quotes if q.speaker)
        return Outline(self.article, *scores, tuple(dict.fromkeys(filter(None, names))))


def named(name: str, mention: str) -> str:
    """Who is meant by a speaker's name, or, where that is not certain, by a mention that is one; "" by "she"."""
    words = mention.split()
    return name or (mention if len(words) > 1 and all(word[0].isupper() for word in words) else "")
