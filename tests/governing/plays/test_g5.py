"""G5: signs of falling back into poverty: five teams look, three levels judge, one channel helps, two checks assure it.

Played: a household as an opaque reference that expires -> rule that asks what is not known -> three levels as gates ->
one channel of help -> verified only by two checks of different units.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from duban.governing.checks import (
    Claim,
    Demand,
    Disagreement,
    Distance,
    Finding,
    Method,
    NotSeen,
    SameChecker,
    TooFew,
    TooNear,
    Verdict,
    stand,
)
from duban.governing.gates import Gate, GateBefore, Opinion, Outcome, Thing, next_gates, path, verdict
from duban.governing.registers import (
    Entered,
    Entry,
    ExportError,
    RegisterKind,
    append,
    refuse,
    standing,
    write_row,
)
from duban.governing.rules import Comparator, Compare, Holds, Several, Truth, ask, missing
from governing.plays.cast import PLAIN, d, day, flag, name, number

TODAY = day("2023-05-15")
# Adopted by the office:
# The text counts teams, levels, channels and checks; their names, the thresholds and how long an entry is kept are not
# in it.
ADOPTED: Final = Several(1, (Compare("income", Comparator.LESS_THAN, d("8500")), Holds("illness")))
ADOPTED_TEAMS: Final = ("村居干部", "网格员", "驻村工作队", "行业部门", "志愿者")
ADOPTED_LEVELS: Final = ("村居", "镇街", "区")
ADOPTED_CHECK: Final = Demand(checks=2, distance=Distance.OTHER_UNIT, different_units=True)

VOCABULARY = {"income": number("income", "年人均纯收入", "元"), "illness": flag("illness", "重病支出")}
HOUSEHOLDS = RegisterKind(key="5312", name=name("监测对象"), entry=name("编号"), of_persons=True)
LEVELS = path(
    tuple(
        Gate(
            id=level,
            name=name(level),
            after=ADOPTED_LEVELS[max(place - 1, 0) : place],
            dimensions=(("risk", name("返贫风险")),),
        )
        for place, level in enumerate(ADOPTED_LEVELS)
    ),
    VOCABULARY,
)


def finding(checker: str, unit: str, on: str, distance: Distance = Distance.OTHER_UNIT) -> Finding:
    return Finding(
        claim="帮扶1",
        checker=checker,
        unit=unit,
        distance=distance,
        method=Method.ON_SITE,
        day=day(on),
        verdict=Verdict.CONFIRMED,
    )


def test_everybody_who_is_eligible_is_found_and_what_is_not_known_is_asked() -> None:
    assert len(ADOPTED_TEAMS) == 5
    assert ask(ADOPTED, {"income": d("8499"), "illness": False}, TODAY).truth is Truth.MET
    assert ask(ADOPTED, {"income": d("8500"), "illness": False}, TODAY).truth is Truth.FAILED
    unknown = ask(ADOPTED, {"income": d("9000")}, TODAY)
    assert (unknown.truth, missing(unknown)) == (Truth.UNKNOWN, ("illness",))


def test_a_household_is_a_reference_that_expires_and_is_never_written_out() -> None:
    lasting = Entered(day=TODAY, told=TODAY, by="镇乡村振兴办")
    assert refuse(HOUSEHOLDS, Entry("h-7f3a9c"), lasting) is not None
    ending = replace(lasting, expires=day("2024-05-15"))
    assert refuse(HOUSEHOLDS, Entry("张某某"), ending) is not None
    now = standing(append(HOUSEHOLDS, Entry("h-7f3a9c"), ending), TODAY)
    assert now is not None
    with pytest.raises(ExportError):
        write_row(HOUSEHOLDS, now, "zh")


def test_three_levels_judge_one_after_the_other() -> None:
    thing = Thing(id="h-7f3a9c", unit="甲村网格", facts={}, events={}, submitted={}, passed={})
    for level in ADOPTED_LEVELS:
        assert [gate.id for gate in next_gates(LEVELS, thing, TODAY)] == [level]
        judged = Opinion(gate=level, dimension="risk", outcome=Outcome.CLEAR, unit=level, day=TODAY)
        thing = replace(thing, opinions=(*thing.opinions, judged))
        assert verdict(LEVELS, thing, level, TODAY, PLAIN).open
        thing = replace(thing, passed={**thing.passed, level: TODAY})
    skipped = replace(thing, passed={})
    assert verdict(LEVELS, skipped, "区", TODAY, PLAIN).reasons == (GateBefore("镇街"),)


CHECKS: tuple[tuple[str, list[Finding], bool, set[type]], ...] = (
    ("one check", [finding("甲", "镇街", "2023-06-01")], False, {TooFew}),
    ("two checks", [finding("甲", "镇街", "2023-06-01"), finding("乙", "区局", "2023-06-02")], True, set()),
    (
        "two people of one unit are one check",
        [finding("甲", "镇街", "2023-06-01"), finding("丙", "镇街", "2023-06-02")],
        False,
        {TooFew, SameChecker},
    ),
    (
        "the village's own look does not count",
        [finding("丁", "甲村", "2023-06-01", Distance.SELF), finding("乙", "区局", "2023-06-02")],
        False,
        {TooFew, TooNear},
    ),
    (
        "nobody at home is neither for nor against",
        [
            finding("甲", "镇街", "2023-06-01"),
            replace(finding("乙", "区局", "2023-06-02"), verdict=Verdict.NOT_SEEN),
        ],
        False,
        {TooFew, NotSeen},
    ),
    (
        "two that disagree are for a person",
        [
            finding("甲", "镇街", "2023-06-01"),
            replace(finding("乙", "区局", "2023-06-02"), verdict=Verdict.REFUTED),
        ],
        False,
        {Disagreement},
    ),
)


@pytest.mark.parametrize(("what", "findings", "verified", "why"), CHECKS, ids=[row[0] for row in CHECKS])
def test_help_is_verified_by_two_checks(
    what: str, findings: list[Finding], why: set[type], *, verified: bool
) -> None:
    claim = Claim(id="帮扶1", unit="甲村", day=day("2023-05-30"))
    found = stand(claim, findings, ADOPTED_CHECK)
    assert (found.verified, {type(reason) for reason in found.reasons}) == (verified, why), what
