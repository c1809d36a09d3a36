"""Returns owed by period: when, in which state, once, and never changed after closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.clock import (
    Cadence,
    Calendar,
    Closing,
    Counting,
    DaysAfter,
    DueRule,
    Duty,
    DutyError,
    Filing,
    OnDay,
    OnWeekday,
    Pause,
    Record,
    Reporting,
    Roll,
    State,
    Stopped,
    Working,
    close,
    due_of,
    duties,
    parse_period,
    period_of,
    ungenerated,
)
from governing.clock.days import OFFICIAL, calendars, dates, day, ended_pauses, stands

if TYPE_CHECKING:
    from collections.abc import Callable

MONTHLY = Reporting(cadence=Cadence.MONTHLY, due=DaysAfter(5))
WEEKLY = Reporting(cadence=Cadence.WEEKLY, due=OnWeekday(5))
NOTHING = Record()

rules = st.one_of(
    st.builds(DaysAfter, st.integers(0, 10), st.sampled_from(Counting), st.sampled_from(Roll)),
    st.builds(OnWeekday, st.integers(1, 7), st.integers(0, 2), st.sampled_from(Roll)),
    st.builds(OnDay, st.integers(1, 31), st.integers(0, 2), st.sampled_from(Roll)),
)
plans = st.builds(
    Reporting,
    cadence=st.sampled_from([cadence for cadence in Cadence if cadence is not Cadence.DAILY]),
    due=rules,
    grace=st.integers(0, 5),
    opens_early=st.integers(0, 5),
    skip_closed=st.booleans(),
)


def november(record: Record = NOTHING, *, as_of: str = "12-20", plan: Reporting = MONTHLY) -> Duty:
    """The one duty of November 2026, due on 7 December."""
    [duty] = duties(plan, record, calendar=OFFICIAL, since=day("11-10"), until=day("12-30"), as_of=day(as_of))
    return duty


def due_day(duty: Duty) -> date:
    assert isinstance(duty.due, Working)
    return duty.due.day


@pytest.mark.parametrize(
    ("key", "rule", "due", "why"),
    [
        ("2026-11", DaysAfter(5), "12-07", "月后5个工作日"),
        ("2026-09", DaysAfter(5), "10-13", "跳过国庆节，周六上班"),
        ("2026-11", DaysAfter(10, Counting.DAYS), "12-10", "月后10日内"),
        ("2026-09", DaysAfter(3, Counting.DAYS, Roll.NEXT), "10-08", "逢假日顺延"),
        ("2026-11", OnDay(5, months=1), "12-05", "次月5日，周六也不动"),
        ("2026-11", OnDay(5, months=1, roll=Roll.PREVIOUS), "12-04", "次月5日，逢周末提前"),
        ("2026-11", OnDay(25), "11-25", "当月25日"),
        ("2026-Q4", OnDay(31, months=2), "2027-02-28", "没有31日取月末"),
        ("2026-W47", OnWeekday(5), "11-20", "每周五"),
        ("2026-W47", OnWeekday(1, weeks=1), "11-23", "次周一"),
        ("2026-W40", OnWeekday(5, roll=Roll.PREVIOUS), "09-30", "周五放假，提前到节前"),
        ("2026-H1", DaysAfter(0), "06-30", "期末当日"),
    ],
)
def test_when_a_return_is_due(key: str, rule: DueRule, due: str, why: str) -> None:
    working = due_of(parse_period(key), rule, calendar=OFFICIAL)
    assert isinstance(working, Working)
    assert working.day == day(due), why


@pytest.mark.parametrize(
    ("pause", "rule", "due", "why"),
    [
        (("12-02", "12-04"), DaysAfter(5), "12-09", "数日子的期限停几天延几天"),
        (("12-02", "12-04"), OnDay(7, months=1), "12-07", "固定日期不因停表移动"),
        (("12-04", "12-10"), OnDay(7, months=1), "12-10", "固定日期正逢停表，恢复之日到期"),
        (("12-04", None), OnDay(7, months=1), None, "还没有恢复，就没有日期"),
        (("12-04", None), DaysAfter(5), None, "还没有恢复，就没有日期"),
    ],
)
def test_a_pause_and_a_due_day(
    pause: tuple[str, str | None], rule: DueRule, due: str | None, why: str
) -> None:
    start, end = pause
    pauses = (Pause(day(start), day(end) if end else None),)
    found = due_of(parse_period("2026-11"), rule, calendar=OFFICIAL, pauses=pauses)
    assert (found.day if isinstance(found, Working) else None) == (day(due) if due else None), why


@pytest.mark.parametrize(
    ("as_of", "filed", "nil", "state"),
    [
        ("11-30", None, False, State.COMING),
        ("12-01", None, False, State.OPEN),
        ("12-07", None, False, State.OPEN),
        ("12-08", None, False, State.MISSING),
        ("12-08", "12-07", False, State.FILED),
        ("12-08", "12-07", True, State.NIL),
        ("12-09", "12-08", False, State.FILED_LATE),
        ("12-09", "12-08", True, State.FILED_LATE),  # 零报告 handed in late is late
        ("12-07", "12-08", False, State.OPEN),  # not known yet on the day asked about
        ("11-30", "11-28", False, State.FILED),  # early
    ],
)
def test_states(as_of: str, filed: str | None, *, nil: bool, state: State) -> None:
    record = Record(filings=(Filing("2026-11", day(filed), nil=nil),) if filed else ())
    assert november(record, as_of=as_of).state is state


@pytest.mark.parametrize(
    ("as_of", "state"), [("12-08", State.OPEN), ("12-09", State.OPEN), ("12-10", State.MISSING)]
)
def test_days_of_grace_are_working_days(as_of: str, state: State) -> None:
    assert november(as_of=as_of, plan=replace(MONTHLY, grace=2)).state is state


def test_a_return_in_the_days_of_grace_is_not_late() -> None:
    record = Record(filings=(Filing("2026-11", day("12-09")),))
    assert november(record, plan=replace(MONTHLY, grace=2)).state is State.FILED


def test_the_earliest_of_several_returns_counts() -> None:
    record = Record(filings=(Filing("2026-11", day("12-15")), Filing("2026-11", day("12-02"))))
    assert november(record).state is State.FILED


def test_a_duty_may_open_before_its_period_ends() -> None:
    plan = replace(WEEKLY, opens_early=2)
    [duty] = duties(
        plan, NOTHING, calendar=OFFICIAL, since=day("11-16"), until=day("11-22"), as_of=day("11-18")
    )
    assert (duty.opens, duty.state) == (day("11-18"), State.OPEN)


@pytest.mark.parametrize(
    ("skip_closed", "keys"),
    [(True, ["2026-W07", "2026-W09"]), (False, ["2026-W07", "2026-W08", "2026-W09"])],
)
def test_a_week_of_holidays(*, skip_closed: bool, keys: list[str]) -> None:
    # 2026-02-16 to 22 is all holiday.
    found = duties(
        replace(WEEKLY, skip_closed=skip_closed),
        NOTHING,
        calendar=OFFICIAL,
        since=day("02-09"),
        until=day("03-01"),
        as_of=day("03-01"),
    )
    assert [duty.key for duty in found] == keys


@pytest.mark.parametrize(
    ("start", "end", "keys"),
    [
        ("10-01", "11-01", ["2026-09", "2026-11", "2026-12"]),  # all of October is stopped
        ("10-02", "11-01", ["2026-09", "2026-10", "2026-11", "2026-12"]),
        ("10-01", None, ["2026-09"]),
        ("09-30", None, ["2026-09"]),  # one day of September ran to its end
    ],
)
def test_a_suspended_period_owes_nothing(start: str, end: str | None, keys: list[str]) -> None:
    record = Record(pauses=(Pause(day(start), day(end) if end else None),))
    found = duties(
        MONTHLY, record, calendar=OFFICIAL, since=day("09-01"), until=day("12-31"), as_of=day("12-31")
    )
    assert [duty.key for duty in found] == keys


def test_a_duty_whose_day_waits_for_an_open_pause_is_suspended_and_not_missing() -> None:
    record = Record(pauses=(Pause(day("12-03")),))
    duty = november(record, as_of="2027-01-20")
    assert isinstance(duty.due, Stopped)
    assert duty.state is State.SUSPENDED
    filed = replace(record, filings=(Filing("2026-11", day("12-02")),))
    assert november(filed, as_of="2027-01-20").state is State.FILED


def test_closing_refuses_what_may_still_be_met() -> None:
    for as_of in ("11-30", "12-07"):
        with pytest.raises(DutyError):
            close(november(as_of=as_of), day(as_of))
    with pytest.raises(DutyError):
        close(november(Record(pauses=(Pause(day("12-03")),))), day("12-20"))


@pytest.mark.parametrize(
    "edited",
    [
        Record(filings=()),  # the return is taken back
        Record(filings=(Filing("2026-11", day("12-20")),)),  # or dated anew
        Record(filings=(Filing("2026-11", day("12-03"), nil=True),)),
        Record(pauses=(Pause(day("10-01")),)),  # a pause is written in afterwards
    ],
)
def test_what_was_closed_does_not_change(edited: Record) -> None:
    closing = close(november(Record(filings=(Filing("2026-11", day("12-03")),))), day("12-10"))
    again = november(replace(edited, closings=(closing,)), plan=replace(MONTHLY, due=DaysAfter(1)))
    assert again == replace(closing.duty, closed_on=day("12-10"))
    assert (again.state, due_day(again)) == (State.FILED, day("12-07"))
    assert not again.filed_after_close


@pytest.mark.parametrize("dated", ["12-15", "12-02"])
def test_what_comes_in_after_closing_is_late_however_it_is_dated(dated: str) -> None:
    closing = close(november(as_of="12-10"), day("12-10"))
    after = november(Record(filings=(Filing("2026-11", day(dated)),), closings=(closing,)))
    assert after.state is State.FILED_LATE
    assert after.filed_after_close
    assert closing.duty.state is State.MISSING


def test_late_before_closing_is_not_after_it() -> None:
    late = Record(filings=(Filing("2026-11", day("12-08")),))
    closing = close(november(late, as_of="12-10"), day("12-10"))
    again = november(replace(late, closings=(closing,)))
    assert (again.state, again.filed_after_close) == (State.FILED_LATE, False)


def test_of_two_closings_the_first_holds() -> None:
    missing = close(november(as_of="12-10"), day("12-10"))
    filed = Closing(
        day("12-12"), close(november(Record(filings=(Filing("2026-11", day("12-03")),))), day("12-12")).duty
    )
    for closings in ((missing, filed), (filed, missing)):
        assert november(Record(closings=closings)).state is State.MISSING


def test_before_it_was_closed_it_is_not_closed() -> None:
    closing = close(november(as_of="12-10"), day("12-10"))
    assert november(Record(closings=(closing,)), as_of="12-09").closed_on is None


def test_a_closed_period_outside_the_time_asked_about_is_left_out() -> None:
    record = Record(closings=(close(november(as_of="12-10"), day("12-10")),))
    for since, until in (("12-01", "12-30"), ("10-01", "11-29")):
        found = duties(
            WEEKLY, record, calendar=OFFICIAL, since=day(since), until=day(until), as_of=day("12-31")
        )
        assert "2026-11" not in {duty.key for duty in found}


def test_a_closed_period_outlives_another_cadence() -> None:
    closing = close(november(as_of="12-10"), day("12-10"))
    found = duties(
        replace(MONTHLY, cadence=Cadence.QUARTERLY),
        Record(closings=(closing,)),
        calendar=OFFICIAL,
        since=day("10-01"),
        until=day("12-31"),
        as_of=day("12-31"),
    )
    assert [duty.key for duty in found] == ["2026-11", "2026-Q4"]


@pytest.mark.parametrize(
    "rule",
    [
        lambda: OnWeekday(0),
        lambda: OnWeekday(8),
        lambda: OnWeekday(1, weeks=-1),
        lambda: OnDay(0),
        lambda: OnDay(32),
        lambda: OnDay(1, months=-1),
    ],
)
def test_rules_that_name_no_day(rule: Callable[[], DueRule]) -> None:
    with pytest.raises(DutyError):
        rule()


@given(plans, calendars(), ended_pauses(), dates, dates, st.lists(st.integers(1, 45), max_size=12))
def test_a_clock_that_runs_now_and_then_makes_every_duty_once(
    plan: Reporting, calendar: Calendar, pauses: list[Pause], one: date, other: date, gaps: list[int]
) -> None:
    since, until = sorted((one, other))
    record = Record(pauses=tuple(pauses))
    made: list[str] = []
    runs = [since]
    for gap in gaps:
        runs.append(min(runs[-1] + timedelta(days=gap), until))
    for today in (*runs, until, until):
        found = duties(plan, record, calendar=calendar, since=since, until=today, as_of=today)
        made.extend(duty.key for duty in ungenerated(found, set(made)))
    at_once = duties(plan, record, calendar=calendar, since=since, until=until, as_of=until)
    assert made == [duty.key for duty in at_once]
    assert len(made) == len(set(made))


@given(plans, calendars(), ended_pauses(), dates, st.integers(0, 120))
def test_every_period_that_ran_owes_a_return(
    plan: Reporting, calendar: Calendar, pauses: list[Pause], since: date, length: int
) -> None:
    until = since + timedelta(days=length)
    record = Record(pauses=tuple(pauses))
    plan = replace(plan, skip_closed=False)
    found = {
        duty.key for duty in duties(plan, record, calendar=calendar, since=since, until=until, as_of=until)
    }
    for offset in range(length + 1):
        when = since + timedelta(days=offset)
        period = period_of(plan.cadence, when)
        if period.last <= until and not stands(when, pauses):
            assert period.key in found


@given(plans, calendars(), ended_pauses(), dates, st.integers(0, 200))
def test_no_return_is_due_on_a_stopped_day_and_grace_comes_after(
    plan: Reporting, calendar: Calendar, pauses: list[Pause], since: date, length: int
) -> None:
    until = since + timedelta(days=length)
    record = Record(pauses=tuple(pauses))
    for duty in duties(plan, record, calendar=calendar, since=since, until=until, as_of=until):
        assert isinstance(duty.ends, Working)
        assert duty.opens <= max(duty.period.last + timedelta(days=1), due_day(duty))
        assert due_day(duty) <= duty.ends.day
        assert not stands(due_day(duty), pauses)
