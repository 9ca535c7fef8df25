"""A schedule is read from the words in which people write one."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule_words import Unclear, parse, written

GOOD = {
    "09:00 Europe/Berlin weekdays": "09:00 Europe/Berlin weekdays",
    "9 berlin": "09:00 Europe/Berlin daily",
    "weekdays at 9am, new_york": "09:00 America/New_York weekdays",
    "5 pm": "17:00 UTC daily",
    "noon mon wed fri": "12:00 UTC mon,wed,fri",
    "8.30 Mon-Fri Asia/Kolkata": "08:30 Asia/Kolkata weekdays",
    "fri-mon 7:05": "07:05 UTC mon,fri,sat,sun",
    "weekly 18h00": "18:00 UTC mon",
    "12am": "00:00 UTC daily",
    "12pm": "12:00 UTC daily",
    "tuesdays and thursdays 06:15 europe/lisbon": "06:15 Europe/Lisbon tue,thu",
    "09:00 weekdays holidays:de": "09:00 UTC weekdays holidays:DE",
}
BAD = {
    "25:00": "01:00",
    "9:75": "09:59",
    "13pm": "13:00",
    "09:00 Europe/Berln": "Europe/Berlin",
    "09:00 Kolkatta": "Asia/Kolkata",
    "09:00 holidays:zz": "holidays:DE",
    "weekdays": "09:00",
    "soon": "Europe/Berlin",
    "": "09:00",
    "9:": "09:00",
}


@pytest.mark.parametrize(("words", "meant"), GOOD.items())
def test_a_schedule_is_understood(words: str, meant: str) -> None:
    """Time, zone and days, in any order, as people write them."""
    assert written(parse(words)) == meant


@pytest.mark.parametrize(("words", "suggested"), BAD.items())
def test_a_mistake_is_answered_with_the_nearest_right_form(words: str, suggested: str) -> None:
    """What cannot be gets a suggestion."""
    with pytest.raises(Unclear, match=r"\w") as told:
        parse(words)
    if words != "soon":
        assert suggested in str(told.value)


@pytest.mark.parametrize("meant", GOOD.values())
def test_what_is_written_is_read_back(meant: str) -> None:
    """The form that is shown is one that is understood."""
    assert written(parse(meant)) == meant


@given(st.text(max_size=60))
def test_any_words_are_a_schedule_or_unclear(words: str) -> None:
    """Nothing that is typed raises anything else."""
    with suppress(Unclear):
        assert parse(written(parse(words))) == parse(words)
