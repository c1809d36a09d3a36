"""Counting days: known dates, and agreement with counting one by one."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.clock import (
    Calendar,
    Clamped,
    ClockError,
    Counting,
    OutOfRangeError,
    Pause,
    Roll,
    Rolled,
    Run,
    Stopped,
    Treatment,
    Working,
    after_days,
    after_months,
    after_working_days,
    before_days,
    before_months,
    before_working_days,
    moved,
    tally_working_days,
    working_days_between,
)
from governing.clock.days import (
    OFFICIAL,
    PLAIN,
    calendars,
    dates,
    day,
    ended_pauses,
    slow_after,
    slow_between,
    stands,
    works,
)

if TYPE_CHECKING:
    from collections.abc import Callable

counts = st.integers(0, 60)


@pytest.mark.parametrize(
    ("start", "count", "end", "why"),
    [
        ("2025-09-25", 5, "2025-10-09", "一个周日上班，国庆八天"),
        ("2025-09-25", 10, "2025-10-15", "节后周六再上班"),
        ("2025-01-24", 5, "2025-02-07", "春节前周日上班"),
        ("02-13", 5, "02-27", "春节九天，周六上班"),
        ("11-20", 0, "11-20", "一天也不数"),
        ("11-21", 0, "11-21", "一天也不数，即使是周六"),
        ("11-20", 1, "11-23", "周五的次日是周六"),
        ("11-21", 1, "11-23", "从周六数起也是周一"),
        ("11-13", 5, "11-20", "平常一周"),
    ],
)
def test_working_days_after(start: str, count: int, end: str, why: str) -> None:
    assert after_working_days(day(start), count, calendar=OFFICIAL).day == day(end), why


@pytest.mark.parametrize(
    ("event", "count", "end", "why"),
    [
        ("11-20", 3, "11-17", "周五开会，会前3个工作日是周二"),
        ("11-23", 3, "11-18", "周一开会，跳过周末"),
        ("10-09", 3, "09-29", "国庆节后开会，节前提交"),
        ("10-12", 3, "10-08", "周六上班也算"),
        ("11-22", 1, "11-20", "周日开会"),
    ],
)
def test_working_days_before(event: str, count: int, end: str, why: str) -> None:
    assert before_working_days(day(event), count, calendar=OFFICIAL).day == day(end), why


@pytest.mark.parametrize(
    ("count_months", "start", "count", "end"),
    [
        (after_months, "01-31", 1, "02-28"),
        (after_months, "01-31", 2, "03-31"),  # counted from the start, not from February's last day
        (after_months, "2027-12-31", 2, "2028-02-29"),
        (after_months, "11-30", 3, "2027-02-28"),
        (after_months, "02-28", 1, "03-28"),
        (before_months, "08-31", 6, "02-28"),
        (before_months, "01-15", 1, "2025-12-15"),
        (before_months, "11-22", 0, "11-22"),
    ],
)
def test_months(count_months: Callable[..., Working], start: str, count: int, end: str) -> None:
    working = count_months(day(start), count, calendar=OFFICIAL)
    assert working.day == day(end)
    clamped = day(start).day != day(end).day
    assert working.steps == ((Clamped(day(start).day, day(end)),) if clamped else ())


@pytest.mark.parametrize(
    ("roll", "end"), [(Roll.KEEP, "10-03"), (Roll.NEXT, "10-08"), (Roll.PREVIOUS, "09-30")]
)
def test_a_period_that_ends_in_a_holiday(roll: Roll, end: str) -> None:
    working = after_days(day("09-23"), 10, calendar=OFFICIAL, roll=roll)
    assert working.day == day(end)
    assert (Rolled(day("10-03"), day(end)) in working.steps) is (roll is not Roll.KEEP)


def test_days_before() -> None:
    assert before_days(day("11-22"), 2, calendar=OFFICIAL).day == day("11-20")
    assert before_days(day("11-24"), 2, calendar=OFFICIAL, roll=Roll.PREVIOUS).day == day("11-20")


def test_the_working_is_shown_in_runs() -> None:
    working = after_working_days(day("02-13"), 5, calendar=OFFICIAL)
    assert working.steps == (
        Run(Treatment.MAKE_UP, day("02-14"), day("02-14"), "春节"),
        Run(Treatment.HOLIDAY, day("02-15"), day("02-23"), "春节"),
        Run(Treatment.COUNTED, day("02-24"), day("02-27")),
    )


@pytest.mark.parametrize(
    ("start", "count", "since"),
    [
        ("12-21", 5, None),  # ends on the 28th
        ("12-21", 6, "12-29"),
        ("12-25", 5, "12-29"),
    ],
)
def test_what_lies_beyond_the_notice_is_provisional(start: str, count: int, since: str | None) -> None:
    working = after_working_days(day(start), count, calendar=OFFICIAL)
    assert working.provisional is (since is not None)
    assert working.provisional_from == (day(since) if since else None)


def test_a_count_of_calendar_days_needs_no_notice_until_it_is_rolled() -> None:
    assert not after_days(day("12-20"), 60, calendar=OFFICIAL).provisional
    assert after_days(day("12-20"), 60, calendar=OFFICIAL, roll=Roll.NEXT).provisional


def test_an_open_pause_leaves_no_date() -> None:
    stopped = after_working_days(day("11-16"), 5, calendar=OFFICIAL, pauses=[Pause(day("11-18"))])
    assert isinstance(stopped, Stopped)
    assert (stopped.since, stopped.left) == (day("11-18"), 4)


def test_an_open_pause_after_the_date_changes_nothing() -> None:
    working = after_working_days(day("11-16"), 5, calendar=OFFICIAL, pauses=[Pause(day("11-24"))])
    assert isinstance(working, Working)
    assert working.day == day("11-23")


@pytest.mark.parametrize(
    ("pauses", "counting", "end", "why"),
    [
        ([("11-17", "11-19")], Counting.WORKING_DAYS, "11-24", "停两个工作日"),
        ([("11-17", "11-17")], Counting.WORKING_DAYS, "11-20", "当天停当天开不算停"),
        ([("11-14", "11-16")], Counting.WORKING_DAYS, "11-20", "只停了周末"),
        ([("11-14", "11-16")], Counting.DAYS, "11-22", "按日数，周末也还"),
        ([("11-17", "11-19"), ("11-18", "11-20")], Counting.WORKING_DAYS, "11-25", "重叠只算一次"),
        ([("11-02", "11-12")], Counting.WORKING_DAYS, "11-20", "开始之前的停表不算"),
        ([("11-19", "11-24")], Counting.WORKING_DAYS, "11-25", "顺延的日子里还停着，再顺延"),
        ([("11-23", "11-25")], Counting.WORKING_DAYS, "11-20", "到期之后才停"),
    ],
)
def test_a_moved_date(pauses: list[tuple[str, str]], counting: Counting, end: str, why: str) -> None:
    stops = [Pause(day(start), day(stop)) for start, stop in pauses]
    working = moved(day("11-20"), stops, since=day("11-11"), calendar=OFFICIAL, counting=counting)
    assert isinstance(working, Working)
    assert working.day == day(end), why


def test_a_date_under_an_open_pause_is_not_known() -> None:
    stopped = moved(day("11-20"), [Pause(day("11-18"))], since=day("11-11"), calendar=OFFICIAL)
    assert isinstance(stopped, Stopped)


@pytest.mark.parametrize("start", ["11-21", "11-22"])
def test_an_open_pause_over_a_closed_due_day_leaves_no_date(start: str) -> None:
    stopped = moved(day("11-22"), [Pause(day(start))], since=day("11-11"), calendar=OFFICIAL)
    assert isinstance(stopped, Stopped)


def test_of_two_open_pauses_the_earlier_stops_the_clock() -> None:
    pauses = [Pause(day("11-20")), Pause(day("11-18"))]
    stopped = after_working_days(day("11-16"), 5, calendar=OFFICIAL, pauses=pauses)
    assert isinstance(stopped, Stopped)
    assert (stopped.since, stopped.left) == (day("11-18"), 4)


def test_a_pause_cannot_end_before_it_starts() -> None:
    with pytest.raises(ClockError):
        Pause(day("11-20"), day("11-19"))


@pytest.mark.parametrize(
    "ask",
    [
        lambda: after_working_days(day("11-20"), -1, calendar=PLAIN),
        lambda: after_working_days(day("11-20"), 10**9, calendar=PLAIN),
        lambda: after_working_days(date.max, 1, calendar=PLAIN),
        lambda: after_months(date.max, 1, calendar=PLAIN),
        lambda: before_months(date.min, 1, calendar=PLAIN),
        lambda: before_days(date.min, 1, calendar=PLAIN),
        lambda: tally_working_days(day("11-20"), day("11-19"), calendar=PLAIN),
    ],
)
def test_what_no_calendar_reaches_is_refused(ask: Callable[[], object]) -> None:
    with pytest.raises(OutOfRangeError):
        ask()


@given(dates, counts, calendars(), ended_pauses())
def test_agrees_with_counting_one_by_one(
    start: date, count: int, calendar: Calendar, pauses: list[Pause]
) -> None:
    working = after_working_days(start, count, calendar=calendar, pauses=pauses)
    assert isinstance(working, Working)
    assert working.day == slow_after(start, count, calendar, pauses)


@given(dates, dates, calendars(), ended_pauses())
def test_between_agrees_with_looking_at_each_day(
    one: date, other: date, calendar: Calendar, pauses: list[Pause]
) -> None:
    start, end = sorted((one, other))
    expected = slow_between(start, end, calendar, pauses)
    assert working_days_between(start, end, calendar=calendar, pauses=pauses) == expected
    assert working_days_between(end, start, calendar=calendar, pauses=pauses) == -expected
    assert tally_working_days(start, end, calendar=calendar, pauses=pauses).days == expected


@given(dates, counts, calendars())
def test_after_and_between_are_inverse(start: date, count: int, calendar: Calendar) -> None:
    end = after_working_days(start, count, calendar=calendar).day
    assert working_days_between(start, end, calendar=calendar) == count


@given(dates, st.integers(1, 60), calendars())
def test_before_is_the_last_day_that_leaves_enough(event: date, count: int, calendar: Calendar) -> None:
    submit = before_working_days(event, count, calendar=calendar).day
    yesterday = event - timedelta(days=1)
    # From the day of submission on, that day included, `count` working days pass before the event's day.
    assert working_days_between(submit - timedelta(days=1), yesterday, calendar=calendar) == count
    assert working_days_between(submit, yesterday, calendar=calendar) == count - 1
    if works(event, calendar):
        assert after_working_days(submit, count, calendar=calendar).day == event


@given(dates, dates, counts, counts, calendars())
def test_later_and_longer_never_give_an_earlier_day(
    one: date, other: date, few: int, many: int, calendar: Calendar
) -> None:
    early, late = sorted((one, other))
    low, high = sorted((few, many))
    assert (
        after_working_days(early, low, calendar=calendar).day
        <= after_working_days(late, low, calendar=calendar).day
        <= after_working_days(late, high, calendar=calendar).day
    )


@given(dates, counts, calendars(), ended_pauses())
def test_a_pause_never_brings_a_date_forward(
    start: date, count: int, calendar: Calendar, pauses: list[Pause]
) -> None:
    without = after_working_days(start, count, calendar=calendar)
    paused = after_working_days(start, count, calendar=calendar, pauses=pauses)
    assert isinstance(paused, Working)
    assert paused.day >= without.day
    if count:
        given_back = moved(without.day, pauses, since=start, calendar=calendar)
        assert isinstance(given_back, Working)
        assert given_back.day == paused.day


@given(dates, counts, ended_pauses())
def test_calendar_days_are_given_back_one_for_one(start: date, count: int, pauses: list[Pause]) -> None:
    due = start + timedelta(days=count)
    working = moved(due, pauses, since=start, calendar=PLAIN, counting=Counting.DAYS)
    assert isinstance(working, Working)
    days = [start + timedelta(days=offset) for offset in range(1, (working.day - start).days + 1)]
    assert sum(not stands(when, pauses) for when in days) == count
    again = after_days(start, count, calendar=PLAIN, pauses=pauses)
    assert isinstance(again, Working)
    assert again.day == working.day


@given(dates, counts, calendars(), ended_pauses())
def test_the_steps_are_every_day_once_and_count_what_was_asked(
    start: date, count: int, calendar: Calendar, pauses: list[Pause]
) -> None:
    working = after_working_days(start, count, calendar=calendar, pauses=pauses)
    assert isinstance(working, Working)
    runs = [step for step in working.steps if isinstance(step, Run)]
    assert sum(run.days for run in runs) == (working.day - start).days
    assert sum(run.days for run in runs if run.counts) == count
    for run, following in pairwise(runs):
        assert run.last + timedelta(days=1) == following.first
        assert (run.treatment, run.name) != (following.treatment, following.name)


@given(dates, st.integers(0, 240))
def test_months_there_and_back_differ_by_a_month_end_at_most(start: date, count: int) -> None:
    there = after_months(start, count, calendar=PLAIN).day
    assert (there.year * 12 + there.month) - (start.year * 12 + start.month) == count
    back = before_months(there, count, calendar=PLAIN).day
    assert (back.year, back.month) == (start.year, start.month)
    assert back.day == min(start.day, there.day)
