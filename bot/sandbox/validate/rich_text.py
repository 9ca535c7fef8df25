"""The rich_text block: sections, lists, quotes, preformatted text, and the elements inside."""

from __future__ import annotations

from typing import Final

from bot.sandbox.validate.schema import Rule, array, choice, flag, integer, obj, string, tagged

_TYPE: Rule = string(1)
_STYLE: Rule = obj({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), flag))
_MENTION_STYLE: Rule = obj(
    {}, dict.fromkeys(("bold", "italic", "strike", "highlight", "client_highlight", "unlink", "code"), flag)
)
_ID: Rule = string(1, pattern=r"[A-Z0-9]+")

INLINE: Final[dict[str, Rule]] = {
    "text": obj({"type": _TYPE, "text": string(1)}, {"style": _STYLE}),
    "link": obj({"type": _TYPE, "url": string(1)}, {"text": string(0), "unsafe": flag, "style": _STYLE}),
    "emoji": obj(
        {"type": _TYPE, "name": string(1)},
        {"unicode": string(1), "skin_tone": integer(1, 6), "style": _MENTION_STYLE, "url": string(1)},
    ),
    "user": obj({"type": _TYPE, "user_id": _ID}, {"style": _MENTION_STYLE}),
    "usergroup": obj({"type": _TYPE, "usergroup_id": _ID}, {"style": _MENTION_STYLE}),
    "channel": obj({"type": _TYPE, "channel_id": _ID}, {"style": _MENTION_STYLE}),
    "team": obj({"type": _TYPE, "team_id": _ID}, {"style": _MENTION_STYLE}),
    "broadcast": obj({"type": _TYPE, "range": choice("here", "channel", "everyone")}, {"style": _MENTION_STYLE}),
    "date": obj(
        {"type": _TYPE, "timestamp": integer(0), "format": string(1)},
        {"url": string(1), "fallback": string(0), "style": _MENTION_STYLE},
    ),
    "color": obj({"type": _TYPE, "value": string(1)}, {"style": _MENTION_STYLE}),
}

_ANY: Rule = array(tagged(INLINE))
_LITERAL: Rule = array(tagged(INLINE, ("text", "link")))
_SECTION: Rule = obj({"type": _TYPE, "elements": _ANY})

_PARTS: Final[dict[str, Rule]] = {
    "rich_text_section": _SECTION,
    "rich_text_quote": obj({"type": _TYPE, "elements": _ANY}, {"border": integer(0, 1)}),
    "rich_text_preformatted": obj(
        {"type": _TYPE, "elements": _LITERAL}, {"border": integer(0, 1), "language": string(1)}
    ),
    "rich_text_list": obj(
        {
            "type": _TYPE,
            "style": choice("bullet", "ordered"),
            "elements": array(tagged({"rich_text_section": _SECTION})),
        },
        {"indent": integer(0, 8), "offset": integer(0), "border": integer(0, 1)},
    ),
}

RICH_TEXT: Rule = obj({"type": _TYPE, "elements": array(tagged(_PARTS))}, {"block_id": string(1, 255)})
