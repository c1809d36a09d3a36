"""A scheme that does not add up is refused with everything that is wrong, each at its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from duban.governing.scores import (
    Angle,
    AwardLevel,
    AwardList,
    Band,
    Basis,
    Bracket,
    Brackets,
    ByCount,
    ByRank,
    ByRaters,
    ByVotes,
    Choice,
    Circumstance,
    Cutoffs,
    Edge,
    Entered,
    FigureError,
    FromScheme,
    Linear,
    NegativeList,
    Of,
    Open,
    QuotaBand,
    Quotas,
    SchemeError,
    Share,
    check,
    filled,
    opens,
    score,
)
from governing.scores.small import DEPARTMENTS, branch, d, leaf, name, scheme, sheet

if TYPE_CHECKING:
    from duban.governing.scores import Bands, Scheme, Way

SOUND = scheme(branch("a", "60", leaf("a1", "20"), leaf("a2", "40")), branch("b", "40", leaf("b1", "40")))


def wrong(checked: Scheme) -> list[tuple[str, str]]:
    return [(problem.place, problem.message) for problem in check(checked)]


def test_a_sound_scheme_has_no_problems() -> None:
    assert wrong(SOUND) == []
    assert [each.key for each in SOUND.leaves()] == ["a1", "a2", "b1"]


# The tree.


def test_a_total_that_is_not_the_sum_of_its_parts() -> None:
    assert wrong(replace(SOUND, total=d("110"))) == [("total", "declared 110, but 60 + 40 = 100")]


def test_a_sum_that_is_wrong_further_down() -> None:
    parts = (branch("a", "60", leaf("a1", "20"), leaf("a2", "39.5")), SOUND.parts[1])
    assert wrong(replace(SOUND, parts=parts)) == [("parts.a", "declared 60, but 20 + 39.5 = 59.5")]


def test_weights_are_a_hundred_per_cent_at_every_level() -> None:
    weighted = scheme(
        branch("a", "60", leaf("a1", "50"), leaf("a2", "49")),
        branch("b", "41", leaf("b1", "100")),
        basis=Basis.WEIGHTS,
    )
    assert wrong(weighted) == [
        ("total", "declared 100, but 60 + 41 = 101"),
        ("parts.a", "declared 100, but 50 + 49 = 99"),
    ]


def test_thirds_of_a_hundred_are_no_hundred() -> None:
    weighted = scheme(*(leaf(f"t{place}", "33.33") for place in range(3)), basis=Basis.WEIGHTS)
    assert wrong(weighted) == [("total", "declared 100, but 33.33 + 33.33 + 33.33 = 99.99")]


@pytest.mark.parametrize(
    ("declared", "found"),
    [((2, 4), "2, 4"), ((3,), "3"), ((2, 3, 0), "2, 3, 0"), ((), "")],
)
def test_declared_counts_are_those_of_the_tree(declared: tuple[int, ...], found: str) -> None:
    assert wrong(replace(SOUND, counts=declared)) == [
        ("counts", f"declared {found}, but the tree has 2, 3"),
    ]


def test_what_a_leaf_may_be_worth() -> None:
    parts = (leaf("a", "2"), leaf("b", "4"), leaf("c", "3"))
    limited = replace(scheme(*parts), total=d("9"), allowed=(d("2"), d("4")))
    assert wrong(limited) == [("parts.c.worth", "3 is none of 2, 4")]


def test_a_branch_without_parts_and_a_tree_without_branches() -> None:
    assert wrong(scheme(branch("a", "100"))) == [("parts.a", "has no parts")]
    assert wrong(scheme()) == [("total", "has no parts")]


def test_keys_stand_once_and_are_ascii() -> None:
    parts = (branch("a", "60", leaf("x", "60")), branch("b", "40", leaf("x", "40")))
    assert wrong(scheme(*parts)) == [("parts.x", "stands 2 times")]
    assert wrong(scheme(leaf("标准", "100"))) == [
        ("parts.标准", "a key has ascii letters, digits and .-_ only")
    ]


def test_worth_is_more_than_nothing() -> None:
    assert wrong(scheme(leaf("a", "0"), leaf("b", "100"))) == [("parts.a.worth", "0 is not more than 0")]
    found = wrong(scheme(leaf("a", "-5"), leaf("b", "105")))
    assert found == [("parts.a.worth", "-5 is not more than 0")]


@pytest.mark.parametrize("figure", ["NaN", "Infinity", "1E-16"])
def test_figures_that_cannot_be_summed(figure: str) -> None:
    found = wrong(scheme(leaf("a", figure), leaf("b", "100")))
    assert ("parts.a.worth", f"{figure} is not a figure of at most 15 places") in found


def test_classes_are_declared() -> None:
    assert wrong(replace(SOUND, classes=())) == [
        ("classes", "none declared: units are compared within a class only")
    ]
    assert wrong(replace(SOUND, classes=(DEPARTMENTS, DEPARTMENTS))) == [
        ("classes.department", "stands 2 times")
    ]


def test_limits_and_places() -> None:
    assert wrong(replace(SOUND, lowest=d("100"), highest=d("100"))) == [
        ("limits", "lowest 100 is not below highest 100")
    ]
    assert wrong(replace(SOUND, digits=-1)) == [("digits", "-1 places cannot be printed")]


# Open figures.


def test_an_open_figure_is_a_problem_until_it_is_filled() -> None:
    lacking = scheme(leaf("a", Open("worth-a")), leaf("b", "60"))
    assert wrong(lacking) == [("parts.a.worth", "still open: 'worth-a'")]
    assert opens(lacking) == ("worth-a",)
    assert wrong(filled(lacking, {"worth-a": d("40")})) == []


def test_an_open_figure_may_stay_open() -> None:
    lacking = scheme(leaf("a", Open("worth-a")), leaf("b", Open("worth-b")))
    assert opens(filled(lacking, {"worth-a": d("40")})) == ("worth-b",)


def test_a_figure_that_nothing_asks_for() -> None:
    with pytest.raises(FigureError, match="nothing in 'small' asks for 'worth-z'"):
        filled(SOUND, {"worth-z": d("1")})


# How leaves are scored.


@pytest.mark.parametrize(
    ("way", "place", "message"),
    [
        (Entered(d("0")), "step", "0 is not more than 0"),
        (Entered(d("30")), "step", "the maximum 100 is not reached in steps of 30"),
        (Linear(d("5"), d("5")), "", "5 brings both nothing and all"),
        (
            FromScheme(source="B1", floor=d("100"), full=d("60")),
            "",
            "a result of 60 brings more than one of 100",
        ),
        (Brackets(brackets=(), otherwise=d("0")), "", "no thresholds"),
        (
            Brackets(brackets=(Bracket(d("1"), d("9")), Bracket(d("2"), d("5"))), otherwise=d("0")),
            "",
            "thresholds, best first: 2 is not less than the 1 before it",
        ),
        (
            Brackets(
                brackets=(Bracket(d("2"), d("9")), Bracket(d("1"), d("5"))),
                otherwise=d("0"),
                higher_is_better=False,
            ),
            "",
            "thresholds, best first: 1 is not more than the 2 before it",
        ),
        (
            Brackets(brackets=(Bracket(d("2"), d("9")), Bracket(d("1"), d("9"))), otherwise=d("0")),
            "points",
            "points, best first: 9 is not less than the 9 before it",
        ),
        (ByRank((d("101"),), d("0")), "points", "101 is more than the maximum 100"),
        (ByRank((), d("0")), "", "no places with points"),
        (ByRank((d("5"),), d("-1")), "points", "-1 is less than 0"),
        (ByCount(d("0"), d("3")), "each", "0 is not more than 0"),
        (ByCount(d("1"), d("101")), "cap", "101 is more than the maximum 100"),
        (ByVotes((), d("1")), "", "nothing to vote for"),
        (
            ByVotes((Choice("good", name("好"), d("101")),), d("1")),
            "good",
            "101 is more than the maximum 100",
        ),
        (ByVotes((Choice("good", name("好"), d("100")),), d("0")), "fewest", "0 is less than 1"),
        (ByVotes((Choice("good", name("好"), d("1")),) * 2, d("1")), "good", "stands 2 times"),
        (
            ByRaters(fewest=d("2"), drop_highest=d("1"), drop_lowest=d("1"), step=d("1")),
            "fewest",
            "with 2 raters nothing is left when 2 are dropped",
        ),
        (
            ByRaters(fewest=d("2.5"), drop_highest=d("0"), drop_lowest=d("0"), step=d("1")),
            "fewest",
            "2.5 is no whole number",
        ),
        (Entered(Open("step")), "step", "still open: 'step'"),
    ],
)
def test_ways_that_do_not_score(way: Way, place: str, message: str) -> None:
    there = f"parts.a.way.{place}" if place else "parts.a.way"
    assert wrong(scheme(leaf("a", "100", way))) == [(there, message)]


def test_with_weights_points_need_a_scale() -> None:
    assert wrong(scheme(leaf("a", "100", Entered(d("1"))), basis=Basis.WEIGHTS)) == [
        ("parts.a.maximum", "points on a scale, and the scale is not declared")
    ]
    assert wrong(scheme(leaf("a", "100", Entered(d("1")), "10"), basis=Basis.WEIGHTS)) == []
    assert wrong(scheme(leaf("a", "100", Entered(d("1")), "0"))) == [
        ("parts.a.maximum", "0 is not more than 0"),
    ]


# The negative list and awards.


def with_list(*circumstances: Circumstance, count: int | None = None, **changes: Any) -> Scheme:
    listed = NegativeList(circumstances=circumstances, count=len(circumstances) if count is None else count)
    return replace(SOUND, negative=replace(listed, **changes))


def circumstance(points: str = "2", **changes: Any) -> Circumstance:
    return replace(Circumstance(key="late", name=name("逾期"), points=d(points)), **changes)


def test_five_declared_circumstances_and_four_listed() -> None:
    four = [circumstance(key=f"n{place}") for place in range(4)]
    assert wrong(with_list(*four, count=5)) == [("negative.count", "declared 5, but the list has 4")]


@pytest.mark.parametrize(
    ("listed", "place", "message"),
    [
        (circumstance("-1"), "negative.late.points", "-1 is less than 0"),
        (circumstance("0"), "negative.late.points", "costs nothing and forbids no grade"),
        (circumstance(cap=d("0")), "negative.late.cap", "0 is not more than 0"),
        (circumstance(veto="fail"), "negative.late.veto", "no such grade: 'fail'"),
        (replace(circumstance(), points=Open("late")), "negative.late.points", "still open: 'late'"),
    ],
)
def test_circumstances_that_cannot_be_counted(listed: Circumstance, place: str, message: str) -> None:
    assert wrong(with_list(listed)) == [(place, message)]


def test_a_circumstance_stands_once_and_the_list_costs_something() -> None:
    assert wrong(with_list(circumstance(), circumstance())) == [("negative.late", "stands 2 times")]
    assert wrong(with_list(circumstance(), cap=d("0"))) == [("negative.cap", "0 is not more than 0")]


LEVELS = tuple(
    AwardLevel(key, name(zh), d(points))
    for key, zh, points in (("national", "国家级", "4"), ("province", "省级", "3"), ("city", "市级", "1"))
)
AWARDS = AwardList(levels=LEVELS, angles=(Angle(key="rollout", name=name("推广")),), count=1)


@pytest.mark.parametrize(
    ("awards", "place", "message"),
    [
        (replace(AWARDS, count=6), "awards.count", "declared 6, but the list has 1"),
        (
            replace(AWARDS, levels=(LEVELS[1], LEVELS[0])),
            "awards.national.points",
            "4 is not less than the 3 of the level above it",
        ),
        (
            replace(AWARDS, levels=(LEVELS[0], LEVELS[1]._replace(points=d("4")))),
            "awards.province.points",
            "4 is not less than the 4 of the level above it",
        ),
        (replace(AWARDS, levels=()), "awards.levels", "none declared"),
        (
            replace(AWARDS, levels=(LEVELS[0]._replace(points=d("0")),)),
            "awards.national.points",
            "0 is not more than 0",
        ),
        (replace(AWARDS, cap=d("-1")), "awards.cap", "-1 is not more than 0"),
        (
            replace(AWARDS, angles=(Angle(key="rollout", name=name("推广"), cap=d("0")),)),
            "awards.rollout.cap",
            "0 is not more than 0",
        ),
        (
            replace(AWARDS, levels=(LEVELS[0]._replace(points=Open("national")),)),
            "awards.national.points",
            "still open: 'national'",
        ),
    ],
)
def test_awards_that_cannot_be_counted(awards: AwardList, place: str, message: str) -> None:
    assert wrong(replace(SOUND, awards=awards)) == [(place, message)]


def test_the_same_angle_or_level_twice() -> None:
    assert wrong(replace(SOUND, awards=replace(AWARDS, angles=AWARDS.angles * 2, count=2))) == [
        ("awards.angles.rollout", "stands 2 times")
    ]


# Grades.


def band(key: str, low: str | None, high: str | None, **changes: Any) -> Band:
    ends = [None if end is None else d(end) for end in (low, high)]
    return replace(Band(key=key, name=name(key), low=ends[0], high=ends[1]), **changes)


@pytest.mark.parametrize(
    ("bands", "place", "message"),
    [
        (
            (band("good", "90", None), band("fair", None, "85")),
            "fair",
            "totals between 85 and 90 have no grade",
        ),
        (
            (band("good", "90", None), band("fair", None, "95")),
            "fair",
            "totals between 90 and 95 have two grades, 'good' as well",
        ),
        (
            (band("good", "90", None), band("fair", None, "90", high_closed=True)),
            "fair",
            "90 has two grades, 'good' as well",
        ),
        (
            (band("good", "90", None, low_closed=False), band("fair", None, "90")),
            "fair",
            "90 has no grade",
        ),
        (
            (band("good", "90", "100"), band("fair", None, "90")),
            "good.high",
            "a total beyond 100 has no grade",
        ),
        ((band("good", "90", None), band("fair", "60", "90")), "fair.low", "a total below 60 has no grade"),
        (
            (band("good", None, None), band("fair", None, "90")),
            "fair",
            "overlaps 'good': between them one end is not declared",
        ),
        (
            (band("good", "90", None), band("fair", "90", "90"), band("poor", None, "90")),
            "fair",
            "nothing lies between 90 and 90",
        ),
    ],
)
def test_bands_without_gaps_and_overlaps(bands: tuple[Band, ...], place: str, message: str) -> None:
    assert wrong(replace(SOUND, bands=Cutoffs(bands))) == [(f"bands.{place}", message)]


def test_the_border_may_belong_to_either_side() -> None:
    above = (band("good", "90", None), band("fair", None, "90"))
    below = (band("good", "90", None, low_closed=False), band("fair", None, "90", high_closed=True))
    assert wrong(replace(SOUND, bands=Cutoffs(above))) == wrong(replace(SOUND, bands=Cutoffs(below))) == []


def test_stars_fall_from_grade_to_grade_and_are_given_to_all_or_none() -> None:
    some = (band("five", "90", None, stars=5), band("four", None, "90"))
    same = (band("five", "90", None, stars=5), band("four", None, "90", stars=5))
    below = (band("one", "90", None, stars=1), band("none", None, "90", stars=-1))
    assert wrong(replace(SOUND, bands=Cutoffs(some))) == [("bands", "some have stars and some have none")]
    assert wrong(replace(SOUND, bands=Cutoffs(same))) == [
        ("bands", "5 stars are not less than the 5 of the better grade")
    ]
    assert wrong(replace(SOUND, bands=Cutoffs(below))) == [("bands", "less than no star")]


def quotas(*shares: str | None) -> Quotas:
    bands = [
        QuotaBand(key=f"q{place}", name=name("等"), share=None if share is None else d(share))
        for place, share in enumerate(shares)
    ]
    return Quotas(bands=tuple(bands), share=Share.DOWN, edge=Edge.ALL_OUT, of=Of.RANKED)


@pytest.mark.parametrize(
    ("bands", "place", "message"),
    [
        (quotas(), "bands", "none declared"),
        (quotas("60", "50", None), "bands", "the shares come to 110 per cent"),
        (quotas("20", None, None), "bands.q1.share", "only the last grade takes the rest"),
        (
            quotas("20", "80"),
            "bands.q1.share",
            "the last grade takes the rest, without a share of its own",
        ),
        (quotas("0", None), "bands.q0.share", "0 is not more than 0"),
        (Cutoffs(()), "bands", "none declared"),
    ],
)
def test_quotas_that_cannot_be_filled(bands: Bands, place: str, message: str) -> None:
    assert wrong(replace(SOUND, bands=bands)) == [(place, message)]


def test_a_veto_names_a_grade_of_either_kind() -> None:
    fail = circumstance(veto="q1")
    assert wrong(replace(with_list(fail), bands=quotas("20", None))) == []


# All at once.


def test_everything_is_reported_at_once_and_nothing_is_scored() -> None:
    broken = replace(
        with_list(circumstance("0"), count=5), total=d("110"), counts=(3, 11, 35), classes=(), digits=-1
    )
    assert [place for place, _ in wrong(broken)] == [
        "digits",
        "classes",
        "total",
        "counts",
        "negative.count",
        "negative.late.points",
    ]
    with pytest.raises(
        SchemeError, match=r"(?s)scheme 'small'.*declared 110.*3, 11, 35.*costs nothing"
    ) as told:
        score(broken, sheet())
    assert told.value.problems == check(broken)
