"""The lamp of an item on a day, from its date and from its planned course, each with its reason.

Green on track, yellow at risk, red late, grey where nothing is to be judged (closed, paused, not sent out, no date).
Thresholds are arguments: nobody's rule is built in. ``explaining`` puts the reasons into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from duban.governing.clock.counting import working_days_between
from duban.governing.clock.errors import ClockError
from duban.governing.clock.trajectories import Point, Shape, Trajectory, Value, shown

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from duban.governing.clock.workdays import Calendar


class Lamp(StrEnum):
    """What is shown; always with a shape and a word beside the colour."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    GREY = "grey"


_WORST_FIRST: Final = list(Lamp)


@dataclass(frozen=True, slots=True)
class Closed:
    """Struck off on that day."""

    on: date


@dataclass(frozen=True, slots=True)
class Paused:
    """Suspended since that day: neither near nor late."""

    since: date


@dataclass(frozen=True, slots=True)
class Undated:
    """No date and no planned course: nothing to judge by."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """Nobody was asked to do it yet."""


@dataclass(frozen=True, slots=True)
class UnsentPast:
    """Its date has passed and nobody was asked to do it: whoever sends it out is late, and no unit."""

    due: date


@dataclass(frozen=True, slots=True)
class Overdue:
    """Late by so many days; so many of them were worked, none on a weekend just after the date."""

    due: date
    days: int
    working_days: int


@dataclass(frozen=True, slots=True)
class InGrace:
    """Past its date, within the days of grace."""

    due: date
    until: date


@dataclass(frozen=True, slots=True)
class DueToday:
    """Due on the day asked about."""

    due: date


@dataclass(frozen=True, slots=True)
class NearDue:
    """So many working days are left, no more than the threshold."""

    due: date
    working_days: int


@dataclass(frozen=True, slots=True)
class InTime:
    """So many working days are left."""

    due: date
    working_days: int


@dataclass(frozen=True, slots=True)
class Behind:
    """The value observed on ``day`` is behind what was planned for ``plan_day`` by more than is tolerated."""

    day: date
    observed: Value
    plan_day: date
    planned: Decimal
    by: Decimal


@dataclass(frozen=True, slots=True)
class Unobserved:
    """The planned course begins on that day and nothing has been observed on it."""

    since: date


@dataclass(frozen=True, slots=True)
class Stale:
    """The last observation is so many working days old, more than the threshold."""

    day: date
    working_days: int


@dataclass(frozen=True, slots=True)
class OnCourse:
    """The value observed on ``day`` keeps up with what was planned for ``plan_day``."""

    day: date
    observed: Value
    plan_day: date
    planned: Decimal


Reason: TypeAlias = (
    Closed
    | Paused
    | Undated
    | Unsent
    | UnsentPast
    | Overdue
    | InGrace
    | DueToday
    | NearDue
    | InTime
    | Behind
    | Unobserved
    | Stale
    | OnCourse
)


@dataclass(frozen=True, slots=True)
class Signal:
    """A lamp and why."""

    lamp: Lamp
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """When yellow begins, and red for a planned course.

    ``near_due`` working days or fewer before the date; more than ``behind`` the plan, in the plan's own unit; more
    than ``far_behind`` is red, never where it is None; an observation older than ``stale`` working days is yellow.
    """

    near_due: int
    behind: Value
    far_behind: Value | None = None
    stale: int | None = None

    def __post_init__(self) -> None:
        if self.far_behind is not None and self.far_behind < self.behind:
            raise ClockError(f"far behind at {self.far_behind} comes before behind at {self.behind}")


@dataclass(frozen=True, slots=True)
class Course:
    """A planned course and what has been observed, in any order."""

    planned: Trajectory
    observed: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Watched:
    """What a lamp looks at. ``ended`` says that it is closed or paused, and then its course is not judged.

    What was not ``sent`` to anybody is nobody's to do yet, and is not judged either.
    """

    due: date | None = None
    course: Course | None = None
    ended: Closed | Paused | None = None
    grace_until: date | None = None
    sent: bool = True


def signals(
    watched: Watched, as_of: date, *, calendar: Calendar, thresholds: Thresholds
) -> tuple[Signal, ...]:
    """All that is to be said of ``watched`` on ``as_of``, the worst first; its lamp is that of the first.

    What was late when it was paused stays red: a pause stops the days of delay and does not take them away.
    """
    found: list[Signal] = []
    match watched.ended:
        case Closed():
            return (Signal(Lamp.GREY, watched.ended),)
        case Paused(since):
            found.append(Signal(Lamp.GREY, watched.ended))
            if watched.due is not None and since > (watched.grace_until or watched.due):
                found.append(_by_date(watched, watched.due, since, calendar, thresholds.near_due))
        case None if not watched.sent:
            past = watched.due is not None and as_of > watched.due
            found.append(Signal(Lamp.GREY, UnsentPast(watched.due) if watched.due and past else Unsent()))
        case None:
            if watched.due is not None:
                found.append(_by_date(watched, watched.due, as_of, calendar, thresholds.near_due))
            if watched.course is not None:
                found.extend(_by_course(watched.course, as_of, calendar, thresholds))
    found.sort(key=lambda signal: _WORST_FIRST.index(signal.lamp))
    return tuple(found) or (Signal(Lamp.GREY, Undated()),)


def _by_date(watched: Watched, due: date, as_of: date, calendar: Calendar, near: int) -> Signal:
    left = working_days_between(as_of, due, calendar=calendar)
    if as_of > due:
        if watched.grace_until is not None and as_of <= watched.grace_until:
            return Signal(Lamp.YELLOW, InGrace(due, watched.grace_until))
        return Signal(Lamp.RED, Overdue(due, (as_of - due).days, -left))
    if as_of == due:
        return Signal(Lamp.YELLOW, DueToday(due))
    return Signal(Lamp.YELLOW, NearDue(due, left)) if left <= near else Signal(Lamp.GREEN, InTime(due, left))


def _by_course(course: Course, as_of: date, calendar: Calendar, thresholds: Thresholds) -> list[Signal]:
    planned = course.planned
    begun = planned.points[0]
    steps = planned.shape is Shape.STEPS
    known = [point for point in course.observed if point.day <= as_of and (steps or point.day >= begun.day)]
    expected = planned.planned_at(as_of)
    if expected is None or not known:
        moved = expected is not None and abs(expected - Fraction(begun.value)) > thresholds.behind
        wanting = not known and (moved or (steps and expected is not None))
        return [Signal(Lamp.YELLOW if wanting else Lamp.GREY, Unobserved(begun.day))]
    latest = max(known, key=lambda point: point.day)
    # A straight course is read on the day of the observation: a report in arrears is stale, not behind. A milestone
    # that has passed and was not reported as reached has not been reached.
    found = [_against_plan(planned, latest, as_of if steps else latest.day, thresholds)]
    age = working_days_between(latest.day, as_of, calendar=calendar)
    if thresholds.stale is not None and age > thresholds.stale:
        found.append(Signal(Lamp.YELLOW, Stale(latest.day, age)))
    return found


def _against_plan(planned: Trajectory, latest: Point, on: date, thresholds: Thresholds) -> Signal:
    """What the latest observation says when held against the plan of the day ``on``."""
    value = planned.planned_at(on) or Fraction(0)
    gap = planned.behind(Point(on, latest.value)) or Fraction(0)
    if gap <= Fraction(thresholds.behind):
        return Signal(Lamp.GREEN, OnCourse(latest.day, latest.value, on, shown(value)))
    far = thresholds.far_behind is not None and gap > Fraction(thresholds.far_behind)
    reason = Behind(latest.day, latest.value, on, shown(value), shown(gap))
    return Signal(Lamp.RED if far else Lamp.YELLOW, reason)
