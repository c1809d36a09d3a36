"""Which clauses a subject falls under, and which of several that exclude one another counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duban.governing.rules.answering import Answer, Truth, ask, missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from duban.governing.names import Name
    from duban.governing.rules.clauses import Book, Clause
    from duban.governing.rules.conditions import Condition
    from duban.governing.rules.facts import Facts


@dataclass(frozen=True, slots=True)
class Match:
    """What became of one clause for one subject.

    ``beaten_by`` is the id of the clause that counts in its stead; ``doubtful`` says that a clause not yet decided
    could still change which one counts.
    """

    clause: Clause
    answer: Answer
    beaten_by: str | None = None
    doubtful: bool = False

    @property
    def granted(self) -> bool:
        """Whether the clause is met and nothing stands before it."""
        return self.answer.truth is Truth.MET and self.beaten_by is None

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts to learn before it can be decided."""
        return missing(self.answer)


def match(book: Book, facts: Facts, day: date) -> tuple[Match, ...]:
    """Every clause in force on ``day`` with its answer, in the book's order."""
    return settle(Match(clause, ask(clause.condition, facts, day)) for clause in book.on(day))


def settle(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Of the met clauses on one matter the one with the greatest amount counts (就高不重复), the first if they tie.

    One whose amount is not known is not beaten and beats nobody: both stand and are marked doubtful.
    """
    whole = tuple(matches)
    matters: Mapping[str, list[Match]] = defaultdict(list)
    for one in whole:
        if one.clause.once and one.answer.truth is not Truth.FAILED:
            matters[one.clause.once].append(one)
    settled = {one.clause.id: one for rivals in matters.values() for one in _settled(rivals)}
    return tuple(settled.get(one.clause.id, one) for one in whole)


def _settled(rivals: list[Match]) -> Iterable[Match]:
    known = [one for one in rivals if one.answer.truth is Truth.MET and one.clause.amount is not None]
    best = max(known, key=lambda one: one.clause.amount or 0, default=None)
    for one in rivals:
        if one.answer.truth is Truth.UNKNOWN:
            yield one
        elif best is None or one.clause.amount is None:
            yield Match(one.clause, one.answer, doubtful=len(rivals) > 1)
        elif one is best:
            yield Match(one.clause, one.answer, doubtful=any(_may_beat(other, one) for other in rivals))
        else:
            yield Match(one.clause, one.answer, beaten_by=best.clause.id)


def _may_beat(other: Match, best: Match) -> bool:
    """Whether something still to be learned could put ``other`` before ``best``."""
    if other is best or (other.answer.truth is Truth.MET and other.clause.amount is not None):
        return False
    amount = other.clause.amount
    return amount is None or best.clause.amount is None or amount > best.clause.amount


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a routing table: where a subject goes if the condition is met."""

    id: str
    condition: Condition
    to: str
    name: Name


@dataclass(frozen=True, slots=True)
class Route:
    """Where a subject goes: by ``row``, or by the fallback where it is ``None``.

    ``doubts`` are the earlier rows that could not be decided: had their facts been known, it might go there.
    """

    to: str
    row: Row | None
    answer: Answer | None
    doubts: tuple[tuple[Row, Answer], ...] = ()


def route(rows: Iterable[Row], fallback: str, facts: Facts, day: date) -> Route:
    """The first row that is met; nobody is left without an owner, so there is always the fallback."""
    doubts: list[tuple[Row, Answer]] = []
    for row in rows:
        answer = ask(row.condition, facts, day)
        if answer.truth is Truth.MET:
            return Route(row.to, row, answer, tuple(doubts))
        if answer.truth is Truth.UNKNOWN:
            doubts.append((row, answer))
    return Route(fallback, None, None, tuple(doubts))
