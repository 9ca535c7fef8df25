"""Where on the page each line of an extraction stands: its element, and the element that holds the article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

_TAGS = "p li h1 h2 h3 h4 h5 h6 figcaption blockquote dd dt pre tr td th div section article span caption summary"
BLOCKS = tuple(_TAGS.split())
_APART = frozenset(BLOCKS) - {"span"}
_PARTED = frozenset(["div", "section", "article", "td", "blockquote", "li", "span"])
_START = 3  # letters
_SHARE = 0.7  # of the words that the element of the article holds


def key(text: str) -> str:
    """What is compared: the signs without white space, in small letters."""
    return "".join(text.split()).lower()


@dataclass(frozen=True, slots=True)
class Place:
    """A line's element, the part of its letters that are links, and its place in the page's order."""

    element: Any
    links: float
    order: int


class Places:
    """The places of the lines of one extraction."""

    def __init__(self, tree: Any, lines: list[str]) -> None:
        # lxml makes an element anew whenever nobody holds it: held here, each keeps its identity.
        self._held = list(tree.iter())
        wanted = {key(line) for line in lines}
        self.of: dict[str, list[Place]] = {}
        starts = {text[:_START] for text in wanted}
        for order, element in enumerate(tree.iter(*BLOCKS)):
            if element.tag not in _PARTED and not _may_start(element, starts):
                continue
            matched = [found for text in _texts(element) if (found := key(text)) in wanted]
            if matched:
                place = Place(element, _linked(element), order)
                for found in matched:
                    self.of.setdefault(found, []).append(place)
        self.home = _home(
            [(len(line.split()), self.of[k][0].element) for line in lines if (k := key(line)) in self.of], tree
        )
        self._found: dict[str, Place | None] = {}
        self._inside = {id(element) for element in self.home.iter()} if self.home is not None else set()

    def place(self, line: str) -> Place | None:
        """The place of a line: where it occurs more than once, the one inside the article's element."""
        if line not in self._found:
            places = self.of.get(key(line), [])
            self._found[line] = next((p for p in places if self.inside(p)), places[0] if places else None)
        return self._found[line]

    def inside(self, place: Place) -> bool:
        """Whether it lies in the article's element."""
        return id(place.element) in self._inside

    def chain(self, place: Place) -> list[Any]:
        """The element and those around it, up to the article's element, which is not of it."""
        found, element = [], place.element
        while element is not None and element is not self.home and element.tag not in ("body", "html"):
            found.append(element)
            element = element.getparent()
        return found


def _may_start(element: Any, starts: set[str]) -> bool:
    """Whether its first letters begin one of the lines: most of a page's elements are told off by that."""
    for text in element.itertext():
        if found := "".join(text[:40].split()):
            return len(found) < _START or found[:_START].lower() in starts or element.find("br") is not None
    return False


def _texts(element: Any) -> list[str]:
    """The lines that an element makes: one, or several where line breaks or blocks inside part it."""
    if element.tag in _PARTED and any(child.tag in _APART for child in element):
        own = [element.text or "", *(child.tail or "" for child in element)]
        return [text for text in own if len(text) > 20]
    whole = "".join(element.itertext())
    if element.find("br") is None:
        return [whole]
    parts, now = [], [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append("".join(now))
            now = []
        elif isinstance(child.tag, str):
            now.append("".join(child.itertext()))
        now.append(child.tail or "")
    return [whole, *parts, "".join(now)]


def _linked(element: Any) -> float:
    links = [len("".join(a.itertext())) for a in element.iter("a")]
    return sum(links) / max(1, len("".join(element.itertext()))) if links else 0.0


def _home(weighed: list[tuple[int, Any]], tree: Any) -> Any:
    """The deepest element that holds most of the words."""
    words: Counter[int] = Counter()
    depth: dict[int, tuple[int, Any]] = {}
    for count, element in weighed:
        above = [*element.iterancestors()]
        for number, ancestor in enumerate(above):
            words[id(ancestor)] += count
            depth[id(ancestor)] = (len(above) - number, ancestor)
    total = sum(count for count, _ in weighed)
    held = [depth[one] for one, count in words.items() if count >= _SHARE * total]
    return max(held, key=lambda found: found[0])[1] if held else tree
