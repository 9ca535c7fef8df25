"""A paragraph as light words: runs of digits, runs of letters, single signs. One pass, linear in the text.

spaCy cuts "A$3m", "25%" and "18-44" in ways that depend on what stands beside them; numbers and units are read from
these words instead, and only the grammar around a figure comes from spaCy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from handlers.figures.tongues import ENGLISH, Tongue

_OTHER = (
    r"|[0-9]+(?:\.[0-9]+)*"  # 12, 3.5, and 1.2.3, which is a version
    r"|(?<![\w.])\.[0-9]+"  # .312
    r"|[^\W\d_]+(?:['’][^\W\d_]+)?"
    r"|\S"
)
_WORD = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"  # 1,234,567.8
    r"|[0-9]{1,3}(?:[\u00a0\u202f\u2009'’][0-9]{3})+(?![0-9])"  # grouped by a thin space or an apostrophe
    r"|[0-9]{1,3}(?: 000)+(?![0-9])"  # 10 000
    r"|[0-9]{1,3},[0-9]{1,2}(?= ?(?:million|billion|trillion|bn\b|%))" + _OTHER  # 1,5 million, as in most of Europe
)
_GROUPED_IN_ENGLISH = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
_COMMA_WORD = re.compile(
    r"[0-9]{1,3}(?:[.\u00a0\u202f\u2009'’][0-9]{3})+(?![0-9])(?:,[0-9]+)?"  # 1.234.567,8
    r"|[0-9]{1,3}(?:,[0-9]{3}){2,}(?![0-9])"
    r"|[0-9]+,[0-9]+(?![0-9,])" + _OTHER  # 12,4
)
_SPACED_WORD = re.compile(
    r"[0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?|" + _COMMA_WORD.pattern
)
_BOTH_WORD = re.compile(_GROUPED_IN_ENGLISH + "|" + _COMMA_WORD.pattern)
_GROUPED = re.compile(r"[0-9]{1,3}(?:[. \u00a0\u202f\u2009'’][0-9]{3})+(?:,[0-9]+)?")
_IN_ENGLISH = re.compile(_GROUPED_IN_ENGLISH)
_DECIMAL = re.compile(r"[0-9]+,[0-9]{1,2}")
_ANY_DECIMAL = re.compile(r"[0-9]+,[0-9]+")
_ENGLISH_SIGNS = str.maketrans(
    {".": ",", ",": ".", " ": ",", "\u00a0": ",", "\u202f": ",", "\u2009": ",", "'": ",", "’": ","}
)


@dataclass(frozen=True, slots=True)
class Word:
    """One light word. `apart` tells whether white space stands before it."""

    text: str
    start: int
    end: int
    apart: bool

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def digits(self) -> bool:
        return "0" <= self.text[0] <= "9" or (self.text[0] == "." and "0" <= self.text[-1] <= "9")


class Words:
    """The light words of one paragraph. Asking for a word outside gives an empty one, so that rules may look around."""

    NONE = Word("\0", -1, -1, True)

    def __init__(self, text: str, tongue: Tongue = ENGLISH) -> None:
        self.text = text
        self.tongue = tongue
        pattern = _SPACED_WORD if tongue.spaced else _COMMA_WORD if tongue.comma else _WORD
        if tongue.both:
            pattern = _BOTH_WORD
        end = 0
        found = []
        for match in pattern.finditer(text):
            found.append(Word(self._said(match.group()), match.start(), match.end(), match.start() > end))
            end = match.end()
        self.all = found

    def _said(self, text: str) -> str:
        """The word in English signs and scales: "12.4" for "12,4" where the comma is the decimal sign."""
        if "0" <= text[0] <= "9":
            if self.tongue.both and _IN_ENGLISH.fullmatch(text):
                return text
            if (self.tongue.comma or self.tongue.spaced) and _GROUPED.fullmatch(text):
                return text.translate(_ENGLISH_SIGNS)
            return text.replace(",", ".") if (_ANY_DECIMAL if self.tongue.comma else _DECIMAL).fullmatch(text) else text
        return self.tongue.scales.get(text.lower(), text)

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, index: int) -> Word:
        return self.all[index] if 0 <= index < len(self.all) else self.NONE

    def low(self, index: int) -> str:
        """The word in lower case, "" outside."""
        return self.lows[index] if 0 <= index < len(self.all) else ""

    @cached_property
    def lows(self) -> tuple[str, ...]:
        return tuple(word.text.lower() for word in self.all)
