"""Conditions asked of subjects: met, failed, unknown, and never a guess."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.rules import (
    Aged,
    All,
    Among,
    Comparator,
    Compare,
    Condition,
    Facts,
    Holds,
    Not,
    On,
    Several,
    Truth,
    Value,
    ask,
    leaves,
    missing,
    months_between,
    truths,
)

TODAY = date(2026, 11, 22)
AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN, EQUAL = Comparator
MET, FAILED, UNKNOWN = Truth

LEAVES: tuple[tuple[str, Condition, Value | None, Truth], ...] = (
    ("以上 includes the figure", Compare("tax", AT_LEAST, Decimal(50)), Decimal(50), MET),
    ("below it", Compare("tax", AT_LEAST, Decimal(50)), Decimal("49.99"), FAILED),
    ("突破 does not include the figure", Compare("tax", MORE_THAN, Decimal(30)), Decimal(30), FAILED),
    ("以内 includes the figure", Compare("tax", AT_MOST, Decimal("1.122")), Decimal("1.122"), MET),
    ("不满 does not", Compare("tax", LESS_THAN, Decimal(30)), Decimal(30), FAILED),
    ("no figure is not nought", Compare("tax", AT_MOST, Decimal(5)), None, UNKNOWN),
    ("not a number is not known", Compare("tax", AT_MOST, Decimal(5)), Decimal("NaN"), UNKNOWN),
    ("a word is no figure", Compare("tax", AT_LEAST, Decimal(5)), "many", UNKNOWN),
    ("a flag is no figure", Compare("tax", AT_LEAST, Decimal(0)), True, UNKNOWN),
    ("on the day itself", On("founded", AT_LEAST, date(2021, 1, 1)), date(2021, 1, 1), MET),
    ("the day before", On("founded", AT_LEAST, date(2021, 1, 1)), date(2020, 12, 31), FAILED),
    ("no day", On("founded", AT_LEAST, date(2021, 1, 1)), None, UNKNOWN),
    ("in the third year of grace", Aged("founded", AT_MOST, 36), date(2023, 11, 22), MET),
    ("the day after, still no 37th month", Aged("founded", LESS_THAN, 37), date(2023, 11, 21), MET),
    ("the day after three full years", Aged("founded", AT_MOST, 36), date(2023, 11, 21), FAILED),
    (
        "on its last day three years are not exceeded",
        Aged("founded", MORE_THAN, 36),
        date(2023, 11, 22),
        FAILED,
    ),
    ("a day later they are", Aged("founded", MORE_THAN, 36), date(2023, 11, 21), MET),
    ("a full year", Aged("founded", AT_LEAST, 12), date(2025, 11, 22), MET),
    ("a day short of a year", Aged("founded", AT_LEAST, 12), date(2025, 11, 23), FAILED),
    ("one of the chains", Among("chain", frozenset({"chips", "trains"})), "trains", MET),
    ("none of the chains", Among("chain", frozenset({"chips"})), "beer", FAILED),
    ("several, one in common", Among("chain", frozenset({"chips"})), frozenset({"chips", "beer"}), MET),
    ("several, none in common", Among("chain", frozenset({"chips"})), frozenset({"beer"}), FAILED),
    ("known to have none", Among("chain", frozenset({"chips"})), frozenset(), FAILED),
    ("a flag up", Holds("promised"), True, MET),
    ("a flag down", Holds("promised"), False, FAILED),
    ("a flag nobody saw", Holds("promised"), None, UNKNOWN),
)


@pytest.mark.parametrize(("what", "condition", "value", "truth"), LEAVES, ids=[row[0] for row in LEAVES])
def test_a_leaf_asks_one_fact(what: str, condition: Condition, value: Value | None, truth: Truth) -> None:
    (leaf,) = leaves(condition)
    answer = ask(condition, {leaf.fact: value}, TODAY)
    assert answer.truth is truth, what
    assert answer.value == (None if truth is UNKNOWN else value)


YES, NO, MAYBE = Holds("yes"), Holds("no"), Holds("maybe")
KNOWN: Facts = {"yes": True, "no": False}

JOINED = (
    ("all met", All((YES, YES)), MET, ()),
    ("one failed decides, whatever is missing", All((MAYBE, NO)), FAILED, ()),
    ("one missing leaves it open", All((YES, MAYBE)), UNKNOWN, ("maybe",)),
    ("one of them is enough", Several(1, (NO, YES, MAYBE)), MET, ()),
    ("two wanted, one there, one possible", Several(2, (NO, YES, MAYBE)), UNKNOWN, ("maybe",)),
    ("two wanted, one there, none possible", Several(2, (NO, YES, NO)), FAILED, ()),
    ("the contrary", Not(NO), MET, ()),
    ("the contrary of what is not known", Not(MAYBE), UNKNOWN, ("maybe",)),
    ("deep inside", All((YES, Several(1, (NO, Not(MAYBE))))), UNKNOWN, ("maybe",)),
    ("what is decided is not asked for", All((Several(1, (YES, Holds("idle"))), MAYBE)), UNKNOWN, ("maybe",)),
)


@pytest.mark.parametrize(("what", "condition", "truth", "wanted"), JOINED, ids=[row[0] for row in JOINED])
def test_conditions_are_joined(
    what: str, condition: Condition, truth: Truth, wanted: tuple[str, ...]
) -> None:
    answer = ask(condition, KNOWN, TODAY)
    assert (answer.truth, missing(answer)) == (truth, wanted), what


MONTHS = (
    (date(2026, 1, 31), date(2026, 2, 28), 1),
    (date(2026, 1, 31), date(2026, 2, 27), 0),
    (date(2024, 2, 29), date(2025, 2, 28), 12),
    (date(2026, 11, 22), date(2026, 11, 22), 0),
    (date(2026, 11, 23), date(2026, 11, 22), -1),
    (date(2020, 1, 1), date.max, 95_759),
)


@pytest.mark.parametrize(("first", "last", "months"), MONTHS)
def test_whole_months(first: date, last: date, months: int) -> None:
    assert months_between(first, last) == months


FLAGS = st.sampled_from("abcd")
CONDITIONS = st.recursive(
    FLAGS.map(Holds),
    lambda inner: (
        inner.map(Not)
        | st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts)))
        | st.lists(inner, min_size=1, max_size=3).flatmap(
            lambda parts: st.integers(1, len(parts)).map(lambda least: Several(least, tuple(parts)))
        )
    ),
    max_leaves=8,
)
FLAG_FACTS = st.dictionaries(FLAGS, st.booleans() | st.none())


@given(CONDITIONS, FLAG_FACTS, st.dictionaries(FLAGS, st.booleans()))
def test_what_is_decided_stays_decided_whatever_is_learned(
    condition: Condition, known: Facts, learned: dict[str, bool]
) -> None:
    before = ask(condition, known, TODAY)
    more = {**learned, **{key: value for key, value in known.items() if value is not None}}
    after = ask(condition, more, TODAY)
    assert before.truth in {after.truth, UNKNOWN}


@given(CONDITIONS, FLAG_FACTS)
def test_an_open_answer_names_what_would_decide_it(condition: Condition, known: Facts) -> None:
    answer = ask(condition, known, TODAY)
    wanted = missing(answer)
    assert bool(wanted) == (answer.truth is UNKNOWN)
    assert all(known.get(key) is None for key in wanted)
    assert ask(condition, {**known, **dict.fromkeys(wanted, True)}, TODAY).truth is not UNKNOWN


@given(st.lists(CONDITIONS), FLAG_FACTS)
def test_every_answer_is_counted_once(conditions: list[Condition], known: Facts) -> None:
    counts = truths(ask(condition, known, TODAY) for condition in conditions)
    assert sum(counts.values()) == len(conditions)
    assert set(counts) == set(Truth)
