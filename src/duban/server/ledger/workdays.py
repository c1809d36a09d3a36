"""The working calendar of the office, made once in each process: it takes a second and does not change.

Beside what the program knows, an office keeps the notices that are newer than it, and days of its own, in a table
(``calendar.toml`` in its folder); a start refuses a table with a fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from duban.governing.clock import Nature, explain
from duban.mechanisms.calendars import YEARS, official_calendar
from duban.mechanisms.notices import read_notices

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from duban.governing.clock import Calendar, Working
    from duban.mechanisms.calendars import Notice


class Standing(StrEnum):
    """How sure a year is."""

    PUBLISHED = "published"
    OWN = "own"
    PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row that are closed or worked for one reason; ``notice`` where the office's own table says so."""

    name: str
    first: date
    last: date
    notice: str


@dataclass(frozen=True, slots=True)
class Year:
    """What the calendar says of a year. ``notices`` are the office's own, of the whole year or of single days."""

    year: int
    standing: Standing
    notices: tuple[str, ...]
    holidays: tuple[Stretch, ...]
    make_up: tuple[Stretch, ...]


@cache
def calendar() -> Calendar:
    """Chinese working days with the office's own, provisional beyond the years that are known."""
    return calendar_of(own_notices())


def calendar_of(notices: tuple[Notice, ...]) -> Calendar:
    """The national calendar with these notices."""
    return official_calendar(notices=notices)


def own_table() -> Path:
    """Where the office's own table stands, if it has one."""
    path: Path = settings.OPTIONS.calendar
    return path


def own_notices() -> tuple[Notice, ...]:
    """What the office's table says; none where there is none. Raises CalendarError with all that is wrong, OSError."""
    table = own_table()
    if not table.exists() and not settings.OPTIONS.calendar_named:
        return ()
    return read_notices(table.read_text(encoding="utf-8"), table.name)


def years(known: Calendar, *, until: int) -> list[Year]:
    """The years of a calendar, the latest first; of those that are not published none beyond ``until``."""
    shown = [year for year in YEARS if year in known.published or year <= until]
    return [_year(known, year) for year in reversed(shown)]


def _year(known: Calendar, year: int) -> Year:
    standing = Standing.PROVISIONAL
    if year in known.published:
        standing = Standing.OWN if known.notices.get(year) else Standing.PUBLISHED
    closed = [day for day in known.holidays if day.year == year]
    worked = [day for day in known.make_up if day.year == year and known.nature(day) is Nature.MAKE_UP]
    holidays, make_up = _stretches(known, closed), _stretches(known, worked)
    notices = {stretch.notice for stretch in (*holidays, *make_up)} | {known.notices.get(year, "")}
    return Year(year, standing, tuple(sorted(notices - {""})), holidays, make_up)


def _stretches(known: Calendar, days: Iterable[date]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for day in sorted(days):
        source = known.source(day)
        name, notice = known.name(day), source.notice if source else ""
        last = found[-1] if found else None
        if last and (last.name, last.notice) == (name, notice) and _touch(known, last.last, day):
            found[-1] = Stretch(name, last.first, day, notice)
        else:
            found.append(Stretch(name, day, day, notice))
    return tuple(found)


def _touch(known: Calendar, earlier: date, later: date) -> bool:
    """Whether nothing but a weekend lies between two days."""
    between = (earlier + timedelta(days=offset) for offset in range(1, (later - earlier).days))
    return all(known.nature(day) is Nature.WEEKEND for day in between)


def shown(working: Working) -> dict[str, Any]:
    """A computed date as a due date keeps it: from where, by what rule, and the working in both languages."""
    return {
        "rule": working.rule.value,
        "start": working.start.isoformat(),
        "count": working.count,
        "day": working.day.isoformat(),
        "provisional_from": working.provisional_from.isoformat() if working.provisional_from else None,
        "zh": explain(working, "zh"),
        "en": explain(working, "en"),
    }
