"""For the tests of the measures: figures that say only what matters."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from duban.governing.clock import Period, parse_period
from duban.governing.measures import (
    Accrual,
    Basis,
    Better,
    Counts,
    Indicator,
    Kind,
    Observation,
    Scale,
    Status,
    Target,
)
from duban.governing.names import Name

if TYPE_CHECKING:
    from duban.governing.measures import Bound, Time

LATE = date(2030, 1, 1)


def time(text: str) -> Time:
    """``2023-06-30`` is a day; any other key a period."""
    return date.fromisoformat(text) if len(text) == 10 else parse_period(text)


def period(text: str) -> Period:
    return parse_period(text)


def scale(kind: Kind, accrual: Accrual = Accrual.OF_PERIOD, **said: Any) -> Scale:
    if kind in {Kind.SHARE, Kind.RATIO}:
        said.setdefault("whole", "全部事项")
    return Scale(kind=kind, accrual=accrual, **said)


FIRMS = scale(Kind.LEVEL, Accrual.AT_END, unit="家")
NEW_FIRMS = scale(Kind.LEVEL, Accrual.NEW, unit="家")
GROWTH = scale(Kind.GROWTH)
RANK = scale(Kind.RANK)
PM25 = scale(Kind.LEVEL, unit="微克/立方米")


def indicator(of: Scale, better: Better = Better.MORE, key: str = "x") -> Indicator:
    return Indicator(key=key, name=Name("指标", "indicator"), scale=of, better=better)


def seen(when: str, value: str | None, of: Scale, **said: Any) -> Observation:
    """An observation told long after its time, unless it says when."""
    known: dict[str, Any] = {
        "indicator": "x",
        "told": LATE,
        "by": "区统计局",
        "basis": Basis.REPORTED,
        "status": Status.FINAL,
    }
    figure = None if value is None else Decimal(value)
    return Observation(**(known | {"time": time(when), "value": figure, "scale": of} | said))


def target(of: Scale, bound: Bound, due: str | None = "2023", **said: Any) -> Target:
    known: dict[str, Any] = {"key": "t", "counts": Counts.VERIFIED_FIRST, "indicator": indicator(of)}
    return Target(**(known | {"bound": bound, "due": None if due is None else time(due)} | said))
