"""Blocks for a Slack whose page does not show `rich_text`: the same words as sections in Slack's markup.

Nothing in them pings or becomes a link that was none: signs of mentions are escaped, and `verbatim` keeps Slack from
looking for addresses. Asterisks and the like within words may be taken for markup, which `rich_text` never does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.blocks.literal import escaped
from bot.blocks.message import Block

_MOST = 3_000  # characters of a section's text
_RUN = 500  # words are divided before they are escaped, which makes up to five of one
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.S)
_STYLES = (("code", "`"), ("strike", "~"), ("italic", "_"), ("bold", "*"))


def without_rich_text(given: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a call with sections for `rich_text` in `blocks`, and in those of a `view`."""
    changed = dict(given)
    if isinstance(given.get("blocks"), list):
        changed["blocks"] = [made for block in given["blocks"] for made in _sections(block)]
    if isinstance(given.get("view"), dict):
        changed["view"] = without_rich_text(given["view"])
    return changed


def _sections(block: Block) -> Iterator[Block]:
    if block.get("type") != "rich_text":
        yield block
        return
    filled, of_block = "", {name: block[name] for name in ("block_id",) if name in block}
    for token in _tokens(block.get("elements") or []):
        if filled and len(filled) + len(token) > _MOST:
            yield _section(filled) | of_block
            filled, of_block = "", {}
        filled += token
    if filled.strip():
        yield _section(filled) | of_block


def _section(markup: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": markup.strip("\n"), "verbatim": True}}


def _tokens(elements: list[dict[str, Any]]) -> Iterator[str]:
    """The markup in pieces that are not to be divided, with a line's end after each paragraph."""
    for element in elements:
        kind, inner = element.get("type"), element.get("elements") or []
        if kind == "rich_text_list":
            for number, section in enumerate(inner, 1):
                yield f"{number}. " if element.get("style") == "ordered" else "• "
                yield from _tokens([section])
        elif kind == "rich_text_preformatted":
            yield "```" + "".join(piece for one in inner for piece in _run(one)) + "```\n"
        else:
            before = ">" if kind == "rich_text_quote" else ""
            yield before
            for one in inner:
                yield from (piece.replace("\n", f"\n{before}") for piece in _run(one))
            yield "\n"


def _run(element: dict[str, Any]) -> Iterator[str]:
    kind, words = element.get("type"), str(element.get("text") or "")
    if kind == "link":
        url = escaped(str(element["url"])).replace("|", "%7C")
        marked = f"<{url}|{escaped(words[:_RUN]).replace('|', '¦')}>" if words else f"<{url}>"
        yield _styled(marked if len(marked) < _MOST - 9 else escaped(words[:_RUN]), element)
    elif kind in ("channel", "user"):
        yield f"<{'#' if kind == 'channel' else '@'}{element[f'{kind}_id']}>"
    elif kind == "emoji":
        yield f":{element['name']}:"
    else:
        for at in range(0, len(words), _RUN):
            yield _styled(escaped(words[at : at + _RUN]), element)


def _styled(markup: str, element: dict[str, Any]) -> str:
    """Markup with its styles, which Slack wants close to the words."""
    style = element.get("style") or {}
    signs = "".join(sign for name, sign in _STYLES if style.get(name))
    parts = _EDGES.fullmatch(markup)
    if not signs or parts is None or not parts[2]:
        return markup
    return f"{parts[1]}{signs[::-1]}{parts[2]}{signs}{parts[3]}"
