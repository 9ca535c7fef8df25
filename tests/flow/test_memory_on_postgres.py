"""The memory and a roundup on PostgreSQL: the real bot in the local Slack, pages turned, the morning message posted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from block_checks import check_blocks
from databases import Postgres
from running import Json, page, running, settled, under, words

from bot.app import Bot
from bot.roundup import row_of
from bot.sandbox.server import Sandbox
from bot.schedule_words import parse
from bot.store.database import now_utc

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("postgresql")]
MARKS = ("Aster", "Birch", "Cedar")


@pytest.fixture(scope="module")
def bot(slack: Sandbox, postgres: Postgres, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot on a PostgreSQL of its own that has read three articles, in each of which Ada Brandt speaks."""
    with (
        postgres.fresh(template) as url,
        running(slack, tmp_path_factory.mktemp("bot"), database_url=url) as running_bot,
    ):
        for mark in MARKS:
            more = " ".join(f"“The {mark} pier {n} is safe to walk on again,” said Ada Brandt." for n in range(1, 4))
            ts = slack.control.post_message("newsroom", page(slack, mark, more), user="ines")
            slack.control.wait_for(lambda t=ts: under(slack, "newsroom", t), 60)
        settled(slack, running_bot)
        yield running_bot


def ask(slack: Sandbox, text: str) -> Json:
    """What Ines is told."""
    before = len(slack.control.ephemeral("newsroom", "ines"))
    slack.control.slash("newsroom", text, "ines")
    told = slack.control.wait_for(lambda: slack.control.ephemeral("newsroom", "ines")[before:], 30)
    check_blocks(told[-1].get("blocks") or [])
    return dict(told[-1])


@pytest.mark.parametrize("question", ["who Ada Brandt", "who brandt", "find pier", "number months"])
def test_pages_are_turned_to_their_end(slack: Sandbox, bot: Bot, question: str) -> None:
    """Each finding once, newest first, to the last page and back to the first."""
    first = ask(slack, question)

    def shown() -> Json:
        return next(m for m in slack.control.ephemeral("newsroom", "ines") if m["ts"] == first["ts"])

    pages = [words(shown())]
    while "memory_older" in str(shown()["blocks"]):
        slack.control.click("memory_older", channel="newsroom", ts=first["ts"], user="ines")
        slack.control.wait_for(lambda: words(shown()) != pages[-1], 15)
        pages.append(words(shown()))
    every = "".join(pages)
    for mark in MARKS:
        assert mark in every
    if question.startswith(("who", "find")):
        assert len(pages) >= 2
        assert [every.count(f"The {mark} pier {n} is safe") for mark in MARKS for n in (1, 2, 3)] == [1] * 9
        assert every.index("Cedar pier") < every.index("Aster pier")
        slack.control.click("memory_newer", channel="newsroom", ts=first["ts"], user="ines")
        slack.control.wait_for(lambda: words(shown()) == pages[-2], 15)


@pytest.mark.parametrize("question", ["today", "week", "stats"])
def test_lists_and_counts(slack: Sandbox, bot: Bot, question: str) -> None:
    """What was read, and how much."""
    said = words(ask(slack, question))
    assert all(f"{mark} story" in said for mark in MARKS) if question != "stats" else "3 articles" in said


def test_a_roundup_comes_when_it_is_due(slack: Sandbox, bot: Bot) -> None:
    """Once, in the channel, with the stories of the day."""
    here, now = slack.control.channel_id("newsroom"), bot.store.now()
    team = bot.workspaces.of("").team
    bot.store.schedules.put(row_of(parse(f"{now + timedelta(minutes=1):%H:%M} UTC"), team, here, "U1"))
    bot.store.database.now = lambda: now_utc() + timedelta(minutes=2)  # as if those had passed

    def roundups() -> list[Json]:
        return [m for m in slack.control.messages("newsroom") if "Roundup" in str(m.get("text"))]

    (told,) = slack.control.wait_for(roundups, 120)
    check_blocks(told["blocks"])
    assert "3 articles" in words(told)
