"""An article's words on their way to a reader: the same words, unable to do anything but be read.

Words are never changed, but for characters that nobody can see and that Slack or a terminal would obey or refuse:
control characters and halves of characters are shown as U+FFFD, one for one. Marks of writing direction stay; those
that are left open are closed after the words (`closers`), so that they turn nothing else around.
"""

from __future__ import annotations

import re
import unicodedata

_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAK = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_SPACE = re.compile(r"\s+")
_UNSEEN, _FILLERS = ("Cf", "Zs", "Zl", "Zp", "Cc"), "\u115f\u1160\u2800\u3164\uffa0"
_EMBEDDINGS, _ISOLATES = "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068"
_POP_EMBEDDING, _POP_ISOLATE = "\u202c", "\u2069"


def shown(text: str) -> str:
    """The text as it may be shown, over as many lines as it has."""
    return _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", _LINE_BREAK.sub("\n", text))


def on_one_line(text: str) -> str:
    """The text as it may be shown on one line, its directions closed: for titles, names and roles. "" where there is
    nothing to see in it."""
    line = _SPACE.sub(" ", shown(text)).strip()
    return line + closers(line) if any(map(_can_be_seen, line)) else ""


def _can_be_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in _UNSEEN and sign not in _FILLERS


def closers(text: str) -> str:
    """What must follow the text so that no direction that it sets goes on after it."""
    opened: list[str] = []
    for sign in "" if text.isascii() else text:
        if sign in _EMBEDDINGS:
            opened.append(_POP_EMBEDDING)
        elif sign in _ISOLATES:
            opened.append(_POP_ISOLATE)
        elif sign == _POP_EMBEDDING and opened and opened[-1] == _POP_EMBEDDING:
            opened.pop()
        elif sign == _POP_ISOLATE and _POP_ISOLATE in opened:
            while opened.pop() != _POP_ISOLATE:
                pass
    return "".join(reversed(opened))


def escaped(text: str) -> str:
    """The text for a place that reads Slack's mrkdwn: no mention, link or channel can come of it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, width: int) -> str:
    """The beginning of the text that fits in `width` UTF-16 units, to a word's end where there is one. May be all."""
    if units(text) <= width:
        return text
    used = fits = 0
    for fits, sign in enumerate(text):  # noqa: B007 - how far it got
        used += 2 if ord(sign) > 0xFFFF else 1
        if used > width:
            break
    beginning = text[:fits]
    if text[fits].isspace():
        return beginning.rstrip()
    words = re.match(r".*\S(?=\s)", beginning, re.S)
    return words.group() if words and len(words.group()) >= fits // 2 else beginning


def shortened(text: str, width: int) -> str:
    """`on_one_line`, cut to `width` with an ellipsis of ours."""
    line = on_one_line(text)
    if units(line) <= width:
        return line
    beginning = cut(line, width - 1)
    return beginning + closers(beginning) + "…"


def units(text: str) -> int:
    """The length as Slack counts it, in UTF-16 units."""
    return len(text) + (0 if text.isascii() else sum(sign > "\uffff" for sign in text))
