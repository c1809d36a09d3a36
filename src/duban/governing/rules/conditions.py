"""Conditions as data: what a clause asks of a subject, with the words of the clause that ask it.

A union to match on. Leaves ask one fact each; the others join conditions. ``quote`` is what the clause says; a leaf
without one is explained in general words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from duban.governing.rules.errors import Problem
from duban.governing.rules.facts import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from duban.governing.rules.facts import Vocabulary


class Comparator(StrEnum):
    """How a figure, a day or an age is compared: 以上 and 不少于 are at least, 突破 and 超过 more than."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class Compare:
    """A figure against a figure: 亩均税收达到50万元以上."""

    fact: str
    comparator: Comparator
    value: Decimal
    quote: str = ""


@dataclass(frozen=True, slots=True)
class On:
    """A day against a day: 2021年1月1日后注册."""

    fact: str
    comparator: Comparator
    value: date
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Aged:
    """Whole months from the fact's day to the day of asking: 注册满1年, 包容期3年内.

    Within 36 months (at most) is up to and including the day that fills the 36th; more than 36 begins the day after.
    """

    fact: str
    comparator: Comparator
    months: int
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Among:
    """A choice is one of these, or several have one in common with these: 属于13条产业链."""

    fact: str
    values: frozenset[str]
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Holds:
    """A flag is up: 已签订承诺书."""

    fact: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary: 未列入失信名单. What is not known stays not known."""

    of: Condition
    quote: str = ""


@dataclass(frozen=True, slots=True)
class All:
    """Every one: 同时符合下列条件."""

    of: tuple[Condition, ...]
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Several:
    """At least ``least`` of them: 符合下列条件之一, 具备两项以上."""

    least: int
    of: tuple[Condition, ...]
    quote: str = ""


Leaf: TypeAlias = Compare | On | Aged | Among | Holds
Condition: TypeAlias = Leaf | Not | All | Several

_KINDS = {
    Compare: (Kind.NUMBER,),
    On: (Kind.DAY,),
    Aged: (Kind.DAY,),
    Among: (Kind.CHOICE, Kind.SEVERAL),
    Holds: (Kind.FLAG,),
}


def leaves(condition: Condition) -> Iterator[Leaf]:
    """The questions of a condition, in the order of the clause."""
    match condition:
        case Not(of):
            yield from leaves(of)
        case All(of) | Several(of=of):
            for part in of:
                yield from leaves(part)
        case _:
            yield condition


def problems(condition: Condition, vocabulary: Vocabulary, place: str) -> Iterator[Problem]:
    """What in a condition cannot be asked: unknown facts, wrong kinds, choices that nobody can make, empty lists."""
    match condition:
        case Not(of):
            yield from problems(of, vocabulary, f"{place}.1")
        case All(of):
            if not of:
                yield Problem(place, "no condition stands under it")
            yield from _of_parts(of, vocabulary, place)
        case Several(least, of):
            if not 1 <= least <= len(of):
                yield Problem(place, f"{least} of {len(of)} conditions cannot be asked")
            yield from _of_parts(of, vocabulary, place)
        case _:
            yield from _of_leaf(condition, vocabulary, place)


def _of_parts(parts: tuple[Condition, ...], vocabulary: Vocabulary, place: str) -> Iterator[Problem]:
    for number, part in enumerate(parts, start=1):
        yield from problems(part, vocabulary, f"{place}.{number}")


def _of_leaf(leaf: Leaf, vocabulary: Vocabulary, place: str) -> Iterator[Problem]:
    fact = vocabulary.get(leaf.fact)
    if fact is None:
        yield Problem(place, f"no fact is called {leaf.fact!r}")
        return
    if fact.kind not in _KINDS[type(leaf)]:
        asked = type(leaf).__name__.lower()
        yield Problem(place, f"{leaf.fact!r} is a {fact.kind}, which {asked!r} cannot ask")
        return
    match leaf:
        case Among(values=values) if not values:
            yield Problem(place, f"{leaf.fact!r} is compared with no choice")
        case Among(values=values) if fact.choices is not None and (strange := values - fact.choices.keys()):
            yield Problem(place, f"{leaf.fact!r} has no choice {', '.join(sorted(strange))}")
        case Aged(months=months) if months < 0:
            yield Problem(place, f"{months} months is no age")
        case Compare(value=value) if not value.is_finite():
            yield Problem(place, f"{value} is no figure")
        case _:
            return
