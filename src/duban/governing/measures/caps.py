"""A cap and what is used of it (用水总量控制在…以内), and series that pass a bound.

How much is left, on which day it was passed, and what an even course would come to by the end. Where readings are
missing nothing is projected: what is not known is not nought.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from duban.governing.clock import Period
from duban.governing.measures.errors import CapError
from duban.governing.measures.figures import HUNDRED
from duban.governing.measures.times import begins, ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from duban.governing.measures.times import Time

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Amount:
    """What was used in one period or on one day, or what was read of an instrument then."""

    time: Time
    value: Decimal


@dataclass(frozen=True, slots=True)
class Gap:
    """Days of which no reading is there, so that nothing can be projected."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class NothingRead:
    """There is no reading at all."""


@dataclass(frozen=True, slots=True)
class Passed:
    """The running total went over the cap with the reading of this time."""

    time: Time
    over: Decimal


@dataclass(frozen=True, slots=True)
class WillPass:
    """At the pace so far the cap is passed on this day, before the period ends."""

    day: date


@dataclass(frozen=True, slots=True)
class WillLast:
    """At the pace so far the cap lasts to the end of the period."""

    left: Fraction


Outlook: TypeAlias = Gap | NothingRead | Passed | WillPass | WillLast


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """How a cap stands after the readings up to a day.

    ``used`` is what was read; ``left`` is below nought where the cap is passed. ``projected`` is what the whole period
    comes to if every day uses as much as those read so far, ``None`` where days are missing.
    """

    cap: Decimal
    used: Decimal
    read_until: date | None
    projected: Fraction | None
    outlook: tuple[Outlook, ...]

    @property
    def left(self) -> Decimal:
        """The cap less what is used."""
        return self.cap - self.used

    @property
    def percent(self) -> Fraction:
        """How much of the cap is used."""
        return Fraction(self.used) / Fraction(self.cap) * HUNDRED


def running(cap: Decimal, over: Period, amounts: Iterable[Amount], day: date) -> Running:
    """The running total of a period by the readings that ended by ``day``.

    Raises `CapError` for a cap that is not above nought, use below nought, readings that overlap or lie across the
    period's ends: they would be counted twice or in part.
    """
    if not cap.is_finite() or cap <= 0:
        raise CapError(f"a cap of {cap}")
    read = _in_order(over, amounts, day)
    used = sum((one.value for one in read), Decimal(0))
    until = ends(read[-1].time) if read else None
    outlook: list[Outlook] = [] if read else [NothingRead()]
    if (passed := _passed(cap, read)) is not None:
        outlook.append(passed)
    gaps = _gaps(over, read)
    outlook += gaps
    projected = None
    if until is not None and not gaps:
        days = (until - over.first).days + 1
        projected = Fraction(used) * ((over.last - over.first).days + 1) / days
        if passed is None:
            outlook.append(_ahead(cap, over, Fraction(used) / days, projected))
    return Running(cap=cap, used=used, read_until=until, projected=projected, outlook=tuple(outlook))


def _in_order(over: Period, amounts: Iterable[Amount], day: date) -> list[Amount]:
    read = sorted((one for one in amounts if ends(one.time) <= day), key=lambda one: begins(one.time))
    for one in read:
        if not one.value.is_finite() or one.value < 0:
            raise CapError(f"{one.value} used in {_key(one.time)}")
        if begins(one.time) < over.first or ends(one.time) > over.last:
            raise CapError(f"{_key(one.time)} does not lie in {over.key}")
    for earlier, later in pairwise(read):
        if begins(later.time) <= ends(earlier.time):
            raise CapError(f"{_key(earlier.time)} and {_key(later.time)} overlap")
    return read


def _passed(cap: Decimal, read: Sequence[Amount]) -> Passed | None:
    total = Decimal(0)
    for one in read:
        total += one.value
        if total > cap:
            return Passed(one.time, total - cap)
    return None


def _gaps(over: Period, read: Sequence[Amount]) -> list[Gap]:
    gaps = []
    expected = over.first
    for one in read:
        if begins(one.time) > expected:
            gaps.append(Gap(expected, begins(one.time) - _DAY))
        expected = ends(one.time) + _DAY
    return gaps


def _ahead(cap: Decimal, over: Period, pace: Fraction, projected: Fraction) -> WillPass | WillLast:
    if projected <= Fraction(cap):
        return WillLast(Fraction(cap) - projected)
    days = (Fraction(cap) / pace).__floor__() + 1  # the first day with which the total is above the cap
    return WillPass(over.first + timedelta(days=days - 1))


def _key(time: Time) -> str:
    return time.key if isinstance(time, Period) else time.isoformat()


class Side(StrEnum):
    """On which side of a bound a reading is an alarm; the bound itself is one in the first and the last."""

    AT_LEAST = "at_least"
    ABOVE = "above"
    BELOW = "below"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Alarm:
    """Readings in a row on the bad side of a bound, and the worst of them; ``open`` says that the last one is too."""

    readings: tuple[Amount, ...]
    worst: Amount
    open: bool


def alarms(readings: Iterable[Amount], side: Side, bound: Decimal, least: int = 1) -> tuple[Alarm, ...]:
    """The runs of at least so many readings beyond a bound, earlier ones first (24小时走航监测)."""
    if not bound.is_finite() or least < 1:
        raise CapError(f"{least} readings {side} {bound}")
    found: list[Alarm] = []
    run: list[Amount] = []
    for one in sorted(readings, key=lambda one: (ends(one.time), begins(one.time))):
        if _beyond(one.value, side, bound):
            run.append(one)
            continue
        _close(run, side, least, found)
        run = []
    _close(run, side, least, found, still=True)
    return tuple(found)


def _close(run: list[Amount], side: Side, least: int, found: list[Alarm], *, still: bool = False) -> None:
    if len(run) >= least:
        worst = (max if side in {Side.AT_LEAST, Side.ABOVE} else min)(run, key=lambda one: one.value)
        found.append(Alarm(tuple(run), worst, still))


def _beyond(value: Decimal, side: Side, bound: Decimal) -> bool:
    match side:
        case Side.AT_LEAST:
            return value >= bound
        case Side.ABOVE:
            return value > bound
        case Side.BELOW:
            return value < bound
        case Side.AT_MOST:
            return value <= bound
