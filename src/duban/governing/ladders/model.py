"""What a ladder is made of: rungs, what sets each off, when its counting begins anew, and the marks it counts.

A rung is a consequence, an incentive, or help (派驻帮扶 stands last in the list and is no harsher sanction). What is
counted are organisations and areas: a mark has a unit's key, never a person's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from duban.governing.ladders.errors import Problem, ShapeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from duban.governing.clock import Period
    from duban.governing.names import Name


class Nature(StrEnum):
    """What a rung is to the one it is addressed to."""

    CONSEQUENCE = "consequence"
    INCENTIVE = "incentive"
    HELP = "help"


class Direction(StrEnum):
    """On which side of its bound a value counts; the bound itself counts in the first two."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"
    BELOW = "below"


class Reset(StrEnum):
    """What a rung's counting does once it was issued.

    ``EACH``: it counts on, so it is issued in every period in which the run is long enough (每周通报后三名).
    ``ISSUE``: it begins at nought after each issue, so the next one needs a whole new run.
    ``RECOVERY``: it is issued once, and again only after a period that does not count.
    """

    EACH = "each"
    ISSUE = "issue"
    RECOVERY = "recovery"


class Climb(StrEnum):
    """Which of the rungs set off at once are issued; incentives and help are issued beside them in any case."""

    HIGHEST = "highest"
    EVERY = "every"
    STEPWISE = "stepwise"


@dataclass(frozen=True, slots=True)
class Run:
    """How many periods must count: ``times`` in a row, or so many of the last ``of`` where that is given.

    ``gaps`` says that a period without a mark breaks a row; else only periods with marks are counted (连续两次考评).
    """

    times: int = 1
    of: int | None = None
    gaps: bool = False


@dataclass(frozen=True, slots=True)
class Bottom:
    """Among the last ``places`` of those that were ranked."""

    places: int
    run: Run = Run()


@dataclass(frozen=True, slots=True)
class Top:
    """Among the first ``places``."""

    places: int
    run: Run = Run()


@dataclass(frozen=True, slots=True)
class Graded:
    """Graded so: 连续两次考评不合格."""

    grades: frozenset[str]
    run: Run = Run()


@dataclass(frozen=True, slots=True)
class Valued:
    """A figure on one side of a bound."""

    direction: Direction
    bound: Decimal
    run: Run = Run()


@dataclass(frozen=True, slots=True)
class Missed:
    """A return that was owed and did not come; ``late`` ones count too where it says so."""

    late: bool = False
    run: Run = Run()


@dataclass(frozen=True, slots=True)
class Judged:
    """A person decides; the program never sets it off."""


Counted: TypeAlias = Bottom | Top | Graded | Valued | Missed
Trigger: TypeAlias = Counted | Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One step; ``reply_days`` are the working days in which it may be answered, ``None`` where it may not be."""

    id: str
    name: Name
    trigger: Trigger
    issuer: str
    nature: Nature = Nature.CONSEQUENCE
    reset: Reset = Reset.RECOVERY
    reply_days: int | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rungs in the order in which they are climbed; made with `ladder`, which checks it."""

    rungs: tuple[Rung, ...]
    climb: Climb

    def height(self, rung: str) -> int:
        """The place of a rung from the ground, 0 first; raises `KeyError`."""
        for place, one in enumerate(self.rungs):
            if one.id == rung:
                return place
        raise KeyError(rung)


class Return(StrEnum):
    """What became of a return that was owed."""

    IN_TIME = "in_time"
    LATE = "late"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How one subject stood in one period; what is ``None`` was not assessed and does neither count nor clear.

    ``rank`` is from 1 among ``ranked`` subjects, those that share it left out behind it (1, 1, 3); ``sharing`` is how
    many have it. Two that share the last place are both last.
    """

    subject: str
    period: Period
    rank: int | None = None
    ranked: int = 0
    sharing: int = 1
    grade: str | None = None
    value: Decimal | None = None
    returned: Return | None = None


def ladder(rungs: tuple[Rung, ...], climb: Climb) -> Ladder:
    """A sound ladder; raises `ShapeError` with every problem found."""
    if found := list(_problems(rungs)):
        raise ShapeError(found)
    return Ladder(rungs, climb)


def _problems(rungs: tuple[Rung, ...]) -> Iterator[Problem]:
    if not rungs:
        yield Problem("rungs", "a ladder without rungs cannot be climbed")
    seen: set[str] = set()
    for rung in rungs:
        if rung.id in seen:
            yield Problem(rung.id, "stands in the ladder twice")
        seen.add(rung.id)
        if rung.reply_days is not None and rung.reply_days < 1:
            yield Problem(rung.id, f"{rung.reply_days} working days are no time to reply")
        if not isinstance(rung.trigger, Judged):
            yield from (Problem(rung.id, message) for message in _mistakes(rung.trigger))


def _mistakes(trigger: Counted) -> Iterator[str]:
    run = trigger.run
    if run.times < 1:
        yield f"{run.times} periods set nothing off"
    if run.of is not None and run.of < run.times:
        yield f"{run.times} of the last {run.of} periods cannot be"
    match trigger:
        case Bottom(places=places) | Top(places=places) if places < 1:
            yield f"the {'last' if isinstance(trigger, Bottom) else 'first'} {places} are nobody"
        case Graded(grades=grades) if not grades:
            yield "no grade is named"
        case Valued(bound=bound) if not bound.is_finite():
            yield f"{bound} is no bound"
        case _:
            return
