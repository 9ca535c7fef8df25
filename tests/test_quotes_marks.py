"""Marks: what stands between quotation marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.quotes.marks import stretches


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“We go,” she said. “Now.”", ["We go,", "Now."]),
        ('"We go," she said.', ["We go,"]),
        ("''We go,'' she said.", ["We go,"]),
        ("``We go,'' she said.", ["We go,"]),
        ("„Wir gehen“, sagte sie.", ["Wir gehen"]),
        ("„Wir gehen”, sagte sie.", ["Wir gehen"]),
        ("»Wir gehen«, sagte sie.", ["Wir gehen"]),
        ("« On y va », dit-elle.", ["On y va"]),
        ("‘We go,’ she said.", ["We go,"]),
        ("'We won't go,' he said. 'Not today.'", ["We won't go,", "Not today."]),
        ("“He said ‘no’ to me,” she said.", ["He said ‘no’ to me,"]),
        ("“I said, ‘Read “Dune” first,’ and he did,” she said.", ["I said, ‘Read “Dune” first,’ and he did,"]),
        ('"I said, \'Read "Dune" first\', and left," she said.', ["I said, 'Read \"Dune\" first', and left,"]),
        ("Tony “The Tank” Marsh said: “I slept in my boots.”", ["I slept in my boots."]),
        ("“Opened twice. “Closed once.”", ["Opened twice.", "Closed once."]),
        ("“Never closed at all", ["Never closed at all"]),
        ("the workers' hall and the drivers' room", []),
        ("It's the '90s, and rock 'n' roll isn't dead", []),
        ("6' 2\" tall", []),
        ("no marks here", []),
        ("", []),
        ("“”", []),
    ],
)
def test_what_stands_between_marks(text: str, inside: list[str]) -> None:
    """Each kind of mark, nested ones, apostrophes and lost marks."""
    assert [text[s.start : s.end] for s in stretches(text)] == inside


def test_a_broken_closing_mark_does_not_swallow_the_cue() -> None:
    """What reports a quotation stays outside it, even where its closing mark was lost."""
    text = "“I said to him: 'No, it is not for sale' 'revealed Ferrer during an event."
    (found,) = stretches(text)
    assert text[found.start : found.end] == "I said to him: 'No, it is not for sale'"
    assert not found.closed


MARKED = st.text(alphabet=st.sampled_from(list("ab .,?\"'“”„«»‘’`\u202e\u200f😀\x00")), max_size=120)


@given(MARKED)
def test_stretches_lie_in_the_text_in_order(text: str) -> None:
    """Stretches never overlap, never are empty, and have no white space at their ends."""
    behind = 0
    for stretch in stretches(text):
        assert behind <= stretch.start < stretch.end <= len(text)
        assert text[stretch.start : stretch.end] == text[stretch.start : stretch.end].strip()
        behind = stretch.end
