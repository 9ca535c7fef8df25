"""A stranger's words wherever they may stand: in no place do they ping, become a link or a mark, or break a limit."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from block_checks import check_blocks, check_markup, check_message, check_view, strings
from hypothesis import given, settings
from hypothesis import strategies as st
from test_blocks_digest import LINKS, WORDS, digests

from bot.blocks import memory, notes, replies, schedule, search
from bot.blocks.all_found import Place, all_view
from bot.blocks.digest import digest_messages
from bot.blocks.literal import shortened
from bot.blocks.message import Message
from bot.blocks.more import markdown_view
from bot.blocks.roundup import roundup_messages
from bot.blocks.roundup_parts import Place as Where
from bot.blocks.roundup_view import roundup_view
from bot.blocks.sections import without_rich_text
from bot.memory import Page, Question, Statistics
from bot.people import Person
from bot.store import Posted
from bot.store.memory import FoundFigure, FoundQuote
from bot.store.overview import Counts
from handlers.model import Article, Digest
from handlers.stories import Story, Telling

NOW = datetime(2025, 5, 4, 12, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
CHANNELS = st.sampled_from(["C012AB3CD", "D012AB3CD"])
USERS = st.sampled_from(["", "U012AB3CD"])


def check(messages: Sequence[Message]) -> None:
    """Each message is one that Slack takes; as sections too, where a page shows no `rich_text`."""
    for message in messages:
        check_message(message.blocks, message.text)
        for section in without_rich_text({"blocks": message.blocks})["blocks"]:
            if section["type"] == "section":
                assert len(section["text"]["text"]) <= 3_000
                check_markup(section["text"]["text"].replace("<@U012AB3CD>", ""))


def check_answer(answer: dict[str, Any]) -> None:
    """An answer to a command."""
    check_message(answer["blocks"], answer["text"])


@given(digests(), LINKS)
@settings(max_examples=40, deadline=None)
def test_a_digest(digest: Digest, link_url: str) -> None:
    """Also in a Slack without `rich_text`, and with a remark of ours on each of its quotes."""
    seen = {quote.passage: notes.also_in(digest.article.publisher, NOW) for quote in digest.quotes}
    check(digest_messages(digest, link_url=link_url, request_id="r" * 36, name="<!here>.txt", seen=seen))
    for view in (all_view(digest, Place("r" * 36, "quotes"), link_url=link_url), markdown_view(digest)):
        changed = without_rich_text({"view": view})["view"]
        assert len(changed["blocks"]) <= 100
        for words in strings([block["text"]["text"] for block in changed["blocks"] if block["type"] == "section"]):
            check_markup(words)


@given(WORDS, WORDS, WORDS, LINKS, USERS, USERS)
@settings(max_examples=60, deadline=None)
def test_a_word_in_a_thread(title: str, publisher: str, reason: str, url: str, poster: str, asker: str) -> None:
    """Why there is no digest, that it was posted before, that it is the same story."""
    web = url if url.startswith("https://a.example/x") else ""
    check([notes.repeat(poster, NOW, web, asker, NOW + timedelta(days=2))])
    check([Message([notes.same_story(title, publisher, NOW, web, NOW + timedelta(hours=5))], "a digest")])
    check([notes.failure(f"{reason}.", title)])


@given(WORDS)
@settings(max_examples=60, deadline=None)
def test_what_somebody_typed(typed: str) -> None:
    """A command says it back, in markup."""
    for words in (
        replies.not_understood(typed),
        schedule.unclear(typed),
        schedule.ended([typed]),
        *(memory.nothing(Question(kind, typed)) for kind in ("who", "find", "number")),  # type: ignore[arg-type]
    ):
        check_markup(words)
        assert len(words) < 4_000


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """An answer of the memory about an article that means harm."""
    digest = draw(digests())
    article, number = digest.article, count()
    title, url = draw(WORDS), draw(LINKS)

    def found(passage: Any) -> dict[str, Any]:
        return {
            "id": next(number), "request_id": "r1", "team": "T1", "channel": draw(CHANNELS), "posted_ts": "1.2",
            "start": passage.start, "end": passage.end, "text": passage.text, "created_at": NOW, "url": url,
            "title": title, "publisher": article.publisher, "published": article.published,
        }  # fmt: skip

    def quote(one: Any) -> FoundQuote:
        speaker = one.speaker
        who = {"speaker": speaker.name, "role": speaker.role} if speaker else {"speaker": "", "role": ""}
        return FoundQuote(**found(one.passage), **who, kind=one.kind)

    def figure(one: Any) -> FoundFigure:
        of_it = {"value": "1", "value_high": None, "unit": "", "modifier": "=", "concept": one.concept}
        return FoundFigure(**found(one.passage), **of_it, sentence=one.sentence.text)

    texts = draw(st.sampled_from([{}, {"r1": article}]))
    persons = [Person(name, (name, draw(WORDS))) for name in draw(st.lists(WORDS, max_size=8))]
    kind = draw(st.sampled_from(["who", "find", "number", "week"]))
    question = Question(kind, search.typed(draw(WORDS)), (3, 2, 1))
    lists = [
        Posted(
            request_id="r1", team="T1", channel=draw(CHANNELS), thread_ts="", message_ts="1.1", posted_ts="1.2",
            user="U1", asked="auto", created_at=NOW, canonical_url=url, title=title, publisher=article.publisher,
        )
        for _ in range(draw(st.integers(0, 10)))
    ]  # fmt: skip
    return Page(
        question,
        [quote(one) for one in digest.all_quotes[:5]],
        [figure(one) for one in digest.all_figures[:5]],
        lists,
        persons,
        texts,
        older=question,
        newer=question,
    )


@given(pages(), LINKS)
@settings(max_examples=60, deadline=None)
def test_an_answer_of_the_memory(page: Page, permalink: str) -> None:
    """To a command, in App Home's search, and in numbers."""
    check_answer(memory.page_answer(page, ZONE, lambda found: permalink))
    buttons = (search.NEWER, search.OLDER)
    check_view(
        search.search_view(page.question, "D1", memory.page_blocks(page, ZONE, lambda found: permalink, buttons))
    )
    names = [(person.name, 3) for person in page.persons]
    check_answer(memory.statistics_answer(Statistics(30, Counts(1, 2, 3), names, names)))


@given(st.lists(digests(), min_size=1, max_size=4), LINKS.filter(lambda url: len(url) < 1_000), st.booleans())
@settings(max_examples=40, deadline=None)
def test_a_roundup(made: list[Digest], url: str, together: bool) -> None:
    """Of several articles about one event, or of one each. One that is too long all the same, as signs that JSON writes
    with twelve are, goes out in plain words."""
    tellings = [
        Telling(str(n), NOW, digest.outline, lambda d=digest: d, digest.article.publisher)  # type: ignore[misc]
        for n, digest in enumerate(made)
    ]
    told = [Story(tuple(tellings))] if together else [Story((telling,)) for telling in tellings]
    places = {telling.key: Where(url, telling.outlet, lambda: url) for telling in tellings}
    new = frozenset(places) if len(made) < 3 else frozenset(list(places)[1:]) if together else frozenset(places)
    view = roundup_view(told, places, new=new, since=NOW - timedelta(days=1), until=NOW)
    for message in roundup_messages(view):
        assert len(json.dumps(message.blocks, ensure_ascii=False)) < 10_000
        assert 0 < len(message.text) <= 4_000
        check_markup(message.text)
        check_blocks(message.blocks)


@given(WORDS, st.integers(2, 200))
@settings(max_examples=100, deadline=None)
def test_what_is_shown_can_be_seen(words: str, width: int) -> None:
    """A title, a name or an option is either empty, so that something else stands for it, or has a sign to see."""
    line = shortened(words, width)
    unseen = ("Cc", "Cf", "Zl", "Zp", "Zs")
    assert not line or any(unicodedata.category(sign) not in unseen for sign in line)


def test_an_article_of_nothing_to_see_is_named() -> None:
    """By the words that stand for a title."""
    blank = Article(text="Words.", title="\u200b\u2060\u3164 ", publisher="\u200d", language="en")
    (message,) = digest_messages(Digest(blank), link_url="")
    assert "Words." in list(strings(message.blocks))
