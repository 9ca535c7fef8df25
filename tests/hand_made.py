"""A digest made by hand, of an article written for it: what the forms of a digest are tested with."""

from __future__ import annotations

from decimal import Decimal

from handlers.model import Article, Digest, Figure, Passage, Quote, Speaker

URL = "https://news.example/harbour?page=1"
TEXT = """\
The harbour at Lorne will close for eleven weeks, mayor Ada Quill said on Monday, “and not a day more”.

“We were told in March that the wall was sound. It was not, and 4,200 people live behind it,” Ms Quill said.

“It was not sound,” she told the council later, “and everybody in this room knew it.”

Engineers put the cost at 3.5 to 4 million pounds, about a third of what the town spends in a year. A spokesman for \
the insurer said that nothing had been decided.

“Nothing is decided,” said a spokesman for the insurer.

The cost, 3.5 to 4 million pounds, was not in the plan; fish landings fell by 12% last year.
"""

ARTICLE = Article(
    text=TEXT,
    url=URL,
    canonical_url=URL,
    title="Lorne’s harbour to close for <eleven> weeks & more",
    publisher="The Lorne Packet",
    published="2025-03-07T08:30:00+00:00",
    language="en",
)


def place(words: str, occurrence: int = 0, article: Article = ARTICLE) -> Passage:
    """Where the article has these words."""
    at = -1
    for _ in range(occurrence + 1):
        at = article.text.index(words, at + 1)
    return article.passage(at, at + len(words))


def sentence(passage: Passage, article: Article = ARTICLE) -> Passage:
    """The paragraph around a passage, as the sentence of a figure."""
    return next(p for p in article.paragraphs if p.holds(passage))


def figure(words: str, value: str, concept: str, **more: object) -> Figure:
    """A figure at these words."""
    at = place(words)
    return Figure(at, Decimal(value), sentence(at), concept=concept, **more)  # type: ignore[arg-type]


QUILL = Speaker(place("Ms Quill"), "Ada Quill", "mayor")
SHE = Speaker(place("she"), "Ada Quill")
INSURER = Speaker(place("a spokesman for the insurer"))

QUOTES = (
    Quote(
        place("We were told in March that the wall was sound. It was not, and 4,200 people live behind it,"),
        "direct",
        QUILL,
        place("said", 1),
        0.9,
    ),
    Quote(place("Nothing is decided,"), "direct", INSURER, score=0.6, repeats=(place("nothing had been decided"),)),
    Quote(place("and everybody in this room knew it."), "direct", SHE, score=0.5),
    Quote(place("and not a day more"), "mixed", QUILL, score=0.4),
    Quote(place("the wall was sound"), "indirect", None, score=0.1),
)
FIGURES = (
    figure("4,200", "4200", "people"),
    figure("3.5 to 4 million", "3500000", "cost", value_high=Decimal(4000000), repeats=(place("3.5 to 4 million", 1),)),
    figure("12%", "12", "fish landings", unit="percent", modifier="down"),
)
DIGEST = Digest(ARTICLE, QUOTES[:4], FIGURES[:2], QUOTES, FIGURES)
