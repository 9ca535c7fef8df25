"""What stands in an article's text and is not its prose: datelines, teasers for other articles, headings."""

from __future__ import annotations

import re

_TEASER = re.compile(
    r"""(?:
    (?:(?:read|see|watch|listen|hear|view)[ ](?:more|also|next|now|on|this|here|further)|also[ ](?:read|see|on)|
       (?:more|related|recommended|further)[ ](?:stories|articles|reading|coverage|news|from|on|in)\b[^:]{0,40}|
       don['’]t[ ]miss|you[ ]may[ ]also[ ]like|related|more|recommended|in[ ]pictures|in[ ]video)[ ]?[:|»>]|
    (?:lesen[ ]sie[ ](?:auch|mehr|hier|dazu)|mehr[ ](?:zum[ ]thema|dazu|lesen)|auch[ ]interessant|siehe[ ]auch|
       zum[ ]thema)\b[^:]{0,20}[:|»>]|
    (?:(?:à[ ])?lire[ ](?:aussi|également|la[ ]suite)|voir[ ]aussi|sur[ ]le[ ]même[ ]sujet)\b[ ]?[:|»>«-]
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ADDRESS = re.compile(r"\w@\w[\w-]*\.\w")
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_PLACE = rf"{_CAPITAL}(?:{_CAPITAL}|[.'’\-])+(?:[ /]{_CAPITAL}(?:{_CAPITAL}|[.'’])+){{0,3}}"
_DASH = r"[ ]?(?:--?|[–—])[ ]?"
_MORE = r"(?:,[^–—()\"“„«:;]{1,40}?)?"  # a state, a date
_AGENCY = rf"[ ]?\([^()]{{2,40}}\){_DASH}(?=\S)"
_DATELINE = re.compile(
    rf"{_PLACE}{_MORE}(?:{_AGENCY}|{_DASH}(?=[\"“„«‘']?{_CAPITAL}))"
    rf"|[A-ZÀ-Þ][\w.'’\-]+(?:[ ][A-ZÀ-Þ][\w.'’]+){{0,3}}{_MORE}{_AGENCY}"
)
_LONGEST_HEADING = 12  # words
_ENDS = frozenset(".!?…:;,\"”»“'’)")


def teaser(text: str) -> bool:
    """Whether a paragraph only points to another article ("Read more: ...") or asks readers to write."""
    return bool(_TEASER.match(text) or _ADDRESS.search(text))


def dateline(text: str) -> int:
    """The length of the dateline that opens a paragraph: "LONDON (Wire) - ", 0 where there is none."""
    found = _DATELINE.match(text)
    return found.end() if found else 0


def heading(text: str) -> bool:
    """Whether a paragraph is a line of few words that ends like no sentence."""
    return text[-1] not in _ENDS and text[0] not in "-–—―•" and len(text.split()) <= _LONGEST_HEADING
