"""What a day is, whether that is settled, and counting without walking."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from duban.governing.clock import Calendar, CalendarError, Nature
from governing.clock.days import OFFICIAL, calendars, dates, day, works

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.mark.parametrize(
    ("when", "nature", "name"),
    [
        ("11-20", Nature.WORKING, ""),
        ("11-21", Nature.WEEKEND, ""),
        ("10-06", Nature.HOLIDAY, "国庆节"),
        ("10-04", Nature.HOLIDAY, "国庆节"),  # a Sunday inside the holiday
        ("10-10", Nature.MAKE_UP, "国庆节"),  # a Saturday that is worked
    ],
)
def test_the_nature_of_a_day(when: str, nature: Nature, name: str) -> None:
    assert (OFFICIAL.nature(day(when)), OFFICIAL.name(day(when))) == (nature, name)


@pytest.mark.parametrize(
    ("when", "provisional"),
    [
        ("2024-12-31", True),  # a year nobody loaded
        ("2025-12-31", False),  # the notice for 2026 is out as well
        ("12-28", False),
        ("12-29", True),  # the notice for 2027 may still move it, as that for 2019 moved 2018-12-29
        ("2027-01-01", True),
    ],
)
def test_what_is_settled(when: str, *, provisional: bool) -> None:
    assert OFFICIAL.is_provisional(day(when)) is provisional


def test_every_contradiction_is_named_at_once() -> None:
    both: Mapping[date, str] = {day("10-01"): "", day("10-10"): ""}
    with pytest.raises(CalendarError) as refused:
        Calendar(both, both, frozenset())
    assert len(refused.value.problems) == 2


def test_a_datetime_is_no_day() -> None:
    with pytest.raises(TypeError):
        OFFICIAL.is_working(datetime(2026, 10, 1, 9, tzinfo=UTC))


def test_later_changes_of_the_table_do_not_reach_the_calendar() -> None:
    holidays = {day("11-20"): "校庆"}
    calendar = Calendar(holidays, {}, frozenset())
    holidays.clear()
    assert not calendar.is_working(day("11-20"))


@given(calendars(), dates)
def test_worked_days_agree_with_looking_at_each(calendar: Calendar, when: date) -> None:
    assert calendar.is_working(when) is works(when, calendar)
    before = date.fromordinal(when.toordinal() - 1)
    assert calendar.worked_until(when) - calendar.worked_until(before) == works(when, calendar)
