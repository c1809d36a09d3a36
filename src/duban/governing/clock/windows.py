"""The days in which something may be done, counted from an event: 到期之日前6个月内, 会前3个工作日."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from duban.governing.clock.counting import after_months, before_months

if TYPE_CHECKING:
    from datetime import date

    from duban.governing.clock.workdays import Calendar
    from duban.governing.clock.workings import Working


class Place(StrEnum):
    """Where a day lies as seen from a window."""

    EARLY = "early"
    INSIDE = "inside"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Window:
    """``opens`` to ``closes``, both included; ``working`` is how the computed end of the two was reached."""

    opens: date
    closes: date
    working: Working

    def place(self, day: date) -> Place:
        """Whether ``day`` is too early, inside, or too late."""
        if day < self.opens:
            return Place.EARLY
        return Place.INSIDE if day <= self.closes else Place.LATE


def within_months_before(event: date, months: int, *, calendar: Calendar) -> Window:
    """From the same day ``months`` earlier to the event itself: 在到期之日前6个月内."""
    working = before_months(event, months, calendar=calendar)
    return Window(working.day, event, working)


def within_months_after(event: date, months: int, *, calendar: Calendar) -> Window:
    """From the event to the same day ``months`` later: 自印发之日起3个月内."""
    working = after_months(event, months, calendar=calendar)
    return Window(event, working.day, working)
