"""What a document promises of an indicator: a bound, by when, and what it strives for beyond it.

海洋生产总值同比增长10%、力争12% is a growth rate of at least 10 with a stretch of 12. What the document leaves open
(the tolerance of 左右, the day) stays open and makes the target not comparable; nothing is filled in here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from duban.governing.measures.changes import SOURCES
from duban.governing.measures.errors import Problem, TargetError
from duban.governing.measures.indicators import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from duban.governing.measures.indicators import Indicator
    from duban.governing.measures.observations import Counts
    from duban.governing.measures.times import Base, Time


@dataclass(frozen=True, slots=True)
class AtLeast:
    """以上, 不少于, 达到: the bound itself meets it."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class MoreThan:
    """突破, 超过: the bound itself does not."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class AtMost:
    """以内, 不超过."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class LessThan:
    """低于."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class About:
    """左右: within ``tolerance`` on either side; ``None`` where nobody said how far that is."""

    value: Decimal
    tolerance: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """A range, both ends included: 3至5家."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Hold:
    """Exactly so much: 动态保持120家. ``throughout`` says whether every value of the time must be, or the last one."""

    value: Decimal
    throughout: bool


@dataclass(frozen=True, slots=True)
class Times:
    """At least so many times the base: 翻番 is 2. The base is ``of``, or observed at the target's base time."""

    times: Decimal
    of: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Among:
    """A rank not below ``best``: 前三名 is 3."""

    best: int


Bound: TypeAlias = AtLeast | MoreThan | AtMost | LessThan | About | Between | Hold | Times | Among

_RISING: Final = (AtLeast, MoreThan)
_FALLING: Final = (AtMost, LessThan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One promise about one indicator of one subject.

    ``due`` is the period it speaks of or the day by which it is to be so; ``None`` is a promise without a date.
    ``striving`` marks a bound that the document only strives for (力争突破30家): not reaching it is told as that.
    ``base`` is what growth is measured from where only levels are observed. ``since`` and ``until`` bound the days
    on which the target is in force: a winter and a summer target are two targets.
    """

    key: str
    indicator: Indicator
    bound: Bound
    due: Time | None
    counts: Counts
    subject: str = ""
    stretch: Bound | None = None
    striving: bool = False
    base: Base | None = None
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if found := list(_problems(self)):
            raise TargetError(found)

    def in_force(self, day: date) -> bool:
        """Whether the target holds on ``day``."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def in_force(targets: Iterable[Target], day: date) -> tuple[Target, ...]:
    """The targets that hold on a day: those of winter in winter, those without a season always."""
    return tuple(target for target in targets if target.in_force(day))


def meets(bound: Bound, value: Fraction, base: Fraction | None = None) -> bool | None:
    """Whether a value meets a bound; ``None`` where the document leaves open what that would be."""
    found: bool | None
    match bound:
        case AtLeast(wanted):
            found = value >= Fraction(wanted)
        case MoreThan(wanted):
            found = value > Fraction(wanted)
        case AtMost(wanted):
            found = value <= Fraction(wanted)
        case LessThan(wanted):
            found = value < Fraction(wanted)
        case About(wanted, tolerance):
            found = None if tolerance is None else abs(value - Fraction(wanted)) <= Fraction(tolerance)
        case Between(low, high):
            found = Fraction(low) <= value <= Fraction(high)
        case Hold(wanted):
            found = value == Fraction(wanted)
        case Times():
            turning = edge(bound, base)
            found = None if turning is None else value >= turning
        case Among(best):
            found = value <= best
    return found


def edge(bound: Bound, base: Fraction | None = None) -> Fraction | None:
    """The figure that a one-sided bound turns on; ``None`` for those with two sides or none."""
    match bound:
        case AtLeast(wanted) | MoreThan(wanted) | AtMost(wanted) | LessThan(wanted) | Hold(wanted):
            return Fraction(wanted)
        case Times(times, of):
            whole = Fraction(of) if of is not None else base
            return None if whole is None else Fraction(times) * whole
        case Among(best):
            return Fraction(best)
        case About() | Between():
            return None


def _problems(target: Target) -> Iterator[Problem]:
    kind = target.indicator.scale.kind
    for place, bound in (("bound", target.bound), ("stretch", target.stretch)):
        if bound is not None:
            yield from (Problem(place, message) for message in _of_bound(bound, kind))
    if isinstance(target.bound, Times) and target.bound.of is None and target.base is None:
        yield Problem("base", "a multiple of what is not said")
    if target.base is not None and kind not in SOURCES and not isinstance(target.bound, Times):
        yield Problem("base", f"a {kind} is not measured from a base")
    if target.since is not None and target.until is not None and target.until < target.since:
        yield Problem("until", f"{target.until} is before {target.since}")
    if target.stretch is not None and _is_easier(target.bound, target.stretch):
        yield Problem("stretch", f"{target.stretch} asks no more than the bound")


def _of_bound(bound: Bound, kind: Kind) -> Iterator[str]:
    if isinstance(bound, Among) != (kind is Kind.RANK):
        yield f"{type(bound).__name__} asks nothing of a {kind}"
    if isinstance(bound, Times) and kind is not Kind.LEVEL:
        yield f"a multiple of a {kind} says nothing"
    if not all(figure.is_finite() for figure in _figures(bound)):
        yield "not a figure"
        return
    match bound:
        case About(tolerance=Decimal() as tolerance) if tolerance < 0:
            yield f"a tolerance of {tolerance}"
        case Between(low, high) if low > high:
            yield f"no figure is from {low} to {high}"
        case Times(times, of) if times <= 0 or (of is not None and of <= 0):
            yield f"{times} times {of}"
        case Among(best) if best < 1:
            yield f"nobody is among the first {best}"
        case _:
            return


def _figures(bound: Bound) -> tuple[Decimal, ...]:
    match bound:
        case About(value, tolerance):
            return (value, tolerance or Decimal(0))
        case Between(low, high):
            return (low, high)
        case Times(times, of):
            return (times, of or Decimal(0))
        case Among():
            return ()
        case _:
            return (bound.value,)


def _is_easier(bound: Bound, stretch: Bound) -> bool:
    """Whether the stretch asks less than the bound, or the contrary of it, as far as the two can be held together."""
    match bound, stretch:
        case ((AtLeast() | MoreThan()), (AtLeast() | MoreThan())):
            return stretch.value < bound.value
        case ((AtMost() | LessThan()), (AtMost() | LessThan())):
            return stretch.value > bound.value
        case Among(), Among():
            return stretch.best > bound.best
        case Times(), Times():
            return stretch.of == bound.of and stretch.times < bound.times
        case _:
            return (isinstance(bound, _RISING) and isinstance(stretch, _FALLING)) or (
                isinstance(bound, _FALLING) and isinstance(stretch, _RISING)
            )
