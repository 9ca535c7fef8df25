"""Articles that the local Slack opens with and the tests read, with invented people and places but for the first.

The local news site serves each at `/news/<route>`.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from importlib.resources import files

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": "message/rfc822",
}
_ON_PAGES = {".html", ".txt"}


@dataclass(frozen=True, slots=True)
class Seed:
    """One seed article: a file of this folder, and what the local news site says of it."""

    path: str
    outlet: str
    title: str
    published: str

    @property
    def slug(self) -> str:
        """The file's name without its ending."""
        return self.path.rpartition(".")[0]

    @property
    def ending(self) -> str:
        """The ending of the file's name, with its dot."""
        return "." + self.path.rpartition(".")[2]

    @property
    def media_type(self) -> str:
        """The media type of the file."""
        return _TYPES[self.ending]

    @property
    def route(self) -> str:
        """Where the news site serves it, after `/news/`: the slug of a page, the file's name of any other format."""
        return self.slug if self.ending in _ON_PAGES else self.path

    @property
    def served_type(self) -> str:
        """The media type of `page`: a text is served as a page."""
        return _TYPES[".html"] if self.ending in _ON_PAGES else self.media_type

    def read(self) -> bytes:
        """The file's bytes."""
        return files(__package__).joinpath(self.path).read_bytes()


SEEDS: tuple[Seed, ...] = (
    Seed(
        "sheinbaum-2025-05-04.txt",
        "The Daily Digest",
        "Sheinbaum says she refused Trump’s offer of troops against the cartels",
        "2025-05-04",
    ),
    Seed(
        "sorrel-bridge-reopens.html",
        "Meridian Wire",
        "Sorrel Bridge reopens to trains after 14 months of repairs",
        "2025-11-04",
    ),
    Seed("halden-ferry-fire-courier.html", "The Halden Courier", "Three dead after fire on Halden ferry", "2025-11-02"),
    Seed(
        "halden-ferry-fire-tribune.html",
        "Northgate Tribune",
        "Death toll in Solveig ferry fire rises to four as a crewman dies in hospital",
        "2025-11-03",
    ),
    Seed(
        "valmora-rate-rise.html", "Ledger & Tide", "Valmora lifts its key rate to 5.25% in a split vote", "2025-10-16"
    ),
    Seed("glacier-towns.pdf", "The Alpine Observer", "The towns that sell their ice", "2025-08-09"),
    Seed("never-measured-dam.pdf", "The Highland Review", "The dam that nobody measured", "2025-10-01"),
    Seed(
        "brannock-clinics-strike.docx",
        "The Brannock Record",
        "Nurses at Brannock clinics end 23-day strike",
        "2025-06-12",
    ),
    Seed(
        "fennick-reservoir-hearing.txt",
        "Fennick County",
        "Fennick County Council: special hearing on the reservoir",
        "2025-09-23",
    ),
    Seed("too-many-pears.eml", "The Orchard Letter", "Too many pears, too few hands", "2025-09-05"),
)


def page(seed: Seed) -> bytes:
    """What the news site serves at the seed's route: a text as a typical news page, any other file as it is."""
    if seed.ending != ".txt":
        return seed.read()
    lines = seed.read().decode().splitlines()
    body = "\n".join(f"<p>{escape(line.strip())}</p>" for line in lines if line.strip() and not _said(seed, line))
    others = "\n".join(
        f'<li><a href="/news/{escape(other.route)}">{escape(other.title)}</a></li>' for other in SEEDS if other != seed
    )
    said = {name: escape(getattr(seed, name)) for name in ("title", "outlet", "published", "slug")}
    return _PAGE.format(body=body, others=others, **said).encode()


def _said(seed: Seed, line: str) -> bool:
    """Whether the page says it elsewhere: the title, and header lines."""
    return line.strip() == seed.title or line.strip().lower().startswith("date")


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} | {outlet}</title>
<link rel="canonical" href="/news/{slug}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="{outlet}">
<meta property="og:title" content="{title}">
<meta property="article:published_time" content="{published}">
<style>
body {{ margin: 0; font: 18px/1.6 Georgia, serif; color: #1d1d1f; background: #fff; }}
header, footer {{ padding: 14px 24px; background: #f3f1ec; font: 15px/1.5 Helvetica, Arial, sans-serif; }}
header a {{ margin-right: 18px; color: inherit; }}
main {{ max-width: 680px; margin: 32px auto; padding: 0 18px; }}
h1 {{ line-height: 1.15; }}
aside {{ border-top: 1px solid #ddd; font: 15px/1.6 Helvetica, Arial, sans-serif; }}
</style>
</head>
<body>
<header><a href="/news"><strong>{outlet}</strong></a><nav><a href="/news">Front page</a> <a href="#world">World</a>
<a href="#sport">Sport</a></nav></header>
<main>
<article>
<h1>{title}</h1>
<p class="meta"><time datetime="{published}">{published}</time></p>
<div class="share"><a href="#mail">Email</a> <a href="#print">Print</a></div>
{body}
</article>
<aside><h2>More stories</h2><ul>
{others}
</ul></aside>
</main>
<footer>© {outlet} · <a href="#terms">Terms</a> · <a href="#privacy">Privacy</a></footer>
</body>
</html>
"""
