"""Puts the two findings together: marked stretches with their speakers, and reported passages with theirs.

A reported passage that holds a marked fragment and words of its own is one mixed quote; a stretch that stands alone is
direct; what is left of the reported passages is indirect.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.model import Article, Passage, Quote, QuoteKind
from handlers.quotes.identity import Identity
from handlers.quotes.indirect import Report, reporter_mention
from handlers.quotes.mentions import Mention
from handlers.quotes.scene import Place, Scene
from handlers.quotes.speakers import Ranked

SURE = -0.6  # log-odds from which an unmarked passage counts as reported
SURE_MIXED = -1.2  # the same for one that holds a marked fragment
IS_QUOTE = -0.5  # log-odds from which a marked stretch counts as said by somebody


@dataclass(frozen=True, slots=True)
class Draft:
    """A quote before its speaker has a name."""

    start: int
    end: int
    kind: QuoteKind
    home: Place
    mention: Mention | None
    cue: Passage | None


def drafts(scene: Scene, marked: list[Ranked], found: list[Report]) -> list[Draft]:
    """Every quote of the article, in its order."""
    article = scene.article
    taken: list[Draft] = []
    used: set[int] = set()
    held: dict[int, list[Ranked]] = {}
    for best in marked:
        report = _holding(best, found)
        if report is not None:
            held.setdefault(id(report), []).append(best)
            used.add(id(report))
        else:
            stretch = best.marked.place.stretches[best.marked.number]
            if best.is_quote > IS_QUOTE:
                taken.append(_draft(article, stretch.start, stretch.end, "direct", best))
    for report in found:
        if id(report) in used:
            longest = max(held[id(report)], key=lambda b: b.marked.last - b.marked.first)
            taken.append(_draft(article, report.start, report.end, "mixed", longest))
    for report in found:
        if report.sure < SURE:
            break
        if id(report) in used or any(
            t.start < report.end and report.start < t.end and t.kind != "indirect" for t in taken
        ):
            continue
        mention = reporter_mention(report)
        taken.append(Draft(report.start, report.end, "indirect", report.place, mention, _cue(article, report)))
    return sorted(taken, key=lambda d: (d.start, d.end))


def _draft(article: Article, start: int, end: int, kind: QuoteKind, best: Ranked) -> Draft:
    return Draft(start, end, kind, best.home, best.mention, best.subject.cue(article))


def _holding(best: Ranked, found: list[Report]) -> Report | None:
    """The surest reported passage that holds the stretch and at least two words beside the marked ones."""
    place, first, last = best.marked.place, best.marked.first, best.marked.last
    for report in found:
        if report.sure < SURE_MIXED:
            return None
        if report.place is place and report.first <= first and last <= report.last:
            beside = sum(place.marked[k] < 0 for k in range(report.first, report.last))
            if beside > 3:
                return report
    return None


def _cue(article: Article, report: Report) -> Passage | None:
    grammar = report.place.grammar
    if grammar is None:
        return None
    token = report.cue.token
    last = token + 1 if grammar.lower[token] == "according" and token + 1 < len(grammar) else token
    return article.passage(grammar.start[token], grammar.end[last])


def quotes(scene: Scene, found: list[Draft]) -> Iterator[Quote]:
    """The drafts as quotes, each speaker named as far as the article makes it certain."""
    identity = Identity(scene)
    for draft in found:
        speaker = identity.speaker(draft.home, draft.mention) if draft.mention else None
        yield Quote(scene.article.passage(draft.start, draft.end), draft.kind, speaker, draft.cue)
