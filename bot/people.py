"""Which names are one person's: "Sheinbaum", "President Sheinbaum" and "Claudia Sheinbaum Pardo", over many articles.

Names are joined only where nothing else is possible: a surname alone belongs to a person where just one is known by it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
_TITLES = frozenset(
    {
        "capt", "captain", "chancellor", "col", "colonel", "dame", "dr", "frau", "gen", "general", "gov", "governor",
        "herr", "jr", "judge", "justice", "king", "lady", "lord", "lt", "madame", "mayor", "minister", "miss", "mme",
        "monsieur", "mr", "mrs", "ms", "mx", "of", "pope", "president", "prince", "princess", "prof", "professor",
        "queen", "rep", "representative", "secretary", "sen", "senator", "senor", "senora", "sgt", "sir", "sr", "the",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """One person, or body, by the fullest name, and by every name that was written for them."""

    name: str
    names: tuple[str, ...]


def folded(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without accents and titles."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    words = tuple(_WORD.findall(plain))
    return tuple(word for word in words if word not in _TITLES) or words


def same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two folded names may be one person's: the shorter one's words stand in the longer one, in order and at
    its end or before further surnames; a first name alone is nobody's."""
    short, long = sorted((one, other), key=len)
    if not short or (len(short) == 1 and len(long) > 1 and short[0] == long[0]):
        return False
    rest = iter(long)
    return all(any(_fits(word, whole) for whole in rest) for word in short)


def people(names: Iterable[str]) -> list[Person]:
    """The persons behind some names, in the order in which they first come."""
    known = [(name, folded(name)) for name in dict.fromkeys(names)]
    groups: list[list[tuple[str, tuple[str, ...]]]] = []
    for name, words in sorted(known, key=lambda pair: -len(pair[1])):
        fitting = [group for group in groups if all(same(words, other) for _, other in group)]
        if len(fitting) == 1:
            fitting[0].append((name, words))
        else:  # nobody yet, or several: then it stays by itself
            groups.append([(name, words)])
    order = {name: place for place, (name, _) in enumerate(known)}
    groups.sort(key=lambda group: min(order[name] for name, _ in group))
    return [Person(group[0][0], tuple(name for name, _ in group)) for group in groups]


def meant(asked: str, names: Iterable[str]) -> list[Person]:
    """Those of the persons behind some names whom the words asked for may mean; a part of a name is enough."""
    words = folded(asked)
    known = [(person, [folded(name) for name in person.names]) for person in people(names)] if words else []
    whole = [person for person, all_of in known if any(set(words) <= set(name) for name in all_of)]
    near = [person for person, all_of in known if any(len(name) >= len(words) and same(words, name) for name in all_of)]
    return whole or near or [person for person, all_of in known if any(same(words, name) for name in all_of)]


def _fits(word: str, whole: str) -> bool:
    """An initial fits a name that begins with it."""
    return word == whole or (1 in (len(word), len(whole)) and word[0] == whole[0])
