"""Scores quotes on sentences written for the purpose, one class of difficulty at a time.

A line is `class <tab> text <tab> answers`. In the text `[[...]]` holds what is said, `{{...}}` who says it, and `¶`
opens a paragraph. Answers stand in the order of the brackets: `number of the mention=name`, `-` for no name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from handlers import Extractor
from handlers.language import Parses
from handlers.model import Article, Quote

_SIGN = re.compile(r"\[\[|\]\]|\{\{|\}\}|¶")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is right for one quote."""

    start: int
    end: int
    mention: tuple[int, int]
    name: str


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the gold."""

    group: str
    article: Article
    answers: tuple[Answer, ...]


@dataclass(slots=True)
class Tally:
    """How many answers of a class were found, with the right mention, with the right name; and false alarms."""

    answers: int = 0
    found: int = 0
    spoken: int = 0
    named: int = 0
    false: int = 0


def cases(path: Path) -> list[Case]:
    """The lines of a gold file."""
    return [_case(*line.split("\t")) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _case(group: str, marked: str, told: str) -> Case:
    text, at = "", 0
    opened: dict[str, int] = {}
    spans: dict[str, list[tuple[int, int]]] = {"[[": [], "{{": []}
    for sign in _SIGN.finditer(marked):
        text += marked[at : sign.start()]
        at = sign.end()
        if sign.group() == "¶":
            text += "\n\n"
        elif sign.group() in spans:
            opened[sign.group()] = len(text)
        else:
            key = "[[" if sign.group() == "]]" else "{{"
            spans[key].append((opened[key], len(text)))
    text += marked[at:]
    answers = []
    for (start, end), answer in zip(spans["[["], filter(None, told.split(";")), strict=True):
        number, name = answer.strip().split("=")
        answers.append(Answer(start, end, spans["{{"][int(number) - 1], "" if name == "-" else name))
    return Case(group, Article(text, language="en"), tuple(answers))


def tallies(found: list[Case], extractor: Extractor) -> dict[str, Tally]:
    """The tally of each class."""
    counted: dict[str, Tally] = defaultdict(Tally)
    for case in found:
        quotes = [q for q in extractor.extract(case.article, Parses(case.article)) if isinstance(q, Quote)]
        tally = counted[case.group]
        tally.answers += len(case.answers)
        if not case.answers:
            tally.false += len(quotes)
        for answer in case.answers:
            best = max(quotes, key=lambda q: _likeness(q, answer), default=None)
            if best is None or _likeness(best, answer) < 0.75:
                continue
            tally.found += 1
            speaker = best.speaker
            mention = speaker.mention if speaker else None
            tally.spoken += bool(mention and mention.start < answer.mention[1] and answer.mention[0] < mention.end)
            tally.named += bool(speaker and speaker.name == answer.name)
    return counted


def _likeness(quote: Quote, answer: Answer) -> float:
    """Shared characters over all characters of both."""
    shared = min(quote.passage.end, answer.end) - max(quote.passage.start, answer.start)
    return shared / (max(quote.passage.end, answer.end) - min(quote.passage.start, answer.start))


def table(counted: dict[str, Tally]) -> str:
    """The tallies, a line a class."""
    lines = [f"{'class':<12}{'quotes':>8}{'found':>8}{'speaker':>9}{'name':>7}{'false':>7}"]
    lines += [
        f"{group:<12}{t.answers:>8}{t.found:>8}{t.spoken:>9}{t.named:>7}{t.false:>7}" for group, t in counted.items()
    ]
    return "\n".join(lines)
