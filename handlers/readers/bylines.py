"""A byline as pages write it, to the names in it: without "By", roles, places, dates, addresses and links."""

from __future__ import annotations

import re
from collections.abc import Iterable

from handlers.readers.tidy import one_line

_LEAD = re.compile(
    r"^\W*(?:(?:written|words|story|text|reported|posted|published|analysis|opinion|review|report)\s+)?"
    r"(?:by|par|von|por|di|door|av)\b:?\s+|^(?:author|written by|reporter)s?:?\s+",
    re.I,
)
_PICTURES = re.compile(r"\b(?:photograph(?:s|y)?|photos?|pictures?|illustrations?|video|graphics?) by\b.*$", re.I)
_SPLIT = re.compile(r"\s*(?:;|\||\n|•|·|,\s*and\b|&|\b(?:and|with|et|und)\b)\s*|\s*,\s*", re.I)
_PLACE = re.compile(r"\s+(?:in|at|à|aus|en)\s+[A-ZÀ-Þ].*$")
_TAIL = re.compile(
    r"\s+[-–—]\s+.*$|\s*[|/(].*$|\s+(?:updated|published|posted|last modified)\b.*$|\s+\d{1,2}[:/. ].*$"
    r"|,?\s+(?:for|of|from)\s+(?:the\s+)?[A-Z].*$|\s*@\w+.*$|\s*<?\S+@\S+\.\w+>?.*$|\s*https?://\S+.*$",
    re.I,
)
_ROLE = re.compile(
    r"\b(?:correspondents?|editors?|reporters?|writers?|staff|columnist|contributors?|producer|photographer|journalist"
    r"|bureau chief|analyst|newsroom|desk|team|agencies|agency|wires?|press association|news service|admin"
    r"|administrator|webmaster|guest|anonymous|redaktion|rédaction|redacción|magazine|newspaper|online|staffer)\b",
    re.I,
)
_AGENCY = re.compile(
    r"^(?:reuters|ap|afp|dpa|efe|ansa|pa|pa media|associated press|the associated press|bloomberg)$", re.I
)
_PERSON = re.compile(r"^[^\W\d_][^\d@/:<>=]{1,60}$")


def names(written: Iterable[str], publisher: str = "") -> str:
    """The names in what pages write of their authors, joined by commas, each once, in order."""
    found: dict[str, str] = {}
    for line in written:
        for part in _SPLIT.split(_LEAD.sub("", _PICTURES.sub("", one_line(line)))):
            name = _name(part)
            if name and name.lower() not in publisher.lower():
                found.setdefault(name.lower(), name)
    return ", ".join(found.values())


def _name(part: str) -> str:
    part = _LEAD.sub("", part.strip(" \t.,;:*"))
    part = _PLACE.sub("", _TAIL.sub("", part)).strip(" .,;:*")
    if (
        not _PERSON.match(part)
        or part.startswith(("in ", "at ", "from ", "on "))
        or len(part.split()) > 6
        or _ROLE.search(part)
        or _AGENCY.match(part)
    ):
        return ""
    return _cased(part)


def _cased(name: str) -> str:
    """A name all in capitals as a name: MAEVE O'NEILL is Maeve O'Neill."""
    if not name.isupper() or len(name) < 5 or " " not in name:
        return name
    return re.sub(r"[^\W\d_]+", lambda found: found.group().capitalize(), name)
