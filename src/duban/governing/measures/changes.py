"""Changes computed from two values, with their kind: two levels give a growth rate, two shares percentage points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from duban.governing.measures.figures import HUNDRED, rounded
from duban.governing.measures.indicators import Kind
from duban.governing.measures.times import Against, based, begins, year_before

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from fractions import Fraction

    from duban.governing.measures.indicators import Scale
    from duban.governing.measures.observations import Counts, Known, Observation
    from duban.governing.measures.times import Base, Time

# From which kinds a change of a kind may be computed.
SOURCES: Final = {
    Kind.GROWTH: frozenset({Kind.LEVEL}),
    Kind.INCREASE: frozenset({Kind.LEVEL}),
    Kind.DECREASE: frozenset({Kind.LEVEL}),
    Kind.POINTS: frozenset({Kind.SHARE, Kind.RATIO, Kind.GROWTH}),
}
# How a change of a kind is usually told: 同比增长, 提高几个百分点.
USUAL: Final = {
    Kind.LEVEL: Kind.GROWTH,
    Kind.SHARE: Kind.POINTS,
    Kind.RATIO: Kind.POINTS,
    Kind.GROWTH: Kind.POINTS,
}


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a kind, exactly."""

    kind: Kind
    value: Fraction

    def printed(self, digits: int) -> Decimal:
        """For paper, half away from nought."""
        return rounded(self.value, digits)


def change(kind: Kind, now: Fraction, base: Fraction | None) -> Change | None:
    """The change of this kind from ``base`` to ``now``; ``None`` where the base is missing.

    A growth rate needs a base above nought: from nothing, or from a loss, there is no percentage (PM2.5 from 29 to 25
    is −13.8%).
    """
    if base is None or kind not in SOURCES:
        return None
    step = now - base
    match kind:
        case Kind.GROWTH:
            return Change(kind, step / base * HUNDRED) if base > 0 else None
        case Kind.DECREASE:
            return Change(kind, -step)
        case _:
            return Change(kind, step)


def usual(kind: Kind, now: Fraction, base: Fraction | None) -> Change | None:
    """The change as it is usually told of figures of ``kind``; ``None`` where it is not told of them."""
    return change(USUAL[kind], now, base) if kind in USUAL else None


def scale_of_base(scale: Scale, base: Base) -> Scale:
    """The scale on which a base of a figure is observed: what is cumulative since this January, since the last one."""
    if base is not Against.YEAR_BEFORE or scale.since is None:
        return scale
    start = year_before(scale.since)
    return replace(scale, since=None if start is None else begins(start))


@dataclass(frozen=True, slots=True)
class Movement:
    """One figure beside the one it is held against; what is not known is ``None``."""

    now: Observation | None
    base: Observation | None
    change: Change | None


def movement(rows: Iterable[Known], scale: Scale, time: Time, base: Base, counts: Counts) -> Movement:
    """A figure of ``time`` against its base, 同比 or 环比, as it is usually told; the rows are of one subject."""
    table = {(row.time, row.scale): row.counted(counts) for row in rows}
    now = table.get((time, scale))
    earlier = based(time, base)
    then = None if earlier is None else table.get((earlier, scale_of_base(scale, base)))
    found = None if now is None else usual(scale.kind, now.exact, None if then is None else then.exact)
    return Movement(now, then, found)
