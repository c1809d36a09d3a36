"""Targets against observations: met, not met, not comparable, not due, with the figures of the documents."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.measures import (
    About,
    Accrual,
    Against,
    Among,
    AtLeast,
    AtMost,
    BaseNought,
    Basis,
    Better,
    Between,
    Compared,
    Counts,
    Derived,
    Earlier,
    Hold,
    Kind,
    LessThan,
    Met,
    MetLater,
    MoreThan,
    NoBase,
    NoDue,
    NoObservation,
    NotComparable,
    NotCounted,
    NotDue,
    NotInForce,
    NotMet,
    NoTolerance,
    NotYet,
    OnlyStriven,
    OtherAccrual,
    OtherKind,
    OtherStart,
    OtherUnit,
    OtherWhole,
    Ratio,
    Status,
    Strayed,
    Target,
    TargetError,
    Times,
    TwoValues,
    Unsettled,
    in_force,
    judge,
    judge_all,
)
from governing.measures.figures_of import (
    FIRMS,
    GROWTH,
    LATE,
    NEW_FIRMS,
    PM25,
    RANK,
    indicator,
    period,
    scale,
    seen,
    target,
)

if TYPE_CHECKING:
    from duban.governing.measures import Bound, Observation, Scale

D = Decimal

BOUNDS: tuple[tuple[str, Scale, Bound, str, type], ...] = (
    ("a rate of 99 or more, just reached", scale(Kind.SHARE), AtLeast(D(99)), "99", Met),
    ("just missed", scale(Kind.SHARE), AtLeast(D(99)), "98.99", NotMet),
    ("more than 30 firms", FIRMS, MoreThan(D(30)), "31", Met),
    ("30 are not more than 30", FIRMS, MoreThan(D(30)), "30", NotMet),
    ("water within the cap", FIRMS, AtMost(D("1.122")), "1.122", Met),
    ("water beyond the cap", FIRMS, AtMost(D("1.122")), "1.1221", NotMet),
    ("less than", FIRMS, LessThan(D(5)), "5", NotMet),
    ("about 6, give or take a fifth", GROWTH, About(D(6), D("0.2")), "6.2", Met),
    ("farther off than a fifth", GROWTH, About(D(6), D("0.2")), "6.21", NotMet),
    ("about 6, on the low side", GROWTH, About(D(6), D("0.2")), "5.79", NotMet),
    ("from 3 to 5", FIRMS, Between(D(3), D(5)), "5", Met),
    ("above from 3 to 5", FIRMS, Between(D(3), D(5)), "6", NotMet),
    ("held at 120", FIRMS, Hold(D(120), throughout=False), "120", Met),
    ("one too many to be held at 120", FIRMS, Hold(D(120), throughout=False), "121", NotMet),
    ("doubled", FIRMS, Times(D(2), D(50)), "100", Met),
    ("not quite doubled", FIRMS, Times(D(2), D(50)), "99", NotMet),
    ("among the first three", RANK, Among(3), "3", Met),
    ("fourth is not among them", RANK, Among(3), "4", NotMet),
    ("a ratio above 100 is legal", scale(Kind.RATIO), AtLeast(D(100)), "120.7", Met),
    ("exact to the last place", FIRMS, AtLeast(D("0.1") * 3), "0.3", Met),
)


@pytest.mark.parametrize(("what", "of", "bound", "value", "verdict"), BOUNDS, ids=[row[0] for row in BOUNDS])
def test_a_value_is_held_against_a_bound(
    what: str, of: Scale, bound: Bound, value: str, verdict: type
) -> None:
    found = judge(target(of, bound), [seen("2023", value, of)], LATE)
    assert type(found) is verdict, what
    assert Compared(Fraction(D(value)), bound, of, period("2023")) in found.reasons


SINCE_2019 = scale(Kind.LEVEL, Accrual.CUMULATIVE, unit="次", since=date(2019, 10, 1))
SINCE_2021 = scale(Kind.LEVEL, Accrual.CUMULATIVE, unit="次", since=date(2021, 1, 1))
STRANGE: tuple[tuple[str, Scale, Scale, Any], ...] = (
    ("a level is no growth rate", GROWTH, FIRMS, OtherKind(Kind.GROWTH, Kind.LEVEL)),
    ("points are no percent", GROWTH, scale(Kind.POINTS), OtherKind(Kind.GROWTH, Kind.POINTS)),
    ("a growth rate is no share", scale(Kind.SHARE), GROWTH, OtherKind(Kind.SHARE, Kind.GROWTH)),
    (
        "an increase is no level",
        FIRMS,
        scale(Kind.INCREASE, unit="家"),
        OtherKind(Kind.LEVEL, Kind.INCREASE),
    ),
    ("a share is no ratio", scale(Kind.SHARE), scale(Kind.RATIO), OtherKind(Kind.SHARE, Kind.RATIO)),
    (
        "hectares are no mu",
        scale(Kind.LEVEL, unit="亩"),
        scale(Kind.LEVEL, unit="公顷"),
        OtherUnit("亩", "公顷"),
    ),
    (
        "of something else",
        scale(Kind.SHARE, whole="服务事项"),
        scale(Kind.SHARE, whole="高频事项"),
        OtherWhole("服务事项", "高频事项"),
    ),
    ("new ones are not all of them", FIRMS, NEW_FIRMS, OtherAccrual(Accrual.AT_END, Accrual.NEW)),
    (
        "since another day",
        SINCE_2021,
        SINCE_2019,
        OtherStart(date(2021, 1, 1), date(2019, 10, 1)),
    ),
)


@pytest.mark.parametrize(("what", "wanted", "found", "reason"), STRANGE, ids=[row[0] for row in STRANGE])
def test_kinds_are_never_compared_with_one_another(
    what: str, wanted: Scale, found: Scale, reason: object
) -> None:
    answer = judge(target(wanted, AtLeast(D(1))), [seen("2023", "50", found)], LATE)
    assert isinstance(answer, NotComparable), what
    assert answer.reasons == (reason,)


def test_a_stretch_is_told_apart() -> None:
    """海洋生产总值: growth of 10 %, striving for 12 %."""
    promise = target(GROWTH, AtLeast(D(10)), stretch=AtLeast(D(12)))
    answers = [judge(promise, [seen("2023", value, GROWTH)], LATE) for value in ("9.9", "10", "12")]
    assert [type(one) for one in answers] == [NotMet, Met, Met]
    assert [one.stretch for one in answers if isinstance(one, Met)] == [False, True]


def test_what_was_striven_for_is_more_than_about() -> None:
    """6%左右, 力争6.5%: 6.8 is beyond both and not a failure."""
    promise = target(GROWTH, About(D(6), D("0.2")), stretch=AtLeast(D("6.5")))
    answers = [judge(promise, [seen("2023", value, GROWTH)], LATE) for value in ("6.1", "6.4", "6.8")]
    assert [type(one) for one in answers] == [Met, NotMet, Met]


def test_a_rate_of_100_is_reached_only_by_all() -> None:
    """月探访率100%: 1203 of 1204 are not all, however they are printed."""
    share = scale(Kind.SHARE)
    rows = [
        seen("2023-05", value, share, parts=Ratio(numerator=D(done), denominator=D(1204), share=True))
        for value, done in (("99.92", 1203), ("100", 1204))
    ]
    promise = target(share, AtLeast(D(100)), "2023-05")
    assert [type(judge(promise, [row], LATE)) for row in rows] == [NotMet, Met]


def test_many_targets_are_judged_as_one_by_one() -> None:
    towns = ("青岭街道", "柳河街道", "云溪镇")
    rows = [
        seen("2023", str(value), FIRMS, subject=town) for value, town in zip((9, 10), towns, strict=False)
    ]
    promises = [target(FIRMS, AtLeast(D(10)), subject=town) for town in towns]
    answers = judge_all(promises, rows, LATE)
    assert list(answers) == [judge(promise, rows, LATE) for promise in promises]
    assert [type(one) for one in answers] == [NotMet, Met, NotComparable]


def test_a_bound_that_is_only_striven_for_is_not_broken() -> None:
    promise = target(FIRMS, MoreThan(D(30)), striving=True)
    answer = judge(promise, [seen("2023", "28", FIRMS)], LATE)
    assert isinstance(answer, NotMet)
    assert OnlyStriven() in answer.reasons


OPEN: tuple[tuple[str, Target, list[Observation], Any], ...] = (
    ("no date", target(FIRMS, AtLeast(D(1)), None), [seen("2023", "5", FIRMS)], NoDue()),
    (
        "about, and nobody said how far",
        target(GROWTH, About(D(6))),
        [seen("2023", "6", GROWTH)],
        NoTolerance(),
    ),
    ("nothing observed", target(FIRMS, AtLeast(D(1))), [], NoObservation(period("2023"))),
    (
        "only another year observed",
        target(FIRMS, AtLeast(D(1))),
        [seen("2022", "5", FIRMS)],
        NoObservation(period("2023")),
    ),
    (
        "another subject observed",
        target(FIRMS, AtLeast(D(1)), subject="青岭街道"),
        [seen("2023", "5", FIRMS)],
        NoObservation(period("2023")),
    ),
    (
        "reported, where only verified values count",
        target(FIRMS, AtLeast(D(1)), counts=Counts.VERIFIED),
        [seen("2023", "5", FIRMS)],
        NotCounted(Counts.VERIFIED, period("2023")),
    ),
    (
        "taken back",
        target(FIRMS, AtLeast(D(1))),
        [seen("2023", "5", FIRMS), seen("2023", None, FIRMS)],
        NotCounted(Counts.VERIFIED_FIRST, period("2023")),
    ),
    (
        "doubled, and the base is not known",
        target(FIRMS, Times(D(2)), base=period("2020")),
        [seen("2023", "5", FIRMS)],
        NoBase(period("2020")),
    ),
    (
        "growth without its base",
        target(
            PM25.__class__(kind=Kind.GROWTH, accrual=Accrual.OF_PERIOD),
            AtMost(D(0)),
            base=Against.YEAR_BEFORE,
        ),
        [seen("2023", "25", PM25)],
        NoBase(period("2022")),
    ),
    (
        "growth from nought",
        target(GROWTH, AtLeast(D(0)), base=Against.YEAR_BEFORE),
        [seen("2022", "0", PM25), seen("2023", "25", PM25)],
        BaseNought(Fraction(0)),
    ),
    (
        "a month is not the year",
        target(PM25, AtMost(D(30))),
        [seen("2023-12", "25", PM25)],
        NoObservation(period("2023")),
    ),
)


@pytest.mark.parametrize(("what", "promise", "observed", "reason"), OPEN, ids=[row[0] for row in OPEN])
def test_what_is_open_is_not_comparable(
    what: str, promise: Target, observed: list[Observation], reason: object
) -> None:
    answer = judge(promise, observed, LATE)
    assert isinstance(answer, NotComparable), what
    assert answer.reasons[0] == reason


def test_growth_is_computed_where_its_base_is_declared() -> None:
    """Jan–Sep 2021: PM2.5 25 μg/m³, −13.8 % against 29 of the year before."""
    since = {year: scale(Kind.LEVEL, Accrual.CUMULATIVE, since=date(year, 1, 1)) for year in (2020, 2021)}
    observed = [seen("2020-09", "29", since[2020]), seen("2021-09", "25", since[2021])]
    promise = target(
        scale(Kind.GROWTH, Accrual.CUMULATIVE), AtMost(D(-10)), "2021-09", base=Against.YEAR_BEFORE
    )
    answer = judge(promise, observed, LATE)
    assert isinstance(answer, Met)
    assert answer.value == Fraction(-400, 29)
    assert len(answer.used) == 2
    assert Derived(Kind.GROWTH, Fraction(25), Fraction(29), period("2020-09")) in answer.reasons


DERIVED: tuple[tuple[str, Scale, Scale, Any, str], ...] = (
    ("an increase from levels", scale(Kind.INCREASE, unit="微克/立方米"), PM25, Against.YEAR_BEFORE, "10"),
    ("a decrease from levels", scale(Kind.DECREASE, unit="微克/立方米"), PM25, Against.YEAR_BEFORE, "-10"),
    ("points from shares", scale(Kind.POINTS), scale(Kind.SHARE), period("2022"), "10"),
    ("period on period", scale(Kind.POINTS), scale(Kind.SHARE), Against.PERIOD_BEFORE, "10"),
)


@pytest.mark.parametrize(
    ("what", "wanted", "observed", "base", "value"), DERIVED, ids=[row[0] for row in DERIVED]
)
def test_changes_have_their_kind(what: str, wanted: Scale, observed: Scale, base: Any, value: str) -> None:
    rows = [seen("2022", "50", observed), seen("2023", "60", observed)]
    answer = judge(target(wanted, AtLeast(D(-99)), base=base), rows, LATE)
    assert isinstance(answer, Met), what
    assert answer.value == D(value)


def test_a_change_is_not_computed_where_no_base_is_declared() -> None:
    rows = [seen("2022", "50", PM25), seen("2023", "60", PM25)]
    answer = judge(target(GROWTH, AtLeast(D(1))), rows, LATE)
    assert answer.reasons == (OtherKind(Kind.GROWTH, Kind.LEVEL),)


def test_growth_of_a_period_is_not_computed_from_what_stands_at_its_end() -> None:
    rows = [seen("2022", "50", FIRMS), seen("2023", "60", FIRMS)]
    answer = judge(target(GROWTH, AtLeast(D(1)), base=Against.YEAR_BEFORE), rows, LATE)
    assert answer.reasons == (OtherKind(Kind.GROWTH, Kind.LEVEL),)


def test_an_increase_in_another_unit_is_not_computed() -> None:
    rows = [seen("2022", "50", PM25), seen("2023", "60", PM25)]
    answer = judge(
        target(scale(Kind.INCREASE, unit="吨"), AtLeast(D(1)), base=Against.YEAR_BEFORE), rows, LATE
    )
    assert isinstance(answer, NotComparable)


def test_a_multiple_of_an_observed_base() -> None:
    rows = [seen("2020", "50", FIRMS), seen("2023", "100", FIRMS)]
    answer = judge(target(FIRMS, Times(D(2)), base=period("2020")), rows, LATE)
    assert isinstance(answer, Met)
    assert [one.value for one in answer.used] == [D(100), D(50)]


def test_before_its_time_a_target_has_a_course() -> None:
    rows = [seen(f"2023-{month:02}", str(month * 30), FIRMS, told=date(2023, 11, 1)) for month in range(1, 9)]
    answer = judge(target(FIRMS, AtLeast(D(200))), rows, date(2023, 11, 30))
    assert isinstance(answer, NotYet)
    assert answer.due == date(2023, 12, 31)
    assert [point.value for point in answer.course] == [30, 60, 90, 120, 150, 180, 210, 240]
    assert answer.reasons[0] == NotDue(date(2023, 12, 31), reached=True)
    early = judge(target(FIRMS, AtLeast(D(200))), rows[:3], date(2023, 11, 30))
    assert early.reasons[0] == NotDue(date(2023, 12, 31), reached=False)


def test_a_course_begins_with_its_period() -> None:
    rows = [seen(when, "9", FIRMS, told=date(2023, 2, 1)) for when in ("2022-12", "2023-01")]
    answer = judge(target(FIRMS, AtLeast(D(10))), rows, date(2023, 3, 1))
    assert isinstance(answer, NotYet)
    assert [point.time for point in answer.course] == [period("2023-01")]
    assert not any(isinstance(reason, Earlier) for reason in answer.reasons)


def test_before_its_time_a_figure_of_another_kind_is_told() -> None:
    rows = [seen("2023-01", "9", GROWTH, told=date(2023, 2, 1))]
    answer = judge(target(FIRMS, AtLeast(D(10))), rows, date(2023, 3, 1))
    assert OtherKind(Kind.LEVEL, Kind.GROWTH) in answer.reasons


def test_a_month_says_nothing_of_a_years_average_yet() -> None:
    rows = [seen("2023-01", "20", PM25, told=date(2023, 2, 1))]
    answer = judge(target(PM25, AtMost(D(30))), rows, date(2023, 3, 1))
    assert answer.reasons[0] == NotDue(date(2023, 12, 31), reached=None)


def test_what_stands_in_december_stands_at_the_end_of_the_year() -> None:
    answer = judge(target(FIRMS, AtLeast(D(1700))), [seen("2023-12", "1702", FIRMS)], LATE)
    assert isinstance(answer, Met)


def test_by_a_day_the_latest_value_counts_and_says_of_when_it_is() -> None:
    rows = [seen("2023-05-31", "9", FIRMS), seen("2023-06-20", "10", FIRMS), seen("2023-07-01", "12", FIRMS)]
    answer = judge(target(FIRMS, AtLeast(D(10)), "2023-06-30"), rows, LATE)
    assert isinstance(answer, Met)
    assert answer.value == 10
    assert Earlier(date(2023, 6, 20)) in answer.reasons


def test_what_was_before_a_target_held_does_not_count() -> None:
    promise = target(FIRMS, AtLeast(D(10)), "2023-06-30", since=date(2023, 1, 1))
    answer = judge(promise, [seen("2022-12-31", "12", FIRMS)], LATE)
    assert answer.reasons == (NoObservation(date(2023, 6, 30)),)


def test_a_target_that_is_met_later_is_not_met_and_says_when() -> None:
    rows = [seen("2023-06-30", "9", FIRMS), seen("2023-07-10", "10", FIRMS)]
    answer = judge(target(FIRMS, AtLeast(D(10)), "2023-06-30"), rows, LATE)
    assert isinstance(answer, NotMet)
    assert MetLater(date(2023, 7, 10)) in answer.reasons


def test_on_the_due_day_a_known_value_is_judged_and_an_unknown_one_awaited() -> None:
    promise = target(FIRMS, AtLeast(D(10)), "2023-06-30")
    row = seen("2023-06-30", "10", FIRMS, told=date(2023, 6, 30))
    assert isinstance(judge(promise, [row], date(2023, 6, 30)), Met)
    assert isinstance(judge(promise, [], date(2023, 6, 30)), NotYet)
    assert isinstance(judge(promise, [], date(2023, 7, 1)), NotComparable)


@pytest.mark.parametrize(("throughout", "verdict"), [(True, NotMet), (False, Met)])
def test_a_pool_held_throughout_must_never_stray(throughout: bool, verdict: type) -> None:
    """后备企业库: 120 kept."""
    rows = [seen(f"2023-{month:02}", "118" if month == 5 else "120", FIRMS) for month in range(1, 13)]
    answer = judge(target(FIRMS, Hold(D(120), throughout=throughout)), rows, LATE)
    assert type(answer) is verdict
    assert (Strayed((period("2023-05"),)) in answer.reasons) is throughout


def test_estimates_and_two_values_are_told() -> None:
    rows = [
        seen("2023", "1000", FIRMS, status=Status.ESTIMATED),
        seen("2023", "998", FIRMS, basis=Basis.VERIFIED, by="区科技局"),
    ]
    answer = judge(target(FIRMS, AtLeast(D(1000))), rows, LATE)
    assert isinstance(answer, NotMet)
    assert TwoValues(D(1000), D(998)) in answer.reasons
    reported = judge(target(FIRMS, AtLeast(D(1000)), counts=Counts.REPORTED), rows, LATE)
    assert isinstance(reported, Met)
    assert Unsettled(Status.ESTIMATED) in reported.reasons


def test_a_later_correction_does_not_change_what_was_known() -> None:
    rows = [
        seen("2023", "1000", FIRMS, told=date(2024, 1, 10)),
        seen("2023", "990", FIRMS, told=date(2024, 3, 1)),
    ]
    promise = target(FIRMS, AtLeast(D(1000)))
    assert isinstance(judge(promise, rows, date(2024, 2, 1)), Met)
    assert isinstance(judge(promise, rows, date(2024, 3, 1)), NotMet)


def test_each_season_has_its_target() -> None:
    """Winter: particles; summer: ozone."""
    winter = target(
        PM25, AtMost(D(60)), "2023-12", key="winter", since=date(2023, 10, 1), until=date(2024, 3, 31)
    )
    summer = target(
        PM25, AtMost(D(30)), "2023-08", key="summer", since=date(2023, 5, 1), until=date(2023, 9, 30)
    )
    always = target(PM25, AtMost(D(35)), key="year")
    keys = [one.key for one in in_force([winter, summer, always], date(2023, 7, 1))]
    assert keys == ["summer", "year"]
    answer = judge(winter, [], date(2023, 7, 1))
    assert answer.reasons == (NotInForce(date(2023, 10, 1)),)


REFUSED: tuple[tuple[str, Scale, Bound, dict[str, Any], str], ...] = (
    ("a rank of at least", RANK, AtLeast(D(3)), {}, "bound: AtLeast asks nothing of a rank"),
    ("a place among firms", FIRMS, Among(3), {}, "bound: Among asks nothing of a level"),
    ("nobody is first of none", RANK, Among(0), {}, "bound: nobody is among the first 0"),
    ("no figure", FIRMS, AtLeast(D("NaN")), {}, "bound: not a figure"),
    ("an inverted range", FIRMS, Between(D(5), D(3)), {}, "bound: no figure is from 5 to 3"),
    ("a tolerance below nought", FIRMS, About(D(5), D(-1)), {}, "bound: a tolerance of -1"),
    ("twice of nothing", FIRMS, Times(D(2), D(0)), {}, "bound: 2 times 0"),
    ("twice of what", FIRMS, Times(D(2)), {}, "base: a multiple of what is not said"),
    ("twice a growth rate", GROWTH, Times(D(2), D(3)), {}, "bound: a multiple of a growth says nothing"),
    (
        "a level from a base",
        FIRMS,
        AtLeast(D(2)),
        {"base": Against.YEAR_BEFORE},
        "base: a level is not measured from a base",
    ),
    (
        "an easier stretch",
        FIRMS,
        AtLeast(D(12)),
        {"stretch": AtLeast(D(10))},
        "stretch: AtLeast(value=Decimal('10')) asks no more than the bound",
    ),
    (
        "a stretch the other way",
        FIRMS,
        AtLeast(D(12)),
        {"stretch": AtMost(D(14))},
        "stretch: AtMost(value=Decimal('14')) asks no more than the bound",
    ),
    (
        "a higher cap to be striven for",
        FIRMS,
        AtMost(D(12)),
        {"stretch": LessThan(D(14))},
        "stretch: LessThan(value=Decimal('14')) asks no more than the bound",
    ),
    (
        "a smaller multiple",
        FIRMS,
        Times(D(3), D(5)),
        {"stretch": Times(D(2), D(5))},
        "stretch: Times(times=Decimal('2'), of=Decimal('5')) asks no more than the bound",
    ),
    (
        "an easier place",
        RANK,
        Among(3),
        {"stretch": Among(4)},
        "stretch: Among(best=4) asks no more than the bound",
    ),
    (
        "an end before its beginning",
        FIRMS,
        AtLeast(D(1)),
        {"since": date(2023, 2, 1), "until": date(2023, 1, 1)},
        "until: 2023-01-01 is before 2023-02-01",
    ),
)


@pytest.mark.parametrize(("what", "of", "bound", "said", "message"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_target_that_contradicts_itself_is_refused(
    what: str, of: Scale, bound: Bound, said: dict[str, Any], message: str
) -> None:
    with pytest.raises(TargetError) as refusal:
        target(of, bound, **said)
    assert str(refusal.value) == message, what


def test_all_problems_of_a_target_are_told() -> None:
    with pytest.raises(TargetError) as refusal:
        target(FIRMS, Among(3), since=date(2023, 2, 1), until=date(2023, 1, 1))
    assert [problem.place for problem in refusal.value.problems] == ["bound", "until"]


FIGURES = st.decimals(-1000, 1000, places=3)


@given(FIGURES, FIGURES, FIGURES, st.sampled_from([AtLeast, MoreThan, AtMost, LessThan]))
def test_judging_is_monotone(bound: Decimal, low: Decimal, high: Decimal, form: Any) -> None:
    """More of what is asked never turns a target that is met into one that is not."""
    worse, better = sorted((low, high), reverse=form in {AtMost, LessThan})
    promise = target(PM25, form(bound), indicator=indicator(PM25, Better.NEITHER))
    answers = [judge(promise, [seen("2023", str(value), PM25)], LATE) for value in (worse, better)]
    assert isinstance(answers[1], Met) or isinstance(answers[0], NotMet)


@given(st.permutations([("2023-01", "5"), ("2023-02", "7"), ("2023-11", "9"), ("2023-12", "11")]))
def test_the_order_of_times_in_the_list_does_not_matter(rows: list[tuple[str, str]]) -> None:
    observed = [seen(when, value, FIRMS) for when, value in rows]
    answer = judge(target(FIRMS, AtLeast(D(10))), observed, LATE)
    assert isinstance(answer, Met)
    assert answer.value == 11
