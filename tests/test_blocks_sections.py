"""Sections in the place of `rich_text`."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import rich
from bot.blocks.sections import without_rich_text


def markup(*elements: dict[str, Any]) -> str:
    """The text of the sections that come of one block."""
    made = without_rich_text({"blocks": [rich.rich(*elements)]})["blocks"]
    return "\n".join(block["text"]["text"] for block in made)


@pytest.mark.parametrize(
    ("element", "said"),
    [
        (rich.section(rich.text("Ada Quill", bold=True), rich.text(", mayor")), "*Ada Quill*, mayor"),
        (rich.section(rich.text(" · given twice ", italic=True)), " _· given twice_ "),
        (rich.section(rich.link("https://a.example/?x=1&y=2", "here", bold=True)), "*<https://a.example/?x=1&amp;y=2|here>*"),
        (rich.quote(rich.text("one\ntwo")), ">one\n>two"),
        (rich.bullets(rich.section(rich.text("5%")), rich.section(rich.text("6%"))), "• 5%\n• 6%"),
        (rich.section(rich.channel("C1")), "<#C1>"),
        (rich.preformatted("as is"), "```as is```"),
        (rich.section(rich.text("<!here> & <@U1>")), "&lt;!here&gt; &amp; &lt;@U1&gt;"),
    ],
)  # fmt: skip
def test_each_element_has_its_markup(element: dict[str, Any], said: str) -> None:
    """What rich_text says in structures, the section says in Slack's markup, and nothing in it pings."""
    assert markup(element) == said


def test_a_view_is_changed_and_other_blocks_stay() -> None:
    """A modal's blocks are changed in their places; what is no rich_text is as it was."""
    view = {"type": "modal", "blocks": [rich.divider(), rich.rich(rich.section(rich.text("x"))), rich.header("y")]}
    made = without_rich_text({"trigger_id": "1", "view": view})
    assert made["trigger_id"] == "1"
    assert [block["type"] for block in made["view"]["blocks"]] == ["divider", "section", "header"]


@given(st.text(min_size=1, max_size=8_000), st.booleans())
def test_any_words_come_through_within_the_limits(words: str, bold: bool) -> None:
    """No section is too long, no sign of markup is made of words, and no word is lost."""
    made = without_rich_text({"blocks": [rich.rich(rich.section(rich.text(words, bold=bold)))]})["blocks"]
    said = "".join(block["text"]["text"] for block in made)
    assert all(len(block["text"]["text"]) <= 3_000 for block in made)
    assert "<" not in said
    kept = said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert re.sub(r"[\s*]", "", kept) == re.sub(r"[\s*]", "", words)
