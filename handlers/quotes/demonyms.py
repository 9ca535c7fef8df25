"""Words for people by where they come from: "Italian", "Dutchwoman", "Swede". They describe; they are nobody's name.

No list of them: CLDR has the names of languages and territories, and the endings of English make the rest.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from handlers.quotes.words import several

_SEXED = re.compile(r"(?:wom[ae]n|m[ae]n)$")
_ENDINGS = several("n an ian ean nian inian vian ese i er ine on iard ard iot")  # of a word for who comes from there
_LOST = several("a e o y al ia ium us ain ay ish es ine s sh any land")  # what a place's name loses before them
_CUT = several("ish tish ian istan")  # what may fall off with nothing in its place: "Scot", "Serb", "Afghan"
_FORMS = ("ish", "an", "ese", "wiss")  # of the first word of "American English", "Swiss German"
_LEAST_SHARED = 4  # letters
_NO_PLACE = several("united republic islands island north south east west western southern northern saint new central")


def demonym(word: str) -> bool:
    """Whether a word, in the singular, is for somebody from a country or a speaker of a language."""
    if not word[:1].isupper() or not word.isalpha() or word.isupper():
        return False
    return _known(word.lower())


def country(name: str) -> bool:
    """Whether a name is a country's."""
    return name.lower() in _tables()[2]


def sex_of(word: str) -> str:
    """`m` or `f` where the word tells it: "Dutchwoman"."""
    found = _SEXED.search(word.lower())
    return "" if found is None or len(word) < 7 else "f" if found.group().startswith("w") else "m"


@cache
def _known(word: str) -> bool:
    places, described, countries = _tables()
    if word in countries:
        return False
    if word in described or _SEXED.sub("", word) in described:
        return True
    return any(_made_of(word, place) for place in places.get(word[: _LEAST_SHARED - 1], ()))


def _made_of(word: str, place: str) -> bool:
    """Whether a word is the name of a place, or of its language, with an ending for who comes from there."""
    if word[-1] == "e" and place in (f"{word[:-1]}ish", f"{word[:-1]}a"):  # "Dane", "Pole", "Argentine"
        return True
    if word.endswith("ese") and place == f"{word[:-3]}on":  # "Lebanese"
        return True
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, place, strict=False)))
    if shared == len(word):
        return shared >= _LEAST_SHARED and place[shared:] in _CUT and not place.endswith("anian")
    return any(
        word[kept:] in _ENDINGS and (kept == len(place) or place[kept:] in _LOST)
        for kept in range(_LEAST_SHARED, shared + 1)
    )


@cache
def _tables() -> tuple[dict[str, list[str]], frozenset[str], frozenset[str]]:
    """Names of places and languages by their first letters; words that are for people as they stand; countries."""
    from babel import Locale

    english = Locale("en")
    common = {name.lower() for code, name in english.languages.items() if len(code) == 2}
    countries = {name.lower() for name in english.territories.values()}
    words = {w for name in countries | common for w in name.split() if w.isalpha()} - _NO_PLACE
    variants = {w for name in english.languages.values() for w in name.lower().split()[:-1] if w.endswith(_FORMS)}
    places: dict[str, list[str]] = {}
    for place in sorted(words | variants):
        places.setdefault(place[: _LEAST_SHARED - 1], []).append(place)
    described = {w for w in common | variants if len(w) >= _LEAST_SHARED and " " not in w}
    return places, frozenset(described - _NO_PLACE), frozenset(countries)


def origin(word: str) -> str:
    """What two words for one country's people share: "Dutch" and "Dutchwoman"."""
    return _SEXED.sub("", word.lower()) if not _plain(word.lower()) else word.lower()


def _plain(word: str) -> bool:
    """Whether a word ends in "man" by itself: "German"."""
    return word in _tables()[1]
