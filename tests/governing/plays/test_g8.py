"""G8: hospitals are paid by points: a case weighs as its diagnosis group's mean cost does against that of all cases.

Played: counts and mean costs by group (no case, no patient) -> points -> the year's fund split by points to the cent ->
a book that never pays more than there is.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from duban.governing.quotas import Allot, Draw, Entry, NotEnough, Stock, balance, refuse, split
from governing.plays.cast import d, day

# Adopted by the office:
# The fund, and that a mean case weighs 100 points, printed with two digits.
ADOPTED_FUND: Final = d("100000000.00")
ADOPTED_SCALE: Final = 100
ADOPTED_DIGITS: Final = d("0.01")

# By group: mean cost in yuan, and cases by hospital. The figures are invented: the text has none.
GROUPS: Final = {
    "RA29": (d("6000"), {"区医院": 500, "中医院": 300}),
    "FM19": (d("42000"), {"区医院": 100}),
    "ES13": (d("9000"), {"区医院": 200, "中医院": 400, "民营医院": 50}),
}


def points() -> dict[str, Decimal]:
    """Points by hospital: cases times the group's mean cost over the mean cost of all cases."""
    cases = sum(sum(counts.values()) for _, counts in GROUPS.values())
    cost = sum(mean * sum(counts.values()) for mean, counts in GROUPS.values())
    found: dict[str, Decimal] = {}
    for mean, counts in GROUPS.values():
        weight = Fraction(mean) * cases / Fraction(cost) * ADOPTED_SCALE
        printed = (d(str(weight.numerator)) / weight.denominator).quantize(ADOPTED_DIGITS, ROUND_HALF_UP)
        for hospital, count in counts.items():
            found[hospital] = found.get(hospital, d("0")) + printed * count
    return found


def test_a_dear_group_weighs_more_and_the_mean_case_weighs_a_hundred() -> None:
    total = sum(points().values(), d("0"))
    assert abs(total / 1550 - ADOPTED_SCALE) < d("0.01")
    assert points()["区医院"] > points()["中医院"] > points()["民营医院"]


def test_the_fund_is_split_by_points_to_the_last_cent_and_no_more_is_paid() -> None:
    parts = split(ADOPTED_FUND, points())
    assert sum(parts.values()) == ADOPTED_FUND
    book: tuple[Entry, ...] = (
        Stock(day=day("2023-01-01"), amount=ADOPTED_FUND, source="医保基金预算"),
        *(Allot(day=day("2023-12-31"), holder=key, amount=part) for key, part in parts.items()),
    )
    now = balance(book)
    assert now.free == 0
    drawn = Draw(day=day("2024-01-31"), holder="区医院", amount=parts["区医院"], record="拨付单1")
    assert refuse(drawn, now) is None
    assert refuse(drawn, balance((*book, drawn))) == NotEnough("区医院", parts["区医院"], d("0.00"))
