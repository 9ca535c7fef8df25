"""Whether two figures that count the same thing are all the same about different matters: another place, another time,
another fate, a change beside a level. To tell readers of a disagreement that is none is worse than to miss one."""

from __future__ import annotations

import re
from decimal import Decimal

from handlers.model import Digest, Figure
from handlers.stories.fates import fates, is_former

FURTHEST = Decimal(8)  # times as much: nobody reports the same thing so differently
_TREND = ("up", "down")
_LEVEL = re.compile(r"\b(?:to|at)\s+(?:about\s+|around\s+|some\s+|nearly\s+|at\s+least\s+|more\s+than\s+)?$", re.I)
_MONTHS = "january february march april june july august september october november december"
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_CALENDAR = frozenset((f"{_MONTHS} may {_DAYS}").split())
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SPAN = re.compile(
    r"\b(first|second|third|fourth|last|this|next|previous|past|every|each|whole)\s+(?:\w+\s+)?"
    r"(quarter|half|decade|year|month|week|weekend)s?\b|"
    rf"\b(annual|yearly|monthly|weekly|so far|{_MONTHS.replace(' ', '|')})\b|\bin (may)\b",
    re.I,
)
_NAME = re.compile(r"(?<=[\w,;)’] )[^\W\d_a-z]\w+|(?:(?<=^)|(?<=[.!?] ))[^\W\d_a-z]\w+(?= [^\W\d_a-z]\w)")
_PLACE = re.compile(r"\b(?:[Ii]n|[Aa]cross|[Nn]ear|[Aa]t|[Aa]round|[Oo]utside)\s+(?:the\s+)?([^\W\d_a-z]\w+)")


def elsewhere(one: Figure, of: Digest, other: Figure, among: Digest) -> bool:
    """Whether something in their sentences says that the two are about different matters."""
    if _changes(one) != _changes(other) or is_former(one) != is_former(other) or _far(one, other):
        return True
    here, there = one.sentence.text, other.sentence.text
    if _other_year(here, of, there, among) or _other_year(there, among, here, of):
        return True
    told, ends = fates(one), fates(other)
    if not one.unit and (told or ends) and told.isdisjoint(ends):
        return True
    if (spans := _spans(here)) and (further := _spans(there)) and spans != further:
        return True
    speakers = _speakers(of) | _speakers(among)
    mine, theirs = _names(here) - speakers, _names(there) - speakers
    if _unknown(mine, among) and _unknown(theirs, of):
        return True
    return bool(_unknown(_places(here) - speakers, among) or _unknown(_places(there) - speakers, of))


def _changes(figure: Figure) -> bool:
    """Whether it is by how much something went up or down, not how far it went."""
    before = figure.sentence.text[: figure.passage.start - figure.sentence.start]
    return figure.modifier in _TREND and not _LEVEL.search(before)


def _far(one: Figure, other: Figure) -> bool:
    low, high = sorted((abs(one.value), abs(other.value)))
    return low > 0 and high / low >= FURTHEST


def _other_year(sentence: str, of: Digest, beside: str, among: Digest) -> bool:
    """Whether a sentence is about a year that is not the one in which it came out, and that neither the sentence beside
    it names nor, where that names none, its article."""
    years = set(_YEAR.findall(sentence)) - {of.article.published[:4]}
    theirs = set(_YEAR.findall(beside)) or set(_YEAR.findall(f"{among.article.title} {among.article.text}"))
    return bool(years) and years.isdisjoint(theirs)


def _spans(sentence: str) -> set[str]:
    return {" ".join(part.lower() for part in found if part) for found in _SPAN.findall(sentence)}


def _names(sentence: str) -> set[str]:
    return {name.lower() for name in _NAME.findall(sentence)} - _CALENDAR


def _places(sentence: str) -> set[str]:
    return {name.lower() for name in _PLACE.findall(sentence)} - _CALENDAR


def _unknown(names: set[str], to: Digest) -> set[str]:
    """Those that the other article never names."""
    text = f"{to.article.title} {to.article.text}".lower()
    return {name for name in names if name not in text}


def _speakers(digest: Digest) -> set[str]:
    """Who is heard may differ from outlet to outlet."""
    return {word.lower() for name in digest.speakers for word in re.findall(r"\w+", name)}
