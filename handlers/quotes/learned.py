"""Everything that was learned, together: the lexicon and the ensembles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from handlers.quotes.lexicon import Lexicon
from handlers.quotes.trees import Trees

ENSEMBLES = ("speaker", "trust")


@dataclass(frozen=True)
class Learned:
    """What `eval.train_quotes` wrote, or one fold of it."""

    lexicon: Lexicon
    speaker: Trees  # ranks mentions as the speaker of a marked stretch
    trust: Trees  # whether a stretch is a quote, and whether its best mention is right

    @classmethod
    @cache
    def stored(cls) -> Learned:
        """What comes with the project."""
        return cls(Lexicon.stored(), Trees.stored("speaker"), Trees.stored("trust"))
