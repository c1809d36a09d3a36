"""What the clock refuses.

ClockError(ValueError)
├── CalendarError    a calendar that contradicts itself or cannot be read; all problems at once
├── OutOfRangeError  a count or a date that no calendar reaches
├── PeriodError      a key that names no period
├── DutyError        a due rule that names no day, or a closing of a duty that may still be met
├── PromiseError     an extension that extends nothing
└── TrajectoryError  a planned course without points in order
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class ClockError(ValueError):
    """Something asked of the clock that has no answer."""


class CalendarError(ClockError):
    """A calendar with problems, every one of them in ``problems``."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


class OutOfRangeError(ClockError):
    """A count of days nobody means, or a date that the program cannot write."""


class PeriodError(ClockError):
    """A key that names no period."""


class DutyError(ClockError):
    """A due rule that names no day, or a duty closed while it may still be met."""


class PromiseError(ClockError):
    """An extension that extends nothing, or was granted before it was asked for."""


class TrajectoryError(ClockError):
    """A planned course without points, or with points out of order."""
