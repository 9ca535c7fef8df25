"""Whether two figures that count the same thing are all the same about different matters: another place, another time,
another fate, a change beside a level. To tell readers of a disagreement that is none is worse than to miss one."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from handlers.model import Digest, Figure
from handlers.stories.fates import clause, fates, is_former

_CELLS = " | "  # between the cells of a table's row
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
_DAY = re.compile(rf"\b({_DAYS.replace(' ', '|')})\b", re.I)
_SAID_ON = re.compile(
    rf"\b(?:said|told|announced|reported|added|confirmed)\b(?:\s+\w+){{0,3}}?\s+on\s+{_DAY.pattern}", re.I
)
_ROOM = re.compile(
    r"\b(?:(?:room|space|capacity|seats|beds|built|designed|enough|licensed)\s+(?:for|of|to\s+\w+)"
    r"|(?:can|could|may)\s+(?:carry|hold|seat|take|sleep|house))\s+(?:\w+\s+)?$"
)
_UNTIL = re.compile(rf"\b(?:by|until|till|as of|up to)\s+(?:\w+\s+)?{_DAY.pattern}", re.I)
_TELLS = re.compile(
    r"(?:said|says|told|adds|added|announced|reported|confirmed|put|counted|estimate[sd]?|spoke)\b", re.I
)
_LEADING = re.compile(r"(?:[^\W\d_a-z]\w+\s?)+")
_SCOPE = re.compile(
    r"\b(?:sector|industry|industry['’]s|nationwide|worldwide|globally|(?:their|industry|trade) association)\b", re.I
)
_POLL = re.compile(
    r"\b(?:poll|survey)s?\s+(?:\w+\s+)?(?:by|from|for)\s+(?:the\s+)?([^\W\d_a-z]\w+)|\b([^\W\d_a-z]\w+)(?:['’]s)?\s+(?:poll|survey)\b"
)
_NAME = re.compile(r"(?<=[\w,;)’] )[^\W\d_a-z]\w+|(?:(?<=^)|(?<=[.!?] ))[^\W\d_a-z]\w+(?= [^\W\d_a-z]\w)")
_PLACE = re.compile(r"\b(?:[Ii]n|[Aa]cross|[Nn]ear|[Aa]t|[Aa]round|[Oo]utside)\s+(?:the\s+)?([^\W\d_a-z]\w+)")


def elsewhere(one: Figure, of: Digest, other: Figure, among: Digest) -> bool:
    """Whether something in their sentences says that the two are about different matters."""
    if _changes(one) != _changes(other) or is_former(one) != is_former(other) or _far(one, other):
        return True
    if _CELLS in one.sentence.text or _CELLS in other.sentence.text:  # whose heads are elsewhere
        return True
    if {one.modifier, other.modifier} == {*_TREND} or _holds(one) != _holds(other):
        return True
    here, there = one.sentence.text, other.sentence.text
    if bool(_SCOPE.search(here)) != bool(_SCOPE.search(there)) or _other_poll(of, among):
        return True
    if _other_year(here, of, there, among) or _other_year(there, among, here, of):
        return True
    told, ends = fates(one), fates(other)
    if not one.unit and (told or ends) and told.isdisjoint(ends):
        return True
    if (spans := _spans_of(one)) and (further := _spans_of(other)) and spans != further:
        return True
    if (
        not (told or ends)
        and (day := _day_of(one, of))
        and (further_day := _day_of(other, among))
        and day != further_day
    ):
        return True
    if _until(one, of) != _until(other, among):
        return True
    speakers = _speakers(of) | _speakers(among)
    if _other_subject(_subject(here, of), here, _subject(there, among), there):
        return True
    mine, theirs = _names(here) - speakers, _names(there) - speakers
    if _unknown(mine, among) and _unknown(theirs, of):
        return True
    return _in_no_place_of(_places(here) - speakers, among) or _in_no_place_of(_places(there) - speakers, of)


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


def _spans_of(figure: Figure) -> set[str]:
    """The spans of time of its clause, else of its sentence."""
    return _spans(clause(figure)) or _spans(figure.sentence.text)


def _spans(sentence: str) -> set[str]:
    return {" ".join(part.lower() for part in found if part) for found in _SPAN.findall(sentence)}


def _names(sentence: str) -> set[str]:
    return {name.lower() for name in _NAME.findall(sentence)} - _CALENDAR


def _places(sentence: str) -> set[str]:
    return {name.lower() for name in _PLACE.findall(sentence)} - _CALENDAR


def _day_of(figure: Figure, of: Digest) -> str:
    """The day of the week of its sentence, else of the sentence before it; "" where there are several or none. On which
    day somebody said so does not matter."""
    before = of.article.text[: figure.sentence.start].rstrip()
    earlier = re.split(r"(?<=[.!?])\s", before)[-1]
    for sentence in (figure.sentence.text, earlier):
        days = {day.lower() for day in _DAY.findall(_SAID_ON.sub("", sentence))}
        if days:
            return days.pop() if len(days) == 1 else ""
    return ""


def _until(figure: Figure, of: Digest) -> str:
    """The day up to which its sentence counts; "" where that is the day on which it came out."""
    found = _UNTIL.search(figure.sentence.text)
    try:
        published = date.fromisoformat(of.article.published[:10])
    except ValueError:
        published = None
    day = found[1].lower() if found else ""
    return "" if published and day == f"{published:%A}".lower() else day


def _subject(sentence: str, of: Digest) -> set[str]:
    """The name with which a sentence begins, as the article writes it elsewhere; not of who only says so."""
    found = _LEADING.match(sentence)
    if found and _TELLS.match(sentence, found.end()):
        return set()
    elsewhere_too = {name.lower() for name in _NAME.findall(of.article.text)}
    return {word.lower() for word in found[0].split()} & elsewhere_too - _CALENDAR if found else set()


def _other_subject(mine: set[str], here: str, theirs: set[str], there: str) -> bool:
    """Whether each sentence begins with a name that the other has not at all."""
    if not mine or not theirs:
        return False
    return mine.isdisjoint(re.findall(r"\w+", there.lower())) and theirs.isdisjoint(re.findall(r"\w+", here.lower()))


def _holds(figure: Figure) -> bool:
    """Whether it is for how many there is room."""
    return _ROOM.search(figure.sentence.text[: figure.passage.start - figure.sentence.start]) is not None


def _other_poll(of: Digest, among: Digest) -> bool:
    """Whether the articles are about polls by different people."""
    here, there = _pollsters(of), _pollsters(among)
    return bool(here and there) and here.isdisjoint(there)


def _pollsters(digest: Digest) -> set[str]:
    return {name.lower() for found in _POLL.findall(digest.article.text) for name in found if name}


def _in_no_place_of(places: set[str], to: Digest) -> bool:
    """Whether places are named, and the other article knows none of them."""
    return bool(places) and _unknown(places, to) == places


def _unknown(names: set[str], to: Digest) -> set[str]:
    """Those that the other article never names."""
    text = f"{to.article.title} {to.article.text}".lower()
    return {name for name in names if name not in text}


def _speakers(digest: Digest) -> set[str]:
    """Who is heard may differ from outlet to outlet."""
    return {word.lower() for name in digest.speakers for word in re.findall(r"\w+", name)}
