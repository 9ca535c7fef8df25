"""Speakers that no grammar is needed for: "WALLACE: ..." inside the marks, "Carl Bialik: “...”", "“...” — Carol M."

Such a label stands alone: before the colon there is nothing but the name, and behind the dash too.
"""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.quotes.mentions import Mention
from handlers.quotes.scene import Place, Scene
from handlers.quotes.speakers import Pairs, Ranked
from handlers.quotes.subjects import Subject
from handlers.quotes.words import several

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w.'’\-]*"
_WHO = rf"(?P<who>{_CAPITAL}(?:[ \u00a0](?:(?:of|de|van|von|and|&)[ \u00a0])?{_CAPITAL}){{0,4}})"
_INSIDE = re.compile(rf"{_WHO}:[ \u00a0]+(?=\S)")
_AHEAD = re.compile(
    rf"(?:^|[.!?…][ \u00a0]|[ \u00a0][-–—―][ \u00a0])(?:More from )?{_WHO}[ \u00a0]*:[ \u00a0]*[\"“„«‘']*$"
)
_BEHIND = re.compile(rf"[\"”»“’']*[ \u00a0]*[-–—―]+[ \u00a0]*{_WHO}[^.!?]{{0,60}}\.?$")
_ALONE = re.compile(rf"[-–—―]+[ \u00a0]*{_WHO}[^.!?–—―]{{0,60}}\.?$")
_NO_VOICE = several(
    "breaking update updated note editor photo video watch read live exclusive headline fact myth tip ps"
)
_SURE = 20.0  # log-odds of a speaker that a label names


def labelled(scene: Scene, found: list[Pairs], best: list[Ranked]) -> list[Ranked]:
    """The best mentions, where a stretch has a label with the label in their place."""
    learned = {(b.marked.place.index, b.marked.number): b for b in best}
    told: list[Ranked] = []
    last: Ranked | None = None  # whom a label named, as long as the quotation runs on
    for p in found:
        marked = p.marked
        label = _label(scene, marked.place, marked.number, goes_on=last is not None)
        mention = _mention(*label[:3]) if label is not None else None
        if label is not None and mention is not None:
            home, _, end, inside = label
            subject = Subject(scene, home, mention, 0)
            made = Ranked(marked, home, mention, subject, 0.0, 9.0, 9.0, [], _SURE, _SURE)
            last = replace(made, said=end + 2) if inside else None
            told.append(last or made)
        elif last is not None and marked.goes_on == 2 and marked.place.counts.outside <= 2:
            last = replace(last, marked=marked, said=-1)
            told.append(last)
        else:
            last = None
            own = learned.get((marked.place.index, marked.number))
            told.extend([own] if own else [])
    return told


def _label(scene: Scene, place: Place, number: int, *, goes_on: bool) -> tuple[Place, int, int, bool] | None:
    """The label of a stretch: its paragraph, its span in the article, and whether it stands inside the marks.

    Where a transcript in marks `goes_on`, any capitals are a label ("REPORTER: ...").
    """
    stretch, text = place.stretches[number], scene.article.text
    inside = _INSIDE.match(text, stretch.start, stretch.end)
    if inside and ((goes_on and inside["who"].isupper()) or _voice(scene, *inside.span("who"))):
        return place, *inside.span("who"), True
    low = stretch.start - place.start
    ahead = _AHEAD.search(place.text, max(0, low - 160), low)
    if ahead and _voice(scene, place.start + ahead.start("who"), place.start + ahead.end("who")):
        return place, place.start + ahead.start("who"), place.start + ahead.end("who"), False
    if number + 1 < len(place.stretches):
        return None
    behind = _BEHIND.match(place.text, stretch.end - place.start)
    if behind and _voice(scene, place.start + behind.start("who"), place.start + behind.end("who")):
        return place, place.start + behind.start("who"), place.start + behind.end("who"), False
    rest = place.text[stretch.end - place.start :]
    if len(rest) < 3 and place.index + 1 < len(scene.places):
        home = scene.places[place.index + 1]
        alone = _ALONE.match(home.text)
        if alone and len(home.text.split()) < 10 and not home.stretches:
            scene.parse({home.index})
            return home, home.start + alone.start("who"), home.start + alone.end("who"), False
    return None


def _voice(scene: Scene, start: int, end: int) -> bool:
    """Whether a label is somebody's: a person, a name of several words, or a label that occurs again."""
    label = scene.article.text[start:end]
    if label.split()[0].lower().rstrip(".") in _NO_VOICE:
        return False
    run = scene.names.at(start, end)
    known = run is not None and (
        run.chain.person > 0 or len(run.chain.words) > 1 or (run.chain.count > 1 and not label.isupper())
    )
    return known or scene.article.text.count(f"{label}: ") > 1


def _mention(home: Place, start: int, end: int) -> Mention | None:
    """The label as a mention, None where it is not parsed."""
    grammar = home.parsed
    if end > grammar.end[-1]:
        return None  # beyond what is parsed of a very long paragraph
    inside = next((m for m in home.mentions if m.start <= start and end <= m.end), None)
    if inside is not None:
        return replace(inside, kind="name")
    first, last = grammar.token_at(start), grammar.token_at(end - 1)
    return Mention(start, end, home.index, last, first, last + 1, "name")
