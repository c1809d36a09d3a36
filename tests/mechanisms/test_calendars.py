"""The national calendar agrees with another library on every day, and an office can add to it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from importlib import import_module

import pytest

from duban.governing.clock import Calendar, CalendarError, Nature, after_working_days
from duban.mechanisms.calendars import YEARS, official_calendar, published_years, read_additions

NOTICE = """
published = [2027]

[[holiday]]
name = "元旦"
first = 2027-01-01
last = 2027-01-03

[[holiday]]
name = "春节"
first = 2027-02-05
last = 2027-02-11

[[holiday]]
name = "建区纪念日"
first = 2026-11-24

[[make_up]]
name = "春节"
day = 2027-02-13

[[make_up]]
day = 2026-11-28
"""


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return official_calendar()


@pytest.fixture(scope="module")
def extended() -> Calendar:
    return official_calendar(additions=read_additions(NOTICE))


@pytest.mark.parametrize("year", range(YEARS.start, 2027))
def test_every_day_agrees_with_another_library(calendar: Calendar, year: int) -> None:
    judge = import_module("chinese_calendar")
    first = date(year, 1, 1)
    days = [first + timedelta(days=offset) for offset in range((date(year, 12, 31) - first).days + 1)]
    assert [day for day in days if calendar.is_working(day) != judge.is_workday(day)] == []


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2025, 9, 25), 5, date(2025, 10, 9)),
        (date(2025, 9, 25), 10, date(2025, 10, 15)),
        (date(2025, 1, 24), 5, date(2025, 2, 7)),
        (date(2026, 2, 13), 5, date(2026, 2, 27)),
    ],
)
def test_known_dates(calendar: Calendar, start: date, count: int, end: date) -> None:
    assert after_working_days(start, count, calendar=calendar).day == end


@pytest.mark.parametrize(
    ("day", "nature", "name"),
    [
        (date(2026, 2, 17), Nature.HOLIDAY, "春节"),
        (date(2026, 2, 20), Nature.HOLIDAY, "春节"),  # a rest day that a Saturday pays for
        (date(2026, 1, 2), Nature.HOLIDAY, "元旦"),
        (date(2023, 6, 23), Nature.HOLIDAY, "端午节"),
        (date(2018, 4, 30), Nature.HOLIDAY, "劳动节"),  # before its holiday
        (date(2026, 2, 14), Nature.MAKE_UP, "春节"),
        (date(2026, 10, 10), Nature.MAKE_UP, "国庆节"),
        (date(2026, 11, 21), Nature.WEEKEND, ""),
    ],
)
def test_days_have_the_names_of_the_notice(calendar: Calendar, day: date, nature: Nature, name: str) -> None:
    assert (calendar.nature(day), calendar.name(day)) == (nature, name)


def test_a_year_without_make_up_workdays_is_not_published() -> None:
    calendar = official_calendar(range(2026, 2035))
    for year in range(2027, 2035):
        worked = [day for day in calendar.make_up if day.year == year]
        assert (year in calendar.published) is bool(worked)
    assert calendar.is_provisional(date(2034, 5, 1))
    assert not calendar.is_working(date(2034, 5, 1))


def test_a_workday_at_the_end_of_december_belongs_to_the_next_notice() -> None:
    # The notice for 2007 made 2006-12-30 a workday: it tells nothing about 2006.
    assert published_years([date(2006, 12, 30), date(2007, 2, 17)]) == {2007}
    assert official_calendar([2007]).published == {2007}


def test_an_office_brings_the_notice_before_the_library_does(extended: Calendar) -> None:
    assert 2027 in extended.published
    assert not extended.is_provisional(date(2027, 2, 10))
    assert extended.nature(date(2027, 2, 13)) is Nature.MAKE_UP
    assert extended.is_working(date(2027, 2, 12))
    # The office's notice is the whole of the year: what the library guessed for it is gone.
    assert extended.is_working(date(2027, 5, 4))


def test_an_office_adds_days_of_its_own(extended: Calendar) -> None:
    assert extended.name(date(2026, 11, 24)) == "建区纪念日"
    assert extended.is_working(date(2026, 11, 28))
    assert after_working_days(date(2026, 11, 23), 4, calendar=extended).day == date(2026, 11, 28)


def test_an_addition_wins_over_the_library() -> None:
    text = "[[holiday]]\nname = '防汛值守'\nfirst = 2026-10-10\n[[make_up]]\nday = 2026-10-06\n"
    calendar = official_calendar(additions=read_additions(text))
    assert not calendar.is_working(date(2026, 10, 10))
    assert calendar.is_working(date(2026, 10, 6))


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("published = 2027", ["published must be a list of years, not 2027"]),
        ("published = [20270]", ["published must be a list of years, not [20270]"]),
        ("published = [true]", ["published must be a list of years, not [True]"]),
        ("[holiday]\nname = '节'", ["holiday must be written as [[holiday]]"]),
        (
            "[[holiday]]\nfirst = 2027-01-01",
            ["holiday 1: name must be words, not ''"],
        ),
        (
            "[[holiday]]\nname = '节'\nfirst = '2027-01-01'",
            ["holiday 1: first must be a date like 2027-02-05, not '2027-01-01'"],
        ),
        (
            "[[make_up]]\nday = 2027-01-01T08:00:00",
            ["make_up 1: day must be a date like 2027-02-05, not datetime.datetime(2027, 1, 1, 8, 0)"],
        ),
        (
            "[[holiday]]\nname = '节'\nfirst = 2027-01-02\nlast = 2027-01-01",
            ["holiday 1: 2027-01-02 to 2027-01-01 is no holiday of 1 to 60 days"],
        ),
        (
            "[[holiday]]\nname = '节'\nfirst = 2027-01-02\n[[make_up]]\nday = 2027-01-02",
            ["2027-01-02 is both a holiday and a make-up workday"],
        ),
        (
            "[[make_up]]\nday = 2027-01-02\n[[make_up]]\nday = 2027-01-02",
            ["make_up 2: 2027-01-02 stands in the table twice"],
        ),
        ("[[make_up]]\nday = 2027-01-02\nnmae = '节'", ["make_up 1: 'nmae' means nothing here"]),
        ("workdays = []", ["the table: 'workdays' means nothing here"]),
    ],
)
def test_what_is_wrong_with_a_table_is_said(text: str, problems: list[str]) -> None:
    with pytest.raises(CalendarError) as refused:
        read_additions(text)
    assert list(refused.value.problems) == problems


def test_all_problems_are_said_at_once() -> None:
    with pytest.raises(CalendarError) as refused:
        read_additions("published = 1\nextra = 1\n[[holiday]]\n[[make_up]]\nname = 3\nday = 2027-01-02")
    assert len(refused.value.problems) == 5


def test_what_is_not_toml_is_refused() -> None:
    with pytest.raises(CalendarError):
        read_additions("2027年放假安排")


def test_an_empty_table_adds_nothing(calendar: Calendar) -> None:
    assert official_calendar(additions=read_additions("")) == calendar


def test_the_library_is_loaded_only_when_a_calendar_is_wanted() -> None:
    code = "import sys, duban.mechanisms.calendars; print('holidays' in sys.modules)"
    program = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert program.stdout == "False\n"
