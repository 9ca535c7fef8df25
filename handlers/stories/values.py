"""Whether one number can satisfy two figures: ranges, bounds, "about", and rounding to the coarser of the two."""

from __future__ import annotations

from decimal import Decimal

from handlers.model import Figure

ABOUT = Decimal("0.1")  # what "about" leaves open
_MANY = 10  # from which "up to" means not far from it
ROUNDLY = Decimal("0.05")  # what a thousand or a million without further digits does


def compatible(one: Figure, other: Figure) -> bool:
    """Whether one number can satisfy both."""
    (low, high), (other_low, other_high) = _bounds(one), _bounds(other)
    if low <= other_high and other_low <= high:
        return True
    return any(_rounded(a, b) for a, b in ((one, other), (other, one)))


def _bounds(figure: Figure) -> tuple[Decimal, Decimal]:
    low, high = figure.value, figure.value if figure.value_high is None else figure.value_high
    if figure.modifier == ">":
        return low, Decimal("Infinity")
    if figure.modifier == "<":  # nobody says "as many as 5,000" of a thousand
        return high / 2 if figure.value_high is None and high > _MANY else Decimal("-Infinity"), high
    slack = abs(high) * ABOUT if figure.modifier == "~" else Decimal(0)
    return low - slack, high + slack


def _rounded(coarse: Figure, fine: Figure) -> bool:
    """Whether the finer value, rounded to the coarser one's digits, is that one: 1,234,567 is 1.2 million."""
    if coarse.value == 0 or coarse.value_high is not None or fine.value_high is not None:
        return False
    digits = len(coarse.value.normalize().as_tuple().digits)
    if digits < 2:  # "6 million" may be rounded so far as 6.1, not so far as 6.4
        return abs(coarse.value) >= 1_000 and abs(fine.value - coarse.value) <= abs(coarse.value) * ROUNDLY
    step = Decimal(1).scaleb(coarse.value.adjusted() - digits + 1)
    return abs(fine.value - coarse.value) <= step / 2
