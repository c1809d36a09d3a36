"""Days of a year's parts: what 2024年6月上旬 or 第三季度 begins and ends with. An impossible date (2月30日) is None."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple


class Stretch(NamedTuple):
    """The days from ``first`` to ``last``, both included; None where there is no such day or no year to put it in."""

    first: date | None
    last: date | None


UNKNOWN = Stretch(None, None)


def day(year: int | None, month: int, number: int) -> Stretch:
    """One day."""
    if year is None or not MINYEAR <= year <= MAXYEAR:
        return UNKNOWN
    try:
        found = date(year, month, number)
    except ValueError:
        return UNKNOWN
    return Stretch(found, found)


def months(year: int | None, first: int, last: int) -> Stretch:
    """Whole months of one year, ``first`` to ``last``."""
    if year is None or not MINYEAR <= year < MAXYEAR or not 1 <= first <= last <= 12:
        return UNKNOWN
    after = date(year + 1, 1, 1) if last == 12 else date(year, last + 1, 1)
    return Stretch(date(year, first, 1), after - timedelta(days=1))


def years(first: int | None, last: int | None) -> Stretch:
    """Whole years."""
    return Stretch(months(first, 1, 12).first, months(last, 1, 12).last)


def quarters(year: int | None, first: int, last: int) -> Stretch:
    """Whole quarters of one year."""
    return months(year, 3 * first - 2, 3 * last)


def third(year: int | None, month: int, which: int) -> Stretch:
    """The first, second or last ten days of a month (上旬, 中旬, 下旬)."""
    whole = months(year, month, month)
    if whole.first is None or whole.last is None:
        return UNKNOWN
    first = whole.first.replace(day=10 * which - 9)
    return Stretch(first, whole.last if which == 3 else first.replace(day=10 * which))


def day_before(stretch: Stretch) -> date | None:
    """The last day before a stretch begins: 9月前 ends with August."""
    if stretch.first is None or stretch.first == date.min:
        return None
    return stretch.first - timedelta(days=1)
