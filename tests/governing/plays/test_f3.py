"""F3: 14 fields of matters come in through the grid, are passed upward where needed, and 99.9 % of 587 000 are closed.

Played: grids at three levels in a register -> a matter goes to its field's owner by rule -> case up the levels, visited
again by somebody else -> rates that are printed 100 only when they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from duban.governing.cases import (
    Accepted,
    Closed,
    Handled,
    Intake,
    NotALevel,
    OwnVisit,
    Passed,
    Rating,
    Routed,
    Visited,
    rates,
    refuse,
    scheme,
    stand,
)
from duban.governing.names import Name
from duban.governing.registers import (
    Entered,
    Entry,
    Field,
    FieldKind,
    RegisterKind,
    Relation,
    Tier,
    append,
    as_of,
)
from duban.governing.rules import Among, Fact, Kind, Row, directions, route
from governing.plays.cast import day, name, percent

TODAY = day("2021-09-30")
# Adopted by the office:
# Owners of the fields, how often a unit may send a case back, and that there is a return visit. The text names four
# of the 14 fields.
ADOPTED: Final = scheme(("村居", "镇街", "市"), disputes=2, visit=True)
ADOPTED_OWNERS: Final = {
    "安全生产": "应急局",
    "社会治安": "公安局",
    "纠纷调解": "司法局",
    "民生服务": "民政局",
    **{f"领域{place}": f"部门{place}" for place in range(5, 15)},
}
VOCABULARY = {
    "field": Fact(
        key="field",
        name=Name("领域", "field"),
        kind=Kind.CHOICE,
        choices={key: name(key) for key in ADOPTED_OWNERS},
    )
}
ROWS = [
    Row(f"r{place}", Among("field", frozenset({field})), owner, name(field))
    for place, (field, owner) in enumerate(ADOPTED_OWNERS.items(), 1)
]
GRIDS = RegisterKind(
    key="grids",
    name=name("网格"),
    entry=name("网格编号"),
    fields=(
        Field(key="head", name=name("网格长"), kind=FieldKind.UNIT, required=True),
        Field(key="supervisor", name=name("网格督导员"), kind=FieldKind.UNIT, required=True),
    ),
    tiers=tuple(Tier(key, name(key)) for key in ADOPTED.levels),
    relation=Relation.EXCLUSIVE,
)


def test_every_field_has_its_owner_and_an_unknown_one_goes_to_the_centre() -> None:
    assert len(ROWS) == 14
    for field, owner in ADOPTED_OWNERS.items():
        assert route(ROWS, "网格中心", {"field": field}, TODAY).to == owner
    found = route(ROWS, "网格中心", {}, TODAY)
    assert (found.to, len(found.doubts)) == ("网格中心", 14)
    assert "领域" in directions(found, name("网格中心"), VOCABULARY, "zh")[1]


def test_a_grid_binds_posts_and_not_persons() -> None:
    first = Entered(
        day=TODAY,
        told=TODAY,
        by="市网格中心",
        tier="村居",
        values={"head": "甲村书记", "supervisor": "乙镇政法办"},
    )
    snapshot = as_of(GRIDS, [append(GRIDS, Entry("370281-001"), first)], TODAY)
    assert snapshot.own == {"村居": 1, "镇街": 0, "市": 0}


def test_a_matter_is_passed_upward_handled_visited_and_closed() -> None:
    came = Intake(
        id="件1", received=day("2021-09-01"), channel="网格员", category="纠纷调解", place="370281-001"
    )
    steps = (
        Routed(day=day("2021-09-01"), lead="甲村", level="村居"),
        Accepted(day=day("2021-09-01"), unit="甲村"),
        Passed(day=day("2021-09-02"), level="镇街", to="乙镇", reason="超出村居职责"),
        Accepted(day=day("2021-09-02"), unit="乙镇"),
        Handled(day=day("2021-09-06"), unit="乙镇", result="已调解"),
    )
    now = stand(came, steps, ADOPTED)
    own = Visited(day=day("2021-09-07"), by="乙镇", rating=Rating.SATISFIED)
    assert refuse(now, own, ADOPTED) == OwnVisit("乙镇")
    again = Passed(day=day("2021-09-03"), level="省", to="省厅", reason="再上报")
    assert refuse(stand(came, steps[:4], ADOPTED), again, ADOPTED) == NotALevel("省")
    end = (replace(own, by="市网格中心"), Closed(day=day("2021-09-08")))
    assert stand(came, (*steps, *end), ADOPTED).closed == day("2021-09-08")


def test_the_rate_of_587_000_is_printed_100_only_when_all_are_closed() -> None:
    handling = (
        Routed(day=TODAY, lead="甲村", level="村居"),
        Accepted(day=TODAY, unit="甲村"),
        Handled(day=TODAY, unit="甲村", result="已办"),
        Visited(day=TODAY, by="市网格中心", rating=Rating.SATISFIED),
        Closed(day=TODAY),
    )
    cases = [
        stand(
            Intake(id=f"件{place}", received=TODAY, channel="网格员", category="民生服务"),
            handling if place else handling[:2],
            ADOPTED,
        )
        for place in range(1000)
    ]
    found = rates(cases, {}, TODAY)
    assert percent(found.closed.part, found.closed.whole) == "99.9"
    assert percent(586_413, 587_000) == "99.9"
    assert percent(586_999, 587_000) == "99.9"
    assert percent(587_000, 587_000) == "100.0"
