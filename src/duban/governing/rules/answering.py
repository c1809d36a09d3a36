"""Asking a condition of a subject: met, failed or unknown, part by part, so that the answer is its own explanation.

The logic is Kleene's: an answer is unknown only where no way of filling in what is missing could decide it otherwise
than both ways.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from duban.governing.rules.conditions import Aged, All, Among, Comparator, Compare, Holds, Not, On, Several

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from duban.governing.rules.conditions import Condition, Leaf
    from duban.governing.rules.facts import Facts, Value


class Truth(StrEnum):
    """What became of a condition."""

    MET = "met"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one condition and of each of its parts; ``value`` is what a leaf found, if it is known."""

    condition: Condition
    truth: Truth
    parts: tuple[Answer, ...] = ()
    value: Value | None = None


_COMPARE: Final[Mapping[Comparator, Callable[[Decimal | date | int, Decimal | date | int], bool]]] = {
    Comparator.AT_LEAST: operator.ge,
    Comparator.MORE_THAN: operator.gt,
    Comparator.AT_MOST: operator.le,
    Comparator.LESS_THAN: operator.lt,
    Comparator.EQUAL: operator.eq,
}
_CONTRARY: Final = {Truth.MET: Truth.FAILED, Truth.FAILED: Truth.MET, Truth.UNKNOWN: Truth.UNKNOWN}


def ask(condition: Condition, facts: Facts, day: date) -> Answer:
    """The answer as of ``day``; a fact of another kind than the condition asks counts as not known."""
    match condition:
        case Not(of):
            part = ask(of, facts, day)
            return Answer(condition, _CONTRARY[part.truth], (part,))
        case All(of):
            return _counted(condition, [ask(part, facts, day) for part in of], len(of))
        case Several(least, of):
            return _counted(condition, [ask(part, facts, day) for part in of], least)
        case _:
            value = facts.get(condition.fact)
            found = None if value is None else _holds(condition, value, day)
            if found is None:
                return Answer(condition, Truth.UNKNOWN)
            return Answer(condition, Truth.MET if found else Truth.FAILED, value=value)


def missing(answer: Answer) -> tuple[str, ...]:
    """The facts that have to be learned before an unknown answer can be decided, each once, in the clause's order."""
    return tuple(dict.fromkeys(_missing(answer)))


def months_between(first: date, last: date) -> int:
    """Whole months from one day to a later one, the last day of a short month counting as any later day of it.

    From 31 January to 28 February is one month; before ``first`` the figure is negative.
    """
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day and not _is_month_end(last))


def _is_month_end(day: date) -> bool:
    return day == date.max or date.fromordinal(day.toordinal() + 1).day == 1


def _counted(condition: Condition, parts: list[Answer], least: int) -> Answer:
    each = [part.truth for part in parts]
    met = each.count(Truth.MET)
    possible = met + each.count(Truth.UNKNOWN)
    truth = Truth.MET if met >= least else Truth.UNKNOWN if possible >= least else Truth.FAILED
    return Answer(condition, truth, tuple(parts))


def _holds(leaf: Leaf, value: Value, day: date) -> bool | None:
    """Whether a leaf holds of a known value; ``None`` where the value is of another kind."""
    match leaf:
        case Holds():
            return value if isinstance(value, bool) else None
        case Among(values=values):
            if isinstance(value, str):
                return value in values
            return not values.isdisjoint(value) if isinstance(value, frozenset) else None
        case _:
            return _compared(leaf, value, day) if isinstance(value, Decimal | date) else None


def _compared(leaf: Compare | On | Aged, value: Decimal | date, day: date) -> bool | None:
    compare = _COMPARE[leaf.comparator]
    match leaf, value:
        case Compare(value=bound), Decimal() if value.is_finite():
            return compare(value, bound)
        case On(value=bound), date():
            return compare(value, bound)
        case Aged(months=months), date():
            return _aged(leaf.comparator, months, value, day)
        case _:
            return None


def _aged(comparator: Comparator, months: int, first: date, day: date) -> bool:
    """A day that fills the 36th month is within 36 months, and only the day after it is beyond them."""
    if comparator not in {Comparator.AT_MOST, Comparator.MORE_THAN}:
        return _COMPARE[comparator](months_between(first, day), months)
    beyond = day > date.min and months_between(first, date.fromordinal(day.toordinal() - 1)) >= months
    return beyond is (comparator is Comparator.MORE_THAN)


def _missing(answer: Answer) -> Iterator[str]:
    if answer.truth is not Truth.UNKNOWN:
        return
    match answer.condition:
        case Not() | All() | Several():
            for part in answer.parts:
                yield from _missing(part)
        case leaf:
            yield leaf.fact


def truths(answers: Iterable[Answer]) -> Mapping[Truth, int]:
    """How many of the answers are met, failed and unknown; all three keys are there."""
    counts = dict.fromkeys(Truth, 0)
    for answer in answers:
        counts[answer.truth] += 1
    return counts
