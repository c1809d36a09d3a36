"""I1: all 291 inspection matters are drawn at random, firms and inspectors both, several departments on one joint day.

Played: sealed seed -> firms by risk class -> inspectors of each department by lot, barred where they must be -> one
visit for all of them -> findings -> public result, and coverage of the matters.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from duban.governing.bulletins import Shape, freeze
from duban.governing.checks import (
    Checker,
    Claim,
    Demand,
    Distance,
    Draw,
    DrawError,
    Finding,
    Method,
    Subject,
    Verdict,
    Visit,
    draw,
    repeats,
    seal,
    send_jointly,
    shares,
    stand,
)
from governing.plays.cast import cell, d, day, issue, percent, table

# Adopted by the office:
# Shares by risk class, inspectors a department and the seed; that a class is left out would have to be said as 0.
ADOPTED: Final = {"A": d("0.01"), "B": d("0.03"), "C": d("0.1"), "D": d("0.5")}
ADOPTED_EACH: Final = 2
ADOPTED_SEED: Final = "2021年第3次联合检查日"

JOINT_DAY = day("2021-09-15")
DEPARTMENTS = ("市场监管局", "应急局", "生态环境局")
MATTERS = {f"事项{place}": DEPARTMENTS[place % 3] for place in range(291)}
FIRMS = [Subject(f"企业{place:03}", "ABCD"[place % 4]) for place in range(160)]
INSPECTORS = [
    Checker(f"{unit}-{place}", unit, frozenset({"企业003"} if place == 0 else ()))
    for unit in DEPARTMENTS
    for place in range(30)
]


def drawn() -> Draw:
    return draw(FIRMS, shares(FIRMS, ADOPTED), ADOPTED_SEED)


def joint_visits(record: Draw) -> tuple[Visit, ...]:
    return send_jointly(record, INSPECTORS, dict.fromkeys(DEPARTMENTS, ADOPTED_EACH))


def test_each_class_is_drawn_by_its_share_rounded_up() -> None:
    assert shares(FIRMS, ADOPTED) == {"A": 1, "B": 2, "C": 4, "D": 20}
    assert len(drawn().drawn) == 27


def test_a_class_that_nobody_gave_a_share_is_not_left_out_silently() -> None:
    with pytest.raises(DrawError, match="no share is stated for 'D'"):
        shares(FIRMS, {key: share for key, share in ADOPTED.items() if key != "D"})


def test_anybody_can_draw_again_and_a_changed_list_shows() -> None:
    record = drawn()
    assert record.sealed == seal(ADOPTED_SEED)
    assert repeats(record, reversed(FIRMS))
    assert not repeats(record, FIRMS[1:])
    assert not repeats(replace(record, drawn=record.drawn[1:]), FIRMS)


def test_a_joint_visit_has_inspectors_of_every_department_and_none_that_is_barred() -> None:
    for visit in joint_visits(drawn()):
        units = [one.unit for one in visit.checkers]
        assert sorted(units) == sorted(DEPARTMENTS * ADOPTED_EACH)
        assert visit.short == 0
        assert not any(visit.subject.id in one.barred for one in visit.checkers)


def test_every_matter_is_covered_and_the_result_is_public() -> None:
    record = drawn()
    visits = joint_visits(record)
    covered = {
        matter for matter, unit in MATTERS.items() if any(unit == one.unit for one in visits[0].checkers)
    }
    assert percent(len(covered), len(MATTERS)) == "100.0"

    rows = []
    for visit in visits:
        claim = Claim(id=visit.subject.id, unit=visit.subject.id, day=JOINT_DAY)
        findings = [
            Finding(
                claim=claim.id,
                checker=one.id,
                unit=one.unit,
                distance=Distance.OUTSIDE,
                method=Method.ON_SITE,
                day=JOINT_DAY,
                verdict=Verdict.CONFIRMED,
            )
            for one in visit.checkers
        ]
        result = stand(claim, findings, Demand(checks=len(DEPARTMENTS), different_units=True))
        assert result.verified
        rows.append(
            (cell(visit.subject.id, record.sealed), cell("未发现问题", *(one.id for one in visit.checkers)))
        )
    shapes = {"企业": Shape.TEXT, "结果": Shape.TEXT}
    assert freeze(issue("双随机结果公示", JOINT_DAY, table("结果", shapes, rows))).digest
