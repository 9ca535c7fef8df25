"""Understands: bytes in, an article and its digest out. No Slack, database, network or clock.

Two protocols, found by entry point: a `Reader` (group `pullquote.readers`) turns an original of one format into an
article; an `Extractor` (group `pullquote.extractors`) finds quotes, or figures, in an article. The built-in ones are
registered in pyproject.toml the same way as a stranger's. docs/handlers.md shows how to write one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from handlers.language import Parses
    from handlers.model import Article, Figure, Original, Quote

log = logging.getLogger(__name__)


class Reader(Protocol):
    """Turns an original of one format into an article."""

    name: str

    def accepts(self, original: Original) -> float:
        """How sure this reader is, 0 to 1, that the original is of its format: by its bytes first, and quickly."""

    def read(self, original: Original) -> Article:
        """The article. Raises `handlers.errors.Unreadable` where there is none."""


class Extractor(Protocol):
    """Finds quotes, or figures, in an article."""

    name: str
    finds: Literal["quotes", "figures"]

    def extract(self, article: Article, parses: Parses) -> Iterable[Quote] | Iterable[Figure]:
        """Everything found, in any order, with scores left at 0. An exception costs only this extractor's part."""


@cache
def installed_readers() -> tuple[Reader, ...]:
    """Every reader that is installed, by name."""
    return tuple(_installed("pullquote.readers"))


@cache
def installed_extractors() -> tuple[Extractor, ...]:
    """Every extractor that is installed, by name."""
    return tuple(_installed("pullquote.extractors"))


def _installed(group: str) -> Iterator[Any]:
    """What the group's entry points name; one that cannot be loaded is logged and left out."""
    for found in sorted(entry_points(group=group), key=lambda entry: entry.name):
        try:
            made = found.load()()
        except Exception:
            log.exception("%s %s cannot be loaded", group, found.name)
            continue
        yield made
