"""K1 and K2: land is sold on promised figures under two contracts, and at completion and per mu they are held to them.

Played: both contracts as a gate before the sale -> register of parcels -> promised ratio, output and tax as targets,
judged by verified values -> averages of three areas from their sums -> scores by the thresholds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from duban.governing.clock import parse_period
from duban.governing.gates import ConditionFailed, Gate, Thing, path, verdict
from duban.governing.measures import (
    Accrual,
    AtLeast,
    Basis,
    Better,
    Counts,
    Indicator,
    Kind,
    Met,
    NotComparable,
    NotMet,
    Observation,
    Scale,
    Status,
    Target,
    TwoValues,
    judge,
)
from duban.governing.names import Name
from duban.governing.registers import Entered, Entry, Field, FieldKind, RegisterKind, append, as_of
from duban.governing.rules import All, Holds
from duban.governing.scores import Bracket, Brackets, Measured, Sheet, SubjectKind, score
from governing.plays.cast import PLAIN, d, day, flag, name, organ
from governing.scores.small import entry, leaf, scheme

if TYPE_CHECKING:
    from decimal import Decimal

    from duban.governing.measures import Judgement

YEAR = parse_period("2023")
CHECKED = day("2024-03-01")
# Adopted by the office:
# Whose word counts, and the points of the thresholds; what follows from a breach is nowhere stated and so not played.
ADOPTED: Final = Counts.VERIFIED
ADOPTED_POINTS: Final = {
    "ratio": (Bracket(d("2.0"), d("40")), Bracket(d("1.5"), d("20"))),
    "output": (Bracket(d("1000"), d("30")),),
    "tax": (Bracket(d("50"), d("30")),),
}

UNITS = {"ratio": "", "output": "万元/亩", "tax": "万元/亩"}
INDICATORS = {
    key: Indicator(
        key=key,
        name=name(key),
        scale=Scale(kind=Kind.LEVEL, accrual=Accrual.OF_PERIOD, unit=unit),
        better=Better.MORE,
    )
    for key, unit in UNITS.items()
}
# A new industrial project promises the ratio; the three areas all three figures.
PROJECT = {"ratio": d("1.5")}
AREAS = {"ratio": d("2.0"), "output": d("1000"), "tax": d("50")}

VOCABULARY = {"land": flag("land", "已签土地合同"), "supervision": flag("supervision", "已签监管合同")}
SALE = path(
    (Gate(id="sale", name=name("供地"), condition=All((Holds("land"), Holds("supervision")))),), VOCABULARY
)


def observed(key: str, subject: str, value: Decimal, basis: Basis) -> Observation:
    return Observation(
        indicator=key,
        time=YEAR,
        scale=INDICATORS[key].scale,
        value=value,
        told=CHECKED,
        by="自然资源局" if basis is Basis.VERIFIED else subject,
        basis=basis,
        status=Status.FINAL,
        subject=subject,
    )


def held_to(key: str, subject: str, bound: Decimal, seen: list[Observation]) -> Judgement:
    target = Target(
        key=f"{subject}/{key}",
        indicator=INDICATORS[key],
        bound=AtLeast(bound),
        due=YEAR,
        counts=ADOPTED,
        subject=subject,
    )
    return judge(target, seen, CHECKED)


def test_nothing_is_sold_on_one_contract() -> None:
    thing = Thing(
        id="地块7",
        unit="某企业",
        facts={"land": True, "supervision": False},
        events={},
        submitted={},
        passed={},
    )
    assert isinstance(verdict(SALE, thing, "sale", CHECKED, PLAIN).reasons[0], ConditionFailed)
    assert verdict(
        SALE, replace(thing, facts={"land": True, "supervision": True}), "sale", CHECKED, PLAIN
    ).open


def test_177_parcels_of_590_hectares_stand_in_the_register() -> None:
    kind = RegisterKind(
        key="K1",
        name=name("标准地"),
        entry=name("宗地"),
        fields=(
            Field(key="area", name=name("面积"), kind=FieldKind.NUMBER, counted_in="公顷", required=True),
        ),
    )
    on = day("2021-10-26")
    areas = [d("3.33")] * 176 + [d("3.92")]
    entries = [
        append(kind, Entry(f"宗地{place}"), Entered(day=on, told=on, by="自然资源局", values={"area": area}))
        for place, area in enumerate(areas)
    ]
    present = as_of(kind, entries, on).present
    held = [area for one in present if isinstance(area := one.values["area"], type(areas[0]))]
    assert (len(present), sum(held)) == (177, d("590.00"))


@pytest.mark.parametrize(
    ("what", "reported", "verified", "outcome"),
    [
        ("as promised", "1.5", "1.5", Met),
        ("more was told than is there", "1.6", "1.49", NotMet),
        ("nobody has looked yet", "1.6", None, NotComparable),
    ],
)
def test_the_promised_ratio_is_held_to_at_completion(
    what: str, reported: str, verified: str | None, outcome: type
) -> None:
    seen = [observed("ratio", "地块7", d(reported), Basis.REPORTED)]
    if verified is not None:
        seen.append(observed("ratio", "地块7", d(verified), Basis.VERIFIED))
    found = held_to("ratio", "地块7", PROJECT["ratio"], seen)
    assert type(found) is outcome, what
    assert any(isinstance(reason, TwoValues) for reason in found.reasons) is (outcome is NotMet)


def test_the_average_of_an_area_is_of_its_sums_and_not_of_its_projects_figures() -> None:
    # Output in 10 000 yuan and mu by project: 900 and 1200 a mu, on unequal land.
    projects = {"项目1": (d("90000"), d("100")), "项目2": (d("60000"), d("50"))}
    average = sum(output for output, _ in projects.values()) / sum(land for _, land in projects.values())
    assert average == d("1000")
    seen = [observed("output", "片区1", d(str(average)), Basis.VERIFIED)]
    assert type(held_to("output", "片区1", AREAS["output"], seen)) is Met
    plain = sum(output / land for output, land in projects.values()) / 2
    assert plain == d("1050")  # what a mean of means would have told


def test_three_areas_are_scored_by_the_thresholds() -> None:
    rules = scheme(
        *(
            leaf(key, str(brackets[0].points), Brackets(brackets=brackets, otherwise=d("0")))
            for key, brackets in ADOPTED_POINTS.items()
        )
    )
    rules = replace(rules, cadence=YEAR.cadence, name=Name("亩产效益", "per mu"))
    values = {
        "片区1": ("2.0", "1000", "50"),
        "片区2": ("1.99", "1000", "49.9"),
        "片区3": ("1.49", "999", "50"),
    }
    totals = {}
    for area, figures in values.items():
        entries = tuple(entry(key, Measured(d(value))) for key, value in zip(UNITS, figures, strict=True))
        made = Sheet(subject=organ(area, "town", SubjectKind.AREA), period=YEAR, entries=entries)
        totals[area] = score(rules, made).total
    assert totals == {"片区1": d("100"), "片区2": d("50"), "片区3": d("30")}
