"""Numerals: digits and number words to exact values, "two and a half million" as well as "1 in 5" and "thousands".

Grammar over the light words of a paragraph. Every rule takes the words and a place and gives the numeral that starts
there, or None; none of them looks further than a few words, so reading a paragraph is linear.

A vague plural ("thousands", "dozens", "several hundred") has the value of its scale, its lower bound, and says so: what
are "thousands" are more than 1000, whatever else they are. That value is also what quantity extractors usually give.
"""

from __future__ import annotations

from handlers.figures.digits import digits
from handlers.figures.number_words import GLYPHS, Numeral
from handlers.figures.parts import fold, fraction, multiple, odds, vague
from handlers.figures.spelled import spelled
from handlers.figures.words import Words


def numeral(words: Words, at: int) -> Numeral | None:
    """The longest numeral that starts at word `at`."""
    if words[at].digits or words[at].text in GLYPHS:
        found = digits(words, at)
    else:
        found = fraction(words, at) or vague(words, at) or spelled(words, at) or multiple(words, at)
    return found and (odds(words, found) or fold(words, found) or found)
