"""Ratios that keep their numerator and denominator: 办结率, 探访率, 覆盖率, 资金落实率.

Above 100 % is legal (资金落实率240%) unless the ratio is declared a share. 100 % is printed only of what is whole:
99.96 with one digit is printed 99.9, and said to be. Averages are made of the parts and never of percents.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from duban.governing.measures.errors import RatioError
from duban.governing.measures.figures import HUNDRED, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable

_WHOLE: Final = Decimal(100)


class Printed(NamedTuple):
    """Percent as it is printed; ``held`` says that rounding would have made 100 of what is not."""

    value: Decimal
    held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """``numerator`` of ``denominator``; ``share`` says that the one is among the other and cannot be more."""

    numerator: Decimal
    denominator: Decimal
    share: bool

    def __post_init__(self) -> None:
        for figure in (self.numerator, self.denominator):
            if not figure.is_finite() or figure < 0:
                raise RatioError(f"{figure} counts nothing")
        if self.share and self.numerator > self.denominator:
            raise RatioError(f"{self.numerator} cannot be a share of {self.denominator}")

    @property
    def percent(self) -> Fraction | None:
        """Exactly; ``None`` where there is nothing that it could be of: an empty register is neither 0 nor 100 %."""
        if self.denominator == 0:
            return None
        return Fraction(self.numerator) / Fraction(self.denominator) * HUNDRED

    @property
    def missing(self) -> Decimal:
        """What is wanting to the whole; nothing where it is exceeded."""
        return max(self.denominator - self.numerator, Decimal(0))

    def printed(self, digits: int) -> Printed | None:
        """Percent with so many places, half up, and 100 only where it is; ``None`` of nothing."""
        percent = self.percent
        if percent is None:
            return None
        value = rounded(percent, digits)
        if value != _WHOLE or percent == HUNDRED:
            return Printed(value, held=False)
        step = Decimal(1).scaleb(-digits)
        return Printed(value - step if percent < HUNDRED else value + step, held=True)


def pooled(ratios: Iterable[Ratio]) -> Ratio | None:
    """The ratio of all together, from the summed parts; ``None`` of none.

    Raises `RatioError` where shares and others are mixed: they do not count the same.
    """
    whole = tuple(ratios)
    if not whole:
        return None
    if len({one.share for one in whole}) > 1:
        raise RatioError("shares and ratios that may exceed their whole are not pooled")
    return Ratio(
        numerator=sum((one.numerator for one in whole), Decimal(0)),
        denominator=sum((one.denominator for one in whole), Decimal(0)),
        share=whole[0].share,
    )
