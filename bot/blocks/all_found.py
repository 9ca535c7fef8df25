"""The modals "All quotes" and "All figures": everything that was found, in the article's order, a page at a time.

The view carries its place in `private_metadata`, so that turning a page needs nothing but the digest.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from bot.blocks import rich
from bot.blocks.digest import ALL_FIGURES, ALL_QUOTES, figure_element, voice_blocks
from bot.blocks.literal import shortened
from bot.blocks.message import Block
from bot.blocks.wording import counted, figure_lines, runs_of_voices, title_of
from handlers.model import Digest

CALLBACK = "digest_all"
BACK, ON = "digest_all_back", "digest_all_on"
QUOTES_A_PAGE = 20
LINES_A_PAGE = 30
LONGEST_QUOTE = 2_500
LONGEST_SENTENCE = 600

T = TypeVar("T")
Kind = Literal["quotes", "figures"]
View = dict[str, Any]
KIND_OF: dict[str, Kind] = {ALL_QUOTES: "quotes", ALL_FIGURES: "figures"}


@dataclass(frozen=True, slots=True)
class Place:
    """Which page of what a modal shows."""

    request_id: str
    kind: Kind
    page: int = 0

    @classmethod
    def of(cls, view: View) -> Place:
        """The place of a view that Slack sends back. Raises ValueError where it is none of ours."""
        try:
            found = json.loads(view["private_metadata"])
            kind: Kind = "quotes" if found["kind"] == "quotes" else "figures"
            return cls(str(found["request"]), kind, int(found["page"]))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError("not a view of everything that was found") from error

    def turned(self, action_id: str) -> Place:
        """The next page, or the one before."""
        return Place(self.request_id, self.kind, self.page + (1 if action_id == ON else -1))


def all_view(digest: Digest, place: Place, *, link_url: str, name: str = "") -> View:
    """The modal at a place; a page beyond the last is the last."""
    pages = _quotes(digest, link_url) if place.kind == "quotes" else _figures(digest, link_url)
    page = min(max(place.page, 0), len(pages) - 1)
    number = len(digest.all_quotes if place.kind == "quotes" else digest.all_figures)
    head = counted(number, place.kind[:-1]).capitalize()
    pages_said = f" · page {page + 1} of {len(pages)}" if len(pages) > 1 else ""
    title = shortened(title_of(digest.article, name), 200)
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": rich.plain(f"All {place.kind}"),
        "close": rich.plain("Close"),
        "private_metadata": json.dumps({"request": place.request_id, "kind": place.kind, "page": page}),
        "blocks": [
            rich.context(rich.plain(f"{title} · {head}{pages_said}")),
            *pages[page],
            *_turning(page, len(pages)),
        ],
    }


def gone_view() -> View:
    """The modal where there is no digest any more."""
    says = "This digest is no longer stored. Post the link again for a fresh one."
    return {
        "type": "modal",
        "title": rich.plain("Gone"),
        "close": rich.plain("Close"),
        "blocks": [rich.says(says)],
    }


def _quotes(digest: Digest, link_url: str) -> list[list[Block]]:
    pages = _pages(digest.all_quotes, QUOTES_A_PAGE)
    return [
        [
            block
            for voice in runs_of_voices(page)
            for block in voice_blocks(digest.article, voice, link_url, LONGEST_QUOTE)
        ]
        for page in pages
    ]


def _figures(digest: Digest, link_url: str) -> list[list[Block]]:
    lines = figure_lines(digest.article, digest.all_figures, LONGEST_SENTENCE)
    return [
        [rich.rich(rich.bullets(*(figure_element(digest.article, line, link_url) for line in page)))] if page else []
        for page in _pages(lines, LINES_A_PAGE)
    ]


def _pages(found: Sequence[T], length: int) -> list[Sequence[T]]:
    return [found[first : first + length] for first in range(0, max(len(found), 1), length)]


def _turning(page: int, pages: int) -> list[Block]:
    buttons = []
    if page > 0:
        buttons.append(rich.button("Back", BACK, str(page - 1)))
    if page < pages - 1:
        buttons.append(rich.button("More", ON, str(page + 1)))
    return [rich.actions(buttons)] if buttons else []
