"""What is said in a thread apart from a digest: that something could not be read, or was posted before."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.blocks import rich
from bot.blocks.literal import escaped, on_one_line, shortened
from bot.blocks.message import Block, Message

_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def failure(reason: str, about: str = "") -> Message:
    """Why there is no digest; `about` names the link or file where several are meant."""
    words = on_one_line(f"{about}: {reason}" if about else reason)
    return Message([rich.rich(rich.section(rich.text(words)))], escaped(words))


def repeat(poster: str, at: datetime, permalink: str, asker: str, now: datetime) -> Message:
    """That the channel has the digest already, with a link to it where there is one."""
    when = ago(at, now)
    who: list[rich.Element] = [rich.text("You already posted this ")]
    plain = "You already posted this"
    if poster != asker:
        known = rich.user(poster) if poster else rich.text("somebody")
        who, plain = [rich.text("Already posted by "), known, rich.text(" ")], "Already posted"
    told = rich.link(permalink, when) if permalink else rich.text(when)
    return Message([rich.rich(rich.section(*who, told, rich.text(".")))], f"{plain} {when}.")


def same_story(title: str, publisher: str, at: datetime, permalink: str, now: datetime) -> Block:
    """One line that the channel was told of the same event, with a link to where."""
    words = shortened(title, 120) or "another article"
    named = rich.link(permalink, words) if permalink else rich.text(words)
    by = f" ({shortened(publisher, 60)})" if publisher.strip() else ""
    return rich.rich(
        rich.section(
            rich.text("The same story as ", italic=True), named, rich.text(f"{by}, {ago(at, now)}.", italic=True)
        )
    )


def also_in(publisher: str, at: datetime) -> str:
    """That a quote stood in an earlier article: `also in The Courier on 3 June`."""
    return f"also in {shortened(publisher, 60) or 'another article'} on {at.day} {at:%B}"


def ago(then: datetime, now: datetime) -> str:
    """`just now`, `five minutes ago`, `two days ago`, `12 weeks ago`."""
    passed = now - then
    for unit, length in (("week", timedelta(weeks=1)), ("day", timedelta(days=1)), ("hour", timedelta(hours=1))):
        if passed >= length * (2 if unit == "week" else 1):
            return _count(passed // length, unit)
    minutes = passed // timedelta(minutes=1)
    return _count(minutes, "minute") if minutes >= 1 else "just now"


def _count(number: int, unit: str) -> str:
    words = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{words} {unit}{'' if number == 1 else 's'} ago"
