"""What holds for every scheme and every sheet: parts sum to totals, nothing depends on order, deductions deduct."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from duban.governing.scores import (
    Basis,
    Branch,
    Circumstance,
    Entered,
    Leaf,
    Linear,
    Measured,
    Missing,
    NegativeList,
    Points,
    Proof,
    Scheme,
    Standing,
    check,
    explain,
    plain,
    printed,
    prove,
    score,
)
from duban.governing.scores.figures import cut, settled, total
from governing.scores.small import branch, counts, d, entry, leaf, name, occurred, scheme, sheet

if TYPE_CHECKING:
    from duban.governing.scores import Entry, Line, Part, Sheet

FIGURES = st.integers(1, 40).map(lambda n: Decimal(n) / 4)


@st.composite
def leaves(draw: st.DrawFn, key: str) -> Leaf:
    worth = draw(FIGURES)
    if draw(st.booleans()):
        return leaf(key, worth, Entered(worth / 2))
    floor, step = draw(st.integers(-5, 5)), draw(st.sampled_from([-7, -3, 3, 7, 9]))
    return leaf(key, worth, Linear(Decimal(floor), Decimal(floor + step)))


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """Two levels of one to four parts, in points that sum as they must."""
    parts: list[Part] = []
    for place in range(draw(st.integers(1, 4))):
        below = [draw(leaves(f"p{place}.{n}")) for n in range(draw(st.integers(1, 4)))]
        parts.append(branch(f"p{place}", total([_worth(part) for part in below]), *below))
    made = scheme(*parts, missing=draw(st.sampled_from(Missing)))
    return replace(made, total=total([_worth(part) for part in parts]), counts=counts(parts))


def _worth(part: Part) -> Decimal:
    assert isinstance(part.worth, Decimal)
    return part.worth


@st.composite
def sheets(draw: st.DrawFn, rules: Scheme) -> Sheet:
    """Some of the leaves scored."""
    entries: list[Entry] = []
    for each in rules.leaves():
        if draw(st.integers(0, 3)) == 0:
            continue
        if isinstance(each.way, Entered):
            entries.append(entry(each.key, Points(_worth(each) / 2 * draw(st.integers(0, 2)))))
        else:
            entries.append(entry(each.key, Measured(Decimal(draw(st.integers(-15, 15))))))
    return sheet(*entries)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Scheme, Sheet]:
    rules = draw(schemes())
    return rules, draw(sheets(rules))


def sums(line: Line) -> None:
    """At every level the parts are the whole: worth, what is counted, and points."""
    if not line.parts:
        return
    assert sum(Fraction(part.worth) for part in line.parts) == Fraction(line.worth)
    assert sum(Fraction(part.counted) for part in line.parts) == Fraction(line.counted)
    earned = [Fraction(part.points) for part in line.parts if part.points is not None]
    assert (sum(earned) if earned else None) == (None if line.points is None else Fraction(line.points))
    for part in line.parts:
        sums(part)


@given(cases())
def test_parts_sum_to_their_total(case: tuple[Scheme, Sheet]) -> None:
    result = score(*case)
    sums(result.base)
    assert result.base.worth == case[0].total
    if result.total is not None:
        assert result.base.points is not None
        parts = Fraction(result.base.points) + Fraction(result.awarded) - Fraction(result.deducted)
        assert parts == Fraction(result.total)


@given(cases())
def test_what_is_left_out_never_changes_what_the_whole_is_out_of(case: tuple[Scheme, Sheet]) -> None:
    rules, made = case
    result = score(replace(rules, missing=Missing.LEFT_OUT), made)
    if result.total is not None:
        assert result.base.counted == rules.total
        assert 0 <= result.total <= result.base.counted


@given(cases())
def test_a_result_is_proved_whatever_the_order_of_entries(case: tuple[Scheme, Sheet]) -> None:
    rules, made = case
    result = score(rules, made)
    mixed = replace(made, entries=made.entries[::-1])
    assert prove(result, rules, mixed) is Proof.SAME


@given(cases())
def test_final_means_that_all_is_scored_or_that_it_was_declared_what_becomes_of_it(
    case: tuple[Scheme, Sheet],
) -> None:
    rules, made = case
    result = score(rules, made)
    assert (result.scored, result.leaves) == (len(made.entries), len(list(rules.leaves())))
    if result.scored < result.leaves and result.standing is Standing.FINAL:
        assert rules.missing in {Missing.NOUGHT, Missing.LEFT_OUT}
    assert (result.total is None) >= (result.standing is Standing.WITHHELD)


@given(cases())
def test_everything_can_be_said(case: tuple[Scheme, Sheet]) -> None:
    result = score(*case)
    lines = sum(1 for _ in result.base.lines()) - 1  # the whole is said in the head
    for language in ("zh", "en"):
        said = explain(result, "zh" if language == "zh" else "en")
        assert len(said) == 1 + lines + (result.total is not None)
        assert not any("{" in sentence.text for sentence in said)


NEGATIVE = NegativeList(
    circumstances=(
        Circumstance(key="late", name=name("逾期"), points=d("2"), cap=d("5")),
        Circumstance(key="false", name=name("弄虚作假"), points=d("3.5")),
    ),
    count=2,
    cap=d("12"),
)
OCCURRENCES = st.lists(st.tuples(st.sampled_from(["late", "false"]), st.integers(1, 4)), max_size=6)


@given(cases(), OCCURRENCES, st.sampled_from(["late", "false"]), st.sampled_from([None, d("0"), d("5")]))
def test_one_more_deduction_never_raises_the_total(
    case: tuple[Scheme, Sheet], listed: list[tuple[str, int]], more: str, lowest: Decimal | None
) -> None:
    rules, made = case
    rules = replace(rules, negative=NEGATIVE, lowest=lowest)
    before = [occurred(key, f"r{n}", times) for n, (key, times) in enumerate(listed)]
    first = score(rules, replace(made, occurrences=tuple(before)))
    second = score(rules, replace(made, occurrences=(*before, occurred(more, "one-more"))))
    assert (first.total is None) == (second.total is None)
    if first.total is not None and second.total is not None:
        assert second.total <= first.total
    assert sum(Fraction(cost.points) for cost in second.deductions) == Fraction(second.deducted) <= 12
    assert second.base == first.base


@given(cases())
def test_a_worth_that_is_off_by_a_little_is_found(case: tuple[Scheme, Sheet]) -> None:
    rules, _ = case
    assert check(rules) == ()
    first = rules.parts[0]
    assert isinstance(first, Branch)
    odd = replace(first, worth=_worth(first) + Decimal("0.000000000000001"))
    assert [problem.place for problem in check(replace(rules, parts=(odd, *rules.parts[1:])))] == [
        "total",
        f"parts.{first.key}",
    ]


@given(st.integers(1, 30), st.integers(1, 30))
def test_weights_and_points_give_the_same(first: int, second: int) -> None:
    """Per cent of a hundred are points of a hundred."""
    parts = (leaf("a", "40", Linear(d("0"), d("30"))), leaf("b", "60", Linear(d("0"), d("31"))))
    made = sheet(entry("a", Measured(Decimal(first))), entry("b", Measured(Decimal(second))))
    assert score(scheme(*parts), made).total == score(scheme(*parts, basis=Basis.WEIGHTS), made).total


# Figures.

fractions = st.fractions(0, 1000, max_denominator=10**6)


@given(st.lists(fractions, max_size=20))
def test_settled_figures_sum_to_the_figure_of_the_sum(values: list[Fraction]) -> None:
    figures = settled(values)
    assert sum(map(Fraction, figures)) == Fraction(cut(sum(values, Fraction(0))))
    assert all(
        abs(Fraction(figure) - value) <= Fraction(1, 10**15)
        for figure, value in zip(figures, values, strict=True)
    )


@given(st.lists(st.decimals(0, 10**6, places=6), max_size=20), st.lists(fractions, max_size=5))
def test_figures_that_are_exact_stay_as_they_are(exact: list[Decimal], others: list[Fraction]) -> None:
    figures = settled([*others, *map(Fraction, exact)])
    assert list(figures[len(others) :]) == exact


@given(st.decimals(-(10**9), 10**9, places=4))
def test_a_figure_written_plainly_is_the_same_figure(figure: Decimal) -> None:
    written = plain(figure)
    assert Decimal(written) == figure
    assert "E" not in written
    assert not (written.endswith("0") and "." in written)


def test_printing_rounds_half_up() -> None:
    assert [str(printed(d(text), 1)) for text in ("0.05", "0.25", "-0.25", "89.949")] == [
        "0.1",
        "0.3",
        "-0.3",
        "89.9",
    ]
    assert str(printed(d("1E+3"), 2)) == "1000.00"
