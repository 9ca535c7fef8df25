"""Words as a person types them -> a message as Slack keeps it: a rich_text block, and escaped text with `<url>` in it.

Links, mentions, channels, emoji, *bold*, _italic_, ~strike~, `code`, [label](url), ``` blocks, > quotes and lists. The
same path reads the mrkdwn of an app's message without blocks (`<url|label>`, `<@U…>`, `<!here>`), as Slack does.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.sandbox.emoji import EMOJI
from bot.sandbox.state import Json, Team

_TOKEN = re.compile(
    r"(?P<angle><[^<>\n]+>)"
    r"|(?P<label>\[[^\[\]\n]+\]\(https?://[^\s()]+\))"
    r"|(?P<code>`[^`\n]+`)"
    r"|(?P<url>https?://[^\s<>\"`]+)"
    r"|(?P<user>(?<![\w@])@[\w.-]+)"
    r"|(?P<channel>(?<![\w#&])#[\w-]+)"
    r"|(?P<emoji>(?<![\w:]):[a-z0-9_+'-]+:)"
    r"|(?P<bold>(?<![\w*])\*(?=\S)[^*\n]*?[^\s*]\*(?![\w*]))"
    r"|(?P<italic>(?<![\w_])_(?=\S)[^_\n]*?[^\s_]_(?![\w_]))"
    r"|(?P<strike>(?<![\w~])~(?=\S)[^~\n]*?[^\s~]~(?![\w~]))"
)
_STYLE = {"bold": "bold", "italic": "italic", "strike": "strike"}
_BULLET = re.compile(r"^(?:[•*-]|(?P<number>\d+[.)])) +(?=\S)")
_TRAILING = re.compile(r"[.,;:!?'’”»)\]}]+$")


def escape(text: str) -> str:
    """Slack's three escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The other way."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _trimmed(url: str) -> str:
    """A URL without the punctuation that follows it; a closing bracket stays where one opened inside."""
    while tail := _TRAILING.search(url):
        cut = url[: tail.end() - 1]
        if url[-1] == ")" and cut.count("(") > cut.count(")"):
            break
        url = cut
    return url


def _angle(inner: str) -> Json:
    """`<…>` of Slack's own mrkdwn as an element."""
    target, _, label = inner.partition("|")
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target in {"!here", "!channel", "!everyone"}:
        return {"type": "broadcast", "range": target[1:]}
    if target.startswith("!date^"):
        _, stamp, form, *_ = [*target.split("^"), ""]
        return {
            "type": "date",
            "timestamp": int(stamp) if stamp.isdecimal() else 0,
            "format": form,
            "fallback": unescape(label),
        }
    if target.startswith("!"):
        return {"type": "text", "text": unescape(label or target)}
    return {"type": "link", "url": unescape(target)} | ({"text": unescape(label)} if label else {})


def _named(word: str, kind: str, team: Team) -> Json | None:
    """A typed `@name` or `#channel` as an element, where somebody or something has that name."""
    if kind == "user":
        if word in {"here", "channel", "everyone"}:
            return {"type": "broadcast", "range": word}
        for user in team.users.values():
            if word.lower() in {user["name"].lower(), user["id"].lower()}:
                return {"type": "user", "user_id": user["id"]}
        return None
    found = next((c for c in team.channels.values() if c.name == word and c.kind in {"channel", "group"}), None)
    return {"type": "channel", "channel_id": found.id} if found else None


def inline(text: str, team: Team, *, mrkdwn: bool, style: tuple[str, ...] = ()) -> list[Json]:
    """The elements of one stretch of text."""
    elements: list[Json] = []
    read: Callable[[str], str] = unescape if mrkdwn else str

    def put(element: Json) -> None:
        if style and element["type"] in {"text", "link", "user", "channel", "emoji"}:
            element = element | {"style": dict.fromkeys(style, True) | element.get("style", {})}
        elements.append(element)

    def put_text(words: str) -> None:
        if words:
            put({"type": "text", "text": read(words)})

    position = start = 0
    while match := _TOKEN.search(text, position):
        kind, word = str(match.lastgroup), match.group()
        end, made = _element(kind, word, team, mrkdwn)
        if end == 0:
            position = match.start() + 1
            continue
        put_text(text[start : match.start()])
        if kind in _STYLE:
            elements += inline(word[1:-1], team, mrkdwn=mrkdwn, style=(*style, _STYLE[kind]))
        elif made:
            put(made)
        position = start = match.start() + end
    put_text(text[start:])
    return elements


def _element(kind: str, word: str, team: Team, mrkdwn: bool) -> tuple[int, Json | None]:
    """How much of `word` counts (0: it is plain text after all), and the element that it makes, if any."""
    if kind in _STYLE:
        return len(word), None
    if kind == "code":
        return len(word), {
            "type": "text",
            "text": unescape(word[1:-1]) if mrkdwn else word[1:-1],
            "style": {"code": True},
        }
    if kind == "url":
        url = _trimmed(word)
        return len(url), {"type": "link", "url": unescape(url) if mrkdwn else url}
    if kind == "emoji":
        name = word.strip(":")
        return (len(word), {"type": "emoji", "name": name}) if name in EMOJI else (0, None)
    if kind == "angle":
        return (len(word), _angle(word[1:-1])) if mrkdwn else (0, None)
    if mrkdwn:
        return 0, None
    if kind == "label":
        label, _, url = word[1:-1].partition("](")
        return len(word), {"type": "link", "url": url, "text": label}
    name = _trimmed(word)
    made = _named(name[1:], kind, team)
    return (len(name), made) if made else (0, None)


def rich_text(text: str, team: Team, *, mrkdwn: bool = False) -> list[Json]:
    """The parts of one rich_text block: sections, quotes, lists and preformatted text."""
    parts: list[Json] = []
    for index, stretch in enumerate(re.split(r"```\n?", text) if text.count("```") > 1 else [text]):
        if index % 2:
            words = stretch.rstrip("\n")
            if words:
                parts.append(
                    {
                        "type": "rich_text_preformatted",
                        "elements": [{"type": "text", "text": unescape(words) if mrkdwn else words}],
                    }
                )
        else:
            parts += _lines(stretch.strip("\n") if index else stretch, team, mrkdwn)
    return parts


def _kind_of_line(line: str, mrkdwn: bool) -> tuple[str, str]:
    """What a line belongs to, and the line without its mark."""
    for mark in ("&gt; ", "&gt;") if mrkdwn else ("> ", ">"):
        if line.startswith(mark):
            return "rich_text_quote", line[len(mark) :]
    if bullet := _BULLET.match(line):
        return "ordered" if bullet["number"] else "bullet", line[bullet.end() :]
    return "rich_text_section", line


def _lines(text: str, team: Team, mrkdwn: bool) -> list[Json]:
    groups: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        kind, words = _kind_of_line(line, mrkdwn)
        if groups and groups[-1][0] == kind:
            groups[-1][1].append(words)
        else:
            groups.append((kind, [words]))
    parts: list[Json] = []
    for kind, lines in groups:
        if kind in {"ordered", "bullet"}:
            sections = [{"type": "rich_text_section", "elements": inline(line, team, mrkdwn=mrkdwn)} for line in lines]
            parts.append({"type": "rich_text_list", "style": kind, "indent": 0, "border": 0, "elements": sections})
        elif elements := inline("\n".join(lines), team, mrkdwn=mrkdwn):
            parts.append({"type": kind, "elements": elements})
    return parts


def text_of(parts: list[Json], team: Team) -> str:
    """The escaped mrkdwn that Slack puts beside a rich_text block."""
    lines = []
    for part in parts:
        if part["type"] == "rich_text_list":
            for number, section in enumerate(part["elements"], 1):
                mark = f"{number}." if part["style"] == "ordered" else "•"
                lines.append(f"{mark} {_inline_text(section['elements'], team)}")
        elif part["type"] == "rich_text_quote":
            lines += ["&gt; " + line for line in _inline_text(part["elements"], team).split("\n")]
        elif part["type"] == "rich_text_preformatted":
            lines.append("```" + _inline_text(part["elements"], team) + "```")
        else:
            lines.append(_inline_text(part["elements"], team))
    return "\n".join(lines)


def _inline_text(elements: list[Json], team: Team) -> str:
    return "".join(_styled(element, _bare(element, team)) for element in elements)


def _bare(element: Json, team: Team) -> str:
    kind = element["type"]
    if kind == "text":
        return escape(element["text"])
    if kind == "link":
        return (
            f"<{escape(element['url'])}|{escape(element['text'])}>"
            if element.get("text")
            else f"<{escape(element['url'])}>"
        )
    if kind == "user":
        return f"<@{element['user_id']}>"
    if kind == "channel":
        channel = team.channels.get(element["channel_id"])
        return f"<#{element['channel_id']}|{channel.name if channel else ''}>"
    if kind == "emoji":
        return f":{element['name']}:"
    return f"<!{element['range']}>" if kind == "broadcast" else escape(element.get("fallback", ""))


def _styled(element: Json, text: str) -> str:
    style = element.get("style", {})
    for name, mark in (("code", "`"), ("strike", "~"), ("italic", "_"), ("bold", "*")):
        if style.get(name):
            text = f"{mark}{text}{mark}"
    return text
