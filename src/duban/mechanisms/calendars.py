"""The working calendar of Chinese offices, from a kept library and from what an office adds itself.

The library answers for years whose notice is not out as well, silently, with the statutory days and a guess at the
rest. What tells the two apart is that every notice since 2004 moves weekends: a year without a make-up workday is not
published. An office need not wait for a new release: ``notices`` reads what it writes itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from duban.governing.clock import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# A working calendar for the documents an office has in hand and the plans it makes.
YEARS: Final = range(2015, 2036)

_SATURDAY: Final = 5
# Days from here on belong to the notice for the next year.
_NEXT_YEARS: Final = (12, 29)
_SUFFIX: Final = re.compile(r"（[^（）]*）$")
# How the library writes a rest day that a weekend pays for: 休息日（由 2026-02-14 调休）.
_SWAPPED: Final = re.compile(r"休息日（由 (\d{4}-\d{2}-\d{2}) 调休）")


@dataclass(frozen=True, slots=True)
class Notice:
    """What one notice of an office says; ``whole`` where it is all that is said of its year."""

    year: int
    number: str
    whole: bool
    holidays: Mapping[date, str]
    make_up: Mapping[date, str]


@dataclass(frozen=True, slots=True)
class _Days:
    """What the library knows."""

    holidays: Mapping[date, str]
    make_up: Mapping[date, str]
    published: frozenset[int]


def official_calendar(years: Iterable[int] = YEARS, *, notices: Sequence[Notice] = ()) -> Calendar:
    """The national calendar of ``years`` with an office's notices; days of other years are all provisional.

    A notice of a whole year takes the place of the library's; one of single days wins over both.
    """
    library = _from_library(frozenset(years))
    whole = {notice.year: notice.number for notice in notices if notice.whole}
    holidays = {day: name for day, name in library.holidays.items() if notice_year(day) not in whole}
    make_up = {day: name for day, name in library.make_up.items() if notice_year(day) not in whole}
    by_year = dict.fromkeys(library.published, "") | whole
    by_day: dict[date, str] = {}
    for notice in sorted(notices, key=lambda notice: not notice.whole):
        for day, name in notice.holidays.items():
            make_up.pop(day, None)
            holidays[day] = name
        for day, name in notice.make_up.items():
            holidays.pop(day, None)
            make_up[day] = name
        for day in (*notice.holidays, *notice.make_up):
            if by_year.get(day.year) != notice.number:
                by_day[day] = notice.number
    return Calendar(holidays, make_up, library.published | whole.keys(), by_year, by_day)


def notice_year(day: date) -> int:
    """The year whose notice speaks of ``day``: the last days of December belong to the next year's."""
    return day.year + ((day.month, day.day) >= _NEXT_YEARS)


def published_years(worked: Iterable[date]) -> frozenset[int]:
    """The years whose notice is out, as their make-up workdays show."""
    return frozenset(day.year for day in worked if (day.month, day.day) < _NEXT_YEARS)


def _from_library(years: frozenset[int]) -> _Days:
    import holidays as library  # noqa: PLC0415 - slow to load, and reading documents needs no calendar

    official = library.country_holidays("CN", years=sorted(years), language="zh_CN")
    names = {day: name for day, name in sorted(official.items()) if day.year in years}
    worked = sorted(day for day in official.weekend_workdays if day.year in years)
    plain = {day: _holiday_of(day, names) for day in names}
    rests = {found[1]: plain[day] for day, name in names.items() if (found := _SWAPPED.search(name))}
    make_up = {day: rests.get(day.isoformat(), "") for day in worked}
    return _Days(plain, make_up, published_years(worked))


def _holiday_of(day: date, names: Mapping[date, str]) -> str:
    """The holiday that ``day`` belongs to: a rest day paid for by a weekend takes the name of its neighbours."""
    if not _SWAPPED.search(names[day]):
        return _SUFFIX.sub("", names[day])
    for step in (-1, 1):
        beside = day + timedelta(days=step)
        while beside in names or beside.weekday() >= _SATURDAY:
            if beside in names and not _SWAPPED.search(names[beside]):
                return _SUFFIX.sub("", names[beside])
            beside += timedelta(days=step)
    return ""
