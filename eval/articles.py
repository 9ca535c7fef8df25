"""How well pages are read: the words, foreign lines, title, byline and date, and the time beside plain trafilatura's.

`python -m eval.articles` prints a line for each reader, and `--pages` one for each page.
"""

from __future__ import annotations

import argparse
import logging
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from eval.pages import others, papers
from eval.pages.story import Story, stories
from eval.pages.unseen import UNSEEN
from eval.text_score import text_f1
from handlers.errors import Unreadable
from handlers.model import Article, Original
from handlers.readers.html import HtmlReader

_STYLES: tuple[Callable[[Story], str], ...] = (
    papers.wordpress, papers.broadcaster, papers.arc, papers.tabloid, papers.quality, papers.agency, papers.local,
    papers.cookie_heavy, others.ghost, others.newsletter_site, others.amp, others.broken_linked, others.entry_app,
    others.paywalled, others.several_posts, others.live_blog, others.gallery, others.press_release, others.tables,
    others.spans, others.twice, others.interview, *UNSEEN,
)  # fmt: skip
_URL = "https://news.example/2025/a-story"
_QUOTE = re.compile('["“”„«»]')
_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Page:
    """A page, and what a reader should give back of it."""

    name: str
    html: bytes
    story: Story


@dataclass(frozen=True)
class Marks:
    """What one reading of one page is worth."""

    page: str
    f1: float
    foreign: int
    foreign_quotes: int
    foreign_digits: int
    title: bool
    byline: bool
    date: bool


def pages() -> tuple[Page, ...]:
    """Each style around two of the articles."""
    known = stories()
    made = []
    for number, style in enumerate(_STYLES):
        for step in (0, 3):
            story = known[(number + step) % len(known)]
            gold = replace(story, paragraphs=story.paragraphs[:3]) if style is others.paywalled else story
            made.append(Page(f"{style.__name__} {step // 3 + 1}", style(story).encode(), gold))
    return tuple(made)


def by_trafilatura(page: Page) -> Article:
    """Plain trafilatura, in its default mode."""
    from trafilatura import bare_extraction, extract

    text = extract(page.html, url=_URL, include_comments=False) or ""
    said = bare_extraction(page.html, url=_URL, include_comments=False, with_metadata=True)
    found = said if isinstance(said, dict) else said.as_dict() if said else {}
    return Article(
        text, title=found.get("title") or "", byline=found.get("author") or "", published=found.get("date") or ""
    )


def by_reader(page: Page) -> Article:
    """The project's reader."""
    try:
        return HtmlReader().read(Original(page.html, "text/html", url=_URL))
    except Unreadable:
        return Article("")


def judged(page: Page, article: Article) -> Marks:
    """The marks of one reading."""
    gold = _plain(page.story.text)
    foreign = [line for line in article.text.split("\n") if line.strip() and _plain(line) not in gold]
    return Marks(
        page.name,
        text_f1(page.story.text, article.text),
        len(foreign),
        sum(bool(_QUOTE.search(line)) for line in foreign),
        sum(bool(_DIGIT.search(line)) for line in foreign),
        _plain(article.title) == _plain(page.story.title),
        _plain(article.byline) == _plain(page.story.author),
        article.published[:10] == page.story.date,
    )


def _plain(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower()))


def totals(marks: list[Marks]) -> dict[str, float]:
    """The means and sums over pages."""
    count = len(marks)
    return {
        "f1": sum(m.f1 for m in marks) / count,
        "foreign": sum(m.foreign for m in marks),
        "foreign_quotes": sum(m.foreign_quotes for m in marks),
        "foreign_digits": sum(m.foreign_digits for m in marks),
        "title": sum(m.title for m in marks) / count,
        "byline": sum(m.byline for m in marks) / count,
        "date": sum(m.date for m in marks) / count,
    }


def milliseconds(pages: tuple[Page, ...], rounds: int = 3) -> tuple[float, float]:
    """CPU time a page, the least of the rounds: the project's reader, and trafilatura with its metadata."""
    from trafilatura import bare_extraction

    def spent(read: Callable[[Page], object]) -> float:
        started = time.process_time()
        for page in pages:
            read(page)
        return (time.process_time() - started) * 1000 / len(pages)

    def plain(page: Page) -> object:
        return bare_extraction(page.html, url=_URL, include_comments=False, with_metadata=True)

    pairs = [(spent(by_reader), spent(plain)) for _ in range(rounds)]
    return min(own for own, _ in pairs), min(other for _, other in pairs)


def lines(shown: bool) -> Iterator[str]:
    """The report."""
    made = pages()
    for name, read in (("trafilatura", by_trafilatura), ("pullquote", by_reader)):
        marks = [judged(page, read(page)) for page in made]
        if shown:
            yield from (f"  {m}" for m in marks)
        found = totals(marks)
        yield (
            f"{name:12} {len(made)} pages: F1 {found['f1']:.4f}  foreign lines {found['foreign']:.0f}"
            f" (with a quotation mark {found['foreign_quotes']:.0f}, with a digit {found['foreign_digits']:.0f})"
            f"  title {found['title']:.3f}  byline {found['byline']:.3f}  date {found['date']:.3f}"
        )
    own, other = milliseconds(made)
    yield f"CPU a page: pullquote {own:.1f} ms, trafilatura {other:.1f} ms, ratio {own / other:.2f}"


def main(arguments: list[str] | None = None) -> None:
    """Prints the report."""
    parser = argparse.ArgumentParser(prog="eval.articles", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--pages", action="store_true", help="a line for each page")
    asked = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    for line in lines(asked.pages):
        print(line)


if __name__ == "__main__":
    main()
