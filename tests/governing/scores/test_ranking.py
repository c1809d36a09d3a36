"""Rank within a class, ties as declared, the reason for having no rank, and what changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.clock import parse_period
from duban.governing.scores import (
    Breaker,
    Missing,
    Placed,
    RankError,
    Ranking,
    RankRule,
    Ties,
    rank,
    retained,
    score,
)
from duban.governing.scores.reasons import (
    Fell,
    Newcomer,
    NoResult,
    Rose,
    SoFar,
    Stayed,
    Withheld,
)
from governing.scores.small import d, leaf, met, pending, scheme, scored, sheet, unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from duban.governing.scores import Result

SHARED = RankRule(ties=Ties.SHARED)
DENSE = RankRule(ties=Ties.DENSE)


def ranked(*points: str, rule: RankRule = SHARED) -> list[tuple[str, int]]:
    results = [scored(each, f"u{n}") for n, each in enumerate(points)]
    [ranking] = rank(results, rule)
    return [(place.subject.key, place.rank) for place in ranking.places]


@pytest.mark.parametrize(
    ("points", "rule", "order"),
    [
        (("80", "90", "70"), SHARED, [("u1", 1), ("u0", 2), ("u2", 3)]),
        (("90", "90", "70"), SHARED, [("u0", 1), ("u1", 1), ("u2", 3)]),
        (("90", "90", "70"), DENSE, [("u0", 1), ("u1", 1), ("u2", 2)]),
        (("90.01", "90.02", "90.01"), DENSE, [("u1", 1), ("u0", 2), ("u2", 2)]),
        (("80", "90"), RankRule(ties=Ties.SHARED, higher_is_better=False), [("u0", 1), ("u1", 2)]),
    ],
)
def test_order_and_ties(points: tuple[str, ...], rule: RankRule, order: list[tuple[str, int]]) -> None:
    assert ranked(*points, rule=rule) == order


TWO = scheme(leaf("a", "50"), leaf("b", "30"), leaf("c", "20"), missing=Missing.NOUGHT)
FIRST_B = RankRule(ties=Ties.SHARED, breakers=(Breaker("b"), Breaker("a")))


def broken(*units: Sequence[str], rule: RankRule = FIRST_B) -> list[tuple[str, int, int]]:
    results = [score(TWO, sheet(*met(*keys), subject=unit(f"u{n}"))) for n, keys in enumerate(units)]
    [ranking] = rank(results, rule)
    return [(place.subject.key, place.rank, place.sharing) for place in ranking.places]


def test_ties_are_broken_by_named_lines() -> None:
    assert broken("a", "bc") == [("u1", 1, 1), ("u0", 2, 1)]  # 50 and 50; b decides
    assert broken("a", "bc", "bc") == [("u1", 1, 2), ("u2", 1, 2), ("u0", 3, 1)]  # still equal: shared
    lower = RankRule(ties=Ties.SHARED, breakers=(Breaker("b", higher_is_better=False),))
    assert broken("a", "bc", rule=lower) == [("u0", 1, 1), ("u1", 2, 1)]


def test_a_tie_is_broken_by_a_branch_as_well_and_never_by_what_is_not_there() -> None:
    whole = RankRule(ties=Ties.SHARED, breakers=(Breaker("small"),))
    assert broken("a", "bc", rule=whole) == [("u0", 1, 2), ("u1", 1, 2)]
    with pytest.raises(RankError, match="no line 'z' in 'small'"):
        broken("a", "bc", rule=RankRule(ties=Ties.SHARED, breakers=(Breaker("z"),)))


def test_a_line_without_points_comes_after_all_that_have_them() -> None:
    rules = scheme(leaf("a", "50"), leaf("b", "50"))
    lacks_b = score(rules, sheet(*met("a"), subject=unit("u0")))
    lacks_a = score(rules, sheet(*met("b"), subject=unit("u1")))
    by_b = RankRule(ties=Ties.SHARED, breakers=(Breaker("b", higher_is_better=False),), provisional=True)
    [ranking] = rank([lacks_b, lacks_a], by_b)
    assert [place.subject.key for place in ranking.places] == ["u1", "u0"]


def test_units_are_ranked_within_their_class_only() -> None:
    results = [scored("70", "a", "town"), scored("90", "b", "department"), scored("80", "c", "town")]
    assert [
        (ranking.unit_class, [(place.subject.key, place.rank) for place in ranking.places])
        for ranking in rank(results, SHARED)
    ] == [("department", [("b", 1)]), ("town", [("c", 1), ("a", 2)])]


def test_those_without_a_rank_are_listed_with_the_reason() -> None:
    withheld = score(scheme(leaf("a", "50"), leaf("b", "50"), missing=Missing.WITHHELD), sheet(*met("a")))
    [ranking] = rank([withheld], SHARED, members=[unit(), unit("new")])
    assert [(each.subject.key, each.reason) for each in ranking.unplaced] == [
        ("chengxi", Withheld(1, 2)),
        ("new", NoResult()),
    ]


def test_a_provisional_total_has_a_rank_only_if_that_is_declared() -> None:
    rules = scheme(leaf("a", "50"), leaf("b", "50"))
    partly = [score(rules, sheet(*met(*keys), subject=unit(f"u{n}"))) for n, keys in enumerate(("a", "ab"))]
    [strict] = rank(partly, SHARED)
    assert [(each.subject.key, each.reason) for each in strict.unplaced] == [("u0", SoFar(1, 2))]
    [loose] = rank(partly, RankRule(ties=Ties.SHARED, provisional=True))
    assert [(place.subject.key, place.rank) for place in loose.places] == [("u1", 1), ("u0", 2)]


def test_a_unit_without_any_score_has_no_rank_even_so() -> None:
    [ranking] = rank([pending("a")], RankRule(ties=Ties.SHARED, provisional=True))
    assert ranking.places == ()


def test_a_class_of_which_nobody_was_scored_is_listed_as_well() -> None:
    rankings = rank([scored("1", "a")], SHARED, members=[unit("b", "department")])
    assert [(each.unit_class, len(each.places), len(each.unplaced)) for each in rankings] == [
        ("department", 0, 1),
        ("town", 1, 0),
    ]


def test_no_results_are_no_ranking() -> None:
    assert rank([], SHARED) == ()


# What changed.


def quarter(period: str, **points: str) -> Ranking:
    results = [scored(each, key, period=period) for key, each in points.items()]
    [ranking] = rank(results, SHARED)
    return ranking


def test_change_against_the_previous_period() -> None:
    before = quarter("2026-Q1", a="90", b="80", c="70")
    now = [scored(each, key) for key, each in {"a": "60", "b": "80", "c": "95", "e": "50"}.items()]
    [ranking] = rank(now, SHARED, previous=[before])
    assert ranking.since == parse_period("2026-Q1")
    assert [(place.subject.key, place.change) for place in ranking.places] == [
        ("c", Rose(2, 3)),
        ("b", Stayed(2)),
        ("a", Fell(2, 1)),
        ("e", Newcomer()),
    ]


def test_without_an_earlier_ranking_of_the_class_nothing_changed() -> None:
    before = quarter("2026-Q1", a="90")
    [departments, towns] = rank(
        [scored("80", "a"), scored("70", "x", "department")], SHARED, previous=[before]
    )
    assert [place.change for place in departments.places] == [None]
    assert departments.since is None
    assert [place.change for place in towns.places] == [Stayed(1)]


@pytest.mark.parametrize(
    ("period", "message"),
    [("2026-Q2", "2026-Q2 is not before 2026-Q2"), ("2026-Q3", "2026-Q3 is not before 2026-Q2")],
)
def test_only_an_earlier_period_can_be_compared_with(period: str, message: str) -> None:
    with pytest.raises(RankError, match=message):
        rank([scored("80", "a")], SHARED, previous=[quarter(period, a="90")])


def test_rankings_that_cannot_be_compared_with() -> None:
    [other] = rank([score(TWO, sheet(*met("a"), period="2026-Q1"))], SHARED)
    before = quarter("2026-Q1", a="90")
    with pytest.raises(RankError, match="more than one earlier ranking of 'town'"):
        rank([scored("80", "a")], SHARED, previous=[before, other])
    third = Ranking(
        scheme="B1", version="1", unit_class="town", period=before.period, since=None, places=(), unplaced=()
    )
    with pytest.raises(RankError, match="a ranking by 'B1' is no earlier one by 'small'"):
        rank([scored("80", "a")], SHARED, previous=[third])


@pytest.mark.parametrize(
    ("results", "message"),
    [
        ([scored("1", "a"), scored("2", "a")], "more than one result of 'a'"),
        ([scored("1", "a"), scored("2", "b", period="2026-Q1")], "different schemes or periods"),
    ],
)
def test_results_that_have_no_one_order(results: list[Result], message: str) -> None:
    with pytest.raises(RankError, match=message):
        rank(results, SHARED)


# Holding the first place.


def held(*rankings: Ranking) -> list[tuple[str, int, str]]:
    return [(holder.subject.key, holder.periods, holder.since.key) for holder in retained(rankings)]


def test_first_place_held() -> None:
    first, second = quarter("2026-Q1", a="90", b="80"), quarter("2026-Q2", a="90", b="80")
    third, fourth = quarter("2026-Q3", a="90", b="80"), quarter("2026-Q4", a="70", b="80")
    assert held(first) == [("a", 1, "2026-Q1")]
    assert held(first, second, third) == [("a", 3, "2026-Q1")]
    assert held(third, first, second) == [("a", 3, "2026-Q1")]  # in whatever order they come
    assert held(first, second, third, fourth) == [("b", 1, "2026-Q4")]
    assert held(first, third) == [("a", 1, "2026-Q3")]  # nobody knows about the second quarter
    assert held() == []


def test_a_shared_first_place_is_held_by_both() -> None:
    first, second = quarter("2026-Q1", a="90", b="80"), quarter("2026-Q2", a="90", b="90")
    assert held(first, second) == [("a", 2, "2026-Q1"), ("b", 1, "2026-Q2")]


def test_a_year_begins_where_the_last_one_ends() -> None:
    assert held(quarter("2025-Q4", a="9"), quarter("2026-Q1", a="9")) == [("a", 2, "2025-Q4")]


def test_rankings_without_one_holder() -> None:
    first = quarter("2026-Q1", a="90")
    [departments] = rank([scored("80", "x", "department")], SHARED)
    with pytest.raises(RankError, match="2 schemes, classes or cadences"):
        retained([first, departments])
    with pytest.raises(RankError, match="a period stands twice"):
        retained([first, first])


# Properties.

totals = st.lists(st.integers(0, 20), min_size=1, max_size=12)


@given(totals, st.randoms(use_true_random=False), st.sampled_from(Ties))
def test_ranking_does_not_depend_on_the_order_of_results(
    points: list[int], shuffler: Random, ties: Ties
) -> None:
    results = [scored(str(each), f"u{n}", ("town", "department")[n % 2]) for n, each in enumerate(points)]
    mixed = list(results)
    shuffler.shuffle(mixed)
    assert rank(results, RankRule(ties=ties)) == rank(mixed, RankRule(ties=ties))


@given(totals)
def test_a_shared_rank_is_one_more_than_those_who_are_better(points: list[int]) -> None:
    results = [scored(str(each), f"u{n}") for n, each in enumerate(points)]
    [ranking] = rank(results, SHARED)
    for place in ranking.places:
        better = sum(each > place.total for each in points)
        assert (place.rank, place.sharing) == (better + 1, points.count(int(place.total)))


@given(totals)
def test_dense_ranks_leave_no_gap(points: list[int]) -> None:
    results = [scored(str(each), f"u{n}") for n, each in enumerate(points)]
    [ranking] = rank(results, DENSE)
    assert sorted({place.rank for place in ranking.places}) == list(range(1, len(set(points)) + 1))


def test_every_place_keeps_the_fingerprint_of_its_result() -> None:
    results = [scored("80", "a"), scored("70", "b")]
    [ranking] = rank(results, SHARED)
    places: tuple[Placed, ...] = ranking.places
    assert [place.fingerprint for place in places] == [result.fingerprint for result in results]
    assert d("80") == places[0].total
