"""When a figure was taken: of a period or on a day, and which time it is held against."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TypeAlias

from duban.governing.clock import Cadence, Period, PeriodError, parse_period, period_of, previous_period

Time: TypeAlias = Period | date


class Against(StrEnum):
    """What a change is measured from, unless a time is named: 同比, 环比."""

    YEAR_BEFORE = "year_before"
    PERIOD_BEFORE = "period_before"


Base: TypeAlias = Against | Period | date


def begins(time: Time) -> date:
    """The first day of a time."""
    return time.first if isinstance(time, Period) else time


def ends(time: Time) -> date:
    """The last day of a time."""
    return time.last if isinstance(time, Period) else time


def year_before(time: Time) -> Time | None:
    """The same time of the year before; ``None`` where that year has none (a 53rd week, 29 February, the year 1)."""
    try:
        if not isinstance(time, Period):
            return time.replace(year=time.year - 1)
        if time.cadence is Cadence.WEEKLY:
            return parse_period(f"{time.first.isocalendar().year - 1:04}-W{time.number:02}")
        return period_of(time.cadence, time.first.replace(year=time.first.year - 1))
    except (PeriodError, ValueError):
        return None


def based(time: Time, base: Base) -> Time | None:
    """The time that ``time`` is held against; ``None`` where there is none: no period stands before a single day."""
    match base:
        case Against.YEAR_BEFORE:
            return year_before(time)
        case Against.PERIOD_BEFORE:
            return previous_period(time) if isinstance(time, Period) else None
        case _:
            return base
