"""Whether a figure goes up or down: by the word of change that governs it, or stands right behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handlers.figures.amounts import Amount
from handlers.figures.lexicon import listed
from handlers.figures.words import Words
from handlers.model import Modifier

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

UP: Final = listed("up")
DOWN: Final = listed("down")
_NO_NOUN: Final = listed("verbs only")
_BEHIND: Final[dict[str, Modifier]] = {
    **dict.fromkeys(listed("behind up"), "up"),
    **dict.fromkeys(listed("behind down"), "down"),
}
_ALONG: Final = frozenset(("by", "to", "of", "about", "around", "under", "over", "at"))
_PHRASAL: Final = listed("phrasal")
_BEING: Final = listed("being")
_SUBJECTS: Final = ("nsubj", "nsubjpass", "relcl", "advcl", "ccomp", "parataxis")
_TIMES: Final = frozenset(("year", "month", "week", "day", "hour", "minute", "second", "decade"))
MOVING: Final = listed("moving")


def trend(words: Words, part: Amount, doc: Doc | None, head: Token | None) -> Modifier | None:
    """Up or down, None where the figure goes neither way."""
    if part.kind == "multiple":
        first = words.low(part.first)
        if first in UP or first in DOWN:
            return "up" if first in UP else "down"
    if part.before is not None and part.before != part.value:
        return "up" if part.before < part.value else "down"
    behind = _behind(words, part)
    if behind:
        return behind
    before = words.low(part.first - 1)
    if before in ("up", "down", "by"):
        said = words.low(part.first - 2) if before == "by" else before
        verb = words.low(part.first - (3 if before == "by" else 2))
        if said in ("up", "down") and not (verb in _PHRASAL or (part.bare and verb.isalpha() and verb not in _BEING)):
            return "up" if said == "up" else "down"
    if before == "from" or part.age:
        return None
    return _governed(part, head, before) if doc is not None and head is not None else _nearby(words, part)


def _behind(words: Words, part: Amount) -> Modifier | None:
    """ "3% higher", "a 12 percent drop", "a 3% price rise"."""
    at = part.stop + (words[part.stop].text == "-")
    if part.unit in _TIMES or (part.bare and words.low(at) not in ("more", "fewer", "higher", "lower")):
        return None
    said = _BEHIND.get(words.low(at))
    if said is None and words.low(at) in (
        "price",
        "pay",
        "wage",
        "tax",
        "rate",
        "annual",
        "overall",
        "sales",
        "year-on-year",
        "monthly",
        "yearly",
    ):
        said = _BEHIND.get(words.low(at + 1))
    if words.low(at) in ("more", "less", "longer", "taller", "bigger", "larger") and (
        part.bare or words.low(at + 1) not in ("than", "expensive", ".", ",")
    ):
        return None
    return said  # type: ignore[return-value]


def _governed(part: Amount, head: Token, before: str) -> Modifier | None:
    """Up or down by the verb or noun of change that the figure hangs on."""
    token = head
    for _ in range(4):
        if (token.dep_ == "prep" and token.lower_ not in _ALONG) or token.dep_ in _SUBJECTS:
            return None
        above = token.head
        if above.i == token.i:
            return None
        low = above.lower_
        if part.bare and token.dep_ in ("nummod", "quantmod", "compound") and above.i > token.i:
            token = above  # what is counted is no change: "12 rebounds"
            continue
        changes = low in UP or low in DOWN
        if changes and above.tag_ != "JJR" and not (above.tag_.startswith("N") and low in _NO_NOUN):
            if part.unit in _TIMES and before != "by":
                return None
            if part.money and low.startswith(("rais", "lift", "lost", "los")) and token.dep_ == "dobj":
                return None  # "raised $3 million" collects them
            if (
                low in ("lost", "lose", "losing", "loses", "gained", "gains", "gain")
                and part.bare
                and token.dep_ == "dobj"
            ):
                return None
            if above.tag_.startswith("N") and token.dep_ != "prep" and above.i < token.i:
                return None
            return "up" if low in UP else "down"
        if above.tag_.startswith(("V", "MD")):
            return _particle(above, token)
        token = above
    return None


def _particle(verb: Token, via: Token) -> Modifier | None:
    """ "was down 2.1%", "closed lower by 3%"."""
    for child in verb.children:
        if child.i < via.i and via.i - child.i <= 2 and child.lower_ in ("up", "down", "higher", "lower"):
            return "up" if child.lower_ in ("up", "higher") else "down"
    return None


def _nearby(words: Words, part: Amount) -> Modifier | None:
    """Without grammar: a word of change right before the figure, small words skipped."""
    for at in range(part.first - 1, max(-1, part.first - 5), -1):
        word = words.low(at)
        if word in UP or word in DOWN:
            return "up" if word in UP else "down"
        if word not in ("by", "to", "of", "a", "an", "the", "another", "further", "just", "only"):
            return None
    return None
