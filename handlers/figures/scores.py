"""Scores, votes and odds: "won 3-1", "a 52 to 48 vote", "Ravens 2-3 Castlebury", "odds of 7/2" are pairs, no ranges."""

from __future__ import annotations

import re
from typing import Final

from handlers.figures.amount import Amount
from handlers.figures.lexicon import listed
from handlers.figures.number_words import DASHES
from handlers.figures.words import Words

_SCORE: Final = re.compile(
    r"\b(?:w[io]n|wins|winning|winners?|beat|beats|beating|beaten|los[et]|loss|losing|defeat\w*|victor\w+|draw|drew|drawn|score\w*"
    r"|leads?|led|leading|trail\w*|thrash\w*|edged?|vote[ds]?|ruled|ruling|odds|tied?|down|sets?|tiebreak|final|passed|record"
    r"|margin|aggregate|half-?time|favou?rites?|ratio)\b",
    re.IGNORECASE,
)
_CALENDAR: Final = listed("calendar")
_MOST: Final = 150  # of the lower of the two; of the higher, four times that
_LONGEST_SIDE: Final = 4  # words of a side's name


def is_score(words: Words, first: Amount, second: Amount) -> bool:
    """Whether two neighbours are a pair because a word of contest stands nearby, or a side's name on both sides."""
    if second.unit or first.value >= _MOST or second.value >= 4 * _MOST or first.scaled:
        return False
    if sides(words, first, second) or _is_record(words, first, second):
        return True
    nearby = words.text[max(0, words[first.first].start - 70) : words[second.stop - 1].end + 30]
    behind = words[second.stop]
    counted = (
        behind.apart
        and behind.low.endswith("s")
        and behind.low not in ("as", "was", "is", "against", "loss", "has", "favourites", "favorites")
    )
    return bool(_SCORE.search(nearby)) and not counted


def _is_record(words: Words, first: Amount, second: Amount) -> bool:
    """ "The Comets, 9-24, stay last": between commas, behind a name."""
    name, comma, behind = words[first.first - 2].text, words[first.first - 1].text, words[second.stop].text
    return first.whole and second.whole and name[0].isupper() and comma == "," and behind in (",", ".", ";")


def sides(words: Words, first: Amount, second: Amount) -> tuple[str, str] | None:
    """The names around a result: "Ravens 2-3 Castlebury"; and in a line that only holds one: "Leeds 1, Hull City 2"."""
    if not (first.bare and second.bare and first.whole and second.whole):
        return None
    between, behind = range(first.stop, second.first), words[second.stop]
    if len(between) == 1 and words[first.stop].text in DASHES and not words[first.stop].apart:
        home, away = _name_before(words, first.first), _name_behind(words, second.stop)
    else:
        home, away = _name_before(words, first.first), _name_before(words, second.first)
        closed = behind.text in ("\0", ".", ",", ";", ")") and words.text[: words[first.first].start].strip() == home
        names = [i for i in between if not (i == first.stop and words[i].text in (",", ";"))]
        away = away if closed and away and len(names) == len(away.split()) else ""
    calendar = {home.split()[-1].lower(), away.split()[0].lower()} & _CALENDAR if home and away else True
    return None if calendar else (home, away)


def _name_before(words: Words, stop: int) -> str:
    """The words with a capital that end before word `stop`."""
    at = stop
    while at > max(0, stop - _LONGEST_SIDE) and words[at - 1].text[0].isupper():
        at -= 1
    return words.text[words[at].start : words[stop - 1].end] if at < stop else ""


def _name_behind(words: Words, first: int) -> str:
    """The words with a capital from word `first` on."""
    at = first
    while at < first + _LONGEST_SIDE and words[at].text[0].isupper():
        at += 1
    return words.text[words[first].start : words[at - 1].end] if at > first else ""
