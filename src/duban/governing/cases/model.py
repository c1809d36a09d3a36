"""What a case is made of: what came in, and the steps from the first owner to the return visit.

The caller is an opaque reference, kept and guarded elsewhere: nothing here can name, count or score a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date


class Stage(StrEnum):
    """Where a case stands; a merged one is carried by another."""

    RECEIVED = "received"
    ROUTED = "routed"
    CLAIMING = "claiming"
    IN_HAND = "in_hand"
    HANDLED = "handled"
    CLOSED = "closed"
    MERGED = "merged"


class Rating(StrEnum):
    """What the caller says at the return visit."""

    SATISFIED = "satisfied"
    FAIR = "fair"
    DISSATISFIED = "dissatisfied"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What came in: by which channel, about what, from where; ``caller`` is an opaque reference or nothing."""

    id: str
    received: date
    channel: str
    category: str
    place: str = ""
    caller: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """The office gives it to a unit, with others that help (协同处置); ``binding`` ends a dispute about whose it is."""

    day: date
    lead: str
    helping: tuple[str, ...] = ()
    level: str
    binding: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The unit takes it in hand."""

    day: date
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBack:
    """The unit says that it is not its own, and why."""

    day: date
    unit: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A difficult case is put up to be claimed (疑难案件认领) until a day."""

    day: date
    units: tuple[str, ...]
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A unit claims it."""

    day: date
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """It goes up or down a level, to that level's owner."""

    day: date
    level: str
    to: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """The unit says what was done."""

    day: date
    unit: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """The return visit: by somebody else than the unit that handled it."""

    day: date
    by: str
    rating: Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The office closes it."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """It begins again with the unit that handled it, for example because the caller is not satisfied."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """It is a repeat of another case, which carries it from now on."""

    day: date
    into: str


Step: TypeAlias = (
    Routed | Accepted | SentBack | Offered | Claimed | Passed | Handled | Visited | Closed | Reopened | Merged
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """What a mechanism says of its cases.

    ``levels`` stand from the lowest up (网格、社区、镇街、市); after ``disputes`` returns the office's next choice
    binds; a case is closed only after a return visit where ``visit`` says so.
    """

    levels: tuple[str, ...]
    disputes: int
    visit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a case stands after its steps; ``handler`` is the unit that said what was done."""

    intake: Intake
    stage: Stage = Stage.RECEIVED
    lead: str = ""
    helping: tuple[str, ...] = ()
    level: str = ""
    disputes: int = 0
    binding: bool = False
    offered: tuple[str, ...] = ()
    offered_until: date | None = None
    handler: str = ""
    handled: date | None = None
    rating: Rating | None = None
    closed: date | None = None
    reopened: int = 0
    into: str = ""
    last: date | None = None
