"""The rules' own exceptions.

RulesError
├── VocabularyError   conditions that ask what no fact can answer; carries every problem
└── BookError         clauses that contradict one another in time or name
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Problem(NamedTuple):
    """One thing that is wrong, and where: ``clause.2.1`` is the first part of the second part of the condition."""

    place: str
    message: str


class RulesError(ValueError):
    """A table of rules that cannot be used; ``problems`` has all that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.place}: {problem.message}" for problem in self.problems))


class VocabularyError(RulesError):
    """A condition asks for a fact that nobody states, or compares it with what it cannot be."""


class BookError(RulesError):
    """Two versions of one clause hold on the same day, or a period ends before it begins."""
