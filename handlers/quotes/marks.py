"""Quotation marks: which stretches of a paragraph stand between them. A small state machine, one pass, no grammar.

Every kind of double mark opens an outer stretch; single marks open one only where no double mark is open, and an
apostrophe never does. A paragraph's end closes what is open: either the quotation runs on (the next paragraph opens
with a mark of its own) or the closing mark was lost, and then the stretch ends before the words that report it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SIGN = re.compile(r"''|``|,,(?=\w)|[\"“”„‟«»″＂「」『』‘’‚‛'‹›`]")
_CLOSERS = {
    "“": '”“"″',
    "”": "”",
    "„": '“”"‟',
    ",,": "“”\"''",
    "«": "»",
    "»": "«»",
    '"': '"”“″',
    "″": '″"”',
    "＂": "＂",
    "‟": '”"',
    "「": "」",
    "『": "』",
    "''": "''",
    "``": "''\"",
    "‘": "’'",
    "’": "’",
    "'": "'’",
    "‚": "‘’'",
    "‹": "›",
    "›": "‹",
}
_SINGLE = set("‘’'‚‛‹›`")
_ONLY_CLOSE = {"」", "』", "›"}
_ELIDED = re.compile(r"['’‘](?:\d\d?0s?\b|\d\ds?\b|n['’]|(?:em|til|tis|twas|cause|bout|round)\b)", re.IGNORECASE)
_WHO = r"(?:he|she|they|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3})"
_SAID = r"(?:said|says|told|added|wrote|asked|explained|replied)"
_TOLD = re.compile(rf",[ ](?={_WHO} {_SAID}\b|{_SAID} {_WHO}\b)")
_NAME_ENDS = re.compile(r"[A-ZÀ-Þ][\w'’-]*[a-zß-ÿ] $")
_NAME_GOES_ON = re.compile(r" [A-ZÀ-Þ][\w'’-]*[a-zß-ÿ]")
_LOST = re.compile(r"['’\"”]\s?(?=['’\"”])|[,.!?…]['’]\s|['’]\s['’]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between two marks, `[start, end)` without them. Offsets count from the text that was searched."""

    start: int
    end: int
    mark: str  # the sign that opened it
    closed: bool = True  # whether its closing mark stands; else the paragraph's end, or a lost mark, closed it
    runs_on: bool = False  # whether the next paragraph goes on with it

    @property
    def single(self) -> bool:
        """Whether single marks hold it."""
        return self.mark in _SINGLE


def stretches(text: str) -> tuple[Stretch, ...]:
    """The outer stretches of one paragraph, in order, never overlapping; nicknames are none."""
    return tuple(s for s in _Machine(text).run() if not _nickname(text, s))


def _nickname(text: str, stretch: Stretch) -> bool:
    """Whether a stretch stands within a name: Tony “The Tank” Marsh."""
    words = text[stretch.start : stretch.end].split()
    if len(words) > 3 or not all(w[0].isupper() and w[-1].isalnum() for w in words):
        return False
    low, high = stretch.start - len(stretch.mark), stretch.end + 1
    return bool(_NAME_ENDS.search(text, max(0, low - 30), low) and _NAME_GOES_ON.match(text, high))


class _Machine:
    def __init__(self, text: str) -> None:
        self.text = text
        self.signs = [(m.start(), m.end(), m.group()) for m in _SIGN.finditer(text)]
        self._singles_end = -1  # no single mark that could close stands behind this offset

    def run(self) -> Iterator[Stretch]:
        i = 0
        while i < len(self.signs):
            at, behind, sign = self.signs[i]
            if not self._opens(at, behind, sign):
                i += 1
                continue
            close = self._close_single(i) if sign in _SINGLE else self._close_double(i)
            if close is None:
                if sign not in _SINGLE:
                    stretch = self._unclosed(behind, sign)
                    if stretch is not None:
                        yield stretch
                    return
                i += 1
                continue
            end, i = self.signs[close][0], close + 1
            if sign == "“" == self.signs[close][2] and self._reopens(
                *self.signs[close][:2]
            ):  # the closing mark was lost
                i, lost = close, True
            else:
                lost = False
            start, stop = _trim(self.text, behind, end)
            if start < stop:
                yield Stretch(start, stop, sign, closed=not lost)

    def _opens(self, at: int, behind: int, sign: str) -> bool:
        before = self.text[at - 1 : at]
        after = self.text[behind : behind + 1]
        if not after or (sign in _ONLY_CLOSE and sign != "›"):
            return False
        if sign in "“„«「『" or sign == "``":
            return True
        if sign in _SINGLE:
            if _ELIDED.match(self.text, at):
                return False
            return _edge(before) and (after.isalnum() or after in '…¿¡[("“') and sign != "`"
        if sign in ('"', "″", "＂"):
            return not (after.isspace() and before and not before.isspace())
        if sign in ("”", "»", "‟", ",,", "''"):
            return _edge(before) and not after.isspace()
        return False

    def _close_double(self, i: int) -> int | None:
        closers = _CLOSERS[self.signs[i][2]]
        sign = self.signs[i][2]
        single = False  # whether words inside stand between single marks just now
        j = i
        while (j := j + 1) < len(self.signs):
            at, behind, other = self.signs[j]
            if other in _SINGLE:
                single = self._opens(at, behind, other) or (single and self.text[behind : behind + 1].isalnum())
                continue
            if other not in closers:
                continue
            if sign == "„" and other == "”" and self._reopens(at, behind):
                continue
            if (single or other != sign) and self._reopens(at, behind):
                within = self._close_within(j, closers)
                if within is not None:
                    j = within
                    continue
            return j
        return None

    def _close_within(self, j: int, closers: str) -> int | None:
        """The mark that closes a double one which opens inside a double one, where the outer one closes behind it."""
        doubles = (k for k in range(j + 1, len(self.signs)) if self.signs[k][2] not in _SINGLE)
        inner, outer = next(doubles, None), next(doubles, None)
        if inner is None or outer is None:
            return None
        fits = self.signs[inner][2] in _CLOSERS[self.signs[j][2]] and self.signs[outer][2] in closers
        return inner if fits and not any(self._reopens(*self.signs[k][:2]) for k in (inner, outer)) else None

    def _reopens(self, at: int, behind: int) -> bool:
        return self.text[at - 1 : at].isspace() and not self.text[behind : behind + 1].isspace()

    def _close_single(self, i: int) -> int | None:
        at_open = self.signs[i][0]
        if at_open < self._singles_end:
            return None
        closers = _CLOSERS.get(self.signs[i][2], "’'")
        weak: int | None = None
        for j in range(i + 1, len(self.signs)):
            at, behind, other = self.signs[j]
            if other not in _SINGLE:
                break
            before, after = self.text[at - 1 : at], self.text[behind : behind + 1]
            if other not in closers or after.isalnum() or before.isspace():
                continue
            if before in ".,!?…" or not (
                before == "s" and after == " " and self.text[behind + 1 : behind + 2].islower()
            ):
                return j if weak is None or before in ".,!?…" else weak
            weak = j if weak is None else weak
        if weak is None:
            self._singles_end = self.signs[-1][0] if i + 1 >= len(self.signs) else self.signs[i + 1][0]
        return weak

    def _unclosed(self, start: int, sign: str) -> Stretch | None:
        lost = max(_LOST.finditer(self.text, start), key=lambda m: m.start(), default=None)
        told = _TOLD.search(self.text, start)
        end = len(self.text)
        if lost is not None and end - lost.end() < 200:
            end = lost.start() + 1
        elif told is not None:
            end = told.start() + 1
        start, end = _trim(self.text, start, end)
        return Stretch(start, end, sign, closed=False) if start < end else None


def _edge(before: str) -> bool:
    return not before or before.isspace() or before in '([{—–-―…:/"“„«‘'


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
