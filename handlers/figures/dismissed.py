"""Numbers that are no figures: dates, years, clock times, telephone and flight numbers, addresses, versions, list
numbering, names that hold a number.

What a pattern can tell is told here, from the paragraph's text alone, by the patterns of dismissed.txt; what needs
grammar ("Article 50", "the S&P 500") is told in `names.py`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from handlers.figures.lexicon import listed

_PIECES: Final = {
    "MONTH": r"(?:jan(?:uary)?|feb(?:ruary)?|(?-i:Mar(?:ch)?)|apr(?:il)?|(?-i:May)|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?",
    "DAY": r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?",
    "YEAR": r"(?:1[0-9]{3}|20[0-9]{2})",
    "DASH": r"\s?[-–—/]\s?",
    "SPELLED": r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)",
}


@cache
def _patterns() -> tuple[list[re.Pattern[str]], list[re.Pattern[str]]]:
    """The patterns that look at capitals, and those that look at the text in small letters, which is a third quicker
    than to ignore case."""
    lines = Path(__file__).with_name("dismissed.txt").read_text(encoding="utf-8").splitlines()
    as_written: list[re.Pattern[str]] = []
    in_small: list[re.Pattern[str]] = []
    for line in lines:
        if line and not line.startswith("#"):
            pattern = re.sub(r"\{([A-Z]+)\}", lambda m: _PIECES[m[1]], line.removeprefix("Case "))
            pattern = re.sub(r"<([a-z ]{4,})>", lambda m: "|".join(sorted(listed(m[1]), reverse=True)), pattern)
            if line.startswith("Case "):
                as_written.append(re.compile(pattern))
            elif "(?-i:" in pattern:
                as_written.append(re.compile(pattern, re.IGNORECASE))
            else:
                in_small.append(
                    re.compile(re.sub(r"\\.|[A-Z]", lambda m: m[0] if m[0][0] == "\\" else m[0].lower(), pattern))
                )
    return as_written, in_small


_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}")  # looks like a version


@cache
def _foreign(months: str) -> re.Pattern[str]:
    """Dates and clock times of a language whose months are given: "am 3. Mai 2024", "20.30 Uhr", "20h30"."""
    return re.compile(
        rf"\b[0-9]{{1,2}}(?:\.|er)?\s+(?:de\s+)?(?:{months})\b\.?(?:\s+(?:de(?:l)?\s+)?[0-9]{{4}}\b)?"
        rf"|\b(?:{months})\s+(?:de(?:l)?\s+)?[0-9]{{4}}\b|\b[0-2]?[0-9][.:][0-5][0-9]\s+(?:Uhr|h)\b|\b[0-9]{{1,2}}\s+Uhr\b",
        re.IGNORECASE,
    )


def _in_small(text: str) -> str:
    """The text in small letters, each character in its place: "İ" alone would become two."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def dismissed(text: str, months: str = "", comma: bool = False) -> list[tuple[int, int]]:
    """The stretches of a paragraph in which no figure starts, in order; `months` of another language."""
    as_written, in_small = _patterns()
    small = _in_small(text)
    looked_at = [(p, text) for p in (*as_written, _foreign(months))] if months else [(p, text) for p in as_written]
    looked_at += [(p, small) for p in in_small]
    found = sorted(
        match.span()
        for pattern, words in looked_at
        for match in pattern.finditer(words)
        if not (comma and _THOUSANDS.fullmatch(match.group()))
    )
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
