"""The national calendar agrees with another library on every day, and an office can add to it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from importlib import import_module

import pytest

from duban.governing.clock import Calendar, CalendarError, Nature, Source, after_working_days, explain
from duban.mechanisms.calendars import YEARS, official_calendar, published_years
from duban.mechanisms.notices import read_notices

FILE = "calendar.toml"

NOTICES = """
[[notice]]
year = 2027
number = "放假通知〔2026〕9号"
whole = true

[[notice.holiday]]
name = "元旦"
first = 2027-01-01
last = 2027-01-03

[[notice.holiday]]
name = "春节"
first = 2027-02-05
last = 2027-02-11

[[notice.make_up]]
name = "元旦"
day = 2026-12-31

[[notice.make_up]]
name = "春节"
day = 2027-02-13

[[notice]]
year = 2026
number = "云溪政办〔2026〕3号"
whole = false

[[notice.holiday]]
name = "建区纪念日"
first = 2026-11-24

[[notice.make_up]]
day = 2026-11-28
"""


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return official_calendar()


@pytest.fixture(scope="module")
def extended() -> Calendar:
    return official_calendar(notices=read_notices(NOTICES, FILE))


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


def single(days: str, *, year: int = 2026) -> str:
    """A notice of single days with what it says of them."""
    return f"[[notice]]\nyear = {year}\nnumber = '甲'\nwhole = false\n{days}"


def test_a_single_day_wins_over_the_library() -> None:
    text = single(
        "[[notice.holiday]]\nname = '防汛值守'\nfirst = 2026-10-10\n[[notice.make_up]]\nday = 2026-10-06\n"
    )
    calendar = official_calendar(notices=read_notices(text, FILE))
    assert not calendar.is_working(date(2026, 10, 10))
    assert calendar.is_working(date(2026, 10, 6))


def test_a_single_day_wins_over_the_whole_notice_wherever_it_stands() -> None:
    """The State has changed its own notices in 2019 and 2020."""
    text = single("[[notice.make_up]]\nday = 2027-02-11\n", year=2027) + NOTICES
    calendar = official_calendar(notices=read_notices(text, FILE))
    assert calendar.is_working(date(2027, 2, 11))
    assert not calendar.is_working(date(2027, 2, 10))


@pytest.mark.parametrize(
    ("day", "source"),
    [
        (date(2026, 10, 1), Source(2026)),  # the State's, as the program knows it
        (date(2026, 11, 24), Source(2026, "云溪政办〔2026〕3号")),
        (date(2026, 12, 31), Source(2026, "放假通知〔2026〕9号")),  # of the next year's notice
        (date(2027, 3, 1), Source(2027, "放假通知〔2026〕9号")),  # an ordinary day of a whole notice
        (date(2030, 3, 1), None),  # nobody knows yet
    ],
)
def test_each_day_names_the_notice_that_settles_it(
    extended: Calendar, day: date, source: Source | None
) -> None:
    assert extended.source(day) == source


def test_the_working_names_the_notices_it_rests_on(extended: Calendar) -> None:
    working = after_working_days(date(2026, 11, 20), 3, calendar=extended)
    assert working.sources == (Source(2026), Source(2026, "云溪政办〔2026〕3号"))
    assert explain(working, "zh").endswith(
        "2026年放假安排据国务院办公厅通知；2026年放假安排据本单位录入的云溪政办〔2026〕3号。"
    )
    assert "holidays of 2026 by 云溪政办〔2026〕3号, entered by the office" in explain(working, "en")


def test_a_guessed_year_names_no_notice(extended: Calendar) -> None:
    working = after_working_days(date(2030, 4, 26), 3, calendar=extended)
    assert (working.sources, working.provisional) == ((), True)


HEAD = "[[notice]]\nyear = 2027\nnumber = '甲'\nwhole = false\n"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("published = [2027]", ["calendar.toml:1: published: means nothing here"]),
        ("[notice]\nyear = 2027", ["calendar.toml:1: notice: must be written as [[notice]]"]),
        (
            "[[notice]]\nyear = 2027",
            [
                "calendar.toml:1: notice[0].number: Field required",
                "calendar.toml:1: notice[0].whole: Field required",
            ],
        ),
        (
            HEAD.replace("2027", "20270"),
            ["calendar.toml:2: notice[0].year: Input should be less than 2036"],
        ),
        (
            HEAD.replace("2027", "'2027'"),
            ["calendar.toml:2: notice[0].year: Input should be a valid integer"],
        ),
        (
            HEAD.replace("false", "true"),
            [
                (
                    "calendar.toml:4: notice[0].whole: no year is without a holiday: its holidays are missing, or "
                    "whole is false"
                )
            ],
        ),
        (
            f"{HEAD}[[notice.holiday]]\nfirst = 2027-01-01",
            ["calendar.toml:5: notice[0].holiday[0].name: Field required"],
        ),
        (
            f"{HEAD}[[notice.holiday]]\nname = '节'\nfirst = '2027-01-01'",
            ["calendar.toml:7: notice[0].holiday[0].first: Input should be a valid date"],
        ),
        (
            f"{HEAD}[[notice.make_up]]\nday = 2027-01-02T08:00:00",
            ["calendar.toml:6: notice[0].make_up[0].day: Input should be a valid date"],
        ),
        (
            f"{HEAD}[[notice.holiday]]\nname = '节'\nfirst = 2027-01-02\nlast = 2027-01-01",
            [
                "calendar.toml:8: notice[0].holiday[0].last: 2027-01-02 to 2027-01-01 is no holiday of 1 to 60 days"
            ],
        ),
        (
            f"{HEAD}[[notice.holiday]]\nname = '节'\nfirst = 2027-01-02\n[[notice.make_up]]\nday = 2027-01-02",
            ["calendar.toml:9: notice[0].make_up[0].day: 2027-01-02 is both a holiday and a make-up workday"],
        ),
        (
            f"{HEAD}[[notice.make_up]]\nday = 2027-01-02\n[[notice.make_up]]\nday = 2027-01-02",
            ["calendar.toml:7: notice[0].make_up[1]: 2027-01-02 stands in the notice twice"],
        ),
        (
            f"{HEAD}[[notice.make_up]]\nday = 2026-01-04",
            ["calendar.toml:5: notice[0].make_up[0]: 2026-01-04 is not of 2027, the notice's year"],
        ),
        (
            f"{HEAD}[[notice.make_up]]\nday = 2027-01-02\n{HEAD}[[notice.make_up]]\nday = 2027-01-02",
            ["calendar.toml:9: notice[1].number: '甲' speaks of 2027-01-02 too"],
        ),
        (
            NOTICES + NOTICES,
            [
                "calendar.toml:39: notice[2].number: '放假通知〔2026〕9号' speaks of 2027 too",
                "calendar.toml:62: notice[3].number: '云溪政办〔2026〕3号' speaks of 2026-11-24 too",
                "calendar.toml:62: notice[3].number: '云溪政办〔2026〕3号' speaks of 2026-11-28 too",
            ],
        ),
        (
            f"{HEAD}[[notice.make_up]]\nday = 2027-01-02\nnmae = '节'",
            ["calendar.toml:7: notice[0].make_up[0].nmae: Extra inputs are not permitted"],
        ),
    ],
)
def test_what_is_wrong_with_a_table_is_said_with_its_line(text: str, problems: list[str]) -> None:
    with pytest.raises(CalendarError) as refused:
        read_notices(text, FILE)
    assert list(refused.value.problems) == problems


def test_all_problems_of_all_notices_are_said_at_once() -> None:
    text = f"extra = 1\n{HEAD}[[notice.holiday]]\n{HEAD}[[notice.make_up]]\nname = 3\nday = 2025-01-02\n"
    with pytest.raises(CalendarError) as refused:
        read_notices(text, FILE)
    assert len(refused.value.problems) == 4


def test_what_is_not_toml_is_refused_with_its_line() -> None:
    with pytest.raises(CalendarError, match=r"calendar\.toml:2: "):
        read_notices("\n2027年放假安排", FILE)


def test_an_empty_table_adds_nothing(calendar: Calendar) -> None:
    assert official_calendar(notices=read_notices("", FILE)) == calendar


def test_the_library_is_loaded_only_when_a_calendar_is_wanted() -> None:
    code = "import sys, duban.mechanisms.calendars; print('holidays' in sys.modules)"
    program = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert program.stdout == "False\n"
