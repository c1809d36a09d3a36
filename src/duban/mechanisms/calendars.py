"""The working calendar of Chinese offices, from a kept library and from what an office adds itself.

The library answers for years whose notice is not out as well, silently, with the statutory days and a guess at the
rest. What tells the two apart is that every notice since 2004 moves weekends: a year without a make-up workday is not
published. An office need not wait for a new release: it writes the yearly notice into a table of its own::

    published = [2027]            # the notice for these years is all in this table

    [[holiday]]
    name = "春节"
    first = 2027-02-05
    last = 2027-02-11             # left out where it is one day

    [[make_up]]
    name = "春节"                 # which holiday it makes up for; may be left out
    day = 2027-02-13
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from duban.governing.clock import Calendar, CalendarError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# A working calendar for the documents an office has in hand and the plans it makes.
YEARS: Final = range(2015, 2036)

_SATURDAY: Final = 5
# Workdays from here on belong to the notice for the next year.
_NEXT_YEARS: Final = (12, 29)
_SUFFIX: Final = re.compile(r"（[^（）]*）$")
# How the library writes a rest day that a weekend pays for: 休息日（由 2026-02-14 调休）.
_SWAPPED: Final = re.compile(r"休息日（由 (\d{4}-\d{2}-\d{2}) 调休）")
_LONGEST_HOLIDAY: Final = 60


@dataclass(frozen=True, slots=True)
class Additions:
    """What an office adds: it wins over the library, and a year in ``published`` is taken from it alone."""

    holidays: Mapping[date, str] = field(default_factory=dict)
    make_up: Mapping[date, str] = field(default_factory=dict)
    published: frozenset[int] = frozenset()


NOTHING: Final = Additions()


def official_calendar(years: Iterable[int] = YEARS, *, additions: Additions = NOTHING) -> Calendar:
    """The national calendar of ``years`` with an office's additions; days of other years are all provisional."""
    library = _from_library(frozenset(years))
    holidays = {day: name for day, name in library.holidays.items() if day.year not in additions.published}
    make_up = {day: name for day, name in library.make_up.items() if day.year not in additions.published}
    for day, name in additions.holidays.items():
        make_up.pop(day, None)
        holidays[day] = name
    for day, name in additions.make_up.items():
        holidays.pop(day, None)
        make_up[day] = name
    return Calendar(holidays, make_up, library.published | additions.published)


def published_years(worked: Iterable[date]) -> frozenset[int]:
    """The years whose notice is out, as their make-up workdays show."""
    return frozenset(day.year for day in worked if (day.month, day.day) < _NEXT_YEARS)


def read_additions(text: str) -> Additions:
    """An office's table; everything wrong with it is said at once by ``CalendarError``."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CalendarError([f"not TOML: {error}"]) from error
    return _Table(table).read()


class _Table:
    """One office's table while it is read; problems gather here."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._table = table
        self._problems: list[str] = []

    def read(self) -> Additions:
        self._refuse_unknown("the table", self._table, {"published", "holiday", "make_up"})
        holidays: dict[date, str] = {}
        for place, row in self._rows("holiday"):
            self._refuse_unknown(place, row, {"name", "first", "last"})
            name = self._name(place, row, wanted=True)
            first = self._day(place, row, "first")
            last = self._day(place, row, "last") if "last" in row else first
            if first is not None and last is not None:
                self._add(place, holidays, dict.fromkeys(self._days(place, first, last), name))
        make_up: dict[date, str] = {}
        for place, row in self._rows("make_up"):
            self._refuse_unknown(place, row, {"name", "day"})
            day = self._day(place, row, "day")
            if day is not None:
                self._add(place, make_up, {day: self._name(place, row, wanted=False)})
        both = sorted(holidays.keys() & make_up.keys())
        self._problems += [f"{day} is both a holiday and a make-up workday" for day in both]
        published = self._years()
        if self._problems:
            raise CalendarError(self._problems)
        return Additions(holidays, make_up, published)

    def _rows(self, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
        rows = self._table.get(key, [])
        if not isinstance(rows, list) or any(not isinstance(row, dict) for row in rows):
            self._problems.append(f"{key} must be written as [[{key}]]")
            return
        yield from ((f"{key} {number}", row) for number, row in enumerate(rows, 1))

    def _years(self) -> frozenset[int]:
        years = self._table.get("published", [])
        if isinstance(years, list) and all(
            type(year) is int and date.min.year <= year <= date.max.year for year in years
        ):
            return frozenset(years)
        self._problems.append(f"published must be a list of years, not {years!r}")
        return frozenset()

    def _day(self, place: str, row: dict[str, Any], key: str) -> date | None:
        day = row.get(key)
        if isinstance(day, date) and not isinstance(day, datetime):
            return day
        self._problems.append(f"{place}: {key} must be a date like 2027-02-05, not {day!r}")
        return None

    def _days(self, place: str, first: date, last: date) -> list[date]:
        length = (last - first).days + 1
        if 1 <= length <= _LONGEST_HOLIDAY:
            return [first + timedelta(days=offset) for offset in range(length)]
        self._problems.append(f"{place}: {first} to {last} is no holiday of 1 to {_LONGEST_HOLIDAY} days")
        return []

    def _name(self, place: str, row: dict[str, Any], *, wanted: bool) -> str:
        name = row.get("name", "")
        if isinstance(name, str) and (name or not wanted):
            return name
        self._problems.append(f"{place}: name must be words, not {name!r}")
        return ""

    def _add(self, place: str, days: dict[date, str], new: dict[date, str]) -> None:
        self._problems += [
            f"{place}: {day} stands in the table twice" for day in sorted(days.keys() & new.keys())
        ]
        days.update(new)

    def _refuse_unknown(self, place: str, row: dict[str, Any], known: set[str]) -> None:
        self._problems += [f"{place}: {key!r} means nothing here" for key in sorted(row.keys() - known)]


def _from_library(years: frozenset[int]) -> Additions:
    import holidays as library  # noqa: PLC0415 - slow to load, and reading documents needs no calendar

    official = library.country_holidays("CN", years=sorted(years), language="zh_CN")
    names = {day: name for day, name in sorted(official.items()) if day.year in years}
    worked = sorted(day for day in official.weekend_workdays if day.year in years)
    plain = {day: _holiday_of(day, names) for day in names}
    rests = {found[1]: plain[day] for day, name in names.items() if (found := _SWAPPED.search(name))}
    make_up = {day: rests.get(day.isoformat(), "") for day in worked}
    return Additions(plain, make_up, published_years(worked))


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
