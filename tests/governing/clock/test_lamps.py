"""Lamps from the date and from the planned course, each with its reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.governing.clock import (
    Better,
    ClockError,
    Course,
    Lamp,
    Point,
    Reason,
    Shape,
    Signal,
    Thresholds,
    Trajectory,
    TrajectoryError,
    Watched,
    even_course,
    signals,
)
from duban.governing.clock.lamps import (
    Behind,
    Closed,
    DueToday,
    InGrace,
    InTime,
    NearDue,
    OnCourse,
    Overdue,
    Paused,
    Stale,
    Undated,
    Unobserved,
    Unsent,
    UnsentPast,
)
from governing.clock.days import OFFICIAL, dates, day

RULES = Thresholds(near_due=3, behind=Decimal("0.05"))
# 0 on 1 January to 1 on 31 December 2025: 364 days.
YEAR = even_course(day("2025-01-01"), day("2025-12-31"), 1)
# A quarter by each quarter's end.
QUARTERS = Trajectory(
    tuple(
        Point(day(f"2025-{when}"), Decimal(number) / 4)
        for number, when in enumerate(("03-31", "06-30", "09-30", "12-31"), 1)
    ),
    Shape.STEPS,
)


def look(watched: Watched, as_of: str, rules: Thresholds = RULES) -> tuple[Signal, ...]:
    return signals(watched, day(as_of), calendar=OFFICIAL, thresholds=rules)


def seen(*points: tuple[str, str]) -> tuple[Point, ...]:
    return tuple(Point(day(when), Decimal(value)) for when, value in points)


@pytest.mark.parametrize(
    ("due", "as_of", "lamp", "reason"),
    [
        ("11-20", "11-16", Lamp.GREEN, InTime(day("11-20"), 4)),
        ("11-20", "11-17", Lamp.YELLOW, NearDue(day("11-20"), 3)),
        ("11-20", "11-20", Lamp.YELLOW, DueToday(day("11-20"))),
        ("11-20", "11-21", Lamp.RED, Overdue(day("11-20"), 1, 0)),
        ("11-20", "11-24", Lamp.RED, Overdue(day("11-20"), 4, 2)),
        ("10-12", "09-29", Lamp.GREEN, InTime(day("10-12"), 5)),  # thirteen days, five of them worked
        ("10-12", "10-03", Lamp.YELLOW, NearDue(day("10-12"), 4)),
        ("11-22", "11-20", Lamp.YELLOW, NearDue(day("11-22"), 0)),  # due on a Sunday, no working day left
    ],
)
def test_by_date(due: str, as_of: str, lamp: Lamp, reason: Reason) -> None:
    rules = Thresholds(near_due=4 if as_of == "10-03" else 3, behind=0)
    assert look(Watched(due=day(due)), as_of, rules) == (Signal(lamp, reason),)


def test_days_of_grace_are_yellow() -> None:
    watched = Watched(due=day("11-20"), grace_until=day("11-24"))
    assert look(watched, "11-24") == (Signal(Lamp.YELLOW, InGrace(day("11-20"), day("11-24"))),)
    assert look(watched, "11-25")[0].lamp is Lamp.RED


@pytest.mark.parametrize(
    ("ended", "lamp"),
    [(Closed(day("12-01")), Lamp.GREY), (Paused(day("11-16")), Lamp.GREY), (Paused(day("11-24")), Lamp.RED)],
)
def test_what_has_ended(ended: Closed | Paused, lamp: Lamp) -> None:
    watched = Watched(due=day("11-20"), course=Course(YEAR), ended=ended)
    assert look(watched, "12-30")[0].lamp is lamp
    assert Signal(Lamp.GREY, ended) in look(watched, "12-30")


def test_a_pause_stops_the_days_of_delay() -> None:
    watched = Watched(due=day("11-20"), ended=Paused(day("11-24")))
    assert look(watched, "12-30")[0].reason == Overdue(day("11-20"), 4, 2)


@pytest.mark.parametrize(
    ("due", "as_of", "reason"),
    [
        ("11-20", "11-21", UnsentPast(day("11-20"))),
        ("11-20", "11-20", Unsent()),  # its last day is not over
        (None, "11-21", Unsent()),
    ],
)
def test_what_was_not_sent_out_is_nobody_s_lateness(due: str | None, as_of: str, reason: Reason) -> None:
    watched = Watched(due=day(due) if due else None, course=Course(YEAR), sent=False)
    assert look(watched, as_of) == (Signal(Lamp.GREY, reason),)


def test_what_was_closed_before_it_was_sent_out_is_closed() -> None:
    ended = Closed(day("11-16"))
    assert look(Watched(due=day("11-20"), ended=ended, sent=False), "12-30") == (Signal(Lamp.GREY, ended),)


def test_without_date_and_course_nothing_is_judged() -> None:
    assert look(Watched(), "11-20") == (Signal(Lamp.GREY, Undated()),)


@pytest.mark.parametrize(
    ("observed", "as_of", "lamp"),
    [
        ((("2025-07-02", "0.5"),), "2025-07-03", Lamp.GREEN),
        ((("2025-07-02", "0.45"),), "2025-07-03", Lamp.GREEN),  # behind by just what is tolerated
        ((("2025-07-02", "0.4499"),), "2025-07-03", Lamp.YELLOW),
        ((("2025-07-02", "0.2"),), "2025-07-03", Lamp.YELLOW),
        ((("2025-07-02", "0.2"),), "2025-07-01", Lamp.YELLOW),  # not observed yet: nothing was
        ((("2025-03-01", "0.3"), ("2025-07-02", "0.2")), "2025-07-01", Lamp.GREEN),
        ((("2025-07-02", "0.2"), ("2025-03-01", "0.3")), "2025-07-03", Lamp.YELLOW),  # in any order
        ((("2024-12-20", "0.9"),), "2025-07-03", Lamp.YELLOW),  # observed before it all began
        ((), "2025-01-10", Lamp.GREY),  # nothing to speak of is planned yet
        ((), "2025-02-10", Lamp.YELLOW),
        ((), "2024-12-10", Lamp.GREY),
    ],
)
def test_by_an_even_course(observed: tuple[tuple[str, str], ...], as_of: str, lamp: Lamp) -> None:
    assert look(Watched(course=Course(YEAR, seen(*observed))), as_of)[0].lamp is lamp


@pytest.mark.parametrize(
    ("observed", "as_of", "lamp"),
    [
        ((("2025-03-10", "0.25"),), "2025-03-31", Lamp.GREEN),  # reached before its day
        ((("2025-03-10", "0.1"),), "2025-03-30", Lamp.GREY),  # no milestone has come
        ((("2025-03-10", "0.1"),), "2025-03-31", Lamp.YELLOW),  # it has, and was not reported as reached
        ((("2025-04-10", "0.25"),), "2025-06-29", Lamp.GREEN),  # between milestones nothing more is asked
        ((), "2025-03-30", Lamp.GREY),
        ((), "2025-03-31", Lamp.YELLOW),
    ],
)
def test_by_milestones(observed: tuple[tuple[str, str], ...], as_of: str, lamp: Lamp) -> None:
    assert look(Watched(course=Course(QUARTERS, seen(*observed))), as_of)[0].lamp is lamp


def test_far_behind_is_red_where_somebody_said_what_far_is() -> None:
    watched = Watched(course=Course(YEAR, seen(("2025-07-02", "0.2"))))
    rules = Thresholds(near_due=3, behind=Decimal("0.05"), far_behind=Decimal("0.2"))
    assert look(watched, "2025-07-02", rules) == (
        Signal(
            Lamp.RED,
            Behind(day("2025-07-02"), Decimal("0.2"), day("2025-07-02"), Decimal("0.5"), Decimal("0.3")),
        ),
    )
    just_far = Watched(course=Course(YEAR, seen(("2025-07-02", "0.3"))))
    assert look(just_far, "2025-07-02", rules)[0].lamp is Lamp.YELLOW
    with pytest.raises(ClockError):
        Thresholds(near_due=3, behind=2, far_behind=1)


def test_a_falling_course_is_behind_when_it_is_above() -> None:
    falling = even_course(day("2025-01-01"), day("2025-12-31"), 28, base=36)
    assert falling.better is Better.LOWER
    rules = Thresholds(near_due=3, behind=1)
    high = Watched(course=Course(falling, (Point(day("2025-07-02"), 34),)))
    low = Watched(course=Course(falling, (Point(day("2025-07-02"), 30),)))
    assert look(high, "2025-07-02", rules)[0].lamp is Lamp.YELLOW
    assert look(low, "2025-07-02", rules)[0].lamp is Lamp.GREEN


def test_an_old_observation_is_said_to_be_old() -> None:
    watched = Watched(course=Course(YEAR, seen(("2025-09-26", "0.9"))))
    rules = Thresholds(near_due=3, behind=0, stale=5)
    assert look(watched, "2025-10-10", rules)[0].lamp is Lamp.GREEN  # 9-28, 29, 30, 10-9, 10-10
    assert look(watched, "2025-10-11", rules)[0] == Signal(Lamp.YELLOW, Stale(day("2025-09-26"), 6))


def test_the_worst_comes_first_and_nothing_is_hidden() -> None:
    course = Course(YEAR, seen(("2025-12-30", "0.2")))
    found = look(Watched(due=day("2026-03-31"), course=course), "2025-12-31")
    assert [(signal.lamp, type(signal.reason)) for signal in found] == [
        (Lamp.YELLOW, Behind),
        (Lamp.GREEN, InTime),
    ]
    found = look(Watched(due=day("2025-12-29"), course=course), "2025-12-31")
    assert [type(signal.reason) for signal in found] == [Overdue, Behind]


def test_on_course_says_what_was_planned() -> None:
    found = look(Watched(course=Course(YEAR, seen(("2025-07-02", "0.6")))), "2025-08-01")
    expected = OnCourse(day("2025-07-02"), Decimal("0.6"), day("2025-07-02"), Decimal("0.5"))
    assert found == (Signal(Lamp.GREEN, expected),)
    assert look(Watched(course=Course(YEAR)), "2025-06-01")[0].reason == Unobserved(day("2025-01-01"))


@pytest.mark.parametrize("points", [(), (Point(day("11-20"), 1), Point(day("11-20"), 2))])
def test_courses_that_are_none(points: tuple[Point, ...]) -> None:
    with pytest.raises(TrajectoryError):
        Trajectory(points)


@given(
    st.lists(st.tuples(dates, st.integers(-100, 100)), min_size=1, max_size=8), dates, st.sampled_from(Shape)
)
def test_a_course_stays_within_its_points(points: list[tuple[date, int]], when: date, shape: Shape) -> None:
    course = tuple(Point(day, value) for day, value in sorted(dict(points).items()))
    planned = Trajectory(course, shape).planned_at(when)
    if when < course[0].day:
        assert planned is None
        return
    values = [point.value for point in course]
    assert planned is not None
    assert min(values) <= planned <= max(values)
    exact = {point.day: point.value for point in course}
    if when in exact:
        assert planned == exact[when]


@given(dates, st.integers(1, 1000), st.integers(0, 1000))
def test_an_even_course_moves_by_the_same_every_day(start: date, length: int, offset: int) -> None:
    due = date.fromordinal(start.toordinal() + length)
    when = date.fromordinal(start.toordinal() + min(offset, length))
    assert even_course(start, due, 1).planned_at(when) == Fraction(min(offset, length), length)


@given(dates, dates, st.integers(0, 10))
def test_time_alone_never_improves_a_lamp(due: date, when: date, near: int) -> None:
    order = [Lamp.GREEN, Lamp.YELLOW, Lamp.RED]
    tomorrow = date.fromordinal(when.toordinal() + 1)
    lamps = [
        signals(Watched(due=due), as_of, calendar=OFFICIAL, thresholds=Thresholds(near_due=near, behind=0))[
            0
        ].lamp
        for as_of in (when, tomorrow)
    ]
    assert order.index(lamps[0]) <= order.index(lamps[1])
