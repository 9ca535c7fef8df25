"""Numbers that only grammar tells from figures: years without a preposition, names, the pronoun "one"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handlers.figures.amount import Amount
from handlers.figures.lexicon import listed
from handlers.figures.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NOUNS: Final = ("NN", "NNS", "NNP", "NNPS")
_PROPER: Final = ("NNP", "NNPS")
_POINTING: Final = ("the", "these", "those", "all", "his", "her", "its", "their", "our", "which")
_OPENING: Final = frozenset(".“”\"':?!‘’(—–…")
_CLOSING: Final = ("and", "or", "in", "of", "to", "on", "at", "are", "were", "is", "was", "have", "had", "will")
_TIMES: Final = ("second", "minute", "hour", "day", "week", "month", "year", "mile")
_CALENDAR: Final = listed("calendar")


def is_figure(words: Words, part: Amount, doc: Doc | None, tokens: tuple[int, int] | None) -> bool:
    """Whether an amount is a figure and no year, name or pronoun."""
    if not words.tongue.english:
        return _is_foreign_figure(words, part)
    if doc is not None and tokens and _lettered(words, part) and _numbers_noun(doc, tokens):
        return False
    if part.kind == "odds" and _is_name(words, part):
        return False  # "Uranium One in three deals"
    if part.unit and _is_title(words, part):
        return False  # "the Six-Day War", "60 Minutes"
    if part.unit or part.scaled or part.high is not None or part.negative or part.pair:
        return not _verb_alone(part, doc, tokens)
    first = words[part.first]
    if part.kind == "words" and _is_name(words, part):
        return False
    before = doc[tokens[0] - 1] if doc is not None and tokens and tokens[0] else None
    if before is not None and before.text == "|":
        before = None  # another cell of a table's row
    head = doc[tokens[1] - 1] if doc is not None and tokens else None
    if part.whole and len(first.text) == 4 and 1000 <= part.value <= 2100 and not _counts(part, head, before):
        return False
    if head is None:
        return not part.one
    if part.whole and len(first.text) > 4 and _alone(head):
        return False  # news groups what it counts: a code
    if before is not None and before.lower_ == "at" and _address(head):
        return False
    if part.one:
        return (
            head.dep_ == "nummod" and head.head.i > head.i and head.head.tag_ in ("NN", "NNP") and not _some(head.head)
        )
    every = before is not None and before.lower_ == "all" and words.low(part.stop) == "of"  # "all seven of his shots"
    pointed = before is not None and part.value < 100 and (before.lower_ in _POINTING or _is_stage(before))
    if pointed and not every and _alone(head):
        return False  # "these three", "the last 16"
    return not (_begins_name(part, head) or (before is not None and _names(words, part, head, before)))


def _is_foreign_figure(words: Words, part: Amount) -> bool:
    """In a language without rules: a unit, a scale or grouping, or a number with a word behind it that is no year."""
    if part.kind not in ("digits", "fraction", "multiple"):
        return False  # "sex", "elf" and "die" mean something else there
    if part.unit or part.scaled or part.high is not None or part.pair or not part.whole:
        return True
    behind = words[part.stop]
    return (
        2 <= part.value < 10**6
        and not 1000 <= part.value <= 2100
        and behind.apart
        and len(behind.text) > 3
        and behind.text.isalpha()
    )


def _is_name(words: Words, part: Amount) -> bool:
    """Whether it begins with a capital where no sentence and no quotation does."""
    return words[part.first].text[0].isupper() and part.first > 0 and words[part.first - 1].text not in _OPENING


def _is_title(words: Words, part: Amount) -> bool:
    """Whether a number and its unit are written like a name, in a text that does not give a capital to every word."""
    number, unit = words[part.first].text, words[part.stop - 1].text
    spelled = part.kind == "words" and number[0].isupper() and part.unit in _TIMES
    return (
        (spelled or (part.whole and part.unit in _TIMES))
        and unit.istitle()
        and len(unit) > 2
        and any(word.text[0].islower() and len(word.text) > 4 for word in words.all)
    )


def _is_stage(before: Token) -> bool:
    """ "reached the last 16"; not "eight of the last ten"."""
    at, doc = before.i, before.doc
    return (
        before.lower_ in ("last", "final", "top")
        and at > 1
        and doc[at - 1].lower_ == "the"
        and doc[at - 2].lower_ != "of"
    )


def _lettered(words: Words, part: Amount) -> bool:
    """ "27L": digits and one capital."""
    letter, number = words[part.stop - 1], words[part.first]
    return (
        part.stop == part.first + 2
        and number.text.isdigit()
        and not letter.apart
        and len(letter.text) == 1
        and letter.text.isupper()
    )


def _numbers_noun(doc: Doc, tokens: tuple[int, int]) -> bool:
    """Whether the noun before has no article and nothing else to number it: "on runway 27L", not "a 40L tank"."""
    before = doc[tokens[0] - 1] if tokens[0] else None
    return before is not None and before.tag_ in ("NN", *_PROPER)


def _address(head: Token) -> bool:
    """ "at 45 Via Roma": two names behind the number, and nothing counted."""
    behind = head.doc[head.i + 1 : head.i + 3]
    return len(behind) == 2 and all(t.tag_ == "NNP" and t.text[0].isupper() for t in behind)


def _some(noun: Token) -> bool:
    """Whether "one" of this noun only means some: "one question is whether"."""
    return noun.dep_ == "nsubj" and noun.head.lower_ in ("is", "was")


def _alone(head: Token) -> bool:
    """Whether no noun follows: "the two met", "these three"."""
    if head.head.i > head.i and head.dep_ in ("nummod", "compound", "amod", "nmod", "quantmod"):
        return False
    following = head.nbor() if head.i + 1 < len(head.doc) else None
    return following is None or following.tag_ not in (*_NOUNS, "JJ", "VBN", "HYPH")


def _counts(part: Amount, head: Token | None, before: Token | None) -> bool:
    """Whether a number that could be a year counts: round, a plural noun behind it, no article before it."""
    if head is None or part.value % 50 or head.head.i <= head.i or head.head.tag_ not in ("NNS", "NNPS"):
        return False
    return before is None or before.tag_ not in ("DT", "PRP$", "POS")


def _begins_name(part: Amount, head: Token) -> bool:
    """ "50 Cent": one name, no plural, behind the digits."""
    name = head.nbor() if head.i + 1 < len(head.doc) else None
    if part.kind != "digits" or part.value < 2 or name is None or name.tag_ != "NNP" or name.text.endswith("s"):
        return False
    behind = name.nbor() if name.i + 1 < len(name.doc) else None
    return behind is None or not (behind.tag_ in _NOUNS or behind.text == "-")


def _names(words: Words, part: Amount, head: Token, before: Token) -> bool:
    """Whether the number closes a name: "the S&P 500", "Python 3.12"."""
    if (
        before.tag_ in ("NN", "NNS")
        and head.head.i == before.i
        and head.dep_ == "nummod"
        and part.kind in ("digits", "words")
        and part.value < 1000
    ):
        return _alone(head)  # "room 101"
    if before.tag_ == "NN" and part.kind == "digits" and part.whole and part.value > 1 and _is_singular(head):
        return True  # "tram line 9 stops"
    if part.whole and part.value < 1000 and _lists(words, part):
        return True
    if (
        before.tag_ not in _PROPER
        or before.lower_ in _CALENDAR
        or "," in words[part.first].text
        or part.kind != "digits"
    ):
        return False
    if before.dep_ in ("compound", "nmod") and before.head.i == head.head.i and not part.scaled:
        return True  # "Microsoft 365 users", "HDMI 2.1 ports"
    following = head.nbor() if head.i + 1 < len(head.doc) else None
    counts = (
        following is not None
        and not (part.value > 1 and part.whole and _is_singular(head))
        and (
            following.tag_ in ("NNS", "NN", "JJ")
            or (head.head.tag_ == "NNS" and head.head.i > head.i and following.tag_ not in ("CC", "IN", ","))
        )
    )
    return not counts or head.head.i == before.i


def _is_singular(head: Token) -> bool:
    """Whether the word behind the number is one thing, so that more than one cannot count it."""
    following = head.nbor() if head.i + 1 < len(head.doc) else None
    behind = following.nbor() if following is not None and following.i + 1 < len(head.doc) else None
    if following is None or following.tag_ != "NN" or following.text == "-":
        return False
    return behind is None or behind.tag_ not in (*_NOUNS, "HYPH")


def _lists(words: Words, part: Amount) -> bool:
    """Whether the number goes on a list that numbers the noun before it: "Sources 1, 2 and 3 differ"."""
    behind = words[part.stop]
    if behind.text[0].isalpha() and behind.low not in _CLOSING:
        return False
    at = part.first
    while words.low(at - 1) in (",", "and", "or", "to", "-", "–") and words[at - 2].text.isdigit():
        at -= 2
    name = words[at - 1]
    return at < part.first and name.text.isalpha() and name.text[0].isupper() and name.low.endswith("s") and at > 0


def _verb_alone(part: Amount, doc: Doc | None, tokens: tuple[int, int] | None) -> bool:
    """ "double standards", "a triple murder": not the verb of multiplication."""
    if part.kind != "multiple" or doc is None or tokens is None:
        return False
    token = doc[tokens[0]]
    if token.lower_ not in ("double", "triple", "treble", "quadruple", "doubles", "triples", "doubled", "doubling"):
        return False
    following = token.nbor().lower_ if token.i + 1 < len(doc) else ""
    if token.i > 1 and doc[token.i - 1].lower_ == "than" and token.lower_ in ("double", "triple", "quadruple"):
        return False  # "could more than double"
    if following == "down" or (token.i and doc[token.i - 1].lower_ == "down"):
        return True
    return (
        not token.tag_.startswith("V")
        and token.lower_ not in ("doubled", "doubling")
        and following not in ("the", "that", "what", "its", "their", "his", "her")
    )
