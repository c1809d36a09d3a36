"""Repeats are proposed once each, and rates keep both sides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from duban.governing.cases import (
    Intake,
    Likeness,
    Rate,
    Rating,
    Repeat,
    Stage,
    Standing,
    rates,
    repeats,
)


def at(day: int) -> date:
    return date(2026, 11, day)


def case(
    key: str, day: int = 1, category: str = "路面塌陷", place: str = "青岭路", caller: str = ""
) -> Intake:
    return Intake(id=key, received=at(day), channel="12345", category=category, place=place, caller=caller)


REPEATS: tuple[tuple[str, list[Intake], Likeness, list[tuple[str, str, int]]], ...] = (
    ("the same thing at the same place", [case("1"), case("2", 3)], Likeness(7), [("2", "1", 2)]),
    ("chained to the first, not to the last", [case("1"), case("2", 5), case("3", 8)], Likeness(7),
     [("2", "1", 4), ("3", "1", 7)]),
    ("too long ago begins anew", [case("1"), case("2", 9), case("3", 10)], Likeness(7), [("3", "2", 1)]),
    ("another place", [case("1"), case("2", place="云溪大道")], Likeness(7), []),
    ("no place is no place in common", [case("1", place=""), case("2", place="")], Likeness(7), []),
    ("one caller, whatever it is about", [case("1", caller="a"), case("2", 2, "路灯", "", "a")],
     Likeness(7, category=False, place=False, caller=True), [("2", "1", 1)]),
    ("alike in nothing", [case("1"), case("2")], Likeness(7, category=False, place=False), []),
    ("in the order of their days", [case("2", 3), case("1")], Likeness(7), [("2", "1", 2)]),
)  # fmt: skip


@pytest.mark.parametrize(("what", "cases", "likeness", "found"), REPEATS, ids=[row[0] for row in REPEATS])
def test_repeats_are_proposed(
    what: str, cases: list[Intake], likeness: Likeness, found: list[tuple[str, str, int]]
) -> None:
    assert repeats(cases, likeness) == tuple(Repeat(*row) for row in found), what


def stood(key: str, stage: Stage, **said: object) -> Standing:
    return Standing(intake=case(key), stage=stage, **said)  # type: ignore[arg-type] # what the case shows


def test_rates_keep_both_sides() -> None:
    cases = [
        stood("1", Stage.CLOSED, handled=at(3), closed=at(4), rating=Rating.SATISFIED),
        stood("2", Stage.CLOSED, handled=at(9), closed=at(9), rating=Rating.DISSATISFIED),
        stood("3", Stage.HANDLED, handled=at(4), rating=Rating.NOT_REACHED),
        stood("4", Stage.IN_HAND),
        stood("5", Stage.IN_HAND),
        stood("6", Stage.MERGED, into="4"),
    ]
    limits = {key: at(5) for key in "12346"}
    found = rates(cases, limits, at(10))
    assert (found.handled, found.closed) == (Rate(3, 5), Rate(2, 5))
    assert found.in_time == Rate(2, 4), "late: 2, which was handled on the 9th, and 4, which is open"
    assert found.satisfied == Rate(1, 2), "who was not reached said nothing"
    assert found.overdue == ("4",)


def test_a_limit_is_kept_on_its_last_day() -> None:
    found = rates([stood("1", Stage.IN_HAND)], {"1": at(5)}, at(5))
    assert (found.in_time, found.overdue) == (Rate(1, 1), ())


def test_what_comes_in_later_is_not_counted() -> None:
    assert rates([stood("1", Stage.RECEIVED)], {}, at(1) - timedelta(days=1)).handled == Rate(0, 0)


def test_99_point_9_per_cent_of_587_000() -> None:
    """办结率: both sides are kept, so what part it is can be asked again."""
    closed = [stood(str(number), Stage.CLOSED, handled=at(2)) for number in range(999)]
    assert rates([*closed, stood("x", Stage.IN_HAND)], {}, at(2)).closed == Rate(999, 1000)
