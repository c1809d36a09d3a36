"""F9: cases of the city platform are handled together, pushed daily or claimed; two yearly rates of 99 % or more.

Played: one owner and others that help -> a daily list of what is open too long, frozen -> offer and claim -> the year's
handling rate and closing rate held against their targets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from duban.governing.bulletins import Shape, freeze
from duban.governing.cases import (
    Accepted,
    Claimed,
    Closed,
    Handled,
    Intake,
    NotOffered,
    Offered,
    OwnVisit,
    Rating,
    Routed,
    TooLate,
    Visited,
    rates,
    refuse,
    scheme,
    stand,
)
from duban.governing.clock import parse_period, working_days_between
from duban.governing.measures import (
    Accrual,
    AtLeast,
    Basis,
    Better,
    Counts,
    Indicator,
    Kind,
    Met,
    NotMet,
    Observation,
    Ratio,
    Scale,
    Status,
    Target,
    judge,
)
from governing.plays.cast import PLAIN, cell, d, day, issue, name, table

if TYPE_CHECKING:
    from datetime import date

    from duban.governing.cases import Rate, Standing, Step

# Adopted by the office:
# When a case is pushed, who may claim a difficult one and until when, and what the two rates count.
ADOPTED: Final = scheme(("区",), disputes=1, visit=False)
ADOPTED_OPEN_DAYS: Final = 3
ADOPTED_CLAIM: Final = (("执法局", "城管中心", "石桥街道"), "2023-05-19")

YEAR = parse_period("2023")
SHARE = Scale(kind=Kind.SHARE, accrual=Accrual.OF_PERIOD, whole="全年案件")


def case(key: str, on: str, *steps: Step) -> Standing:
    return stand(Intake(id=key, received=day(on), channel="巡查", category="市容"), steps, ADOPTED)


def pushed(cases: list[Standing], today: date) -> list[str]:
    """What is not handled and open longer than adopted, the oldest first."""
    waiting = [one for one in cases if one.handled is None]
    return [
        one.intake.id
        for one in sorted(waiting, key=lambda one: one.intake.received)
        if working_days_between(one.intake.received, today, calendar=PLAIN) > ADOPTED_OPEN_DAYS
    ]


def test_several_owners_on_one_case_are_one_lead_and_those_that_help() -> None:
    shared = Routed(day=day("2023-05-08"), lead="石桥街道", helping=("执法局", "园林中心"), level="区")
    taken = Accepted(day=day("2023-05-08"), unit="石桥街道")
    done = Handled(day=day("2023-05-09"), unit="石桥街道", result="已清理")
    now = case("案1", "2023-05-08", shared, taken, done)
    assert now.helping == ("执法局", "园林中心")
    visit = Visited(day=day("2023-05-10"), by="执法局", rating=Rating.SATISFIED)
    assert refuse(now, visit, ADOPTED) == OwnVisit("执法局")


def test_what_stays_open_is_pushed_every_day() -> None:
    routed = Routed(day=day("2023-05-08"), lead="石桥街道", level="区")
    cases = [case("案2", "2023-05-09"), case("案1", "2023-05-08", routed), case("案3", "2023-05-12")]
    lists = {on: pushed(cases, day(on)) for on in ("2023-05-11", "2023-05-12", "2023-05-15")}
    assert list(lists.values()) == [[], ["案1"], ["案1", "案2"]]
    rows = [(cell(key, key),) for key in lists["2023-05-15"]]
    assert freeze(issue("每日一推", day("2023-05-15"), table("突出问题", {"案件": Shape.TEXT}, rows))).digest


def test_a_difficult_case_is_offered_and_claimed() -> None:
    units, until = ADOPTED_CLAIM
    offered = Offered(day=day("2023-05-15"), units=units, until=day(until))
    now = case("案4", "2023-05-08", offered)
    assert refuse(now, Claimed(day=day("2023-05-16"), unit="水务局"), ADOPTED) == NotOffered("水务局")
    late = Claimed(day=day("2023-05-22"), unit="执法局")
    assert refuse(now, late, ADOPTED) == TooLate(day(until))
    assert case("案4", "2023-05-08", offered, Claimed(day=day("2023-05-16"), unit="执法局")).lead == "执法局"


def observed(key: str, rate: Rate) -> Observation:
    parts = Ratio(numerator=d(str(rate.part)), denominator=d(str(rate.whole)), share=True)
    printed = parts.printed(1)
    assert printed is not None
    return Observation(
        indicator=key,
        time=YEAR,
        scale=SHARE,
        value=printed.value,
        parts=parts,
        told=day("2024-01-05"),
        by="城管中心",
        basis=Basis.VERIFIED,
        status=Status.FINAL,
    )


def test_the_two_rates_of_the_year_against_99_per_cent() -> None:
    on = day("2023-06-01")
    steps = (
        Routed(day=on, lead="石桥街道", level="区"),
        Accepted(day=on, unit="石桥街道"),
        Handled(day=on, unit="石桥街道", result="已办"),
        Closed(day=on),
    )
    # Of 1000 ten are not handled at all, and one more is handled and not closed.
    lengths = [2] * 10 + [3] + [4] * 989
    cases = [case(f"案{place}", "2023-06-01", *steps[:length]) for place, length in enumerate(lengths)]
    found = rates(cases, {}, day("2023-12-31"))
    outcomes = []
    for key, rate in (("handled", found.handled), ("closed", found.closed)):
        indicator = Indicator(key=key, name=name(key), scale=SHARE, better=Better.MORE)
        target = Target(
            key=key, indicator=indicator, bound=AtLeast(d("99")), due=YEAR, counts=Counts.VERIFIED
        )
        outcomes.append(type(judge(target, [observed(key, rate)], day("2024-01-10"))))
    assert (found.handled.part, found.closed.part) == (990, 989)
    assert outcomes == [Met, NotMet]  # 99.0 and 98.9
