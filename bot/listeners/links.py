"""The links in a Slack message, taken out of Slack's own structures and in the order in which a person reads them.

A link in code or in a preformatted block is an example, not an article; a preview that Slack unfurled repeats a link
that the text already has. The words of a forwarded message count as the forwarder's.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

_MARKED = re.compile(r"<(https?://[^<>|\s]+)(?:\|[^<>]*)?>", re.IGNORECASE)
_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_BARE = re.compile(r"https?://[^\s<>|\"]+", re.IGNORECASE)
_DEEPEST = 20

Message = Mapping[str, Any]


def links(message: Message, *, attachments: bool = False) -> list[str]:
    """The http(s) links of a message, each once. `attachments`: those of other apps' attachments too."""
    blocks, words = message.get("blocks") or [], str(message.get("text") or "")
    found = (list(_of_blocks(blocks)) or list(_of_text(words))) if blocks else bare_links(words)
    for attachment in message.get("attachments") or []:
        if _is_forwarded(attachment):
            found.extend(_of_forwarded(attachment))
        elif attachments:
            found.extend(_of_attachment(attachment))
    return list(dict.fromkeys(found))


def forwarded(message: Message) -> list[Message]:
    """The messages that this one forwards or quotes, as the attachments that they are."""
    return [one for one in message.get("attachments") or [] if _is_forwarded(one)]


def bare_links(words: str) -> list[str]:
    """The links in what somebody typed after a slash command, or on a Slack without blocks, marked up by it or not."""
    bare = (html.unescape(url).rstrip(".,;:!?)") for url in _BARE.findall(_CODE.sub(" ", words)))
    return list(dict.fromkeys(list(_of_text(words)) or bare))


def _is_forwarded(attachment: Message) -> bool:
    return bool(attachment.get("is_msg_unfurl") or attachment.get("is_share"))


def _of_text(text: str) -> Iterator[str]:
    for found in _MARKED.finditer(_CODE.sub(" ", text)):
        yield html.unescape(found.group(1))


def _of_blocks(blocks: list[Message]) -> Iterator[str]:
    for block in blocks:
        if block.get("type") == "rich_text":
            yield from _of_elements(block.get("elements") or [], _DEEPEST)
        elif block.get("type") == "section":
            for text in (block.get("text"), *(block.get("fields") or ())):
                yield from _of_text(str((text or {}).get("text") or ""))


def _of_elements(elements: list[Message], depth: int) -> Iterator[str]:
    for element in elements if depth else ():
        if element.get("type") == "link":
            url = str(element.get("url") or "")
            if url.lower().startswith(("http://", "https://")) and not (element.get("style") or {}).get("code"):
                yield url
        elif element.get("type") != "rich_text_preformatted":
            yield from _of_elements(element.get("elements") or [], depth - 1)


def _of_forwarded(attachment: Message) -> Iterator[str]:
    inner = [b for m in attachment.get("message_blocks") or [] for b in (m.get("message") or {}).get("blocks") or []]
    found = list(_of_blocks(inner or attachment.get("blocks") or []))
    yield from found or _of_text(str(attachment.get("text") or ""))


def _of_attachment(attachment: Message) -> Iterator[str]:
    for name in ("title_link", "from_url", "original_url", "author_link"):
        url = str(attachment.get(name) or "")
        if url.lower().startswith(("http://", "https://")):
            yield url
            break
    yield from _of_blocks(attachment.get("blocks") or [])
    yield from _of_text(" ".join(str(attachment.get(name) or "") for name in ("pretext", "title", "text")))
