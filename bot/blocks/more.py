"""What the menu under a digest opens: the digest as Markdown to copy, and a form to say what is wrong in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal, TypeVar

from bot.blocks import rich
from bot.blocks.literal import shortened
from bot.blocks.markdown import markdown
from bot.blocks.message import Block
from handlers.model import Article, Digest, Figure, Passage, Quote

MENU = "digest_more"
REPORT = "digest_report"
WHICH, WRONG = "which", "wrong"
LONGEST_MARKDOWN = 12_000
_LONGEST_OPTION = 72
_MOST_OPTIONS = 100  # of each kind

F = TypeVar("F", bound=Quote | Figure)

Verdict = Literal["not_quote", "not_speaker", "not_figure", "wrong_value"]
View = dict[str, Any]

_VERDICTS: dict[str, str] = {
    "not_speaker": "Somebody else said it",
    "not_quote": "It is no quote",
    "wrong_value": "Its value, or what it counts, is wrong",
    "not_figure": "It is no figure worth showing",
}
_OF_QUOTES = ("not_speaker", "not_quote")


def menu(request_id: str) -> rich.Element:
    """The menu itself."""
    lines = {
        "markdown": "Copy as Markdown",
        "report": "Something is wrong …",
        "refresh": "Read it again",
        "remove": "Remove this digest",
    }
    return rich.overflow(MENU, [(words, f"{what} {request_id}") for what, words in lines.items()])


def chosen(value: str) -> tuple[str, str]:
    """What was chosen in the menu, and of which request."""
    what, _, request_id = value.partition(" ")
    return what, request_id


def markdown_view(digest: Digest, name: str = "") -> View:
    """The digest as Markdown, to be marked and copied."""
    words = markdown(digest, name)
    if len(words) > LONGEST_MARKDOWN:
        words = words[:LONGEST_MARKDOWN].rpartition("\n\n")[0] + "\n\n[…]\n"
    return {
        "type": "modal",
        "title": rich.plain("As Markdown"),
        "close": rich.plain("Close"),
        "blocks": [rich.rich(rich.preformatted(words))],
    }


def report_view(digest: Digest, request_id: str, channel: str) -> View:
    """The form, about anything that was found, the key ones first; what it says is kept with the passage."""
    quotes = _key_first(digest.quotes, digest.all_quotes)
    figures = _key_first(digest.figures, digest.all_figures)
    groups = [
        ("Quotes", [_option(quote.passage, f"“{quote.passage.text}”") for quote in quotes]),
        ("Figures", [_option(figure.passage, _around(digest.article, figure.passage)) for figure in figures]),
    ]
    if not (quotes or figures):
        return _nothing_view()
    which = {
        "type": "static_select",
        "action_id": WHICH,
        "placeholder": rich.plain("A quote or a figure"),
        "option_groups": [{"label": rich.plain(label), "options": options} for label, options in groups if options],
    }
    wrong = {
        "type": "radio_buttons",
        "action_id": WRONG,
        "options": [{"text": rich.plain(words), "value": verdict} for verdict, words in _VERDICTS.items()],
    }
    return {
        "type": "modal",
        "callback_id": REPORT,
        "private_metadata": json.dumps({"request": request_id, "channel": channel}),
        "title": rich.plain("Something is wrong"),
        "submit": rich.plain("Send"),
        "close": rich.plain("Cancel"),
        "blocks": [_input(WHICH, "Which one?", which), _input(WRONG, "What is wrong?", wrong)],
    }


def _key_first(key: Sequence[F], every: Sequence[F]) -> list[F]:
    rest: list[F] = [found for found in every if found not in key]
    rest.sort(key=lambda found: found.score, reverse=True)
    return [*key, *rest][:_MOST_OPTIONS]


def _nothing_view() -> View:
    says = "No quote and no figure was found in this article, so there is none that could be wrong."
    title = rich.plain("Something is wrong")
    return {"type": "modal", "title": title, "close": rich.plain("Close"), "blocks": [rich.says(says)]}


def reported(view: View, digest: Digest) -> tuple[Passage, Verdict] | None:
    """The passage and the verdict of a form that was sent; None where they do not go together."""
    values = view["state"]["values"]
    start, _, end = str(values[WHICH][WHICH]["selected_option"]["value"]).partition(" ")
    verdict: Verdict = values[WRONG][WRONG]["selected_option"]["value"]
    everything: tuple[Quote | Figure, ...] = (*digest.all_quotes, *digest.all_figures)
    for found in everything:
        if (str(found.passage.start), str(found.passage.end)) == (start, end):
            fits = isinstance(found, Quote) == (verdict in _OF_QUOTES)
            return (found.passage, verdict) if fits else None
    return None


def thanks_view() -> View:
    """What is shown after the form was sent."""
    says = "Thank you. It is kept with the passage, to measure Pullquote by, and goes nowhere else."
    return {"type": "modal", "title": rich.plain("Noted"), "close": rich.plain("Close"), "blocks": [rich.says(says)]}


def _option(passage: Passage, words: str) -> dict[str, Any]:
    return {"text": rich.plain(shortened(words, _LONGEST_OPTION) or "…"), "value": f"{passage.start} {passage.end}"}


def _around(article: Article, passage: Passage) -> str:
    """A figure with the words behind it, by which it is known again."""
    return article.text[passage.start : passage.end + 60].partition("\n")[0]


def _input(name: str, label: str, element: dict[str, Any]) -> Block:
    return {"type": "input", "block_id": name, "label": rich.plain(label), "element": element}
