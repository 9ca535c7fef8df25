"""Everything that was learned, together: the lexicon and the ensembles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from handlers.quotes.lexicon import Lexicon
from handlers.quotes.trees import Trees

ENSEMBLES = ("speaker", "marked", "trust", "cue", "span")


@dataclass(frozen=True)
class Learned:
    """What `eval.train_quotes` wrote, or one fold of it."""

    lexicon: Lexicon
    speaker: Trees  # ranks mentions as the speaker of a marked stretch
    marked: Trees  # whether a marked stretch is said by anybody
    trust: Trees  # whether its best mention is right
    cue: Trees  # whether a word reports
    span: Trees  # which passage it reports

    @classmethod
    @cache
    def stored(cls) -> Learned:
        """What comes with the project."""
        return cls(Lexicon.stored(), *(Trees.stored(name) for name in ENSEMBLES))
