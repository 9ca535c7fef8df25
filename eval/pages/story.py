"""The articles that the pages are built around, and what stands around them on a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape

from handlers.digest import read
from handlers.model import Original
from seeds import SEEDS

_CHOSEN = (
    ("glacier-towns", "Benedikt Auer", "2025-08-09", 3),
    ("never-measured-dam", "Calla Brightwater", "2025-10-01", 2),
    ("brannock-clinics-strike", "Theo Lindahl", "2025-06-12", 4),
    ("too-many-pears", "Petra Quill", "2025-09-05", 0),
    ("sheinbaum-2025-05-04", "Dana Whitlock", "2025-05-04", 0),
    ("fennick-reservoir-hearing", "Rosa Delgado", "2025-09-23", 2),
)


@dataclass(frozen=True)
class Story:
    """An article: what a reader should give back of it."""

    title: str
    author: str
    date: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The gold text."""
        return "\n\n".join(self.paragraphs)

    def body(self, mark: str = "<p>{}</p>") -> str:
        """The paragraphs, each in `mark`."""
        return "\n".join(mark.format(escape(p, quote=False)) for p in self.paragraphs)


@cache
def stories() -> tuple[Story, ...]:
    """The articles, from the seeds that are no pages."""
    made = []
    for slug, author, date, skipped in _CHOSEN:
        seed = next(seed for seed in SEEDS if seed.slug == slug)
        article = read(Original(seed.read(), seed.media_type, seed.path))
        texts = [p.text for p in article.paragraphs][skipped:]
        long = tuple(text for text in texts if len(text.split()) > 7 and "|" not in text)
        made.append(Story(seed.title, author, date, long[:16]))
    return tuple(made)


TEASERS = (
    "“I will miss the boat”: commuters on 14 months without a bridge",
    "Ferry operators brace for a 70% fall in passengers, union warns",
    "‘He always went first’: a town mourns its youngest deckhand",
    "How 17 defects became zero in 9 weeks",
    "Opinion: The ferry that we deserve costs $80 million",
    "Central bank lifts rate to 5.25% in a split vote",
    "The 25 basis points that nobody wanted",
    "“We were too late”: a deputy governor looks back on 2022",
    "Heat record falls for the 3rd time in 10 days",
    "Why 6% is the new normal for a mortgage",
    "Mayor on the stadium: “Not one cent of public money”",
    "In pictures: 120 years of the harbour",
)
_SECTIONS = "Home World Politics Business Science Health Culture Sport Weather Video Podcasts Opinion"
NAV = tuple(_SECTIONS.split())
COOKIES = (
    "We and our 812 partners store and access information on your device, such as cookies, to show personalised ads. "
    "You can change your choices at any time."
)
COMMENTS = (
    "“Overdue” is putting it mildly. My sister has waited since 2019 and has written to them 14 times.",
    "I have lived here for 40 years and nobody ever asked me. The council said it would cost 3 million; it cost 9.",
    "Good reporting. I would like to know what the other 60% think.",
)
BIO = "is a staff reporter who covers the region. Send tips to tips@example.org or follow the newsroom for more."


def links(texts: tuple[str, ...], mark: str = '<li><a href="/a/{0}">{1}</a></li>') -> str:
    """A list of links."""
    return "".join(mark.format(number, escape(text, quote=False)) for number, text in enumerate(texts))


def script(size: int = 12_000) -> str:
    """A script as pages carry them, with words and figures in it that are nobody's."""
    state = '{"id":%d,"label":"item %d","value":"%d%%"},'
    return "<script>window.__STATE__=[" + "".join(state % (n, n, n % 100) for n in range(size // 40)) + "]</script>"
