"""What a figure counts in a language without rules: the noun right behind it, by what words alone can tell."""

from __future__ import annotations

from functools import cache
from typing import Final

from handlers.figures.amount import Amount
from handlers.figures.lexicon import listed
from handlers.figures.words import Words

_LINKS: Final = listed("links abroad")
_SHORTEST: Final = 3  # letters of a noun
_ADJECTIVES: Final = 2  # words between a number and a German noun


def noun_behind(words: Words, part: Amount, language: str) -> str:
    """The noun that a bare number or a share stands before, "" where a word of grammar follows or none."""
    at = part.stop
    while at < part.stop + 2 and words.low(at) in _LINKS:
        at += 1
    if part.unit not in ("", "percent") or (part.unit and at == part.stop) or (part.bare and at > part.stop + 1):
        return ""  # "de" stands between a scale and what it counts, an article never does
    if language == "de":  # where nouns have capitals
        stop = next((i for i in range(at, at + _ADJECTIVES) if not words[i].text.islower()), at + _ADJECTIVES)
        return words[stop].text if words[stop].text[0].isupper() else ""
    noun = words[at]
    spoken = noun.text.split("'")[-1].split("’")[-1]
    if not noun.apart or not spoken.isalpha() or len(spoken) < _SHORTEST or spoken.lower() in _closed(language):
        return ""
    return spoken


@cache
def _closed(language: str) -> frozenset[str]:
    """The words that no noun is among, as spaCy lists them."""
    import spacy

    try:
        return frozenset(spacy.util.get_lang_class(language).Defaults.stop_words)
    except ImportError:
        return frozenset()
