"""Parts and multiples: "a third of", "1 in 5", "thousands", "twice", "threefold", "doubled"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from handlers.figures.digits import digits
from handlers.figures.lexicon import listed
from handlers.figures.number_words import DASHES, GROUPS, PARTS, PLURAL_SCALES, SCALES, SMALL, TENS, Numeral, ratio
from handlers.figures.spelled import spelled
from handlers.figures.words import Words

_COMPARED: Final = listed("compared")
_APPROXIMATE: Final = frozenset(("by", "than", "nearly", "almost", "about", "around", "roughly"))
_SPANS: Final = listed("spans")
_VERBS: Final = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5}
_MULTIPLES: Final = (
    {"twice": Decimal(2), "thrice": Decimal(3)}
    | {stem + ending: Decimal(value) for stem, value in _VERBS.items() for ending in ("e", "ed", "es", "ing")}
    | dict.fromkeys(("halve", "halved", "halves", "halving"), Decimal("0.5"))
)


def fraction(words: Words, at: int) -> Numeral | None:
    """ "a third of", "three-quarters", "half the", "a quarter of a million"."""
    word = words.low(at)
    if word == "half":
        measured = words[at + 1].text in DASHES and _is_half(words, at)  # "a half-point cut"
        if not measured and (words.low(at - 1) in listed("not a half") or not _is_half(words, at)):
            return None
        found, top, under = Numeral(at, at + 1, Decimal("0.5"), "fraction"), 1, 2
    else:
        top = 1 if word in ("a", "an") else SMALL.get(word, 0)
        stop = at + 2 if words[at + 1].text in DASHES else at + 1
        under = PARTS.get(words.low(stop), 0)
        if not 0 < top < under or (top > 1) != words.low(stop).endswith("s"):
            return None
        if top == 1 and not _is_part(words, at, stop + 1):
            return None
        found = Numeral(at, stop + 1, ratio(top, under), "fraction")
    scale = SCALES.get(words.low(found.stop + 2), 0) if words.lows[found.stop : found.stop + 2] == ("of", "a") else 0
    return Numeral(at, found.stop + 3, ratio(top * scale, under), "words", True) if scale else found


def _is_half(words: Words, at: int) -> bool:
    before, following = words.low(at - 1), words.low(at + 1)
    if following in ("a", "an"):
        return words.low(at + 2) not in SCALES and words.low(at + 2) not in GROUPS
    if following in DASHES:
        return words.low(at + 2) in ("hour", "mile", "point", "percentage", "inch")
    if following in listed("behind half"):
        return True
    return (before in _APPROXIMATE or before == "in") and following not in ("time", "year", "past")


def _is_part(words: Words, at: int, stop: int) -> bool:
    """Whether "a third" is a part ("a third of") and no ordinal ("a third man")."""
    before, following = words.low(at - 1), words.low(stop)
    if following == "of":
        return True
    if words.low(at) in ("a", "an"):
        return following in ("more", "less", "fewer", "higher", "lower", "bigger", "smaller", "larger", "cheaper") or (
            before in _APPROXIMATE and (not following.isalpha() or following in _COMPARED)
        )
    return words[stop - 2].text in DASHES or not following.isalpha() or before in _APPROXIMATE


def vague(words: Words, at: int) -> Numeral | None:
    """ "thousands", "tens of thousands", "a few hundred", "several dozen": the scale, as a lower bound."""
    word = words.low(at)
    if word in PLURAL_SCALES:
        if word in ("tens", "scores") and words.low(at + 1) != "of":
            return None
        value, stop = PLURAL_SCALES[word], at + 1
        while words.low(stop) == "of" and words.low(stop + 1) in PLURAL_SCALES and stop - at < 5:
            value, stop = value * PLURAL_SCALES[words.low(stop + 1)], stop + 2
        return Numeral(at, stop, Decimal(value), "vague", True, vague=True)
    few = at + (word == "a")
    if words.low(few) not in (("few", "couple") if few > at else ("several", "many")):
        return None
    stop = few + 1 + (words.low(few) == "couple" and words.low(few + 1) == "of")
    scale = words.low(stop)
    value = SCALES.get(scale) or GROUPS.get(scale) or PLURAL_SCALES.get(scale, 0)
    value *= 2 if words.low(few) == "couple" else 1
    return Numeral(at, stop + 1, Decimal(value), "vague", True, vague=True) if value else None


def multiple(words: Words, at: int) -> Numeral | None:
    """ "twice", "doubled", "threefold"."""
    word = words.low(at)
    value = _MULTIPLES.get(word)
    if value is None and word.endswith("fold"):
        value = SMALL.get(word[:-4]) or TENS.get(word[:-4])  # type: ignore[assignment]
    return Numeral(at, at + 1, Decimal(value), "multiple", True) if value else None


def fold(words: Words, found: Numeral) -> Numeral | None:
    """ "3-fold", "2x"."""
    at = found.stop + (words[found.stop].text in DASHES)
    if words[at].apart or found.kind not in ("digits", "words"):
        return None
    times = words.low(at) in ("x", "×") and found.kind == "digits" and not words[at + 1].digits
    return replace(found, stop=at + 1, kind="multiple", scaled=True) if times or words.low(at) == "fold" else None


def odds(words: Words, found: Numeral) -> Numeral | None:
    """ "1 in 5", "nine out of 10", "one in every three": a part of a whole."""
    at = found.stop
    if found.kind not in ("digits", "words") or found.value % 1 or not 0 < found.value < 1000:
        return None
    if words.lows[at : at + 2] == ("out", "of"):
        at += 2
    elif words.low(at) == "in":
        at += 1
    elif found.one and words.low(at).isalpha() and words.low(at + 1) == "in":  # "one patient in six"
        whole = digits(words, at + 2) if words[at + 2].digits else spelled(words, at + 2)
        if whole is None or whole.value % 1 or not 2 <= whole.value <= 100 or _counts_more(words, whole.stop):
            return None
        return Numeral(found.first, whole.stop, ratio(1, whole.value), "odds", True)
    else:
        return None
    at += words.low(at) == "every"
    under = digits(words, at) if words[at].digits else spelled(words, at)
    if under is None or under.one or not found.value < under.value or under.value % 1 or not _is_whole(found, under):
        return None
    ago = words.low(under.stop) == "a" and words.low(under.stop + 2) in ("ago", "before", "earlier")
    if (words.low(under.stop) in _SPANS and not ago) or words[under.stop].text in ("%", "/", ":"):
        return None
    return Numeral(found.first, under.stop, ratio(found.value, under.value), "odds", True)


def _counts_more(words: Words, at: int) -> bool:
    """Whether the number before `at` counts something of its own: "one goal in six games"."""
    word = words.low(at)
    return (
        word in _SPANS
        or (word.endswith("s") and word not in ("has", "is", "was", "says", "does", "as"))
        or (not word.isalpha() and words[at].text not in (",", ".", ";", "—", "”", '"', "\0"))
        or words[at].text[:1].isupper()
        or word in ("people", "men", "women", "children")
    )


def _is_whole(found: Numeral, under: Numeral) -> bool:
    """Whether the second number can be a whole of which the first is a part: "1 in 36", not "12 in 2013"."""
    if found.value == 1 and under.value < 1000:
        return True
    return (under.value <= 20 and found.value <= 10) or (under.value % 10 == 0 and not 1900 <= under.value <= 2100)
