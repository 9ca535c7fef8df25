"""What the development articles taught about words: how often a verb or noun reports speech, or names who speaks.

Each stem has a score: the logarithm of the odds that it does, drawn towards nothing where it was seen rarely.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TABLES = ("marked", "cue", "speaker")
_WEIGHTS = Path(__file__).with_name("weights")

_FORMS = """
    say: said says saying
    tell: told
    write: wrote written writing
    think: thought
    feel: felt
    know: knew known
    see: saw seen
    hear: heard
    hold: held
    make: made making
    give: gave given giving
    take: took taken
    speak: spoke spoken
    find: found
    go: went goes gone
    cite: cited citing
    show: shown
    swear: swore sworn
    lay: laid
    seek: sought
    begin: began begun
    quote: quoth
    argue: argued arguing
    mean: meant
    teach: taught
    keep: kept
    get: got
    come: came coming
    be: is was are were been am 's ’s
    have: had has
    do: did does done
    sing: sang
    choose: chose chosen
    send: sent
    lie: lied lying
    foresee: foresaw
    forbid: forbade
    wonder: wondering
    reckon: reckoned
"""
_IRREGULAR = {
    form: line.split(":")[0].strip() for line in _FORMS.splitlines() for form in line.partition(":")[2].split()
}


@cache
def stem(word: str) -> str:
    """A crude stem, so that the forms of one verb share what was learned: "argued" and "arguing" are both "argu"."""
    word = _IRREGULAR.get(word, word)
    for ending in ("ings", "ing", "ied", "ies", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl" else word


class Lexicon:
    """Scores by stem, one table a question: `marked` and `cue` for words that report, `speaker` for nouns."""

    def __init__(self, tables: Mapping[str, Mapping[str, float]]) -> None:
        self.marked = dict(tables["marked"])
        self.cue = dict(tables["cue"])
        self.speaker = dict(tables["speaker"])

    @classmethod
    @cache
    def stored(cls) -> Lexicon:
        """The lexicon that comes with the project."""
        return cls(json.loads((_WEIGHTS / "lexicon.json").read_text(encoding="utf-8")))
