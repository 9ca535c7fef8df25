"""A schedule is read from the words in which people write one."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule_words import parse, written
from bot.schedule_zones import Unclear

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
    "0900 mo-fr New York": "09:00 America/New_York weekdays",
    "930 weekday Munich holidays: Germany": "09:30 Europe/Berlin weekdays holidays:DE",
    "9:00 in San Francisco, please": "09:00 America/Los_Angeles daily",
    "7pm São Paulo weekend": "19:00 America/Sao_Paulo weekends",
    "9 Buenos Aires": "09:00 America/Argentina/Buenos_Aires daily",
    "9 India": "09:00 Asia/Kolkata daily",
    "9 Germany": "09:00 Europe/Berlin daily",
    "9 Zürich": "09:00 Europe/Zurich daily",
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
    "9am Europe/Berlin weekdys": "`weekdays`",
    "9:00 daly": "`daily`",
    "9:00 wekly": "`weekly`",
    "tuesdsay 9:00": "`tuesday`",
    "9:00 monthly": "`weekly`",
    "9:00 08:00": "another for `08:00`",
    "9 PST": "`America/Los_Angeles`",
    "9 EST": "`America/New_York`",
    "9 UTC+2": "`Europe/Berlin`",
    "9:00 Bejing": "`Asia/Shanghai`",
    "9:00 Brazil": "`America/",
    "9:00 holidays": "`holidays:DE`",
    "9:00 holidays:Atlantis": "`holidays:DE`",
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
