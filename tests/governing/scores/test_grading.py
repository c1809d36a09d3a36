"""Grades by total and by quota, and what a veto leaves of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.scores import (
    Band,
    BandError,
    Circumstance,
    Cutoffs,
    Edge,
    Grade,
    NegativeList,
    Of,
    QuotaBand,
    Quotas,
    RankRule,
    Share,
    Ties,
    Ungraded,
    grade,
    grade_by_quota,
    rank,
    score,
    stars_or_more,
    tally,
)
from duban.governing.scores.reasons import (
    Below,
    InAnyCase,
    NoResult,
    Reaches,
    Remaining,
    SoFar,
    Vetoed,
    Withheld,
    WithinQuota,
)
from governing.scores.small import d, leaf, met, name, occurred, pending, scheme, scored, sheet, unit

if TYPE_CHECKING:
    from duban.governing.scores import Result

GRADES = Cutoffs(
    (
        Band(key="good", name=name("好"), low=d("90"), high=None, stars=3),
        Band(key="fair", name=name("较好"), low=d("75"), high=d("90"), stars=2),
        Band(key="plain", name=name("一般"), low=None, high=d("75"), stars=1),
    )
)


def given_key(grade: Grade | Ungraded) -> str:
    assert isinstance(grade, Grade)
    return grade.key


@pytest.mark.parametrize(
    ("points", "key"),
    [("100", "good"), ("90", "good"), ("89.99", "fair"), ("75", "fair"), ("74.99", "plain"), ("0", "plain")],
)
def test_the_border_belongs_to_the_better_grade_unless_declared_otherwise(points: str, key: str) -> None:
    assert given_key(grade(scored(points), GRADES)) == key


@pytest.mark.parametrize(("points", "key"), [("90", "fair"), ("90.01", "good")])
def test_an_open_end(points: str, key: str) -> None:
    good, fair, plain = GRADES.bands
    other = Cutoffs((replace(good, low_closed=False), replace(fair, high_closed=True), plain))
    assert given_key(grade(scored(points), other)) == key


def test_the_reason_names_the_border() -> None:
    found = [grade(scored(points), GRADES).reason for points in ("91", "70")]
    assert found == [Reaches(d("91"), d("90")), Below(d("70"), d("75"))]
    all_in_one = Cutoffs((Band(key="all", name=name("合格"), low=None, high=None),))
    assert grade(scored("3"), all_in_one).reason == InAnyCase(d("3"))


def test_what_is_printed_as_the_border_is_not_the_border() -> None:
    """89.995 prints as 90.00 and is not 90."""
    fine = scheme(leaf("all", "100"), leaf("rest", "0.005"))
    fine = replace(fine, total=d("100.005"))
    bands = Cutoffs(
        (replace(GRADES.bands[0], low=d("100.01")), replace(GRADES.bands[1], low=None, high=d("100.01")))
    )
    assert given_key(grade(score(fine, sheet(*met("all", "rest"))), bands)) == "fair"


def test_no_total_no_grade() -> None:
    assert grade(pending("a"), GRADES) == Ungraded(unit("a"), Withheld(0, 1))
    partly = score(scheme(leaf("a", "99"), leaf("b", "1")), sheet(*met("a")))
    assert grade(partly, GRADES) == Ungraded(unit(), SoFar(1, 2))


def test_grades_with_a_gap_are_refused() -> None:
    with pytest.raises(BandError, match="totals between 75 and 90 have no grade") as told:
        grade(scored("80"), Cutoffs((GRADES.bands[0], GRADES.bands[2])))
    assert len(told.value.problems) == 1


# Vetoes.


def vetoed(points: str, *vetoes: str) -> Result:
    circumstances = tuple(
        Circumstance(key=f"n{n}", name=name(f"否决{n}"), points=d("0"), veto=key)
        for n, key in enumerate(vetoes)
    )
    rules = replace(
        scheme(leaf("all", points), leaf("rest", str(100 - int(points)))),
        negative=NegativeList(circumstances=circumstances, count=len(circumstances)),
        bands=GRADES,
    )
    occurrences = [occurred(each.key, f"r-{each.key}") for each in circumstances]
    made = sheet(*met("all"), occurrences=occurrences)
    return score(replace(rules, missing=type(rules.missing).NOUGHT), made)


@pytest.mark.parametrize(
    ("points", "vetoes", "key", "by_veto"),
    [
        ("95", ("plain",), "plain", True),
        ("95", ("fair",), "fair", True),
        ("95", ("fair", "plain"), "plain", True),
        ("80", ("fair",), "fair", False),  # no better by points
        ("60", ("fair",), "plain", False),  # a veto never lifts
    ],
)
def test_a_veto_leaves_no_better_grade(
    points: str, vetoes: tuple[str, ...], key: str, *, by_veto: bool
) -> None:
    result = vetoed(points, *vetoes)
    found = grade(result, GRADES)
    assert given_key(found) == key
    assert isinstance(found.reason, Vetoed) == by_veto
    assert result.total == d(points)  # the total stays what it is


# Quotas.


def quotas(*shares: str, edge: Edge = Edge.ALL_OUT, share: Share = Share.DOWN, of: Of = Of.RANKED) -> Quotas:
    bands = [QuotaBand(key=f"q{n}", name=name(f"第{n}等"), share=d(each)) for n, each in enumerate(shares)]
    rest = QuotaBand(key="rest", name=name("其余"), share=None)
    return Quotas(bands=(*bands, rest), share=share, edge=edge, of=of)


def by_quota(points: list[str], bands: Quotas, absent: int = 0) -> str:
    results = [scored(each, f"u{n:03}") for n, each in enumerate(points)]
    absentees = [unit(f"x{n}") for n in range(absent)]
    [ranking] = rank(results, RankRule(ties=Ties.SHARED), members=absentees)
    keys = [each.key for each in grade_by_quota(ranking, bands) if isinstance(each, Grade)]
    return " ".join(f"{key}:{keys.count(key)}" for key in dict.fromkeys(keys))


TEN = [str(100 - n) for n in range(10)]


@pytest.mark.parametrize(
    ("points", "bands", "found"),
    [
        (TEN, quotas("20"), "q0:2 rest:8"),
        (TEN, quotas("20", edge=Edge.ALL_IN), "q0:2 rest:8"),
        (TEN[:9], quotas("20"), "q0:1 rest:8"),  # 1.8 places
        (TEN[:9], quotas("20", share=Share.UP), "q0:2 rest:7"),
        (TEN[:9], quotas("20", share=Share.HALF_UP), "q0:2 rest:7"),
        (TEN[:7], quotas("20", share=Share.HALF_UP), "q0:1 rest:6"),  # 1.4 places
        (TEN[:4], quotas("20"), "rest:4"),  # 0.8 places
        (["9", "8", "8", *["1"] * 7], quotas("20"), "q0:1 rest:9"),  # two share the last place
        (["9", "8", "8", *["1"] * 7], quotas("20", edge=Edge.ALL_IN), "q0:3 rest:7"),
        (["9", "9", "9", *["1"] * 7], quotas("20", "30"), "q1:3 rest:7"),  # three have no room in two places
        (["9", "9", "9", *["1"] * 7], quotas("20", "30", edge=Edge.ALL_IN), "q0:3 q1:7"),
        (TEN, quotas("20", "30"), "q0:2 q1:3 rest:5"),
        (TEN[:5], quotas("30", "30"), "q0:1 q1:2 rest:2"),  # 1.5 and 3.0: shares add up before they are cut
    ],
)
def test_quotas(points: list[str], bands: Quotas, found: str) -> None:
    assert by_quota(points, bands) == found


def test_those_who_were_not_scored_may_count_for_the_quota() -> None:
    assert by_quota(TEN[:5], quotas("20"), absent=5) == "q0:1 rest:4"
    assert by_quota(TEN[:5], quotas("20", of=Of.CLASS), absent=5) == "q0:2 rest:3"


def test_reasons_of_grades_by_quota() -> None:
    [ranking] = rank([scored("9", "a"), scored("8", "b")], RankRule(ties=Ties.SHARED), members=[unit("z")])
    found = grade_by_quota(ranking, quotas("50"))
    assert [each.reason for each in found] == [WithinQuota(1, 1, 2), Remaining(2, 2), NoResult()]


def test_a_veto_in_a_quota_does_not_pass_the_place_on() -> None:
    [ranking] = rank([vetoed("95", "plain")], RankRule(ties=Ties.SHARED))
    bands = quotas("100")
    plain = replace(bands, bands=(bands.bands[0], replace(bands.bands[1], key="plain")))
    [found] = grade_by_quota(ranking, plain)
    assert (given_key(found), found.reason) == ("plain", Vetoed(name("否决0")))


def test_quotas_beyond_a_hundred_are_refused() -> None:
    [ranking] = rank([scored("9", "a")], RankRule(ties=Ties.SHARED))
    with pytest.raises(BandError, match="the shares come to 110 per cent"):
        grade_by_quota(ranking, quotas("60", "50"))


# Counting grades.


def test_how_many_have_which_grade() -> None:
    grades = [grade(scored(points), GRADES) for points in ("95", "91", "80")] + [grade(pending("a"), GRADES)]
    assert [(each.key, each.units) for each in tally(grades, GRADES)] == [
        ("good", 2),
        ("fair", 1),
        ("plain", 0),
    ]
    assert stars_or_more(grades, 2) == (3, 3)
    assert stars_or_more(grades, 3) == (2, 3)


@given(st.decimals(0, 100, places=2))
def test_every_total_has_one_grade_and_more_points_no_worse_one(points: object) -> None:
    order = [band.key for band in reversed(GRADES.bands)]
    lower, higher = grade(scored(str(points)), GRADES), grade(scored("100"), GRADES)
    assert order.index(given_key(lower)) <= order.index(given_key(higher))


@given(st.lists(st.integers(0, 9), min_size=1, max_size=20), st.sampled_from(Share), st.integers(1, 99))
def test_equal_ranks_get_equal_grades_and_quotas_that_keep_the_edge_out_are_never_exceeded(
    points: list[int], share: Share, percent: int
) -> None:
    results = [scored(str(each), f"u{n:03}") for n, each in enumerate(points)]
    [ranking] = rank(results, RankRule(ties=Ties.SHARED))
    found = grade_by_quota(ranking, quotas(str(percent), share=share))
    grades = {place.rank: given_key(each) for place, each in zip(ranking.places, found, strict=True)}
    assert [given_key(each) for each in found] == [grades[place.rank] for place in ranking.places]
    best = sum(given_key(each) == "q0" for each in found)
    assert best <= -(-len(points) * percent // 100)
