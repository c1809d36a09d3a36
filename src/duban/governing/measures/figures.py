"""Figures as they are reckoned with and as they are read.

Comparisons are made on fractions, so nothing is lost in a third. Rounding is for printing only and half goes away from
nought (四舍五入).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

HUNDRED: Final = Fraction(100)
DIGITS: Final = 2  # in explanations, where the caller says nothing
_HALF: Final = Fraction(1, 2)
_FINEST: Final = 12


def rounded(value: Fraction, digits: int) -> Decimal:
    """``value`` with so many places after the point: 99.95 with one is 100.0, −13.79 is −13.8."""
    steps = (abs(value) * 10**digits + _HALF).__floor__()
    return Decimal(f"{'-' if value < 0 and steps else ''}{steps}E-{digits}")


def shown(value: Fraction | Decimal, digits: int = DIGITS) -> str:
    """A figure as people write it: 540 and 1200, neither 540.00 nor 1.2E+3; thirds are cut to ``digits`` places."""
    decimal = value if isinstance(value, Decimal) else rounded(value, digits)
    written = f"{decimal:f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written == "-0" else written


def apart(value: Fraction, bound: Fraction, digits: int = DIGITS) -> str:
    """``value`` with as many places as it takes not to read like ``bound``: 9.996 beside 10 is 9.996 and never 10.

    Up to twelve places: what is nearer than that reads alike.
    """
    if value == bound:
        return shown(value, digits)
    for places in range(digits, _FINEST):
        if Fraction(rounded(value, places)) != bound:
            return shown(value, places)
    return shown(value, _FINEST)
