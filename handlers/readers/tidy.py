"""What every reader does to its text before it becomes an article: one form of white space, no invisible characters.

Words are never changed. Hard-wrapped lines are joined, so that a paragraph is one line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

# Characters, about 33,000 words: five seconds of work for a child that has eight. A note says what was left out.
LONGEST_TEXT = 200_000

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Soft hyphens, zero-width spaces, direction marks that can reorder what a person sees, and control characters.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n(?: ?\n)+ ?")
_WORD = re.compile(r"\S+")


def visible(text: str) -> str:
    """Composed characters, `\\n` for every line break, nothing invisible."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _BREAKS.sub("\n", text)))


def tidy(text: str) -> str:
    """`visible`, single spaces, no white space at a line's ends, at most one blank line in a row."""
    lines = (line.strip() for line in _SPACES.sub(" ", visible(text)).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """`tidy` in a single line, for a title or a name."""
    return " ".join(visible(text).split())


def joined(paragraphs: Iterable[str]) -> str:
    """Paragraphs as one text, a blank line between them."""
    return "\n\n".join(paragraphs)


def to_limit(text: str) -> tuple[str, tuple[str, ...]]:
    """The text up to the limit, cut at a line's end, and a note where something was left out."""
    if len(text) <= LONGEST_TEXT:
        return text, ()
    end = max(text.rfind("\n", LONGEST_TEXT - 20_000, LONGEST_TEXT), 0) or LONGEST_TEXT
    return text[:end].rstrip(), (f"Only the first {end:,} characters were read.",)


def unwrapped(text: str) -> str:
    """The text with hard-wrapped lines joined, where it is hard-wrapped.

    It is where nearly every line break inside a block comes only because the next word would not have fitted.
    An indented line begins a paragraph.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    breaks = [(a, b) for a, b in pairwise(lines) if a and b and not _begins(b)]
    width = max((len(line) for line in lines), default=0)
    if len(breaks) < 2 or not 40 <= width <= 100:
        return text
    if sum(_full(a, b, width) for a, b in breaks) < 0.85 * len(breaks):
        return text
    made = [lines[0]]
    for line in lines[1:]:
        last = made[-1]
        if last and line and not _begins(line) and _full(last.rpartition("\n")[2], line, width):
            made[-1] = last + _glue(last) + "\n" + line
        else:
            made.append(line)
    return "\n".join(line.replace(" \n", " ").replace("\n", "") for line in made)


def _begins(line: str) -> bool:
    return line.startswith(("  ", "\t", "* ", "- ", "> ", "• "))


def _full(line: str, following: str, width: int) -> bool:
    word = _WORD.search(following)
    return len(line) + 1 + len(word.group() if word else "") > width - 3


def _glue(line: str) -> str:
    """Nothing after a hyphen inside a word or a dash, else a space."""
    return "" if re.search(r"(?<=\w)[-\u2010—]$", line) else " "
