"""What is measured, and what a figure of it means.

A level, an increase, a growth rate and a share are not one number with a flag: 增长10% is neither 10% of anything nor
ten percentage points. Two figures may be compared only on the same scale, and a scale says all five things that make
figures differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from duban.governing.measures.errors import ScaleError

if TYPE_CHECKING:
    from datetime import date

    from duban.governing.names import Name


class Kind(StrEnum):
    """What sort of figure it is; the percentages are four different things.

    ``LEVEL`` 1000家; ``INCREASE`` 增加200家; ``DECREASE`` 压减5万吨, written without a minus; ``GROWTH`` 同比增长10%,
    with a minus where it fell; ``SHARE`` 占比, percent of a whole that it cannot exceed; ``RATIO`` 完成计划的120.7%,
    percent of a measure that it may exceed; ``POINTS`` 提高6.6个百分点; ``RANK`` 第4位.
    """

    LEVEL = "level"
    INCREASE = "increase"
    DECREASE = "decrease"
    GROWTH = "growth"
    SHARE = "share"
    RATIO = "ratio"
    POINTS = "points"
    RANK = "rank"


class Accrual(StrEnum):
    """Of which time the figure speaks.

    ``AT_END``: what stands on the day, or at the end of the period (期末数). ``CUMULATIVE``: since a start (累计).
    ``NEW``: what came in the period alone (新增). ``OF_PERIOD``: an average, a rate or a rank of the whole period.
    """

    AT_END = "at_end"
    CUMULATIVE = "cumulative"
    NEW = "new"
    OF_PERIOD = "of_period"


class Better(StrEnum):
    """Which direction is the good one; ``NEITHER`` is compared with a target and never ranked."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


COUNTED: Final = frozenset({Kind.LEVEL, Kind.INCREASE, Kind.DECREASE})
OF_A_WHOLE: Final = frozenset({Kind.SHARE, Kind.RATIO})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What a figure means: only figures of equal scales are compared.

    ``unit`` belongs to levels, increases and decreases (亿元; empty for an index); the other kinds have their own.
    ``whole`` names what a share or a ratio is of (全部服务事项); ``since`` is the day a cumulative figure starts on,
    ``None`` where the document does not say.
    """

    kind: Kind
    accrual: Accrual
    unit: str = ""
    whole: str = ""
    since: date | None = None

    def __post_init__(self) -> None:
        if self.unit and self.kind not in COUNTED:
            raise ScaleError(f"a {self.kind} is not counted in {self.unit!r}")
        if bool(self.whole) != (self.kind in OF_A_WHOLE):
            raise ScaleError(f"a {self.kind} of {self.whole or 'nothing that is named'!r}")
        if self.since is not None and self.accrual is not Accrual.CUMULATIVE:
            raise ScaleError(
                f"only a cumulative figure starts on a day, not one {self.accrual}: {self.since}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One thing that is measured, on the scale on which it is judged: 海洋生产总值, growth rate, more is better."""

    key: str
    name: Name
    scale: Scale
    better: Better


@dataclass(frozen=True, slots=True)
class OtherKind:
    """A level where a growth rate is asked, and the like."""

    wanted: Kind
    found: Kind


@dataclass(frozen=True, slots=True)
class OtherUnit:
    """公顷 where 亩 is asked: units are never converted here."""

    wanted: str
    found: str


@dataclass(frozen=True, slots=True)
class OtherWhole:
    """A share of something else."""

    wanted: str
    found: str


@dataclass(frozen=True, slots=True)
class OtherAccrual:
    """累计 where 新增 is asked."""

    wanted: Accrual
    found: Accrual


@dataclass(frozen=True, slots=True)
class OtherStart:
    """Both cumulative, and not since the same day; ``None`` is a start that nobody stated."""

    wanted: date | None
    found: date | None


Difference = OtherKind | OtherUnit | OtherWhole | OtherAccrual | OtherStart


def differences(wanted: Scale, found: Scale) -> tuple[Difference, ...]:
    """Why figures of two scales cannot be compared; empty where they can.

    Where the kinds differ nothing more is told: the unit of a level says nothing of a growth rate.
    """
    if wanted.kind is not found.kind:
        return (OtherKind(wanted.kind, found.kind),)
    reasons: list[Difference] = []
    if wanted.unit != found.unit:
        reasons.append(OtherUnit(wanted.unit, found.unit))
    if wanted.whole != found.whole:
        reasons.append(OtherWhole(wanted.whole, found.whole))
    if wanted.accrual is not found.accrual:
        reasons.append(OtherAccrual(wanted.accrual, found.accrual))
    elif wanted.since != found.since:
        reasons.append(OtherStart(wanted.since, found.since))
    return tuple(reasons)
