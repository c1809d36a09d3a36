"""A computed date that can show how it was reached: the days counted, the days skipped, and why.

The steps are codes and dates; ``explaining`` puts them into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from duban.governing.clock.workdays import Source


class Rule(StrEnum):
    """What was asked for."""

    AFTER_WORKING_DAYS = "after_working_days"
    BEFORE_WORKING_DAYS = "before_working_days"
    AFTER_DAYS = "after_days"
    BEFORE_DAYS = "before_days"
    AFTER_MONTHS = "after_months"
    BEFORE_MONTHS = "before_months"
    MOVED_WORKING_DAYS = "moved_working_days"
    MOVED_DAYS = "moved_days"
    FIXED = "fixed"


class Treatment(StrEnum):
    """How the days of a run were treated."""

    COUNTED = "counted"
    MAKE_UP = "make-up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSED = "paused"


COUNTING: Final = frozenset({Treatment.COUNTED, Treatment.MAKE_UP})


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row that were treated alike, ``first`` and ``last`` included; ``name`` is the holiday's."""

    treatment: Treatment
    first: date
    last: date
    name: str = ""

    @property
    def days(self) -> int:
        """How many days the run has."""
        return (self.last - self.first).days + 1

    @property
    def counts(self) -> bool:
        """Whether its days were counted."""
        return self.treatment in COUNTING


@dataclass(frozen=True, slots=True)
class Clamped:
    """The month has no day ``wanted``: its last day stands for it."""

    wanted: int
    day: date


@dataclass(frozen=True, slots=True)
class Rolled:
    """``wanted`` is a day on which nothing can be due, so ``day`` is taken; the runs after it say why."""

    wanted: date
    day: date


Step: TypeAlias = Run | Clamped | Rolled


@dataclass(frozen=True, slots=True)
class Working:
    """``day`` is what ``rule`` gives for ``count`` from ``start``; the steps stand in the order of the calendar.

    ``provisional_from`` is the first day looked at whose nature a notice yet to come may change, ``sources`` are the
    notices by which the others are what they are.
    """

    rule: Rule
    start: date
    count: int
    day: date
    steps: tuple[Step, ...] = ()
    provisional_from: date | None = None
    sources: tuple[Source, ...] = ()

    @property
    def provisional(self) -> bool:
        """Whether a notice yet to come may change ``day``."""
        return self.provisional_from is not None


@dataclass(frozen=True, slots=True)
class Stopped:
    """There is no date yet: the clock has stood still since ``since`` with ``left`` days still to count."""

    rule: Rule
    start: date
    count: int
    since: date
    left: int
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many working days lie after ``start`` up to and including ``end``."""

    start: date
    end: date
    days: int
    steps: tuple[Step, ...] = ()
    provisional_from: date | None = None
    sources: tuple[Source, ...] = ()
