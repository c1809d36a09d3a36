"""Walking from day to day and writing down how each was treated.

``counting`` decides how far to walk; here stands what a step is. One place knows the order in which reasons apply:
a stopped clock first, then the calendar.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from duban.governing.clock.errors import OutOfRangeError
from duban.governing.clock.pauses import is_stopped
from duban.governing.clock.workdays import Nature
from duban.governing.clock.workings import COUNTING, Run, Treatment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duban.governing.clock.pauses import Pause
    from duban.governing.clock.workdays import Calendar, Source

_COUNTED: Final = (Treatment.COUNTED, "")
_PAUSED: Final = (Treatment.PAUSED, "")
_BY_NATURE: Final = {
    Nature.MAKE_UP: Treatment.MAKE_UP,
    Nature.WEEKEND: Treatment.WEEKEND,
    Nature.HOLIDAY: Treatment.HOLIDAY,
}


def shifted(day: date, days: int) -> date:
    """``day`` plus ``days``, refused where no such date can be written."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise OutOfRangeError(f"{days} days from {day} is no date") from None


class Trail:
    """The days walked over so far, forward or backward. ``calendar`` is None where every day counts alike."""

    __slots__ = ("_first", "_how", "_last", "_runs", "_sources", "calendar", "pauses", "provisional_from")

    def __init__(self, calendar: Calendar | None, pauses: Sequence[Pause] = ()) -> None:
        self.calendar = calendar
        self.pauses = pauses
        self.provisional_from: date | None = None
        self._runs: list[Run] = []
        self._sources: set[Source] = set()
        # The run under way: how its days are treated, its holiday's name, and where it began and has come to.
        self._how: tuple[Treatment, str] | None = None
        self._first = self._last = date.min

    def tread(self, day: date) -> bool:
        """Walk over ``day``, the neighbour of the one before; whether it counts."""
        how = self._treat(day)
        if how != self._how:
            self._end_run()
            self._how, self._first = how, day
        self._last = day
        return how[0] in COUNTING

    @property
    def sources(self) -> tuple[Source, ...]:
        """The notices by which the days walked over are what they are."""
        return tuple(sorted(self._sources))

    def steps(self) -> tuple[Run, ...]:
        """The days in the order of the calendar, those treated alike in one run."""
        self._end_run()
        return tuple(sorted(self._runs, key=lambda run: run.first))

    def _end_run(self) -> None:
        if self._how is not None:
            first, last = sorted((self._first, self._last))
            self._runs.append(Run(self._how[0], first, last, self._how[1]))
            self._how = None

    def _treat(self, day: date) -> tuple[Treatment, str]:
        if self.pauses and is_stopped(day, self.pauses):
            return _PAUSED
        if self.calendar is None:
            return _COUNTED
        if self.calendar.is_provisional(day):
            self.provisional_from = min(day, self.provisional_from or day)
        source = self.calendar.source(day)
        if source is not None:
            self._sources.add(source)
        nature = self.calendar.nature(day)
        if nature is Nature.WORKING:
            return _COUNTED
        return (_BY_NATURE[nature], "" if nature is Nature.WEEKEND else self.calendar.name(day))
