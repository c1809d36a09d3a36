"""B5: documents are filed every week one level up; concealed, omitted and late ones are found, each is reviewed.

Played: weekly duties with nil returns -> faults against what is known from elsewhere -> review in five respects ->
register of what is in order -> weekly list.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from duban.governing.bulletins import Shape, freeze
from duban.governing.clock import Cadence, OnWeekday, Record, Reporting, State, Working, duties, parse_period
from duban.governing.clock import Filing as Return
from duban.governing.gates import (
    Document,
    Fault,
    Filing,
    Gate,
    NotPassed,
    Opinion,
    Outcome,
    Thing,
    faults,
    path,
    verdict,
)
from duban.governing.registers import Entered, Entry, RegisterKind, append, as_of
from governing.plays.cast import PLAIN, cell, day, issue, name, percent, table

# Adopted by the office:
# The day of the week on which the return is due; the text says weekly.
ADOPTED: Final = Reporting(cadence=Cadence.WEEKLY, due=OnWeekday(5), opens_early=4)

WEEK = parse_period("2021-W10")  # 8 to 14 March
TODAY = day("2021-03-15")
DIMENSIONS = ("政治性", "合法合规性", "合理性", "规范性", "文风")
REVIEW = path(
    (Gate(id="review", name=name("审查"), dimensions=tuple((key, name(key)) for key in DIMENSIONS)),), {}
)
REGISTER = RegisterKind(key="filed", name=name("备案登记簿"), entry=name("文号"))
KNOWN = [
    Document("甲1", "甲镇", day("2021-03-09")),
    Document("甲2", "甲镇", day("2021-03-10")),
    Document("乙1", "乙镇", day("2021-03-09")),
    Document("丙1", "丙镇", day("2021-03-11")),
    Document("丁1", "丁镇", day("2021-03-11")),
]
FILED = [
    Filing("甲镇", WEEK, day("2021-03-12"), frozenset({"甲1", "甲2"})),
    Filing("乙镇", WEEK, day("2021-03-12")),  # a nil return, and yet there is one
    Filing("丁镇", WEEK, day("2021-03-14"), frozenset({"丁1"})),  # on Sunday
]


def test_the_three_faults_come_from_the_duty_and_from_what_is_known_elsewhere() -> None:
    [duty] = duties(ADOPTED, Record(), calendar=PLAIN, since=WEEK.first, until=WEEK.last, as_of=TODAY)
    assert isinstance(duty.ends, Working)
    found = faults(KNOWN, FILED, {duty.key: duty.ends.day}, ADOPTED.cadence, TODAY)
    assert [(one.document.id, one.fault) for one in found] == [
        ("乙1", Fault.CONCEALED),
        ("丁1", Fault.LATE),
        ("丙1", Fault.OMITTED),
    ]


def test_a_nil_return_fulfils_the_duty_though_it_may_conceal() -> None:
    states = {}
    for unit in ("甲镇", "乙镇", "丙镇", "丁镇"):
        own = tuple(
            Return(one.period.key, one.day, nil=not one.documents) for one in FILED if one.unit == unit
        )
        [duty] = duties(ADOPTED, Record(own), calendar=PLAIN, since=WEEK.first, until=WEEK.last, as_of=TODAY)
        states[unit] = duty.state
    assert list(states.values()) == [State.FILED, State.NIL, State.MISSING, State.FILED_LATE]
    returned = sum(state is not State.MISSING for state in states.values())
    assert percent(returned, len(states), 0) == "75"  # full coverage of the level below is asked


def test_a_document_is_registered_when_it_is_in_order_in_every_respect() -> None:
    opinions = tuple(
        Opinion(gate="review", dimension=key, outcome=Outcome.CLEAR, unit="党委办公室", day=TODAY)
        for key in DIMENSIONS
    )
    thing = Thing(
        id="甲1", unit="甲镇", facts={}, events={}, submitted={"review": day("2021-03-12")}, passed={}
    )
    copied = replace(opinions[-1], outcome=Outcome.REVISE, words="照抄照搬")
    returned = verdict(REVIEW, replace(thing, opinions=(*opinions[:-1], copied)), "review", TODAY, PLAIN)
    assert returned.reasons == (NotPassed("文风", Outcome.REVISE, "党委办公室"),)
    assert not returned.refused

    passed = verdict(REVIEW, replace(thing, opinions=opinions), "review", TODAY, PLAIN)
    assert passed.open
    entry = append(REGISTER, Entry(thing.id), Entered(day=TODAY, told=TODAY, by="党委办公室", batch=WEEK.key))
    snapshot = as_of(REGISTER, [entry], TODAY)
    assert snapshot.batches == {"2021-W10": 1}
    rows = [(cell(one.key), cell(one.entered, one.key)) for one in snapshot.present]
    listed = issue("备案周报", TODAY, table("备案", {"文号": Shape.TEXT, "登记": Shape.DAY}, rows))
    assert freeze(listed) == freeze(listed)
