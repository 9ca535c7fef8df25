"""Ages: "25-year-old", "aged 40", "women over 65", "Maria Lopez, 45,"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from handlers.figures.amount import Amount
from handlers.figures.lexicon import listed
from handlers.figures.number_words import DASHES
from handlers.figures.numerals import numeral
from handlers.figures.words import Words

_PEOPLE: Final = listed("aged")
_MONTHS: Final = listed("months")
_OLDEST: Final = 130


def aged(words: Words, made: Amount) -> Amount:
    """The amount as an age in years, where the words beside it make it one."""
    behind = made.stop + (words[made.stop].text in DASHES)
    if made.unit in ("year", "month", "week", "day") and words.low(behind) in ("old", "olds"):
        return replace(made, stop=behind + 1, age=True)
    if made.unit or made.scaled or not 0 < made.value <= (made.high or made.value) < _OLDEST:
        return made
    if _said(words, made) or _after_name(words, made):
        return replace(made, unit="year", age=True)
    return made


def _said(words: Words, made: Amount) -> bool:
    """ "aged 40", "the age of 19", "women over 65", "turned 70", "died at 91", "was 12 when"."""
    before, first, behind = words.low(made.first - 1), words.low(made.first - 2), words.low(made.stop)
    return (
        before in ("aged", "age", "ages")
        or (before == "of" and first == "age")
        or (before in ("over", "under", "above", "below") and (first in _PEOPLE or first == "them"))
        or (before in ("turned", "turns", "turning") and behind != "people")
        or (before == "at" and first in ("died", "dies", "dead"))
        or (before in ("was", "is") and behind in ("when", "at") and made.whole)
    )


def _after_name(words: Words, made: Amount) -> bool:
    """ "Maria Lopez, 45, runs it", "the mayor, 62, resigned": between commas, behind a name or a person."""
    name, behind = words[made.first - 2], words[made.stop]
    if not made.whole or made.value < 3 or words[made.first - 1].text != "," or not name.text[0].isalpha():
        return False
    if words[made.stop + 1].digits or name.low in _MONTHS:
        return False
    if name.text[0].isupper():
        return behind.text in (",", ".", ";", "—")
    return behind.text == "," and made.value >= 10 and numeral(words, made.first - 2) is None
