"""The ladders' own exceptions.

LadderError
├── ShapeError     rungs that cannot be climbed; carries every problem
├── HistoryError   marks out of order, of several subjects or of several cadences
└── NoticeError    a reply or a decision that the notice is not waiting for
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Problem(NamedTuple):
    """One thing that is wrong with a ladder, and in which rung."""

    place: str
    message: str


class LadderError(ValueError):
    """What was asked of a ladder cannot be done."""


class ShapeError(LadderError):
    """A ladder that cannot be climbed; ``problems`` has all that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.place}: {problem.message}" for problem in self.problems))


class HistoryError(LadderError):
    """A history that does not run from earlier to later periods of one subject and one cadence."""


class NoticeError(LadderError):
    """A notice is asked for a step that it cannot take."""
