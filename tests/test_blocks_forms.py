"""The digest in a terminal and as Markdown."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hand_made import ARTICLE, DIGEST, QUOTES
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from syrupy.assertion import SnapshotAssertion

from bot.blocks.literal import closers, cut, escaped, on_one_line, shortened, shown, units
from bot.blocks.markdown import literal, markdown
from bot.blocks.terminal import console_for, terminal
from handlers.model import Article, Digest, Quote

HOSTILE = Article(
    text="“\x1b[31mRed *bold* <b>_x_</b> [a](javascript:x) \u202e `c` # \x9b1m \ud800|” he said\n1. - + & \x07 ~~x~~.",
    title="\x1b]0;owned\x07 # *Title* \n---\n<script>",
    language="en",
)


def drawn(digest: Digest, **how: object) -> str:
    """What the terminal shows."""
    console = Console(file=io.StringIO(), highlight=False, **how)  # type: ignore[arg-type]
    with console.capture() as captured:
        terminal(digest, console)
    return captured.get()


@pytest.mark.parametrize("width", [40, 92])
def test_the_terminal_digest(width: int, snapshot: SnapshotAssertion) -> None:
    """As people see it, narrow and wide, colours left out."""
    assert drawn(DIGEST, width=width) == snapshot


def test_the_markdown_digest(snapshot: SnapshotAssertion) -> None:
    """As it is pasted elsewhere."""
    assert markdown(DIGEST) == snapshot


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """Everything is wrapped, wide characters included."""
    wide = Article(text="“" + "漢字と仮名 " * 30 + "” he said", title="題" * 50, language="en")
    for digest in (DIGEST, Digest(wide, (Quote(wide.passage(1, 150), "direct"),))):
        assert max(cell_len(line) for line in drawn(digest, width=width).splitlines()) <= width


def test_colour_only_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal gets colour and links; NO_COLOR takes the colour; a pipe gets neither, and whole lines."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;36m" in drawn(DIGEST, force_terminal=True, color_system="standard", width=80)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "36m" not in drawn(DIGEST, force_terminal=True, color_system="standard", width=80)
    pipe = io.StringIO()
    terminal(DIGEST, console_for(pipe))
    assert "\x1b" not in pipe.getvalue()
    assert f"“{QUOTES[0].passage.text}”" in pipe.getvalue()


def test_nothing_in_an_article_commands_the_terminal() -> None:
    """Escape sequences are shown, not obeyed, and directions are closed."""
    digest = Digest(HOSTILE, (Quote(HOSTILE.passage(1, HOSTILE.text.index("|") + 1), "direct"),))
    text = drawn(digest, width=200)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", text)
    assert "Red *bold* <b>_x_</b> [a](javascript:x)" in text
    assert text.count("\u202e") == text.count("\u202c") == 1


def test_nothing_in_an_article_is_markup() -> None:
    """Every sign that Markdown would read is escaped, in titles, quotes and further lines of them."""
    digest = Digest(HOSTILE, (Quote(HOSTILE.passage(1, len(HOSTILE.text)), "indirect"),))
    text = markdown(digest)
    assert r"\*bold\* \<b\>\_x\_\</b\> \[a\](javascript:x)" in text
    assert "\n> 1\\. - + \\& � \\~\\~x\\~\\~." in text
    assert text.startswith("## �\\]0;owned� \\# \\*Title\\* --- \\<script\\>\n")


@given(st.text(max_size=60))
def test_escaped_words_come_back(text: str) -> None:
    """Taking the escapes away gives the words."""
    assert re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", literal(text.replace("\\", ""))) == text.replace("\\", "")


@given(st.text(max_size=80), st.integers(1, 40))
def test_what_is_shown_is_safe_and_fits(text: str, width: int) -> None:
    """Shortened words fit, hold no control character, and leave no direction open."""
    made = shortened(text, width)
    assert units(made.rstrip("\u202c\u2069…")) <= width
    assert closers(made) == ""
    assert not re.search("[\x00-\x1f\x7f-\x9f\ud800-\udfff]", made)
    assert text.startswith(cut(text, width))
    assert len(shown(text)) == len(text.replace("\r\n", "\n"))
    assert escaped(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


@pytest.mark.parametrize(
    ("text", "width", "begins"),
    [
        ("one two three", 9, "one two"),
        ("one two three", 7, "one two"),
        ("one two three", 13, "one two three"),
        ("unbroken", 4, "unbr"),
        ("ab😀😀", 4, "ab😀"),
    ],
)
def test_words_are_cut_between_words(text: str, width: int, begins: str) -> None:
    """Not within a word where that can be avoided, never within a character."""
    assert cut(text, width) == begins


def test_a_name_with_line_breaks_is_one_line() -> None:
    """White space is one space, and an isolate that was opened is closed."""
    assert on_one_line(" A\n\tB \u2067C ") == "A B \u2067C\u2069"


def test_an_article_of_another_language_is_told_about() -> None:
    """Where speakers are not told, every form says so."""
    digest = replace(DIGEST, article=replace(ARTICLE, language="es"))
    assert "In Spanish articles not every speaker is named." in markdown(digest)
    assert "In Spanish articles not every speaker is named." in drawn(digest, width=92)
