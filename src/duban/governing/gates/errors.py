"""The gates' own exceptions.

GateError
├── PathError     gates that lead nowhere, in a ring, or ask for what cannot be
└── FilingError   returns that contradict one another
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Problem(NamedTuple):
    """One thing that is wrong with a path, and at which gate."""

    place: str
    message: str


class GateError(ValueError):
    """What was asked of a gate cannot be done."""


class PathError(GateError):
    """A path that cannot be walked; ``problems`` has all that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.place}: {problem.message}" for problem in self.problems))


class FilingError(GateError):
    """Two returns of one unit for one week, or a document filed under two units."""
