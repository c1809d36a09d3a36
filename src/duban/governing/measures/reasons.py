"""Why a target is met, is not, cannot be compared or is not due: codes with values, put into words elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from duban.governing.measures.indicators import OtherAccrual, OtherKind, OtherStart, OtherUnit, OtherWhole

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction

    from duban.governing.measures.indicators import Kind, Scale
    from duban.governing.measures.observations import Counts, Status
    from duban.governing.measures.targets import Bound
    from duban.governing.measures.times import Time


@dataclass(frozen=True, slots=True)
class Compared:
    """A value was held against a bound; ``base`` is that of a multiple."""

    value: Fraction
    bound: Bound
    scale: Scale
    time: Time
    base: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """The value was computed from two observed ones, because the target declares what it is measured from."""

    kind: Kind
    now: Fraction
    base: Fraction
    base_time: Time


@dataclass(frozen=True, slots=True)
class Unsettled:
    """The value may still change: it is estimated or provisional."""

    status: Status


@dataclass(frozen=True, slots=True)
class TwoValues:
    """Reported and verified differ."""

    reported: Decimal
    verified: Decimal


@dataclass(frozen=True, slots=True)
class Earlier:
    """The latest value is of a time before the due day; nothing is known from then on."""

    time: Time


@dataclass(frozen=True, slots=True)
class OnlyStriven:
    """The document only strives for it: it is not broken."""


@dataclass(frozen=True, slots=True)
class MetLater:
    """Not in time, but at a later one."""

    time: Time


@dataclass(frozen=True, slots=True)
class Strayed:
    """Times at which a value to be held was another one."""

    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True)
class NoDue:
    """The document does not say by when."""


@dataclass(frozen=True, slots=True)
class NoTolerance:
    """左右, and nobody said how far that is."""


@dataclass(frozen=True, slots=True)
class NoObservation:
    """Nothing is known of the time that is asked about."""

    time: Time


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Something is known, but not from those whose word counts."""

    counts: Counts
    time: Time


@dataclass(frozen=True, slots=True)
class NoBase:
    """What the change is measured from is not known; ``None`` where there is no such time."""

    time: Time | None


@dataclass(frozen=True, slots=True)
class BaseNought:
    """There is no percentage of nothing or less than nothing."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class NotInForce:
    """The target's season has not begun."""

    since: date


@dataclass(frozen=True, slots=True)
class NotDue:
    """Its time is not up; ``reached`` is whether the last value would meet it, ``None`` where that is not known."""

    due: date
    reached: bool | None


Doubt: TypeAlias = (
    OtherKind
    | OtherUnit
    | OtherWhole
    | OtherAccrual
    | OtherStart
    | NoDue
    | NoTolerance
    | NoObservation
    | NotCounted
    | NoBase
    | BaseNought
)
Reason: TypeAlias = (
    Doubt
    | Compared
    | Derived
    | Unsettled
    | TwoValues
    | Earlier
    | OnlyStriven
    | MetLater
    | Strayed
    | NotInForce
    | NotDue
)
