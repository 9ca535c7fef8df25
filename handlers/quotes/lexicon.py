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

_IRREGULAR = {
    "said": "say", "says": "say", "saying": "say", "told": "tell", "wrote": "write", "written": "write", "writing": "write",
    "thought": "think", "felt": "feel", "knew": "know", "known": "know", "saw": "see", "seen": "see", "heard": "hear",
    "held": "hold", "made": "make", "making": "make", "gave": "give", "given": "give", "giving": "give", "took": "take",
    "taken": "take", "spoke": "speak", "spoken": "speak", "found": "find", "went": "go", "goes": "go", "gone": "go",
    "put": "put", "read": "read", "cited": "cite", "citing": "cite", "shown": "show", "swore": "swear", "sworn": "swear",
    "laid": "lay", "sought": "seek", "began": "begin", "begun": "begin", "quoth": "quote", "argued": "argue", "arguing": "argue",
    "meant": "mean", "taught": "teach", "kept": "keep", "got": "get", "came": "come", "coming": "come", "saw": "see",
    "is": "be", "was": "be", "are": "be", "were": "be", "been": "be", "am": "be", "'s": "be", "’s": "be", "had": "have", "has": "have",
    "did": "do", "does": "do", "done": "do", "sang": "sing", "chose": "choose", "chosen": "choose", "sent": "send", "bet": "bet",
    "lied": "lie", "lying": "lie", "foresaw": "foresee", "forbade": "forbid", "wondering": "wonder", "reckoned": "reckon",
}  # fmt: skip


@cache
def stem(word: str) -> str:
    """A crude stem, so that the forms of one verb share what was learned: "argued", "argues" and "arguing" are "argu"."""
    word = _IRREGULAR.get(word, word)
    for ending in ("ings", "ing", "ied", "ies", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl" else word


class Lexicon:
    """Scores by stem, one table a question: `marked` and `cue` for words that report, `speaker` for nouns that speak."""

    def __init__(self, tables: Mapping[str, Mapping[str, float]]) -> None:
        self.marked = dict(tables["marked"])
        self.cue = dict(tables["cue"])
        self.speaker = dict(tables["speaker"])

    @classmethod
    @cache
    def stored(cls) -> Lexicon:
        """The lexicon that comes with the project."""
        return cls(json.loads((_WEIGHTS / "lexicon.json").read_text(encoding="utf-8")))
