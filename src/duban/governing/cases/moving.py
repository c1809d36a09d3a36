"""Which step a case may take, why not another one, and where it stands after its history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING, Final, TypeAlias

from duban.governing.cases.errors import SchemeError, StepError
from duban.governing.cases.model import (
    Accepted,
    Claimed,
    Closed,
    Handled,
    Merged,
    Offered,
    Passed,
    Rating,
    Reopened,
    Routed,
    Scheme,
    SentBack,
    Stage,
    Standing,
    Step,
    Visited,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from duban.governing.cases.model import Intake


@dataclass(frozen=True, slots=True)
class WrongStage:
    """The case does not stand where this step begins."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class NotTheirs:
    """The unit does not hold the case."""

    unit: str
    lead: str


@dataclass(frozen=True, slots=True)
class Binding:
    """The office's choice binds: it was sent back often enough."""

    lead: str


@dataclass(frozen=True, slots=True)
class MustBind:
    """It was sent back as often as it may be: the next choice has to bind, or it would wander on."""

    disputes: int


@dataclass(frozen=True, slots=True)
class NotOffered:
    """The case was not offered to this unit."""

    unit: str


@dataclass(frozen=True, slots=True)
class TooLate:
    """The time to claim it is over."""

    until: date


@dataclass(frozen=True, slots=True)
class NotALevel:
    """There is no such level, or the case is there already."""

    level: str


@dataclass(frozen=True, slots=True)
class OwnVisit:
    """A unit does not ask the caller about its own work."""

    unit: str


@dataclass(frozen=True, slots=True)
class NoVisit:
    """It is closed only after a return visit."""


@dataclass(frozen=True, slots=True)
class NothingSaid:
    """A reason, a result or a unit is wanted."""


@dataclass(frozen=True, slots=True)
class Backwards:
    """The step is dated before the one before it."""

    last: date


@dataclass(frozen=True, slots=True)
class Itself:
    """A case cannot be merged into itself."""


Refusal: TypeAlias = (
    WrongStage
    | NotTheirs
    | Binding
    | MustBind
    | NotOffered
    | TooLate
    | NotALevel
    | OwnVisit
    | NoVisit
    | NothingSaid
    | Backwards
    | Itself
)

OPEN: Final = frozenset({Stage.RECEIVED, Stage.ROUTED, Stage.CLAIMING, Stage.IN_HAND})
FROM: Final[Mapping[type, frozenset[Stage]]] = {
    # step: the stages in which it begins
    Routed: frozenset({Stage.RECEIVED, Stage.CLAIMING, Stage.ROUTED}),
    Accepted: frozenset({Stage.ROUTED}),
    SentBack: frozenset({Stage.ROUTED}),
    Offered: frozenset({Stage.RECEIVED}),
    Claimed: frozenset({Stage.CLAIMING}),
    Passed: frozenset({Stage.ROUTED, Stage.IN_HAND}),
    Handled: frozenset({Stage.IN_HAND}),
    Visited: frozenset({Stage.HANDLED, Stage.CLOSED}),
    Closed: frozenset({Stage.HANDLED}),
    Reopened: frozenset({Stage.HANDLED, Stage.CLOSED}),
    Merged: OPEN,
}


def scheme(levels: tuple[str, ...], *, disputes: int, visit: bool) -> Scheme:
    """A sound scheme; raises `SchemeError`."""
    if not levels or len(set(levels)) < len(levels):
        raise SchemeError(f"levels {levels!r}: at least one, and each once")
    if disputes < 1:
        raise SchemeError(f"{disputes} returns: a unit must be able to say once that a case is not its own")
    return Scheme(levels=levels, disputes=disputes, visit=visit)


def stand(intake: Intake, steps: Iterable[Step], rules: Scheme) -> Standing:
    """Where a case stands after its steps; raises `StepError` for one that was never allowed."""

    def after(now: Standing, step: Step) -> Standing:
        if (refusal := refuse(now, step, rules)) is not None:
            raise StepError(f"{type(step).__name__} of {step.day} in {intake.id}: {refusal}")
        return _moved(now, step)

    return reduce(after, steps, Standing(intake=intake))


def refuse(now: Standing, step: Step, rules: Scheme) -> Refusal | None:
    """Why a case cannot take a step; ``None`` where it can."""
    last = now.last or now.intake.received
    if step.day < last:
        return Backwards(last)
    if now.stage not in FROM[type(step)]:
        return WrongStage(now.stage)
    match step:
        case Routed() | Passed():
            return _of_route(now, step, rules)
        case Accepted() | SentBack() | Handled():
            return _of_owner(now, step)
        case Offered() | Claimed():
            return _of_claim(now, step)
        case _:
            return _of_end(now, step, rules)


def _of_route(now: Standing, step: Routed | Passed, rules: Scheme) -> Refusal | None:
    if step.level not in rules.levels:
        return NotALevel(step.level)
    match step:
        case Routed():
            return _of_choice(now, step, rules)
        case Passed(level=level, to=to, reason=reason):
            if level == now.level:
                return NotALevel(level)
            return None if to.strip() and reason.strip() else NothingSaid()


def _of_choice(now: Standing, step: Routed, rules: Scheme) -> Refusal | None:
    if not step.lead.strip() or step.lead in step.helping:
        return NothingSaid()
    if step.binding:
        return None
    if must_bind(now, rules):
        return MustBind(now.disputes)
    # What is given and not answered yet is not given again.
    return WrongStage(now.stage) if now.stage is Stage.ROUTED else None


def _of_owner(now: Standing, step: Accepted | SentBack | Handled) -> Refusal | None:
    if step.unit != now.lead:
        return NotTheirs(step.unit, now.lead)
    match step:
        case SentBack(reason=reason):
            if now.binding:
                return Binding(now.lead)
            return None if reason.strip() else NothingSaid()
        case Handled(result=result):
            return None if result.strip() else NothingSaid()
        case Accepted():
            return None


def _of_claim(now: Standing, step: Offered | Claimed) -> Refusal | None:
    match step:
        case Offered(units=units, until=until):
            named = bool(units) and all(unit.strip() for unit in units)
            return None if named and until >= step.day else NothingSaid()
        case Claimed(unit=unit):
            if unit not in now.offered:
                return NotOffered(unit)
            if now.offered_until is not None and step.day > now.offered_until:
                return TooLate(now.offered_until)
            return None


def _of_end(now: Standing, step: Visited | Closed | Reopened | Merged, rules: Scheme) -> Refusal | None:
    match step:
        case Visited(by=by):
            return OwnVisit(by) if by in {now.handler, *now.helping} else None
        case Closed():
            return NoVisit() if rules.visit and now.rating is None else None
        case Reopened(reason=reason):
            return None if reason.strip() else NothingSaid()
        case Merged(into=into):
            return Itself() if into == now.intake.id else None if into else NothingSaid()


def must_bind(now: Standing, rules: Scheme) -> bool:
    """Whether the office's next choice binds, because the case was sent back as often as it may be."""
    return now.disputes >= rules.disputes


def _moved(before: Standing, step: Step) -> Standing:
    now = replace(before, last=step.day)
    match step:
        case Handled():
            return replace(now, stage=Stage.HANDLED, handler=step.unit, handled=step.day, rating=None)
        case Visited():
            return replace(now, rating=step.rating)
        case Closed():
            return replace(now, stage=Stage.CLOSED, closed=step.day)
        case Reopened():
            again = now.reopened + 1
            return replace(now, stage=Stage.IN_HAND, closed=None, handled=None, rating=None, reopened=again)
        case Merged():
            return replace(now, stage=Stage.MERGED, into=step.into)
        case _:
            return _given(now, step)


def _given(now: Standing, step: Routed | Accepted | SentBack | Offered | Claimed | Passed) -> Standing:
    """Where it stands after a step that says who has it."""
    match step:
        case Routed():
            whose = replace(now, lead=step.lead, helping=step.helping, binding=step.binding)
            return replace(whose, stage=Stage.ROUTED, level=step.level, offered=(), offered_until=None)
        case Passed():
            whose = replace(now, lead=step.to, helping=(), binding=False)
            return replace(whose, stage=Stage.ROUTED, level=step.level)
        case Accepted():
            return replace(now, stage=Stage.IN_HAND)
        case SentBack():
            return replace(now, stage=Stage.RECEIVED, lead="", helping=(), disputes=now.disputes + 1)
        case Offered():
            return replace(now, stage=Stage.CLAIMING, offered=step.units, offered_until=step.until)
        case Claimed():
            return replace(now, stage=Stage.IN_HAND, lead=step.unit, offered=(), offered_until=None)


def calls_for_reopening(now: Standing) -> bool:
    """Whether the caller was not satisfied and nobody has taken it up again."""
    return now.rating is Rating.DISSATISFIED
