"""How far something should be by when (序时进度, milestones), to be held against how far it is.

Arithmetic is exact: being behind by just the tolerance is not being behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from duban.governing.clock.errors import TrajectoryError

if TYPE_CHECKING:
    from datetime import date

Value: TypeAlias = int | Decimal

_SHOWN: Final = Context(prec=12)


class Shape(StrEnum):
    """What is planned between two points: a straight line, or the earlier value until the later day comes."""

    LINEAR = "linear"
    STEPS = "steps"


class Better(StrEnum):
    """Which side of the plan is the good one: completion rises, pollution falls."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day, planned or observed."""

    day: date
    value: Value


@dataclass(frozen=True, slots=True)
class Trajectory:
    """Planned values, day after day; before the first day nothing is planned, after the last its value holds."""

    points: tuple[Point, ...]
    shape: Shape = Shape.LINEAR
    better: Better = Better.HIGHER

    def __post_init__(self) -> None:
        days = [point.day for point in self.points]
        if not days:
            raise TrajectoryError("a planned course needs a point")
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise TrajectoryError(
                f"points must be in the order of their days, not {', '.join(map(str, days))}"
            )

    def planned_at(self, day: date) -> Fraction | None:
        """The value planned for ``day``, exactly; None before the first point."""
        earlier = [point for point in self.points if point.day <= day]
        if not earlier:
            return None
        last = earlier[-1]
        if self.shape is Shape.STEPS or len(earlier) == len(self.points):
            return Fraction(last.value)
        coming = self.points[len(earlier)]
        share = Fraction((day - last.day).days, (coming.day - last.day).days)
        return Fraction(last.value) + share * (Fraction(coming.value) - Fraction(last.value))

    def behind(self, observed: Point) -> Fraction | None:
        """How far ``observed`` is on the bad side of the plan of its day; zero or less is none at all."""
        planned = self.planned_at(observed.day)
        if planned is None:
            return None
        gap = planned - Fraction(observed.value)
        return gap if self.better is Better.HIGHER else -gap


def even_course(start: date, due: date, target: Value, *, base: Value = 0) -> Trajectory:
    """The same progress every day from ``base`` on ``start`` to ``target`` on ``due``: 序时进度."""
    better = Better.HIGHER if target >= base else Better.LOWER
    return Trajectory((Point(start, base), Point(due, target)), better=better)


def shown(value: Fraction) -> Decimal:
    """``value`` as a decimal of at most twelve figures, to be read and not to be computed with."""
    return _SHOWN.divide(Decimal(value.numerator), Decimal(value.denominator)).normalize(_SHOWN)
