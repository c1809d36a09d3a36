"""Ratios and parts: what is printed of them, and whether parts make the whole."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.measures import PartsError, Ratio, RatioError, Relation, parts_of, pooled, print_ratio

D = Decimal


def ratio(numerator: str, denominator: str, *, share: bool = False) -> Ratio:
    return Ratio(numerator=D(numerator), denominator=D(denominator), share=share)


PRINTED: tuple[tuple[str, str, str, int, str, bool], ...] = (
    ("old reservoirs, 185 of 489", "185", "489", 1, "37.8", False),
    ("cases closed, 99.9 %", "586413", "587000", 1, "99.9", False),
    ("99.96 % is not 100.0 %", "9996", "10000", 1, "99.9", True),
    ("99.96 % with two digits", "9996", "10000", 2, "99.96", False),
    ("one case of a million is open", "999999", "1000000", 0, "99", True),
    ("all visited", "1204", "1204", 1, "100.0", False),
    ("100.04 % is not 100.0 % either", "10004", "10000", 1, "100.1", True),
    ("plan 12.06, invested 14.552", "14.552", "12.06", 1, "120.7", False),
    ("funds at 240 %", "240", "100", 0, "240", False),
    ("half goes up", "1", "800", 2, "0.13", False),
)


@pytest.mark.parametrize(
    ("what", "numerator", "denominator", "digits", "value", "held"), PRINTED, ids=[row[0] for row in PRINTED]
)
def test_a_ratio_is_printed(
    what: str, numerator: str, denominator: str, digits: int, value: str, held: bool
) -> None:
    printed = ratio(numerator, denominator).printed(digits)
    assert printed is not None, what
    assert (str(printed.value), printed.held) == (value, held)


SAID = (
    ("9996", "99.9%（不足100%，不进位）", "99.9% (not rounded up to 100%)"),
    ("10004", "100.1%（超过100%，不舍去）", "100.1% (not rounded down to 100%)"),
    ("10000", "100.0%", "100.0%"),
)


@pytest.mark.parametrize(("numerator", "zh", "en"), SAID)
def test_what_was_not_rounded_is_said(numerator: str, zh: str, en: str) -> None:
    one = ratio(numerator, "10000")
    assert (print_ratio(one, 1, "zh"), print_ratio(one, 1, "en")) == (zh, en)


def test_a_ratio_of_nothing_is_none() -> None:
    one = ratio("0", "0", share=True)
    assert one.percent is None
    assert one.printed(1) is None
    assert print_ratio(one, 1, "zh") == "没有对象，不计比率"


def test_what_is_missing_to_the_whole() -> None:
    assert ratio("9996", "10000").missing == 4
    assert ratio("240", "100").missing == 0


@pytest.mark.parametrize(
    ("numerator", "denominator", "share", "message"),
    [
        ("101", "100", True, "101 cannot be a share of 100"),
        ("-1", "100", False, "-1 counts nothing"),
        ("1", "NaN", False, "NaN counts nothing"),
    ],
)
def test_what_is_no_ratio_is_refused(numerator: str, denominator: str, share: bool, message: str) -> None:
    with pytest.raises(RatioError) as refusal:
        ratio(numerator, denominator, share=share)
    assert str(refusal.value) == message


def test_averages_are_made_of_the_parts() -> None:
    """Of 10 all and of 990 half: 505 of 1000 and not 75 %."""
    found = pooled([ratio("10", "10"), ratio("495", "990")])
    assert found == ratio("505", "1000")
    assert pooled([]) is None
    with pytest.raises(RatioError):
        pooled([ratio("1", "2"), ratio("1", "2", share=True)])


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.integers(0, 4))
def test_100_is_printed_only_of_what_is_whole(numerator: int, denominator: int, digits: int) -> None:
    one = ratio(str(numerator), str(denominator))
    printed = one.printed(digits)
    assert printed is not None
    assert (printed.value == 100) is (numerator == denominator)
    assert one.percent is not None
    assert abs(Fraction(printed.value) - one.percent) <= Fraction(1, 10**digits)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=20))
def test_a_pooled_ratio_lies_between_its_ratios(pairs: list[tuple[int, int]]) -> None:
    ratios = [ratio(str(part), str(whole)) for part, whole in pairs]
    percents = [one.percent for one in ratios if one.percent is not None]
    found = pooled(ratios)
    assert found is not None
    assert found.percent is not None
    assert min(percents) <= found.percent <= max(percents)


def figures(**said: int | None) -> dict[str, Decimal | None]:
    return {name: None if figure is None else D(figure) for name, figure in said.items()}


ROADS = figures(已完工=12, 在建=8, 即将开工=3, 谋划=13)


def test_36_roads_are_12_and_8_and_3_and_13() -> None:
    found = parts_of(D(36), ROADS, Relation.EXCLUSIVE)
    assert (found.total, found.gap, found.sums) == (D(36), D(0), True)
    assert parts_of(D(37), ROADS, Relation.EXCLUSIVE).gap == 1
    assert parts_of(D(37), ROADS, Relation.EXCLUSIVE).sums is False


def test_45_headquarters_leave_17_of_the_district_if_levels_exclude_one_another() -> None:
    found = parts_of(D(45), figures(省级=4, 市级=24, 区级=None), Relation.EXCLUSIVE)
    assert found.own["区级"] == 17
    assert (found.derived, found.sums) == ("区级", None)
    stated = parts_of(D(45), figures(省级=4, 市级=24, 区级=17), Relation.EXCLUSIVE)
    assert stated.sums is True


def test_45_headquarters_are_4_and_20_and_21_if_levels_are_nested() -> None:
    found = parts_of(D(45), figures(省级=4, 市级=24, 区级=45), Relation.NESTED)
    assert found.own == figures(省级=4, 市级=20, 区级=21)
    assert found.sums is True
    assert parts_of(D(45), figures(省级=4, 市级=24, 区级=17), Relation.NESTED).inverted == ("市级",)
    assert parts_of(D(45), figures(省级=4, 市级=24, 区级=17), Relation.NESTED).sums is False


OPEN = (
    ("two parts open", 45, figures(甲=4, 乙=None, 丙=None), Relation.EXCLUSIVE, None),
    ("no whole", None, figures(甲=4, 乙=5), Relation.EXCLUSIVE, None),
    ("more than the whole already", 45, figures(甲=46, 乙=None), Relation.EXCLUSIVE, False),
    ("a middle level open", 45, figures(甲=4, 乙=None, 丙=45), Relation.NESTED, True),
    ("the last level open", 45, figures(甲=4, 乙=None), Relation.NESTED, None),
)


@pytest.mark.parametrize(("what", "whole", "parts", "relation", "sums"), OPEN, ids=[row[0] for row in OPEN])
def test_what_is_not_stated_is_not_nought(
    what: str, whole: int | None, parts: dict[str, Decimal | None], relation: Relation, sums: bool | None
) -> None:
    assert parts_of(None if whole is None else D(whole), parts, relation).sums is sums, what


def test_parts_are_figures() -> None:
    with pytest.raises(PartsError) as refusal:
        parts_of(D(3), {"甲": D(-1)}, Relation.EXCLUSIVE)
    assert str(refusal.value) == "甲 is -1"


@given(st.lists(st.integers(0, 100), min_size=1, max_size=8))
def test_nested_levels_count_each_thing_once(own: list[int]) -> None:
    nested = {str(number): D(sum(own[: number + 1])) for number in range(len(own))}
    found = parts_of(D(sum(own)), nested, Relation.NESTED)
    assert list(found.own.values()) == own
    assert found.sums is True
