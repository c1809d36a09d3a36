"""What was observed, told by whom and when. The list only grows: a correction is a later row, never an edit.

What was known on a day can be asked again for ever. A reported and a verified value stand beside each other; which of
them counts is for whoever asks to declare.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from duban.governing.clock import Period, periods_between
from duban.governing.measures.errors import ObservationError
from duban.governing.measures.indicators import COUNTED, Accrual, Kind, Scale
from duban.governing.measures.times import Time, ends

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from duban.governing.measures.indicators import Indicator
    from duban.governing.measures.ratios import Ratio


class Status(StrEnum):
    """How settled a value is: 预计, 初步核算, 完成."""

    ESTIMATED = "estimated"
    PROVISIONAL = "provisional"
    FINAL = "final"


class Basis(StrEnum):
    """Whose word it is: the unit's own, or somebody else's who looked."""

    REPORTED = "reported"
    VERIFIED = "verified"


class Counts(StrEnum):
    """Which value counts: the reported one, the verified one, or the verified one where there is one."""

    REPORTED = "reported"
    VERIFIED = "verified"
    VERIFIED_FIRST = "verified_first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One value of one indicator of one subject at one time, as it was told on one day.

    ``subject`` is the unit, area or asset; empty for the whole that the document is about. ``value`` is ``None`` where
    an earlier value of the same basis is taken back. ``parts`` are what a percentage was made of: they are compared
    with, and ``value`` is what is printed.
    """

    indicator: str
    time: Time
    scale: Scale
    value: Decimal | None
    told: date
    by: str
    basis: Basis
    status: Status
    subject: str = ""
    source: str = ""
    parts: Ratio | None = None

    def __post_init__(self) -> None:
        if not self.by:
            raise ObservationError(f"nobody told {self.value} of {self.indicator!r}")
        if self.status is Status.FINAL and self.told < ends(self.time):
            raise ObservationError(f"told as final on {self.told}, before {ends(self.time)}")
        if self.scale.since is not None and self.scale.since > ends(self.time):
            raise ObservationError(f"cumulative since {self.scale.since}, after {ends(self.time)}")
        if self.value is not None and not _possible(self.value, self.scale.kind):
            raise ObservationError(f"{self.value} is no {self.scale.kind}")
        if self.parts is not None and not _made_of(self.value, self.parts, self.scale.kind):
            raise ObservationError(
                f"{self.value} is no {self.scale.kind} of {self.parts.numerator} in {self.parts.denominator}"
            )

    @property
    def exact(self) -> Fraction:
        """The value to be compared; raises `ObservationError` where it was taken back."""
        if self.value is None:
            raise ObservationError(f"{self.indicator!r} of {ends(self.time)} was taken back")
        percent = None if self.parts is None else self.parts.percent
        return Fraction(self.value) if percent is None else percent


def _made_of(value: Decimal | None, parts: Ratio, kind: Kind) -> bool:
    """Whether a percentage is that of its parts, but for the rounding of its last digit."""
    percent = parts.percent
    exponent = None if value is None else value.as_tuple().exponent
    if value is None or percent is None or not isinstance(exponent, int):
        return False
    step = Fraction(10) ** min(exponent, 0)
    return kind is (Kind.SHARE if parts.share else Kind.RATIO) and abs(Fraction(value) - percent) < step


def _possible(value: Decimal, kind: Kind) -> bool:
    if not value.is_finite():
        return False
    match kind:
        case Kind.SHARE:
            return 0 <= value <= 100
        case Kind.RATIO:
            return value >= 0
        case Kind.RANK:
            return value >= 1 and value == value.to_integral_value()
        case _:
            return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one indicator, subject, time and scale: the latest word of each basis, and what it replaced."""

    time: Time
    scale: Scale
    subject: str
    reported: Observation | None
    verified: Observation | None
    replaced: tuple[Observation, ...]

    def counted(self, counts: Counts) -> Observation | None:
        """The observation that counts; ``None`` where there is none, or it was taken back."""
        match counts:
            case Counts.REPORTED:
                found = self.reported
            case Counts.VERIFIED:
                found = self.verified
            case Counts.VERIFIED_FIRST:
                verified = self.verified
                found = verified if verified is not None and verified.value is not None else self.reported
        return None if found is None or found.value is None else found

    @property
    def difference(self) -> Decimal | None:
        """Verified less reported; ``None`` where one of them is not known."""
        if self.reported is None or self.verified is None:
            return None
        if self.reported.value is None or self.verified.value is None:
            return None
        return self.verified.value - self.reported.value


def known(indicator: Indicator, observations: Iterable[Observation], day: date) -> tuple[Known, ...]:
    """What was known of an indicator at the end of ``day``, by subject and then from earlier to later times.

    Later rows of one basis replace earlier ones; of two told on one day the one that stands later does.
    """
    rows: dict[tuple[str, Time, Scale], list[Observation]] = {}
    for one in observations:
        if one.indicator == indicator.key and one.told <= day:
            rows.setdefault((one.subject, one.time, one.scale), []).append(one)
    found = (_known(key, sorted(told, key=lambda one: one.told)) for key, told in rows.items())
    return tuple(sorted(found, key=lambda one: (one.subject, ends(one.time))))


def _known(key: tuple[str, Time, Scale], told: list[Observation]) -> Known:
    latest = {one.basis: one for one in told}
    subject, time, scale = key
    return Known(
        time=time,
        scale=scale,
        subject=subject,
        reported=latest.get(Basis.REPORTED),
        verified=latest.get(Basis.VERIFIED),
        replaced=tuple(one for one in told if one is not latest[one.basis]),
    )


@dataclass(frozen=True, slots=True)
class Sum:
    """New amounts added up over a longer period; ``missing`` are the periods of which nothing counts."""

    value: Decimal
    used: tuple[Observation, ...]
    missing: tuple[Period, ...]


def summed(rows: Iterable[Known], over: Period, counts: Counts, day: date) -> Sum | None:
    """What came over a period, from what came in each shorter one that ended by ``day``: 逐月新增 up to the year's.

    The rows are of one subject. ``None`` where they are of several cadences or scales, or there is none: no sum is
    made of amounts that may overlap.
    """
    found = _inside(rows, over, Accrual.NEW, counts, day)
    if found is None:
        return None
    used, missing = found
    return Sum(sum((one.value for one in used if one.value is not None), Decimal(0)), used, missing)


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of values of a longer period's parts; ``missing`` are the parts of which nothing counts."""

    value: Fraction
    used: tuple[Observation, ...]
    missing: tuple[Period, ...]


def averaged(rows: Iterable[Known], over: Period, counts: Counts, day: date) -> Mean | None:
    """The mean over a period of values of its shorter periods that ended by ``day``: 日均值 up to the week's.

    Each shorter period weighs the same, and one of which nothing counts weighs nothing: whoever asks says how many may
    be missing. ``None`` as for `summed`, where none of them counts, and of percents, which are averaged by their parts.
    """
    found = _inside(rows, over, Accrual.OF_PERIOD, counts, day)
    if found is None or not found[0] or found[0][0].scale.kind not in COUNTED:
        return None
    used, missing = found
    return Mean(sum((one.exact for one in used), Fraction()) / len(used), used, missing)


def _inside(
    rows: Iterable[Known], over: Period, accrual: Accrual, counts: Counts, day: date
) -> tuple[tuple[Observation, ...], tuple[Period, ...]] | None:
    """What counts of the shorter periods inside of ``over``, and those of which nothing does."""
    inside = [
        (row.time, row)
        for row in rows
        if isinstance(row.time, Period)
        and row.scale.accrual is accrual
        and over.first <= row.time.first
        and row.time.last <= min(over.last, day)
    ]
    if len({(time.cadence, row.scale, row.subject) for time, row in inside}) != 1:
        return None
    cadence = inside[0][0].cadence
    found = {time: row.counted(counts) for time, row in inside}
    wanted = [
        period
        for period in periods_between(cadence, over.first, min(over.last, day))
        if period.first >= over.first and period.last <= min(over.last, day)
    ]
    used = tuple(one for period in wanted if (one := found.get(period)) is not None)
    return used, tuple(period for period in wanted if found.get(period) is None)
