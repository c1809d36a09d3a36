"""B4 with M4: before the meeting, three working days for the legality review; without a stability permit no decision.

Played: a matter is assessed (189 of them, one refused) -> what is permitted is a fact of the gate before the meeting ->
review by another unit, handed in in time on the real calendar -> agenda.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from duban.governing.gates import (
    Ahead,
    ConditionFailed,
    ConditionUnknown,
    Gate,
    GateBefore,
    NotPassed,
    NotReviewed,
    Opinion,
    Outcome,
    Thing,
    TooLate,
    path,
    verdict,
)
from duban.governing.names import Name
from duban.governing.rules import Holds, Not, Several
from governing.plays.cast import OFFICIAL, PLAIN, day, flag, percent

if TYPE_CHECKING:
    from datetime import date

# Adopted by the office:
# Who assesses and who reviews, and that a matter which nobody classed is not let through as a plain document.
ADOPTED: Final = {"assesses": "区委政法委", "reviews": "法规室"}

VOCABULARY = {
    "decision": flag("decision", "属于重大事项决策"),
    "permitted": flag("permitted", "稳评准予实施"),
}
STABILITY = path(
    (
        Gate(
            id="assess",
            name=Name("社会稳定风险评估", "stability"),
            dimensions=(("risk", Name("风险", "risk")),),
        ),
    ),
    VOCABULARY,
)
ROAD = path(
    (
        Gate(
            id="review",
            name=Name("前置审核", "legality review"),
            condition=Several(1, (Not(Holds("decision")), Holds("permitted"))),
            dimensions=(("legality", Name("合法合规性", "legality")),),
            time=Ahead("meeting", 3),
        ),
        Gate(id="agenda", name=Name("上会", "agenda"), after=("review",)),
    ),
    VOCABULARY,
)


def opinion(gate: str, dimension: str, outcome: Outcome, on: date) -> Opinion:
    unit = ADOPTED["assesses" if gate == "assess" else "reviews"]
    return Opinion(gate=gate, dimension=dimension, outcome=outcome, unit=unit, day=on)


def document(key: str, meeting: date, submitted: date, **facts: bool) -> Thing:
    cleared = opinion("review", "legality", Outcome.CLEAR, submitted)
    return Thing(
        id=key,
        unit="区发改局",
        facts=facts,
        events={"meeting": meeting},
        submitted={"review": submitted},
        passed={},
        opinions=(cleared,),
    )


@pytest.mark.parametrize(
    ("what", "meeting", "submitted", "in_time"),
    [
        ("Tuesday for a meeting on Friday", "2026-11-20", "2026-11-17", True),
        ("Wednesday is late", "2026-11-20", "2026-11-18", False),
        ("after the holiday week Saturday the 10th is worked", "2026-10-12", "2026-10-08", True),
        ("so Friday the 9th is late", "2026-10-12", "2026-10-09", False),
    ],
)
def test_three_working_days_before_the_meeting(
    what: str, meeting: str, submitted: str, *, in_time: bool
) -> None:
    thing = document("文1", day(meeting), day(submitted), decision=False)
    found = verdict(ROAD, thing, "review", day(meeting), OFFICIAL)
    assert [type(reason) for reason in found.reasons] == ([] if in_time else [TooLate]), what
    assert found.refused is not in_time


def test_of_189_matters_assessed_188_are_permitted_and_only_these_go_on() -> None:
    meeting, handed_in = day("2021-06-25"), day("2021-06-15")
    admitted = 0
    for place in range(189):
        outcome = Outcome.REFUSE if place == 100 else Outcome.CLEAR
        matter = document(f"事项{place}", meeting, handed_in, decision=True)
        assessed = replace(matter, opinions=(opinion("assess", "risk", outcome, handed_in),))
        permit = verdict(STABILITY, assessed, "assess", handed_in, PLAIN)
        going_on = replace(matter, facts={"decision": True, "permitted": permit.open})
        found = verdict(ROAD, going_on, "review", meeting, PLAIN)
        admitted += found.open
        if place == 100:
            assert isinstance(permit.reasons[0], NotPassed)
            assert isinstance(found.reasons[0], ConditionFailed)
            assert found.refused
    assert admitted == 188
    assert percent(admitted, 189) == "99.5"


def test_what_is_not_assessed_yet_is_open_and_not_refused() -> None:
    thing = document("事项", day("2026-11-20"), day("2026-11-16"), decision=True)
    found = verdict(ROAD, thing, "review", day("2026-11-18"), PLAIN)
    assert found.reasons == (ConditionUnknown(("permitted",)),)
    assert not found.refused


def test_nothing_comes_on_the_agenda_without_the_review() -> None:
    thing = replace(document("文2", day("2026-11-20"), day("2026-11-16"), decision=False), opinions=())
    assert verdict(ROAD, thing, "review", day("2026-11-18"), PLAIN).reasons == (NotReviewed("legality"),)
    assert verdict(ROAD, thing, "agenda", day("2026-11-18"), PLAIN).reasons == (GateBefore("review"),)
    passed = replace(thing, passed={"review": day("2026-11-18")})
    assert verdict(ROAD, passed, "agenda", day("2026-11-18"), PLAIN).open
