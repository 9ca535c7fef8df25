"""PDF: reading order, furniture, footnotes, hyphens, and what cannot be read."""

from __future__ import annotations

import shutil
from itertools import zip_longest

import pytest
from papers import Drawn, column, pdf

from handlers.errors import Unreadable
from handlers.model import Original
from handlers.readers.pdf import PdfReader
from handlers.readers.printed.lines import Line
from handlers.readers.printed.paragraphs import Words

LEFT = (
    "The bridge over the river opened to trains on Tuesday after it had been closed for fourteen months and the first "
    "service carried the governor who said that the city had waited long enough for it and that nobody would have to "
    "take the ferry again before the winter was over and the ice had come down from the hills as it does each year."
)
RIGHT = (
    "Shops beside the station have lost many of their customers and some of them have closed for good says a survey of "
    "the chamber of commerce which counted two hundred and forty of them in June and sixty two had cut their staff or "
    "had shut their doors while the owner of a bakery told the paper that nobody knew when the people would come back."
)


def text(raw: bytes) -> str:
    """The text of a PDF."""
    return PdfReader().read(Original(raw)).text


def test_columns_that_are_drawn_line_by_line_are_read_one_after_the_other() -> None:
    """Left, right, left, right: the order of the places is the order of reading."""
    left, right = column(LEFT, 50, 700, 44), column(RIGHT, 310, 700, 44)
    across = [line for pair in zip_longest(left, right) for line in pair if line]
    headline = Drawn("A headline that goes across both of the columns", 50, 740, 20)
    assert text(pdf([headline, *across])).split("\n\n") == [headline.text, LEFT, RIGHT]


def test_columns_that_are_drawn_in_order_are_left_in_order() -> None:
    """The writer knew."""
    drawn = [*column(LEFT, 50, 700, 44), *column(RIGHT, 310, 700, 44)]
    assert text(pdf(drawn)).split("\n\n") == [LEFT, RIGHT]


def test_a_page_that_is_drawn_from_the_bottom_up_is_read_from_the_top() -> None:
    """One column, every line above the one before."""
    assert text(pdf(list(reversed(column(LEFT, 50, 700, 44))))) == LEFT


def test_a_table_is_read_row_by_row() -> None:
    """Its cells are no columns of prose."""
    rows = [(f"Town {n}", f"{n * 7} ferries", f"{n}.5%") for n in range(1, 12)]
    drawn = [Drawn(cell, 60 + 150 * n, 700 - 14 * y) for y, row in enumerate(rows) for n, cell in enumerate(row)]
    assert "Town 3 21 ferries 3.5%" in text(pdf(drawn))


def test_running_heads_feet_and_page_numbers_go() -> None:
    """What stands at the same height on page after page, odd and even, and what only counts pages."""
    pages = []
    for number in range(4):
        head = Drawn("THE NORTHERN QUARTERLY" if number % 2 else "Spring 2025", 60, 800, 8)
        body = column(f"Part {'abcd'[number]}. {LEFT}", 60, 740, 70)
        pages.append([head, *body, Drawn(f"- {number + 11} -", 290, 40, 8)])
    read = text(pdf(*pages))
    assert "QUARTERLY" not in read
    assert "Spring" not in read
    assert not any(f"{number + 11}" in read for number in range(4))
    assert [f"Part {letter}." in read for letter in "abcd"] == [True] * 4


def test_what_a_browser_prints_in_the_margins_goes() -> None:
    """Date and title above, address and page number below, on a single page."""
    margins = [
        Drawn("8/9/25, 10:14 AM", 24, 820, 8),
        Drawn("https://paper.example/bridge", 24, 20, 8),
        Drawn("1/1", 560, 20, 8),
    ]
    assert text(pdf([*margins, *column(LEFT, 60, 740, 80)])) == LEFT


def test_footnotes_follow_the_text_and_their_marks_go() -> None:
    """A raised figure that has its note below; a raised figure without one stays."""
    body = column("The seepage was measured in gallons a minute by one man alone", 60, 700, 80)
    mark = Drawn("1", 60 + 295, 704, 6)
    more = column("and nobody else did so for ten years.", 60, 688, 80)
    note = [Drawn("1", 60, 84, 6), Drawn("Water that finds its way through a dam.", 66, 80, 8)]
    assert text(pdf([*body, mark, *more, *note])).split("\n\n") == [
        "The seepage was measured in gallons a minute by one man alone and nobody else did so for ten years.",
        "Water that finds its way through a dam.",
    ]


@pytest.mark.parametrize(
    ("before", "after", "known", "joined"),
    [
        ("the minis-", "ter said", "", "the minister said"),
        ("a well-", "known man", "", "a well-known man"),
        ("the co-", "operative", "a cooperative of", "the cooperative"),
        ("the short-", "fall grew", "a short-fall in", "the short-fall grew"),
        ("from Anglo-", "Saxon days", "", "from Anglo-Saxon days"),
        ("pages 10-", "12 of it", "", "pages 10-12 of it"),
    ],
)
def test_a_hyphen_at_a_lines_end_is_undone_where_the_line_made_it(
    before: str, after: str, known: str, joined: str
) -> None:
    """Not where the word has it elsewhere, before capitals, or between figures."""
    words = Words([Line(known, 0, 0, 100, 10)])
    assert before[:-1] + words.glue(before, after) + after == joined


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_it_is_shown(rotate: int) -> None:
    """Scanners and spreadsheets store pages turned."""
    assert text(pdf(column(LEFT, 60, 500, 60), rotate=rotate)) == LEFT


def test_the_title_is_the_files_or_the_largest_line() -> None:
    """A file's name is no title."""
    page = [Drawn("A headline", 60, 780, 22), *column(LEFT, 60, 740, 80)]
    assert PdfReader().read(Original(pdf(page, title="Microsoft Word - draft2.docx"))).title == "A headline"
    assert (
        PdfReader().read(Original(pdf(column(LEFT, 60, 740, 80), title="The bridge opens"))).title == "The bridge opens"
    )


def test_a_scan_without_recognition_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """No letters, and no program that makes them out."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(Unreadable) as raised:
        text(pdf([Drawn("x", 10, 10)]))
    assert raised.value.code == "scanned"


def test_a_locked_pdf_is_said_in_words() -> None:
    """An encryption that needs a password."""
    locked = pdf(column(LEFT, 60, 740, 60)).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + b"11" * 32
        + b"> /U <"
        + b"22" * 32
        + b"> >>",
    )
    with pytest.raises(Unreadable) as raised:
        text(locked)
    assert raised.value.code == "encrypted"


def test_a_very_long_pdf_is_read_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The note says how many pages were read."""
    monkeypatch.setattr("handlers.readers.pdf.MOST_PAGES", 3)
    pages = [column(" ".join(LEFT.split()[n * 7 :]), 60, 740, 60) for n in range(5)]
    article = PdfReader().read(Original(pdf(*pages)))
    assert article.notes == ("Only the first 3 of 5 pages were read.",)
    assert article.text.count("each year.") == 3
