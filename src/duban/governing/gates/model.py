"""What a gate asks before a thing goes on: earlier gates, conditions, opinions of others, and enough time.

A gate is not a state: it says whether a stage may be entered, and remembers nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from duban.governing.gates.errors import PathError, Problem
from duban.governing.rules import problems as condition_problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from duban.governing.names import Name
    from duban.governing.rules import Condition, Facts, Vocabulary


class Outcome(StrEnum):
    """What a reviewer says of one dimension of a thing."""

    CLEAR = "clear"
    REVISE = "revise"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Ahead:
    """Handed in at least so many working days before an event (会前3个工作日)."""

    event: str
    working_days: int


@dataclass(frozen=True, slots=True)
class MonthsBefore:
    """Within so many months before an event (到期之日前6个月内)."""

    event: str
    months: int


@dataclass(frozen=True, slots=True)
class MonthsAfter:
    """Within so many months after an event (自印发之日起3个月内)."""

    event: str
    months: int


Time: TypeAlias = Ahead | MonthsBefore | MonthsAfter


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One gate; ``after`` are those passed before, ``dimensions`` what others have to find in order, by key."""

    id: str
    name: Name
    after: tuple[str, ...] = ()
    condition: Condition | None = None
    dimensions: tuple[tuple[str, Name], ...] = ()
    time: Time | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """The gates of one kind of thing, in an order in which they can be passed; made with `path`, which checks it."""

    gates: tuple[Gate, ...]
    vocabulary: Vocabulary

    def gate(self, key: str) -> Gate:
        """The gate of a key; raises `KeyError`."""
        for gate in self.gates:
            if gate.id == key:
                return gate
        raise KeyError(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one unit found of one dimension, for one gate; a later one replaces an earlier one of the dimension."""

    gate: str
    dimension: str
    outcome: Outcome
    unit: str
    day: date
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What wants to go on: its unit, what is known of it, the days of its events, and what was said of it.

    ``submitted`` is the day on which it was handed in at each gate, ``passed`` the day on which it went through.
    """

    id: str
    unit: str
    facts: Facts
    events: dict[str, date]
    submitted: dict[str, date]
    passed: dict[str, date]
    opinions: tuple[Opinion, ...] = ()


def path(gates: tuple[Gate, ...], vocabulary: Vocabulary) -> Path:
    """A sound path; raises `PathError` with every problem found."""
    if found := list(_problems(gates, vocabulary)):
        raise PathError(found)
    return Path(gates, vocabulary)


def _problems(gates: tuple[Gate, ...], vocabulary: Vocabulary) -> Iterator[Problem]:
    if not gates:
        yield Problem("gates", "a path without gates leads nowhere")
    seen: set[str] = set()
    for gate in gates:
        if gate.id in seen:
            yield Problem(gate.id, "stands on the path twice")
        for before in gate.after:
            if before not in seen:
                yield Problem(gate.id, f"comes after {before!r}, which does not stand before it")
        seen.add(gate.id)
        if gate.condition is not None:
            for problem in condition_problems(gate.condition, vocabulary, gate.id):
                yield Problem(problem.place, problem.message)
        keys = [key for key, _ in gate.dimensions]
        if len(set(keys)) < len(keys):
            yield Problem(gate.id, "asks for one dimension twice")
        yield from (Problem(gate.id, message) for message in _of_time(gate.time))


def _of_time(time: Time | None) -> Iterator[str]:
    match time:
        case Ahead(working_days=count) if count < 0:
            yield f"{count} working days before {time.event!r} are no time"
        case MonthsBefore(months=count) | MonthsAfter(months=count) if count < 1:
            yield f"{count} months are no time"
        case _:
            return
