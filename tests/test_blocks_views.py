"""Modals and App Home: what was found in full, a channel's settings, and what was read lately."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from block_checks import check_view, literal_texts, strings
from hand_made import ARTICLE, DIGEST, FIGURES, QUOTES, URL
from hypothesis import given, settings
from hypothesis import strategies as st
from test_blocks_digest import LINKS, WORDS, digests

from bot.blocks import rich
from bot.blocks.all_found import BACK, ON, Place, all_view, gone_view
from bot.blocks.home import MOST_RECENT, Recent, home_view
from bot.blocks.memory import nothing
from bot.blocks.more import markdown_view, report_view, reported
from bot.blocks.schedule import confirm_view, form_view, line, summary
from bot.blocks.search import direct_of, search_view, typed, words_of
from bot.blocks.settings_modal import Wrong, channel_of, settings_view, wishes
from bot.memory import Kind, Question
from bot.schedule_words import parse
from bot.store import ChannelSettings
from handlers.model import Digest, Passage

NOW = datetime(2025, 5, 4, 12, tzinfo=UTC)
ROUNDUP = parse("09:00 Europe/Berlin mon,wed,fri holidays:DE")
NO_ROUNDUP = summary("C012AB3CD", [], NOW)


@given(digests())
@settings(max_examples=40, deadline=None)
def test_slack_takes_what_the_menu_opens(digest: Digest) -> None:
    """The Markdown and the form are within the limits whatever the article holds."""
    check_view(markdown_view(digest, "<!here>"))
    check_view(report_view(digest, "r" * 36, "C012AB3CD"))


@given(digests(), LINKS, st.sampled_from(["quotes", "figures"]), st.integers(-1, 3))
@settings(max_examples=40, deadline=None)
def test_slack_takes_every_view_of_a_hostile_article(digest: Digest, link_url: str, kind: Any, page: int) -> None:
    """Whatever the article holds, the modal is within the limits and nothing in it can ping."""
    check_view(all_view(digest, Place("r" * 36, kind, page), link_url=link_url, name="<!here>"))


def test_all_quotes_stand_in_the_order_of_the_article() -> None:
    """Each quote is there, its speaker above it, twice where another speaks between."""
    view = all_view(replace(DIGEST, all_quotes=QUOTES), Place("7", "quotes"), link_url=URL)
    texts = literal_texts(view["blocks"])
    assert [t for t in texts if t in {q.passage.text for q in QUOTES}] == [q.passage.text for q in QUOTES]
    assert texts.count("Ada Quill") == 2
    assert "All quotes" in strings(view)
    assert any(t.endswith("5 quotes") for t in strings(view))


def test_many_are_turned_a_page_at_a_time() -> None:
    """Each page knows its place; the buttons lead to the next and to the one before, and never beyond."""
    digest = replace(DIGEST, all_quotes=QUOTES[:1] * 45)
    place, seen = Place("7", "quotes"), 0
    for page, buttons in enumerate([[ON], [BACK, ON], [BACK]]):
        view = all_view(digest, place, link_url=URL)
        assert [e["action_id"] for b in view["blocks"] if b["type"] == "actions" for e in b["elements"]] == buttons
        assert any(t.endswith(f"page {page + 1} of 3") for t in strings(view))
        assert Place.of(view) == Place("7", "quotes", page)
        seen += literal_texts(view["blocks"]).count(QUOTES[0].passage.text)
        place = Place.of(view).turned(buttons[-1])
    assert seen == 45
    assert Place.of(all_view(digest, Place("7", "quotes", 99), link_url=URL)).page == 2


def test_all_figures_are_lines_and_none_is_a_word() -> None:
    """Figures are a list; where there are none, the modal says so."""
    view = all_view(DIGEST, Place("7", "figures"), link_url=URL)
    assert len(view["blocks"][1]["elements"][0]["elements"]) == len(FIGURES)
    empty = all_view(Digest(ARTICLE), Place("7", "figures"), link_url=URL)
    check_view(empty)
    assert any(t.endswith("No figures") for t in strings(empty))


@pytest.mark.parametrize("metadata", ["", "[]", '{"request": "7"}', '{"request": "7", "kind": "quotes", "page": "x"}'])
def test_a_view_of_another_kind_is_no_place(metadata: str) -> None:
    """Metadata that is not ours is refused with ValueError."""
    with pytest.raises(ValueError, match="not a view"):
        Place.of({"private_metadata": metadata})


@given(st.lists(st.tuples(WORDS, WORDS, LINKS, st.sampled_from(["C012AB3CD", "D012AB3CD"])), max_size=30))
@settings(max_examples=40, deadline=None)
def test_slack_takes_every_home(found: list[tuple[str, str, str, str]]) -> None:
    """Whatever the titles, App Home is within the limits; no more than a page is shown."""
    recent = [
        Recent(title=t, publisher=p, url=u, channel=c, created_at=NOW - timedelta(hours=n))
        for n, (t, p, u, c) in enumerate(found)
    ]
    for turned in (False, True):
        view = home_view(
            recent, NOW, turned=turned, roundups=[line("C012AB3CD", ROUNDUP, NOW)] * 40, direct="D012AB3CD"
        )
        check_view(view)
        assert sum(block["type"] == "rich_text" for block in view["blocks"]) == min(len(recent), MOST_RECENT)
        assert direct_of(view) == "D012AB3CD"


@given(WORDS, st.sampled_from(["find", "who", "number"]))
@settings(max_examples=40, deadline=None)
def test_slack_takes_every_search(given_words: str, kind: Kind) -> None:
    """Whatever is typed is looked for as it is, and the modal remembers it."""
    question = Question(kind, typed(given_words))
    for found in ([], [rich.says(nothing(question))]):
        view = search_view(question, "D012AB3CD", found)
        check_view(view)
        assert words_of(view) == question.words
        assert direct_of(view) == "D012AB3CD"


def test_slack_takes_every_channels_roundups() -> None:
    """None, one, or more than anybody has; the form, and the word before it is saved."""
    for known in ([], [ROUNDUP], [ROUNDUP] * 60):
        check_view(form_view("C012AB3CD", known, "Europe/Berlin", NOW, {"direct": ""}))
        check_view(settings_view("C012AB3CD", ChannelSettings(), 5, 5, summary("C012AB3CD", known, NOW)))
    check_view(confirm_view("C012AB3CD", ROUNDUP, NOW, "<!here> & co", {"direct": "D012AB3CD"}))
    check_view({"type": "home", "blocks": [line("D012AB3CD", ROUNDUP, NOW)]})


def test_home_says_what_was_read_where_and_when() -> None:
    """A line is a title that opens the article, its publisher, its channel and how long ago."""
    one = Recent(
        title="A & B", publisher="The Packet", url=URL, channel="C012AB3CD", created_at=NOW - timedelta(days=2)
    )
    line = home_view([one], NOW)["blocks"][-1]["elements"][0]["elements"]
    assert [run.get("text") or run["channel_id"] for run in line] == [
        "A & B",
        " · The Packet · ",
        "C012AB3CD",
        " · two days ago",
    ]


def filled(view: dict[str, Any], **typed: Any) -> dict[str, Any]:
    """The view as Slack sends it back: what it showed first, and what somebody changed."""
    values: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element, name = block["element"], block["block_id"]
        state = {
            "value": element.get("initial_value"),
            "selected_option": element.get("initial_option"),
            "selected_options": element.get("initial_options", []),
        }
        values[name] = {name: state | typed.get(name, {})}
    return {**view, "state": {"values": values}}


@pytest.mark.parametrize(
    "known",
    [
        ChannelSettings(),
        ChannelSettings(mode="emoji", max_quotes=0, max_figures=20, kinds=("direct",), greeted=True),
        ChannelSettings(muted_sites=("a.example", "b.example"), delete_with_message=False, roundup_empty=True),
    ],
)
def test_settings_saved_unchanged_are_unchanged(known: ChannelSettings) -> None:
    """What the modal shows is what holds, and saving it keeps it."""
    view = settings_view("C012AB3CD", known, 5, 5, NO_ROUNDUP)
    check_view(view)
    assert channel_of(view) == "C012AB3CD"
    assert wishes(filled(view), known) == known


def test_settings_are_read_back() -> None:
    """Sites are typed as people type them; a number that is emptied is the bot's own again."""
    known = ChannelSettings(max_quotes=3)
    view = filled(
        settings_view("C012AB3CD", known, 5, 5, NO_ROUNDUP),
        max_quotes={"value": None},
        muted_sites={"value": "https://www.Example.com/a?b\nnews.example, \n"},
        kinds={"selected_options": [{"value": "direct"}]},
    )
    made = wishes(view, known)
    assert made == ChannelSettings(muted_sites=("example.com", "news.example"), kinds=("direct",))


def test_what_cannot_be_is_said_beside_its_field() -> None:
    """A site that is none and no kind at all are refused, each with its words."""
    known = ChannelSettings()
    view = settings_view("C012AB3CD", known, 5, 5, NO_ROUNDUP)
    sent = filled(view, muted_sites={"value": "not_a_site"}, kinds={"selected_options": []})
    with pytest.raises(Wrong) as wrong:
        wishes(sent, known)
    assert set(wrong.value.errors) == {"muted_sites", "kinds"}
    assert "write it like example.com" in wrong.value.errors["muted_sites"]


def test_a_digest_that_is_gone_has_a_view() -> None:
    """A button that outlives its digest opens a modal that says so."""
    check_view(gone_view())


@pytest.mark.parametrize(
    ("which", "wrong", "told"),
    [
        (QUOTES[1].passage, "not_speaker", True),
        (FIGURES[0].passage, "wrong_value", True),
        (FIGURES[0].passage, "not_quote", False),
        (QUOTES[1].passage, "not_figure", False),
        (ARTICLE.passage(0, 3), "not_quote", False),
    ],
)
def test_a_report_is_about_a_passage_of_the_digest(which: Passage, wrong: str, told: bool) -> None:
    """A verdict goes with a quote or a figure that was found; anything else is refused."""
    value = f"{which.start} {which.end}"
    view = {
        "state": {
            "values": {
                "which": {"which": {"selected_option": {"value": value}}},
                "wrong": {"wrong": {"selected_option": {"value": wrong}}},
            }
        }
    }
    assert reported(view, DIGEST) == ((which, wrong) if told else None)
