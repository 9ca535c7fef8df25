"""Links that open an article at the very words, by a URL text fragment (`#:~:text=`).

https://wicg.github.io/scroll-to-text-fragment/ : a browser marks the first place that matches, in whole words, without
regard to case and white space. Words that stand earlier in the article too get more of their own words, then the words
before them, until the first match is the place that is meant. Where the browser finds nothing, it opens the page's top.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from handlers.model import Article, Passage

LONGEST_URL = 2_000  # characters, percent-encoded; a longer one is not made into a link
_SHORT = 8  # words that are given whole
_EDGE = 4  # words at either end of a longer passage
_EDGES = (_EDGE, 2 * _EDGE, 4 * _EDGE)
_BEFORE = (0, 3, 8)  # words before the passage
_FEW = 3  # fewer words than these are likely to stand elsewhere on the page too
_LONGEST_WORD = 60


class _Fragment(NamedTuple):
    prefix: str
    start: str
    end: str

    def __str__(self) -> str:
        parts = [f"{_encoded(self.prefix)}-"] if self.prefix else []
        parts.append(_encoded(self.start))
        return ",".join([*parts, _encoded(self.end)] if self.end else parts)


def web_url(url: str) -> str:
    """The URL in ASCII, as a message may open it; "" where it is not of the web, or longer than Slack takes."""
    try:
        parts = urlsplit(url)
        on_the_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    # What is encoded already stays so.
    ascii_url = quote(url.encode("utf-8", "replace"), safe="%/:=&?~#+!$,;'@()*[]-._")
    return ascii_url if on_the_web and url.isprintable() and " " not in url and len(ascii_url) <= LONGEST_URL else ""


def to_passage(url: str, article: Article, passage: Passage) -> str:
    """The URL that opens the article at the passage; "" where the URL is none to be opened."""
    base = web_url(url).partition(":~:")[0]
    if not base:
        return ""
    fragment = next((f for f in _fragments(article, passage) if _lands(f, article, passage)), None)
    if fragment is None:
        return base
    linked = f"{base if '#' in base else base + '#'}:~:text={fragment}"
    return linked if len(linked) <= LONGEST_URL else base


def _fragments(article: Article, passage: Passage) -> Iterator[_Fragment]:
    """The ways to name a passage, the plainest first."""
    words = passage.text.split()
    before = article.text[max(0, passage.start - 400) : passage.start].rpartition("\n")[2].split()
    first, last = passage.text.split("\n", 1)[0].split(), passage.text.rsplit("\n", 1)[-1].split()
    one_line = "\n" not in passage.text
    for prefix in _BEFORE if len(words) >= _FEW else (*_BEFORE[1:], 0):
        said_before = " ".join(before[-prefix:]) if prefix else ""
        for edge in _EDGES:
            if one_line and len(words) <= max(_SHORT, edge + _EDGE):  # the end must lie behind the start
                yield _Fragment(said_before, " ".join(words), "")
                break
            yield _Fragment(said_before, " ".join(first[:edge]), " ".join(last[-_EDGE:]))


def _lands(fragment: _Fragment, article: Article, passage: Passage) -> bool:
    """Whether the first place that matches is the passage."""
    if any(len(word) > _LONGEST_WORD for word in fragment.start.split() + fragment.end.split()):
        return False
    # White space may be missing between the two: the words before may end in the quotation mark.
    named = rf"(?<!\w){_spaced(fragment.prefix)}\s*({_spaced(fragment.start)})(?!\w)"
    found = re.search(named, article.text, re.I)
    return found is not None and found.start(1) == passage.start


def _spaced(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


def _encoded(words: str) -> str:
    """Percent-encoded, with the signs that have a meaning in a text fragment."""
    return quote(words.encode("utf-8", "replace"), safe="").replace("-", "%2D")
