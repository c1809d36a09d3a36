"""An office's own table of holidays, for a year whose notice is newer than the program and for days of its own::

    [[notice]]
    year = 2027
    number = "国办发明电〔2026〕×号"     # the paper that says so; every date that rests on it names it
    whole = true                      # all holidays and make-up workdays of the year stand here; false: single days

    [[notice.holiday]]
    name = "春节"
    first = 2027-02-05
    last = 2027-02-11                 # left out where it is one day

    [[notice.make_up]]
    name = "春节"                      # which holiday it makes up for; may be left out
    day = 2027-02-13

A notice speaks of its year and of the last days of December before it. One of single days may change what a whole
notice says, as the State itself has done.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Annotated, Final

from pydantic import Field, StrictBool, StrictInt

from duban.governing.clock import CalendarError
from duban.mechanisms.calendars import YEARS, Notice, notice_year
from duban.mechanisms.errors import Path
from duban.mechanisms.faults import Faults
from duban.mechanisms.wording import Form, Text

Day = Annotated[date, Field(strict=True)]

_LONGEST_HOLIDAY: Final = 60


class _Stretch(Form):
    name: Text
    first: Day
    last: Day | None = None


class _MakeUp(Form):
    name: Text | None = None
    day: Day


class _Notice(Form):
    year: Annotated[StrictInt, Field(ge=YEARS.start, lt=YEARS.stop)]
    number: Text
    whole: StrictBool
    holiday: tuple[_Stretch, ...] = ()
    make_up: tuple[_MakeUp, ...] = ()


def read_notices(text: str, file: str) -> tuple[Notice, ...]:
    """The notices of an office's table; raises `CalendarError` with everything that is wrong, each with its line."""
    faults = Faults(file, text)
    raw = faults.raw() or {}
    found = tuple(_read(raw, faults))
    if faults.found:
        raise CalendarError([str(fault) for fault in sorted(faults.found, key=lambda fault: fault.line or 0)])
    return found


def _read(raw: Mapping[str, object], faults: Faults) -> Iterator[Notice]:
    for key in raw:
        if key != "notice":
            faults.add((key,), "means nothing here")
    rows = raw.get("notice", [])
    if not isinstance(rows, list):
        faults.add(("notice",), "must be written as [[notice]]")
        return
    known: dict[int | date, str] = {}
    for number, row in enumerate(rows):
        at: Path = ("notice", number)
        form = faults.form(_Notice, row, at=at)
        if form is None:
            continue
        notice = _days(form, at, faults)
        _against_others(notice, at, faults, known)
        yield notice


def _days(form: _Notice, at: Path, faults: Faults) -> Notice:
    """The days of a notice, none of them said twice, all of them of its year."""
    holidays: dict[date, str] = {}
    make_up: dict[date, str] = {}
    for place, stretch in enumerate(form.holiday):
        here = (*at, "holiday", place)
        last = stretch.last or stretch.first
        if not 1 <= (last - stretch.first).days + 1 <= _LONGEST_HOLIDAY:
            message = f"{stretch.first} to {last} is no holiday of 1 to {_LONGEST_HOLIDAY} days"
            faults.add((*here, "last"), message)
            continue
        for offset in range((last - stretch.first).days + 1):
            _add(stretch.first + timedelta(days=offset), stretch.name, holidays, (form, here, faults))
    for place, worked in enumerate(form.make_up):
        here = (*at, "make_up", place)
        if worked.day in holidays:
            faults.add((*here, "day"), f"{worked.day} is both a holiday and a make-up workday")
        _add(worked.day, worked.name or "", make_up, (form, here, faults))
    if form.whole and not form.holiday:
        faults.add(
            (*at, "whole"), "no year is without a holiday: its holidays are missing, or whole is false"
        )
    return Notice(form.year, form.number, form.whole, holidays, make_up)


def _add(day: date, name: str, days: dict[date, str], place: tuple[_Notice, Path, Faults]) -> None:
    form, here, faults = place
    if day in days:
        faults.add(here, f"{day} stands in the notice twice")
    if form.year not in (day.year, notice_year(day)):
        faults.add(here, f"{day} is not of {form.year}, the notice's year")
    days[day] = name


def _against_others(notice: Notice, at: Path, faults: Faults, known: dict[int | date, str]) -> None:
    """Two notices of one whole year, and two single days that are one, leave open which of them holds."""
    keys: list[int | date] = [notice.year] if notice.whole else [*{**notice.holidays, **notice.make_up}]
    for key in keys:
        if key in known:
            faults.add((*at, "number"), f"{known[key]!r} speaks of {key} too")
        known[key] = notice.number
