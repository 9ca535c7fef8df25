"""The digest as messages in Slack: right, literal, and never refused."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from block_checks import check_message, literal_texts, strings
from hand_made import ARTICLE, DIGEST, FIGURES, QUOTES, URL, figure
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.blocks.digest import digest_messages
from handlers.model import Article, Digest, Figure, Quote, Speaker

NBSP = "\N{NO-BREAK SPACE}"
HOSTILE = st.sampled_from(
    [
        "<!channel>", "<!here|here>", "<@U123>", "<#C123>", "&amp;", "<https://evil.example|bank>", "*bold*", "`code`",
        ":boom:", "```", "\u202e", "\u2066", "\u202c", "\u2069", "\x00", "\x1b[31m", "\x9b", "\ud800", "👩‍👩‍👧",
        "\n", "\r\n", "“", "”", '"', "\u2028", "漢字", "אבג", "&", "@channel", "x" * 90, "😀" * 40, "\ufffe", "\t", " ",
        "<!subteam^S123>", "<!date^1^{date}|now>", "<mailto:a@b.example|x>", "&lt;!channel&gt;", "|", "_it_", "~no~",
        "> said", "\u200b", "\u200b" * 300, "\u3164", "\u2060", "a" + "\u0301" * 60, "x" * 400, "[a](https://b.example)",
    ]
)  # fmt: skip
WORDS = st.lists(st.one_of(HOSTILE, st.text(max_size=20)), max_size=12).map("".join)


@st.composite
def digests(draw: st.DrawFn) -> Digest:
    """A digest of an article that means harm."""
    text = draw(st.lists(WORDS, min_size=1, max_size=30).map(" ".join).filter(str.strip))
    article = Article(
        text=text * draw(st.sampled_from([1, 1, 9])),
        title=draw(WORDS),
        publisher=draw(WORDS),
        published=draw(st.sampled_from(["", "2025-05-04", "nonsense", "9999-99-99"])),
        language=draw(st.sampled_from(["", "en", "es", "zh"])),
        paywalled=draw(st.booleans()),
        notes=tuple(draw(st.lists(WORDS, max_size=2))),
    )

    @st.composite
    def passages(inner: st.DrawFn) -> Any:
        start = inner(st.integers(0, len(article.text) - 1))
        return article.passage(start, inner(st.integers(start + 1, len(article.text))))

    speakers = st.builds(Speaker, passages(), WORDS, WORDS)
    quotes = st.builds(
        Quote,
        passages(),
        st.sampled_from(["direct", "mixed", "indirect"]),
        st.none() | speakers,
        repeats=st.lists(passages(), max_size=6).map(tuple),
    )
    figures = st.builds(
        lambda sentence, concept, repeats: Figure(sentence, Decimal(1), sentence, concept=concept, repeats=repeats),
        passages(),
        WORDS,
        st.lists(passages(), max_size=2).map(tuple),
    )
    all_quotes, all_figures = draw(st.lists(quotes, max_size=12)), draw(st.lists(figures, max_size=12))
    shown = draw(st.integers(0, 12))
    return Digest(article, tuple(all_quotes[:shown]), tuple(all_figures[:shown]), tuple(all_quotes), tuple(all_figures))


LINKS = st.sampled_from(
    [
        "",
        URL,
        "https://a.example/" + "ü" * 100,
        "javascript:alert(1)",
        "https://a.example/" + "x" * 1900,
        "https://[",
        "http://a b",
    ]
)


@given(digests(), LINKS)
@settings(max_examples=80, deadline=None)
def test_slack_takes_every_message_of_a_hostile_article(digest: Digest, link_url: str) -> None:
    """Whatever the article holds, each message is within the limits and nothing in it can ping."""
    for message in digest_messages(digest, link_url=link_url, request_id="r" * 36, name="<!here>.txt"):
        check_message(message.blocks, message.text)


def test_the_digest_message(snapshot: SnapshotAssertion) -> None:
    """The whole message, as Slack gets it."""
    (message,) = digest_messages(DIGEST, link_url=URL, request_id="7")
    assert message.blocks == snapshot


def test_a_short_quote_stands_word_for_word_in_an_element_of_its_own() -> None:
    """The exact words of a quote are one literal element, with our marks beside it."""
    texts = literal_texts(digest_messages(DIGEST, link_url=URL)[0].blocks)
    for quote in DIGEST.quotes:
        at = texts.index(quote.passage.text)
        assert (texts[at - 1] == "“") == (quote.kind != "indirect")


def test_voices_stand_in_order_with_their_roles() -> None:
    """The best quote's speaker comes first; the speaker that is not certain is shown as the article has it."""
    texts = literal_texts(digest_messages(DIGEST, link_url=URL)[0].blocks)
    assert [t for t in texts if t in ("Ada Quill", "a spokesman for the insurer")] == [
        "Ada Quill",
        "a spokesman for the insurer",
    ]
    assert texts[texts.index("Ada Quill") + 1] == ", mayor"


def test_what_is_no_direct_speech_gets_no_marks_of_ours() -> None:
    """An indirect quote has none, a fragment the article's own; both are marked as reported."""
    digest = Digest(ARTICLE, (QUOTES[3], QUOTES[4]), (), QUOTES)
    texts = literal_texts(digest_messages(digest, link_url="")[0].blocks)
    assert texts[texts.index("and not a day more") - 1 :][:4] == [
        "“",
        "and not a day more",
        "”",
        f" ·{NBSP}reported",
    ]
    assert texts[texts.index("the wall was sound") - 1 :][:2] == ["Speaker not named", "the wall was sound"]


def test_a_repeated_quote_says_so() -> None:
    """A quote that the article has twice is one entry with a word about it."""
    assert f" ·{NBSP}said twice{NBSP}" in literal_texts(digest_messages(DIGEST, link_url=URL)[0].blocks)


def test_a_figure_is_bold_within_its_sentence_and_says_what_it_counts() -> None:
    """The words around the figure are the article's; the concept is added where they do not hold it."""
    away = replace(FIGURES[2], concept="landed fish")
    message = digest_messages(replace(DIGEST, figures=(FIGURES[0], away)), link_url="")[0]
    bold = [e["text"] for e in _elements(message.blocks) if e.get("style") == {"bold": True}]
    assert "4,200" in bold
    assert f" ·{NBSP}landed fish" in literal_texts(message.blocks)
    assert not any("people" in t and "·" in t for t in literal_texts(message.blocks))


def test_links_open_the_article_at_the_words() -> None:
    """With a URL every quote and figure has a link into the article; without one there is none at all."""
    linked = [e for e in _elements(digest_messages(DIGEST, link_url=URL)[0].blocks) if e["type"] == "link"]
    assert [link["text"] for link in linked[1:]] == ["↗"] * 6
    assert all(link["url"].startswith(URL + "#:~:text=") for link in linked[1:])
    assert not any(e["type"] == "link" for e in _elements(digest_messages(DIGEST, link_url="")[0].blocks))


@pytest.mark.parametrize(
    ("quotes", "figures", "request_id", "buttons"),
    [
        (4, 2, "7", ["digest_all_quotes", "digest_all_figures", "digest_more"]),
        (5, 2, "7", ["digest_all_figures", "digest_more"]),
        (5, 3, "7", ["digest_more"]),
        (4, 2, "", []),
    ],
)
def test_buttons_are_there_where_there_is_more(quotes: int, figures: int, request_id: str, buttons: list[str]) -> None:
    """A button for all of them only where the message does not show all; it carries the request."""
    digest = replace(DIGEST, quotes=QUOTES[:quotes], figures=FIGURES[:figures])
    blocks = digest_messages(digest, link_url=URL, request_id=request_id)[-1].blocks
    made = [e for block in blocks if block["type"] == "actions" for e in block["elements"]]
    assert [button["action_id"] for button in made] == buttons
    assert all(button["value"] == request_id for button in made if button["type"] == "button")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"paywalled": True}, "5 quotes and 3 figures in all · Only the part before the paywall was read."),
        (
            {"notes": ("Only the first 40 pages were read.",)},
            "5 quotes and 3 figures in all · Only the first 40 pages were read.",
        ),
        ({"language": "es"}, "5 quotes and 3 figures in all · In Spanish articles not every speaker is named."),
    ],
)
def test_notes_stand_in_one_line(changed: dict[str, Any], words: str) -> None:
    """What a reader must know about how the digest came about follows the counts."""
    digest = replace(DIGEST, article=replace(ARTICLE, **changed))
    assert words in list(strings(digest_messages(digest, link_url=URL)[-1].blocks))


def test_an_article_without_finds_says_so() -> None:
    """No quotes and no figures is a sentence, not an empty message."""
    blocks = digest_messages(Digest(ARTICLE), link_url=URL, request_id="7")[0].blocks
    assert "No quotes and no figures in this article." in list(strings(blocks))


def test_many_quotes_go_on_in_a_second_message() -> None:
    """Nothing is left out: what does not fit goes on, the buttons come last, and later messages say what they are."""
    many = replace(DIGEST, quotes=QUOTES * 12, all_quotes=QUOTES * 20)
    messages = digest_messages(many, link_url=URL, request_id="7")
    assert len(messages) > 1
    texts = [text for message in messages for text in literal_texts(message.blocks)]
    assert texts.count(QUOTES[0].passage.text) == 12
    assert [any(b["type"] == "actions" for b in m.blocks) for m in messages] == [False] * (len(messages) - 1) + [True]
    assert messages[1].text.endswith(", continued")


def test_a_long_quote_is_cut_on_a_word_and_says_so() -> None:
    """A quote longer than the message bears is cut between two words, with a mark of omission outside its words."""
    article = Article(text="“" + "word and word " * 80 + "end,” he said.", language="en")
    quote = Quote(article.passage(1, article.text.index("end,”") + 4), "direct")
    texts = literal_texts(digest_messages(Digest(article, (quote,)), link_url="")[0].blocks)
    shown = next(text for text in texts if text.startswith("word and"))
    assert article.text.startswith(shown + " ", 1)
    assert texts[texts.index(shown) + 1] == " […]”"


@pytest.mark.parametrize(
    ("article", "name", "title"),
    [
        (replace(ARTICLE, title=""), "report.pdf", "report.pdf"),
        (replace(ARTICLE, title=""), "", "news.example/harbour"),
        (
            Article(text="A first line that is long enough to be told from others, and it goes on and on for a while."),
            "",
            "A first line that is long enough to be told from others, and it goes on and on…",
        ),
    ],
)
def test_an_article_without_a_title_is_named(article: Article, name: str, title: str) -> None:
    """The file's name, the page's address or the first words stand for a title that is missing."""
    assert literal_texts(digest_messages(Digest(article), link_url="", name=name)[0].blocks)[0] == title


def test_directions_that_words_leave_open_are_closed_after_them() -> None:
    """A right-to-left override in a quote ends with the quote."""
    article = Article(text="“abc \u202e def” he said", language="en")
    texts = literal_texts(
        digest_messages(Digest(article, (Quote(article.passage(1, 10), "direct"),)), link_url="")[0].blocks
    )
    assert texts[texts.index("abc \u202e def") + 1] == "\u202c”"


def test_the_fallback_text_is_for_a_notification() -> None:
    """The title and the best quote, escaped."""
    text = digest_messages(DIGEST, link_url=URL)[0].text
    assert text.startswith("Lorne’s harbour to close for &lt;eleven&gt; weeks &amp; more · Ada Quill: “We were told")


def _elements(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = json.loads(json.dumps(blocks))
    runs: list[dict[str, Any]] = []
    while found:
        part = found.pop(0)
        if part["type"] in ("text", "link"):
            runs.append(part)
        elif part["type"].startswith("rich_text"):
            found = part["elements"] + found
    return runs


def test_figures_of_one_sentence_stand_in_one_line() -> None:
    """The sentence is shown once, each of its figures in bold."""
    digest = replace(DIGEST, figures=(FIGURES[2], FIGURES[1], figure("a third", "0.33", "what the town spends")))
    blocks = digest_messages(digest, link_url="")[0].blocks
    lists = [e for b in blocks if b["type"] == "rich_text" for e in b["elements"] if e["type"] == "rich_text_list"]
    bold = [
        [e["text"] for e in line["elements"] if "style" in e and "bold" in e["style"]] for line in lists[0]["elements"]
    ]
    assert bold == [["12%"], ["3.5 to 4 million", "a third"]]
