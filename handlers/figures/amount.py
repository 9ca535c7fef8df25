"""What an amount is: a value or range with its unit, at its place among the light words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from handlers.figures.number_words import Kind


@dataclass(frozen=True, slots=True)
class Amount:
    """A value or range with its unit, over the words `[first, stop)`; the numeral itself ends at `number_stop`."""

    first: int
    stop: int
    number_stop: int
    value: Decimal
    kind: Kind
    high: Decimal | None = None
    unit: str = ""
    money: bool = False
    age: bool = False
    scaled: bool = False  # holds a scale word
    vague: bool = False
    one: bool = False  # a bare "one"
    prefixed: bool = False  # its currency stands before it
    negative: bool = False
    shared: bool = False  # unit or scale lent by the amount behind it
    whole: bool = False  # digits without a point or grouping
    counted_inside: bool = False  # the counted noun stands within: "40 deaths per 100,000"
    pair: bool = False  # one of a score or a vote, "3-1"
    side: str = ""  # whose part of a score it is, in "Ravens 2-3 Castlebury"
    before: Decimal | None = None  # where it comes from, in "from 3 to 4"

    @property
    def bare(self) -> bool:
        """Whether it only counts."""
        return not self.unit
