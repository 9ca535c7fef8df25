"""A second opinion on every line that trafilatura takes for the article's.

Judged by where the line stands on the page (captions, boxes, link lists, what follows the article), by its words (share
bars, credits, "Read more"), and against the other lines (the title again, a pull quote that the text has anyway).
Paragraphs between kept ones that were left out are taken in.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Any

from handlers.readers.page.phrases import is_about_author, is_foreign
from handlers.readers.page.place import Place, Places, key

_NAMES = """
share sharing sharebar sharedaddy social follow newsletter newsletters signup subscribe subscription promo promos
promotion inline-promo teaser teasers related relatedposts jp-relatedposts recommended recommendations recirc
recirculation readmore read-more read-next readnext see-also more-on most-read mostread trending popular cookie cookies
consent gdpr comment comments disqus respond feedback rating poll survey ad ads adslot advert advertisement sponsored
outbrain taboola author-bio bio biography about-author author-box author-info byline byline-bottom tagline tags tag-list
topics breadcrumb breadcrumbs toolbar caption captions figcaption wp-caption-text credit credits credit-line copyright
post-meta entry-meta article-meta timestamp pagination donate donation cta callout banner sidebar footer nav menu toc
player audio interstitial disclaimer login signin alert-bar ticker gallery standards video videos
"""
_MARKED = re.compile(rf"(?:^|[\s_-])(?:{'|'.join(_NAMES.split())})(?:$|[\s_-])")
_NAMED_BY = ("class", "id", "data-component", "role")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FOREIGN_TAGS = frozenset(["figcaption", "nav", "footer", "form", "button", "aside", "caption", "label"])
_COMPARED = 200_000  # letters in which the words of a pull quote are looked for
_QUOTES = "\"'“”‘’«»„.,—–-"
_PULLED = re.compile(r"pull|quote|highlight")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")


def second_opinion(tree: Any, lines: list[str], title: str) -> list[str]:
    """The lines that are the article's, in order, with the paragraphs between them that had been left out."""
    places = Places(tree, lines)
    marks = _Marks(places, lines)
    kept: list[str] = []
    seen: Counter[str] = Counter()
    everything = "\n".join(key(line) for line in lines)[:_COMPARED]
    for number, line in enumerate(lines):
        place, of = places.place(line), key(line)
        if not of or _is_title(of, place, title) or (seen[of] and len(line.split()) > 5):
            continue
        near_end = len(lines) - number <= 4 < len(lines)
        if is_foreign(line) or (near_end and is_about_author(line)):
            continue
        if place is not None and (marks.foreign(line, place) or _pulled(line, of, place, everything)):
            continue
        seen[of] += 1
        kept.append(line)
    return _with_missing(kept, {key(line) for line in lines}, everything, places, marks)


class _Marks:
    """Tells what stands in a part of the page that names itself as no part of the article."""

    def __init__(self, places: Places, lines: list[str]) -> None:
        self.places = places
        self.total = sum(len(line.split()) for line in lines)
        self.words: Counter[int] = Counter()
        self.last = 0
        for line in lines:
            place = places.place(line)
            if place is not None:
                for element in places.chain(place):
                    self.words[id(element)] += len(line.split())
                if places.inside(place):
                    self.last = max(self.last, place.order)

    def foreign(self, line: str, place: Place) -> bool:
        """Whether the line stands in a caption, a box, a list of links, or after the article."""
        chain = self.places.chain(place)
        # A part that holds much of the text is the article, whatever it is called.
        if any(self.marked(element) and self.words[id(element)] < 0.3 * self.total for element in chain):
            return True
        count = len(line.split())
        if place.links > 0.7 and (count < 25 or not _SENTENCE.search(line)):
            return True
        after = not self.places.inside(place) and place.order > self.last
        return after and (place.links > 0.3 or count < 25)

    def marked(self, element: Any) -> bool:
        """Whether an element's tag or names say that it is no part of the article."""
        if element.tag in _FOREIGN_TAGS:
            return True
        return any(is_marked(named) for name in _NAMED_BY if (named := element.get(name)))


@lru_cache(maxsize=4096)
def is_marked(named: str) -> bool:
    """Whether an element's names say that it is no part of the article."""
    return bool(_MARKED.search(_CAMEL.sub("-", named).lower()))


def _is_title(of: str, place: Place | None, title: str) -> bool:
    """The title again, alone or in a heading with a few words before it."""
    tag = "" if place is None else place.element.tag
    words = key(title).strip(_QUOTES)
    if tag == "h1" or not words:
        return bool(tag == "h1")
    return of.strip(_QUOTES) == words or (tag in ("h2", "h3") and of.endswith(words) and len(of) < len(words) + 40)


def _pulled(line: str, of: str, place: Place, everything: str) -> bool:
    """A quotation that is set apart and stands in a paragraph as well."""
    element = place.element
    around = [element, *element.iterancestors()][:3]
    apart = any(
        e.tag in ("blockquote", "aside", "figure") or _PULLED.search((e.get("class") or "").lower()) for e in around
    )
    words = of.strip(_QUOTES)
    return apart and len(line.split()) > 3 and len(words) > 15 and everything.count(words) > 1


def _with_missing(kept: list[str], judged: set[str], everything: str, places: Places, marks: _Marks) -> list[str]:
    """The lines, and paragraphs that stand between them among the same parent's children and were never judged."""
    parents: Counter[int] = Counter()
    found: dict[int, Any] = {}
    for line in kept:
        place = places.place(line)
        if place is not None and place.element.tag == "p" and (parent := place.element.getparent()) is not None:
            parents[id(parent)] += 1
            found[id(parent)] = parent
    after: dict[str, list[str]] = {}
    for one, count in parents.items():
        if count >= 3:
            _gather(found[one], judged, everything, after, marks)
    if not after:
        return kept
    return [text for line in kept for text in (line, *after.pop(key(line), []))]


def _gather(parent: Any, judged: set[str], everything: str, after: dict[str, list[str]], marks: _Marks) -> None:
    before = ""
    for child in parent.iterchildren("p", "blockquote", "h2", "h3"):
        text = " ".join("".join(child.itertext()).split())
        of = key(text)
        if of in judged:
            before = of
        elif of.strip(_QUOTES) in everything:
            continue
        elif before and child.tag in ("p", "blockquote") and len(text.split()) >= 8 and _SENTENCE.search(text):
            linked = sum(len(a.text_content()) for a in child.iter("a")) / len(text)
            if linked < 0.4 and not is_foreign(text) and not marks.marked(child) and not is_about_author(text):
                after.setdefault(before, []).append(text)
                judged.add(of)
