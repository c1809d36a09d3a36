"""Every reason in both languages, and no value that reads like the bound it misses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

import pytest

from duban.governing import measures
from duban.governing.measures import (
    NAMES,
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
    Bound,
    Compared,
    Counts,
    Gap,
    Judgement,
    Kind,
    MoreThan,
    NoBase,
    NotDue,
    OtherStart,
    OtherUnit,
    Outlook,
    Reason,
    Status,
    Strayed,
    asked,
    judge,
    say,
    tell,
)
from duban.governing.measures.figures import apart, shown
from duban.governing.measures.wording import BOUNDS, FIGURES, REASONS, VERDICTS
from governing.measures.figures_of import FIRMS, GROWTH, LATE, RANK, period, scale, seen, target

D = Decimal


def test_every_word_is_there_in_both_languages() -> None:
    assert set(REASONS) == {*get_args(Reason), *get_args(Outlook)}
    assert set(BOUNDS) == set(get_args(Bound))
    assert set(VERDICTS) == set(get_args(Judgement))
    assert set(FIGURES) == set(Kind)
    assert set(NAMES) == {*Kind, *Accrual, *Better, *Status, *Basis, *Counts}
    tables: tuple[Any, ...] = (REASONS, BOUNDS, VERDICTS, FIGURES, NAMES)
    assert all(name.zh and name.en for table in tables for name in table.values())


SAID: tuple[tuple[Any, str, str], ...] = (
    (
        Compared(Fraction(21, 2), AtLeast(D(10)), GROWTH, period("2023")),
        "2023年增长10.5%，目标不低于10",
        "growth of 10.5% in 2023, wanted at least 10",
    ),
    (
        Compared(Fraction(30), MoreThan(D(30)), FIRMS, period("2023")),
        "2023年30家，目标突破30",
        "30 家 in 2023, wanted more than 30",
    ),
    (
        Compared(Fraction(9996, 1000), AtLeast(D(10)), GROWTH, period("2023")),
        "2023年增长9.996%，目标不低于10",
        "growth of 9.996% in 2023, wanted at least 10",
    ),
    (
        Compared(Fraction(4), Among(3), RANK, period("2023")),
        "2023年第4位，目标前3位",
        "place 4 in 2023, wanted among the first 3",
    ),
    (
        Compared(Fraction(4), Between(D(3), D(5)), FIRMS, period("2023")),
        "2023年4家，目标3至5",
        "4 家 in 2023, wanted 3 to 5",
    ),
    (
        Compared(Fraction(-400, 29), AtMost(D(-10)), GROWTH, period("2021-09")),
        "2021年9月下降13.79%，目标不超过-10",
        "fall of 13.79% in 2021-09, wanted at most -10",
    ),
    (OtherUnit("亩", "公顷"), "单位不同：要求亩，现有公顷", "the units differ: 亩 asked, 公顷 known"),
    (
        OtherStart(date(2021, 1, 1), None),
        "累计起点不同：要求2021-01-01，现有未写明",
        "not cumulative since the same day: 2021-01-01 asked, not stated known",
    ),
    (NoBase(None), "缺少基期数（未写明）", "the base is not known (not stated)"),
    (BaseNought(Fraction(0)), "基数为0，不能计算增长率", "there is no growth rate from a base of 0"),
    (
        Strayed((period("2023-05"), period("2023-07"))),
        "2023年5月、2023年7月未保持",
        "not held in 2023-05, 2023-07",
    ),
    (
        NotDue(date(2023, 12, 31), reached=True),
        "时限为2023-12-31，目前已达到",
        "due on 2023-12-31, reached so far",
    ),
    (NotDue(date(2023, 12, 31), reached=None), "时限为2023-12-31", "due on 2023-12-31"),
    (
        Gap(date(2023, 2, 1), date(2023, 3, 31)),
        "2023-02-01至2023-03-31没有数据，不作推算",
        "no reading from 2023-02-01 to 2023-03-31, so nothing is projected",
    ),
)


@pytest.mark.parametrize(("reason", "zh", "en"), SAID)
def test_a_reason_is_said(reason: Any, zh: str, en: str) -> None:
    assert (say(reason, "zh"), say(reason, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("bound", "zh"),
    [
        (About(D(6)), "6左右"),
        (About(D(6), D("0.2")), "6左右（上下0.2）"),
        (Among(3), "前3位"),
        (AtLeast(D("1E+3")), "不低于1000"),
    ],
)
def test_a_bound_is_said(bound: Bound, zh: str) -> None:
    assert asked(bound, "zh") == zh


def test_a_judgement_is_told() -> None:
    promise = target(GROWTH, AtLeast(D(10)), stretch=AtLeast(D(12)))
    answer = judge(promise, [seen("2023", "10.5", GROWTH, status=Status.ESTIMATED)], LATE)
    assert tell(answer, "zh") == "完成，未达到力争目标：2023年增长10.5%，目标不低于10；所用为预计数，可能变动"
    assert tell(answer, "en") == (
        "met, though not what was striven for: growth of 10.5% in 2023, wanted at least 10; "
        "the value used is estimated and may change"
    )


def test_a_computed_value_that_misses_by_little_does_not_read_like_its_bound() -> None:
    level = scale(Kind.LEVEL, unit="亿元")
    rows = [seen("2022", "30000", level), seen("2023", "32999.9", level)]
    answer = judge(target(GROWTH, AtLeast(D(10)), base=Against.YEAR_BEFORE), rows, LATE)
    assert tell(answer, "zh").startswith(
        "未完成：2023年增长9.9997%，目标不低于10；由32999.9与2022年的30000计算"
    )


@pytest.mark.parametrize(
    ("value", "bound", "written"),
    [
        (Fraction(10), 10, "10"),
        (Fraction(29, 3), 10, "9.67"),
        (Fraction(99999, 10000), 10, "9.9999"),
        (10 - Fraction(1, 10**20), 10, "10"),
    ],
)
def test_figures_stay_apart(value: Fraction, bound: int, written: str) -> None:
    assert apart(value, Fraction(bound)) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (D("1E+3"), "1000"),
        (D("540.00"), "540"),
        (D("-0"), "0"),
        (Fraction(-1, 1000), "0"),
        (Fraction(-2, 3), "-0.67"),
    ],
)
def test_figures_are_written_as_people_write_them(value: D | Fraction, written: str) -> None:
    assert shown(value) == written


def test_what_is_public_is_listed_in_order() -> None:
    public = measures.__all__
    assert public == sorted(public, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    assert all(hasattr(measures, name) for name in public)
