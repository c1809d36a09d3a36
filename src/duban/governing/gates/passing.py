"""Whether a thing may pass a gate today: every reason against it at once, and what is only not known yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from duban.governing.clock import Place, before_working_days, within_months_after, within_months_before
from duban.governing.gates.model import Ahead, MonthsBefore, Outcome
from duban.governing.rules import Truth, ask, missing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from duban.governing.clock import Calendar, Working
    from duban.governing.gates.model import Gate, Opinion, Path, Thing, Time
    from duban.governing.rules import Answer


@dataclass(frozen=True, slots=True)
class GateBefore:
    """An earlier gate was not passed."""

    gate: str


@dataclass(frozen=True, slots=True)
class ConditionFailed:
    """The condition is not met; the answer says which part."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class ConditionUnknown:
    """The condition cannot be decided without these facts."""

    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotReviewed:
    """Nobody said anything of this dimension yet."""

    dimension: str


@dataclass(frozen=True, slots=True)
class NotPassed:
    """A reviewer asks for a revision, or refuses."""

    dimension: str
    outcome: Outcome
    unit: str


@dataclass(frozen=True, slots=True)
class OwnOpinion:
    """The thing's own unit reviewed it: that counts for nothing."""

    dimension: str
    unit: str


@dataclass(frozen=True, slots=True)
class NotSubmitted:
    """It was not handed in yet; ``latest`` is the last day, where the event is known."""

    latest: Working | None


@dataclass(frozen=True, slots=True)
class TooLate:
    """It was handed in after the last day."""

    submitted: date
    latest: date
    working: Working


@dataclass(frozen=True, slots=True)
class TooEarly:
    """It was handed in before the first day."""

    submitted: date
    opens: date
    working: Working


@dataclass(frozen=True, slots=True)
class EventUnknown:
    """The day that the time is counted from is not known."""

    event: str


Reason: TypeAlias = (
    GateBefore
    | ConditionFailed
    | ConditionUnknown
    | NotReviewed
    | NotPassed
    | OwnOpinion
    | NotSubmitted
    | TooLate
    | TooEarly
    | EventUnknown
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a thing may pass, and every reason against it."""

    gate: Gate
    reasons: tuple[Reason, ...]

    @property
    def open(self) -> bool:
        """Whether nothing stands against it."""
        return not self.reasons

    @property
    def refused(self) -> bool:
        """Whether something was decided against it, and not only left open."""
        final = (ConditionFailed, TooLate)
        return any(
            isinstance(reason, final) or (isinstance(reason, NotPassed) and reason.outcome is Outcome.REFUSE)
            for reason in self.reasons
        )


def verdict(road: Path, thing: Thing, key: str, day: date, calendar: Calendar) -> Verdict:
    """What stands between a thing and a gate on ``day``; opinions and submissions of later days are not seen."""
    gate = road.gate(key)
    reasons = (
        *_of_gates(gate, thing, day),
        *_of_condition(gate, thing, day),
        *_of_opinions(gate, thing, day),
        *_of_time(gate, thing, day, calendar),
    )
    return Verdict(gate, reasons)


def next_gates(road: Path, thing: Thing, day: date) -> tuple[Gate, ...]:
    """The gates that a thing can come to now: not passed yet, and all before them passed."""
    return tuple(
        gate
        for gate in road.gates
        if not _is_passed(thing, gate.id, day) and not list(_of_gates(gate, thing, day))
    )


def _is_passed(thing: Thing, gate: str, day: date) -> bool:
    return gate in thing.passed and thing.passed[gate] <= day


def _of_gates(gate: Gate, thing: Thing, day: date) -> Iterator[Reason]:
    return (GateBefore(before) for before in gate.after if not _is_passed(thing, before, day))


def _of_condition(gate: Gate, thing: Thing, day: date) -> Iterator[Reason]:
    if gate.condition is None:
        return
    answer = ask(gate.condition, thing.facts, day)
    if answer.truth is Truth.FAILED:
        yield ConditionFailed(answer)
    elif answer.truth is Truth.UNKNOWN:
        yield ConditionUnknown(missing(answer))


def _of_opinions(gate: Gate, thing: Thing, day: date) -> Iterator[Reason]:
    own = [one for one in thing.opinions if one.gate == gate.id and one.day <= day]
    latest: Mapping[str, Opinion] = {
        one.dimension: one for one in sorted(own, key=lambda one: one.day) if one.unit != thing.unit
    }
    for key, _ in gate.dimensions:
        opinion = latest.get(key)
        if opinion is not None and opinion.outcome is not Outcome.CLEAR:
            yield NotPassed(key, opinion.outcome, opinion.unit)
        elif opinion is None:
            if any(one.dimension == key for one in own):
                yield OwnOpinion(key, thing.unit)
            yield NotReviewed(key)


def _of_time(gate: Gate, thing: Thing, day: date, calendar: Calendar) -> Iterator[Reason]:
    if gate.time is None:
        return
    event = thing.events.get(gate.time.event)
    submitted = thing.submitted.get(gate.id)
    if submitted is not None and submitted > day:
        submitted = None
    if event is None:
        yield EventUnknown(gate.time.event)
    elif isinstance(gate.time, Ahead):
        latest = before_working_days(event, gate.time.working_days, calendar=calendar)
        if submitted is None:
            yield NotSubmitted(latest)
        elif submitted > latest.day:
            yield TooLate(submitted, latest.day, latest)
    else:
        yield from _of_window(gate.time, event, submitted, calendar)


def _of_window(time: Time, event: date, submitted: date | None, calendar: Calendar) -> Iterator[Reason]:
    count = within_months_before if isinstance(time, MonthsBefore) else within_months_after
    months = 0 if isinstance(time, Ahead) else time.months
    window = count(event, months, calendar=calendar)
    if submitted is None:
        yield NotSubmitted(None)
        return
    match window.place(submitted):
        case Place.EARLY:
            yield TooEarly(submitted, window.opens, window.working)
        case Place.LATE:
            yield TooLate(submitted, window.closes, window.working)
        case Place.INSIDE:
            return
