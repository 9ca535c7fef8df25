"""Plain text: encodings, header lines, titles, hard-wrapped lines, limits."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.model import Original
from handlers.readers.bylines import names
from handlers.readers.dates import iso_date
from handlers.readers.decode import decode, looks_like_text
from handlers.readers.text import TextReader
from handlers.readers.tidy import LONGEST_TEXT, tidy, to_limit, unwrapped
from seeds import SEEDS

SENTENCE = "“Nous n’irons pas,” said José Núñez, the mayor of Ærø, “for less than 5 €.” Then he left — at once."
LONG = (
    "The ferry left at noon with 164 people aboard, and it did not come back until the following evening, "
    "when the wind had fallen and the harbour master had gone home for his supper."
)


@pytest.mark.parametrize(
    "raw",
    [
        SENTENCE.encode("utf-8"),
        SENTENCE.encode("utf-8-sig"),
        SENTENCE.encode("utf-16"),
        SENTENCE.encode("utf-16-le"),
        SENTENCE.encode("utf-16-be"),
        SENTENCE.encode("utf-32"),
        SENTENCE.encode("cp1252"),
    ],
)
def test_a_text_is_read_in_its_encoding(raw: bytes) -> None:
    """With a byte-order mark or without one."""
    assert looks_like_text(raw)
    assert decode(raw) == SENTENCE


def test_a_text_that_was_decoded_wrongly_once_is_repaired() -> None:
    """UTF-8 that somebody took for Windows-1252 and wrote as UTF-8 again."""
    wrong = "It cost 5 € in the café".encode().decode("cp1252")
    assert decode(wrong.encode()) == "It cost 5 € in the café"


def test_a_declared_encoding_is_a_claim() -> None:
    """Bytes that are UTF-8 are read as UTF-8, whatever they are said to be."""
    assert decode("naïve café".encode(), "iso-8859-1") == "naïve café"
    assert decode("naïve".encode("cp1252"), "no-such-encoding") == "naïve"


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded(raw: bytes) -> None:
    """Decoding never fails."""
    assert isinstance(decode(raw), str)


@given(st.text(max_size=300))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    """The form of a text is final, and no word is lost or joined but by invisible signs."""
    once = tidy(text)
    assert tidy(once) == once
    assert "\n\n\n" not in once


def test_nothing_but_header_lines_leaves_the_seed() -> None:
    """Every word stays, a photo credit that is glued to a sentence too; the date becomes the day of publication."""
    raw = SEEDS[0].read()
    article = TextReader().read(Original(raw))
    assert article.published == "2025-05-04"
    assert article.title == ""
    assert raw.decode().split()[2:] == article.text.split()
    assert "in March. Carlos Moreno / Nurphoto / Shutterstock" in article.text


@pytest.mark.parametrize(
    ("text", "title", "byline", "published"),
    [
        (f"Title: A day at sea\nAuthor: Ann Lee\nDate: 2025-03-04\n\n{LONG}", "A day at sea", "Ann Lee", "2025-03-04"),
        (f"A day at sea\n\nBy Ann Lee\n\n{LONG}", "A day at sea", "Ann Lee", ""),
        (f"A day at sea\n{LONG}\n{LONG}", "A day at sea", "", ""),
        (f"date 2025-03-04\n\n{LONG}\n\n{LONG}", "", "", "2025-03-04"),
        (f"Dates are sweet.\n\n{LONG}", "", "", ""),
        (f"{LONG}\n\nDate: 2025-03-04", "", "", ""),
        (f"He said: “No.”\n\n{LONG}", "", "", ""),
    ],
)
def test_the_top_of_a_text_says_what_it_is(text: str, title: str, byline: str, published: str) -> None:
    """Header lines, a title that stands alone, a line with the author; none of them is invented."""
    article = TextReader().read(Original(text.encode()))
    assert (article.title, article.byline, article.published) == (title, byline, published)


@given(st.integers(min_value=50, max_value=90), st.lists(st.sampled_from([LONG, SENTENCE]), min_size=3, max_size=8))
def test_hard_wrapped_lines_are_joined(width: int, paragraphs: list[str]) -> None:
    """Wrapping at any width is undone, hyphens inside words and all."""
    wrapped = "\n\n".join("\n".join(textwrap.wrap(p, width, break_long_words=False)) for p in paragraphs)
    assert unwrapped(wrapped) == "\n\n".join(paragraphs)


@pytest.mark.parametrize(
    "text",
    [
        "Roses are red,\nviolets are blue,\nthe ferry is late\nand the tea is too.",
        "- 12 apples\n- 3 pears\n- one very long list of other things that go on",
        f"{LONG}\n{LONG}\n{LONG}",
    ],
)
def test_lines_that_end_where_they_mean_to_are_left(text: str) -> None:
    """Verse, lists and paragraphs of one line are not joined."""
    assert unwrapped(text) == text


def test_a_text_over_the_limit_is_read_to_the_limit_and_says_so() -> None:
    """The cut is at a line's end."""
    text, notes = to_limit("a line of words\n" * 200_000)
    assert LONGEST_TEXT - 20_000 < len(text) <= LONGEST_TEXT
    assert text.endswith("words")
    assert notes == (f"Only the first {len(text):,} characters were read.",)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("By Samira Quist", "Samira Quist"),
        ("By Ines Halvorsen, Transport correspondent", "Ines Halvorsen"),
        ("BY MAEVE O'NEILL and Anne-Marie Duff | Staff Writer", "Maeve O'Neill, Anne-Marie Duff"),
        ("By Tom Hale in Brussels and Lena Obi", "Tom Hale, Lena Obi"),
        ("Written by: Ana de la Cruz, Published Nov 3, 2025", "Ana de la Cruz"),
        ("Words by Theo Lind; photographs by Tomas Ile", "Theo Lind"),
        ("Jane Doe <jane@paper.example>", "Jane Doe"),
        ("John Smith (Reuters)", "John Smith"),
        ("Reuters", ""),
        ("by Admin", ""),
        ("Tribune Staff", ""),
        ("https://social.example/x", ""),
    ],
)
def test_a_byline_is_read_to_its_names(written: str, shown: str) -> None:
    """Without "By", roles, places, agencies and addresses."""
    assert names([written]) == shown


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Saturday 9 August 2025", "2025-08-09"),
        ("Nov. 3, 2025 at 1:10 a.m.", "2025-11-03"),
        ("le 1er mars 2024", "2024-03-01"),
        ("2025-02-30", ""),
        ("03/04/2025", ""),
        ("in 2025", ""),
    ],
)
def test_a_date_is_read_where_it_can_be_read_one_way(text: str, day: str) -> None:
    """Numbers that are day or month by taste are no date."""
    assert iso_date(text) == day
