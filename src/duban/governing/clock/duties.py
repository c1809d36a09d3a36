"""What has to be handed in for each period, when, and whether it was.

Duties are not stored by a timer: they are a function of the plan and the days, so a day on which nothing ran loses
none and a second run makes none twice; a store keeps the keys it knows. A nil return (零报告) fulfils a duty. What was
closed for a bulletin stays as it was closed, whatever is edited later.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from duban.governing.clock.cadences import periods_ending
from duban.governing.clock.counting import (
    Counting,
    Roll,
    after_days,
    after_months,
    after_working_days,
    resumed,
    rolled,
    working_days_between,
)
from duban.governing.clock.errors import DutyError
from duban.governing.clock.pauses import is_stopped
from duban.governing.clock.trails import shifted
from duban.governing.clock.workings import Rule, Stopped, Working

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from duban.governing.clock.cadences import Cadence, Period
    from duban.governing.clock.pauses import Pause
    from duban.governing.clock.workdays import Calendar


@dataclass(frozen=True, slots=True)
class DaysAfter:
    """So many days after the period's last: 月后5个工作日内. A pause puts it off by the days it stops."""

    count: int
    counting: Counting = Counting.WORKING_DAYS
    roll: Roll = Roll.KEEP


@dataclass(frozen=True, slots=True)
class OnWeekday:
    """A weekday, 1 for Monday to 7, of the week in which the period ends, or of one ``weeks`` later: 每周五."""

    weekday: int
    weeks: int = 0
    roll: Roll = Roll.KEEP

    def __post_init__(self) -> None:
        if not 1 <= self.weekday <= 7 or self.weeks < 0:
            raise DutyError(f"weekday {self.weekday}, {self.weeks} weeks later, is no day")


@dataclass(frozen=True, slots=True)
class OnDay:
    """A day of the month in which the period ends, or of one ``months`` later: 次月5日. 31 is the month's last."""

    day: int
    months: int = 0
    roll: Roll = Roll.KEEP

    def __post_init__(self) -> None:
        if not 1 <= self.day <= 31 or self.months < 0:
            raise DutyError(f"day {self.day}, {self.months} months later, is no day")


DueRule: TypeAlias = DaysAfter | OnWeekday | OnDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """What a mechanism asks of those who report.

    ``grace`` are working days after the due day on which a return is not late yet. A duty is open from the day after
    its period, or from ``opens_early`` days before it is due where that is earlier. ``skip_closed`` asks for nothing
    where a period has no working day, as a weekly report in a week of holidays.
    """

    cadence: Cadence
    due: DueRule
    grace: int = 0
    opens_early: int = 0
    skip_closed: bool = False


class State(StrEnum):
    """Where a duty stands; SUSPENDED is one whose due day waits for an open pause."""

    COMING = "coming"
    OPEN = "open"
    FILED = "filed"
    FILED_LATE = "filed late"
    NIL = "nil"
    MISSING = "missing"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Filing:
    """A return handed in for the period with ``key``; ``nil`` says that there is nothing to report."""

    key: str
    on: date
    nil: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """One return owed. ``ends`` is the last day on which it is not late, ``opens`` the first on which it is open.

    ``filed_after_close`` marks what came in when the period had been closed as missing: the bulletin said so.
    """

    period: Period
    opens: date
    due: Working | Stopped
    ends: Working | Stopped
    state: State
    filing: Filing | None = None
    closed_on: date | None = None
    filed_after_close: bool = False

    @property
    def key(self) -> str:
        """The key of its period: a duty is generated once for each."""
        return self.period.key


@dataclass(frozen=True, slots=True)
class Closing:
    """A duty as it was on the day its period was closed."""

    on: date
    duty: Duty


@dataclass(frozen=True, slots=True)
class Record:
    """What happened so far, in any order. ``pauses`` are those known on the day that is asked about."""

    filings: tuple[Filing, ...] = ()
    pauses: tuple[Pause, ...] = ()
    closings: tuple[Closing, ...] = ()


def duties(
    plan: Reporting, record: Record, *, calendar: Calendar, since: date, until: date, as_of: date
) -> tuple[Duty, ...]:
    """The duties of the periods that end in ``since`` to ``until``, both included, as they stand on ``as_of``.

    Two stretches side by side give each duty once. A period that is stopped on every day gives none. Returns and
    closings after ``as_of`` are not known yet.
    """
    # Closings run from the latest to the earliest, so that of two for one period the first one made holds.
    filings = _first_filings(filing for filing in record.filings if filing.on <= as_of)
    closed = {
        closing.duty.key: _closed(closing, filings.get(closing.duty.key))
        for closing in sorted(record.closings, key=lambda closing: closing.on, reverse=True)
        if closing.on <= as_of and since <= closing.duty.period.last <= until
    }
    found = dict(closed)
    for period in periods_ending(plan.cadence, since, until):
        if period.key not in closed and not _gives_none(period, plan, record.pauses, calendar):
            duty = _open_duty(period, plan, record.pauses, calendar)
            found[period.key] = standing(duty, filings.get(period.key), as_of=as_of)
    return tuple(sorted(found.values(), key=lambda duty: (duty.period.last, duty.period.first, duty.key)))


def standing(duty: Duty, filing: Filing | None, *, as_of: date) -> Duty:
    """``duty`` with what was filed for it and the state this gives on ``as_of``."""
    late = isinstance(duty.ends, Working) and (filing.on if filing else as_of) > duty.ends.day
    if filing is not None:
        state = State.FILED_LATE if late else State.NIL if filing.nil else State.FILED
    elif isinstance(duty.ends, Stopped):
        state = State.SUSPENDED
    elif late:
        state = State.MISSING
    else:
        state = State.OPEN if as_of >= duty.opens else State.COMING
    return replace(duty, filing=filing, state=state)


def close(duty: Duty, on: date) -> Closing:
    """Freeze ``duty`` as it stands; one that may still be met cannot be closed."""
    if duty.state in (State.COMING, State.OPEN, State.SUSPENDED):
        raise DutyError(f"{duty.key} is {duty.state} on {on} and may still be met")
    return Closing(on, replace(duty, closed_on=on))


def ungenerated(found: Iterable[Duty], known: Collection[str]) -> tuple[Duty, ...]:
    """Those of ``found`` that a store with the keys ``known`` has not yet."""
    return tuple(duty for duty in found if duty.key not in known)


def due_of(
    period: Period, rule: DueRule, *, calendar: Calendar, pauses: tuple[Pause, ...] = ()
) -> Working | Stopped:
    """When the return for ``period`` is due: never on a day on which the clock stands still."""
    found: Working | Stopped
    match rule:
        case DaysAfter(count, Counting.WORKING_DAYS):
            found = after_working_days(period.last, count, calendar=calendar, pauses=pauses)
        case DaysAfter(count, _, roll):
            found = after_days(period.last, count, calendar=calendar, roll=roll, pauses=pauses)
        case OnWeekday() | OnDay():
            fixed = Working(Rule.FIXED, period.last, 0, _fixed_day(period, rule, calendar))
            found = rolled(fixed, rule.roll, calendar)
    return resumed(found, pauses, calendar) if isinstance(found, Working) else found


def _fixed_day(period: Period, rule: OnWeekday | OnDay, calendar: Calendar) -> date:
    match rule:
        case OnWeekday(weekday, weeks):
            return shifted(period.last, weeks * 7 + weekday - period.last.isoweekday())
        case OnDay(wanted, months):
            month = after_months(period.last.replace(day=1), months, calendar=calendar).day
            following = after_months(month, 1, calendar=calendar).day
            return month.replace(day=min(wanted, shifted(following, -1).day))


def _open_duty(period: Period, plan: Reporting, pauses: tuple[Pause, ...], calendar: Calendar) -> Duty:
    due = due_of(period, plan.due, calendar=calendar, pauses=pauses)
    opens = shifted(period.last, 1)
    ends = due
    if isinstance(due, Working):
        opens = min(opens, shifted(due.day, -plan.opens_early))
        if plan.grace:
            ends = after_working_days(due.day, plan.grace, calendar=calendar, pauses=pauses)
    return Duty(period, opens, due, ends, State.COMING)


def _gives_none(period: Period, plan: Reporting, pauses: tuple[Pause, ...], calendar: Calendar) -> bool:
    before = shifted(period.first, -1)
    if plan.skip_closed and not working_days_between(before, period.last, calendar=calendar):
        return True
    days = (period.last - before).days
    return bool(pauses) and all(
        is_stopped(before + timedelta(days=offset), pauses) for offset in range(1, days + 1)
    )


def _closed(closing: Closing, filing: Filing | None) -> Duty:
    """As it was closed; what comes in later for one that was missing is late, however it is dated."""
    duty = replace(closing.duty, closed_on=closing.on)
    if duty.state is State.MISSING and filing is not None:
        return replace(duty, filing=filing, state=State.FILED_LATE, filed_after_close=True)
    return duty


def _first_filings(filings: Iterable[Filing]) -> dict[str, Filing]:
    """The earliest for each key: a correction does not make a return late, nor a second one an early one."""
    first: dict[str, Filing] = {}
    for filing in filings:
        held = first.get(filing.key)
        if held is None or filing.on < held.on:
            first[filing.key] = filing
    return first
