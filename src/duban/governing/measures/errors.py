"""The measures' own exceptions.

MeasureError
├── ScaleError        a figure that does not say what it is: a share of nothing named, a growth rate in tonnes
├── ObservationError  a value that cannot have been observed, or not on that day
├── TargetError       a target that cannot be judged by anybody; carries every problem
├── RatioError        less than nothing counted, or a share that is more than its whole
├── PartsError        parts that are no parts
├── RankError         units that cannot be ranked: twice in the list, or by what is neither good nor bad
└── CapError          a cap that is none, or use that is counted twice
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Problem(NamedTuple):
    """One thing that is wrong with a target, and in which part of it."""

    place: str
    message: str


class MeasureError(ValueError):
    """What was asked of a measure cannot be done."""


class ScaleError(MeasureError):
    """A figure that does not say what it means."""


class ObservationError(MeasureError):
    """A value that cannot have been observed."""


class TargetError(MeasureError):
    """A target that contradicts itself; ``problems`` has all that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.place}: {problem.message}" for problem in self.problems))


class RatioError(MeasureError):
    """A numerator or a denominator that counts nothing."""


class PartsError(MeasureError):
    """A whole or parts that are no figures."""


class RankError(MeasureError):
    """A list of units that has no order."""


class CapError(MeasureError):
    """A cap, a bound or a use that is no figure."""
