"""Which quotes a reader would miss: scores, near-repeats joined, the best kept.

A score weighs who speaks (the strength of their role, how much of the article is theirs), how they are quoted (their
own words before reported ones), the length, the place in the article, the cue, figures and strong words. The key quotes
are then taken one by one, and what sounds like a quote already taken, or comes from a voice already heard, weighs less.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz

from handlers.model import Digest, Passage, Quote
from handlers.quotes.words import several

_SAME = 88  # per cent of likeness from which two quotes are one
_NEAR = 40  # earlier quotes with a long word in common that are compared
_WORD = re.compile(r"\w[\w'’]*")
_FIGURE = re.compile(r"\d|\b(?:million|billion|trillion|percent|per cent|half|third|thousands?|hundreds?)\b", re.I)
_STRONG = several(
    """
    president chancellor premier prime minister king queen pope secretary governor senator mayor chief ceo chairman
    chairwoman chair director head leader justice judge general ambassador commissioner founder owner
    """
)
_MIDDLE = several(
    """
    spokesman spokeswoman spokesperson representative lawmaker congressman congresswoman professor analyst economist
    lawyer attorney doctor officer manager adviser advisor strategist expert researcher author official coach
    """
)
_TELLING = several(
    """
    warn warned warns accused accuses denied denies admitted admits vowed vows promised promises insisted insists
    argued argues called threatened urged rejected criticized criticised blamed demanded acknowledged announced revealed
    """
)
_SAYING = several(
    """
    said say says saying told tells tell according added adds wrote writes noted notes claimed claims explained explains
    stated states believes believe found finds showed shows reported reports estimated estimates confirmed predicted
    predicts conceded concluded suggested suggests recalled tweeted maintained contended pointed thinks thought
    """
)
_BEING = several(
    "is are was were be been being am 's ’s 're ’re 'm ’m has have had do does did seems seem appears mean means"
)
_SELF = several("i we you they’re they're")
_LEAST = 0.3  # the score from which reported words stand beside other key quotes
_EMOTION = several(
    """
    never always must will not no cannot can't won't worst best greatest disaster crisis war death die dead kill fear
    wrong right lie lies fraud shame proud angry sorry tragedy fight win lose danger dangerous threat attack absolutely
    nothing everything nobody everybody hope believe need
    """
)
_STOP = several("the a an of to in on for and or is are was were be it that this with as at by we i you they he she")


def rank_quotes(digest: Digest, limit: int) -> tuple[tuple[Quote, ...], tuple[Quote, ...]]:
    """`(all quotes in the article's order, key quotes best first)`; near-repeats joined, every quote scored."""
    kept = joined(digest.all_quotes)
    voices = Counter(_voice(q) for q in kept if q.speaker)
    length = max(1, len(digest.article.text))
    scored = tuple(replace(q, score=score(q, length, voices)) for q in kept)
    return scored, tuple(chosen(scored, limit))


def joined(quotes: tuple[Quote, ...]) -> list[Quote]:
    """The quotes, each near-repeat told as a further place of the fullest that has these words."""
    kept: list[Quote] = []
    places: list[list[Passage]] = []
    by_word: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_NEAR))
    for quote in quotes:
        rare = sorted(set(_words(quote)), key=lambda w: (-len(w), w))[:4]
        near = {i for w in rare for i in by_word[w]}
        same = next((i for i in sorted(near) if _same(quote, kept[i])), None)
        if same is None:
            for word in rare:
                by_word[word].append(len(kept))
            kept.append(quote)
            places.append([quote.passage, *quote.repeats])
        else:
            kept[same] = max(kept[same], quote, key=_fullness)
            places[same] += [quote.passage, *quote.repeats]
    return [replace(q, repeats=_others(q, found)) for q, found in zip(kept, places, strict=True)]


def _fullness(quote: Quote) -> tuple[bool, bool]:
    """Own words before reported ones, and a name before none; the first of equals stands."""
    return quote.kind == "direct", bool(quote.speaker and quote.speaker.name)


def _others(quote: Quote, places: list[Passage]) -> tuple[Passage, ...]:
    return tuple(sorted({p for p in places if p != quote.passage}, key=lambda p: p.start))


def _same(quote: Quote, other: Quote) -> bool:
    """Whether two are one: nearly the same words, the same figures, and not the words of two people."""
    one, two = (q.speaker.name if q.speaker else "" for q in (quote, other))
    if one and two and one != two:
        return False
    return _alike(_words(quote), _words(other))


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if {w for w in one if w[0].isdigit()} != {w for w in other if w[0].isdigit()}:
        return False
    if min(len(one), len(other)) < 4:
        return one == other
    return fuzz.ratio(" ".join(one), " ".join(other), score_cutoff=_SAME) > 0


def score(quote: Quote, length: int, voices: Counter[str]) -> float:
    """0 to 1: how much a reader would miss it."""
    words = _words(quote)
    count = len(words)
    full = min(1.0, count / 12) if count <= 40 else max(0.5, 1 - (count - 40) / 120)
    kind = {"direct": 1.0, "mixed": 0.7, "indirect": 0.25}[quote.kind]
    early = 1 - quote.passage.start / length
    total = 0.26 * kind + 0.24 * full + 0.2 * _standing(quote, voices) + 0.1 * early
    total += 0.06 * bool(_FIGURE.search(quote.passage.text))
    total += 0.07 * min(1.0, len(_EMOTION.intersection(words)) / 2)
    total += 0.05 * bool(quote.cue and quote.cue.text.lower() in _TELLING)
    total += 0.06 * bool(quote.repeats)
    total -= 0.1 * (quote.kind == "indirect" and not _says(quote)) + 0.15 * (not quote.whole)
    return round(min(1.0, max(0.0, total)), 4)


def _says(quote: Quote) -> bool:
    """Whether the cue reports what was said, and does not only name a deed ("addressed the subject of ...")."""
    words = quote.cue.text.lower().split() if quote.cue else [""]
    return words[0] in _SAYING or words[0] in _TELLING


def _standing(quote: Quote, voices: Counter[str]) -> float:
    """How much the speaker counts: by role, by name, by how often the article lets them speak."""
    speaker = quote.speaker
    if speaker is None:
        return 0.0
    words = set(_WORD.findall(f"{speaker.role} {speaker.mention.text}".lower()))
    role = 0.5 if words & _STRONG else 0.3 if words & _MIDDLE else 0.15
    named = 0.25 if speaker.name else 0.0
    return role + named + 0.25 * voices[_voice(quote)] / max(voices.values())


def chosen(scored: tuple[Quote, ...], limit: int) -> list[Quote]:
    """The key quotes, best first, each judged beside the ones taken before it. Reported words that are no clause are
    not among them: "13 per cent for the other" tells nobody what was said."""
    rest = sorted((q for q in scored if _reported(q)), key=lambda q: (-q.score, q.passage.start))[: 8 * limit + 8]
    taken: list[Quote] = []
    while rest and len(taken) < limit:
        best = max(rest, key=lambda q: (q.score - _heard(q, taken), -q.passage.start))
        rest.remove(best)
        if best.kind == "direct" or best.score >= _LEAST or not taken:
            taken.append(best)
    return taken


def _reported(quote: Quote) -> bool:
    """Whether the words are somebody's own, or a clause that somebody is said to have said."""
    if quote.kind == "direct":
        return True
    cue = quote.cue.text.lower() if quote.cue else ""
    mention = quote.speaker.mention.text.lower() if quote.speaker else ""
    return (quote.whole or quote.kind == "mixed") and cue not in _BEING and mention not in _SELF


def _heard(quote: Quote, taken: list[Quote]) -> float:
    """What a quote loses beside those already taken."""
    voices = sum(_voice(t) == _voice(quote) for t in taken if t.speaker)
    own = set(_words(quote)) - _STOP
    close = max((len(own & (set(_words(t)) - _STOP)) / max(1, len(own)) for t in taken), default=0.0)
    inside = any(t.passage.overlaps(quote.passage) for t in taken)
    return 0.07 * voices + 0.25 * close + 0.5 * inside


def _voice(quote: Quote) -> str:
    """Who speaks, as far as the article has it."""
    return (quote.speaker.name or quote.speaker.mention.text) if quote.speaker else ""


def _words(quote: Quote) -> tuple[str, ...]:
    return _tokens(quote.passage.text)


@lru_cache(maxsize=512)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower()))
