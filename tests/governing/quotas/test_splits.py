"""Splits come out even, fees are cut only by their own period, replacements are counted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.clock import Cadence, next_period, period_of
from duban.governing.quotas import Deduction, SplitError, offset, pay, portion, split

D = Decimal
QUARTER = period_of(Cadence.QUARTERLY, date(2026, 1, 1))

SPLITS = (
    ("one to one", "18980000", {"市": 1, "区": 1}, ["9490000", "9490000"]),
    ("an odd cent goes to the first of equals", "0.03", {"市": 1, "区": 1}, ["0.02", "0.01"]),
    ("an odd cent goes to the one that was cut most", "100.00", {"甲": 1, "乙": 2}, ["33.33", "66.67"]),
    ("three of three", "100.00", {"甲": 1, "乙": 1, "丙": 1}, ["33.34", "33.33", "33.33"]),
    ("who has no share gets nothing", "5.00", {"甲": 0, "乙": 3}, ["0.00", "5.00"]),
    ("nothing to split", "0", {"甲": 1}, ["0"]),
)


@pytest.mark.parametrize(("what", "amount", "shares", "parts"), SPLITS, ids=[row[0] for row in SPLITS])
def test_a_sum_is_split(what: str, amount: str, shares: dict[str, int], parts: list[str]) -> None:
    found = split(D(amount), {key: D(share) for key, share in shares.items()})
    assert list(found.values()) == [D(part) for part in parts], what


@pytest.mark.parametrize(
    ("amount", "shares", "message"),
    [
        ("1", {}, "shares of nobody"),
        ("1", {"甲": 0}, "shares 甲 0"),
        ("1", {"甲": 2, "乙": -1}, "shares 甲 2, 乙 -1"),
        ("-1", {"甲": 1}, "-1 cannot be split in units of 0.01"),
        ("0.001", {"甲": 1}, "0.001 cannot be split in units of 0.01"),
        ("NaN", {"甲": 1}, "NaN cannot be split in units of 0.01"),
    ],
)
def test_what_cannot_be_split_is_refused(amount: str, shares: dict[str, int], message: str) -> None:
    with pytest.raises(SplitError) as refusal:
        split(D(amount), {key: D(share) for key, share in shares.items()})
    assert str(refusal.value) == message


def test_a_fund_is_paid_by_points() -> None:
    """按点数付费: the value of a point is the fund over all points, and the fund is spent to the cent."""
    points = {"区人民医院": D("12840.5"), "中医医院": D("7312.25"), "青岭卫生院": D("398.75")}
    paid = split(D("30000000.00"), points)
    assert sum(paid.values()) == D(30_000_000)
    assert paid["区人民医院"] > paid["中医医院"] > paid["青岭卫生院"]


@given(st.integers(0, 10**9), st.lists(st.integers(0, 1000), min_size=1, max_size=12))
def test_parts_sum_and_lie_within_a_unit_of_their_share(cents: int, shares: list[int]) -> None:
    if not any(shares):
        return
    amount = D(cents) / 100
    keyed = {str(number): D(share) for number, share in enumerate(shares)}
    found = split(amount, keyed)
    assert sum(found.values()) == amount
    for key, part in found.items():
        assert abs(part - amount * keyed[key] / sum(shares)) < D("0.01")


def deduction(amount: str, cause: str = "考评:2026-Q1", later: int = 0) -> Deduction:
    period = QUARTER
    for _ in range(later):
        period = next_period(period)
    return Deduction(period=period, amount=D(amount), cause=cause)


def test_a_fee_is_cut_by_the_deductions_of_its_own_period() -> None:
    found = pay(
        D(9000), QUARTER, [deduction("500"), deduction("250", "考评:巡查"), deduction("999", later=1)]
    )
    assert (found.paid, found.beyond) == (D(8250), D(0))
    assert [one.cause for one in found.deducted] == ["考评:2026-Q1", "考评:巡查"]
    assert [one.amount for one in found.strange] == [D(999)]


def test_a_fee_is_never_less_than_nothing_and_what_is_beyond_is_told() -> None:
    found = pay(D(100), QUARTER, [deduction("130")])
    assert (found.paid, found.beyond) == (D(0), D(30))


@pytest.mark.parametrize(
    ("fee", "taken", "message"),
    [
        ("-1", "1", "-1 is no fee"),
        ("NaN", "1", "NaN is no fee"),
        ("1", "0", "0 for 考评:2026-Q1 is no deduction"),
        ("1.005", "1", "1.005 is no fee"),
        ("1", "0.005", "0.005 for 考评:2026-Q1 is no deduction"),
    ],
)
def test_fees_and_deductions_have_amounts(fee: str, taken: str, message: str) -> None:
    with pytest.raises(SplitError) as refusal:
        pay(D(fee), QUARTER, [deduction(taken)])
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("whole", "share", "unit", "part"),
    [
        ("12345.6", "0.15", "0.1", "1851.8"),  # 1851.84
        ("33333.30", "0.05", "0.01", "1666.67"),  # 1666.665, and half goes up
        ("100", "0", "1", "0"),
        ("100", "1", "1", "100"),
    ],
)
def test_a_portion_is_in_whole_units(whole: str, share: str, unit: str, part: str) -> None:
    assert portion(D(whole), D(share), D(unit)) == D(part)


@pytest.mark.parametrize(("whole", "share"), [("100", "15"), ("-1", "0.15"), ("NaN", "0.1"), ("1", "NaN")])
def test_a_portion_is_of_something_and_not_more_than_it(whole: str, share: str) -> None:
    with pytest.raises(SplitError, match="of"):
        portion(D(whole), D(share))


@pytest.mark.parametrize(
    ("new", "given_up", "ratio", "met", "short"),
    [("100", "120", "1.2", True, "0"), ("100", "119", "1.2", False, "1.0"), ("0", "1", "1", True, "0")],
)
def test_new_coal_is_made_up_for(new: str, given_up: str, ratio: str, met: bool, short: str) -> None:
    found = offset(D(new), {"关停机组": D(given_up)}, D(ratio))
    assert (found.met, found.short) == (met, D(short))


def test_a_replacement_of_nothing_is_refused() -> None:
    with pytest.raises(SplitError):
        offset(D(1), {"关停机组": D(0)}, D(1))
