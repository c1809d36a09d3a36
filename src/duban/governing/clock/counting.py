"""Counting days, working days and months from a day, and what a stopped clock does to a date.

The first day is never counted: the 5th working day after the 13th is counted from the 14th. A period of n days that
ends on a closed day stays there unless ``roll`` says otherwise, since papers differ on it.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal, overload

from duban.governing.clock.errors import OutOfRangeError
from duban.governing.clock.pauses import is_stopped, open_since
from duban.governing.clock.trails import Trail, shifted
from duban.governing.clock.workings import Clamped, Rolled, Rule, Stopped, Tally, Working

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.governing.clock.pauses import Pause
    from duban.governing.clock.workdays import Calendar
    from duban.governing.clock.workings import Step

# A century: no paper asks for more, and a mistyped count must not walk to the end of the calendar.
_LONGEST: Final = 36_525


class Roll(StrEnum):
    """Where a date goes that falls on a closed day."""

    KEEP = "keep"
    NEXT = "next"
    PREVIOUS = "previous"


class Counting(StrEnum):
    """Which days of a pause a moved date is given back."""

    WORKING_DAYS = "working_days"
    DAYS = "days"


@overload
def after_working_days(start: date, count: int, *, calendar: Calendar) -> Working: ...
@overload
def after_working_days(
    start: date, count: int, *, calendar: Calendar, pauses: Sequence[Pause]
) -> Working | Stopped: ...
def after_working_days(
    start: date, count: int, *, calendar: Calendar, pauses: Sequence[Pause] = ()
) -> Working | Stopped:
    """The ``count``-th working day after ``start``; none counted is ``start`` itself, whatever day that is."""
    return _walk(Rule.AFTER_WORKING_DAYS, start, _checked(count), Trail(calendar, pauses))


@overload
def after_days(start: date, count: int, *, calendar: Calendar, roll: Roll = Roll.KEEP) -> Working: ...
@overload
def after_days(
    start: date, count: int, *, calendar: Calendar, roll: Roll = Roll.KEEP, pauses: Sequence[Pause]
) -> Working | Stopped: ...
def after_days(
    start: date, count: int, *, calendar: Calendar, roll: Roll = Roll.KEEP, pauses: Sequence[Pause] = ()
) -> Working | Stopped:
    """The ``count``-th day after ``start``, every day counting but the stopped ones."""
    reached = _walk(Rule.AFTER_DAYS, start, _checked(count), Trail(None, pauses))
    return rolled(reached, roll, calendar) if isinstance(reached, Working) else reached


def before_working_days(event: date, count: int, *, calendar: Calendar) -> Working:
    """The last day that is at least ``count`` working days before ``event``: 会前3个工作日 of a Friday is Tuesday.

    The event's own day is not counted, as the first day is not in counting forward: the two are inverse.
    """
    trail = Trail(calendar)
    day = event
    left = _checked(count)
    while left:
        day = shifted(day, -1)
        left -= trail.tread(day)
    return Working(
        Rule.BEFORE_WORKING_DAYS, event, count, day, trail.steps(), trail.provisional_from, trail.sources
    )


def before_days(event: date, count: int, *, calendar: Calendar, roll: Roll = Roll.KEEP) -> Working:
    """The day ``count`` days before ``event``."""
    day = shifted(event, -_checked(count))
    return rolled(Working(Rule.BEFORE_DAYS, event, count, day), roll, calendar)


def after_months(start: date, count: int, *, calendar: Calendar, roll: Roll = Roll.KEEP) -> Working:
    """The same day of the month ``count`` months later, or that month's last day where it has no such day."""
    return rolled(_months(Rule.AFTER_MONTHS, start, count, 1), roll, calendar)


def before_months(event: date, count: int, *, calendar: Calendar, roll: Roll = Roll.KEEP) -> Working:
    """The same day of the month ``count`` months earlier: 到期之日前6个月 opens here and closes on the expiry."""
    return rolled(_months(Rule.BEFORE_MONTHS, event, count, -1), roll, calendar)


def working_days_between(start: date, end: date, *, calendar: Calendar, pauses: Sequence[Pause] = ()) -> int:
    """How many working days lie after ``start`` up to and including ``end``, negative where ``end`` is earlier.

    Time does not depend on the distance; :func:`tally_working_days` shows the days.
    """
    if end < start:
        return -working_days_between(end, start, calendar=calendar, pauses=pauses)
    count = calendar.worked_until(end) - calendar.worked_until(start)
    for first, last in _stretches(pauses, start, end):
        count -= calendar.worked_until(last) - calendar.worked_until(first)
    return count


def tally_working_days(start: date, end: date, *, calendar: Calendar, pauses: Sequence[Pause] = ()) -> Tally:
    """The same count with its days; ``end`` may not be earlier than ``start`` nor more than a century later."""
    trail = Trail(calendar, pauses)
    days = sum(trail.tread(shifted(start, offset)) for offset in range(1, _checked((end - start).days) + 1))
    return Tally(start, end, days, trail.steps(), trail.provisional_from, trail.sources)


def moved(
    due: date,
    pauses: Sequence[Pause],
    *,
    since: date,
    calendar: Calendar,
    counting: Counting = Counting.WORKING_DAYS,
) -> Working | Stopped:
    """``due`` with the stopped days after ``since`` given back; the clock began to run on ``since``.

    Only days that would have counted are given back: a pause over a weekend moves a date in working days by nothing.
    """
    working = counting is Counting.WORKING_DAYS
    rule = Rule.MOVED_WORKING_DAYS if working else Rule.MOVED_DAYS
    stopped_now = open_since(pauses)
    if working:
        whole = working_days_between(since, due, calendar=calendar)
        lost = whole - working_days_between(since, due, calendar=calendar, pauses=pauses)
    else:
        lost = sum((last - first).days for first, last in _stretches(pauses, since, due))
    if stopped_now is not None and stopped_now <= due:
        return Stopped(rule, due, lost, stopped_now, lost)
    return _walk(rule, due, lost, Trail(calendar if working else None, pauses))


def resumed(working: Working, pauses: Sequence[Pause], calendar: Calendar) -> Working | Stopped:
    """A day set by somebody, which pauses do not move; only where the clock stands still on it, it goes on.

    It then goes to the first working day on which the clock runs again.
    """
    if not is_stopped(working.day, pauses):
        return working
    trail = Trail(calendar, pauses)
    stopped_now = open_since(pauses)
    day = working.day
    while not trail.tread(day):
        day = shifted(day, 1)
        if stopped_now is not None and day >= stopped_now:
            return Stopped(working.rule, working.start, working.count, stopped_now, 0, working.steps)
    return _passed_over(working, day, trail)


def rolled(working: Working, roll: Roll, calendar: Calendar) -> Working:
    """``working`` with its day moved off closed days as ``roll`` says."""
    if roll is Roll.KEEP:
        return working
    trail = Trail(calendar)
    day = working.day
    while not trail.tread(day):
        day = shifted(day, 1 if roll is Roll.NEXT else -1)
    return _passed_over(working, day, trail)


def _passed_over(working: Working, day: date, trail: Trail) -> Working:
    """``working`` with ``day`` instead of its own, and the closed days between."""
    steps = working.steps
    if day != working.day:
        steps = (*steps, Rolled(working.day, day), *(run for run in trail.steps() if not run.counts))
    doubts = [doubt for doubt in (working.provisional_from, trail.provisional_from) if doubt is not None]
    sources = tuple(sorted({*working.sources, *trail.sources}))
    return Working(working.rule, working.start, working.count, day, steps, min(doubts, default=None), sources)


def _walk(rule: Rule, start: date, count: int, trail: Trail) -> Working | Stopped:
    """Forward from ``start`` until ``count`` days have counted, or until the clock stands still for good."""
    stopped_now = open_since(trail.pauses)
    day, left = start, count
    while left:
        day = shifted(day, 1)
        if stopped_now is not None and day >= stopped_now:
            return Stopped(rule, start, count, stopped_now, left, trail.steps())
        left -= trail.tread(day)
    return Working(rule, start, count, day, trail.steps(), trail.provisional_from, trail.sources)


def _months(rule: Rule, start: date, count: int, direction: Literal[1, -1]) -> Working:
    year, month = divmod(start.year * 12 + start.month - 1 + direction * _checked(count), 12)
    if not date.min.year <= year <= date.max.year:
        raise OutOfRangeError(f"{count} months from {start} is no date")
    last = monthrange(year, month + 1)[1]
    day = date(year, month + 1, min(start.day, last))
    steps: tuple[Step, ...] = (Clamped(start.day, day),) if day.day != start.day else ()
    return Working(rule, start, count, day, steps)


def _stretches(pauses: Sequence[Pause], start: date, end: date) -> list[tuple[date, date]]:
    """The stopped days after ``start`` up to ``end``, as (day before the first, last) pairs that do not overlap."""
    stretches: list[tuple[date, date]] = []
    for pause in sorted(pauses, key=lambda pause: pause.start):
        before = max(shifted(pause.start, -1), start, *(last for _, last in stretches[-1:]))
        last = end if pause.end is None else min(shifted(pause.end, -1), end)
        if before < last:
            stretches.append((before, last))
    return stretches


def _checked(count: int) -> int:
    if not 0 <= count <= _LONGEST:
        raise OutOfRangeError(f"a count of 0 to {_LONGEST} is wanted, not {count}")
    return count
