"""What a digest says, whatever it is drawn with: its heading, its speakers, its notes, and how words are counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from itertools import groupby
from urllib.parse import unquote, urlsplit

from bot.blocks.literal import cut, shortened, shown, units
from handlers.language import MODELS
from handlers.model import Article, Digest, Figure, Passage, Quote

_CLAUSE = re.compile(r"[,;:—–] ")
LONGEST_TITLE = 240
LONGEST_NAME = 100
LONGEST_ROLE = 120
LONGEST_QUOTE = 480
UNNAMED = "Speaker not named"
LONGEST_SENTENCE = 200
A_FEW_MORE = 24  # a sentence is not cut to save so little
LEFT_OUT = " […]"  # in the place of words that a long quote goes on with

_TIMES = {1: "twice", 2: "three times", 3: "four times", 4: "five times"}
_OPENING, _CLOSING = "“„«»‹›‘‚\"'「『", "”“»«›‹’‘\"'」』"


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker and what is shown of what they said."""

    name: str
    role: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A quote as it is shown: `text` is the article's own; the marks around it are ours where it is direct."""

    opening: str
    text: str
    left_out: bool
    closing: str
    remarks: tuple[str, ...]  # ours, such as "said twice"


@dataclass(frozen=True, slots=True)
class FigureLine:
    """Figures, in bold, within the words of their sentence. `remarks` are ours: what a figure counts, where these words
    do not say it; that it is given more than once."""

    runs: tuple[tuple[str, bool], ...]
    sentence: Passage
    remarks: tuple[str, ...]

    @property
    def text(self) -> str:
        """The line without its weights."""
        return "".join(text for text, _ in self.runs)


def title_of(article: Article, name: str = "") -> str:
    """The title; else the name of its file, the end of its link, or its first words."""
    host, path = _address(article)
    known = (shortened(words, LONGEST_TITLE) for words in (article.title, name, unquote(host + path.rstrip("/"))))
    return next(filter(None, known), "") or shortened(article.text[:400], 80) or "Untitled"


def about(article: Article) -> str:
    """Publisher, date and reading time in one line."""
    host, _ = _address(article)
    parts = [article.publisher or host.removeprefix("www.") or article.byline, _date(article.published)]
    return " · ".join(
        [*(shortened(part, LONGEST_NAME) for part in parts if part), f"{article.reading_minutes} min read"]
    )


def voices(quotes: Sequence[Quote]) -> list[Voice]:
    """The quotes by who said them, voices and quotes in the order given."""
    by_name: dict[str, list[Quote]] = {}
    for quote in quotes:
        by_name.setdefault(_name(quote), []).append(quote)
    made = []
    for name, said in by_name.items():
        role = next((q.speaker.role for q in said if q.speaker and q.speaker.role), "")
        role = "" if f" {name}".endswith(f" {role}") else role  # "one of the residents"
        made.append(Voice(name, shortened(role, LONGEST_ROLE), tuple(said)))
    return made


def runs_of_voices(quotes: Sequence[Quote]) -> list[Voice]:
    """The quotes in the order given, those of one voice after another together."""
    return [voice for _, said in groupby(quotes, _name) for voice in voices(list(said))]


def words_of(article: Article, quote: Quote, width: int = LONGEST_QUOTE) -> Words:
    """The quote's words with their marks: ours only around direct speech, the article's own around a fragment."""
    passage, opening, closing = quote.passage, "", ""
    if quote.kind == "direct":
        opening, closing = "“", "”"
    elif quote.kind == "mixed":
        opening, closing = _own_marks(article, passage)
    text = cut(passage.text, width)
    remarks = () if quote.kind == "direct" else ("reported",)
    return Words(opening, shown(text), len(text) < len(passage), closing, remarks + repeated("said", quote.repeats))


def figure_lines(article: Article, figures: Sequence[Figure], width: int = LONGEST_SENTENCE) -> list[FigureLine]:
    """The figures within their sentences, in the order given; those of one sentence in one line, where they fit."""
    by_sentence: dict[Passage, list[Figure]] = {}
    for figure in figures:
        by_sentence.setdefault(figure.sentence, []).append(figure)
    made = []
    for sentence, together in by_sentence.items():
        together.sort(key=lambda f: f.passage.start)
        near = together[-1].passage.end - together[0].passage.start <= width
        made += [_line(article, sentence, group, width) for group in ([together] if near else [[f] for f in together])]
    return made


def _line(article: Article, sentence: Passage, figures: Sequence[Figure], width: int) -> FigureLine:
    """The figures in their sentence, cut on word borders around them where it is long."""
    middle: list[tuple[str, bool]] = []
    at = figures[0].passage.start
    for figure in figures:
        middle.append((_flat(article.text[at : figure.passage.start]), False))
        middle.append((shortened(figure.passage.text, width) or "…", True))
        at = max(at, figure.passage.end)
    before, after = article.text[sentence.start : figures[0].passage.start], article.text[at : sentence.end]
    room = max(0, width - sum(units(text) for text, _ in middle))
    before = _end(before, max(room // 2, room - units(after)))
    after = _beginning(after, max(room // 2, room - units(before)))
    runs = tuple((text, bold) for text, bold in ((before, False), *middle, (after, False)) if text)
    words = "".join(text for text, _ in runs).casefold()
    remarks = []
    for figure in figures:
        which = "" if len(figures) == 1 else f"{shortened(figure.passage.text, LONGEST_NAME)} "
        if figure.concept and figure.concept.casefold() not in words:
            remarks.append(f"{which}{shortened(figure.concept, LONGEST_NAME)}")
        if len(figures) == 1:  # of several, it would only distract
            remarks.extend(repeated("given", figure.repeats))
    return FigureLine(runs, sentence, tuple(remarks))


def repeated(verb: str, repeats: Sequence[Passage]) -> tuple[str, ...]:
    """ "said twice", where there are further places."""
    return (f"{verb} {_TIMES.get(len(repeats), f'{len(repeats) + 1} times')}",) if repeats else ()


def joined(remarks: Sequence[str]) -> str:
    """The remarks as they follow the article's words."""
    return "".join(f" ·\N{NO-BREAK SPACE}{remark}" for remark in remarks)


def in_all(digest: Digest) -> str:
    """How much was found."""
    quotes, figures = len(digest.all_quotes), len(digest.all_figures)
    if not quotes and not figures:
        return "No quotes and no figures in this article."
    return f"{counted(quotes, 'quote')} and {counted(figures, 'figure')} in all"


def counted(number: int, thing: str) -> str:
    """ "no quotes", "1 quote", "12 quotes"."""
    return f"{number or 'no'} {thing}{'' if number == 1 else 's'}"


def notes(digest: Digest) -> str:
    """In one line, what a reader must know about how this digest came about; mostly nothing."""
    article, said = digest.article, []
    if article.paywalled and not article.notes:
        said.append("Only the part before the paywall was read.")
    said.extend(article.notes)
    if any(quote.speaker is None for quote in digest.all_quotes) and not _speakers_told(article.language):
        said.append(f"In {_language(article.language)} articles not every speaker is named.")
    said.extend(f"The {name} could not be looked for." for name in digest.failed)
    return shortened(" ".join(said), 600)


def _beginning(text: str, width: int) -> str:
    line = _flat(text)
    return line if units(line) <= width + A_FEW_MORE else cut(line, width) + "…"


def _end(text: str, width: int) -> str:
    """The last words; where the first are cut off, from the next clause on, if it begins in the first half."""
    shown = _beginning(_flat(text)[::-1], width)[::-1]
    border = _CLAUSE.search(shown, 0, len(shown) // 2) if shown.startswith("…") else None
    return "…" + shown[border.end() :] if border else shown


def _flat(text: str) -> str:
    return re.sub(r"\s", " ", shown(text))


def _name(quote: Quote) -> str:
    return shortened(quote.speaker.shown, LONGEST_NAME) if quote.speaker else ""


def _own_marks(article: Article, passage: Passage) -> tuple[str, str]:
    before, after = article.text[passage.start - 1 : passage.start], article.text[passage.end : passage.end + 1]
    own = before and after and before in _OPENING and after in _CLOSING
    return (before, after) if own else ("", "")


def _date(published: str) -> str:
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return ""
    return f"{day.day} {day:%B} {day.year}"


def _address(article: Article) -> tuple[str, str]:
    """The host and path of its link, "" and "" without one."""
    try:
        address = urlsplit(article.canonical_url or article.url)
        return (address.hostname, address.path) if address.hostname else ("", "")
    except ValueError:
        return "", ""


def _speakers_told(language: str) -> bool:
    model = MODELS.get(language or "en")
    return model is not None and find_spec(model) is not None


def _language(code: str) -> str:
    from babel import Locale

    return str(Locale("en").languages.get(code, "such"))
