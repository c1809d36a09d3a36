"""Units in order by one indicator: ties, gaps, and what changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.measures import (
    Accrual,
    Better,
    Change,
    Counts,
    Field,
    Kind,
    Moved,
    NoObservation,
    NotCounted,
    Observation,
    OtherUnit,
    RankError,
    rank,
)
from governing.measures.figures_of import FIRMS, LATE, PM25, indicator, period, scale, seen

D = Decimal
TOWNS = ("青岭街道", "柳河街道", "云溪镇", "石桥镇")


def field(better: Better = Better.LESS, counts: Counts = Counts.VERIFIED_FIRST) -> Field:
    return Field(indicator(PM25, better), TOWNS, counts)


def week(key: str, *values: str | None) -> list[Observation]:
    return [
        seen(key, value, PM25, subject=town)
        for town, value in zip(TOWNS, values, strict=True)
        if value is not None
    ]


WEEKS = [
    *week("2025-W47", "40", "35", "50", None),
    *week("2026-W46", "30", "20", "25", "40"),
    *week("2026-W47", "25", "25", None, "20"),
]


def test_a_weekly_table_ranks_and_tells_what_changed() -> None:
    rows = rank(field(), WEEKS, period("2026-W47"), LATE)
    assert [(row.subject, row.rank, row.sharing) for row in rows] == [
        ("石桥镇", 1, 1),
        ("青岭街道", 2, 2),
        ("柳河街道", 2, 2),
        ("云溪镇", None, 0),
    ]
    assert rows[1].before == Moved(
        period=period("2026-W46"), places=1, used=WEEKS[3], change=Change(Kind.GROWTH, Fraction(-50, 3))
    )
    assert rows[1].year_before == Moved(
        period=period("2025-W47"), places=0, used=WEEKS[0], change=Change(Kind.GROWTH, Fraction(-75, 2))
    )


def test_who_is_not_known_has_no_place_and_a_reason() -> None:
    last = rank(field(), WEEKS, period("2026-W47"), LATE)[-1]
    assert last.doubts == (NoObservation(period("2026-W47")),)
    assert last.before == Moved(period=period("2026-W46"), places=None, used=WEEKS[5], change=None)


def test_a_newcomer_has_no_change() -> None:
    first = rank(field(), WEEKS, period("2026-W47"), LATE)[0]
    assert first.year_before == Moved(period=period("2025-W47"), places=None, used=None, change=None)


def test_a_53rd_week_is_held_against_no_week_of_the_year_before() -> None:
    (first, *_) = rank(field(), week("2026-W53", "1", "2", "3", "4"), period("2026-W53"), LATE)
    assert first.year_before is None


def test_what_is_cumulative_is_held_against_what_was_since_the_year_before() -> None:
    since = {year: scale(Kind.LEVEL, Accrual.CUMULATIVE, since=date(year, 1, 1)) for year in (2025, 2026)}
    rows = [
        seen(f"{year}-09", value, since[year], subject="云溪镇")
        for year, value in ((2025, "29"), (2026, "25"))
    ]
    (first, *_) = rank(
        Field(indicator(since[2026], Better.LESS), ("云溪镇",), Counts.REPORTED),
        rows,
        period("2026-09"),
        LATE,
    )
    assert first.year_before is not None
    assert first.year_before.used == rows[0]


def test_more_is_better_where_it_is_declared() -> None:
    rows = rank(field(Better.MORE), WEEKS, period("2026-W46"), LATE)
    assert [row.subject for row in rows] == ["石桥镇", "青岭街道", "云溪镇", "柳河街道"]


def test_another_unit_or_another_word_has_no_place() -> None:
    other = scale(Kind.LEVEL, unit="毫克/立方米")
    rows = rank(field(), [seen("2026-W47", "1", other, subject="云溪镇")], period("2026-W47"), LATE)
    by_town = {row.subject: row.doubts for row in rows}
    assert by_town["云溪镇"] == (OtherUnit("微克/立方米", "毫克/立方米"),)
    rows = rank(field(counts=Counts.VERIFIED), WEEKS, period("2026-W47"), LATE)
    assert {row.doubts for row in rows if row.subject == "石桥镇"} == {
        (NotCounted(Counts.VERIFIED, period("2026-W47")),)
    }


def test_what_is_neither_good_nor_bad_and_who_stands_twice_is_refused() -> None:
    with pytest.raises(RankError) as refusal:
        field(Better.NEITHER)
    assert str(refusal.value) == "neither more nor less of 'x' is better"
    with pytest.raises(RankError) as refusal:
        Field(indicator(FIRMS), ("甲", "甲"), Counts.REPORTED)
    assert str(refusal.value) == "in the list twice: '甲'"


@given(st.lists(st.none() | st.integers(0, 5), min_size=4, max_size=4))
def test_a_rank_is_one_more_than_how_many_are_better(values: list[int | None]) -> None:
    observed = week("2026-W47", *(None if value is None else str(value) for value in values))
    for row in rank(field(), observed, period("2026-W47"), LATE):
        mine = values[TOWNS.index(row.subject)]
        if mine is None:
            assert row.rank is None
        else:
            assert row.rank == 1 + sum(value is not None and value < mine for value in values)
            assert row.sharing == values.count(mine)
