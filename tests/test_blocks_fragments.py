"""Links into an article, by URL text fragment."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.fragments import LONGEST_URL, to_passage, web_url
from handlers.model import Article

URL = "https://news.example/a"


def linked(text: str, words: str, occurrence: int = 0, url: str = URL) -> str:
    """The text fragment for the words in the text."""
    at = [found.start() for found in re.finditer(re.escape(words), text)][occurrence]
    return to_passage(url, Article(text), Article(text).passage(at, at + len(words))).removeprefix(url)


@pytest.mark.parametrize(
    ("text", "words", "fragment"),
    [
        ("It was well-known, he & I say.", "well-known, he & I say", "well%2Dknown%2C%20he%20%26%20I%20say"),
        ("The café is open until ten.", "The café is open", "The%20caf%C3%A9%20is%20open"),
        ("a b c d e f g h i j", "a b c d e f g h i", "a%20b%20c%20d,f%20g%20h%20i"),
        (
            "a line of it\nand the last of it",
            "a line of it\nand the last of it",
            "a%20line%20of%20it,the%20last%20of%20it",
        ),
        ("We know that. They say that.", "that", "We%20know-,that"),
        ("100% of it, he said", "100% of it", "100%25%20of%20it"),
    ],
)
def test_the_words_are_encoded_as_the_specification_asks(text: str, words: str, fragment: str) -> None:
    """Short words whole, long ones by both ends, few ones with the words before; `-`, `,` and `&` are encoded."""
    assert linked(text, words) == f"#:~:text={fragment}"


def test_words_that_stand_earlier_too_are_told_apart() -> None:
    """The second of two passages that begin alike gets more of its own words, the second of two equal ones a prefix."""
    alike = "The wall is old and it is now broken, she said. The wall is old and it is now mended, she said."
    link = linked(alike, "The wall is old and it is now mended, she said.")
    assert link == "#:~:text=The%20wall%20is%20old%20and%20it%20is%20now%20mended%2C%20she%20said."
    equal = "“It is so, I say,” said Ann. Then she said again, “It is so, I say,” and left."
    assert linked(equal, "It is so, I say,", 1) == "#:~:text=said%20again%2C%20%E2%80%9C-,It%20is%20so%2C%20I%20say%2C"


@pytest.mark.parametrize(
    ("url", "start"),
    [
        ("https://news.example/a#part", "https://news.example/a#part:~:text=here"),
        ("https://news.example/a#:~:text=old", "https://news.example/a#:~:text=here"),
        ("https://news.example/ü?q=a%20b", "https://news.example/%C3%BC?q=a%20b#:~:text=here"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("", ""),
        ("https://[::1", ""),
        ("https://a.example/a b", ""),
        ("https://a.example/" + "x" * LONGEST_URL, ""),
    ],
)
def test_only_the_web_is_linked_and_a_fragment_that_is_there_stays(url: str, start: str) -> None:
    """A page's own fragment is kept, an old text fragment replaced, and what is not of the web is no link."""
    text = "here it is now"
    link = to_passage(url, Article(text), Article(text).passage(0, len(text)))
    assert link.startswith(start)
    assert bool(link) == bool(start)


@given(st.text(min_size=1, max_size=300), st.data())
def test_a_link_is_always_a_link(text: str, data: st.DataObject) -> None:
    """Whatever the words, the link is ASCII, short enough, of the same page, and gives the words back."""
    article = Article(text)
    start = data.draw(st.integers(0, len(text) - 1))
    passage = article.passage(start, data.draw(st.integers(start + 1, len(text))))
    link = to_passage(URL, article, passage)
    assert link.isascii()
    assert len(link) <= LONGEST_URL
    assert web_url(link) == link
    assert link.split("#")[0] == URL
    for part in urlsplit(link).fragment.removeprefix(":~:text=").split(","):
        words = unquote(part.removesuffix("-"), errors="replace").split()
        assert all(word in text.encode("utf-8", "replace").decode() for word in words)
