"""Figures: every number that matters, and only those, with what it counts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.figures import FigureExtractor
from handlers.figures.numerals import numeral
from handlers.figures.words import Words
from handlers.language import Parses
from handlers.model import Article, Figure

SEED = Path(__file__).parents[1] / "seeds" / "sheinbaum-2025-05-04.txt"
Row = tuple[str, str, str | None, str, str, str]


def found(text: str, language: str = "en") -> list[Figure]:
    article = Article(text, language=language)
    return list(FigureExtractor().extract(article, Parses(article)))


def row(figure: Figure) -> Row:
    high = None if figure.value_high is None else f"{figure.value_high.normalize():f}"
    low = f"{figure.value.normalize():f}"
    return figure.passage.text, low, high, figure.unit, figure.modifier, figure.concept


SENTENCES: list[tuple[str, list[Row]]] = [
    (
        "Ice covers 1.99 million square kilometers.",
        [("1.99 million square kilometers", "1990000", None, "square kilometer", "=", "Ice")],
    ),
    ("It expects $5 to $6 per share.", [("$5 to $6 per share", "5", "6", "dollar per share", "=", "")]),
    ("Sales were $2 billion a year before.", [("$2 billion", "2000000000", None, "dollar", "=", "Sales")]),
    ("The carrier bought a 36-gallon tank.", [("36-gallon", "36", None, "gallon", "=", "tank")]),
    (
        "They cut the fee by $200 to $299.",
        [("$200", "200", None, "dollar", "down", "fee"), ("$299", "299", None, "dollar", "down", "fee")],
    ),
    (
        "The fine wiped $250 billion off its market value.",
        [("$250 billion", "250000000000", None, "dollar", "down", "market value")],
    ),
    ("Temperatures reached 52.2 C in Delhi.", [("52.2 C", "52.2", None, "degree celsius", "=", "Temperatures")]),
    ("The flood displaced 119 million people.", [("119 million", "119000000", None, "", "=", "people")]),
    ("Two and a half million cars were sold.", [("Two and a half million", "2500000", None, "", "=", "cars")]),
    ("Half a dozen shops closed.", [("Half a dozen", "6", None, "", "=", "shops")]),
    ("A third of the crop failed.", [("A third", "0.3333333333333333", None, "", "=", "crop")]),
    ("Three-quarters of voters agree.", [("Three-quarters", "0.75", None, "", "=", "voters")]),
    ("1 in 5 adults has asthma.", [("1 in 5", "0.2", None, "", "=", "adults")]),
    ("Police found thousands of kilos of cocaine.", [("thousands of kilos", "1000", None, "kilogram", ">", "cocaine")]),
    ("Growth of 2-3 % is likely.", [("2-3 %", "2", "3", "percent", "=", "Growth")]),
    (
        "Unemployment fell from 7.1 % to 4 %.",
        [
            ("7.1 %", "7.1", None, "percent", "=", "Unemployment"),
            ("4 %", "4", None, "percent", "down", "Unemployment"),
        ],
    ),
    ("The fine is A$3m.", [("A$3m", "3000000", None, "Australian dollar", "=", "fine")]),
    (
        "The line will cost $3 billion Canadian.",
        [("$3 billion Canadian", "3000000000", None, "Canadian dollar", "=", "line")],
    ),
    ("Oil cost $82.40 a barrel.", [("$82.40 a barrel", "82.4", None, "dollar per barrel", "=", "Oil")]),
    (
        "There were 40 deaths per 100,000 people.",
        [("40 deaths per 100,000", "40", None, "per 100,000", "=", "deaths")],
    ),
    (
        "Support rose two percentage points.",
        [("two percentage points", "2", None, "percentage point", "up", "Support")],
    ),
    ("Rents have doubled.", [("doubled", "2", None, "time", "up", "Rents")]),
    ("The firm halved its dividend.", [("halved", "0.5", None, "time", "down", "dividend")]),
    ("It was -12 °C in Oslo.", [("-12 °C", "-12", None, "degree celsius", "=", "")]),
    ("Arsenal won 3-1.", [("3", "3", None, "", "=", "Arsenal"), ("1", "1", None, "", "=", "Arsenal")]),
    ("At least 38 miners died.", [("38", "38", None, "", ">", "miners")]),
    ("Up to 50 workers may go.", [("50", "50", None, "", "<", "workers")]),
    ("“We lost 300 customers,” he said.", [("300", "300", None, "", "=", "customers")]),
    (
        "The price of 5 and 6 million dollars was paid.",
        [
            ("5", "5000000", None, "dollar", "=", "price"),
            ("6 million dollars", "6000000", None, "dollar", "=", "price"),
        ],
    ),
]


SENTENCES += [
    ("One child in three had asthma.", [("One child in three", "0.3333333333333333", None, "", "=", "child")]),
    (
        "The jobless rate edged up to 4.3 percent.",
        [("4.3 percent", "4.3", None, "percent", "up", "jobless rate")],
    ),
    (
        "The regulator fined the lender 57.4 million pounds.",
        [("57.4 million pounds", "57400000", None, "pound sterling", "=", "lender")],
    ),
    (
        "He ran it in under two hours and ten minutes.",
        [("two hours", "2", None, "hour", "<", ""), ("ten minutes", "10", None, "minute", "<", "")],
    ),
    (
        "Prices should rise 0.3 percent on the month and 3.1 percent on the year.",
        [
            ("0.3 percent", "0.3", None, "percent", "up", "Prices"),
            ("3.1 percent", "3.1", None, "percent", "up", "Prices"),
        ],
    ),
    ("Miners want R12,500 a month.", [("R12,500 a month", "12500", None, "rand per month", "=", "Miners")]),
    ("The boat sank 60 miles off Crete.", [("60 miles", "60", None, "mile", "down", "boat")]),
    ("A court told the mayor to pay $5.", [("$5", "5", None, "dollar", "=", "mayor")]),
    ("Talks began with oil at $70 a barrel.", [("$70 a barrel", "70", None, "dollar per barrel", "=", "oil")]),
    ("She made all seven of her throws.", [("seven", "7", None, "", "=", "throws")]),
    ("The Comets, 9-24, are last.", [("9", "9", None, "", "=", "Comets"), ("24", "24", None, "", "=", "Comets")]),
    (
        "A half-point cut to rates is likely; about a third will pay.",
        [
            ("half-point", "0.5", None, "point", "down", "cut"),
            ("a third", "0.3333333333333333", None, "", "~", "cut"),
        ],
    ),
    (
        "They hold a third less than in 2020.",
        [("a third", "0.3333333333333333", None, "", "down", "")],
    ),
    ("Ravens 2-3 Castlebury", [("2", "2", None, "", "=", "Ravens"), ("3", "3", None, "", "=", "Castlebury")]),
    ("Leeds 1, Hull City 2.", [("1", "1", None, "", "=", "Leeds"), ("2", "2", None, "", "=", "Hull City")]),
    ("The Rockets lost 101-98.", [("101", "101", None, "", "=", "Rockets"), ("98", "98", None, "", "=", "Rockets")]),
    ("It ran at odds of 7/2.", [("7", "7", None, "", "=", "odds"), ("2", "2", None, "", "=", "odds")]),
    ("The court ruled 5-4.", [("5", "5", None, "", "=", "court"), ("4", "4", None, "", "=", "court")]),
]


@pytest.mark.parametrize(("text", "wanted"), SENTENCES, ids=[text[:30] for text, _ in SENTENCES])
def test_a_sentence_gives_its_figures(text: str, wanted: list[Row]) -> None:
    """Value, range, unit, modifier and concept, for one sentence of each kind."""
    assert [row(figure) for figure in found(text)] == wanted


FREE = [
    "Trains leave at 7.15 and 9.40 in the morning and at 18:05.",
    "Doors open at seven; ring 101, quoting reference 4417.",
    "The Boeing 787-9 is described in pp. 44-51 of case No. 22-451.",
    "The 401(k) and clause 4(b) are older than the Six-Day War.",
    "Lot numbers 20418 through 20433 went to 14 rue de Fleurus.",
    "It is above the average of 1991 to 2020 at the zero-degree line.",
    "On matchday two, Sixty Minutes filmed their first eleven.",
    "She opened with 1. e4 and was two-faced about it.",
    "The talks resume on April 16 at 5:30 p.m.",
    "In the 1990s he lived at 10 Downing Street; in 2016 he left.",
    "Call 555-010-9999 about flight BA117.",
    "No. 3 seed Lena Fischer is one of the best.",
    "iOS 17.4.1 fixes the iPhone 14.",
    "The S&P 500 was flat.",
    "Read https://example.org/2024/05/03/story-12345 on page 12.",
    "She wore the number 10 shirt in her third season.",
    "1. Open the box",
    "Photo: Ana Ruiz, 2021",
    "UPDATE 2-Ferry sinks off Borneo",
    "Seven-Eleven and 3M declined to comment.",
    "The jet parked on runway 27L.",
    "Sources 1, 2 and 3 in the annex differ.",
    "One question is whether he will run.",
    "She swam it in 2:01.32 on Friday.",
    "Electing her in ‘16 mattered.",
    "The Airbus A350-900 and the Embraer 190 share a hangar.",
    "The under-23 side reached the last 16.",
    "As one diplomat put it, it takes two to tango.",
    "See tables 2 through 5 of the Twenty-First Century report.",
]


@pytest.mark.parametrize("text", FREE)
def test_a_number_that_is_no_figure_gives_none(text: str) -> None:
    """Dates, years, clock times, telephone and flight numbers, addresses, versions, lists, jerseys, credits."""
    assert [figure.passage.text for figure in found(text)] == []


def test_a_dateline_is_neither_in_the_sentence_nor_counted() -> None:
    """The place and the agency that open an article have nothing to do with its first figure."""
    (figure,) = found("ROTTENBRUG (NWS) - Seventy years ago, the river rose.")
    assert (figure.sentence.text, figure.concept) == ("Seventy years ago, the river rose.", "river")


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("| Hotel | 7.50 | pleasure |", ["Hotel"]),
        ("Price per litre: 7.50 | pleasure", ["Price per litre"]),
        ("Harbour | 12 boats | 40 euros", ["boats", "Harbour"]),
        ("2019 | 7.50 | 8.25", ["", ""]),
    ],
)
def test_a_cell_of_a_table_counts_for_its_row(text: str, concepts: list[str]) -> None:
    """What a cell says itself, else how the row begins; never a word of another cell. The row is the sentence."""
    figures = found(text)
    assert [figure.concept for figure in figures] == concepts
    assert {figure.sentence.text for figure in figures} == {text}


def test_the_seed_gives_its_figures() -> None:
    """The first article that anybody sees: every figure of it, and nothing else."""
    assert [row(figure) for figure in found(SEED.read_text(encoding="utf-8"))] == [
        ("Thousands", "1000", None, "", ">", "Mexican and American troops"),
        ("thousands of kilos", "1000", None, "kilogram", ">", "fentanyl"),
        ("119 million", "119000000", None, "", ">", "Americans"),
        ("a third", "0.3333333333333333", None, "", "~", "country"),
        ("18 to 44", "18", "44", "year", "=", "Americans"),
        ("25%", "25", None, "percent", "=", "price"),
        ("25%", "25", None, "percent", "=", "import tax"),
    ]


def test_a_language_without_a_model_still_gives_values_and_units() -> None:
    """Without a parse there is no concept, but the number and its unit are read."""
    (figure,) = found("Der Preis stieg auf 3,000 km.", language="xx")
    assert (figure.value, figure.unit, figure.concept) == (Decimal(3000), "kilometer", "")


TONGUES = [
    ("de", "Die Inflation sank auf 2,4 Prozent.", "2,4 Prozent", "2.4", "percent"),
    ("de", "Der Etat von 476,8 Milliarden Euro steht.", "476,8 Milliarden Euro", "476800000000", "euro"),
    ("de", "Am 3. Mai 2024 kamen um 20.30 Uhr 81.365 Menschen.", "81.365", "81365", ""),
    ("fr", "Le 12 mars, 45 000 manifestants ont défilé.", "45 000", "45000", ""),
    ("fr", "Il a coûté 2,3 millions d’euros.", "2,3 millions d’euros", "2300000", "euro"),
    ("es", "La empresa ganó 4.200 millones de euros.", "4.200 millones de euros", "4200000000", "euro"),
    ("en", "Inflation fell to 2,4 % in April.", "2,4 %", "2.4", "percent"),
    ("en", "The firm took 1.234.567 euros.", "1.234.567 euros", "1234567", "euro"),
    ("en", "Petrol costs 1,92 € now.", "1,92 €", "1.92", "euro"),
    ("en", "The stadium seats 81.365 people.", "81.365", "81365", ""),
    ("en", "The town needs 12 000 tonnes.", "12 000 tonnes", "12000", "tonne"),
]


@pytest.mark.parametrize(("language", "text", "shown", "value", "unit"), TONGUES, ids=[row[1] for row in TONGUES])
def test_a_number_is_read_as_its_language_writes_it(
    language: str, text: str, shown: str, value: str, unit: str
) -> None:
    """Decimal commas, grouping, scales and units of the article's language; dates and clock times are no figures."""
    (figure,) = found(text, language)
    assert (figure.passage.text, figure.value, figure.unit) == (shown, Decimal(value), unit)


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [
        ("de", "Der Konzern streicht 1.900 befristete Stellen.", "Stellen"),
        ("de", "42 Prozent der Befragten lehnen den Plan ab.", "Befragten"),
        ("fr", "La grève touche 2,3 millions de voyageurs.", "voyageurs"),
        ("fr", "Selon le sondage, 38 % des électeurs hésitent.", "électeurs"),
        ("es", "Murieron 18 mineros en el derrumbe.", "mineros"),
        ("es", "Ganó un 12 % más.", ""),
        ("fr", "Il en a vendu 14.500 dans une seule nuit.", ""),
    ],
)
def test_abroad_the_noun_behind_is_counted(language: str, text: str, concept: str) -> None:
    """Words alone tell it, with no model of the language: the noun behind a number or a share."""
    assert [figure.concept for figure in found(text, language)] == [concept]


def test_one_number_in_english_style_keeps_all_points_decimal() -> None:
    """A point groups in English text only where no number of the article says otherwise."""
    assert [f.value for f in found("It made 1.234.567 euros and lost 98.400 euros.")] == [1234567, 98400]
    assert [f.value for f in found("It made 1,200 euros and lost 98.400 euros.")] == [1200, Decimal("98.400")]


def test_where_both_styles_are_sure_three_digits_are_a_group_behind_either_sign() -> None:
    """ "1.200,5" can be nothing English, and "45,000" nothing continental."""
    text = "It took 1.200,5 million euros, has 18.500 workers and pays Rs 45,000 for 3.5 tonnes."
    assert [f.value for f in found(text)] == [1_200_500_000, 18_500, 45_000, Decimal("3.5")]


VALUES = [
    ("1,234,567.8", "1234567.8"),
    ("10 000", "10000"),
    ("3½", "3.5"),
    ("2 1/2", "2.5"),
    ("twenty-three", "23"),
    ("two hundred and fifty thousand", "250000"),
    ("one and a quarter", "1.25"),
    ("a million and a half", "1500000"),
    ("a quarter of a million", "250000"),
    ("two dozen", "24"),
    ("3.5bn", "3500000000"),
    ("five lakh", "500000"),
    ("tens of thousands", "10000"),
    ("threefold", "3"),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_a_numeral_has_its_exact_value(text: str, value: str) -> None:
    """Grouping, glyphs, words, scales and fractions, in exact decimals."""
    made = numeral(Words(text), 0)
    assert made is not None
    assert made.stop == len(Words(text))
    assert made.value == Decimal(value)


ANY_TEXT = st.text(max_size=60) | st.lists(
    st.sampled_from(
        ["3", "$", "%", " ", "-", "million", "half", "of", "a", "to", "one", ",", "\u00a0", "½", "x", "٣", "rise"]
    ),
    max_size=25,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(ANY_TEXT)
def test_any_text_is_read_without_an_exception_and_verbatim(text: str) -> None:
    """Every passage and sentence is the article's own words, the sentence around the figure."""
    for figure in found(text):
        assert text[figure.passage.start : figure.passage.end] == figure.passage.text
        assert figure.sentence.holds(figure.passage)
        assert figure.value_high is None or figure.value < figure.value_high


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10**9 - 1),
    st.integers(0, 99),
    st.sampled_from(["", "%", " km", " million", " dollars"]),
)
def test_the_value_of_a_written_number_parses_back(whole: int, cents: int, tail: str) -> None:
    """What was written with grouping and decimals is what is read."""
    (figure,) = found(f"Output was {whole:,}.{cents:02}{tail} there.")
    scale = 10**6 if tail == " million" else 1
    assert figure.value == Decimal(f"{whole}.{cents:02}") * scale
    assert figure.passage.text == f"{whole:,}.{cents:02}{tail}"


def work(lines: int) -> int:
    """How many calls reading a table of so many lines of numbers takes."""
    import sys

    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    text = "\t".join(f"{n} 1,{n:03}.5 $3 {n % 7}/9 1-{n}-2" for n in range(100, 100 + lines))
    list(found(text[:2000]))
    sys.setprofile(count)
    try:
        list(found(text, language="xx"))
    finally:
        sys.setprofile(None)
    return calls


def test_a_table_of_numbers_takes_work_in_line_with_its_length() -> None:
    """Ten times the numbers cost about ten times the calls, so a megabyte of them is read in seconds."""
    assert work(2000) < 13 * work(200)


def test_a_megabyte_of_numbers_is_read() -> None:
    """A table of a megabyte in one line ends, with every number in it."""
    text = " ".join(f"{n:,}.25" for n in range(100_000, 200_000))
    assert len(text) > 1_000_000
    assert len(found(text, language="xx")) == 100_000
