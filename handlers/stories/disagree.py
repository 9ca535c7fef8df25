"""Figures of one matter in several articles of a story: which cannot all be right, and which an outlet has changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations

from handlers.model import Digest, Figure
from handlers.stories.alike import words
from handlers.stories.fates import NAMED, fate, whom
from handlers.stories.matter import elsewhere
from handlers.stories.values import compatible

_SAME_MATTER = 0.22  # share of their sentences' telling words, from which two figures are about the same
_SAME_SENTENCE = 0.6
_TELLING = re.compile(r"[^\W\d_]+")
_NOUNS = {  # one thing by several names
    "house": "home", "employee": "worker", "post": "job", "demonstrator": "protester", "marcher": "protester",
}  # fmt: skip
_WHENEVER = datetime(1970, 1, 1, tzinfo=UTC)

Side = tuple[int, Figure]


@dataclass(frozen=True, slots=True)
class Account:
    """One article of a story: by whom ("" for nobody that is known: then each is another's), and when it came out."""

    digest: Digest
    outlet: str = ""
    at: datetime = _WHENEVER


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Figures of one matter that cannot all be right, one an outlet, the newest of each; the earliest first."""

    concept: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What an outlet says now, and what it said last of the same matter, which cannot both be right."""

    now: Side
    before: Side


def disagreements(accounts: Sequence[Account]) -> list[Disagreement]:
    """Figures about the same matter whose values cannot all be right. Where an outlet only went on from what another
    says still, they do not disagree: that one is news."""
    found = []
    for matter in _matters(accounts):
        changes = {change.now[0]: change.before for change in _changes(matter, accounts)}
        sides = _latest(matter, accounts)
        opposed = [pair for pair in combinations(sides, 2) if not compatible(pair[0][1], pair[1][1])]
        if any(not _overtaken(*pair, changes, accounts) for pair in opposed):
            found.append(Disagreement(_concept(matter), tuple(sorted(sides, key=lambda s: accounts[s[0]].at))))
    return sorted(found, key=lambda d: (-len(d.sides), -max(f.score for _, f in d.sides)))


def changes(accounts: Sequence[Account]) -> list[Change]:
    """What outlets have changed in what they say, the weightiest first."""
    found = [change for matter in _matters(accounts) for change in _changes(matter, accounts)]
    return sorted(found, key=lambda c: -c.now[1].score)


def _matters(accounts: Sequence[Account]) -> Iterator[list[Side]]:
    """Figures of several articles about one matter, whether or not they agree."""
    used: set[int] = set()
    for first, one in enumerate(accounts):
        for figure in one.digest.all_figures:
            if id(figure) in used or not (figure.concept or fate(figure)):
                continue
            sides = [(first, figure)]
            for later in range(first + 1, len(accounts)):
                other = _counterpart(figure, one.digest, accounts[later].digest)
                if other is not None and id(other) not in used:
                    sides.append((later, other))
            if len(sides) > 1:
                used.update(id(f) for _, f in sides)
                yield sides


def _concept(matter: Sequence[Side]) -> str:
    """What is counted: the fate, or else the shortest of what the articles call it."""
    figures = [figure for _, figure in matter]
    if told := fate(figures[0]):
        return " ".join(filter(None, (whom(figures[0]), NAMED[told])))
    return min((f.concept for f in figures if f.concept), key=len, default="")


def _latest(matter: Sequence[Side], accounts: Sequence[Account]) -> list[Side]:
    """The newest side of each outlet."""
    by_outlet: dict[str | int, Side] = {}
    for side in sorted(matter, key=lambda side: accounts[side[0]].at):
        by_outlet[accounts[side[0]].outlet or side[0]] = side
    return list(by_outlet.values())


def _changes(matter: Sequence[Side], accounts: Sequence[Account]) -> Iterator[Change]:
    for now in _latest(matter, accounts):
        outlet = accounts[now[0]].outlet
        earlier = [s for s in matter if outlet and accounts[s[0]].outlet == outlet and not compatible(s[1], now[1])]
        if earlier:
            yield Change(now, max(earlier, key=lambda side: accounts[side[0]].at))


def _overtaken(one: Side, other: Side, before: dict[int, Side], accounts: Sequence[Account]) -> bool:
    """Whether one of two only says more than the other, which came out before, by what it has learned since."""
    first, second = sorted((one, other), key=lambda side: accounts[side[0]].at)
    return second[0] in before and compatible(before[second[0]][1], first[1])


def _counterpart(figure: Figure, of: Digest, among: Digest) -> Figure | None:
    """The figure of another article about the same matter."""
    if fate(figure):
        return _same_fate(figure, of, among)
    if (told := _told(figure, of, among)) is not None:
        near = not fate(told) and _shared(figure, of, told, among) >= _SAME_MATTER
        return told if near and not elsewhere(figure, of, told, among) else None
    same = [
        (matter, other)
        for other in among.all_figures
        if other.unit == figure.unit and (matter := _same_matter(figure, of, other, among)) >= _SAME_MATTER
        if not elsewhere(figure, of, other, among)
    ]
    if not same:
        return None
    best, other = max(same, key=lambda pair: pair[0])
    if _told(other, among, of) is not None:
        return None
    # What another figure of our own article fits better is that one's side, not ours.
    rivals = [f for f in of.all_figures if f is not figure and f.unit == other.unit]
    return None if any(_same_matter(f, of, other, among) > best for f in rivals) else other


def _same_fate(figure: Figure, of: Digest, among: Digest) -> Figure | None:
    """The one figure of the other article that counts the same people with the same fate; several that differ are
    about several matters, and nobody can say which is this one."""
    mine = _of_fate(figure, of, among, of)
    theirs = _of_fate(figure, of, among, among)
    if any(not compatible(figure, one) for one in mine):
        theirs = [one for one in theirs if compatible(figure, one)]
    elif agreeing := [one for one in theirs if compatible(figure, one)]:
        theirs = agreeing
    return theirs[0] if theirs and all(compatible(theirs[0], one) for one in theirs[1:]) else None


def _of_fate(figure: Figure, of: Digest, among: Digest, within: Digest) -> list[Figure]:
    """Figures of one of the two articles with this one's fate, as far as they may be about the event of both."""
    beside = among if within is of else of
    return [
        other
        for other in within.all_figures
        if fate(other) == fate(figure) and whom(other) == whom(figure)
        if not elsewhere(other, within, figure if within is among else other, beside)
    ]


def _told(figure: Figure, of: Digest, among: Digest) -> Figure | None:
    """The other article's figure that may be this number too: of the same thing, or in nearly the same sentence."""
    same = (other for other in among.all_figures if other.unit == figure.unit and compatible(figure, other))
    near = (o for o in same if _same_head(figure, o) or _shared(figure, of, o, among) >= _SAME_SENTENCE)
    return max(near, key=lambda other: _shared(figure, of, other, among), default=None)


def _same_matter(one: Figure, of: Digest, other: Figure, among: Digest) -> float:
    """How much two figures are about the same, 0 to 1: what they count agrees, and so do their sentences."""
    named = one.concept and other.concept and _same_head(one, other)
    return _shared(one, of, other, among) if named else 0.0


def _shared(one: Figure, of: Digest, other: Figure, among: Digest) -> float:
    """How many of the telling words their sentences share. The word for what is counted is none where there is no
    unit: all sorts of people are counted in one story."""
    counted = words([one.concept, other.concept], of.article.language) if not one.unit else set()
    here = words([one.sentence.text], of.article.language) - _numbers(one) - counted
    there = words([other.sentence.text], among.article.language) - _numbers(other) - counted
    return len(here & there) / max(1, min(len(here), len(there)))


def _same_head(one: Figure, other: Figure) -> bool:
    return _head(one.concept) == _head(other.concept)


def _numbers(figure: Figure) -> set[str]:
    return {word for word in re.findall(r"\w+", figure.passage.text.lower()) if any(c.isdigit() for c in word)}


def _head(concept: str) -> str:
    """The noun that a concept is about: the last before a preposition."""
    before = re.split(r"\b(?:of|in|at|on|from|for|to|with|who|that|by)\b", concept.lower())[0] or concept.lower()
    found = _TELLING.findall(before)
    head = found[-1].rstrip("s") if found else concept.lower()
    return _NOUNS.get(head, head)
