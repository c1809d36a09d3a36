"""What scoring refuses.

ScoreError(ValueError)
├── SubjectError  what is to be scored is no organisation, area or asset
├── SchemeError   a scheme that cannot be applied; all problems at once
├── SheetError    entries that do not fit their scheme; all problems at once
├── BandError     grades that leave a gap, overlap or are open; all problems at once
├── RankError     results that cannot be put in one order
└── FigureError   a figure that is still open, or none at all
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Problem(NamedTuple):
    """What is wrong, and where: a path of keys such as ``parts.learning.s1.worth``."""

    place: str
    message: str


class ScoreError(ValueError):
    """Something asked of scoring that has no answer."""


class SubjectError(ScoreError):
    """Only organisations, areas and assets are scored, each within a class."""


class FigureError(ScoreError):
    """A figure that the text leaves open was asked for, or a name was filled that nothing asks for."""


class RankError(ScoreError):
    """Results of different schemes or periods, or one subject twice: there is no one order of them."""


class _ListedError(ScoreError):
    """One that lists all its reasons in ``problems``."""

    what = ""

    def __init__(self, name: str, found: Sequence[Problem]) -> None:
        self.problems = tuple(found)
        lines = "\n".join(f"  {place}: {message}" for place, message in self.problems)
        super().__init__(f"{self.what} {name!r}:\n{lines}")


class SchemeError(_ListedError):
    """The scheme cannot be applied."""

    what = "scheme"


class SheetError(_ListedError):
    """The entries do not fit the scheme."""

    what = "sheet"


class BandError(_ListedError):
    """The grades cannot be given."""

    what = "bands"
