"""Dates as articles write them, to ISO 8601. Only what can be read one way: 03/04/2025 is no date here."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv januar enero", "february feb février févr februar febrero",
            "march mar mars märz marzo", "april apr avril avr abril", "may mai mayo",
            "june jun juin juni junio", "july jul juillet juil juli julio",
            "august aug août agosto", "september sept sep septembre septiembre", "october oct octobre oktober octubre",
            "november nov novembre noviembre", "december dec décembre déc dezember diciembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_FORMS = (
    re.compile(r"\b(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)(?!\d)"),
    re.compile(
        rf"\b(?P<d>\d\d?)(?:st|nd|rd|th|er)?\.?\s+(?:de\s+)?(?P<m>{_MONTH})\.?,?\s+(?:de\s+)?(?P<y>(?:19|20)\d\d)\b",
        re.I,
    ),
    re.compile(rf"\b(?P<m>{_MONTH})\.?\s+(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)\b", re.I),
)


def iso_date(text: str) -> str:
    """The first date in `text` as YYYY-MM-DD, "" where there is none."""
    found = min((m for form in _FORMS if (m := form.search(text))), key=lambda m: m.start(), default=None)
    if found is None:
        return ""
    month = found["m"]
    try:
        return date(
            int(found["y"]), int(month) if month.isdigit() else _MONTHS[month.lower()], int(found["d"])
        ).isoformat()
    except ValueError:
        return ""
