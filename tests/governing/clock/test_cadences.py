"""Periods: their keys, their names, and that they cut the calendar without a gap."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.clock import (
    Cadence,
    PeriodError,
    next_period,
    parse_period,
    period_of,
    periods_between,
    periods_ending,
    previous_period,
)
from governing.clock.days import dates, day

cadences = st.sampled_from(Cadence)


@pytest.mark.parametrize(
    ("cadence", "key", "label", "first", "last"),
    [
        (Cadence.DAILY, "2026-11-22", "2026年11月22日", "11-22", "11-22"),
        (Cadence.WEEKLY, "2026-W47", "2026年第47周", "11-16", "11-22"),
        (Cadence.HALF_MONTHLY, "2026-11b", "2026年11月下半月", "11-16", "11-30"),
        (Cadence.MONTHLY, "2026-11", "2026年11月", "11-01", "11-30"),
        (Cadence.BIMONTHLY, "2026-B6", "2026年11—12月", "11-01", "12-31"),
        (Cadence.QUARTERLY, "2026-Q4", "2026年第四季度", "10-01", "12-31"),
        (Cadence.HALF_YEARLY, "2026-H2", "2026年下半年", "07-01", "12-31"),
        (Cadence.YEARLY, "2026", "2026年", "01-01", "12-31"),
    ],
)
def test_the_period_of_a_day(cadence: Cadence, key: str, label: str, first: str, last: str) -> None:
    period = period_of(cadence, day("11-22"))
    assert (period.key, period.label, period.first, period.last) == (key, label, day(first), day(last))


@pytest.mark.parametrize(
    ("cadence", "when", "key", "label"),
    [
        (
            Cadence.WEEKLY,
            "2027-01-01",
            "2026-W53",
            "2026年第53周",
        ),  # a week belongs to the year of its Thursday
        (Cadence.WEEKLY, "2024-12-30", "2025-W01", "2025年第1周"),
        (Cadence.HALF_MONTHLY, "02-15", "2026-02a", "2026年2月上半月"),
        (Cadence.HALF_MONTHLY, "02-16", "2026-02b", "2026年2月下半月"),
        (Cadence.BIMONTHLY, "02-28", "2026-B1", "2026年1—2月"),
        (Cadence.QUARTERLY, "04-01", "2026-Q2", "2026年第二季度"),
        (Cadence.HALF_YEARLY, "06-30", "2026-H1", "2026年上半年"),
    ],
)
def test_the_edges_of_periods(cadence: Cadence, when: str, key: str, label: str) -> None:
    period = period_of(cadence, day(when))
    assert (period.key, period.label) == (key, label)


@pytest.mark.parametrize(
    "key",
    ["", "26", "2026-W54", "2025-W53", "2026-13", "2026-02-30", "2026-B7", "2026-11c", "２０２６", "0000"],
)
def test_what_is_no_key(key: str) -> None:
    with pytest.raises(PeriodError):
        parse_period(key)


def test_keys_of_different_cadences_never_meet() -> None:
    since, until = date(2023, 1, 1), date(2028, 12, 31)
    keys = [period.key for cadence in Cadence for period in periods_between(cadence, since, until)]
    assert len(keys) == len(set(keys))


@given(cadences, dates)
def test_a_period_holds_its_days_and_is_found_by_its_key(cadence: Cadence, when: date) -> None:
    period = period_of(cadence, when)
    assert period.first <= when <= period.last
    assert period_of(cadence, period.first) == period == period_of(cadence, period.last)
    assert parse_period(period.key) == period


@given(cadences, dates)
def test_periods_follow_without_gap_or_overlap(cadence: Cadence, when: date) -> None:
    period = period_of(cadence, when)
    following = next_period(period)
    assert following.first == period.last + timedelta(days=1)
    assert previous_period(following) == period


@given(cadences, dates, dates)
def test_periods_between_are_those_of_the_days_between(cadence: Cadence, one: date, other: date) -> None:
    since, until = sorted((one, other))
    walked = [period_of(cadence, since + timedelta(days=n)) for n in range((until - since).days + 1)]
    assert list(periods_between(cadence, since, until)) == list(dict.fromkeys(walked))


@given(cadences, st.tuples(dates, dates, dates))
def test_a_cut_of_the_time_cuts_the_ending_periods(cadence: Cadence, cuts: tuple[date, date, date]) -> None:
    since, middle, until = sorted(cuts)
    whole = list(periods_ending(cadence, since, until))
    early = list(periods_ending(cadence, since, middle))
    late = list(periods_ending(cadence, middle + timedelta(days=1), until))
    assert early + late == whole
