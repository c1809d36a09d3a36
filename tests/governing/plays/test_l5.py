"""L5: small reservoirs are kept by contractors who are paid by score; two failures in a row end the contract.

Played: checks by the street -> score -> grade -> deduction from the fee of that same period -> two failures: contract
ended, new tender; the upkeep subsidy is shared 1 to 1, and the results count towards a district's assessment.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from duban.governing.clock import Cadence, next_period, parse_period
from duban.governing.ladders import (
    Call,
    Climb,
    Graded,
    Issued,
    Mark,
    Reset,
    Run,
    Rung,
    calls,
    explain,
    issue,
    ladder,
)
from duban.governing.measures import Ratio
from duban.governing.names import Name
from duban.governing.quotas import Deduction, pay, portion, split
from duban.governing.registers import (
    Changed,
    Entered,
    Entry,
    Field,
    FieldKind,
    RegisterKind,
    append,
    as_of,
    standing,
)
from duban.governing.scores import (
    Band,
    Cutoffs,
    FromScheme,
    Grade,
    Points,
    Result,
    Sheet,
    SubjectKind,
    UnitClass,
    Whose,
    feed,
    grade,
    score,
)
from duban.governing.scores import (
    Entered as ByHand,
)
from governing.plays.cast import PLAIN, d, day, name, organ, percent
from governing.scores.small import entry, leaf, scheme, sheet

# Adopted by the office:
# Cut-offs, what a grade below 优良 costs, the fee of a period, how often is assessed, and who ends a contract.
ADOPTED_BANDS: Final = Cutoffs(
    (
        Band(key="优良", name=Name("优良", "good"), low=d("85"), high=None),
        Band(key="合格", name=Name("合格", "pass"), low=d("60"), high=d("85")),
        Band(key="不合格", name=Name("不合格", "fail"), low=None, high=d("60")),
    )
)
ADOPTED_COST: Final = {"合格": d("0.05"), "不合格": d("0.20")}  # of the fee
ADOPTED_FEE: Final = d("30000.00")
ADOPTED_CADENCE: Final = Cadence.QUARTERLY
ENDS = ladder(
    (
        Rung(
            id="end",
            name=Name("终止合同", "contract ended"),
            trigger=Graded(frozenset({"不合格"}), Run(2)),
            issuer="水务局",
            reset=Reset.ISSUE,
            reply_days=5,
        ),
    ),
    Climb.HIGHEST,
)
RULES = replace(
    scheme(leaf("care", "100", ByHand(d("0.5")))),
    key="L5",
    classes=(UnitClass("reservoir", Name("小型水库", "small reservoirs")),),
    cadence=ADOPTED_CADENCE,
)
FIRST = parse_period("2022-Q1")


def assessed(reservoir: str, points: str, quarter: int = 0) -> Result:
    period = FIRST
    for _ in range(quarter):
        period = next_period(period)
    subject = organ(reservoir, "reservoir", SubjectKind.ASSET)
    return score(RULES, Sheet(subject=subject, period=period, entries=(entry("care", Points(d(points))),)))


def graded(result: Result) -> str:
    found = grade(result, ADOPTED_BANDS)
    assert isinstance(found, Grade)
    return found.key


def deductions(result: Result) -> list[Deduction]:
    """What the grade of a period takes from the fee of that period; the score is its cause."""
    share = ADOPTED_COST.get(graded(result))
    if share is None:
        return []
    return [Deduction(period=result.period, amount=portion(ADOPTED_FEE, share), cause=result.fingerprint)]


@pytest.mark.parametrize(
    ("points", "paid"), [("85", "30000.00"), ("84.5", "28500.00"), ("60", "28500.00"), ("59.5", "24000.00")]
)
def test_below_the_good_grade_the_fee_of_that_period_is_cut(points: str, paid: str) -> None:
    result = assessed("青石水库", points)
    payment = pay(ADOPTED_FEE, result.period, deductions(result))
    assert payment.paid == d(paid)
    assert all(one.cause == result.fingerprint for one in payment.deducted)


def test_a_deduction_of_another_period_is_not_taken_from_this_fee() -> None:
    bad, good = assessed("青石水库", "40"), assessed("青石水库", "90", 1)
    payment = pay(ADOPTED_FEE, good.period, [*deductions(bad), *deductions(good)])
    assert (payment.paid, len(payment.strange)) == (ADOPTED_FEE, 1)


def contract(*points: str | None) -> list[Call]:
    """What a contractor's assessments lead to, quarter after quarter; ``None`` was not assessed."""
    history: list[Mark] = []
    issued: list[Issued] = []
    found = []
    for quarter, reached in enumerate(points):
        result = assessed("青石水库", reached or "0", quarter)
        mark = Mark(subject="某物业公司/青石水库/合同1", period=result.period)
        history.append(mark if reached is None else replace(mark, grade=graded(result)))
        for call in calls(ENDS, history, issued, day("2022-01-01")):
            issued.append(Issued(call.rung.id, call.period))
            found.append(call)
    return found


@pytest.mark.parametrize(
    ("what", "points", "ends"),
    [
        ("two in a row", ("90", "50", "55"), ["2022-Q3"]),
        ("not with a pass between", ("50", "70", "50"), []),
        ("one that was not assessed neither counts nor clears", ("50", None, "50"), ["2022-Q3"]),
        ("one is not two", ("50",), []),
    ],
)
def test_two_failures_in_a_row_end_the_contract(
    what: str, points: tuple[str | None, ...], ends: list[str]
) -> None:
    assert [call.period.key for call in contract(*points)] == ends, what


def test_the_end_is_announced_answered_and_the_reservoir_gets_a_new_contractor() -> None:
    [call] = contract("90", "50", "55")
    said = explain(call, ENDS, {"水务局": name("水务局")}, "zh")
    assert "不合格" in said
    assert "连续2次" in said
    notice = issue(call, day("2022-10-10"), PLAIN)
    assert notice.reply_by is not None
    assert notice.reply_by.day == day("2022-10-17")

    kind = RegisterKind(
        key="reservoirs",
        name=name("小型水库"),
        entry=name("水库"),
        fields=(Field(key="keeper", name=name("养护单位"), kind=FieldKind.UNIT),),
    )
    start, change = day("2022-01-01"), day("2022-11-01")
    kept = append(
        kind, Entry("青石水库"), Entered(day=start, told=start, by="水务局", values={"keeper": "某物业公司"})
    )
    tendered = append(
        kind, kept, Changed(day=change, told=change, by="水务局", field="keeper", value="另一公司")
    )
    keepers = [now.values["keeper"] for on in (start, change) if (now := standing(tendered, on)) is not None]
    assert keepers == ["某物业公司", "另一公司"]
    assert as_of(kind, [tendered], change).total == 1


def test_the_subsidy_is_shared_one_to_one_and_carried_out_beyond_a_hundred_per_cent() -> None:
    shares = split(d("18980000.00"), {"市": d("1"), "区（市）": d("1")})
    assert set(shares.values()) == {d("9490000.00")}
    rates = {"莱西": ("150", "100"), "崂山": ("240", "100")}
    printed = [
        Ratio(numerator=d(part), denominator=d(whole), share=False).printed(0)
        for part, whole in rates.values()
    ]
    assert [one.value for one in printed if one is not None] == [d("150"), d("240")]
    assert percent(185, 489) == "37.8"  # fifty years old or more


def test_the_reservoirs_count_towards_the_assessment_of_their_district() -> None:
    rules = scheme(
        leaf("reservoirs", "30", FromScheme(source="L5", floor=d("0"), full=d("100"), whose=Whose.PARTS)),
        leaf("rivers", "70"),
    )
    results = [assessed(f"水库{place}", points) for place, points in enumerate(("90", "80", "70"))]
    fed = feed("reservoirs", results, by="水务局", on=day("2022-04-10"))
    assert score(rules, sheet(fed, period="2022-Q1")).base.parts[0].points == d("24")
