"""Amounts and a parse to figures: which amounts are figures at all, how they are meant, what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from handlers.figures.abroad import noun_behind
from handlers.figures.amount import Amount
from handlers.figures.counted import Counted
from handlers.figures.layout import Layout
from handlers.figures.lexicon import listed
from handlers.figures.modifiers import beside
from handlers.figures.names import is_figure
from handlers.figures.phrases import anchor
from handlers.figures.trend import trend
from handlers.figures.words import Words
from handlers.model import Article, Figure, Modifier

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TO: Final = re.compile(r"^(?:[a-z -]+ )?to(?: an?| the| some)?(?: record| new| average)?(?: of)?$")
_HURTING: Final = listed("hurting")
_PEOPLE: Final = listed("people")
_LONGER: Final = {
    unit: place for place, unit in enumerate(("year", "month", "week", "day", "hour", "minute", "second"))
}
_NEAR: Final = 8  # words between a change and what it leads to


def figures(article: Article, offset: int, words: Words, parts: list[Amount], doc: Doc | None) -> Iterator[Figure]:
    """The figures of one paragraph that starts at `offset` of the article."""
    layout = Layout(words.text, doc)
    placed = [(part, _tokens(doc, words, part)) for part in parts if words[part.first].start >= layout.begin]
    kept = [(part, tokens) for part, tokens in placed if is_figure(words, part, doc, tokens)]
    counted = None
    if doc is not None:
        place = [token.i for token in doc if token.idx < layout.begin] if layout.begin else []
        counted = Counted(doc, {*place, *(i for _, tokens in kept if tokens for i in range(*tokens))})
    at, last = 0, ""
    before: tuple[Amount, Modifier] | None = None
    for index, (part, tokens) in enumerate(kept):
        start, end = words[part.first].start, words[part.stop - 1].end
        while at + 1 < len(layout.sentences) and layout.sentences[at][1] <= start:
            at, last = at + 1, ""
        head = anchor(doc, *tokens) if doc is not None and tokens else None
        if words.tongue.english:
            concept = _near(layout, counted, part, tokens, _run_of_times(kept, index, words), start)
        else:
            concept = noun_behind(words, part, words.tongue.language)
        last = concept = _lent(words, part, head, concept, last, before)
        meant = (
            beside(words, part)
            or trend(words, part, head)
            or (_carried(words, before, part) if before else None)
            or (_again(words, before, part, doc, tokens) if before and doc is not None and tokens else None)
            or (before[1] if before and before[1] in ("~", "<", ">") and _goes_on(before[0], part, words) else "=")
        )
        before = (part, meant)
        low, high = layout.sentences[at]
        yield Figure(
            article.passage(offset + start, offset + end),
            _whole(part.value),
            article.passage(offset + min(low, start), offset + max(high, end)),
            None if part.high is None else _whole(part.high),
            part.unit,
            meant,
            concept,
        )


def _near(
    layout: Layout, counted: Counted | None, part: Amount, tokens: tuple[int, int] | None, run: int, start: int
) -> str:
    """What grammar says that a figure counts; in a table's row, what the row is about."""
    concept = part.side
    if counted and tokens and not concept:
        concept = counted.concept(
            tokens[0], run or tokens[1], part.bare, part.money and " per " not in part.unit, part.pair, part.age
        )
        if concept and counted.last is not None and not layout.together(start, counted.last.idx):
            concept = ""
    if not any(map(str.isalpha, concept)):
        concept = ""
    return concept or (layout.label(start) if layout.row else "")


def _lent(
    words: Words, part: Amount, head: Token | None, concept: str, last: str, before: tuple[Amount, Modifier] | None
) -> str:
    """The concept, or that of the figure before, where words or grammar point back to it."""
    own = _of_them(words, part, head)
    if last and not own and (_points_back(words, part) or (part.bare and _left_out(words, part, head, concept, last))):
        concept = last
    elif before and part.bare and words.low(part.first - 1) == "including" and head is not None and head.dep_ == "pobj":
        concept = words[before[0].stop - 1].text if before[0].unit else last  # "35 points, including 14 by half-time"
    return "" if concept.lower() in ("others", "more", "rest") else own or concept


def _of_them(words: Words, part: Amount, head: Token | None) -> str:
    """ "two of them children": what some are of those counted before."""
    if head is None or words.lows[part.stop : part.stop + 2] not in (("of", "them"), ("of", "whom")):
        return ""
    place = words[part.stop + 2].start
    noun = next((t for t in head.doc[head.i :] if t.idx == place), None)
    return noun.text if noun is not None and noun.tag_ == "NNS" else ""


def _goes_on(first: Amount, second: Amount, words: Words) -> bool:
    """Whether two times are one: "four years and eight months", "two hours, ten minutes"."""
    between = words.lows[first.stop : second.first]
    longer = first.unit in _LONGER and first.unit != second.unit and not (first.age or second.age)
    return (
        longer and _LONGER.get(second.unit, 0) > _LONGER[first.unit] and between in (("and",), (",",), (), (",", "and"))
    )


def _run_of_times(kept: list[tuple[Amount, tuple[int, int] | None]], index: int, words: Words) -> int:
    """Where the tokens of a time end that goes on in the next amount, 0 where it does not."""
    if index + 1 == len(kept) or not _goes_on(kept[index][0], kept[index + 1][0], words):
        return 0
    following = kept[index + 1][1]
    return following[1] if following else 0


def _whole(value: Decimal) -> Decimal:
    """Without the zeros behind the point of a whole number."""
    return value.to_integral_value() if value == value.to_integral_value() else value


def _carried(words: Words, before: tuple[Amount, Modifier], part: Amount) -> Modifier | None:
    """The way of the change before it: "have gone up 8 percent to 68 euros", "a 3 percent rise in sales to $5"."""
    changed, way = before
    between = words.lows[changed.stop : part.first]
    return way if way in ("up", "down") and _TO.search(" ".join(between)) and len(between) <= _NEAR else None


def _again(
    words: Words, before: tuple[Amount, Modifier], part: Amount, doc: Doc, tokens: tuple[int, int]
) -> Modifier | None:
    """The change before it, in one breath: "rise 0.3 percent on the month and 3.1 percent on the year"."""
    changed, way = before
    joins = words.low(part.first - 1) == "and" or words.lows[part.first - 2 : part.first] == ("and", "by")
    if way not in ("up", "down") or not joins or not part.unit or part.unit != changed.unit or part.age:
        return None
    if part.first - changed.stop > _NEAR or words.low(part.stop) == "of":
        return None
    start = words[changed.stop - 1].end
    return None if any(t.tag_.startswith("V") for t in doc[: tokens[0]] if t.idx >= start) else way


def _points_back(words: Words, part: Amount) -> bool:
    """ "96 percent of which", "40,000 more than its rival"."""
    behind = words.lows[part.stop : part.stop + 2]
    if part.bare and words.lows[max(0, part.first - 2) : part.first] == ("votes", "to"):
        return True  # "by 70 votes to 29"
    if part.kind == "multiple" and behind[:1] == ("what",):
        return True  # "twice what it was worth"
    if part.unit == "percent" and behind[:1] in (("more",), ("fewer",), ("less",), ("higher",), ("lower",)):
        return words.low(part.first - 1) == ","  # "386 murders, 12 percent fewer than in 2022"
    if part.bare and behind[:1] == ("more",) and behind[1:] in (("in",), (".",), (",",), ("by",), ("and",), ("this",)):
        return True  # "85 jets with options for 170 more"
    return (behind[:1] == ("of",) and behind[1:] in (("which",), ("whom",), ("them",))) or (
        part.bare and behind in (("more", "than"), ("fewer", "than"))
    )


def _left_out(words: Words, part: Amount, head: Token | None, concept: str, last: str) -> bool:
    """Whether the noun before stands for one left out: "from 31 players to 26", "killed 23 and hurt 60"."""
    if (
        head is not None
        and head.dep_ == "dobj"
        and head.head.lower_ in _HURTING
        and not _PEOPLE & set(last.lower().split())
    ):
        return False  # "fired 100 rounds, killing 14"
    if part.before is not None or concept.lower() in ("", "others", "more", "rest"):
        return True
    return head is not None and head.dep_ == "dobj" and head.tag_ == "CD" and words.low(part.stop) != "of"


def _tokens(doc: Doc | None, words: Words, part: Amount) -> tuple[int, int] | None:
    """The parse's tokens that an amount covers; only its number, where what it counts stands inside the amount."""
    end = words[(part.number_stop if part.counted_inside else part.stop) - 1].end
    span = (
        doc.char_span(words[part.first].start, end, alignment_mode="expand")
        if doc is not None and end <= len(doc.text)
        else None
    )
    return (span.start, span.end) if span is not None and len(span) else None
