"""Clauses and the book they stand in: each with its words, its condition, its outcome and the days it holds.

A clause is never rewritten: a changed one is a new version, and what was decided under the old one can be asked again
as of its day (随时更新, yet every grant explains itself).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from duban.governing.rules.conditions import problems
from duban.governing.rules.errors import BookError, Problem, VocabularyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from duban.governing.names import Name
    from duban.governing.rules.conditions import Condition
    from duban.governing.rules.facts import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause in one version. ``last`` is the last day it holds, ``None`` until it is replaced or repealed.

    ``once`` names the matter for which only one clause is granted (同一事项不重复享受): of several that are met, the
    one with the greatest ``amount`` counts.
    """

    id: str
    version: int
    name: Name
    condition: Condition
    outcome: str
    source: str
    first: date
    last: date | None = None
    amount: Decimal | None = None
    once: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on ``day``."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Book:
    """All versions of all clauses over one vocabulary of facts; made with `book`, which checks it."""

    vocabulary: Vocabulary
    clauses: tuple[Clause, ...]

    def on(self, day: date) -> tuple[Clause, ...]:
        """The clauses in force on ``day``, at most one version of each, in the book's order."""
        return tuple(clause for clause in self.clauses if clause.holds_on(day))


def book(vocabulary: Vocabulary, clauses: Iterable[Clause]) -> Book:
    """A sound book; raises `VocabularyError` or `BookError` with every problem found."""
    whole = tuple(clauses)
    unasked = [
        problem
        for clause in whole
        for problem in problems(clause.condition, vocabulary, f"{clause.id}@{clause.version}")
    ]
    if unasked:
        raise VocabularyError(unasked)
    if clashes := _clashes(whole):
        raise BookError(clashes)
    return Book(vocabulary, whole)


def _clashes(clauses: Iterable[Clause]) -> list[Problem]:
    found: list[Problem] = []
    versions: Mapping[str, list[Clause]] = defaultdict(list)
    for clause in clauses:
        place = f"{clause.id}@{clause.version}"
        if clause.last is not None and clause.last < clause.first:
            found.append(Problem(place, f"ends on {clause.last}, before it begins on {clause.first}"))
        if any(other.version == clause.version for other in versions[clause.id]):
            found.append(Problem(place, "this version stands in the book twice"))
        versions[clause.id].append(clause)
    for several in versions.values():
        several.sort(key=lambda clause: (clause.first, clause.version))
        for earlier, later in pairwise(several):
            if earlier.last is None or later.first <= earlier.last:
                place = f"{later.id}@{later.version}"
                found.append(Problem(place, f"begins while version {earlier.version} still holds"))
    return found
