"""Caps with their running totals, and series that pass a bound."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.clock import Cadence, periods_between
from duban.governing.measures import (
    Alarm,
    Amount,
    CapError,
    Gap,
    NothingRead,
    Passed,
    Side,
    WillLast,
    WillPass,
    alarms,
    running,
)
from governing.measures.figures_of import period, time

D = Decimal
YEAR = period("2023")
MONTHS = tuple(periods_between(Cadence.MONTHLY, YEAR.first, YEAR.last))
CAP = D("11220")  # 万立方米: 1.122亿


def months(*values: str) -> list[Amount]:
    return [Amount(month, D(value)) for month, value in zip(MONTHS, values, strict=False)]


def test_water_within_its_cap_lasts() -> None:
    found = running(CAP, YEAR, months(*["900"] * 6), date(2023, 7, 5))
    assert (found.used, found.left, found.read_until) == (D(5400), D(5820), date(2023, 6, 30))
    assert found.percent == Fraction(5400 * 100, 11220)
    assert found.projected == Fraction(5400 * 365, 181)
    assert found.outlook == (WillLast(11220 - Fraction(5400 * 365, 181)),)


def test_at_too_quick_a_pace_the_day_is_told() -> None:
    """1000 a day of 100000: the hundred-and-first day is the first that is beyond."""
    found = running(D(100000), YEAR, [Amount(MONTHS[0], D(31000))], date(2023, 2, 1))
    assert found.outlook == (WillPass(date(2023, 4, 11)),)
    assert (date(2023, 4, 11) - YEAR.first).days + 1 == 101


def test_a_cap_that_is_passed_says_when_and_by_how_much() -> None:
    found = running(D(100), YEAR, months("60", "40", "1", "5"), date(2023, 12, 31))
    assert found.outlook == (Passed(MONTHS[2], D(1)),)
    assert found.left == -6


def test_used_to_the_last_drop_is_not_passed() -> None:
    found = running(D(100), YEAR, months(*["0"] * 11, "100"), date(2023, 12, 31))
    assert found.outlook == (WillLast(Fraction(0)),)


def test_readings_of_later_days_are_not_known_yet() -> None:
    assert running(CAP, YEAR, months("1", "2", "3"), date(2023, 3, 30)).used == 3


def test_where_readings_are_missing_nothing_is_projected() -> None:
    found = running(CAP, YEAR, [Amount(MONTHS[0], D(5)), Amount(MONTHS[3], D(5))], date(2023, 5, 1))
    assert found.projected is None
    assert found.outlook == (Gap(date(2023, 2, 1), date(2023, 3, 31)),)
    nothing = running(CAP, YEAR, [], date(2023, 5, 1))
    assert (nothing.projected, nothing.outlook) == (None, (NothingRead(),))


REFUSED: tuple[tuple[str, str, list[Amount], str], ...] = (
    ("no cap", "0", [], "a cap of 0"),
    ("given back", "9", months("-1"), "-1 used in 2023-01"),
    ("twice", "9", [*months("1"), Amount(time("2023-01-05"), D(1))], "2023-01 and 2023-01-05 overlap"),
    ("another year", "9", [Amount(time("2022-12"), D(1))], "2022-12 does not lie in 2023"),
    ("across its end", "9", [Amount(time("2022-W52"), D(1))], "2022-W52 does not lie in 2023"),
)


@pytest.mark.parametrize(("what", "cap", "amounts", "message"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_counted_is_refused(what: str, cap: str, amounts: list[Amount], message: str) -> None:
    with pytest.raises(CapError) as refusal:
        running(D(cap), YEAR, amounts, date(2023, 12, 31))
    assert str(refusal.value) == message, what


def series(*values: int) -> list[Amount]:
    return [Amount(date(2023, 1, day), D(value)) for day, value in enumerate(values, start=1)]


def test_alarms_are_runs_beyond_a_bound() -> None:
    readings = series(10, 80, 95, 20, 76, 10, 90, 91)
    found = alarms(reversed(readings), Side.ABOVE, D(75), 2)
    assert found == (
        Alarm(tuple(readings[1:3]), readings[2], open=False),
        Alarm(tuple(readings[6:]), readings[7], open=True),
    )


@pytest.mark.parametrize(
    ("side", "days"), [(Side.AT_LEAST, 2), (Side.ABOVE, 1), (Side.BELOW, 1), (Side.AT_MOST, 2)]
)
def test_the_bound_itself_is_an_alarm_or_not(side: Side, days: int) -> None:
    assert sum(len(one.readings) for one in alarms(series(4, 5, 6), side, D(5))) == days


def test_the_worst_of_a_low_run_is_its_lowest() -> None:
    readings = series(4, 2, 3)
    assert alarms(readings, Side.BELOW, D(5))[0].worst == readings[1]


def test_a_run_of_none_is_refused() -> None:
    with pytest.raises(CapError):
        alarms([], Side.ABOVE, D(5), 0)


@given(st.integers(1, 5000), st.lists(st.integers(0, 300), max_size=12))
def test_what_is_used_and_left_is_the_cap(cap: int, used: list[int]) -> None:
    found = running(D(cap), YEAR, months(*map(str, used)), date(2023, 12, 31))
    assert found.used + found.left == cap
    passed = any(isinstance(one, Passed) for one in found.outlook)
    assert passed is (found.left < 0)
    for one in found.outlook:
        if isinstance(one, WillPass) and found.read_until is not None:
            assert found.read_until < one.day <= YEAR.last
