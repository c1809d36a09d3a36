"""K8: energy is capped and may be traded; new use of coal is made up for elsewhere; coal units under 300 MW are shut.

Played: caps as a book with trades that never create any -> replacement as a fact of the permit -> threshold on units ->
running total against the cap.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import pytest

from duban.governing.clock import parse_period
from duban.governing.measures import Amount, Passed, WillLast, running
from duban.governing.names import Name
from duban.governing.quotas import Allot, Entry, NotEnough, Stock, Transfer, balance, offset, refuse
from duban.governing.rules import (
    All,
    Among,
    Comparator,
    Compare,
    Fact,
    Kind,
    Truth,
    ask,
    explain,
)
from governing.plays.cast import d, day, number

# Adopted by the office:
# Caps in tonnes of coal equivalent, how much has to be replaced for a tonne, and how capacity is counted.
ADOPTED_CAP: Final = d("1000000")
ADOPTED_SHARES: Final = {"钢厂": d("600000"), "化工厂": d("300000")}
# In statutes 以下 includes the figure; this office reads the closing of units as below it.
ADOPTED_UNDER: Final = Comparator.LESS_THAN
ADOPTED_RATIO: Final = d("1.1")

KINDS = {"coal": Name("煤电机组", "coal unit"), "gas": Name("燃气机组", "gas unit")}
VOCABULARY = {
    "kind": Fact(key="kind", name=Name("机组类型", "kind"), kind=Kind.CHOICE, choices=KINDS),
    "capacity": number("capacity", "单机容量", "万千瓦"),
}
SHUT = All(
    (
        Among("kind", frozenset({"coal"})),
        Compare("capacity", ADOPTED_UNDER, d("30"), "单机容量30万千瓦以下"),
    )
)
START = day("2023-01-01")


@pytest.mark.parametrize(
    ("what", "kind", "capacity", "truth"),
    [
        ("below", "coal", "29.9", Truth.MET),
        ("at the figure", "coal", "30", Truth.FAILED),
        ("gas", "gas", "5", Truth.FAILED),
        ("not known", "coal", None, Truth.UNKNOWN),
    ],
)
def test_small_coal_units_are_shut(what: str, kind: str, capacity: str | None, truth: Truth) -> None:
    answer = ask(SHUT, {"kind": kind, "capacity": None if capacity is None else d(capacity)}, START)
    assert answer.truth is truth, what
    assert explain(answer, VOCABULARY, "zh")[2].text.startswith("单机容量30万千瓦以下")


def test_a_trade_moves_what_was_not_used_and_creates_nothing() -> None:
    book: tuple[Entry, ...] = (
        Stock(day=START, amount=ADOPTED_CAP, source="全区能耗总量"),
        *(Allot(day=START, holder=key, amount=share) for key, share in ADOPTED_SHARES.items()),
    )
    before = balance(book)
    trade = Transfer(day=day("2023-06-01"), giver="化工厂", taker="新项目", amount=d("50000"))
    after = balance((*book, trade))
    assert (after.allotted, after.free) == (before.allotted, before.free) == (d("900000"), d("100000"))
    greedy = Transfer(day=day("2023-06-02"), giver="化工厂", taker="新项目", amount=d("250001"))
    assert refuse(greedy, after) == NotEnough("化工厂", d("250001"), d("250000"))


@pytest.mark.parametrize(
    ("what", "replaced", "met", "short"),
    [
        ("enough", {"关停锅炉": "8000", "热电改造": "3000"}, True, "0"),
        ("too little", {"关停锅炉": "10999"}, False, "1"),
    ],
)
def test_new_coal_is_permitted_when_more_is_given_up(
    what: str, replaced: dict[str, str], short: str, *, met: bool
) -> None:
    found = offset(d("10000"), {key: d(value) for key, value in replaced.items()}, ADOPTED_RATIO)
    assert (found.met, found.short) == (met, d(short)), what


def test_the_year_against_the_cap() -> None:
    year = parse_period("2023")
    used = [Amount(parse_period(f"2023-{month:02}"), Decimal(83_000)) for month in range(1, 13)]
    half = running(ADOPTED_CAP, year, used, day("2023-06-30"))
    assert half.used == 498_000
    assert not isinstance(half.outlook[0], WillLast)  # 181 days at that pace are a year of more than the cap
    whole = running(
        ADOPTED_CAP, year, [*used[:-1], Amount(used[-1].time, Decimal(90_000))], day("2023-12-31")
    )
    assert isinstance(whole.outlook[0], Passed)
    assert whole.left == -3_000
