"""Whether two figures that count the same thing are all the same about different matters: another place, another time,
another fate, a change beside a level. To tell readers of a disagreement that is none is worse than to miss one."""

from __future__ import annotations

import re
from decimal import Decimal

from handlers.model import Digest, Figure

FURTHEST = Decimal(8)  # times as much: nobody reports the same thing so differently
_TREND = ("up", "down")
_FATES = {
    "dead": "die died dies dead death deaths kill killed kills killing fatal fatalities toll",
    "hurt": "injure injured injuries injury wound wounded hurt hospital hospitalised hospitalized",
    "missing": "missing unaccounted disappeared",
    "held": "arrest arrested arrests detain detained charged convicted",
    "away": "evacuate evacuated flee fled displaced homeless leave stranded",
    "safe": "rescue rescued survivors survived saved freed",
    "hired": "hire hired create created add added",
    "fired": "cut cuts cutting layoffs laid fired",
}
_FATE_OF = {word: fate for fate, words in _FATES.items() for word in words.split()}
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
_CLAUSE = re.compile(r"[,;:]\s|\s(?:and|while|but|after|among)\s")


def elsewhere(one: Figure, of: Digest, other: Figure, among: Digest) -> bool:
    """Whether something in their sentences says that the two are about different matters."""
    if (one.modifier in _TREND) != (other.modifier in _TREND) or _far(one, other):
        return True
    here, there = one.sentence.text, other.sentence.text
    if (years := _years(here)) and (others := _years(there)) and years.isdisjoint(others):
        return True
    fates, ends = _fates(one), _fates(other)
    if not one.unit and (fates or ends) and fates.isdisjoint(ends):
        return True
    if (spans := _spans(here)) and (further := _spans(there)) and spans != further:
        return True
    speakers = _speakers(of) | _speakers(among)
    mine, theirs = _names(here) - speakers, _names(there) - speakers
    if _unknown(mine, among) and _unknown(theirs, of):
        return True
    return bool(_unknown(_places(here) - speakers, among) or _unknown(_places(there) - speakers, of))


def _far(one: Figure, other: Figure) -> bool:
    low, high = sorted((abs(one.value), abs(other.value)))
    return low > 0 and high / low >= FURTHEST


def _years(sentence: str) -> set[str]:
    return set(_YEAR.findall(sentence))


def _spans(sentence: str) -> set[str]:
    return {" ".join(part.lower() for part in found if part) for found in _SPAN.findall(sentence)}


def _fates(figure: Figure) -> set[str]:
    """What became of those who are counted, as the figure's own clause has it."""
    start = figure.passage.start - figure.sentence.start
    begin = end = 0
    for border in [*_CLAUSE.finditer(figure.sentence.text), None]:
        end = border.start() if border else len(figure.sentence.text)
        if begin <= start < end:
            break
        begin = border.end() if border else end
    words = re.findall(r"\w+", figure.sentence.text[begin:end].lower())
    return {_FATE_OF[word] for word in words if word in _FATE_OF}


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
