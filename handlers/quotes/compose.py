"""Puts the two findings together: marked stretches with their speakers, and reported passages with theirs.

A reported passage that holds a marked fragment and words of its own is one mixed quote; a stretch that stands alone is
direct; what is left of the reported passages is indirect.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from handlers.model import Article, Passage, Quote, QuoteKind, Speaker
from handlers.quotes.asserted import asserts
from handlers.quotes.clauses import reads_alone
from handlers.quotes.identity import Identity
from handlers.quotes.indirect import Report, reporter_mention
from handlers.quotes.mentions import Mention
from handlers.quotes.scene import Place, Scene
from handlers.quotes.speakers import Ranked
from handlers.quotes.unmarked import start_of_speech

CLOSING = frozenset("\"”“»«’‘'›‹」』")
SURE = -0.75  # log-odds from which an unmarked passage counts as reported
SURE_MIXED = -1.5  # the same for one that holds a marked fragment
OPENING = frozenset("\"“«„»‘'")
CERTAIN = 9.0  # the same where grammar alone names the speaker
NAMED = 1.5  # log-odds of the mention from which its speaker gets a name
PERSON = 0.6  # the same for he and she, whose mention shows nobody
RELATIVE = 0.0  # the same for "who", whose noun grammar knows
LEAST_WORDS = 3  # of a stretch with nobody near it
SURE_TITLE = 0.0  # the same where the fragment looks like a title
IS_QUOTE = 0.7  # log-odds from which a marked stretch counts as said by somebody
_PERSONS = frozenset({"he", "she", "his", "her"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A quote before its speaker has a name."""

    start: int
    end: int
    kind: QuoteKind
    home: Place
    mention: Mention | None
    cue: Passage | None
    trust: float = CERTAIN  # log-odds that the mention is right


def drafts(scene: Scene, marked: list[Ranked], found: list[Report]) -> list[Draft]:
    """Every quote of the article, in its order."""
    article = scene.article
    taken: list[Draft] = []
    used: set[int] = set()
    held: dict[int, list[Ranked]] = {}
    near: dict[int, list[Report]] = {}
    for report in found:
        near.setdefault(report.place.index, []).append(report)
    for best in marked:
        holding = _holding(best, near.get(best.marked.place.index, []))
        if holding is not None:
            held.setdefault(id(holding), []).append(best)
            used.add(id(holding))
        else:
            stretch = best.marked.place.stretches[best.marked.number]
            if best.is_quote > IS_QUOTE or _runs_on(scene, best):
                taken.append(_draft(article, max(stretch.start, best.said), stretch.end, "direct", best))
    taken.extend(_alone(scene, marked))
    for report in found:
        if id(report) in used:
            longest = max(held[id(report)], key=lambda b: b.marked.last - b.marked.first)
            start, end = _with_marks(article, held[id(report)], report)
            end = _before_others(article, held[id(report)], marked, end)
            taken.append(_draft(article, start, end, "mixed", longest))
    whole = _Taken(taken)
    for report in found:
        first = start_of_speech(report) if report.sure >= SURE else None
        if first is not None:
            start = report.place.parsed.start[first]
            if not whole.meets(start, report.end):
                taken.append(_reported(article, report, "direct", start))
    whole = _Taken(taken)
    for report in found:
        if report.sure < SURE:
            break
        if id(report) not in used and not whole.meets(report.start, report.end) and _asserted(scene, report):
            draft = _reported(article, report, "indirect", report.start)
            own = _beside(report)
            if draft.mention is not None and (own > 3 or own == report.last - report.first):
                taken.append(draft)
    return sorted(taken, key=lambda d: (d.start, d.end))


def _asserted(scene: Scene, report: Report) -> bool:
    return asserts(scene.lexicon, report.place.parsed, report.cue.token, report.first, report.last)


def _runs_on(scene: Scene, best: Ranked) -> bool:
    """Whether a stretch fills its paragraph without a closing mark, and the next one opens with a mark."""
    place, number = best.marked.place, best.marked.number
    if place.index + 1 >= len(scene.places) or place.stretches[number].closed:
        return False
    return best.marked.first <= 1 and scene.places[place.index + 1].text[0] in OPENING


def _alone(scene: Scene, marked: list[Ranked]) -> Iterator[Draft]:
    """The stretches with no mention near them, or beyond what is parsed of a very long paragraph: without a speaker."""
    known = {(b.marked.place.index, b.marked.number) for b in marked}
    for place in scene.places:
        for number, stretch in enumerate(place.stretches):
            said = scene.article.text[stretch.start : stretch.end]
            whole = said[-1] in ".,!?…" or place.grammar is None or place.spans[number][0] >= len(place.grammar)
            if (place.index, number) not in known and whole and len(said.split()) >= LEAST_WORDS:
                yield Draft(stretch.start, stretch.end, "direct", place, None, None)


def _draft(article: Article, start: int, end: int, kind: QuoteKind, best: Ranked) -> Draft:
    verb = best.subject.verb
    cue = best.subject.cue(article) if verb >= 0 and best.home.marked[verb] < 0 else None
    return Draft(start, end, kind, best.home, best.mention, cue, best.trust)


class _Taken:
    """The passages that quotes already hold."""

    def __init__(self, drafts: list[Draft]) -> None:
        spans = sorted((d.start, d.end) for d in drafts)
        self._starts = [start for start, _ in spans]
        self._ends = list(accumulate((end for _, end in spans), max))

    def meets(self, start: int, end: int) -> bool:
        """Whether any of them shares a character with `[start, end)`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start


def _reported(article: Article, report: Report, kind: QuoteKind, start: int) -> Draft:
    start = max(start, report.place.dateline)
    return Draft(start, report.end, kind, report.place, reporter_mention(report), _cue(article, report))


def _with_marks(article: Article, held: list[Ranked], report: Report) -> tuple[int, int]:
    """The passage with the marks of the fragments at its ends, without a dateline."""
    start, end, text = max(report.start, report.place.dateline), report.end, article.text
    for best in held:
        stretch = best.marked.place.stretches[best.marked.number]
        width = len(stretch.mark)
        if stretch.start == start and text[start - width : start] == stretch.mark:
            start -= width
        if stretch.end == end and stretch.closed:
            behind = text[end : end + 2]
            end += 2 if behind == "''" else 1 if behind[:1] in CLOSING else 0
    return start, end


def _before_others(article: Article, held: list[Ranked], marked: list[Ranked], end: int) -> int:
    """The end of a passage, before the words of somebody who is brought in within it and speaks there."""
    place, kept = held[-1].marked.place, held[-1].marked
    last = place.stretches[kept.number].end + 1
    for best in marked:
        stretch = best.marked.place.stretches[best.marked.number]
        inside = best.marked.place is place and best.home is place and last <= best.mention.start < stretch.start < end
        if inside and all(h.marked is not best.marked for h in held):
            comma = article.text.find(", ", last - 1, best.mention.start)
            return max(last, comma) if comma >= 0 else last
    return end


def _holding(best: Ranked, found: list[Report]) -> Report | None:
    """The surest reported passage that holds the stretch and at least two words beside the marked ones."""
    place, first, last = best.marked.place, best.marked.first, best.marked.last
    if best.said >= 0 or not best.row:
        return None  # a label tells who speaks
    for report in found:
        if report.sure < SURE_MIXED:
            return None
        if report.place is place and report.first <= first and last <= report.last:
            if _leads_in(place, report, first) or (best.is_quote < IS_QUOTE and report.sure < SURE_TITLE):
                continue
            if _beside(report) > 3:
                return report
    return None


def _beside(report: Report) -> int:
    """The tokens of a passage outside the marks and the dateline."""
    place = report.place
    first = place.parsed.token_at(place.dateline) if place.dateline > place.start else 0
    return sum(place.marked[k] < 0 for k in range(max(first, report.first), report.last))


def _leads_in(place: Place, report: Report, first: int) -> bool:
    """Whether the passage only leads in a quotation: "one message for the board: “…”"."""
    return any(place.parsed.words[k] == ":" for k in range(max(report.first + 1, first - 2), first))


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
    trust: dict[tuple[int, int], float] = {}  # one mention is one speaker of all that it says
    for draft in found:
        if draft.mention and draft.trust < CERTAIN:
            at = draft.home.index, draft.mention.head
            trust[at] = max(draft.trust, trust.get(at, draft.trust))
    for draft in found:
        speaker = identity.speaker(draft.home, draft.mention) if draft.mention else None
        certain = trust.get((draft.home.index, draft.mention.head), draft.trust) if draft.mention else draft.trust
        if speaker is not None and certain < _least(draft) and draft.trust < CERTAIN:
            speaker = Speaker(speaker.mention)
        said = scene.article.passage(draft.start, draft.end)
        yield Quote(said, draft.kind, speaker, draft.cue, whole=draft.kind == "direct" or _whole(scene, said))


def _least(draft: Draft) -> float:
    """The log-odds from which a mention gets a name."""
    word = draft.home.parsed.lower[draft.mention.head] if draft.mention else ""
    return PERSON if word in _PERSONS else RELATIVE if word == "who" else NAMED


def _whole(scene: Scene, said: Passage) -> bool:
    place = scene.place_at(said.start)
    if place.grammar is None:
        return True
    return reads_alone(place.grammar, place.grammar.token_at(said.start), place.grammar.token_at(said.end))
