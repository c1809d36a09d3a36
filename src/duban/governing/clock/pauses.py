"""When a clock stands still: 缓办, 挂账, waiting for somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from duban.governing.clock.errors import ClockError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still on every day from ``start`` up to, not including, ``end``, the day it runs again.

    ``end`` is None while nobody has set it going. Stopped and started on one day is no stop at all.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ClockError(f"a pause from {self.start} cannot end on {self.end}")

    def covers(self, day: date) -> bool:
        """Whether the clock stands still on ``day``."""
        return self.start <= day and (self.end is None or day < self.end)


def is_stopped(day: date, pauses: Iterable[Pause]) -> bool:
    """Whether any of the pauses covers ``day``; overlapping ones stop a day once."""
    return any(pause.covers(day) for pause in pauses)


def open_since(pauses: Iterable[Pause]) -> date | None:
    """The day from which the clock stands still without an end, None where every pause has one."""
    return min((pause.start for pause in pauses if pause.end is None), default=None)
