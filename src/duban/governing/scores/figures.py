"""Figures of a scheme: written as the document writes them, or open where the document says nothing.

Inside, points are fractions, so nothing is lost in a third. What comes out is a decimal on a grid of fifteen places,
cut so that parts still sum to their total to the last place. Rounding to what people read is for printing only.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, Inexact
from fractions import Fraction
from functools import reduce
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from duban.governing.scores.errors import FigureError

if TYPE_CHECKING:
    from collections.abc import Sequence

PLACES: Final = 15
_GRID: Final = 10**PLACES
_PRINTING: Final = Context(prec=400, rounding=ROUND_HALF_UP)
_SUMMING: Final = Context(prec=400, traps=[Inexact])


class Open(NamedTuple):
    """A figure that the document leaves open (扣分标准未列出): a name to fill it by, and no default."""

    key: str


Figure: TypeAlias = Decimal | Open


def known(figure: Figure) -> Decimal:
    """The figure, which must have been filled."""
    if isinstance(figure, Open):
        raise FigureError(f"the figure {figure.key!r} is still open")
    return figure


def exact(figure: Figure) -> Fraction:
    """The figure to reckon with."""
    return Fraction(known(figure))


def on_grid(figure: Decimal) -> bool:
    """Whether a figure is finite and has no more than fifteen places, so that sums of it are exact."""
    return figure.is_finite() and (Fraction(figure) * _GRID).denominator == 1


def cut(value: Fraction) -> Decimal:
    """The nearest decimal of fifteen places: 2/3 is 0.666666666666667; a tie goes up."""
    return _decimal(_steps(value))


def settled(values: Sequence[Fraction]) -> tuple[Decimal, ...]:
    """Decimals of fifteen places that sum exactly to the decimal of the sum; those that are exact stay as they are.

    Three thirds are 0.333333333333333, 0.333333333333334 and 0.333333333333333: together 1, not 0.999999999999999.
    """
    sums = accumulate(values, initial=Fraction(0))
    return tuple(_decimal(after - before) for before, after in pairwise(map(_steps, sums)))


def total(figures: Sequence[Decimal]) -> Decimal:
    """The sum, exact whatever the number of digits."""
    return Decimal(plain(reduce(_SUMMING.add, figures, Decimal(0))))


def plain(figure: Decimal) -> str:
    """As people write it: 540 and 1200, neither 540.000 nor 1.2E+3."""
    written = f"{figure:f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written == "-0" else written


def printed(figure: Decimal, digits: int) -> Decimal:
    """The figure as it is printed, with so many places; half goes up. For paper, never for comparing."""
    return figure.quantize(Decimal(1).scaleb(-digits), context=_PRINTING)


def _steps(value: Fraction) -> int:
    return (2 * value.numerator * _GRID + value.denominator) // (2 * value.denominator)


def _decimal(steps: int) -> Decimal:
    # Written and read back, because arithmetic on decimals rounds to whatever the caller's context says.
    return Decimal(plain(Decimal(f"{steps}E-{PLACES}")))
