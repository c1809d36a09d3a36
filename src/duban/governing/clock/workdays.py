"""Which days are worked: weekends, holidays, make-up workdays (调休), and how far the State has announced them.

A calendar is data that somebody hands in: this module knows no country. The yearly holiday notice comes out in
November; what lies beyond the last one is a guess from the statutory days, and every date counted over such days is
provisional.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from duban.governing.clock.errors import CalendarError

if TYPE_CHECKING:
    from collections.abc import Mapping

# The notice for a year has moved days of the December before it: 2006-12-30, 2007-12-29, 2011-12-31
# and 2018-12-29 became workdays. Never anything earlier, so December is settled up to the 28th.
_LATE_DECEMBER: Final = (12, 29)
_SATURDAY: Final = 5


class Nature(StrEnum):
    """What a day is in the calendar."""

    WORKING = "working"
    MAKE_UP = "make-up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """What settles the days of ``year``: an office's notice of that number, or the State's own where it is empty."""

    year: int
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Holidays and make-up workdays, each with its name (empty where none is known).

    ``published`` are the years whose notice is out. A weekend day named as a holiday is a holiday; a weekday named as
    a make-up day is an ordinary working day. ``notices`` says for a year, ``day_notices`` for single days that another
    one names, by which notice they are as they are: its number, or nothing where it is the State's own.
    """

    holidays: Mapping[date, str]
    make_up: Mapping[date, str]
    published: frozenset[int]
    notices: Mapping[int, str] = field(default_factory=dict)
    day_notices: Mapping[date, str] = field(default_factory=dict)
    _closed: tuple[date, ...] = field(init=False, repr=False, compare=False)
    _opened: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        both = sorted(self.holidays.keys() & self.make_up.keys())
        if both:
            raise CalendarError([f"{day} is both a holiday and a make-up workday" for day in both])
        closed = sorted(day for day in self.holidays if day.weekday() < _SATURDAY)
        opened = sorted(day for day in self.make_up if day.weekday() >= _SATURDAY)
        for name, value in (
            ("holidays", dict(self.holidays)),
            ("make_up", dict(self.make_up)),
            ("published", frozenset(self.published)),
            ("notices", dict(self.notices)),
            ("day_notices", dict(self.day_notices)),
            ("_closed", tuple(closed)),
            ("_opened", tuple(opened)),
        ):
            object.__setattr__(self, name, value)

    def nature(self, day: date) -> Nature:
        """What ``day`` is; a ``datetime`` is refused, for it equals no date and would never be a holiday."""
        if isinstance(day, datetime):
            raise TypeError(f"a date is wanted, not the datetime {day!r}")
        if day in self.holidays:
            return Nature.HOLIDAY
        if day.weekday() < _SATURDAY:
            return Nature.WORKING
        return Nature.MAKE_UP if day in self.make_up else Nature.WEEKEND

    def is_working(self, day: date) -> bool:
        """Whether offices work on ``day``."""
        return self.nature(day) in (Nature.WORKING, Nature.MAKE_UP)

    def name(self, day: date) -> str:
        """What the day is called where it is a holiday or a make-up workday, else empty."""
        return self.holidays.get(day) or self.make_up.get(day, "")

    def source(self, day: date) -> Source | None:
        """By which notice ``day`` is what it is; None where nothing is known of that."""
        notice = self.day_notices.get(day, self.notices.get(day.year))
        return None if notice is None else Source(day.year, notice)

    def is_provisional(self, day: date) -> bool:
        """Whether a notice yet to come may change what ``day`` is."""
        if day.year not in self.published:
            return True
        return (day.month, day.day) >= _LATE_DECEMBER and day.year + 1 not in self.published

    def worked_until(self, day: date) -> int:
        """How many working days there are from 0001-01-01 to ``day`` inclusive: differences of it are counts."""
        weeks, rest = divmod(day.toordinal(), 7)  # 0001-01-01 was a Monday
        weekdays = weeks * _SATURDAY + min(rest, _SATURDAY)
        return weekdays - bisect_right(self._closed, day) + bisect_right(self._opened, day)
