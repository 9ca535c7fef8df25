"""Whether a figure goes up or down: by the word of change that governs it, or stands right beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handlers.figures.amount import Amount
from handlers.figures.lexicon import listed
from handlers.figures.number_words import DASHES, SMALL
from handlers.figures.words import Words
from handlers.model import Modifier

if TYPE_CHECKING:
    from spacy.tokens import Token

UP: Final = listed("up")
DOWN: Final = listed("down")
MOVING: Final = listed("moving")
_BEHIND_UP: Final = listed("behind up")
_BEHIND_DOWN: Final = listed("behind down")
_BETWEEN: Final = listed("between a figure and its change")
_ALONG: Final = ("by", "to", "of", "about", "around", "under", "over")
_PHRASAL: Final = listed("phrasal")
_INCHING: Final = listed("inching")
_BEING: Final = listed("being")
_CLAUSES: Final = ("nsubj", "nsubjpass", "relcl", "advcl", "ccomp", "parataxis")
_TIMES: Final = ("year", "month", "week", "day", "hour", "minute", "second", "decade")
_LENGTHS: Final = ("meter", "centimeter", "kilometer", "foot", "yard", "mile", "inch")
_NO_NOUN: Final = listed("verbs only")


def direction(word: str) -> Modifier | None:
    """Which way a word of change goes."""
    return "up" if word in UP else "down" if word in DOWN else None


def trend(words: Words, part: Amount, head: Token | None) -> Modifier | None:
    """Up or down, None where the figure goes neither way. `head` is its token in the parse, where there is one."""
    if part.kind == "multiple" and (head is None or head.tag_.startswith("V")) and words[part.first].text.isalpha():
        return "down" if part.value < 1 else "up"  # "doubled", "halved"
    if part.pair and DASHES & {words[part.first - 1].text, words[part.stop].text}:
        return None  # "lost 101-98"
    if part.before is not None and part.before != part.value:
        return "up" if part.before < part.value else "down"
    beside = _behind(words, part) or _particle_before(words, part)
    if beside:
        return beside
    before = words.low(part.first - 1)
    if before == "from" or part.age:
        return None
    return _governed(part, head, before) if head is not None else _nearby(words, part)


def _behind(words: Words, part: Amount) -> Modifier | None:
    """ "3% higher", "a 12 percent drop", "a 3% price rise"; not "20 percent more likely"."""
    at = part.stop + (words[part.stop].text == "-")
    word, second = words.low(at), words.low(at + 1)
    if part.kind == "fraction" and second in ("than", "in", "this", "last") and word in ("more", "less"):
        return "up" if word == "more" else "down"  # "a third less than in 2020"
    if part.unit in _TIMES or (part.bare and word not in ("more", "fewer", "higher", "lower")):
        return None
    if word in ("more", "less", "longer", "taller", "bigger", "larger"):
        numbered = words[at + 2].digits or words.low(at + 2) in SMALL
        dearer = part.money and second in ("in", "each", "a", "per", "this", "last")  # "cost $12 more in May"
        if part.bare or numbered or not (dearer or second in ("than", "expensive", ".", ",")):
            return None
    elif word in _BETWEEN:
        word = second
    if part.unit in _LENGTHS and word not in ("higher", "lower", "up", "down", "above", "below"):
        return None  # "a 40-metre slide"
    return "up" if word in _BEHIND_UP else "down" if word in _BEHIND_DOWN else None


def _particle_before(words: Words, part: Amount) -> Modifier | None:
    """ "up 3%", "was down by 40"; not "pick up two"."""
    by = words.low(part.first - 1) == "by"
    said, verb = words.low(part.first - 1 - by), words.low(part.first - 2 - by)
    if (
        said not in ("up", "down")
        or (verb in _PHRASAL and not by)
        or (part.bare and verb.isalpha() and verb not in _BEING)
    ):
        return None
    return direction(said)


def _governed(part: Amount, head: Token, before: str) -> Modifier | None:
    """By the verb or noun of change that the figure hangs on in the parse."""
    token = head
    for _ in range(4):
        above = token.head
        pace = token.lower_ == "at" and any(child.lower_ in ("pace", "rate", "clip") for child in token.children)
        if (
            (token.dep_ == "prep" and token.lower_ not in _ALONG and not pace)
            or token.dep_ in _CLAUSES
            or above.i == token.i
        ):
            return None
        counted = part.bare and above.i > token.i and token.dep_ in ("nummod", "quantmod", "compound")
        said = direction(above.lower_)
        if said and above.lower_ in _INCHING and above.i + 1 < len(above.doc):
            said = direction(above.nbor().lower_) or said  # "edged down"
        if said and not counted and above.tag_ != "JJR" and not (_is_name(above) and above.lower_ in _NO_NOUN):
            return said if _goes(part, token, above, before) else None
        if above.tag_.startswith(("V", "MD")):
            return _particle(above, token)
        token = above
    return None


def _is_name(token: Token) -> bool:
    return bool(token.tag_.startswith("N"))


def _goes(part: Amount, token: Token, change: Token, before: str) -> bool:
    """Whether the change is of this figure: not "fell two days after", "raised $3 million", "lost 31 seats"."""
    if part.unit.partition(" per ")[0] in _TIMES and before not in ("by", "to"):
        return False
    if _is_name(change) and token.dep_ != "prep" and change.i < token.i:
        return False
    thing = token.dep_ == "dobj"
    if part.money and thing and change.lower_.startswith(("rais", "lift")):
        return False
    return not (part.bare and part.kind != "fraction" and thing and change.lower_.startswith("los"))


def _particle(verb: Token, via: Token) -> Modifier | None:
    """ "was down 2.1%", "closed lower by 3%"; not "picked up 28"."""
    if verb.lower_ in _PHRASAL:
        return None
    near = (c for c in verb.children if 0 < via.i - c.i <= 2 and c.lower_ in ("up", "down", "higher", "lower"))
    return next((direction(child.lower_) for child in near), None)


def _nearby(words: Words, part: Amount) -> Modifier | None:
    """Without grammar: a word of change right before the figure, small words skipped."""
    for at in range(part.first - 1, max(-1, part.first - 5), -1):
        said = direction(words.low(at))
        if said or words.low(at) not in ("by", "to", "of", "a", "an", "the", "another", "further", "just", "only"):
            return said
    return None
