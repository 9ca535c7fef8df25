"""What memory finds, on both databases: the same answers to the same questions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from asking import claimed, finish, new_request
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.store import Store
from bot.store.memory import Memory
from handlers.model import Article, Digest, Figure, Quote, Speaker

SAID = [
    ("José Pérez", "The wall was sound in March, we were told."),
    ("Ada Quill", "It was not sound, and 4,200 people live behind it."),
    ("Ada Quill", "The U.S.-backed plan costs £3.5 million; it's too much."),
    ("", "Nothing has been decided."),
]
HERE = ("T1", ["C1", "C2"])


def digest(said: list[tuple[str, str]]) -> Digest:
    """An article in which these people say these words; each sentence also holds a figure."""
    text = "\n".join(f"“{words}” said {name or 'nobody'}." for name, words in said)
    article = Article(text, title="A title", publisher="The Packet")
    quotes, figures = [], []
    for name, words in said:
        start = text.index(words)
        passage = article.passage(start, start + len(words))
        mention = article.passage(text.index(name), text.index(name) + len(name)) if name else None
        quotes.append(Quote(passage, "direct", Speaker(mention, name) if mention else None))
        figures.append(Figure(passage, Decimal("3.5"), passage, unit="pound", concept="harbour walls"))
    return Digest(article, (), (), tuple(quotes), tuple(figures))


def remember(
    store: Store, said: list[tuple[str, str]] = SAID, url: str = "https://news.example/a", **more: Any
) -> None:
    """A digest of it is posted."""
    finish(store, claimed(store, new_request(url, **more)), digest=digest(said))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("sound", [1, 0]), ("SOUND", [1, 0]), ("sound march", [0]), ("soun", [1, 0]), ("so", []), ("oun", []),
        ("was", [1, 0]), ("perez", [0]), ("PÉREZ", [0]), ("José", [0]), ("jose wall", [0]), ("quill", [2, 1]),
        ("4,200", [1]),
        ("4200", []), ("3.5 million", [2]), ("u.s.", [2]), ("backed", [2]), ("it's", [2]),
        ("", []), ("???", []), ('"', []), ("sound AND wall", []), ("sound OR", []), ("wall*", [0]), ("text:wall", []),
        ("nothing", [3]), ("-sound", [1, 0]), ("') --", []), ("sound_wall", [0]), ("%", []),
    ],
)  # fmt: skip
def test_quotes_are_found_by_words_and_names(store: Store, words: str, found: list[int]) -> None:
    """In any case, with or without accents, every word, the last as a beginning; newest first; without a syntax."""
    remember(store)
    assert [quote.text for quote in store.memory.quotes(*HERE, words)] == [SAID[n][1] for n in found]


def test_what_somebody_said_is_found_by_the_name_alone(store: Store) -> None:
    """Over articles; not what is said of them."""
    remember(store)
    remember(store, [("Bo Lind", "I agree with Ada Quill.")], "https://news.example/b")
    assert [q.text for q in store.memory.said_by(*HERE, "ada quill")] == [SAID[2][1], SAID[1][1]]
    assert [q.speaker for q in store.memory.quotes(*HERE, "quill")] == ["Bo Lind", "Ada Quill", "Ada Quill"]
    assert store.memory.speakers(*HERE) == [("Ada Quill", 2), ("Bo Lind", 1), ("José Pérez", 1)]


@pytest.mark.parametrize("name", ["Ada Quill", 'Jo "The Wall" O’Neil-Hart', "José  Pérez", "3rd Speaker (of 4)", "--"])
def test_what_was_said_under_a_name_is_found_whatever_its_letters(store: Store, name: str) -> None:
    """Under this name alone, and under any of several."""
    remember(store, [(name, "These are my words."), ("Ada Quillon", "These are not."), ("Bo Lind", "Nor these.")])
    own = [] if name == "--" else ["These are my words."]  # what has no word in it is no name
    assert [q.text for q in store.memory.said(*HERE, [name])] == own
    assert [q.text for q in store.memory.said(*HERE, ["Bo Lind", name], limit=1)] == ["Nor these."]
    assert len(store.memory.said(*HERE, ["Bo Lind", name])) == 1 + len(own)


def test_figures_are_found_by_what_they_count_and_their_sentence(store: Store) -> None:
    """With their value in full."""
    remember(store)
    assert len(store.memory.figures(*HERE, "harbour")) == 4
    found = store.memory.figures(*HERE, "people")
    assert [(f.text, f.value, f.unit, f.concept) for f in found] == [(SAID[1][1], "3.5", "pound", "harbour walls")]


def test_only_channels_that_one_may_read_are_searched(store: Store) -> None:
    """Another channel's, and another team's, are as if they were not there."""
    remember(store)
    remember(store, channel="C3")
    remember(store, team="T2")
    assert {q.channel for q in store.memory.quotes(*HERE, "sound")} == {"C1"}
    assert {q.channel for q in store.memory.quotes("T1", ["C3"], "sound")} == {"C3"}
    assert store.memory.quotes("T1", [], "sound") == []
    assert store.memory.quotes("T3", ["C1"], "sound") == []
    many = [f"C{n}" for n in range(3, 400)]
    assert {q.channel for q in store.memory.quotes("T1", many, "sound")} == {"C3"}


def test_pages_follow_each_other(store: Store) -> None:
    """Each goes on after the last id of the one before."""
    remember(store)
    first = store.memory.quotes(*HERE, "was", limit=1)
    second = store.memory.quotes(*HERE, "was", limit=1, before=first[-1].id)
    assert [first[0].text, second[0].text] == [SAID[1][1], SAID[0][1]]
    assert store.memory.quotes(*HERE, "was", limit=1, before=second[-1].id) == []


def test_what_is_forgotten_is_found_no_more(store: Store) -> None:
    """Nor does its index keep the words."""
    remember(store)
    store.digests.forget_url("T1", "https://news.example/a")
    assert store.memory.quotes(*HERE, "sound") == []
    assert store.memory.figures(*HERE, "harbour") == []
    remember(store, [("Bo Lind", "Sound again.")], message="1700000000.000900")
    assert [q.text for q in store.memory.quotes(*HERE, "sound")] == ["Sound again."]


def test_a_finding_knows_where_it_is_from(store: Store) -> None:
    """Channel, article, place in the text and time."""
    remember(store)
    quote = store.memory.quotes(*HERE, "nothing")[0]
    made = digest(SAID)
    assert made.article.text[quote.start : quote.end] == quote.text
    assert (quote.channel, quote.url, quote.title, quote.publisher) == (
        "C1", "https://news.example/a", "A title", "The Packet",
    )  # fmt: skip
    assert replace(quote, speaker="x").speaker == "x"


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A memory for many questions."""
    from bot.store import open_store

    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('memory')}/pullquote.db")
    remember(store)
    yield store.memory
    store.close()


@given(words=st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_no_question_breaks_the_search(memory: Memory, words: str) -> None:
    """Whatever is typed."""
    for search in (memory.quotes, memory.said_by, memory.figures):
        search("T1", ["C1"], words)
