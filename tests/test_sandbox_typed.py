"""What people type becomes what Slack keeps."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import app_manifest, typed, world
from bot.sandbox.identity import Identities
from bot.sandbox.state import Json, Team
from bot.sandbox.validate.blocks import message_problems

TEAM: Team = world.opening(Identities(), app_manifest.SCOPES).first
LOU = next(user["id"] for user in TEAM.users.values() if user["name"] == "lou")
NEWSROOM = next(channel.id for channel in TEAM.channels.values() if channel.name == "newsroom")


def text(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words} | ({"style": style} if style else {})


def link(url: str, **more: Any) -> Json:
    return {"type": "link", "url": url, **more}


INLINE: dict[str, tuple[str, list[Json], str]] = {
    "words": ("plain words", [text("plain words")], "plain words"),
    "a link alone": ("https://a.example/b", [link("https://a.example/b")], "<https://a.example/b>"),
    "a link and a full stop": (
        "see https://a.example/b.",
        [text("see "), link("https://a.example/b"), text(".")],
        "see <https://a.example/b>.",
    ),
    "a link in brackets": (
        "(https://a.example/b_(c))",
        [text("("), link("https://a.example/b_(c)"), text(")")],
        "(<https://a.example/b_(c)>)",
    ),
    "a query": ("https://a.example/?b=1&c=2", [link("https://a.example/?b=1&c=2")], "<https://a.example/?b=1&amp;c=2>"),
    "underscores in a link": ("https://a.example/_b_", [link("https://a.example/_b_")], "<https://a.example/_b_>"),
    "a named link": (
        "[the story](https://a.example)",
        [link("https://a.example", text="the story")],
        "<https://a.example|the story>",
    ),
    "a person": ("@lou, look", [{"type": "user", "user_id": LOU}, text(", look")], f"<@{LOU}>, look"),
    "nobody": ("@nobody", [text("@nobody")], "@nobody"),
    "all who are here": ("@here", [{"type": "broadcast", "range": "here"}], "<!here>"),
    "an address of mail": ("lou@a.example", [text("lou@a.example")], "lou@a.example"),
    "a channel": (
        "in #newsroom",
        [text("in "), {"type": "channel", "channel_id": NEWSROOM}],
        f"in <#{NEWSROOM}|newsroom>",
    ),
    "an emoji": ("ok :eyes:", [text("ok "), {"type": "emoji", "name": "eyes"}], "ok :eyes:"),
    "no emoji": ("at 10:30:00", [text("at 10:30:00")], "at 10:30:00"),
    "bold": ("a *b* c", [text("a "), text("b", bold=True), text(" c")], "a *b* c"),
    "styles in each other": ("*_b_*", [text("b", bold=True, italic=True)], "*_b_*"),
    "code": ("`<a>`", [text("<a>", code=True)], "`&lt;a&gt;`"),
    "a product": ("2 * 3 * 4", [text("2 * 3 * 4")], "2 * 3 * 4"),
    "snake_case_words": ("snake_case_words", [text("snake_case_words")], "snake_case_words"),
    "signs that Slack escapes": ("a < b & c > d", [text("a < b & c > d")], "a &lt; b &amp; c &gt; d"),
    "markup typed by hand": (
        "<!channel> <https://a>",
        [text("<!channel> <"), link("https://a"), text(">")],
        "&lt;!channel&gt; &lt;<https://a>&gt;",
    ),
}


@pytest.mark.parametrize(("words", "elements", "kept"), INLINE.values(), ids=INLINE.keys())
def test_typed_words_become_elements_and_text(words: str, elements: list[Json], kept: str) -> None:
    """One line, as elements and as Slack's escaped text."""
    parts = typed.rich_text(words, TEAM)
    assert parts == [{"type": "rich_text_section", "elements": elements}]
    assert typed.text_of(parts, TEAM) == kept


def test_quotes_lists_and_code_are_parts_of_their_own() -> None:
    """Lines that belong together form one part."""
    words = "so:\n> he said\n> she said\n- one\n- two\n1. first\n```\nif a:\n```\nend"
    kinds = [part["type"].removeprefix("rich_text_") for part in typed.rich_text(words, TEAM)]
    assert kinds == ["section", "quote", "list", "list", "preformatted", "section"]


MRKDWN: dict[str, tuple[str, list[Json]]] = {
    "a labelled link": ("<https://a.example/?b&amp;c|more>", [link("https://a.example/?b&c", text="more")]),
    "a mention": (f"<@{LOU}>", [{"type": "user", "user_id": LOU}]),
    "a broadcast": ("<!channel>", [{"type": "broadcast", "range": "channel"}]),
    "an escaped broadcast": ("&lt;!channel&gt;", [text("<!channel>")]),
    "typed names mean nothing": ("@lou #newsroom", [text("@lou #newsroom")]),
    "a date": (
        "<!date^1700000000^{date}|then>",
        [{"type": "date", "timestamp": 1_700_000_000, "format": "{date}", "fallback": "then"}],
    ),
}


@pytest.mark.parametrize(("words", "elements"), MRKDWN.values(), ids=MRKDWN.keys())
def test_an_apps_mrkdwn_becomes_elements(words: str, elements: list[Json]) -> None:
    """Slack's own markup in an app's text."""
    assert typed.rich_text(words, TEAM, mrkdwn=True)[0]["elements"] == elements


@given(st.text(max_size=200), st.booleans())
def test_whatever_is_typed_makes_valid_blocks(words: str, mrkdwn: bool) -> None:
    """No text breaks Slack's rules for rich text, and its text has no markup of its own making."""
    parts = typed.rich_text(words, TEAM, mrkdwn=mrkdwn)
    blocks = [{"type": "rich_text", "elements": parts}] if parts else []
    assert message_problems(blocks).found == []


@given(st.lists(st.sampled_from(["<", ">", "!", "channel", "&", "lt;", "|", "@", " ", "x", "\n"])).map("".join))
def test_typed_signs_stay_literal(words: str) -> None:
    """What a person types with < and > pings nobody: it comes back as typed."""
    kept = typed.text_of(typed.rich_text(words, TEAM), TEAM)
    assert "<" not in kept.replace("<!channel>", "") or "@channel" in words
