"""J8: 41 research bodies: review in the six months before the certificate ends, renewal in three, at once if idle.

Played: register with expiry -> who is due and who stood idle two years -> review by four organs as a gate -> renewal
only after it and only in time -> renewed or out of the register.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from duban.governing.clock import Place
from duban.governing.gates import (
    ConditionFailed,
    ConditionUnknown,
    Gate,
    GateBefore,
    MonthsBefore,
    NotPassed,
    Opinion,
    Outcome,
    Thing,
    TooEarly,
    TooLate,
    path,
    verdict,
)
from duban.governing.registers import (
    Entered,
    Entry,
    Left,
    Months,
    RegisterKind,
    Renewed,
    append,
    as_of,
    due_from_expiry,
    idle,
)
from duban.governing.rules import Comparator, Compare
from governing.plays.cast import PLAIN, d, day, name, number

# Adopted by the office:
# Who reviews, and how long a renewed certificate lasts; the criteria of the review are the reviewers' own.
ADOPTED: Final = ("举办单位", "登记机关", "税务局", "审计局")
ADOPTED_YEARS: Final = "2027-06-30"

KIND = RegisterKind(key="J8", name=name("新型研发机构"), entry=name("机构名称"))
VOCABULARY = {"idle": number("idle", "连续未实际运行年数", "年")}
DYNAMIC = path(
    (
        Gate(
            id="dynamic",
            name=name("实时动态评审"),
            condition=Compare("idle", Comparator.AT_LEAST, d("2")),
            dimensions=tuple((key, name(key)) for key in ADOPTED),
        ),
    ),
    VOCABULARY,
)
TODAY = day("2022-02-01")
EXPIRES = day("2022-06-30")
ROAD = path(
    (
        Gate(
            id="review",
            name=name("退出评审"),
            dimensions=tuple((key, name(key)) for key in ADOPTED),
            time=MonthsBefore("expiry", 6),
        ),
        Gate(id="renewal", name=name("延续登记"), after=("review",), time=MonthsBefore("expiry", 3)),
    ),
    {},
)


def body(key: str, expires: str, entered: str = "2017-07-01") -> Entry:
    first = Entered(day=day(entered), told=day(entered), by="编办", expires=day(expires))
    return append(KIND, Entry(key), first)


BODIES = [
    body("机构01", "2022-06-30"),  # the window opened on 30 December
    body("机构02", "2022-08-01"),  # opens today
    body("机构03", "2022-08-02"),  # opens tomorrow
    *(body(f"机构{place:02}", "2026-06-30") for place in range(4, 42)),
]


def test_review_is_due_in_the_six_months_before_the_end_and_renewal_in_the_last_three() -> None:
    assert as_of(KIND, BODIES, TODAY).total == 41
    due = due_from_expiry(BODIES, Months(6, PLAIN, {}), TODAY)
    assert [(one.key, one.place) for one in due] == [("机构01", Place.INSIDE), ("机构02", Place.INSIDE)]
    assert not due_from_expiry(BODIES, Months(3, PLAIN, {}), TODAY)
    assert [one.key for one in due_from_expiry(BODIES, Months(3, PLAIN, {}), day("2022-03-30"))] == ["机构01"]


def test_two_idle_years_call_for_a_review_at_once_whatever_the_certificate_says() -> None:
    ran = {one.key: {2020: True, 2021: True} for one in BODIES}
    ran |= {
        "机构10": {2020: False, 2021: False},
        "机构11": {2020: False},
        "机构12": {2020: True, 2021: False},
    }
    found = {one.key: one.unknown for one in idle(BODIES, ran, 2, TODAY)}
    assert found == {"机构10": (), "机构11": (2021,)}  # of the second one somebody has to ask


def test_the_review_of_an_idle_body_does_not_wait_for_the_certificate() -> None:
    for years, reasons in ((2, []), (1, [ConditionFailed]), (None, [ConditionUnknown])):
        facts = {} if years is None else {"idle": d(str(years))}
        body_now = replace(thing(), facts=facts, events={"expiry": day("2026-06-30")})
        cleared = tuple(replace(one, gate="dynamic") for one in body_now.opinions)
        found = verdict(DYNAMIC, replace(body_now, opinions=cleared), "dynamic", TODAY, PLAIN)
        assert [type(reason) for reason in found.reasons] == reasons


def thing(**handed_in: str) -> Thing:
    opinions = tuple(
        Opinion(gate="review", dimension=key, outcome=Outcome.CLEAR, unit=key, day=TODAY) for key in ADOPTED
    )
    return Thing(
        id="机构01",
        unit="机构01",
        facts={},
        events={"expiry": EXPIRES},
        submitted={gate: day(on) for gate, on in handed_in.items()},
        passed={},
        opinions=opinions,
    )


def test_the_review_stands_before_the_renewal_and_both_have_their_time() -> None:
    assert verdict(ROAD, thing(review="2022-02-01"), "review", TODAY, PLAIN).open
    early = verdict(ROAD, thing(review="2021-12-29"), "review", TODAY, PLAIN)
    assert [type(reason) for reason in early.reasons] == [TooEarly]
    asked = thing(review="2022-02-01", renewal="2022-04-01")
    assert verdict(ROAD, asked, "renewal", day("2022-04-01"), PLAIN).reasons == (GateBefore("review"),)
    reviewed = replace(asked, passed={"review": day("2022-02-20")})
    assert verdict(ROAD, reviewed, "renewal", day("2022-04-01"), PLAIN).open
    late = replace(reviewed, submitted={"renewal": day("2022-07-01")})
    assert [type(one) for one in verdict(ROAD, late, "renewal", day("2022-07-01"), PLAIN).reasons] == [
        TooLate
    ]


def test_one_organ_against_it_is_enough_and_the_register_keeps_what_became_of_it() -> None:
    made = thing(review="2022-02-01")
    against = replace(made.opinions[3], outcome=Outcome.REFUSE)
    found = verdict(ROAD, replace(made, opinions=(*made.opinions[:3], against)), "review", TODAY, PLAIN)
    assert found.reasons == (NotPassed("审计局", Outcome.REFUSE, "审计局"),)
    assert found.refused

    on = day("2022-06-01")
    renewed = append(KIND, BODIES[0], Renewed(day=on, told=on, by="编办", expires=day(ADOPTED_YEARS)))
    gone = append(KIND, BODIES[1], Left(day=on, told=on, by="编办", reason="评审应予退出"))
    assert as_of(KIND, [renewed, gone, *BODIES[2:]], on).total == 40
    assert as_of(KIND, [renewed, gone, *BODIES[2:]], day("2022-05-31")).total == 41
    assert not due_from_expiry([renewed], Months(6, PLAIN, {}), day("2022-06-30"))
