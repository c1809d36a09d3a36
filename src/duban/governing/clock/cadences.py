"""How often something is reported, and the periods this cuts the calendar into: 每周, 每半月, 双月, 每季度 and so on.

Every period has a key that never changes (``2026-W47``), so that what was generated once is recognised for ever.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from duban.governing.clock.errors import PeriodError
from duban.governing.clock.trails import shifted

if TYPE_CHECKING:
    from collections.abc import Iterator


class Cadence(StrEnum):
    """How often."""

    DAILY = "daily"
    WEEKLY = "weekly"
    HALF_MONTHLY = "half-monthly"
    MONTHLY = "monthly"
    BIMONTHLY = "bimonthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"


# Cadences of whole months, and how many.
_MONTHS: Final = {
    Cadence.MONTHLY: 1,
    Cadence.BIMONTHLY: 2,
    Cadence.QUARTERLY: 3,
    Cadence.HALF_YEARLY: 6,
    Cadence.YEARLY: 12,
}
_FORMS: Final = {
    # cadence: key, as an office writes it
    Cadence.DAILY: ("{year:04}-{month:02}-{day:02}", "{year}年{month}月{day}日"),
    Cadence.WEEKLY: ("{year:04}-W{number:02}", "{year}年第{number}周"),
    Cadence.HALF_MONTHLY: ("{year:04}-{month:02}{letter}", "{year}年{month}月{half}半月"),
    Cadence.MONTHLY: ("{year:04}-{month:02}", "{year}年{month}月"),
    Cadence.BIMONTHLY: ("{year:04}-B{number}", "{year}年{month}—{end}月"),
    Cadence.QUARTERLY: ("{year:04}-Q{number}", "{year}年第{numeral}季度"),
    Cadence.HALF_YEARLY: ("{year:04}-H{number}", "{year}年{half}半年"),
    Cadence.YEARLY: ("{year:04}", "{year}年"),
}
_MIDDLE: Final = 15
_NUMERALS: Final = "一二三四"
_KEY: Final = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?:W(?P<week>\d\d)|B(?P<bimonth>[1-6])|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<month>\d\d)(?:(?P<part>[ab])|-(?P<day>\d\d))?))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Period:
    """One period, ``first`` and ``last`` day included."""

    cadence: Cadence
    first: date
    last: date

    @property
    def key(self) -> str:
        """Stable and unique among all cadences: 2026-11-22, 2026-W47, 2026-11a, 2026-11, 2026-B6, 2026-Q4, 2026."""
        return self._written(_FORMS[self.cadence][0])

    @property
    def label(self) -> str:
        """As an office writes it: 2026年第47周, 2026年11月上半月, 2026年第四季度."""
        return self._written(_FORMS[self.cadence][1])

    @property
    def number(self) -> int:
        """Which period of its year it is, from 1; weeks are those of ISO 8601, whose years begin on a Monday."""
        match self.cadence:
            case Cadence.DAILY:
                return self.first.timetuple().tm_yday
            case Cadence.WEEKLY:
                return self.first.isocalendar().week
            case Cadence.HALF_MONTHLY:
                return self.first.month * 2 - (self.first.day == 1)
            case _:
                return (self.first.month - 1) // _MONTHS[self.cadence] + 1

    def _written(self, form: str) -> str:
        weekly = self.cadence is Cadence.WEEKLY
        second = self.first.day > 1 or (self.cadence is Cadence.HALF_YEARLY and self.first.month > 1)
        return form.format(
            year=self.first.isocalendar().year if weekly else self.first.year,
            month=self.first.month,
            day=self.first.day,
            end=self.last.month,
            number=self.number,
            numeral=_NUMERALS[(self.number - 1) % len(_NUMERALS)],
            letter="ab"[second],
            half="上下"[second],
        )


def period_of(cadence: Cadence, day: date) -> Period:
    """The period that contains ``day``. Weeks begin on Monday."""
    match cadence:
        case Cadence.DAILY:
            return Period(cadence, day, day)
        case Cadence.WEEKLY:
            monday = shifted(day, -day.weekday())
            return Period(cadence, monday, shifted(monday, 6))
        case Cadence.HALF_MONTHLY if day.day <= _MIDDLE:
            return Period(cadence, day.replace(day=1), day.replace(day=_MIDDLE))
        case Cadence.HALF_MONTHLY:
            return Period(cadence, day.replace(day=_MIDDLE + 1), _month_end(day))
        case _:
            months = _MONTHS[cadence]
            first = date(day.year, (day.month - 1) // months * months + 1, 1)
            return Period(cadence, first, _month_end(first.replace(month=first.month + months - 1)))


def next_period(period: Period) -> Period:
    """The one that begins the day after ``period`` ends."""
    return period_of(period.cadence, shifted(period.last, 1))


def previous_period(period: Period) -> Period:
    """The one that ends the day before ``period`` begins."""
    return period_of(period.cadence, shifted(period.first, -1))


def periods_between(cadence: Cadence, since: date, until: date) -> Iterator[Period]:
    """The periods that have a day in ``since`` to ``until``, both included, in order."""
    period = period_of(cadence, since)
    while period.first <= until:
        yield period
        period = next_period(period)


def periods_ending(cadence: Cadence, since: date, until: date) -> Iterator[Period]:
    """The periods whose last day is in ``since`` to ``until``: a cut of the time in two cuts these in two as well."""
    return (period for period in periods_between(cadence, since, until) if period.last <= until)


def parse_period(key: str) -> Period:
    """The period with this key."""
    found = _KEY.fullmatch(key)
    if found is None:
        raise PeriodError(f"no period has the key {key!r}")
    parts = {name: value for name, value in found.groupdict().items() if value is not None}
    try:
        return _named(int(parts.pop("year")), parts)
    except ValueError:
        raise PeriodError(f"no period has the key {key!r}") from None


def _named(year: int, parts: dict[str, str]) -> Period:
    cadence, month, day = Cadence.YEARLY, 1, 1
    match parts:
        case {"week": week}:
            return period_of(Cadence.WEEKLY, date.fromisocalendar(year, int(week), 1))
        case {"bimonth": number}:
            cadence, month = Cadence.BIMONTHLY, int(number) * 2
        case {"quarter": number}:
            cadence, month = Cadence.QUARTERLY, int(number) * 3
        case {"half": number}:
            cadence, month = Cadence.HALF_YEARLY, int(number) * 6
        case {"month": number, "day": of_month}:
            cadence, month, day = Cadence.DAILY, int(number), int(of_month)
        case {"month": number, "part": part}:
            cadence, month, day = Cadence.HALF_MONTHLY, int(number), 1 if part == "a" else _MIDDLE + 1
        case {"month": number}:
            cadence, month = Cadence.MONTHLY, int(number)
    return period_of(cadence, date(year, month, day))


def _month_end(day: date) -> date:
    return day + timedelta(days=monthrange(day.year, day.month)[1] - day.day)
