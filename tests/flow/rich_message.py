"""A message with every kind of block, and text that wants to be more than text."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "<!channel> <!here> <@U0ADMIN>",
    "*bold* _italic_ ~gone~ `code` :tada:",
    "</div><script>alert(1)</script>",
    "<https://example.org|press here>",
    "&lt;b&gt; &amp;amp;",
    "‮right to left‬ ﷽ a\u0301\u0302\u0303",
)


def _text(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def _section(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def _list(style: str, indent: int, *lines: str) -> Json:
    return {"type": "rich_text_list", "style": style, "indent": indent, "elements": [_section(_text(w)) for w in lines]}


def _plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def rich_message(user: str) -> Json:
    """Fields of a message whose blocks mention `user`."""
    question = {"title": _plain("Remove it?"), "text": {"type": "mrkdwn", "text": "For *all*."}}
    question |= {"confirm": _plain("Yes, remove"), "deny": _plain("Keep")}
    words = {
        "type": "rich_text",
        "elements": [
            _section(_text("Mara Lind", bold=True), _text(" said "), _text("both", bold=True, italic=True)),
            {"type": "rich_text_quote", "elements": [_text("“No, it is ours.”")]},
            _section(_text("gone", strike=True), _text(" "), _text("x = 1", code=True), _text(" and ")),
            _section(
                {"type": "user", "user_id": user},
                {"type": "emoji", "name": "tada"},
                {"type": "date", "timestamp": 1_700_000_000, "format": "{date}", "fallback": "then"},
                {"type": "link", "url": "https://example.org/a", "text": "in the article"},
            ),
            _list("bullet", 0, "25 percent"),
            _list("bullet", 1, "of goods"),
            _list("ordered", 0, "first"),
            _list("bullet", 1, "between"),
            _list("ordered", 0, "second"),
            {"type": "rich_text_preformatted", "elements": [_text("two\n  lines")]},
        ],
    }
    buttons = [
        {"type": "button", "action_id": "open_form", "text": _plain("All quotes"), "style": "primary"},
        {"type": "button", "action_id": "remove", "text": _plain("Remove"), "style": "danger", "confirm": question},
    ]
    fields = [{"type": "mrkdwn", "text": "*Digests*\n12"}, {"type": "mrkdwn", "text": "*Channels*\n3"}]
    attached = {"color": "2eb886", "title": "Other", "title_link": "https://example.org", "text": "From elsewhere"}
    blocks = [
        {"type": "header", "text": _plain("Harbour vote")},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "*The Gazette* · 4 min"}]},
        words,
        {"type": "divider"},
        {"type": "section", "text": {"type": "mrkdwn", "text": "In numbers"}, "fields": fields},
        {"type": "actions", "block_id": "actions", "elements": buttons},
    ]
    return {"text": "Harbour vote", "blocks": blocks, "attachments": [attached]}
