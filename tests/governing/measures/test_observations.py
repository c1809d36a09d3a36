"""Observations: what was known on a day, whose word counts, sums over longer periods, scales and changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.measures import (
    Accrual,
    Against,
    Basis,
    Better,
    Change,
    Counts,
    Kind,
    ObservationError,
    Ratio,
    Scale,
    ScaleError,
    Status,
    averaged,
    based,
    change,
    known,
    movement,
    summed,
    usual,
    year_before,
)
from governing.measures.figures_of import (
    FIRMS,
    GROWTH,
    LATE,
    NEW_FIRMS,
    PM25,
    indicator,
    period,
    scale,
    seen,
    time,
)

if TYPE_CHECKING:
    from collections.abc import Callable

D = Decimal


def test_reported_and_verified_values_are_both_kept() -> None:
    rows = [
        seen("2023", "30", FIRMS, told=date(2024, 1, 5)),
        seen("2023", "28", FIRMS, told=date(2024, 2, 1), basis=Basis.VERIFIED, by="区审计局"),
        seen("2023", "29", FIRMS, told=date(2024, 1, 8)),
    ]
    (found,) = known(indicator(FIRMS), rows, LATE)
    assert (found.reported, found.verified) == (rows[2], rows[1])
    assert found.replaced == (rows[0],)
    assert found.difference == D(-1)
    counted = {counts: found.counted(counts) for counts in Counts}
    assert counted == {
        Counts.REPORTED: rows[2],
        Counts.VERIFIED: rows[1],
        Counts.VERIFIED_FIRST: rows[1],
    }


def test_what_was_known_then_is_known_for_ever() -> None:
    rows = [
        seen("2023", "30", FIRMS, told=date(2024, 1, 5)),
        seen("2023", None, FIRMS, told=date(2024, 2, 1)),
        seen("2023", "29", FIRMS, told=date(2024, 3, 1)),
    ]
    told = []
    for day in (date(2024, 1, 4), date(2024, 1, 5), date(2024, 2, 1), date(2024, 3, 1)):
        values = [row.counted(Counts.VERIFIED_FIRST) for row in known(indicator(FIRMS), rows, day)]
        told.append([None if one is None else one.value for one in values])
    assert told == [[], [D(30)], [None], [D(29)]]


def test_what_was_told_last_counts_wherever_it_stands_in_the_list() -> None:
    rows = [
        seen("2023", "29", FIRMS, told=date(2024, 3, 1)),
        seen("2023", "30", FIRMS, told=date(2024, 1, 5)),
    ]
    (found,) = known(indicator(FIRMS), rows, LATE)
    assert (found.reported, found.replaced) == (rows[0], (rows[1],))


def test_a_verified_value_that_is_taken_back_leaves_the_reported_one() -> None:
    rows = [
        seen("2023", "30", FIRMS),
        seen("2023", "28", FIRMS, basis=Basis.VERIFIED),
        seen("2023", None, FIRMS, basis=Basis.VERIFIED),
    ]
    (found,) = known(indicator(FIRMS), rows, LATE)
    assert found.counted(Counts.VERIFIED_FIRST) == rows[0]
    assert found.counted(Counts.VERIFIED) is None
    assert found.difference is None


REFUSED: tuple[tuple[str, Callable[[], object], str], ...] = (
    ("told by nobody", lambda: seen("2023", "1", FIRMS, by=""), "nobody told 1 of 'x'"),
    (
        "final before its time is over",
        lambda: seen("2023", "1", FIRMS, told=date(2023, 12, 30)),
        "told as final on 2023-12-30, before 2023-12-31",
    ),
    ("a share above its whole", lambda: seen("2023", "100.1", scale(Kind.SHARE)), "100.1 is no share"),
    ("half a place", lambda: seen("2023", "1.5", scale(Kind.RANK)), "1.5 is no rank"),
    ("no number", lambda: seen("2023", "NaN", FIRMS), "NaN is no level"),
    (
        "cumulative since a later day",
        lambda: seen("2023", "1", scale(Kind.LEVEL, Accrual.CUMULATIVE, since=date(2024, 1, 1))),
        "cumulative since 2024-01-01, after 2023-12-31",
    ),
)


@pytest.mark.parametrize(("what", "make", "message"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_have_been_observed_is_refused(
    what: str, make: Callable[[], object], message: str
) -> None:
    with pytest.raises(ObservationError) as refusal:
        make()
    assert str(refusal.value) == message, what


def test_a_ratio_above_100_and_an_estimate_of_a_running_year_are_observed() -> None:
    assert seen("2021-09", "120.7", scale(Kind.RATIO)).value == D("120.7")
    assert seen("2023", "1", FIRMS, told=date(2023, 11, 1), status=Status.ESTIMATED).value == 1


SCALES: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("growth in tonnes", {"kind": Kind.GROWTH, "unit": "吨"}, "a growth is not counted in '吨'"),
    ("a share of nothing", {"kind": Kind.SHARE}, "a share of 'nothing that is named'"),
    ("a level of a whole", {"kind": Kind.LEVEL, "whole": "全部事项"}, "a level of '全部事项'"),
    (
        "new since a day",
        {"kind": Kind.LEVEL, "accrual": Accrual.NEW, "since": date(2023, 1, 1)},
        "only a cumulative figure starts on a day, not one new: 2023-01-01",
    ),
)


@pytest.mark.parametrize(("what", "said", "message"), SCALES, ids=[row[0] for row in SCALES])
def test_a_scale_says_what_its_figures_are(what: str, said: dict[str, Any], message: str) -> None:
    with pytest.raises(ScaleError) as refusal:
        Scale(**({"accrual": Accrual.AT_END} | said))
    assert str(refusal.value) == message, what


def test_new_amounts_add_up_to_the_years_and_gaps_are_told() -> None:
    rows = [seen(f"2023-{month:02}", "20", NEW_FIRMS) for month in (1, 2, 4, 12)]
    found = summed(
        known(indicator(NEW_FIRMS), rows, LATE), period("2023"), Counts.REPORTED, date(2023, 4, 30)
    )
    assert found is not None
    assert found.value == 60
    assert found.missing == (period("2023-03"),)
    whole = summed(known(indicator(NEW_FIRMS), rows, LATE), period("2023"), Counts.REPORTED, LATE)
    assert whole is not None
    assert (whole.value, len(whole.missing)) == (D(80), 8)


def test_amounts_that_may_overlap_are_not_added() -> None:
    rows = [seen("2023-01", "20", NEW_FIRMS), seen("2023-Q1", "60", NEW_FIRMS)]
    assert summed(known(indicator(NEW_FIRMS), rows, LATE), period("2023"), Counts.REPORTED, LATE) is None
    standing = [seen("2023-01", "20", FIRMS)]
    assert summed(known(indicator(FIRMS), standing, LATE), period("2023"), Counts.REPORTED, LATE) is None


def test_a_week_is_the_mean_of_its_days_and_says_which_are_missing() -> None:
    rows = [
        seen("2023-03-06", "20", PM25, time=period("2023-03-06")),
        seen("2023-03-07", "31", PM25, time=period("2023-03-07")),
        seen("2023-03-08", None, PM25, time=period("2023-03-08")),
        seen("2023-03-13", "99", PM25, time=period("2023-03-13")),  # the week after
    ]
    days = known(indicator(PM25, Better.LESS), rows, LATE)
    found = averaged(days, period("2023-W10"), Counts.REPORTED, date(2023, 3, 9))
    assert found is not None
    assert found.value == Fraction(51, 2)
    assert [day.key for day in found.missing] == ["2023-03-08", "2023-03-09"]
    assert averaged(days, period("2023-W12"), Counts.REPORTED, LATE) is None
    assert averaged(days, period("2023-W10"), Counts.VERIFIED, LATE) is None
    rates = known(indicator(GROWTH), [seen("2023-01", "5", GROWTH)], LATE)
    assert averaged(rates, period("2023"), Counts.REPORTED, LATE) is None  # percents have no plain mean


CHANGES: tuple[tuple[str, Kind, str, str | None, str | None], ...] = (
    ("PM2.5 from 29 to 25", Kind.GROWTH, "25", "29", "-13.8"),
    ("PM10 from 55 to 50", Kind.GROWTH, "50", "55", "-9.1"),
    ("PM2.5 of five years, 50 to 31", Kind.GROWTH, "31", "50", "-38.0"),
    ("PM10 of five years, 92 to 61", Kind.GROWTH, "61", "92", "-33.7"),
    ("good days, 79.7 to 86.3 %", Kind.POINTS, "86.3", "79.7", "6.6"),
    ("from nothing there is no rate", Kind.GROWTH, "25", "0", None),
    ("nor from a loss", Kind.GROWTH, "25", "-5", None),
    ("nor from what is not known", Kind.GROWTH, "25", None, None),
    ("but there is an increase", Kind.INCREASE, "25", "0", "25.0"),
    ("a decrease is written without a minus", Kind.DECREASE, "25", "29", "4.0"),
    ("levels are no change", Kind.LEVEL, "25", "29", None),
)


@pytest.mark.parametrize(("what", "kind", "now", "base", "printed"), CHANGES, ids=[row[0] for row in CHANGES])
def test_a_change_has_its_kind_and_its_base(
    what: str, kind: Kind, now: str, base: str | None, printed: str | None
) -> None:
    found = change(kind, Fraction(now), None if base is None else Fraction(base))
    assert (None if found is None else str(found.printed(1))) == printed, what


def test_levels_change_by_rates_and_shares_by_points() -> None:
    assert usual(Kind.LEVEL, Fraction(3), Fraction(2)) == Change(Kind.GROWTH, Fraction(50))
    assert usual(Kind.SHARE, Fraction(30), Fraction(20)) == Change(Kind.POINTS, Fraction(10))
    assert usual(Kind.RANK, Fraction(3), Fraction(2)) is None


BASES: tuple[tuple[str, str, Any, str | None], ...] = (
    ("the week of the year before", "2026-W47", Against.YEAR_BEFORE, "2025-W47"),
    ("a 53rd week that the year before has not", "2026-W53", Against.YEAR_BEFORE, None),
    ("the second half of November", "2026-11b", Against.YEAR_BEFORE, "2025-11b"),
    ("the quarter", "2026-Q3", Against.YEAR_BEFORE, "2025-Q3"),
    ("the day", "2026-11-22", Against.YEAR_BEFORE, "2025-11-22"),
    ("the leap day", "2024-02-29", Against.YEAR_BEFORE, None),
    ("the week before the first one", "2026-W01", Against.PERIOD_BEFORE, "2025-W52"),
    ("no period stands before a day", "2026-11-22", Against.PERIOD_BEFORE, None),
    ("a year that is named", "2020", period("2015"), "2015"),
)


@pytest.mark.parametrize(("what", "when", "base", "expected"), BASES, ids=[row[0] for row in BASES])
def test_a_time_is_held_against_another(what: str, when: str, base: Any, expected: str | None) -> None:
    assert based(time(when), base) == (None if expected is None else time(expected)), what


def test_nothing_was_before_the_first_year() -> None:
    assert year_before(date(1, 5, 1)) is None


@given(st.lists(st.tuples(st.integers(1, 28), st.integers(0, 9), st.sampled_from(Basis)), max_size=12))
def test_later_rows_never_change_what_was_known_before(told: list[tuple[int, int, Basis]]) -> None:
    rows = [
        seen("2023", str(value), FIRMS, told=date(2024, 1, day), basis=basis) for day, value, basis in told
    ]
    for day in (date(2024, 1, 7), date(2024, 1, 20)):
        earlier = [row for row in rows if row.told <= day]
        assert known(indicator(FIRMS), rows, day) == known(indicator(FIRMS), earlier, LATE)
    for found in known(indicator(FIRMS), rows, LATE):
        kept = [one for one in (found.reported, found.verified) if one is not None]
        assert len(found.replaced) + len(kept) == len(rows)


def test_a_percentage_keeps_what_it_was_made_of() -> None:
    """一个月1204人, 1203人已探访: printed 99.9, and compared as 1203 of 1204."""
    visited = Ratio(numerator=D(1203), denominator=D(1204), share=True)
    printed = visited.printed(1)
    assert printed is not None
    one = seen("2023-05", str(printed.value), scale(Kind.SHARE), parts=visited)
    assert one.exact == Fraction(120300, 1204)
    with pytest.raises(ObservationError):
        seen("2023-05", None, scale(Kind.SHARE), parts=visited)
    assert seen("2023-05", "99.9", scale(Kind.SHARE)).exact == Fraction(999, 10)


PARTS = (
    ("another percentage", "98.1", Kind.SHARE, True),
    ("a share said to be a ratio", "99.9", Kind.RATIO, True),
    ("a ratio said to be a share", "99.9", Kind.SHARE, False),
    ("a level", "99.9", Kind.LEVEL, True),
)


@pytest.mark.parametrize(("what", "value", "of", "share"), PARTS, ids=[row[0] for row in PARTS])
def test_a_percentage_is_that_of_its_parts(what: str, value: str, of: Kind, share: bool) -> None:
    parts = Ratio(numerator=D(1203), denominator=D(1204), share=share)
    with pytest.raises(ObservationError) as refusal:
        seen("2023-05", value, scale(of), parts=parts)
    assert str(refusal.value) == f"{value} is no {of} of 1203 in 1204", what


def test_what_was_taken_back_is_not_compared() -> None:
    with pytest.raises(ObservationError):
        _ = seen("2023", None, FIRMS).exact


def test_a_figure_stands_beside_its_base() -> None:
    """Jan–Sep 2021: PM2.5 25 μg/m³, −13.8 %."""
    since = {year: scale(Kind.LEVEL, Accrual.CUMULATIVE, since=date(year, 1, 1)) for year in (2020, 2021)}
    rows = [seen("2020-09", "29", since[2020]), seen("2021-09", "25", since[2021])]
    listed = known(indicator(PM25), rows, LATE)
    found = movement(listed, since[2021], period("2021-09"), Against.YEAR_BEFORE, Counts.REPORTED)
    assert (found.now, found.base) == (rows[1], rows[0])
    assert listed[0].difference is None
    assert found.change is not None
    assert str(found.change.printed(1)) == "-13.8"
    alone = movement(listed, since[2021], period("2021-09"), Against.PERIOD_BEFORE, Counts.REPORTED)
    assert (alone.base, alone.change) == (None, None)
    assert movement([], PM25, period("2021-09"), Against.YEAR_BEFORE, Counts.REPORTED).now is None


def test_scales_stand_beside_each_other() -> None:
    rows = [seen("2023", "25", PM25), seen("2023", "-13.8", GROWTH)]
    assert {one.scale for one in known(indicator(PM25), rows, LATE)} == {PM25, GROWTH}
