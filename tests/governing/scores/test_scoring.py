"""Entries become points, line by line; what is missing is missing; what does not fit is refused, all at once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from duban.governing.clock import parse_period
from duban.governing.scores import (
    Angle,
    AwardLevel,
    AwardList,
    Basis,
    Bracket,
    Brackets,
    ByCount,
    ByRank,
    ByRaters,
    ByVotes,
    Choice,
    Circumstance,
    Entered,
    Entry,
    Fed,
    FromScheme,
    Linear,
    Measured,
    Met,
    MetOrNot,
    Missing,
    NegativeList,
    NotKnown,
    Place,
    Points,
    Proof,
    Rating,
    Ratings,
    SheetError,
    Standing,
    Tallied,
    Times,
    Votes,
    Whose,
    feed,
    prove,
    score,
)
from duban.governing.scores.feeding import source
from governing.scores.small import (
    OFFICE,
    ON,
    branch,
    d,
    entry,
    honour,
    leaf,
    met,
    name,
    occurred,
    pending,
    scheme,
    scored,
    sheet,
    unit,
)

if TYPE_CHECKING:
    from duban.governing.scores import Result, Scheme, Sheet, Value, Way

TREE = scheme(branch("a", "60", leaf("a1", "20"), leaf("a2", "40")), branch("b", "40", leaf("b1", "40")))
LOWER = Brackets(
    brackets=(Bracket(d("35"), d("100"), closed=False), Bracket(d("50"), d("40"))),
    otherwise=d("10"),
    higher_is_better=False,
)
VOTES = ByVotes((Choice("good", name("好"), d("100")), Choice("poor", name("差"), d("40"))), d("3"))
RATERS = ByRaters(fewest=d("4"), drop_highest=d("1"), drop_lowest=d("1"), step=d("0.5"))


def rated(*points: str) -> Ratings:
    return Ratings(tuple(Rating(f"zone-{n}", d(p), f"评价-{n}") for n, p in enumerate(points)))


def one(way: Way, value: Value, maximum: str | None = None) -> Result:
    return score(scheme(leaf("x", "100", way, maximum)), sheet(entry("x", value)))


@pytest.mark.parametrize(
    ("way", "value", "points"),
    [
        (Entered(d("0.5")), Points(d("72.5")), "72.5"),
        (MetOrNot(), Met(met=True), "100"),
        (MetOrNot(), Met(met=False), "0"),
        (Linear(d("0"), d("80")), Measured(d("60")), "75"),
        (Linear(d("0"), d("80")), Measured(d("81")), "100"),  # never more than all
        (Linear(d("0"), d("80")), Measured(d("-3")), "0"),
        (Linear(d("0"), d("3")), Measured(d("1")), "33.333333333333333"),
        (LOWER, Measured(d("34.9")), "100"),
        (LOWER, Measured(d("35")), "40"),  # to reach 35 is not enough here, to be below it is
        (LOWER, Measured(d("50")), "40"),
        (LOWER, Measured(d("50.1")), "10"),
        (ByRank((d("100"), d("90"), d("80")), d("50")), Place(1), "100"),
        (ByRank((d("100"), d("90"), d("80")), d("50")), Place(3), "80"),
        (ByRank((d("100"), d("90"), d("80")), d("50")), Place(4), "50"),
        (ByCount(d("0.5"), d("3")), Times(0), "0"),
        (ByCount(d("0.5"), d("3")), Times(6), "3"),
        (ByCount(d("0.5"), d("3")), Times(7), "3"),
        (VOTES, Votes((Tallied("good", 2), Tallied("poor", 1))), "80"),
        (RATERS, rated("10", "80", "90", "100"), "85"),
        (RATERS, rated("100", "80", "80", "80.5", "10"), "80.166666666666667"),
    ],
)
def test_points_by_every_way(way: Way, value: Value, points: str) -> None:
    result = one(way, value)
    assert (result.total, result.standing) == (d(points), Standing.FINAL)


@pytest.mark.parametrize(
    ("way", "value", "maximum"),
    [
        (Entered(d("1")), Points(d("4")), "5"),
        (ByCount(d("2"), d("10")), Times(4), "10"),
        (ByRank((d("8"),), d("0")), Place(1), "10"),
        (Brackets(brackets=(Bracket(d("1"), d("16")),), otherwise=d("0")), Measured(d("1")), "20"),
    ],
)
def test_a_scale_of_its_own_is_converted(way: Way, value: Value, maximum: str) -> None:
    assert one(way, value, maximum).total == d("80")


@pytest.mark.parametrize(
    "value",
    [
        NotKnown("监测设备故障"),
        Votes((Tallied("good", 2),)),  # three at least
        Votes(()),
    ],
)
def test_too_little_to_score_is_missing_and_not_nought(value: Value) -> None:
    result = one(VOTES, value)
    assert (result.total, result.scored, result.standing) == (None, 0, Standing.PROVISIONAL)


def test_too_few_raters_are_missing_and_not_nought() -> None:
    assert one(RATERS, rated("80", "80", "80")).total is None
    assert one(RATERS, rated("80", "80", "80", "80")).total == d("80")


def test_the_highest_and_the_lowest_are_dropped_as_declared() -> None:
    two_highest = replace(RATERS, drop_highest=d("2"), drop_lowest=d("0"))
    assert one(two_highest, rated("100", "90", "60", "20")).total == d("40")
    assert one(replace(RATERS, drop_highest=d("0")), rated("100", "80", "60", "20")).total == d("80")


# What is missing.


def with_missing(missing: Missing, *keys: str) -> Result:
    return score(replace(TREE, missing=missing), sheet(*met(*keys)))


def test_a_leaf_not_yet_scored_makes_the_result_provisional() -> None:
    result = with_missing(Missing.PROVISIONAL, "a1", "b1")
    assert (result.total, result.scored, result.leaves) == (d("60"), 2, 3)
    assert result.standing is Standing.PROVISIONAL
    assert [line.points for line in result.base.leaves()] == [d("20"), None, d("40")]


def test_missing_as_nought() -> None:
    result = with_missing(Missing.NOUGHT, "a1")
    assert (result.total, result.standing) == (d("20"), Standing.FINAL)
    assert [line.points for line in result.base.leaves()] == [d("20"), d("0"), d("0")]
    assert result.scored == 1


def test_missing_left_out_gives_its_worth_to_its_neighbours() -> None:
    result = with_missing(Missing.LEFT_OUT, "a1", "b1")
    assert (result.total, result.standing) == (d("100"), Standing.FINAL)
    assert [line.counted for line in result.base.lines()] == [
        d("100"),
        d("60"),
        d("60"),
        d("0"),
        d("40"),
        d("40"),
    ]


def test_a_whole_branch_left_out_gives_its_worth_to_the_other() -> None:
    result = score(
        replace(TREE, missing=Missing.LEFT_OUT),
        sheet(entry("a1", Met(met=True)), entry("a2", Met(met=False))),
    )
    assert result.total == d("33.333333333333333")  # 20 of 60, with b's 40 gone to a
    assert [part.counted for part in result.base.parts] == [d("100"), d("0")]


def test_weights_are_rescaled_the_same_way() -> None:
    weighted = scheme(
        branch("a", "60", leaf("a1", "25"), leaf("a2", "75")),
        branch("b", "40", leaf("b1", "100")),
        basis=Basis.WEIGHTS,
        missing=Missing.LEFT_OUT,
    )
    result = score(weighted, sheet(*met("a1", "b1")))
    assert [line.counted for line in result.base.leaves()] == [d("60"), d("0"), d("40")]
    assert [line.worth for line in result.base.leaves()] == [d("15"), d("45"), d("40")]


def test_nothing_scored_and_all_left_out_is_no_total() -> None:
    assert with_missing(Missing.LEFT_OUT).standing is Standing.WITHHELD


def test_withheld_until_all_is_there() -> None:
    partly = with_missing(Missing.WITHHELD, "a1", "b1")
    assert (partly.total, partly.standing, partly.base.points) == (None, Standing.WITHHELD, d("60"))
    assert with_missing(Missing.WITHHELD, "a1", "a2", "b1").total == d("100")


def test_missing_is_declared_or_the_result_is_provisional() -> None:
    assert TREE.missing is Missing.PROVISIONAL


# Exactness.


def test_thirds_sum_to_the_whole() -> None:
    thirds = scheme(*(leaf(f"t{n}", "30", Linear(d("0"), d("9"))) for n in range(3)), leaf("rest", "10"))
    entries = [entry(f"t{n}", Measured(d("1"))) for n in range(3)]
    result = score(thirds, sheet(*entries, *met("rest")))
    assert result.total == d("20")  # three times 30/9, and 10
    assert sum(line.points or Decimal(0) for line in result.base.leaves()) == d("20")


def test_full_marks_are_full_marks_after_rescaling() -> None:
    sevenths = scheme(*(leaf(f"s{n}", "12.5") for n in range(8)), missing=Missing.LEFT_OUT)
    result = score(sevenths, sheet(*met(*(f"s{n}" for n in range(7)))))
    assert result.total == d("100")
    assert sum(line.counted for line in result.base.leaves()) == d("100")


# Deductions.

LIST = NegativeList(
    circumstances=(
        Circumstance(key="late", name=name("逾期"), points=d("2"), cap=d("5")),
        Circumstance(key="false", name=name("弄虚作假"), points=d("4")),
        Circumstance(key="accident", name=name("重大事故"), points=d("0"), veto="fail"),
    ),
    count=3,
    cap=d("10"),
)


def listed(*occurrences: tuple[str, str, int], negative: NegativeList = LIST, **changes: Any) -> Result:
    rules = replace(scheme(leaf("all", "100")), negative=negative, **changes)
    return score(rules, sheet(*met("all"), occurrences=[occurred(*each) for each in occurrences]))


def without_veto() -> NegativeList:
    return replace(LIST, circumstances=LIST.circumstances[:2], count=2)


@pytest.mark.parametrize(
    ("occurrences", "points", "total"),
    [
        ((), [], "100"),
        ((("late", "r1", 1),), ["2"], "98"),
        ((("late", "r1", 1), ("late", "r2", 1)), ["4"], "96"),  # one line for one circumstance
        ((("late", "r1", 3),), ["5"], "95"),  # its cap
        ((("false", "r1", 1), ("late", "r2", 9)), ["5", "4"], "91"),  # in the order of the list
        ((("late", "r1", 9), ("false", "r2", 9)), ["5", "5"], "90"),  # the cap of the list
        ((("false", "r1", 2), ("false", "r2", 1)), ["10"], "90"),
    ],
)
def test_what_occurred_costs_points(
    occurrences: tuple[tuple[str, str, int], ...], points: list[str], total: str
) -> None:
    result = listed(*occurrences, negative=without_veto())
    assert [cost.points for cost in result.deductions] == [d(each) for each in points]
    assert result.total == d(total)
    assert result.base.points == d("100")  # deductions never touch the base points


def test_the_records_behind_a_deduction_are_kept() -> None:
    result = listed(("late", "通报-9", 1), ("late", "通报-3", 1), negative=without_veto())
    assert result.deductions[0].evidence == ("通报-3", "通报-9")


def test_limits_of_the_total_are_a_line_of_their_own() -> None:
    low = listed(("false", "r1", 9), negative=without_veto(), lowest=d("95"))
    assert low.held is not None
    assert (low.held.points, low.total) == (d("5"), d("95"))
    high = listed(highest=d("99.5"), negative=without_veto())
    assert high.held is not None
    assert (high.held.points, high.total) == (d("-0.5"), d("99.5"))
    assert listed(("false", "r1", 2), negative=without_veto(), lowest=d("50")).held is None


def test_a_total_may_be_below_nought_unless_declared_otherwise() -> None:
    uncapped = replace(without_veto(), cap=None)
    rules = replace(scheme(leaf("all", "100")), negative=uncapped)
    made = sheet(entry("all", Met(met=False)), occurrences=[occurred("false", "r1", 2)])
    assert score(rules, made).total == d("-8")


# Awards.

LEVELS = tuple(
    AwardLevel(key, name(zh), d(points))
    for key, zh, points in (
        ("national", "国家级", "4"),
        ("province", "省级", "3"),
        ("city", "市级", "2"),
        ("county", "区县级", "1"),
    )
)
AWARDS = AwardList(
    levels=LEVELS,
    angles=(Angle(key="praise", name=name("批示"), cap=d("5")), Angle(key="rollout", name=name("推广"))),
    count=2,
    cap=d("8"),
)


def honoured(*honours: tuple[str, str, str], awards: AwardList = AWARDS) -> Result:
    rules = replace(scheme(leaf("all", "100")), awards=awards)
    return score(rules, sheet(*met("all"), honours=[honour(*each) for each in honours]))


@pytest.mark.parametrize(
    ("honours", "points", "total"),
    [
        ((("a", "praise", "county"),), [1], "101"),
        ((("a", "praise", "county"), ("a", "praise", "national")), [4, 0], "104"),  # highest level only
        ((("a", "praise", "city"), ("a", "rollout", "city")), [2, 0], "102"),  # one matter, two angles
        ((("a", "praise", "national"), ("b", "praise", "city")), [4, 1], "105"),  # the angle's cap
        (
            (("a", "rollout", "national"), ("b", "rollout", "national"), ("c", "rollout", "county")),
            [4, 4, 0],
            "108",
        ),
        (
            (("a", "rollout", "national"), ("b", "rollout", "province"), ("c", "praise", "city")),
            [4, 3, 1],
            "108",
        ),
    ],
)
def test_honours_bring_points(
    honours: tuple[tuple[str, str, str], ...], points: list[int], total: str
) -> None:
    result = honoured(*honours)
    assert [award.points for award in result.awards] == points
    assert result.total == d(total)
    assert honoured(*reversed(honours)) == result


def test_without_caps_all_matters_count() -> None:
    free = replace(AWARDS, angles=(Angle(key="praise", name=name("批示")), AWARDS.angles[1]), cap=None)
    result = honoured(*((f"m{n}", "praise", "national") for n in range(9)), awards=free)
    assert result.awarded == d("36")


# What does not fit.


def refused(made: Sheet, rules: Scheme = TREE) -> list[tuple[str, str]]:
    with pytest.raises(SheetError) as told:
        score(rules, made)
    return [(problem.place, problem.message) for problem in told.value.problems]


def test_a_leaf_that_is_not_there_and_one_entered_twice() -> None:
    assert refused(sheet(*met("a1", "z9"))) == [("entries.z9", "no such leaf")]
    assert refused(sheet(*met("a1", "a1"))) == [("entries.a1", "stands 2 times")]


def test_no_points_without_a_record_and_somebody_who_entered_them() -> None:
    bare = Entry(leaf="a1", value=Met(met=True), evidence=(), by="", on=ON)
    assert refused(sheet(bare)) == [
        ("entries.a1.evidence", "no record behind it"),
        ("entries.a1.by", "nobody entered it"),
    ]
    assert refused(sheet(replace(bare, evidence=("",), by=OFFICE))) == [
        ("entries.a1.evidence", "no record behind it")
    ]


def test_a_class_or_a_period_that_the_scheme_does_not_know() -> None:
    assert refused(sheet(subject=unit(unit_class="school"))) == [("subject", "no such class: 'school'")]
    assert refused(sheet(period="2026-06")) == [("period", "2026-06 is not quarterly")]


TAKES = FromScheme(source="small", floor=d("0"), full=d("100"))


@pytest.mark.parametrize(
    ("way", "value", "place", "message"),
    [
        (MetOrNot(), Points(d("1")), "", "Points entered where Met is scored"),
        (Entered(d("1")), Points(d("101")), "", "101 is not within 0 and 100"),
        (Entered(d("1")), Points(d("-1")), "", "-1 is not within 0 and 100"),
        (Entered(d("0.5")), Points(d("1.2")), "", "1.2 is no step of 0.5"),
        (Entered(d("0.5")), Points(d("NaN")), "", "NaN is no figure to sum"),
        (Linear(d("0"), d("1")), Measured(d("Infinity")), "", "Infinity is no figure"),
        (ByRank((d("1"),), d("0")), Place(0), "", "no rank 0"),
        (ByCount(d("1"), d("3")), Times(-1), "", "-1 times"),
        (VOTES, Votes((Tallied("good", -1),)), ".good", "-1 ballots"),
        (VOTES, Votes((Tallied("fine", 1),)), ".fine", "nobody could vote so"),
        (VOTES, Votes((Tallied("good", 1), Tallied("good", 2))), ".good", "stands 2 times"),
        (RATERS, Ratings((Rating("chengxi", d("90"), "r"),)), ".chengxi", "nobody rates its own unit"),
        (RATERS, Ratings((Rating("zone", d("90"), ""),)), ".zone.record", "no record behind it"),
        (RATERS, Ratings((Rating("zone", d("90.2"), "r"),)), ".zone", "90.2 is no step of 0.5"),
        (RATERS, Ratings((Rating("zone", d("9"), "r"),) * 2), ".zone", "stands 2 times"),
        (MetOrNot(), NotKnown(""), "", "not known, and no reason"),
        (TAKES, Fed(()), "", "one result to take over, and there are 0"),
        (
            TAKES,
            Fed((source(scored("9", "chengdong")),)),
            "",
            "a result of 'chengdong' in the sheet of 'chengxi'",
        ),
        (
            replace(TAKES, source="B1"),
            Fed((source(scored("9")),)),
            "",
            "a result of 'small' where 'B1' is taken over",
        ),
        (
            TAKES,
            Fed((source(scored("9", period="2026-Q3")),)),
            "",
            "a result for 2026-Q3, which ends after 2026-Q2",
        ),
        (
            replace(TAKES, whose=Whose.PARTS),
            Fed((source(scored("9", "r1")),) * 2),
            "",
            "the result of 'r1' for 2026-Q2 stands 2 times",
        ),
    ],
)
def test_values_that_do_not_fit(way: Way, value: Value, place: str, message: str) -> None:
    assert refused(sheet(entry("x", value)), scheme(leaf("x", "100", way))) == [
        (f"entries.x{place}", message)
    ]


def test_occurrences_and_honours_that_do_not_fit() -> None:
    rules = replace(scheme(leaf("all", "100")), negative=without_veto(), awards=AWARDS)
    made = sheet(
        occurrences=[occurred("early", "r1"), occurred("late", "r2", 0), occurred("late", "r2")],
        honours=[
            honour("a", "fame", "county"),
            honour("b", "praise", "galaxy"),
            honour("", "praise", "city"),
        ],
    )
    assert refused(made, rules) == [
        ("occurrences.early", "no such circumstance"),
        ("occurrences.late", "occurred 0 times"),
        ("occurrences.late", "the record 'r2' stands 2 times"),
        ("honours.a", "no such angle: 'fame'"),
        ("honours.b", "no such level: 'galaxy'"),
        ("honours", "an honour for no matter"),
    ]


def test_a_scheme_without_lists_knows_no_occurrences_and_no_honours() -> None:
    made = sheet(occurrences=[occurred("late", "r1")], honours=[honour("a", "praise", "city")])
    assert [place for place, _ in refused(made)] == ["occurrences.late", "honours.a", "honours.a"]


# Taking over.


@pytest.mark.parametrize("unfinished", [pending("chengxi"), score(TREE, sheet(*met("a1")))])
def test_a_result_that_is_not_final_is_not_taken_over(unfinished: Result) -> None:
    """Not even the points it has so far."""
    rules = scheme(leaf("x", "100", TAKES))
    result = score(rules, sheet(feed("x", [unfinished], by=OFFICE, on=ON)))
    assert (result.total, result.standing) == (None, Standing.PROVISIONAL)


def test_the_mean_of_four_quarters() -> None:
    rules = scheme(leaf("x", "100", replace(TAKES, whose=Whose.PERIODS)))
    quarters = [scored(points, period=f"2025-Q{n}") for n, points in enumerate(("80", "90", "90", "93"), 1)]
    assert score(rules, sheet(feed("x", quarters, by=OFFICE, on=ON))).total == d("88.25")


def test_a_result_beyond_the_scale_brings_no_more_than_all() -> None:
    rules = scheme(leaf("x", "100", replace(TAKES, floor=d("60"), full=d("90"))))
    for points, total in (("95", "100"), ("75", "50"), ("30", "0")):
        assert score(rules, sheet(feed("x", [scored(points)], by=OFFICE, on=ON))).total == d(total)


# Proof.


def test_scoring_again_proves_a_result() -> None:
    made = sheet(*met("a1", "a2"))
    result = score(TREE, made)
    assert len(result.fingerprint) == 64
    assert prove(result, TREE, made) is Proof.SAME


def test_the_order_of_entries_and_the_writing_of_figures_mean_nothing() -> None:
    entered = scheme(leaf("x", "60", Entered(d("1"))), leaf("y", "40"))
    first = sheet(entry("x", Points(d("50"))), *met("y"))
    second = sheet(*met("y"), entry("x", Points(d("50.00"))))
    again = replace(entered, total=d("100.0"))
    assert score(entered, first).inputs == score(again, second).inputs
    assert prove(score(entered, first), again, second) is Proof.SAME


@pytest.mark.parametrize(
    "other",
    [
        sheet(*met("a1")),
        sheet(*met("a1", "a2"), period="2026-Q3"),
        sheet(*met("a1", "a2"), subject=unit("chengdong")),
        sheet(*met("a1"), replace(met("a2")[0], by="他人")),
        sheet(*met("a1"), replace(met("a2")[0], evidence=("another",))),
    ],
)
def test_other_inputs_are_told(other: Sheet) -> None:
    result = score(TREE, sheet(*met("a1", "a2")))
    assert prove(result, TREE, other) is Proof.OTHER_INPUTS


def test_another_version_of_the_rules_is_told() -> None:
    made = sheet(*met("a1", "a2"))
    assert prove(score(TREE, made), replace(TREE, version="2027"), made) is Proof.OTHER_INPUTS


def test_a_result_that_was_changed_is_told() -> None:
    made = sheet(*met("a1", "a2"))
    changed = replace(score(TREE, made), total=d("99"))
    assert prove(changed, TREE, made) is Proof.OTHER_OUTCOME


def test_periods_are_those_of_the_clock() -> None:
    assert score(TREE, sheet()).period == parse_period("2026-Q2")
